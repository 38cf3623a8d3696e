import type { Address, Family } from '../network/address.ts';
import { ofEach } from '../network/each.ts';
import type { Filter, PeerField } from '../network/filter.ts';
import type { NetworkInterface } from '../network/interface.ts';
import { covers, same } from '../network/interval.ts';
import type { Target, TargetGroup } from '../network/load-balancer.ts';
import type { Network } from '../network/network.ts';
import { answerTo, FIELDS, type Field, having, type Match, type Packets, split } from '../network/packets.ts';
import type { Way } from '../network/security-group.ts';
import type { ReachabilityCode } from './codes.ts';
import type { Position } from './position.ts';
import type { ComponentKind, Direction, Hop } from './trace.ts';

/** For each field of the packets now, the field of the packets at the start that it still equals. */
export type Links = { readonly [F in Field]?: Field | undefined };

/** What a device remembers of packets that it has seen on their way there, so that it knows their answers. */
export type Memory =
  /** What the security groups of an interface saw, as it was there: they let the answer to that pass. */
  | { readonly kind: 'tracked'; readonly device: string; readonly packets: Packets }
  /** What a device put its own addresses in place of. */
  | { readonly kind: 'translated'; readonly device: string; readonly packets: Packets; readonly links: Links }
  /** A target that got packets from a node under the client's own address. */
  | { readonly kind: 'preserved'; readonly device: string; readonly node: string }
  /** A NAT gateway's packets that went over a peering connection, whence their answers come back. */
  | { readonly kind: 'peered'; readonly device: string; readonly peeringId: string; readonly source: Address }
  /** The subnet through which an appliance-mode attachment was used. */
  | { readonly kind: 'pinned'; readonly device: string; readonly subnetId: string };

interface Remembered {
  readonly memory: Memory;
  readonly before: Remembered | undefined;
}

/** What is added to an event, or how to find it out. */
export type More = Partial<Event> | (() => Partial<Event>);

/** The last thing that the packets met, and what they met before. */
export interface Trail {
  readonly event: Event;
  /** What there is to add to the event; put together only when somebody asks. */
  readonly more: More | undefined;
  readonly verdict: Hop['verdict'];
  readonly direction: Direction;
  readonly packets: Packets;
  readonly length: number;
  readonly before: Trail | undefined;
}

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
  readonly trail: Trail | undefined;
  readonly blocked: boolean;
  readonly remembered: Remembered | undefined;
  /** The interfaces, other than the two ends, that forwarded the packets in this direction. */
  readonly forwarders: readonly string[];
}

/** Which targets of a group a load balancer's node sends to: the healthy ones, or all where none is. */
export type BeyondBalancers = (node: NetworkInterface, group: TargetGroup) => readonly Target[];

/** What the walk is made on. */
export interface Ground {
  readonly network: Network;
  /** A packet that a filter drops goes on, marked blocked, to find the next blocker. */
  readonly pastFilters: boolean;
  /** What a filter refuses is of no interest, and not followed up. */
  readonly passingOnly?: boolean | undefined;
  /** An interface whose security groups are left aside: everything gets through them. */
  readonly withoutGroupsOf?: string | undefined;
  /** What a load balancer takes goes on to its targets, rather than having arrived. */
  readonly beyondBalancers?: BeyondBalancers | undefined;
  /** Where the question came from, and its answer must come back to: an interface, a VPN gateway, or `internet`. */
  readonly home?: string;
}

const OWN_FIELDS: Links = Object.fromEntries(FIELDS.map((field) => [field, field]));
const NO_ONE: readonly string[] = [];

export function startOf(packets: Packets, at: Position): Course {
  return {
    initial: packets,
    packets,
    links: OWN_FIELDS,
    at,
    direction: 'forward',
    trail: undefined,
    blocked: false,
    remembered: undefined,
    forwarders: NO_ONE,
  };
}

