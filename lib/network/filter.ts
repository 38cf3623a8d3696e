import type { AddressSet, Family } from './address.ts';
import { contains, type Interval, type Intervals, intersect, same, subtract, union } from './interval.ts';
import { ALL_PROTOCOLS, having, type Packets } from './packets.ts';

/** One line of a filter: some traffic with some peers, allowed or denied. The peer is the far end. */
export interface FilterLine {
  readonly protocols: Intervals;
  readonly ports: Intervals;
  readonly peer: AddressSet;
  readonly action: 'allow' | 'deny';
  /** What holds the line: a security group or a network ACL. */
  readonly component: string;
  /** As a person would write it. */
  readonly text: string;
}

/** The end of a packet that a filter's lines speak of. */
export type PeerField = 'source' | 'destination';

/** Peers that get through on some ports. */
interface Opening {
  readonly ports: Intervals;
  readonly peers: Intervals;
}

/** Protocols that the lines treat alike. `atoms` are runs of ports in ascending order, each with what is open there. */
interface Openings {
  readonly protocols: Intervals;
  readonly openings: readonly Opening[];
  readonly atoms: readonly { readonly last: number; readonly first: number; readonly opening: Opening | undefined }[];
}

/**
 * Lines of which the first that matches decides; what none matches is denied. Lines that only allow thus have no order.
 * What gets through is worked out once for each address family, so that asking does not depend on the number of lines.
 */
export class Filter<Line extends FilterLine = FilterLine> {
  readonly lines: readonly Line[];
  readonly #compiled: Partial<Record<Family, readonly Openings[]>> = {};

  constructor(lines: readonly Line[]) {
    this.lines = lines;
  }

  /** Which of the packets get through, and which do not: sets that have no packet in common. */
  divide(packets: Packets, peer: PeerField): { passed: readonly Packets[]; refused: readonly Packets[] } {
    this.#compiled[packets.family] ??= compile(this.lines, packets.family);
    const passed: Packets[] = [];
    const refused: Packets[] = [];
    for (const openings of this.#compiled[packets.family] ?? []) {
      const protocols = intersect(packets.protocols, openings.protocols);
      if (protocols.length === 0) continue;
      const part = having(packets, 'protocols', protocols);
      if (isOnePort(part.destinationPorts)) divideByAtom(part, peer, openings, passed, refused);
      else divideByOpening(part, peer, openings, passed, refused);
    }
    return { passed, refused };
  }

  /** The line that decides on these packets, of which all meet the same fate: on the first of them, where there are several. */
  lineFor(packets: Packets, peer: PeerField): Line | undefined {
    const [protocol, port, address] = [packets.protocols, packets.destinationPorts, packets[peer]].map(
      (set) => set[0]?.[0] ?? 0,
    );
    return this.lines.find(
      (line) =>
        contains(line.protocols, protocol!) &&
        contains(line.ports, port!) &&
        contains(line.peer[packets.family], address!),
    );
  }
}

const isOnePort = (ports: Intervals) => ports.length === 1 && ports[0]![0] === ports[0]![1];

function divideByAtom(
  packets: Packets,
  peer: PeerField,
  { atoms }: Openings,
  passed: Packets[],
  refused: Packets[],
): void {
  const port = packets.destinationPorts[0]![0];
  let low = 0;
  let high = atoms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (atoms[middle]!.last < port) low = middle + 1;
    else high = middle;
  }
  const opening = atoms[low]?.opening;
  if (opening) divideByPeer(packets, peer, opening.peers, passed, refused);
  else refused.push(packets);
}

function divideByPeer(
  packets: Packets,
  peer: PeerField,
  peers: Intervals,
  passed: Packets[],
  refused: Packets[],
): void {
  const common = intersect(packets[peer], peers);
  if (common.length > 0) passed.push(having(packets, peer, common));
  if (common === packets[peer]) return;
  const others = common.length === 0 ? packets[peer] : subtract(packets[peer], peers);
  refused.push(having(packets, peer, others));
}

function divideByOpening(
  packets: Packets,
  peer: PeerField,
  { openings }: Openings,
  passed: Packets[],
  refused: Packets[],
): void {
  let closed = packets.destinationPorts;
  for (const { ports, peers } of openings) {
    const common = intersect(packets.destinationPorts, ports);
    if (common.length === 0) continue;
    const admitted = intersect(packets[peer], peers);
    if (admitted.length === 0) continue;
    closed = subtract(closed, common);
    divideByPeer(having(packets, 'destinationPorts', common), peer, peers, passed, refused);
  }
  if (closed.length > 0) refused.push(having(packets, 'destinationPorts', closed));
}

