import { type Family, formatInterval, PUBLIC } from '../network/address.ts';
import { covers, type Intervals, same, sizeOf, subtract } from '../network/interval.ts';
import type { Network } from '../network/network.ts';
import { answerTo, FIELDS, type Field, type Match, type Packets, split } from '../network/packets.ts';
import { namePorts, nameProtocols } from '../network/permission.ts';
import type { ReachabilityCode } from './codes.ts';
import type { ComponentKind, Direction, Header, Hop } from './trace.ts';

/** Where packets are, and so which step comes next. */
export type Position =
  | { readonly kind: 'departing'; readonly interfaceId: string }
  | { readonly kind: 'leaving'; readonly subnetId: string }
  | {
      readonly kind: 'routing';
      readonly routeTableId: string | undefined;
      readonly vpcId: string;
      readonly subnetId?: string;
    }
  | { readonly kind: 'arriving'; readonly vpcId: string; readonly fromSubnetId?: string }
  | { readonly kind: 'entering'; readonly interfaceId: string; readonly fromSubnetId?: string }
  | { readonly kind: 'leaving-vpc'; readonly gatewayId: string; readonly vpcId: string }
  | { readonly kind: 'entering-vpc' }
  | { readonly kind: 'nat-gateway'; readonly natGatewayId: string; readonly fromSubnetId?: string }
  | { readonly kind: 'delivered'; readonly to: string }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'unknown' };

/** What a translating device remembers, so that an answer finds the way back. */
export interface Translation {
  readonly source: Intervals;
  readonly sourcePorts: Intervals;
  readonly links: Links;
}

/** For each field of the packets now, the field of the packets at the start that it still equals. */
export type Links = { readonly [F in Field]?: Field };

/**
 * Packets that have met the same fate so far. `initial` says which of the packets asked about these are; as filters and routes
 * take only a part, `initial` shrinks with it. Fields that a device rewrote are no longer linked: whatever it chooses must pass.
 */
export interface Course {
  readonly initial: Packets;
  readonly packets: Packets;
  readonly links: Links;
  readonly at: Position;
  readonly direction: Direction;
  readonly hops: readonly Hop[];
  readonly blocked: boolean;
  /** What the security groups of each interface have seen of this connection, as it was there: they let the answer to that pass. */
  readonly tracked: ReadonlyMap<string, readonly Packets[]>;
  /** Translations by the interface, or regional NAT gateway, that made them. */
  readonly translations: ReadonlyMap<string, Translation>;
  /** The interfaces, other than the two ends, that forwarded the packets in this direction. */
  readonly forwarders: readonly string[];
}

/** What the walk is made on. With `pastFilters`, a packet that a filter drops goes on, marked blocked, to find the next blocker. */
export interface Ground {
  readonly network: Network;
  readonly pastFilters: boolean;
}

export function startOf(packets: Packets, at: Position): Course {
  return {
    initial: packets,
    packets,
    links: Object.fromEntries(FIELDS.map((field) => [field, field])),
    at,
    direction: 'forward',
    hops: [],
    blocked: false,
    tracked: new Map(),
    translations: new Map(),
    forwarders: [],
  };
}

/** What a hop tells of itself; the rest comes from the course. */
export interface Event {
  readonly component: string;
  readonly kind: ComponentKind;
  readonly code?: ReachabilityCode;
  readonly rule?: string;
  readonly note?: string;
}

export const pass = (course: Course, event: Event, at: Position): Course => ({ ...withHop(course, event, 'pass'), at });

/** Ends here: a route that is not there or a device that is down leaves nowhere to go on from. */
export const drop = (course: Course, event: Event & { code: ReachabilityCode }): Course => ({
  ...withHop(course, event, 'drop'),
  blocked: true,
  at: { kind: 'dropped' },
});

export const giveUp = (course: Course, event: Event): Course => ({
  ...withHop(course, event, 'unknown'),
  at: { kind: 'unknown' },
});

/** A filter's no: the end, or a blocker to remember. */
export function refuse(
  ground: Ground,
  course: Course,
  event: Event & { code: ReachabilityCode },
  next: Position,
): Course {
  const dropped = drop(course, event);
  return ground.pastFilters ? { ...dropped, at: next } : dropped;
}