/** A copy to change before anybody sees it. Field by field: a walk makes dozens, and to spread an object takes a hundred times as long. */
function copyOf(course: Course): { -readonly [Key in keyof Course]: Course[Key] } {
  return {
    initial: course.initial,
    packets: course.packets,
    links: course.links,
    at: course.at,
    direction: course.direction,
    trail: course.trail,
    blocked: course.blocked,
    remembered: course.remembered,
    forwarders: course.forwarders,
  };
}

/** What a hop tells of itself; the rest comes from the course. */
export interface Event {
  readonly component: string;
  readonly kind: ComponentKind;
  /** Where the packet is then, if that is not the component: the instance behind a security group, the subnet of a route table. */
  readonly node?: string | (() => string) | undefined;
  readonly code?: ReachabilityCode;
  readonly rule?: string | undefined;
  readonly note?: string | undefined;
  /** The route that decided, as AWS answers it. */
  readonly facts?: object | undefined;
  /** The filter that decided: its line for the packets is looked up when somebody asks. */
  readonly filter?: { readonly lines: Filter; readonly peer: PeerField } | undefined;
  /** Whether a filter looked at it on the way in or on the way out. */
  readonly way?: Way | undefined;
  /** The network interface that it happened at. */
  readonly interfaceId?: string | undefined;
  readonly subnetId?: string | undefined;
  readonly vpcId?: string | undefined;
}

export const pass = (course: Course, event: Event, at: Position, more?: More): Course =>
  met(course, event, 'pass', at, more);

const DROPPED: Position = { kind: 'dropped' };
const UNKNOWN: Position = { kind: 'unknown' };

/** Ends here: a route that is not there or a device that is down leaves nowhere to go on from. */
export const drop = (course: Course, event: Event, why: Partial<Event> & { code: ReachabilityCode }): Course =>
  met(course, event, 'drop', DROPPED, why);

export const giveUp = (course: Course, event: Event, why?: Partial<Event>): Course =>
  met(course, event, 'unknown', UNKNOWN, why);

/** A filter's no: the end, or a blocker to remember. */
export const refuse = (
  ground: Ground,
  course: Course,
  event: Event,
  next: Position,
  more: (Partial<Event> & { code: ReachabilityCode }) | (() => Partial<Event> & { code: ReachabilityCode }),
): Course => met(course, event, 'drop', ground.pastFilters ? next : DROPPED, more);

function met(course: Course, event: Event, verdict: Hop['verdict'], at: Position, more?: More): Course {
  const { trail: before, direction, packets } = course;
  const next = moved(course, at);
  next.trail = { event, more, verdict, direction, packets, length: before ? before.length + 1 : 1, before };
  if (verdict === 'drop') next.blocked = true;
  return next;
}

export function moved(course: Course, at: Position): ReturnType<typeof copyOf> {
  const next = copyOf(course);
  next.at = at;
  return next;
}

/** The course of those of its packets that match, if any, and the courses of the others. */
export function divide(course: Course, match: Match): { inside: Course | undefined; outside: Course[] } {
  const { inside, outside } = split(course.packets, match);
  return { inside: inside && narrow(course, inside), outside: outside.map((part) => narrow(course, part)) };
}

/** Some kind of packets, and what becomes of those that are of it. */
export interface Share {
  readonly match: Match;
  take(part: Course): readonly Course[];
}

/** Each part of the packets goes to the first share that matches it, what nothing matches to `otherwise`. */
export function divideAmong(
  course: Course,
  shares: readonly Share[],
  otherwise: (rest: Course) => readonly Course[],
): readonly Course[] {
  const taken: Course[] = [];
  let rest: readonly Course[] = [course];
  for (const { match, take } of shares) {
    rest = ofEach(rest, (each) => {
      const { inside, outside } = divide(each, match);
      if (inside) taken.push(...take(inside));
      return outside;
    });
    if (rest.length === 0) return taken;
  }
  const left = ofEach(rest, otherwise);
  return taken.length === 0 ? left : [...taken, ...left];
}

