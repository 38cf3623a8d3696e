import type { Deeds, Entry, Rating } from './deed.ts';

/** Where a learner stands with one question of an interview drill. */
export interface Standing {
  /** Its number from 0. */
  readonly question: number;
  /** The latest answer; undefined while there is none. */
  readonly latest: (Deeds['drilled'] & { readonly at: string }) | undefined;
}

/** How a learner stands with each question of a scenario's drill. */
export function standings(entries: readonly Entry[], questions: number): Standing[] {
  const latest = new Map(
    entries.flatMap((entry) =>
      entry.kind === 'drilled' ? [[entry.deed.question, { ...entry.deed, at: entry.at }] as const] : [],
    ),
  );
  return Array.from({ length: questions }, (_, question) => ({ question, latest: latest.get(question) }));
}

/** What is still to be asked: the questions whose latest answer was not right, in their order. */
export function notMastered(all: readonly Standing[]): Standing[] {
  return all.filter(({ latest }) => latest?.rating !== 'right');
}

/** A real interviewer leaves a topic at the first answer that is not right. */
export const endsInterview = (rating: Rating): boolean => rating !== 'right';