function withHop(course: Course, event: Event, verdict: Hop['verdict']): Course {
  const hop: Hop = { direction: course.direction, verdict, header: headerOf(course.packets), ...event };
  return { ...course, hops: [...course.hops, hop] };
}

/** The course of those of its packets that match, if any, and the courses of the others. */
export function divide(course: Course, match: Match): { inside: Course | undefined; outside: Course[] } {
  const { inside, outside } = split(course.packets, match);
  return { inside: inside && narrow(course, inside), outside: outside.map((part) => narrow(course, part)) };
}

/** Some kind of packets, and what becomes of those that are of it. */
export interface Share {
  readonly match: Match;
  take(part: Course): Course;
}

/** Each part of the packets goes to the first share that matches it, what nothing matches to `otherwise`. */
export function divideAmong(
  course: Course,
  shares: readonly Share[],
  otherwise: (rest: Course) => readonly Course[],
): Course[] {
  const taken: Course[] = [];
  let rest = [course];
  for (const { match, take } of shares) {
    rest = rest.flatMap((each) => {
      const { inside, outside } = divide(each, match);
      if (inside) taken.push(take(inside));
      return outside;
    });
    if (rest.length === 0) break;
  }
  return [...taken, ...rest.flatMap(otherwise)];
}

function narrow(course: Course, packets: Packets): Course {
  if (packets === course.packets) return course;
  const initial: { -readonly [F in keyof Packets]: Packets[F] } = { ...course.initial };
  for (const field of FIELDS) {
    const origin = course.links[field];
    if (origin) initial[origin] = packets[field];
  }
  return { ...course, packets, initial };
}

/** The course after a device has put other values into some fields. */
export function rewrite(course: Course, values: Match, links: Links = {}): Course {
  const untouched = Object.entries(course.links).filter(([field]) => !(field in values));
  return {
    ...course,
    packets: { ...course.packets, ...values },
    links: { ...Object.fromEntries(untouched), ...links },
  };
}

/** The course after the security groups of an interface have seen its packets. */
export function track(course: Course, interfaceId: string): Course {
  const seen = [...(course.tracked.get(interfaceId) ?? []), course.packets];
  return { ...course, tracked: new Map(course.tracked).set(interfaceId, seen) };
}

/** Whether these packets answer what an interface has seen: the same connection under other addresses means nothing to it. */
export function answersTracked({ direction, packets, tracked }: Course, interfaceId: string): boolean {
  const expected = (tracked.get(interfaceId) ?? []).map(answerTo);
  return (
    direction === 'return' && expected.some((each) => FIELDS.every((field) => covers(each[field], packets[field])))
  );
}

/** The course of the answers, from where the packets were delivered. */
export function turnBack(course: Course, at: Position): Course {
  const { source, sourcePorts, destination, destinationPorts, ...links } = course.links;
  const turned = {
    source: destination,
    sourcePorts: destinationPorts,
    destination: source,
    destinationPorts: sourcePorts,
  };
  return {
    ...course,
    packets: answerTo(course.packets),
    links: { ...links, ...Object.fromEntries(Object.entries(turned).filter(([, origin]) => origin !== undefined)) },
    at,
    direction: 'return',
    forwarders: [],
  };
}

/** Whether an answer comes from the address and port that the question was sent to; another one means nothing to the asker. */
export function answersFromWhereAsked({ initial, packets }: Course): boolean {
  return same(packets.source, initial.destination) && same(packets.sourcePorts, initial.destinationPorts);
}

function headerOf(packets: Packets): Header {
  const addresses = (set: Intervals) => {
    if (isInternet(packets.family, set)) return 'the internet';
    const names = set.map((interval) => formatInterval(packets.family, interval));
    return names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more ranges` : names.join(', ');
  };
  return {
    protocol: nameProtocols(packets.protocols),
    source: addresses(packets.source),
    sourcePort: namePorts(packets.sourcePorts),
    destination: addresses(packets.destination),
    destinationPort: namePorts(packets.destinationPorts),
  };
}

/** All public addresses but a few, such as the account's own. */
function isInternet(family: Family, set: Intervals): boolean {
  const all = PUBLIC[family];
  return covers(all, set) && sizeOf(subtract(all, set)) < sizeOf(all) / 1000;
}
