import type { Packets } from '../network/packets.ts';
import {
  answersFromWhereAsked,
  type Course,
  drop,
  type Ground,
  giveUp,
  type Position,
  pass,
  startOf,
  turnBack,
} from './course.ts';
import { arrive, depart, enter, leave } from './interface.ts';
import { enterVpc, leaveVpc } from './internet-gateway.ts';
import { throughNatGateway } from './nat-gateway.ts';
import { route } from './routing.ts';

/** More steps than any sound path has; packets that are still under way go in circles and die of their TTL. */
const MOST_HOPS = 64;

/** Where packets start, and where their answers must come back to: an interface, or the internet. */
export type Start = { readonly interfaceId: string } | { readonly internet: true };

/**
 * Follows packets to where they are delivered and their answers back. The courses returned are the different fates of the
 * packets; each says in `initial` whose fate it is. Fates of the same packets differ where a device chooses, such as the
 * source port of a NAT gateway. Every course ends `delivered`, `dropped` or `unknown`; `blocked` says whether a filter said no.
 */
export function walk(ground: Ground, start: Start, packets: Packets): Course[] {
  const home = 'interfaceId' in start ? start.interfaceId : 'internet';
  return follow(ground, startOf(packets, send(home))).flatMap((course) => {
    if (course.at.kind !== 'delivered') return [course];
    const asked = turnBack(course, answerFrom(ground, course.at.to, home));
    return follow(ground, asked).map((answer) => comeHome(answer, home));
  });
}

function send(from: string): Position {
  return from === 'internet' ? { kind: 'entering-vpc' } : { kind: 'departing', interfaceId: from };
}

/** A gateway endpoint answers straight into the VPC. */
function answerFrom({ network }: Ground, reached: string, home: string): Position {
  const vpcId = reached.startsWith('vpce-') ? network.interfaces.get(home)?.vpcId : undefined;
  return vpcId ? { kind: 'arriving', vpcId } : send(reached);
}

function comeHome(course: Course, home: string): Course {
  if (course.at.kind !== 'delivered') return course;
  if (course.at.to !== home) {
    const note = 'the answer goes somewhere else than the question came from';
    return drop(course, { component: course.at.to, kind: 'other', code: 'NO_POSSIBLE_DESTINATION', note });
  }
  if (!answersFromWhereAsked(course)) {
    const note = 'the answer comes from another address than the question was sent to';
    return drop(course, { component: home, kind: 'other', code: 'NO_POSSIBLE_DESTINATION', note });
  }
  return home === 'internet'
    ? pass(course, { component: home, kind: 'internet', note: 'the answer has arrived' }, course.at)
    : course;
}

function follow(ground: Ground, start: Course): Course[] {
  const ended: Course[] = [];
  const underWay = [start];
  for (let course = underWay.pop(); course; course = underWay.pop()) {
    for (const next of step(ground, course)) {
      if (isEnd(next)) ended.push(next);
      else if (next.hops.length - start.hops.length > MOST_HOPS) ended.push(lost(next));
      else underWay.push(next);
    }
  }
  return ended.reverse();
}

const isEnd = ({ at }: Course) => at.kind === 'delivered' || at.kind === 'dropped' || at.kind === 'unknown';

const lost = (course: Course): Course =>
  drop(course, {
    component: course.hops.at(-1)?.component ?? '',
    kind: 'other',
    code: 'NO_POSSIBLE_DESTINATION',
    note: 'the packet goes in circles',
  });

function step(ground: Ground, course: Course): Course[] {
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
    default:
      return [giveUp(course, { component: at.kind, kind: 'other' })];
  }
}
