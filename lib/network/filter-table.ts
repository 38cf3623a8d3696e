import { ofEach } from './each.ts';
import type { Alike } from './filter-run.ts';
import type { Interval, Intervals } from './interval.ts';

/**
 * What a filter lets through of IPv4 packets with a single peer, as one row of numbers: a walk through a large account asks thousands of filters
 * that are not in the processor's cache, and every object on the way would have to be fetched first. So many rows share one array.
 *
 * First comes the number of runs: stretches of protocol × 65536 + port in which the same peers get through. Then the last key of each,
 * in ascending order up to the very end; then how far from the start of the row its peers begin, and where they end; then the peers,
 * as the first and last address of each interval in ascending order.
 */
export interface FilterTable {
  readonly numbers: Uint32Array;
  /** Where the row starts in it. */
  readonly start: number;
}

/** What a table is asked about: packets of one protocol, to ports in a row, with one peer. */
export interface Asked {
  readonly protocol: number;
  readonly first: number;
  readonly last: number;
  readonly address: number;
}

/** Whether they get through; undefined where only some do. */
export function admits(
  { numbers, start }: FilterTable,
  { protocol, first, last, address }: Asked,
): boolean | undefined {
  const runs = numbers[start]!;
  const [firstKey, lastKey] = [keyOf(protocol, first), keyOf(protocol, last)];
  let run = start + 1;
  for (let end = run + runs - 1; run < end; ) {
    const middle = (run + end) >> 1;
    if (numbers[middle]! < firstKey) run = middle + 1;
    else end = middle;
  }
  const fate = admitsPeer(numbers, start, run, address);
  for (; numbers[run]! < lastKey; run++) if (admitsPeer(numbers, start, run + 1, address) !== fate) return undefined;
  return fate;
}

function admitsPeer(numbers: Uint32Array, start: number, run: number, address: number): boolean {
  const runs = numbers[start]!;
  const end = start + numbers[run + 2 * runs]!;
  let [low, high] = [start + numbers[run + runs]!, end];
  while (low < high) {
    const middle = low + (((high - low) >> 2) << 1);
    if (numbers[middle + 1]! < address) low = middle + 2;
    else high = middle;
  }
  return low < end && numbers[low]! <= address;
}

const keyOf = (protocol: number, port: number): number => protocol * 65_536 + port;

interface Keyed {
  readonly lastKey: number;
  readonly peers: Intervals;
}

export function tableOf(all: readonly Alike[]): FilterTable {
  const apart = ofEach(all, ({ protocols, runs }) => ofEach(protocols, (range) => keyedRuns(range, runs)));
  const keyed = joined([...apart].sort((a, b) => a.lastKey - b.lastKey));
  const places = new Map<Intervals, number>();
  let length = 1 + 3 * keyed.length;
  for (const { peers } of keyed) {
    if (places.has(peers)) continue;
    places.set(peers, length);
    length += 2 * peers.length;
  }
  const { numbers, start } = reserve(length);
  const row = numbers.subarray(start, start + length);
  row[0] = keyed.length;
  for (const [i, { lastKey, peers }] of keyed.entries()) {
    const place = places.get(peers)!;
    row[1 + i] = lastKey;
    row[1 + keyed.length + i] = place;
    row[1 + 2 * keyed.length + i] = place + 2 * peers.length;
  }
  for (const [peers, place] of places) {
    for (const [i, [first, last]] of peers.entries()) {
      row[place + 2 * i] = Number(first);
      row[place + 2 * i + 1] = Number(last);
    }
  }
  return { numbers, start };
}

/** Numbers that one array holds; a longer row has an array of its own. */
const SHARED = 16_384;

let shared = { numbers: new Uint32Array(0), used: 0 };

/** Room for a row. */
function reserve(length: number): FilterTable {
  if (length > SHARED / 4) return { numbers: new Uint32Array(length), start: 0 };
  if (shared.used + length > shared.numbers.length) shared = { numbers: new Uint32Array(SHARED), used: 0 };
  const start = shared.used;
  shared.used += length;
  return { numbers: shared.numbers, start };
}

/** Runs next to each other that let the same peers through are one. */
const joined = (all: readonly Keyed[]): Keyed[] => all.filter(({ peers }, i) => all[i + 1]?.peers !== peers);

/** Runs that go over all ports are one for a whole range of protocols. */
function keyedRuns([first, last]: Interval, runs: Alike['runs']): Keyed[] {
  const [only] = runs;
  if (runs.length === 1 && only) return [{ lastKey: keyOf(Number(last), 65_535), peers: only.peers }];
  const keyed: Keyed[] = [];
  for (let protocol = Number(first); protocol <= Number(last); protocol++)
    for (const run of runs) keyed.push({ lastKey: keyOf(protocol, run.last), peers: run.peers });
  return keyed;
}
