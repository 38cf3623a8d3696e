import type { Subnet as SubnetFacts, Vpc as VpcFacts } from '@aws-sdk/client-ec2';
import { type Cidr, parseCidr } from './address.ts';

export interface Vpc {
  readonly id: string;
  readonly cidrs: readonly Cidr[];
}

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly zone: string;
  readonly cidrs: readonly Cidr[];
  /** The explicitly associated table, else the VPC's main table; undefined when neither could be read. */
  readonly routeTableId: string | undefined;
  readonly networkAclId: string | undefined;
}

const blocks = (texts: readonly (string | undefined)[]): Cidr[] => texts.flatMap((text) => parseCidr(text ?? '') ?? []);

export function interpretVpc(facts: VpcFacts): Vpc {
  const associated = [
    ...(facts.CidrBlockAssociationSet ?? [])
      .filter((each) => (each.CidrBlockState?.State ?? 'associated') === 'associated')
      .map((each) => each.CidrBlock),
    ...(facts.Ipv6CidrBlockAssociationSet ?? []).map((each) => each.Ipv6CidrBlock),
  ];
  const all = new Set([facts.CidrBlock, ...associated]);
  return { id: facts.VpcId ?? '', cidrs: blocks([...all]) };
}

export function interpretSubnet(
  facts: SubnetFacts,
  tables: { readonly explicit: ReadonlyMap<string, string>; readonly main: ReadonlyMap<string, string> },
  acls: ReadonlyMap<string, string>,
): Subnet {
  const id = facts.SubnetId ?? '';
  const vpcId = facts.VpcId ?? '';
  const ipv6 = (facts.Ipv6CidrBlockAssociationSet ?? []).map((each) => each.Ipv6CidrBlock);
  return {
    id,
    vpcId,
    zone: facts.AvailabilityZone ?? '',
    cidrs: blocks([facts.CidrBlock, ...ipv6]),
    routeTableId: tables.explicit.get(id) ?? tables.main.get(vpcId),
    networkAclId: acls.get(id),
  };
}
