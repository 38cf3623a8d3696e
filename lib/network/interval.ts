/** A number of a port or IPv4 address, or the 128-bit number of an IPv6 address. */
export type Point = number | bigint;

/** First and last, both included. */
export type Interval = readonly [first: Point, last: Point];

/** A set of points: intervals in ascending order that neither overlap nor touch. */
export type Intervals = readonly Interval[];

const NOTHING: Intervals = [];

const after = (point: Point): Point => (typeof point === 'bigint' ? point + 1n : point + 1);
const before = (point: Point): Point => (typeof point === 'bigint' ? point - 1n : point - 1);
const larger = (a: Point, b: Point): Point => (a > b ? a : b);
const smaller = (a: Point, b: Point): Point => (a < b ? a : b);

/** The set that holds exactly the points of these intervals, which may come in any order and overlap. */
export function union(intervals: readonly Interval[]): Intervals {
  if (intervals.length < 2) return intervals;
  const sorted = [...intervals].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const merged: [Point, Point][] = [];
  for (const [first, last] of sorted) {
    const previous = merged.at(-1);
    if (previous && first <= after(previous[1])) previous[1] = larger(previous[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

/** The index of the first interval that ends at or after a point; the length of the set when there is none. */
function seek(set: Intervals, point: Point): number {
  let low = 0;
  let high = set.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (set[middle]![1] < point) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The points in both. It is `a` itself where `b` takes nothing away, so that a caller can tell without comparing. */
export function intersect(a: Intervals, b: Intervals): Intervals {
  if (a.length === 0 || b.length === 0) return NOTHING;
  const first = a[0]![0];
  const last = a[a.length - 1]![1];
  const start = seek(b, first);
  const holder = b[start];
  if (!holder || holder[0] > last) return NOTHING;
  if (holder[0] <= first && last <= holder[1]) return a;
  return common(a, b, start);
}

function common(a: Intervals, b: Intervals, start: number): Intervals {
  const shared: Interval[] = [];
  let whole = true;
  for (let i = seek(a, b[start]![0]), j = start; i < a.length && j < b.length; ) {
    const [x, y] = [a[i]!, b[j]!];
    const first = larger(x[0], y[0]);
    const last = smaller(x[1], y[1]);
    const same = first === x[0] && last === x[1];
    if (first <= last) {
      shared.push(same ? x : [first, last]);
      whole &&= same;
    }
    if (x[1] < y[1]) i++;
    else j++;
  }
  return whole && shared.length === a.length ? a : shared;
}

/** The points of `a` that are not in `b`; `a` itself where they have none in common. */
export function subtract(a: Intervals, b: Intervals): Intervals {
  if (a.length === 0) return a;
  let j = seek(b, a[0]![0]);
  if (j === b.length || b[j]![0] > a[a.length - 1]![1]) return a;
  const rest: Interval[] = [];
  for (const each of a) {
    let first = each[0];
    const end = each[1];
    while (j < b.length && b[j]![1] < first) j++;
    for (let k = j; k < b.length && first <= end; k++) {
      const [from, to] = b[k]!;
      if (from > end) break;
      if (from > first) rest.push([first, before(from)]);
      first = after(to);
    }
    if (first <= end) rest.push(first === each[0] ? each : [first, end]);
  }
  return rest;
}

export function contains(set: Intervals, point: Point): boolean {
  const interval = set[seek(set, point)];
  return interval !== undefined && interval[0] <= point;
}

export function covers(set: Intervals, part: Intervals): boolean {
  return part.length === 0 || intersect(part, set) === part || subtract(part, set).length === 0;
}

export function same(a: Intervals, b: Intervals): boolean {
  return a === b || (a.length === b.length && a.every(([first, last], i) => first === b[i]![0] && last === b[i]![1]));
}

/** The point of a set that has just one. */
export function onlyPoint(set: Intervals): Point | undefined {
  const interval = set[0];
  return interval && set.length === 1 && interval[0] === interval[1] ? interval[0] : undefined;
}

/** How many points a set has, roughly where it has more than a number can count. */
export function sizeOf(set: Intervals): number {
  return set.reduce((sum, [first, last]) => sum + widthOf(first, last), 0);
}

/** Large numbers are taken apart before they lose their last digits. */
const widthOf = (first: Point, last: Point): number =>
  typeof first === 'bigint' ? Number(BigInt(last) - first) + 1 : Number(last) - first + 1;
