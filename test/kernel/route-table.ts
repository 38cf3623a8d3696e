import type { Route, RouteTable } from '@aws-sdk/client-ec2';
import type { Account } from '../../lib/account/types.ts';
import { formatCidr, parseCidr } from '../../lib/network/address.ts';
import { prefixesOf } from './filter.ts';
import type { Ground } from './ground.ts';
import { throughPeering } from './peering.ts';
import { throughTransitGateway } from './transit-gateway.ts';

/** A route as Linux shall have it; `to` is a word or the id of what is on the way. */
export interface LinuxRoute {
  readonly block: string;
  readonly to: 'local' | 'igw' | 'blackhole' | `eni-${string}` | `pcx-${string}` | `tgw-${string}`;
  /** Among routes to the same block the lowest wins. */
  readonly rank: number;
}

/** The routes of what leaves a subnet, longest prefix first. */
export const routesOf = (ground: Ground, subnetId: string): LinuxRoute[] =>
  linuxRoutes(
    ground,
    tableOf(ground.account, ({ SubnetId }) => SubnetId === subnetId),
  );

/** The routes of what comes into a VPC by a gateway, if it has a table of its own. */
export const edgeRoutesOf = (ground: Ground, gatewayId: string): LinuxRoute[] =>
  linuxRoutes(
    ground,
    tableOf(ground.account, ({ GatewayId }) => GatewayId === gatewayId),
  );

type Association = NonNullable<RouteTable['Associations']>[number];

const tableOf = ({ RouteTables }: Account, fits: (association: Association) => boolean) =>
  RouteTables.find(({ Associations = [] }) => Associations.some(fits));

function linuxRoutes(ground: Ground, table: RouteTable | undefined): LinuxRoute[] {
  return (table?.Routes ?? [])
    .flatMap((route) => {
      const listed = route.DestinationPrefixListId;
      const blocks = listed ? prefixesOf(ground.account, listed) : [route.DestinationCidrBlock ?? []].flat();
      const to = targetOf(ground, route, table?.VpcId ?? '');
      return blocks.flatMap((text) => parseCidr(text) ?? []).map((cidr) => ({ cidr, to, rank: listed ? 2 : 1 }));
    })
    .sort((a, b) => b.cidr.length - a.cidr.length || a.rank - b.rank)
    .map(({ cidr, to, rank }) => ({ block: formatCidr(cidr), to, rank }));
}

/** AWS drops what goes to a target that is gone or detached. */
function targetOf({ account, gatewayOf }: Ground, route: Route, vpcId: string): LinuxRoute['to'] {
  if (route.State === 'blackhole') return 'blackhole';
  if (route.GatewayId === 'local') return 'local';
  if (route.GatewayId?.startsWith('igw-')) return gatewayOf(vpcId) === route.GatewayId ? 'igw' : 'blackhole';
  if (route.TransitGatewayId) return route.TransitGatewayId as `tgw-${string}`;
  if (route.VpcPeeringConnectionId) return route.VpcPeeringConnectionId as `pcx-${string}`;
  const nat = account.NatGateways.find((each) => each.NatGatewayId === route.NatGatewayId);
  const target =
    nat?.State === 'available' ? nat.NatGatewayAddresses?.[0]?.NetworkInterfaceId : route.NetworkInterfaceId;
  if (target?.startsWith('eni-')) return target as `eni-${string}`;
  if (nat) return 'blackhole';
  throw new Error(`a route that Linux is not taught: ${JSON.stringify(route)}`);
}

/** The part of a VPC that routes are for. */
interface From {
  readonly vpcId: string;
  readonly zone: string;
}

/** Lines that empty a table of a VPC's router and fill it again. */
export const filled = (ground: Ground, from: From, routes: readonly LinuxRoute[], table: number): string[] => [
  // A table that has never been filled cannot be emptied.
  `route replace blackhole default table ${table} metric 9`,
  `route flush table ${table}`,
  ...routes.map((route) => `route add ${leading(ground, from, route)} table ${table} metric ${route.rank}`),
];

/** `local` throws the search into the next table, so that a route to a middlebox wins by its prefix. */
function leading({ seats, peerings, links }: Ground, from: From, { block, to }: LinuxRoute) {
  if (to === 'local') return `throw ${block}`;
  const seat = seats.find((each) => each.interfaceId === to);
  const way =
    (to === 'igw' ? 'via 169.254.0.1 dev igw0 onlink' : undefined) ??
    (seat && `via ${seat.address} dev ${seat.bridge} onlink`) ??
    throughPeering(peerings, from.vpcId, to) ??
    throughTransitGateway(links, from, to);
  return way ? `${block} ${way}` : `blackhole ${block}`;
}
