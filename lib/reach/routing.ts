import { covers } from '../network/interval.ts';
import type { Network } from '../network/network.ts';
import { having } from '../network/packets.ts';
import type { Route, RouteTable } from '../network/route-table.ts';
import { type Course, drop, type Event, type Ground, giveUp, narrow, pass, recall } from './course.ts';
import { isPublic } from './gateway-route-table.ts';
import type { Position } from './position.ts';

type Routing = Position & { readonly kind: 'routing' };

/** Each part of the packets takes the most specific route to its destination. */
export function route(ground: Ground, course: Course, at: Routing): readonly Course[] {
  const table = at.table ?? ground.network.routeTables.get(at.routeTableId ?? '');
  if (!table) {
    const component = at.routeTableId ?? at.subnetId ?? at.vpcId;
    return [giveUp(course, { component, kind: 'route-table', note: 'the route table could not be read' })];
  }
  const { packets } = course;
  const { parts, rest } = table.map.divide(packets.family, packets.destination);
  const routed: Course[] = [];
  for (const [route, destination] of parts) {
    const part =
      destination === packets.destination ? course : narrow(course, having(packets, 'destination', destination));
    routed.push(hiddenBy(table, route) ? untold(part, table, at) : follow(ground.network, part, route, table.id, at));
  }
  if (rest.length === 0) return routed;
  const left = narrow(course, having(packets, 'destination', rest));
  return [...routed, hiddenBy(table) ? untold(left, table, at) : notRouted(left, table, at)];
}

/** A list that could not be read may hold a more specific route. */
const hiddenBy = ({ unread }: RouteTable, found?: Route): boolean =>
  unread.length > 0 && found?.target.kind !== 'local';

function untold(course: Course, { id, unread }: RouteTable, at: Routing): Course {
  const note = `the prefix list ${unread[0]} in its routes could not be read`;
  return giveUp(course, eventAt(id, at), { note });
}

const eventAt = (component: string, { subnetId, vpcId }: Routing): Event => ({
  component,
  kind: 'route-table',
  node: subnetId ?? vpcId,
  subnetId,
  vpcId,
});

function notRouted(course: Course, table: RouteTable, at: Routing): Course {
  const returned = returnedToSender(course, table, at);
  if (returned) return returned;
  const note = 'no route matches the destination';
  return drop(course, eventAt(table.id, at), { code: 'NO_ROUTE_TO_DESTINATION', note });
}

/**
 * What a NAT gateway sent over a peering connection is answered over it, also where no route leads back.
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
 */
function returnedToSender(course: Course, { id }: RouteTable, at: Routing): Course | undefined {
  const sent = course.direction === 'return' ? recall(course, 'peered') : undefined;
  if (!sent || !covers([[sent.source.value, sent.source.value]], course.packets.destination)) return undefined;
  const rule = `return to ${sent.peeringId}`;
  const note = 'no route is needed: the answer to a NAT gateway goes back over the peering connection it came by';
  const next: Position = { kind: 'peering', peeringId: sent.peeringId, vpcId: at.vpcId };
  return pass(course, eventAt(id, at), next, { rule, note });
}

function follow(network: Network, course: Course, route: Route, tableId: string, at: Routing): Course {
  const { target, blackhole, text, facts, rival } = route;
  const event: Event = {
    component: tableId,
    kind: 'route-table',
    node: at.subnetId ?? at.vpcId,
    rule: text,
    facts,
    subnetId: at.subnetId,
    vpcId: at.vpcId,
  };
  if (rival) return giveUp(course, event, { note: `${rival} is as good: either may be taken` });
  if (blackhole) return drop(course, event, { code: 'BAD_STATE_ROUTE', note: 'the target of the route is gone' });
  const { vpcId } = at;
  const fromSubnetId = at.subnetId;
  switch (target.kind) {
    case 'local':
      return pass(course, event, { kind: 'arriving', vpcId, fromSubnetId });
    case 'internet-gateway':
    case 'egress-only-internet-gateway':
      return pass(course, event, { kind: 'leaving-vpc', gatewayId: target.id, vpcId, subnetId: fromSubnetId });
    case 'nat-gateway':
      return pass(course, event, { kind: 'nat-gateway', natGatewayId: target.id, fromSubnetId });
    case 'network-interface':
      if (at.gatewayId?.startsWith('igw-') && !isPublic(network, target.id, course.packets.family)) {
        const note = `${target.id} has no public address, so that nothing from the internet is redirected to it`;
        return drop(course, event, { code: 'INGRESS_RTB_NO_PUBLIC_IP', note });
      }
      return pass(course, event, { kind: 'entering', interfaceId: target.id, fromSubnetId });
    case 'instance': {
      const interfaceId = network.interfacesOf(target.id)[0]?.id ?? target.id;
      return pass(course, event, { kind: 'entering', interfaceId, fromSubnetId });
    }
    case 'vpc-endpoint':
      return pass(course, event, { kind: 'gateway-endpoint', endpointId: target.id, vpcId });
    case 'vpc-peering-connection':
      return pass(course, event, { kind: 'peering', peeringId: target.id, vpcId });
    case 'transit-gateway':
      return pass(course, event, {
        kind: 'transit-gateway',
        transitGatewayId: target.id,
        vpcId,
        subnetId: fromSubnetId,
        subnet: at.subnet,
      });
    case 'vpn-gateway':
      return pass(course, event, { kind: 'vpn-gateway', gatewayId: target.id, vpcId });
    default:
      return giveUp(pass(course, event, at), {
        component: target.id || tableId,
        kind: 'other',
        code: 'UNKNOWN_RESOURCE',
        note: 'what happens beyond this target is not modelled',
      });
  }
}
