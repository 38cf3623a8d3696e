import type { Account, Gap } from '../account/types.ts';
import { type Address, type AddressSet, addressSet, blockOf, type Cidr, parseCidr } from './address.ts';
import { interpretInterface, keyOf, type NetworkInterface } from './interface.ts';
import { interpretLoadBalancer, interpretTargetGroup, type LoadBalancer, type TargetGroup } from './load-balancer.ts';
import { interpretNatGateway, type NatGateway } from './nat-gateway.ts';
import { interpretNetworkAcl, type NetworkAcl } from './network-acl.ts';
import { interpretRouteTable, type RouteTable } from './route-table.ts';
import { interpretSecurityGroup, type SecurityGroup } from './security-group.ts';
import { interpretSubnet, interpretVpc, type Subnet, type Vpc } from './subnet.ts';

/** What an account's facts mean for a packet, indexed for the walk. What is absent here could not be read or does not exist. */
export interface Network {
  readonly accountId: string;
  readonly region: string;
  readonly vpcs: ReadonlyMap<string, Vpc>;
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly routeTables: ReadonlyMap<string, RouteTable>;
  readonly networkAcls: ReadonlyMap<string, NetworkAcl>;
  readonly securityGroups: ReadonlyMap<string, SecurityGroup>;
  /** Of an instance, the primary interface comes first. */
  readonly interfaces: ReadonlyMap<string, NetworkInterface>;
  /** Instance states by id. */
  readonly instances: ReadonlyMap<string, string>;
  /** The VPC that each attached internet gateway, also an egress-only one, serves. */
  readonly internetGateways: ReadonlyMap<string, string>;
  readonly natGateways: ReadonlyMap<string, NatGateway>;
  /** Whether each VPC endpoint is available. */
  readonly vpcEndpoints: ReadonlyMap<string, boolean>;
  readonly loadBalancers: ReadonlyMap<string, LoadBalancer>;
  /** The load balancer that each of its nodes' interfaces belongs to. */
  readonly balancerOf: ReadonlyMap<string, LoadBalancer>;
  readonly targetGroups: ReadonlyMap<string, TargetGroup>;
  readonly gaps: readonly Gap[];
  /** The interface that has a private address in a VPC. */
  interfaceAt(vpcId: string, address: Address): NetworkInterface | undefined;
  /** The interface that a public address is exchanged for. */
  interfaceWithPublic(address: Address): NetworkInterface | undefined;
  /** Public addresses in use in this account, so that they are not taken for somebody else's. */
  readonly ownPublicAddresses: AddressSet;
  /** The same, one by one. */
  readonly publicAddresses: readonly Address[];
}

/** Reads the meaning out of an account's facts. */
export function interpret(account: Account): Network {
  const interfaces = account.NetworkInterfaces.map(interpretInterface).sort((a, b) => a.deviceIndex - b.deviceIndex);
  const prefixLists = new Map(
    account.PrefixLists.map((list) => [list.PrefixListId ?? '', list.Cidrs && blocksOf(list.Cidrs)]),
  );
  const prefixList = (id: string) => prefixLists.get(id);
  const membersOf = membership(interfaces);
  const loadBalancers = account.LoadBalancers.map((each) => interpretLoadBalancer(each, account, interfaces));
  const natGateways = account.NatGateways.map(interpretNatGateway);
  return {
    accountId: account.AccountId,
    region: account.Region,
    vpcs: byId(account.Vpcs.map(interpretVpc)),
    subnets: byId(interpretSubnets(account)),
    routeTables: byId(account.RouteTables.map((table) => interpretRouteTable(table, prefixList))),
    networkAcls: byId(account.NetworkAcls.map(interpretNetworkAcl)),
    securityGroups: byId(
      account.SecurityGroups.map((group) => interpretSecurityGroup(group, { membersOf, prefixList })),
    ),
    interfaces: byId(interfaces),
    instances: new Map(account.Instances.map((each) => [each.InstanceId ?? '', each.State?.Name ?? 'unknown'])),
    internetGateways: attachedGateways(account),
    natGateways: byId(natGateways),
    vpcEndpoints: new Map(
      account.VpcEndpoints.map((each) => [each.VpcEndpointId ?? '', /^available$/i.test(each.State ?? 'available')]),
    ),
    loadBalancers: new Map(loadBalancers.map((each) => [each.arn, each])),
    balancerOf: new Map(loadBalancers.flatMap((each) => each.nodes.map((nic) => [nic.id, each]))),
    targetGroups: new Map(
      account.TargetGroups.map((each) => [each.TargetGroupArn ?? '', interpretTargetGroup(each, account)]),
    ),
    gaps: account.gaps,
    ...addressIndex(interfaces, natGateways),
  };
}

const byId = <T extends { readonly id: string }>(all: readonly T[]): ReadonlyMap<string, T> =>
  new Map(all.map((each) => [each.id, each]));

const blocksOf = (texts: readonly string[]): Cidr[] => texts.flatMap((text) => parseCidr(text) ?? []);

function interpretSubnets(account: Account): Subnet[] {
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
  return account.Subnets.map((subnet) => interpretSubnet(subnet, { explicit, main }, acls));
}

/**
 * A reference stands for the private addresses of the group's members in the same VPC.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-referencing
 */
function membership(interfaces: readonly NetworkInterface[]): (groupId: string, seenFromVpc: string) => AddressSet {
  const members = new Map<string, NetworkInterface[]>();
  for (const nic of interfaces) {
    for (const group of nic.groups) members.set(group, [...(members.get(group) ?? []), nic]);
  }
  return (groupId, seenFromVpc) => {
    const seen = (members.get(groupId) ?? []).filter((nic) => nic.vpcId === seenFromVpc);
    return addressSet(
      seen.flatMap((nic) => nic.addresses.map((address) => blockOf(address, address.family === 4 ? 32 : 128))),
    );
  };
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

function addressIndex(interfaces: readonly NetworkInterface[], natGateways: readonly NatGateway[]) {
  const inside = new Map<string, NetworkInterface>();
  const outside = new Map<string, NetworkInterface>();
  for (const nic of interfaces) {
    for (const address of nic.addresses) inside.set(`${nic.vpcId}/${keyOf(address)}`, nic);
    for (const { public: address } of nic.publicAddresses) outside.set(keyOf(address), nic);
    for (const address of nic.addresses) if (address.family === 6) outside.set(keyOf(address), nic);
  }
  const own = [
    ...interfaces.flatMap((nic) => [
      ...nic.publicAddresses.map((each) => each.public),
      ...nic.addresses.filter((each) => each.family === 6),
    ]),
    ...natGateways.flatMap((nat) => nat.publicAddresses),
  ];
  return {
    interfaceAt: (vpcId: string, address: Address) => inside.get(`${vpcId}/${keyOf(address)}`),
    interfaceWithPublic: (address: Address) => outside.get(keyOf(address)),
    publicAddresses: own,
    ownPublicAddresses: addressSet(own.map((address) => blockOf(address, address.family === 4 ? 32 : 128))),
  };
}
