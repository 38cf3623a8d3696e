import type { Attempt } from './attempt.ts';

/** What a hint takes off the case that it was shown for, before that is solved. */
export const HINT_COSTS = { 1: 5, 2: 10, 3: 20, account: 10 } as const;

/** How the points of an attempt come about: 0 to 100, undefined while it is not solved. */
export interface Score {
  readonly points: number | undefined;
  readonly reasons: readonly {
    readonly what: 'fix' | 'hint' | 'diagnosis' | 'revealed';
    readonly detail: string;
    readonly points: number;
  }[];
}

/** What the first diagnosis of an attempt gives, by how many of its three parts were right: it makes up for hints. */
const DIAGNOSIS_GIVES = [0, 0, 5, 10] as const;

function diagnosed({ diagnosis }: Attempt): Score['reasons'] {
  const right = Object.values(diagnosis?.right ?? {}).filter(Boolean).length;
  const points = DIAGNOSIS_GIVES[right] ?? 0;
  return points > 0 ? [{ what: 'diagnosis', detail: `${right} of 3`, points }] : [];
}

/**
 * The points of an attempt: those of the fix (100 where it was not rated) and of the first diagnosis, less its hints; none once
 * the solution was shown, and never more than 100.
 */
export function scoreOf(attempt: Attempt): Score {
  const fix = attempt.fixPoints ?? 100;
  const reasons: Score['reasons'] = [
    ...(attempt.solvedAt === undefined ? [] : [{ what: 'fix' as const, detail: '', points: fix }]),
    ...diagnosed(attempt),
    ...attempt.hints.map((hint) => ({ what: 'hint' as const, detail: `${hint}`, points: -HINT_COSTS[hint] })),
    ...(attempt.revealed ? [{ what: 'revealed' as const, detail: '', points: -100 }] : []),
  ];
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  return { points: attempt.solvedAt === undefined ? undefined : Math.max(0, Math.min(100, sum)), reasons };
}
