import type { Attempt } from './attempt.ts';

/** What a hint takes off the case that it was shown for, before that is solved. */
const HINT_COSTS = { 1: 5, 2: 10, 3: 20, account: 10 } as const;

/** How the points of an attempt come about: 0 to 100, undefined while it is not solved. */
export interface Score {
  readonly points: number | undefined;
  readonly reasons: readonly {
    readonly what: 'fix' | 'hint' | 'revealed';
    readonly detail: string;
    readonly points: number;
  }[];
}

/** The points of an attempt: those of the fix (100 where it was not rated), less its hints; none once the solution was shown. */
export function scoreOf(attempt: Attempt): Score {
  const fix = attempt.fixPoints ?? 100;
  const reasons: Score['reasons'] = [
    ...(attempt.solvedAt === undefined ? [] : [{ what: 'fix' as const, detail: '', points: fix }]),
    ...attempt.hints.map((hint) => ({ what: 'hint' as const, detail: `${hint}`, points: -HINT_COSTS[hint] })),
    ...(attempt.revealed ? [{ what: 'revealed' as const, detail: '', points: -100 }] : []),
  ];
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  return { points: attempt.solvedAt === undefined ? undefined : Math.max(0, Math.min(100, sum)), reasons };
}
