import type { RouteTable, RouteTableAssociation, Vpc } from '@aws-sdk/client-ec2';
import { emptyAccount } from '../../lib/account/empty.ts';
import type { Account } from '../../lib/account/types.ts';
import { type BlockPublicAccessSketch, blockPublicAccessFacts } from './block-public-access.ts';
import { type EndpointSketch, endpointFacts, endpointInterfaces } from './endpoint.ts';
import { type LoadBalancing, loadBalancingFacts, nodeInterfaces } from './load-balancer.ts';
import { type NatSketch, natFacts, natInterfaces } from './nat-gateway.ts';
import { type PeeringSketch, peeringFacts } from './peering.ts';
import { type TransitGatewaySketch, transitGatewayFacts } from './transit-gateway.ts';
import { type VpnGatewaySketch, vpnFacts } from './vpn-gateway.ts';
import { entry, permission, route } from './written.ts';

/** An account in a few lines: rules, entries and routes are written as text. */
export interface Sketch extends LoadBalancing {
  /** Each with its block, or blocks: `10.0.0.0/16 2600:1f18::/56`. */
  vpcs?: Record<string, string>;
  /** Internet gateways by the VPC they are attached to. */
  gateways?: Record<string, string>;
  /** Egress-only internet gateways by the VPC they are attached to. */
  eigws?: Record<string, string>;
  /** Routes for what comes in by an internet gateway: `10.0.1.0/24 -> eni-fw`. */
  edges?: Record<string, string[]>;
  peerings?: Record<string, PeeringSketch>;
  transitGateways?: Record<string, TransitGatewaySketch>;
  vpnGateways?: Record<string, VpnGatewaySketch>;
  endpoints?: Record<string, EndpointSketch>;
  blockPublicAccess?: BlockPublicAccessSketch;
  subnets: Record<
    string,
    {
      cidr: string;
      ipv6?: string;
      vpc?: string;
      zone?: string;
      routes?: string[];
      acl?: { in: string[]; out: string[] };
    }
  >;
  groups?: Record<string, { vpc?: string; in?: string[]; out?: string[] }>;
  hosts?: Record<
    string,
    {
      subnet: string;
      ip: string;
      ipv6?: string;
      groups?: string[];
      public?: string;
      forwards?: boolean;
      state?: 'pending' | 'running' | 'stopped';
      /** An interface that stands by itself, with no instance behind it. */
      detached?: boolean;
    }
  >;
  nats?: Record<string, NatSketch>;
  /** By id, of AWS's own lists with the name: `pl-s3 com.amazonaws.us-east-1.s3`. */
  prefixLists?: Record<string, string[]>;
}

const OPEN = {
  in: ['100 allow all 0.0.0.0/0', '101 allow all ::/0'],
  out: ['100 allow all 0.0.0.0/0', '101 allow all ::/0'],
};

const DEFAULT_VPC = 'vpc-a';
const DEFAULT_ZONE = 'us-east-1a';