/** The course of a part of its packets. */
export function narrow(course: Course, packets: Packets): Course {
  if (packets === course.packets) return course;
  const part = copyOf(course);
  part.packets = packets;
  for (const field of FIELDS) {
    const origin = course.links[field];
    if (origin) part.initial = having(part.initial, origin, packets[field]);
  }
  return part;
}

/** The course after a device has put other values into some fields. */
export function rewrite(course: Course, values: Match, links: Links = {}): Course {
  const { packets, links: before } = course;
  const linkOf = (field: Field) => (values[field] === undefined ? before[field] : undefined) ?? links[field];
  const rewritten = copyOf(course);
  rewritten.packets = {
    family: packets.family,
    protocols: values.protocols ?? packets.protocols,
    source: values.source ?? packets.source,
    sourcePorts: values.sourcePorts ?? packets.sourcePorts,
    destination: values.destination ?? packets.destination,
    destinationPorts: values.destinationPorts ?? packets.destinationPorts,
  };
  rewritten.links = {
    protocols: linkOf('protocols'),
    source: linkOf('source'),
    sourcePorts: linkOf('sourcePorts'),
    destination: linkOf('destination'),
    destinationPorts: linkOf('destinationPorts'),
  };
  return rewritten;
}

/** The course after a device has put packets of another family in place of these. */
export function ofFamily(course: Course, family: Family): Course {
  if (family === course.packets.family) return course;
  return narrow(course, { ...course.packets, family });
}

export function remember(course: Course, memory: Memory): Course {
  const knowing = copyOf(course);
  knowing.remembered = { memory, before: course.remembered };
  return knowing;
}

/** The course after an interface that is neither of its ends sent it on. */
export function forwardedBy(course: Course, interfaceId: string): Course {
  const onwards = copyOf(course);
  onwards.forwarders = [...course.forwarders, interfaceId];
  return onwards;
}

/** The latest memory of a kind that a device has of these packets; other courses' are not in it. */
export function recall<Kind extends Memory['kind']>(
  { remembered }: Course,
  kind: Kind,
  device?: string,
): (Memory & { readonly kind: Kind }) | undefined {
  for (let each = remembered; each; each = each.before) {
    const { memory } = each;
    if (memory.kind === kind && (device === undefined || memory.device === device))
      return memory as Memory & { readonly kind: Kind };
  }
  return undefined;
}

/** Whether these packets answer what an interface has seen: the same connection under other addresses means nothing to it. */
export function answersTracked({ direction, packets, remembered }: Course, interfaceId: string): boolean {
  if (direction === 'forward') return false;
  for (let each = remembered; each; each = each.before) {
    const { memory } = each;
    if (memory.kind === 'tracked' && memory.device === interfaceId && answers(packets, memory.packets)) return true;
  }
  return false;
}

const answers = (packets: Packets, asked: Packets): boolean =>
  covers(asked.destination, packets.source) &&
  covers(asked.source, packets.destination) &&
  covers(asked.destinationPorts, packets.sourcePorts) &&
  covers(asked.sourcePorts, packets.destinationPorts) &&
  covers(asked.protocols, packets.protocols);

/** The course of the answers, from where the packets were delivered. */
export function turnBack(course: Course, at: Position): Course {
  const { packets, links } = course;
  const answer = copyOf(course);
  answer.packets = answerTo(packets);
  answer.links = links === OWN_FIELDS ? TURNED_FIELDS : turned(links);
  answer.at = at;
  answer.direction = 'return';
  answer.forwarders = NO_ONE;
  return answer;
}

const turned = (links: Links): Links => ({
  protocols: links.protocols,
  source: links.destination,
  sourcePorts: links.destinationPorts,
  destination: links.source,
  destinationPorts: links.sourcePorts,
});

const TURNED_FIELDS = turned(OWN_FIELDS);

/** Whether an answer comes from the address and port that the question was sent to; another one means nothing to the asker. */
export function answersFromWhereAsked({ initial, packets }: Course): boolean {
  return same(packets.source, initial.destination) && same(packets.sourcePorts, initial.destinationPorts);
}
