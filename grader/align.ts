import type { Hop, Trace } from '../lib/reach/trace.ts';

/** The same station of two ways side by side; undefined where one of the ways does not pass it. */
export type Pair = readonly [before: Hop | undefined, after: Hop | undefined];

/**
 * The hops of two traces of one flow in pairs: what stands in both stands in one row, in the order of both. Stations are
 * the same when they are of one kind and look at the packet on the same way; which resource it is may have changed.
 */
export function alignHops(before: Trace | undefined, after: Trace | undefined): Pair[] {
  return [...align(before?.forward ?? [], after?.forward ?? []), ...align(before?.return ?? [], after?.return ?? [])];
}

/** By the longest common subsequence: `common[i][j]` is how long it is from hop i of the one and hop j of the other on. */
function align(before: readonly Hop[], after: readonly Hop[]): Pair[] {
  const common: number[][] = Array.from({ length: before.length + 1 }, () => Array(after.length + 1).fill(0));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      common[i]![j] = isSame(before[i], after[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < before.length || j < after.length; ) {
    const both = i < before.length && j < after.length;
    if (both && isSame(before[i], after[j])) pairs.push([before[i++], after[j++]]);
    else if (j >= after.length || (both && at(i + 1, j) >= at(i, j + 1))) pairs.push([before[i++], undefined]);
    else pairs.push([undefined, after[j++]]);
  }
  return pairs;
}

const isSame = (a: Hop | undefined, b: Hop | undefined): boolean => a?.kind === b?.kind && a?.way === b?.way;
