import { ofEach } from '../network/each.ts';
import type { Intervals } from '../network/interval.ts';
import type { Network } from '../network/network.ts';
import { having } from '../network/packets.ts';
import type { TransitGatewayAttachment, TransitGatewayRoute } from '../network/transit-gateway.ts';
import { type Course, drop, type Event, type Ground, giveUp, narrow, pass, recall, remember } from './course.ts';
import { throughNetworkAcl } from './filter.ts';
import { amongNeighbours } from './interface.ts';
import type { Position } from './position.ts';

type AtGateway = Position & { readonly kind: 'transit-gateway' };
type AtTable = Position & { readonly kind: 'transit-gateway-route-table' };

const isUsable = ({ state }: TransitGatewayAttachment) => state === 'available' || state === 'modifying';

/**
 * From a VPC into a transit gateway: by an attachment that has a subnet in the sender's zone, whose network ACL looks at what comes in.
 * https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-az-overview
 * https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
 */
export function intoTransitGateway(ground: Ground, course: Course, at: AtGateway): readonly Course[] {
  const { network } = ground;
  const event: Event = { component: at.transitGatewayId, kind: 'transit-gateway', vpcId: at.vpcId };
  const own = network.transitGateways.attachmentsOf.get(at.vpcId) ?? [];
  const known = own.filter((each) => each.transitGatewayId === at.transitGatewayId);
  const attachment = known.find(isUsable) ?? known[0];
  if (!attachment) return [notAttached(network, course, before(event, at))];
  if (!isUsable(attachment)) {
    const note = `its attachment ${attachment.id} is ${attachment.state}`;
    return [drop(course, before(event, at), { code: 'BAD_STATE_ATTACHMENT', note })];
  }
  const zoneId = (at.subnet ?? network.subnets.get(at.subnetId ?? ''))?.zoneId;
  const { subnets } = attachment;
  const entry = subnets.find((subnet) => subnet.zoneId === zoneId);
  if (subnets.length > 0 && zoneId !== undefined && !entry) {
    const note = `its attachment ${attachment.id} has no subnet in the sender's zone`;
    return [drop(course, before(event, at), { code: 'TGW_ROUTE_AZ_RESTRICTION', note })];
  }
  const next: Position = {
    kind: 'transit-gateway-route-table',
    transitGatewayId: at.transitGatewayId,
    attachmentId: attachment.id,
    zoneId,
  };
  const admitted = entry ? throughNetworkAcl(ground, course, entry.id, 'ingress', at, entry) : [course];
  return admitted.map((each) => (each.at === at ? pass(each, event, next, { rule: attachment.id }) : each));
}

/** What does not get into the gateway is still where it was. */
const before = ({ component, kind, vpcId }: Event, at: AtGateway): Event => ({
  component,
  kind,
  node: at.subnetId ?? at.vpcId,
  vpcId,
});

function notAttached({ gaps }: Network, course: Course, event: Event): Course {
  if (gaps.some(({ command }) => command.includes('transit-gateway')))
    return giveUp(course, event, { note: 'the attachments of the transit gateway could not be read' });
  return drop(course, event, { code: 'BAD_STATE_ATTACHMENT', note: 'the VPC is not attached to it' });
}

