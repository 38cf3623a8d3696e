import type { Route } from '../network/route-table.ts';
import { type Course, divideAmong, drop, type Event, type Ground, giveUp, type Position, pass } from './course.ts';

type Routing = Position & { readonly kind: 'routing' };

/** Each part of the packets takes the most specific route to its destination. */
export function route(ground: Ground, course: Course, at: Routing): Course[] {
  const table = ground.network.routeTables.get(at.routeTableId ?? '');
  if (!table) {
    const component = at.routeTableId ?? at.subnetId ?? at.vpcId;
    return [giveUp(course, { component, kind: 'route-table', note: 'the route table could not be read' })];
  }
  const shares = table.routes
    .filter(({ destination }) => destination.family === course.packets.family)
    .map((each) => ({
      match: { destination: [[each.destination.first, each.destination.last]] as const },
      take: (part: Course) => follow(part, each, table.id, at),
    }));
  const lost = {
    component: table.id,
    kind: 'route-table',
    code: 'NO_ROUTE_TO_DESTINATION',
    note: 'no route matches the destination',
  } as const;
  return divideAmong(course, shares, (rest) => [drop(rest, lost)]);
}

function follow(course: Course, { target, blackhole, text }: Route, tableId: string, at: Routing): Course {
  const event: Event = { component: tableId, kind: 'route-table', rule: text };
  if (blackhole) return drop(course, { ...event, code: 'BAD_STATE_ROUTE', note: 'the target of the route is gone' });
  const from = at.subnetId ? { fromSubnetId: at.subnetId } : {};
  switch (target.kind) {
    case 'local':
      return pass(course, event, { kind: 'arriving', vpcId: at.vpcId, ...from });
    case 'internet-gateway':
    case 'egress-only-internet-gateway':
      return pass(course, event, { kind: 'leaving-vpc', gatewayId: target.id, vpcId: at.vpcId });
    case 'nat-gateway':
      return pass(course, event, { kind: 'nat-gateway', natGatewayId: target.id, ...from });
    case 'network-interface':
      return pass(course, event, { kind: 'entering', interfaceId: target.id, ...from });
    case 'vpc-endpoint':
      return pass(course, event, { kind: 'delivered', to: target.id });
    default:
      return giveUp(pass(course, event, at), {
        component: target.id || tableId,
        kind: target.kind,
        note: 'what happens beyond this target is not modelled',
      });
  }
}
