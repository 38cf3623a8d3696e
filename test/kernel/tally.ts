import type { Comparison } from './compare.ts';
import { fateIn } from './connection.ts';

/** What a run amounts to. What the walk knows nothing of has not been compared. */
export interface Tally {
  readonly networks: number;
  readonly compared: number;
  readonly text: string;
}

export function tally(done: readonly Comparison[], started: number): Tally {
  const count = (wanted: Comparison['verdict']) => done.filter(({ verdict }) => verdict === wanted).length;
  const networks = new Set(done.map(({ sketch }) => sketch)).size;
  const unknown = count('unknown');
  const compared = done.length - unknown;
  const seconds = Math.round((Date.now() - started) / 1000);
  const text = `${networks} networks, ${compared} connections compared, ${count('disagreed')} disagreements, ${unknown} unknown, ${seconds} s`;
  return { networks, compared, text };
}

/** How many connections had which fate in the kernel, and how many of them only with more patience. */
export function fatesOf(done: readonly Comparison[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of done.flatMap(({ kernel, again }) => [fateIn(kernel), ...(again ? ['at the second try'] : [])]))
    counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
