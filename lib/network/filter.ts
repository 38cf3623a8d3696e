import type { Family } from './address.ts';
import type { FilterLine } from './filter-line.ts';
import { type Run, runsByProtocol } from './filter-run.ts';
import { admits, type FilterTable, tableOf } from './filter-table.ts';
import { contains, type Interval, type Intervals, intersect, onlyPoint, same, subtract, union } from './interval.ts';
import { having, type Packets } from './packets.ts';

/** The end of a packet that a filter's lines speak of. */
export type PeerField = 'source' | 'destination';

/** Peers that get through on some ports. */
interface Opening {
  readonly ports: Intervals;
  readonly peers: Intervals;
}

/** Protocols that the lines treat alike. */
interface Openings {
  readonly protocols: Intervals;
  readonly openings: readonly Opening[];
}

interface Division {
  readonly passed: readonly Packets[];
  readonly refused: readonly Packets[];
}

const NONE: readonly Packets[] = [];

/**
 * Lines of which the first that matches decides; what none matches is denied. Lines that only allow thus have no order.
 * What gets through is worked out once for each address family, so that asking does not depend on the number of lines.
 */
export class Filter<Line extends FilterLine = FilterLine> {
  readonly lines: readonly Line[];
  #table: FilterTable | undefined;
  #openings4: readonly Openings[] | undefined;
  #openings6: readonly Openings[] | undefined;

  constructor(lines: readonly Line[]) {
    this.lines = lines;
  }

  /** Which of the packets get through, and which do not: sets that have no packet in common. */
  divide(packets: Packets, peer: PeerField): Division {
    const fate = packets.family === 4 ? this.#fateOf(packets, peer) : undefined;
    if (fate !== undefined) return fate ? { passed: [packets], refused: NONE } : { passed: NONE, refused: [packets] };
    const passed: Packets[] = [];
    const refused: Packets[] = [];
    for (const openings of this.#openingsFor(packets.family)) {
      const protocols = intersect(packets.protocols, openings.protocols);
      if (protocols.length === 0) continue;
      divideByOpening(having(packets, 'protocols', protocols), peer, openings, passed, refused);
    }
    return { passed, refused };
  }

  /** Whether they get through; undefined where some do, or where it takes more than a table to tell. */
  #fateOf(packets: Packets, peer: PeerField): boolean | undefined {
    const ports = packets.destinationPorts;
    const protocol = onlyPoint(packets.protocols);
    const address = onlyPoint(packets[peer]);
    const [first, last] = ports[0]!;
    if (typeof protocol !== 'number' || typeof address !== 'number' || ports.length > 1) return undefined;
    if (typeof first !== 'number' || typeof last !== 'number') return undefined;
    this.#table ??= tableOf(runsByProtocol(this.lines, 4));
    return admits(this.#table, { protocol, first, last, address });
  }

  #openingsFor(family: Family): readonly Openings[] {
    if (family === 4) {
      this.#openings4 ??= openingsOf(this.lines, family);
      return this.#openings4;
    }
    this.#openings6 ??= openingsOf(this.lines, family);
    return this.#openings6;
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

/**
 * Filters of which each takes its part of what those before it refuse. Tells of each part and the filter that it passed; what none
 * passes is answered.
 */
export function divideAmongFilters(
  filters: readonly Filter[],
  packets: readonly Packets[],
  peer: PeerField,
  pass: (part: Packets, filter: Filter) => void,
): readonly Packets[] {
  let rest = packets;
  for (const filter of filters) {
    const left: Packets[] = [];
    for (const each of rest) {
      const { passed, refused } = filter.divide(each, peer);
      for (const part of passed) pass(part, filter);
      left.push(...refused);
    }
    rest = left;
    if (rest.length === 0) break;
  }
  return rest;
}

function divideByPeer(packets: Packets, peer: PeerField, peers: Intervals): Division {
  const all = packets[peer];
  const admitted = intersect(all, peers);
  if (admitted === all) return { passed: [packets], refused: NONE };
  if (admitted.length === 0) return { passed: NONE, refused: [packets] };
  return {
    passed: [having(packets, peer, admitted)],
    refused: [having(packets, peer, subtract(all, peers))],
  };
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
    const open = divideByPeer(having(packets, 'destinationPorts', common), peer, peers);
    passed.push(...open.passed);
    refused.push(...open.refused);
  }
  if (closed.length > 0) refused.push(having(packets, 'destinationPorts', closed));
}

function openingsOf(lines: readonly FilterLine[], family: Family): Openings[] {
  return runsByProtocol(lines, family).map(({ protocols, runs }) => ({ protocols, openings: openingsAmong(runs) }));
}

/** Ports that the same peers get through on are one opening. */
function openingsAmong(runs: readonly Run[]): Opening[] {
  const known = new Map<string, { ports: Interval[]; peers: Intervals }[]>();
  for (const { first, last, peers } of runs) {
    if (peers.length === 0) continue;
    const key = `${peers.length}/${peers[0]![0]}/${peers.at(-1)![1]}`;
    const alike = known.get(key) ?? [];
    known.set(key, alike);
    const opening = alike.find((each) => same(each.peers, peers));
    if (opening) opening.ports.push([first, last]);
    else alike.push({ ports: [[first, last]], peers });
  }
  return [...known.values()].flat().map(({ ports, peers }) => ({ ports: union(ports), peers }));
}
