import type { Attempt } from './attempt.ts';

/**
 * Whether the answer is no secret any more: the latest attempt was solved, or the solution was shown; or it was given up, and
 * an earlier one was solved.
 */
export function knowsAnswer(attempts: readonly Attempt[]): boolean {
  const latest = attempts.at(-1);
  if (!latest) return false;
  if (latest.solvedAt !== undefined || latest.revealed) return true;
  return latest.endedAt !== undefined && attempts.some(({ solvedAt }) => solvedAt !== undefined);
}
