import { type Intervals, same, subtract, union } from '../network/interval.ts';
import { ICMP, ICMPV6, TCP, UDP } from '../network/packets.ts';
import { nameProtocols } from '../network/permission.ts';
import type { Course } from './course.ts';
import type { Asked } from './told.ts';

/** Packets that get there: ports as `443,8000-8080`, null for all of them. */
export interface Allowed {
  /** `tcp`, `udp`, `icmp`, IANA numbers such as `47` or `0,2-5`, or `all`. */
  readonly protocol: string;
  readonly sourcePorts: string | null;
  readonly ports: string | null;
  /** For TCP: the packets get there, but no answer to them comes back. */
  readonly responseBlocked: boolean;
}

interface Box {
  readonly protocols: Intervals;
  readonly sourcePorts: Intervals;
  readonly ports: Intervals;
  readonly responseBlocked: boolean;
}

/** The exact set of flows that get through: protocols that fare alike stand together, and of TCP what is answered and what is not apart. */
export function allowedOf(asked: readonly Asked[]): Allowed[] {
  const boxes = asked.flatMap(({ answer }) => {
    const lost = answer.failing.filter((course) => course.direction === 'return');
    return [...answer.passing.map((course) => boxOf(course, false)), ...lost.map((course) => boxOf(course, true))];
  });
  const merged = mergeAll(boxes);
  const alike = merged.filter((box) => isFull(box) && !box.responseBlocked);
  const everything = union(alike.flatMap(({ protocols }) => protocols));
  if (subtract([[0, 255]], union([...everything, [ICMPV6, ICMPV6]])).length === 0)
    return [{ protocol: 'all', sourcePorts: null, ports: null, responseBlocked: false }];
  return merged.map(({ protocols, sourcePorts, ports, responseBlocked }) => ({
    protocol: nameOf(protocols),
    sourcePorts: hasPorts(protocols) ? portsOf(sourcePorts) : null,
    ports: hasPorts(protocols) ? portsOf(ports) : null,
    responseBlocked,
  }));
}

const isTcp = (protocols: Intervals) => protocols.length === 1 && protocols[0]![0] === TCP && protocols[0]![1] === TCP;

const hasPorts = (protocols: Intervals) =>
  isTcp(protocols) || (protocols.length === 1 && protocols[0]![0] === UDP && protocols[0]![1] === UDP);

/** An answer belongs to TCP: other protocols have arrived when they have arrived. */
function boxOf({ initial }: Course, answerLost: boolean): Box {
  const { protocols, sourcePorts, destinationPorts: ports } = initial;
  return { protocols, sourcePorts, ports, responseBlocked: answerLost && isTcp(protocols) };
}

const isFull = ({ protocols, sourcePorts, ports }: Box): boolean =>
  !hasPorts(protocols) || (portsOf(sourcePorts) === null && portsOf(ports) === null);

/** Boxes that differ in one field only become one, until none do. Where a device may lose an answer, it is taken for lost. */
function mergeAll(boxes: readonly Box[]): Box[] {
  let rest = [...boxes].sort((a, b) => Number(a.protocols[0]?.[0] ?? 0) - Number(b.protocols[0]?.[0] ?? 0));
  for (;;) {
    const merged: Box[] = [];
    for (const box of rest) {
      const at = merged.findIndex((each) => joined(each, box) !== undefined);
      if (at < 0) merged.push(box);
      else merged[at] = joined(merged[at]!, box)!;
    }
    if (merged.length === rest.length) return merged;
    rest = merged;
  }
}

function joined(a: Box, b: Box): Box | undefined {
  if (a.responseBlocked !== b.responseBlocked || !same(a.protocols, b.protocols)) return undefined;
  if (same(a.ports, b.ports)) return { ...a, sourcePorts: union([...a.sourcePorts, ...b.sourcePorts]) };
  if (same(a.sourcePorts, b.sourcePorts)) return { ...a, ports: union([...a.ports, ...b.ports]) };
  return undefined;
}

function nameOf(protocols: Intervals): string {
  const [first] = protocols;
  const named = [TCP, UDP, ICMP, ICMPV6].some((number) => first?.[0] === number && first[1] === number);
  if (named && protocols.length === 1) return nameProtocols(protocols);
  return textOf(protocols);
}

const textOf = (set: Intervals) =>
  set.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join();

/** Port 0 cannot be used, so it makes no difference. */
function portsOf(ports: Intervals): string | null {
  const usable = subtract(ports, [[0, 0]]);
  return usable.length === 1 && usable[0]![0] === 1 && usable[0]![1] === 65_535 ? null : textOf(usable);
}
