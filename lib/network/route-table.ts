import type { Route as RouteFacts, RouteTable as RouteTableFacts } from '@aws-sdk/client-ec2';
import { type Cidr, formatCidr, parseCidr } from './address.ts';
import { PrefixMap } from './prefix-map.ts';

/** Where a route sends a packet: `id` is the target's id, empty for `local`. */
interface RouteTarget {
  readonly kind:
    | 'local'
    | 'internet-gateway'
    | 'egress-only-internet-gateway'
    | 'nat-gateway'
    | 'network-interface'
    | 'instance'
    | 'vpc-endpoint'
    | 'vpc-peering-connection'
    | 'transit-gateway'
    | 'vpn-gateway'
    | 'other';
  readonly id: string;
}

export interface Route {
  readonly destination: Cidr;
  readonly target: RouteTarget;
  /** A blackhole still wins over less specific routes. */
  readonly blackhole: boolean;
  readonly text: string;
  readonly facts: RouteFacts;
  /** Another prefix list has the same block for another target: AWS takes either. */
  readonly rival?: string;
}

/** Routes in the order in which they win: longest prefix first, then static, prefix list, propagated. */
export interface RouteTable {
  readonly id: string;
  readonly vpcId: string;
  readonly routes: readonly Route[];
  readonly map: PrefixMap<Route>;
  /** Prefix lists that routes name and that could not be read; AWS's own lists, of gateway endpoints, hold AWS's services only. */
  readonly unread: readonly string[];
}

const GATEWAY_KINDS: readonly (readonly [string, RouteTarget['kind']])[] = [
  ['igw-', 'internet-gateway'],
  ['eigw-', 'egress-only-internet-gateway'],
  ['vpce-', 'vpc-endpoint'],
  ['vgw-', 'vpn-gateway'],
];

type PrefixLists = (id: string) => readonly Cidr[] | undefined;

/** https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html */
export function interpretRouteTable(facts: RouteTableFacts, prefixList: PrefixLists): RouteTable {
  const read = (facts.Routes ?? []).flatMap((route) => interpretRoute(route, prefixList));
  read.sort((a, b) => compareCidrs(b.route.destination, a.route.destination) || a.rank - b.rank);
  const routes = read.map((each, i) => withRival(each, read[i + 1]));
  const listed = (facts.Routes ?? [])
    .filter((route) => !route.GatewayId?.startsWith('vpce-'))
    .flatMap((route) => route.DestinationPrefixListId ?? []);
  return {
    id: facts.RouteTableId ?? '',
    vpcId: facts.VpcId ?? '',
    routes,
    map: new PrefixMap(routes.map((route) => [route.destination, route])),
    unread: listed.filter((id) => !prefixList(id)),
  };
}

interface Ranked {
  readonly route: Route;
  readonly rank: number;
}

function withRival({ route, rank }: Ranked, next: Ranked | undefined): Route {
  const equal =
    next?.rank === rank && rank === PREFIX_LIST && formatCidr(next.route.destination) === formatCidr(route.destination);
  return equal && next.route.target.id !== route.target.id ? { ...route, rival: next.route.text } : route;
}

const PREFIX_LIST = 1;

function interpretRoute(facts: RouteFacts, prefixList: PrefixLists): Ranked[] {
  const target = targetOf(facts);
  const listed = facts.DestinationPrefixListId;
  const block = parseCidr(facts.DestinationCidrBlock ?? facts.DestinationIpv6CidrBlock ?? '');
  const destinations = listed ? (prefixList(listed) ?? []) : block ? [block] : [];
  const rank = facts.Origin === 'EnableVgwRoutePropagation' ? 2 : listed ? PREFIX_LIST : 0;
  const state = facts.State === 'active' || facts.State === undefined ? '' : ` (${facts.State})`;
  return destinations.map((destination) => {
    const text = `${listed ?? formatCidr(destination)} -> ${target.id || target.kind}${state}`;
    return { route: { destination, target, blackhole: state !== '', text, facts }, rank };
  });
}

/** By length, then by address, so that routes to one block stand together. */
const compareCidrs = (a: Cidr, b: Cidr): number =>
  a.length - b.length || (a.first === b.first ? 0 : a.first < b.first ? -1 : 1);

function targetOf(facts: RouteFacts): RouteTarget {
  const gateway = facts.GatewayId;
  if (gateway === 'local') return { kind: 'local', id: '' };
  if (gateway)
    return { kind: GATEWAY_KINDS.find(([prefix]) => gateway.startsWith(prefix))?.[1] ?? 'other', id: gateway };
  if (facts.NatGatewayId) return { kind: 'nat-gateway', id: facts.NatGatewayId };
  if (facts.NetworkInterfaceId) return { kind: 'network-interface', id: facts.NetworkInterfaceId };
  if (facts.InstanceId) return { kind: 'instance', id: facts.InstanceId };
  if (facts.EgressOnlyInternetGatewayId)
    return { kind: 'egress-only-internet-gateway', id: facts.EgressOnlyInternetGatewayId };
  if (facts.VpcPeeringConnectionId) return { kind: 'vpc-peering-connection', id: facts.VpcPeeringConnectionId };
  if (facts.TransitGatewayId) return { kind: 'transit-gateway', id: facts.TransitGatewayId };
  return { kind: 'other', id: facts.CarrierGatewayId ?? facts.LocalGatewayId ?? facts.CoreNetworkArn ?? '' };
}
