import type { Subnet as SubnetFacts, Vpc as VpcFacts } from '@aws-sdk/client-ec2';
import type { VpcAttributes } from '../account/types.ts';
import { type AddressSet, addressSet, type Cidr, type Family, parseCidr } from './address.ts';
import { type Intervals, intersect, onlyPoint } from './interval.ts';
import type { NetworkAcl } from './network-acl.ts';
import type { RouteTable } from './route-table.ts';

export interface Vpc {
  readonly id: string;
  readonly cidrs: readonly Cidr[];
  readonly addresses: AddressSet;
  /** Where Amazon's resolver is: at the base of the first block plus two. https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html */
  readonly resolver: number | undefined;
  /** Whether Amazon's resolver answers, and answers with private names. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html */
  readonly dns: { readonly support: boolean; readonly hostnames: boolean };
}

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly zone: string;
  /** The zone by the id that is the same in every account; its name where the id was not read. */
  readonly zoneId: string;
  readonly cidrs: readonly Cidr[];
  /** The IPv4 block: a subnet has one at most. */
  readonly block: Cidr | undefined;
  readonly addresses: AddressSet;
  /** The explicitly associated table, else the VPC's main table; undefined when neither could be read. */
  readonly routeTableId: string | undefined;
  readonly networkAclId: string | undefined;
  /** The same themselves, as far as they were read: to look them up for every packet takes most of a walk's time. */
  readonly routeTable: RouteTable | undefined;
  readonly networkAcl: NetworkAcl | undefined;
  readonly vpc: Vpc | undefined;
}

/** Which of some addresses are the subnet's; all of them are the set itself, as `intersect` has it. */
export function amongAddresses({ block, addresses }: Subnet, family: Family, set: Intervals): Intervals {
  const only = onlyPoint(set);
  if (family === 6 || only === undefined || !block) return intersect(set, addresses[family]);
  return block.first <= only && only <= block.last ? set : NOTHING;
}

const NOTHING: Intervals = [];

const blocks = (texts: readonly (string | undefined)[]): Cidr[] => texts.flatMap((text) => parseCidr(text ?? '') ?? []);

export function interpretVpc(facts: VpcFacts, attributes: VpcAttributes = {}): Vpc {
  const associated = [
    ...(facts.CidrBlockAssociationSet ?? [])
      .filter((each) => (each.CidrBlockState?.State ?? 'associated') === 'associated')
      .map((each) => each.CidrBlock),
    ...(facts.Ipv6CidrBlockAssociationSet ?? []).map((each) => each.Ipv6CidrBlock),
  ];
  const all = new Set([facts.CidrBlock, ...associated]);
  const cidrs = blocks([...all]);
  const { enableDnsSupport: support = true, enableDnsHostnames: hostnames = true } = attributes;
  const base = cidrs[0]?.first;
  const resolver = typeof base === 'number' ? base + 2 : undefined;
  return { id: facts.VpcId ?? '', cidrs, addresses: addressSet(cidrs), resolver, dns: { support, hostnames } };
}

export function interpretSubnet(
  facts: SubnetFacts,
  tables: { readonly explicit: ReadonlyMap<string, string>; readonly main: ReadonlyMap<string, string> },
  acls: ReadonlyMap<string, string>,
  read: {
    readonly tables: ReadonlyMap<string, RouteTable>;
    readonly acls: ReadonlyMap<string, NetworkAcl>;
    readonly vpcs: ReadonlyMap<string, Vpc>;
  },
): Subnet {
  const id = facts.SubnetId ?? '';
  const vpc = read.vpcs.get(facts.VpcId ?? '');
  const vpcId = vpc?.id ?? facts.VpcId ?? '';
  const ipv6 = (facts.Ipv6CidrBlockAssociationSet ?? []).map((each) => each.Ipv6CidrBlock);
  const cidrs = blocks([facts.CidrBlock, ...ipv6]);
  const [routeTableId, networkAclId] = [tables.explicit.get(id) ?? tables.main.get(vpcId), acls.get(id)];
  return {
    id,
    vpcId,
    zone: facts.AvailabilityZone ?? '',
    zoneId: facts.AvailabilityZoneId ?? facts.AvailabilityZone ?? '',
    cidrs,
    block: cidrs.find(({ family }) => family === 4),
    addresses: addressSet(cidrs),
    routeTableId,
    networkAclId,
    routeTable: read.tables.get(routeTableId ?? ''),
    networkAcl: read.acls.get(networkAclId ?? ''),
    vpc,
  };
}