/** The account that a sketch describes. Hosts get one interface, `eni-` and the rest of their name. */
export function accountOf(sketch: Sketch): Account {
  const vpcs = sketch.vpcs ?? { [DEFAULT_VPC]: '10.0.0.0/16' };
  const subnets = Object.entries(sketch.subnets).map(([id, each]) => ({ id, vpc: each.vpc ?? DEFAULT_VPC, ...each }));
  const placeOf = (subnet: string) => {
    const { vpc = DEFAULT_VPC, zone = DEFAULT_ZONE } = subnets.find(({ id }) => id === subnet) ?? {};
    return { vpc, zone };
  };
  const vpcOf = (subnet: string) => placeOf(subnet).vpc;
  const hosts = Object.entries(sketch.hosts ?? {});
  const empty = emptyAccount('123456789012', 'us-east-1');
  return {
    ...empty,
    Vpcs: Object.entries(vpcs).map(([VpcId, blocks]) => vpcFacts(VpcId, blocks.split(' '))),
    Subnets: subnets.map(({ id, vpc, cidr, ipv6, zone }) => ({
      SubnetId: id,
      VpcId: vpc,
      CidrBlock: cidr,
      AvailabilityZone: zone ?? DEFAULT_ZONE,
      ...(ipv6 && { Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: ipv6 }] }),
    })),
    RouteTables: routeTables(sketch, vpcs),
    InternetGateways: Object.entries(sketch.gateways ?? {}).map(([InternetGatewayId, VpcId]) => ({
      InternetGatewayId,
      Attachments: [{ VpcId, State: 'attached' }],
    })),
    EgressOnlyInternetGateways: Object.entries(sketch.eigws ?? {}).map(([EgressOnlyInternetGatewayId, VpcId]) => ({
      EgressOnlyInternetGatewayId,
      Attachments: [{ VpcId, State: 'attached' }],
    })),
    VpcPeeringConnections: Object.entries(sketch.peerings ?? {}).map(([id, each]) =>
      peeringFacts(id, each, vpcs, empty),
    ),
    ...transitGatewayFacts(sketch.transitGateways ?? {}, empty.AccountId),
    ...vpnFacts(sketch.vpnGateways ?? {}),
    ...(sketch.blockPublicAccess && blockPublicAccessFacts(sketch.blockPublicAccess)),
    ...loadBalancingFacts(sketch, placeOf),
    VpcEndpoints: endpointFacts(sketch.endpoints ?? {}),
    NatGateways: natFacts(sketch.nats ?? {}, vpcOf),
    NetworkInterfaces: [
      ...hosts.map(([name, { subnet, ip, ipv6, groups = [], public: PublicIp, forwards, detached }]) => ({
        NetworkInterfaceId: `eni-${name.slice(2)}`,
        SubnetId: subnet,
        VpcId: vpcOf(subnet),
        PrivateIpAddress: ip,
        PrivateIpAddresses: [{ PrivateIpAddress: ip, Primary: true, ...(PublicIp && { Association: { PublicIp } }) }],
        ...(ipv6 && { Ipv6Addresses: [{ Ipv6Address: ipv6 }] }),
        Groups: groups.map((GroupId) => ({ GroupId })),
        SourceDestCheck: !forwards,
        ...(detached ? { Status: 'available' as const } : { Attachment: { InstanceId: name } }),
      })),
      ...natInterfaces(sketch.nats ?? {}, vpcOf),
      ...nodeInterfaces(sketch, placeOf),
      ...endpointInterfaces(sketch.endpoints ?? {}),
    ],
    SecurityGroups: Object.entries(sketch.groups ?? {}).map(
      ([GroupId, { vpc = DEFAULT_VPC, in: ingress = [], out = ['all 0.0.0.0/0', 'all ::/0'] }]) => ({
        GroupId,
        GroupName: GroupId,
        VpcId: vpc,
        IpPermissions: ingress.map(permission),
        IpPermissionsEgress: out.map(permission),
      }),
    ),
    NetworkAcls: subnets.map(({ id, vpc, acl = OPEN }) => ({
      NetworkAclId: `acl-${id}`,
      VpcId: vpc,
      Associations: [{ SubnetId: id }],
      Entries: [...acl.in.map((text) => entry(text, false)), ...acl.out.map((text) => entry(text, true))],
    })),
    Instances: hosts.map(([InstanceId, { state }]) => ({ InstanceId, State: { Name: state ?? 'running' } })),
    PrefixLists: Object.entries(sketch.prefixLists ?? {}).map(([id, Cidrs]) => {
      const [PrefixListId = '', PrefixListName] = id.split(' ');
      return { PrefixListId, Cidrs, ...(PrefixListName && { PrefixListName }) };
    }),
  };
}

const vpcFacts = (VpcId: string, blocks: readonly string[]): Vpc => ({
  VpcId,
  CidrBlock: blocks[0],
  Ipv6CidrBlockAssociationSet: blocks.slice(1).map((Ipv6CidrBlock) => ({ Ipv6CidrBlock })),
});

/** A route table for each subnet, and one for each gateway with routes of its own. */
function routeTables(
  { subnets, gateways = {}, vpnGateways = {}, edges = {} }: Sketch,
  vpcs: Record<string, string>,
): RouteTable[] {
  const table = (id: string, VpcId: string, association: RouteTableAssociation, texts: readonly string[]) => {
    const locals = (vpcs[VpcId] ?? '')
      .split(' ')
      .filter((block) => !texts.some((text) => text.startsWith(`${block} `)));
    const local = locals.map((block) => ({ ...route(`${block} -> local`), Origin: 'CreateRouteTable' as const }));
    return {
      RouteTableId: `rtb-${id}`,
      VpcId,
      Associations: [association],
      Routes: [...local, ...texts.map(route)],
    };
  };
  return [
    ...Object.entries(subnets).map(([SubnetId, { vpc = DEFAULT_VPC, routes = [] }]) =>
      table(SubnetId, vpc, { SubnetId }, routes),
    ),
    ...Object.entries(edges).map(([GatewayId, texts]) =>
      table(GatewayId, gateways[GatewayId] ?? vpnGateways[GatewayId]?.vpc ?? DEFAULT_VPC, { GatewayId }, texts),
    ),
  ];
}
