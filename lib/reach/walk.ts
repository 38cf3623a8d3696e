import type { NetworkInterface } from '../network/interface.ts';
import type { Packets } from '../network/packets.ts';
import { answersFromWhereAsked, type Course, drop, type Ground, giveUp, pass, startOf, turnBack } from './course.ts';
import { throughGatewayEndpoint } from './gateway-endpoint.ts';
import { arrive, depart, enter, leave } from './interface.ts';
import { enterVpc, leaveVpc } from './internet-gateway.ts';
import { balance } from './load-balancer.ts';
import { throughNatGateway } from './nat-gateway.ts';
import { throughPeering } from './peering.ts';
import type { Position } from './position.ts';
import { route } from './routing.ts';
import { alongTransitRoutes, intoTransitGateway } from './transit-gateway.ts';
import { enterByVpn, leaveByVpn } from './vpn-gateway.ts';

/** More steps than any sound path has; packets that are still under way go in circles and die of their TTL. */
const MOST_HOPS = 64;

/** Where packets start, and where their answers must come back to: an interface, the internet, or what is behind a VPN gateway. */
export type Start =
  | { readonly interfaceId: string; readonly nic?: NetworkInterface }
  | { readonly internet: true }
  | { readonly vpnGatewayId: string };

/**
 * Follows packets to where they are delivered and their answers back. The courses returned are the different fates of the
 * packets; each says in `initial` whose fate it is. Fates of the same packets differ where a device chooses, such as the
 * source port of a NAT gateway. Every course ends `delivered`, `dropped` or `unknown`; `blocked` says whether a filter said no.
 */
export function walk(asked: Ground, start: Start, packets: Packets): readonly Course[] {
  const home = homeOf(start);
  const { network, pastFilters, passingOnly, withoutGroupsOf, beyondBalancers } = asked;
  const ground = { network, pastFilters, passingOnly, withoutGroupsOf, beyondBalancers, home };
  const ended: Course[] = [];
  const nic = 'interfaceId' in start ? start.nic : undefined;
  for (const course of follow(ground, startOf(packets, send(home, nic)))) {
    if (course.at.kind !== 'delivered') {
      ended.push(course);
      continue;
    }
    const asked = turnBack(course, answerFrom(ground, course.at));
    for (const answer of follow(ground, asked)) ended.push(comeHome(answer, home));
  }
  return ended;
}

function homeOf(start: Start): string {
  if ('interfaceId' in start) return start.interfaceId;
  return 'internet' in start ? 'internet' : start.vpnGatewayId;
}

function send(from: string, nic?: NetworkInterface): Position {
  if (from === 'internet') return { kind: 'entering-vpc' };
  if (from.startsWith('vgw-')) return { kind: 'entering-by-vpn', gatewayId: from };
  return { kind: 'departing', interfaceId: from, nic, origin: true };
}

/** A gateway endpoint answers straight into the VPC; a network behind a transit gateway by the attachment that it was asked by. */
function answerFrom({ network }: Ground, { to: reached, nic }: Position & { kind: 'delivered' }): Position {
  if (nic) return send(reached, nic);
  const endpoint = network.vpcEndpoints.get(reached);
  if (endpoint) return { kind: 'arriving', vpcId: endpoint.vpcId };
  const attachment = network.transitGateways.attachments.get(reached)?.[0];
  if (!attachment) return send(reached);
  const { id: attachmentId, transitGatewayId } = attachment;
  return { kind: 'transit-gateway-route-table', transitGatewayId, attachmentId, zoneId: undefined };
}

function comeHome(course: Course, home: string): Course {
  if (course.at.kind !== 'delivered') return course;
  if (course.at.to !== home) {
    const note = 'the answer goes somewhere else than the question came from';
    return drop(course, { component: course.at.to, kind: 'other' }, { code: 'NO_POSSIBLE_DESTINATION', note });
  }
  if (!answersFromWhereAsked(course)) {
    const note = 'the answer comes from another address than the question was sent to';
    return drop(course, { component: home, kind: 'other' }, { code: 'NO_POSSIBLE_DESTINATION', note });
  }
  return home === 'internet'
    ? pass(course, { component: home, kind: 'internet', note: 'the answer has arrived' }, course.at)
    : course;
}

function follow(ground: Ground, start: Course): readonly Course[] {
  const ended: Course[] = [];
  const underWay = [start];
  const most = lengthOf(start) + MOST_HOPS;
  for (let course = underWay.pop(); course; course = underWay.pop()) {
    for (const next of step(ground, course)) {
      if (isEnd(next)) ended.push(next);
      else if (lengthOf(next) > most) ended.push(lost(next));
      else underWay.push(next);
    }
  }
  return ended.length > 1 ? ended.reverse() : ended;
}

const lengthOf = ({ trail }: Course): number => trail?.length ?? 0;

const isEnd = ({ at: { kind } }: Course) => kind === 'delivered' || kind === 'dropped' || kind === 'unknown';

const lost = (course: Course): Course =>
  drop(
    course,
    { component: course.trail?.event.component ?? '', kind: 'other' },
    { code: 'NO_POSSIBLE_DESTINATION', note: 'the packet goes in circles' },
  );

function step(ground: Ground, course: Course): readonly Course[] {
  const { at } = course;
  switch (at.kind) {
    case 'departing':
      return depart(ground, course, at);
    case 'leaving':
      return leave(ground, course, at);
    case 'routing':
      return route(ground, course, at);
    case 'arriving':
      return arrive(ground, course, at);
    case 'entering':
      return enter(ground, course, at);
    case 'leaving-vpc':
      return leaveVpc(ground, course, at);
    case 'entering-vpc':
      return enterVpc(ground, course);
    case 'nat-gateway':
      return throughNatGateway(ground, course, at);
    case 'gateway-endpoint':
      return throughGatewayEndpoint(ground, course, at);
    case 'peering':
      return throughPeering(ground, course, at);
    case 'transit-gateway':
      return intoTransitGateway(ground, course, at);
    case 'transit-gateway-route-table':
      return alongTransitRoutes(ground, course, at);
    case 'vpn-gateway':
      return leaveByVpn(ground, course, at);
    case 'entering-by-vpn':
      return enterByVpn(ground, course, at);
    case 'balancing':
      return balance(ground, course, at);
    default:
      return [giveUp(course, { component: at.kind, kind: 'other' })];
  }
}
