import type { Account, Gap } from '../account/types.ts';
import { type Address, type AddressSet, addressSet, type Cidr, parseCidr } from './address.ts';
import { type BlockPublicAccess, interpretBlockPublicAccess } from './block-public-access.ts';
import { membership } from './group-membership.ts';
import { grouped } from './grouped.ts';
import { interpretInterface, type NetworkInterface } from './interface.ts';
import { type InterfaceIndex, indexInterfaces } from './interface-index.ts';
import { type LoadBalancer, loadBalancersOf, type TargetGroup, targetGroupsOf } from './load-balancer.ts';
import { interpretNatGateway, type NatGateway } from './nat-gateway.ts';
import { interpretNetworkAcl, type NetworkAcl } from './network-acl.ts';
import { interpretPeering, type PeeringConnection } from './peering.ts';
import { interpretRouteTable, type RouteTable } from './route-table.ts';
import { groupFilters, interpretSecurityGroup, type SecurityGroup } from './security-group.ts';
import { interpretSubnet, interpretVpc, type Subnet, type Vpc } from './subnet.ts';
import { interpretTransitGateways, type TransitGateways } from './transit-gateway.ts';
import { interpretVpcEndpoint, type VpcEndpoint } from './vpc-endpoint.ts';
import { interpretVpnGateways, type VpnGateway } from './vpn-gateway.ts';

/** What an account's facts mean for a packet, indexed for the walk. What is absent here could not be read or does not exist. */
export interface Network extends InterfaceIndex {
  readonly accountId: string;
  readonly region: string;
  readonly vpcs: ReadonlyMap<string, Vpc>;
  /** Every address of every VPC. */
  readonly vpcAddresses: AddressSet;
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly subnetsOf: ReadonlyMap<string, readonly Subnet[]>;
  readonly routeTables: ReadonlyMap<string, RouteTable>;
  /** The route table of a gateway, for what comes in by it. */
  readonly edgeRouteTables: ReadonlyMap<string, RouteTable>;
  readonly networkAcls: ReadonlyMap<string, NetworkAcl>;
  readonly securityGroups: ReadonlyMap<string, SecurityGroup>;
  /** Of an instance, the primary interface comes first. */
  readonly interfaces: ReadonlyMap<string, NetworkInterface>;
  /** Instance states by id. */
  readonly instances: ReadonlyMap<string, string>;
  /** ARNs of instance profiles by the ids of the instances that have one. */
  readonly instanceProfiles: ReadonlyMap<string, string>;
  /** The state of the instance that an interface belongs to; undefined where it was not read. */
  stateOf(nic: NetworkInterface): string | undefined;
  /** The VPC that each attached internet gateway, also an egress-only one, serves. */
  readonly internetGateways: ReadonlyMap<string, string>;
  readonly internetGatewaysOf: ReadonlyMap<string, readonly string[]>;
  readonly natGateways: ReadonlyMap<string, NatGateway>;
  /** The regional NAT gateway that has a public address. */
  regionalNatGatewayAt(address: Address): NatGateway | undefined;
  /** The zonal NAT gateway that an interface belongs to. */
  readonly natGatewayOf: ReadonlyMap<string, NatGateway>;
  readonly vpcEndpoints: ReadonlyMap<string, VpcEndpoint>;
  /** The endpoint that an interface belongs to. */
  readonly vpcEndpointOf: ReadonlyMap<string, VpcEndpoint>;
  /** The interfaces of each EC2 Instance Connect Endpoint. */
  readonly connectEndpoints: ReadonlyMap<string, readonly string[]>;
  /** Blocks of AWS's own prefix lists by the name of the service: `com.amazonaws.us-east-1.s3`. */
  readonly serviceBlocks: ReadonlyMap<string, readonly Cidr[]>;
  readonly peeringConnections: ReadonlyMap<string, PeeringConnection>;
  readonly transitGateways: TransitGateways;
  readonly vpnGateways: ReadonlyMap<string, VpnGateway>;
  readonly blockPublicAccess: BlockPublicAccess;
  readonly loadBalancers: ReadonlyMap<string, LoadBalancer>;
  /** The load balancer that each of its nodes' interfaces belongs to. */
  readonly balancerOf: ReadonlyMap<string, LoadBalancer>;
  readonly targetGroups: ReadonlyMap<string, TargetGroup>;
  readonly gaps: readonly Gap[];
}

