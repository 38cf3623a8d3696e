import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, covers, type Intervals, intersect, same, subtract, union } from '../../../lib/network/interval.ts';

const LIMIT = 40;
const sets = fc
  .array(fc.tuple(fc.integer({ min: 0, max: LIMIT }), fc.integer({ min: 0, max: 6 })), { maxLength: 6 })
  .map((pairs): Intervals => union(pairs.map(([first, more]): [number, number] => [first, first + more])));
const points = Array.from({ length: LIMIT + 10 }, (_, i) => i);
const members = (set: Intervals) => points.filter((point) => contains(set, point));

describe('sets of intervals behave like sets of points', () => {
  it('in union, intersection and difference', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        expect(members(union([...a, ...b]))).toEqual(points.filter((p) => contains(a, p) || contains(b, p)));
        expect(members(intersect(a, b))).toEqual(points.filter((p) => contains(a, p) && contains(b, p)));
        expect(members(subtract(a, b))).toEqual(points.filter((p) => contains(a, p) && !contains(b, p)));
        expect(covers(a, b)).toBe(members(b).every((p) => contains(a, p)));
        expect(a.length > 0 && intersect(a, b) === a).toBe(a.length > 0 && members(a).every((p) => contains(b, p)));
        for (const whole of [a.map((each) => [...each] as const), union([...a, ...b])])
          if (a.length > 0) expect(intersect(a, whole)).toBe(a);
      }),
    );
  });

  it('and have one form each', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const whole = union([...subtract(a, b), ...intersect(a, b)]);
        expect(same(whole, a)).toBe(true);
      }),
    );
    expect(
      union([
        [5, 9],
        [1, 2],
        [3, 4],
      ]),
    ).toEqual([[1, 9]]);
    expect(
      union([
        [1n, 2n],
        [3n, 4n],
      ]),
    ).toEqual([[1n, 4n]]);
  });
});
