/** A number of a port or IPv4 address, or the 128-bit number of an IPv6 address. */
export type Point = number | bigint;

/** First and last, both included. */
export type Interval = readonly [first: Point, last: Point];

/** A set of points: intervals in ascending order that neither overlap nor touch. */
export type Intervals = readonly Interval[];

const after = (point: Point): Point => (typeof point === 'bigint' ? point + 1n : point + 1);
const before = (point: Point): Point => (typeof point === 'bigint' ? point - 1n : point - 1);
const larger = (a: Point, b: Point): Point => (a > b ? a : b);
const smaller = (a: Point, b: Point): Point => (a < b ? a : b);

/** The set that holds exactly the points of these intervals, which may come in any order and overlap. */
export function union(intervals: readonly Interval[]): Intervals {
  const sorted = [...intervals].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const merged: [Point, Point][] = [];
  for (const [first, last] of sorted) {
    const previous = merged.at(-1);
    if (previous && first <= after(previous[1])) previous[1] = larger(previous[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

export function intersect(a: Intervals, b: Intervals): Intervals {
  const common: Interval[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x, y] = [a[i]!, b[j]!];
    const first = larger(x[0], y[0]);
    const last = smaller(x[1], y[1]);
    if (first <= last) common.push([first, last]);
    if (x[1] < y[1]) i++;
    else j++;
  }
  return common;
}

/** The points of `a` that are not in `b`. */
export function subtract(a: Intervals, b: Intervals): Intervals {
  const rest: Interval[] = [];
  for (const [start, end] of a) {
    let first = start;
    for (const [from, to] of b) {
      if (to < first || from > end) continue;
      if (from > first) rest.push([first, before(from)]);
      first = after(to);
      if (first > end) break;
    }
    if (first <= end) rest.push([first, end]);
  }
  return rest;
}

export function contains(set: Intervals, point: Point): boolean {
  return set.some(([first, last]) => first <= point && point <= last);
}

export function covers(set: Intervals, part: Intervals): boolean {
  return subtract(part, set).length === 0;
}

export function same(a: Intervals, b: Intervals): boolean {
  return a.length === b.length && a.every(([first, last], i) => first === b[i]![0] && last === b[i]![1]);
}

/** How many points a set has, roughly where it has more than a number can count. */
export function sizeOf(set: Intervals): number {
  return set.reduce((sum, [first, last]) => sum + Number(last) - Number(first) + 1, 0);
}