/** Reads the meaning out of an account's facts. */
export function interpret(account: Account): Network {
  const prefixLists = new Map(
    account.PrefixLists.map((list) => [list.PrefixListId ?? '', list.Cidrs && blocksOf(list.Cidrs)]),
  );
  const prefixList = (id: string) => prefixLists.get(id);
  const routeTables = byId(account.RouteTables.map((table) => interpretRouteTable(table, prefixList)));
  const networkAcls = byId(account.NetworkAcls.map(interpretNetworkAcl));
  const vpcs = byId(account.Vpcs.map((vpc) => interpretVpc(vpc, account.VpcAttributes[vpc.VpcId ?? ''])));
  const subnets = byId(interpretSubnets(account, { tables: routeTables, acls: networkAcls, vpcs }));
  const instances = new Map(account.Instances.map((each) => [each.InstanceId ?? '', each.State?.Name ?? 'unknown']));
  const filtersOf = groupFilters((id) => securityGroups.get(id));
  const interfaces = account.NetworkInterfaces.map((facts) =>
    interpretInterface(facts, filtersOf, { subnets, instances }),
  ).sort((a, b) => a.deviceIndex - b.deviceIndex);
  const peerings = account.VpcPeeringConnections.map(interpretPeering);
  const transitGateways = interpretTransitGateways(account, (vpcId) => vpcs.get(vpcId)?.cidrs ?? [], subnets);
  const members = membership(account, interfaces, peerings, [...transitGateways.attachments.values()].flat());
  const loadBalancers = loadBalancersOf(account, interfaces);
  const interfacesById = byId(interfaces);
  const natGateways = account.NatGateways.map((nat) => interpretNatGateway(nat, interfacesById));
  const regional = new Map(
    natGateways.filter((nat) => nat.regional).flatMap((nat) => nat.publicAddresses.map(({ value }) => [value, nat])),
  );
  const internetGateways = attachedGateways(account);
  const vpcEndpoints = account.VpcEndpoints.map(interpretVpcEndpoint);
  const groups = account.SecurityGroups.map((group) => interpretSecurityGroup(group, { ...members, prefixList }));
  const securityGroups = byId(groups);
  return {
    accountId: account.AccountId,
    region: account.Region,
    vpcs,
    vpcAddresses: addressSet([...vpcs.values()].flatMap(({ cidrs }) => cidrs)),
    subnets,
    subnetsOf: grouped(subnets.values(), ({ vpcId }) => vpcId),
    routeTables,
    edgeRouteTables: edgeRouteTables(account, routeTables),
    networkAcls,
    securityGroups,
    interfaces: interfacesById,
    instances,
    instanceProfiles: new Map(
      account.Instances.flatMap(({ InstanceId = '', IamInstanceProfile }) =>
        IamInstanceProfile?.Arn ? [[InstanceId, IamInstanceProfile.Arn]] : [],
      ),
    ),
    stateOf: ({ instanceState }) => instanceState,
    internetGateways,
    internetGatewaysOf: new Map(
      [...grouped(internetGateways, ([, vpcId]) => vpcId)].map(([vpcId, all]) => [vpcId, all.map(([id]) => id)]),
    ),
    natGateways: byId(natGateways),
    regionalNatGatewayAt: ({ value }) => regional.get(value),
    natGatewayOf: new Map(natGateways.map((nat) => [nat.interfaceId ?? '', nat])),
    vpcEndpoints: byId(vpcEndpoints),
    vpcEndpointOf: new Map(vpcEndpoints.flatMap((each) => each.interfaceIds.map((id) => [id, each]))),
    connectEndpoints: new Map(
      account.InstanceConnectEndpoints.map((each) => [
        each.InstanceConnectEndpointId ?? '',
        each.NetworkInterfaceIds ?? [],
      ]),
    ),
    serviceBlocks: new Map(
      account.PrefixLists.map((list) => [list.PrefixListName ?? '', prefixList(list.PrefixListId ?? '') ?? []]),
    ),
    peeringConnections: byId(peerings),
    transitGateways,
    vpnGateways: byId(interpretVpnGateways(account)),
    blockPublicAccess: interpretBlockPublicAccess(account),
    loadBalancers: new Map(loadBalancers.map((each) => [each.arn, each])),
    balancerOf: new Map(loadBalancers.flatMap((each) => each.nodes.map((nic) => [nic.id, each]))),
    targetGroups: targetGroupsOf(account),
    gaps: account.gaps,
    ...indexInterfaces(interfaces, natGateways),
  };
}

const byId = <T extends { readonly id: string }>(all: readonly T[]): ReadonlyMap<string, T> =>
  new Map(all.map((each) => [each.id, each]));

const blocksOf = (texts: readonly string[]): Cidr[] => texts.flatMap((text) => parseCidr(text) ?? []);

function interpretSubnets(account: Account, read: Parameters<typeof interpretSubnet>[3]): Subnet[] {
  const explicit = new Map<string, string>();
  const main = new Map<string, string>();
  for (const table of account.RouteTables) {
    for (const association of table.Associations ?? []) {
      if (association.SubnetId) explicit.set(association.SubnetId, table.RouteTableId ?? '');
      if (association.Main) main.set(table.VpcId ?? '', table.RouteTableId ?? '');
    }
  }
  const acls = new Map(
    account.NetworkAcls.flatMap((acl) =>
      (acl.Associations ?? []).map((each) => [each.SubnetId ?? '', acl.NetworkAclId ?? ''] as const),
    ),
  );
  return account.Subnets.map((subnet) => interpretSubnet(subnet, { explicit, main }, acls, read));
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html */
function edgeRouteTables(
  { RouteTables }: Account,
  tables: ReadonlyMap<string, RouteTable>,
): ReadonlyMap<string, RouteTable> {
  const associated = RouteTables.flatMap(({ RouteTableId = '', Associations = [] }) =>
    Associations.flatMap(({ GatewayId }) => {
      const table = tables.get(RouteTableId);
      return GatewayId && table ? [[GatewayId, table] as const] : [];
    }),
  );
  return new Map(associated);
}

function attachedGateways(account: Account): ReadonlyMap<string, string> {
  const attachments = [
    ...account.InternetGateways.map((each) => ({ id: each.InternetGatewayId, to: each.Attachments })),
    ...account.EgressOnlyInternetGateways.map((each) => ({
      id: each.EgressOnlyInternetGatewayId,
      to: each.Attachments,
    })),
  ];
  const attached = attachments.flatMap(({ id, to }) =>
    (to ?? [])
      .filter(({ State }) => State === undefined || /^(available|attached)$/.test(State))
      .map(({ VpcId }) => [id ?? '', VpcId ?? ''] as const),
  );
  return new Map(attached);
}
