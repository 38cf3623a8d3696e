import type { Family } from './address.ts';
import { ofEach } from './each.ts';
import type { FilterLine } from './filter-line.ts';
import { type Intervals, intersect, subtract, union } from './interval.ts';
import { ALL_PROTOCOLS } from './packets.ts';

/** Ports in a row that the same peers get through on. */
export interface Run {
  readonly first: number;
  readonly last: number;
  readonly peers: Intervals;
}

/** Protocols that the lines treat alike, and the runs of all ports. */
export interface Alike {
  readonly protocols: Intervals;
  readonly runs: readonly Run[];
}

/** Protocols that the lines name one by one are apart; all others are alike. */
export function runsByProtocol(lines: readonly FilterLine[], family: Family): Alike[] {
  const own = lines.filter((line) => line.peer[family].length > 0);
  const named = union(ofEach(own, ({ protocols }) => (protocols === ALL_PROTOCOLS ? [] : protocols)));
  const classes: Intervals[] = [];
  for (const [first, last] of named)
    for (let number = Number(first); number <= Number(last); number++) classes.push([[number, number]]);
  const others = subtract(ALL_PROTOCOLS, named);
  if (others.length > 0) classes.push(others);
  return classes.map((protocols) => {
    const relevant = own.filter((line) => intersect(protocols, line.protocols) === protocols);
    return { protocols, runs: runsOf(relevant, family) };
  });
}

/** Sweeps over the ports: between two places where a line begins or ends, the same lines speak. */
function runsOf(lines: readonly FilterLine[], family: Family): Run[] {
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
  const runs: Run[] = [];
  for (const [i, first] of cuts.slice(0, -1).entries()) {
    for (const line of ends.get(first) ?? []) active.delete(line);
    for (const line of begins.get(first) ?? []) active.add(line);
    const speaking = ordered ? [...active].sort((a, b) => a - b) : [...active];
    const peers = admittedBy(
      speaking.map((line) => lines[line]!),
      family,
    );
    runs.push({ first, last: cuts[i + 1]! - 1, peers });
  }
  return runs;
}

/** The peers that lines admit, taken in their order. */
function admittedBy(lines: readonly FilterLine[], family: Family): Intervals {
  if (lines.every(({ action }) => action === 'allow')) {
    return lines.length === 1 ? lines[0]!.peer[family] : union(ofEach(lines, ({ peer }) => peer[family]));
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
