import { combineBlockPublicAccess } from './block-public-access.ts';
import { emptyAccount } from './empty.ts';
import { record } from './record.ts';
import type { Account, Gap } from './types.ts';

type ListName = {
  [Name in keyof Account]: Account[Name] extends readonly object[] ? Name : never;
}[keyof Account];

type ItemOf<Name extends ListName> = Account[Name][number];

/** What tells the resources of a list apart. The two sides of a transit gateway peering have the same attachment id. */
const IDS: {
  readonly [Name in Exclude<ListName, 'gaps' | 'VpcBlockPublicAccessExclusions'>]: readonly (keyof ItemOf<Name>)[];
} = {
  Vpcs: ['VpcId'],
  Subnets: ['SubnetId'],
  RouteTables: ['RouteTableId'],
  InternetGateways: ['InternetGatewayId'],
  EgressOnlyInternetGateways: ['EgressOnlyInternetGatewayId'],
  NatGateways: ['NatGatewayId'],
  Addresses: ['AllocationId'],
  NetworkInterfaces: ['NetworkInterfaceId'],
  SecurityGroups: ['GroupId'],
  NetworkAcls: ['NetworkAclId'],
  Instances: ['InstanceId'],
  VpcEndpoints: ['VpcEndpointId'],
  PrefixLists: ['PrefixListId'],
  InstanceConnectEndpoints: ['InstanceConnectEndpointId'],
  VpcPeeringConnections: ['VpcPeeringConnectionId'],
  VpnGateways: ['VpnGatewayId'],
  VpnConnections: ['VpnConnectionId'],
  TransitGateways: ['TransitGatewayId'],
  TransitGatewayAttachments: ['TransitGatewayAttachmentId', 'TransitGatewayId'],
  TransitGatewayVpcAttachments: ['TransitGatewayAttachmentId'],
  TransitGatewayPeeringAttachments: ['TransitGatewayAttachmentId'],
  TransitGatewayRouteTables: ['TransitGatewayRouteTableId'],
  LoadBalancers: ['LoadBalancerArn'],
  Listeners: ['ListenerArn'],
  Rules: ['RuleArn'],
  TargetGroups: ['TargetGroupArn'],
};

const KEYED = [
  'TransitGatewayRoutes',
  'TransitGatewayRouteTablePropagations',
  'VpcAttributes',
  'TargetHealth',
  'Attributes',
  'ElbTags',
] as const satisfies readonly (keyof Account)[];

/**
 * One set of facts of several accounts and Regions, as ids are the same everywhere. What is seen from two of them, such as a transit
 * gateway or a peering connection, is there once, with what either says of it. What could not be read in one of them stays a gap.
 */
export function combine(accounts: readonly Account[]): Account {
  const lists = Object.entries(IDS).map(([name, ids]) => {
    const items = accounts.flatMap((account): readonly object[] => account[name as ListName]);
    return [name, distinct(items, ids)];
  });
  const keyed = KEYED.map((name) => [name, joinRecords(accounts.map((account) => account[name]))]);
  return {
    ...emptyAccount(namesIn(accounts, 'AccountId'), namesIn(accounts, 'Region')),
    ...Object.fromEntries([...lists, ...keyed]),
    ...combineBlockPublicAccess(accounts),
    gaps: accounts.flatMap((account) => gapsOf(account, accounts.length > 1)),
  };
}

const namesIn = (accounts: readonly Account[], name: 'AccountId' | 'Region'): string =>
  [...new Set(accounts.map((account) => account[name]))].join(', ');

function gapsOf({ gaps, AccountId, Region }: Account, several: boolean): readonly Gap[] {
  return several
    ? gaps.map(({ command, reason }) => ({ command, reason: `${reason} (${AccountId} ${Region})` }))
    : gaps;
}

/** Each resource once; those without an id are all there. */
function distinct(items: readonly object[], ids: readonly string[]): object[] {
  const known = new Map<unknown, object>();
  for (const item of items) {
    const values = ids.map((id) => (item as Record<string, unknown>)[id]);
    const key = values[0] === undefined ? item : values.join(' ');
    const before = known.get(key);
    known.set(key, before ? joined(before, item) : item);
  }
  return [...known.values()];
}

function joinRecords(records: readonly Readonly<Record<string, object>>[]): Record<string, object> {
  const ids = [...new Set(records.flatMap((each) => Object.keys(each)))];
  const valuesOf = (id: string) => records.filter((each) => Object.hasOwn(each, id)).map((each) => each[id]!);
  return record(ids, (id) => valuesOf(id).reduce((a, b) => joined(a, b)));
}

/** Of two records of one thing the richer one, with what only the other has; of two lists the longer one. */
function joined(a: object, b: object): object {
  const [richer, other] = said(b).length > said(a).length ? [b, a] : [a, b];
  return Array.isArray(a) || Array.isArray(b) ? richer : { ...other, ...Object.fromEntries(said(richer)) };
}

/** The members that say something. */
const said = (item: object): [string, unknown][] =>
  Object.entries(item).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0));
