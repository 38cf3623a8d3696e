import type { Address, Cidr, Family } from './address.ts';
import { type Interval, type Intervals, intersect, type Point, subtract, union } from './interval.ts';

interface Segment<T> {
  readonly first: Point;
  readonly last: Point;
  readonly value: T;
}

/** What a prefix map holds of one address family. */
interface Half<T> {
  /** The last address of each stretch in which all addresses belong to the same, in ascending order: numbers for IPv4. */
  readonly lasts: Uint32Array | readonly Point[];
  /** What each stretch belongs to: undefined where that is nothing. */
  readonly owners: readonly (T | undefined)[];
  /** The same by value, in the order of the first address. */
  readonly values: readonly { readonly value: T; readonly addresses: Intervals }[];
}

/** A table of blocks in which an address belongs to the longest prefix that holds it; on ties, to what comes first. */
export class PrefixMap<T> {
  readonly #entries: readonly (readonly [Cidr, T])[];
  #half4: Half<T> | undefined;
  #half6: Half<T> | undefined;

  constructor(entries: readonly (readonly [Cidr, T])[]) {
    this.#entries = entries;
  }

  at({ family, value }: Address): T | undefined {
    const { lasts, owners } = this.#half(family);
    let low = 0;
    let high = lasts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lasts[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return owners[low];
  }

  /** The parts of a set of addresses by what they belong to; what belongs to nothing is `rest`. */
  divide(family: Family, set: Intervals): { parts: readonly (readonly [T, Intervals])[]; rest: Intervals } {
    const first = set[0]?.[0];
    if (first !== undefined && set.length === 1 && first === set[0]![1]) {
      const value = this.at({ family, value: first });
      return value === undefined ? { parts: [], rest: set } : { parts: [[value, set]], rest: [] };
    }
    let rest = set;
    const parts: (readonly [T, Intervals])[] = [];
    for (const { value, addresses } of this.#half(family).values) {
      const part = intersect(rest, addresses);
      if (part.length === 0) continue;
      parts.push([value, part]);
      rest = part === rest ? [] : subtract(rest, part);
      if (rest.length === 0) break;
    }
    return { parts, rest };
  }

  #half(family: Family): Half<T> {
    if (family === 4) {
      this.#half4 ??= halfOf(this.#entries, family);
      return this.#half4;
    }
    this.#half6 ??= halfOf(this.#entries, family);
    return this.#half6;
  }
}

function halfOf<T>(entries: readonly (readonly [Cidr, T])[], family: Family): Half<T> {
  const segments = flatten(entries.filter(([cidr]) => cidr.family === family));
  const byValue = new Map<T, Interval[]>();
  for (const { first, last, value } of segments) {
    const own = byValue.get(value);
    if (own) own.push([first, last]);
    else byValue.set(value, [[first, last]]);
  }
  const values = [...byValue].map(([value, own]) => ({ value, addresses: union(own) }));
  return { ...stretches(segments, family), values };
}

/** Segments with what is between them. */
function stretches<T>(segments: readonly Segment<T>[], family: Family): Pick<Half<T>, 'lasts' | 'owners'> {
  const lasts: Point[] = [];
  const owners: (T | undefined)[] = [];
  let next: Point = family === 4 ? 0 : 0n;
  for (const { first, last, value } of segments) {
    if (next < first) {
      lasts.push(before(first));
      owners.push(undefined);
    }
    lasts.push(last);
    owners.push(value);
    next = after(last);
  }
  return { lasts: family === 4 ? Uint32Array.from(lasts as number[]) : lasts, owners };
}

/** Lays blocks over each other, the shorter prefix below. Blocks nest or are apart, so a stack holds those that are open. */
function flatten<T>(entries: readonly (readonly [Cidr, T])[]): Segment<T>[] {
  const ordered = entries
    .map(([cidr, value], rank) => ({ cidr, value, rank }))
    .sort((a, b) => compare(a.cidr.first, b.cidr.first) || a.cidr.length - b.cidr.length || b.rank - a.rank);
  const segments: Segment<T>[] = [];
  const open: { cidr: Cidr; value: T }[] = [];
  let next: Point | undefined;
  const emit = (value: T, last: Point) => {
    if (next !== undefined && next <= last) segments.push({ first: next, last, value });
    next = after(last);
  };
  for (const entry of ordered) {
    while (open.length > 0 && open.at(-1)!.cidr.last < entry.cidr.first) {
      const { cidr, value } = open.pop()!;
      emit(value, cidr.last);
    }
    if (open.length > 0 && next !== undefined && next < entry.cidr.first)
      emit(open.at(-1)!.value, before(entry.cidr.first));
    next = entry.cidr.first;
    open.push(entry);
  }
  for (const { cidr, value } of open.reverse()) emit(value, cidr.last);
  return segments;
}

const compare = (a: Point, b: Point) => (a < b ? -1 : a > b ? 1 : 0);
const after = (point: Point): Point => (typeof point === 'bigint' ? point + 1n : point + 1);
const before = (point: Point): Point => (typeof point === 'bigint' ? point - 1n : point - 1);