/** Protocols that the lines name one by one are apart; all others are alike. */
function compile(lines: readonly FilterLine[], family: Family): Openings[] {
  const own = lines.filter((line) => line.peer[family].length > 0);
  const named = union(own.filter(({ protocols }) => protocols !== ALL_PROTOCOLS).flatMap(({ protocols }) => protocols));
  const singles = named.flatMap(([first, last]) =>
    Array.from(
      { length: Number(last) - Number(first) + 1 },
      (_, i): Interval => [Number(first) + i, Number(first) + i],
    ),
  );
  const others = subtract(ALL_PROTOCOLS, named);
  return [...singles.map((single): Intervals => [single]), ...(others.length > 0 ? [others] : [])].map((protocols) => {
    const relevant = own.filter((line) => intersect(protocols, line.protocols) === protocols);
    const atoms = atomsOf(relevant, family);
    const openings = [...new Set(atoms.flatMap(({ opening }) => opening ?? []))];
    return { protocols, atoms, openings };
  });
}

/** Sweeps over the ports: between two places where a line begins or ends, the same lines speak. */
function atomsOf(lines: readonly FilterLine[], family: Family): Openings['atoms'] {
  const begins = new Map<number, number[]>();
  const ends = new Map<number, number[]>();
  const mark = (at: Map<number, number[]>, port: number, line: number) => {
    const there = at.get(port);
    if (there) there.push(line);
    else at.set(port, [line]);
  };
  for (const [i, { ports }] of lines.entries()) {
    for (const [first, last] of ports) {
      mark(begins, Number(first), i);
      mark(ends, Number(last) + 1, i);
    }
  }
  const cuts = [...new Set([...begins.keys(), ...ends.keys(), 0, 65_536])].sort((a, b) => a - b);
  const ordered = lines.some(({ action }) => action === 'deny');
  const active = new Set<number>();
  const found: { first: number; last: number; peers: Intervals }[] = [];
  for (const [i, first] of cuts.slice(0, -1).entries()) {
    for (const line of ends.get(first) ?? []) active.delete(line);
    for (const line of begins.get(first) ?? []) active.add(line);
    const speaking = ordered ? [...active].sort((a, b) => a - b) : [...active];
    const peers = admittedBy(
      speaking.map((line) => lines[line]!),
      family,
    );
    found.push({ first, last: cuts[i + 1]! - 1, peers });
  }
  return withOpenings(found);
}

/** The peers that lines admit, taken in their order. */
function admittedBy(lines: readonly FilterLine[], family: Family): Intervals {
  if (lines.every(({ action }) => action === 'allow')) {
    return lines.length === 1 ? lines[0]!.peer[family] : union(lines.flatMap(({ peer }) => peer[family]));
  }
  let admitted: Intervals = [];
  let denied: Intervals = [];
  for (const { action, peer } of lines) {
    const decided = subtract(subtract(peer[family], denied), admitted);
    if (action === 'allow') admitted = union([...admitted, ...decided]);
    else denied = union([...denied, ...decided]);
  }
  return admitted;
}

/** Ports that the same peers get through on are one opening. */
function withOpenings(found: readonly { first: number; last: number; peers: Intervals }[]): Openings['atoms'] {
  const known = new Map<string, { ports: Interval[]; peers: Intervals }[]>();
  const groups = found.map(({ first, last, peers }) => {
    if (peers.length === 0) return undefined;
    const key = `${peers.length}/${peers[0]![0]}/${peers.at(-1)![1]}`;
    const alike = known.get(key) ?? [];
    known.set(key, alike);
    const group = alike.find((each) => same(each.peers, peers)) ?? { ports: [], peers };
    if (group.ports.length === 0) alike.push(group);
    group.ports.push([first, last]);
    return group;
  });
  const openingOf = new Map(
    [...known.values()].flat().map((group) => [group, { ...group, ports: union(group.ports) }]),
  );
  return found.map(({ first, last }, i) => ({ first, last, opening: groups[i] && openingOf.get(groups[i]) }));
}