/** The table of the attachment that packets came in by says where they go. */
export function alongTransitRoutes(ground: Ground, course: Course, at: AtTable): readonly Course[] {
  const { attachments, routeTables } = ground.network.transitGateways;
  const from = attachments.get(at.attachmentId)?.find((each) => each.transitGatewayId === at.transitGatewayId);
  const node = at.transitGatewayId;
  if (!from?.routeTableId) {
    const note = 'the attachment is not associated with a route table';
    const event = { component: at.attachmentId, kind: 'transit-gateway-attachment', node, note } as const;
    return [drop(course, event, { code: 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION' })];
  }
  const event: Event = { component: from.routeTableId, kind: 'transit-gateway-route-table', node };
  const { map, unread = [] } = routeTables.get(from.routeTableId) ?? {};
  if (!map || unread.length > 0) {
    const note = map ? `the prefix list ${unread[0]} could not be read` : 'the routes of this table could not be read';
    return [giveUp(course, event, { code: 'TGW_RTB_ROUTES_ARE_UNKNOWN', note })];
  }
  const { packets } = course;
  const { parts, rest } = map.divide(packets.family, packets.destination);
  const routed = ofEach(parts, ([route, destination]) =>
    followRoute(ground, ofDestination(course, destination), route, event, at),
  );
  if (rest.length === 0) return routed;
  const note = 'no route matches the destination';
  const lost = drop(ofDestination(course, rest), event, { code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', note });
  return [...routed, lost];
}

const ofDestination = (course: Course, destination: Intervals): Course =>
  destination === course.packets.destination
    ? course
    : narrow(course, having(course.packets, 'destination', destination));

function followRoute(
  ground: Ground,
  course: Course,
  route: TransitGatewayRoute,
  table: Event,
  at: AtTable,
): readonly Course[] {
  const event: Event = {
    component: table.component,
    kind: table.kind,
    node: table.node,
    rule: route.text,
    facts: route.facts,
  };
  if (route.blackhole)
    return [drop(course, event, { code: 'TGW_RTB_BAD_STATE_ROUTE', note: 'the route is a blackhole' })];
  if (route.attachmentIds.length === 0)
    return [giveUp(course, event, { code: 'UNKNOWN_RESOURCE', note: 'the attachment of the route is not known' })];
  const passed = pass(course, event, at);
  return ofEach(route.attachmentIds, (id) => outOfTransitGateway(ground, passed, id, at));
}

function outOfTransitGateway(ground: Ground, course: Course, id: string, at: AtTable): readonly Course[] {
  const { attachments } = ground.network.transitGateways;
  const to = attachments.get(id)?.find((each) => each.transitGatewayId === at.transitGatewayId);
  const event: Event = { component: id, kind: 'transit-gateway-attachment', node: at.transitGatewayId };
  if (!to) return [giveUp(course, event, { code: 'UNKNOWN_RESOURCE', note: 'the attachment is not known' })];
  if (!isUsable(to))
    return [drop(course, event, { code: 'BAD_STATE_ATTACHMENT', note: `the attachment is ${to.state}` })];
  if (to.kind === 'vpc') return intoVpc(ground, course, to, event, at);
  if (to.down) {
    const note = `the VPN connection ${to.resourceId} is not available`;
    return [drop(course, event, { code: 'TGW_BAD_STATE_VPN', note })];
  }
  if (to.kind !== 'peering') {
    const note = 'the packet leaves for a network that is not part of any account';
    return [pass(course, event, { kind: 'delivered', to: id }, { node: id, note })];
  }
  const other = attachments.get(to.peerId)?.find((each) => each.transitGatewayId !== at.transitGatewayId);
  if (!other) {
    const note = 'the transit gateway on the other side was not read';
    return [giveUp(course, event, { code: 'NO_POSSIBLE_DESTINATION', note })];
  }
  const next = { ...at, transitGatewayId: other.transitGatewayId, attachmentId: other.id, zoneId: undefined };
  return [pass(course, event, next)];
}

/** Into a VPC: by the subnet in the sender's zone, else by any; with appliance mode, always by the one that the flow began with. */
function intoVpc(
  ground: Ground,
  course: Course,
  to: TransitGatewayAttachment,
  event: Event,
  at: AtTable,
): readonly Course[] {
  const { network } = ground;
  if (!network.vpcs.has(to.resourceId)) {
    const note = 'the VPC is in an account or a Region that was not read';
    return [giveUp(course, event, { code: 'NO_POSSIBLE_DESTINATION', note })];
  }
  const all = to.subnets;
  if (all.length === 0)
    return [pass(course, event, { kind: 'arriving', vpcId: to.resourceId }, { vpcId: to.resourceId })];
  const pinned = to.applianceMode ? recall(course, 'pinned', to.id)?.subnetId : undefined;
  const near = to.applianceMode ? [] : all.filter(({ zoneId }) => zoneId === at.zoneId);
  const exits = pinned ? all.filter(({ id }) => id === pinned) : near.length > 0 ? near : all;
  return ofEach(exits, (subnet) => {
    const passed = pass(course, event, at, { subnetId: subnet.id, vpcId: subnet.vpcId });
    const known = to.applianceMode ? remember(passed, { kind: 'pinned', device: to.id, subnetId: subnet.id }) : passed;
    return amongNeighbours(ground, known, subnet);
  });
}
