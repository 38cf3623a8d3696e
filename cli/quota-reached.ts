import { quotaReachedIn } from '../emulator/quotas.ts';
import { BreakfixError } from '../lib/error.ts';
import { whoAnswers } from './local-aws.ts';
import type { Target } from './verb.ts';

/** A deployment that failed because the account may have no more of something, with what makes room; any other error as it is. */
export async function quotaReached(error: unknown, id: string, { name: target, endpoint }: Target): Promise<unknown> {
  if (!(error instanceof BreakfixError) || error.code !== 'DEPLOY_FAILED') return error;
  const reached = quotaReachedIn(error.message);
  if (!reached) return error;
  const { name, quota } = reached;
  const granted = endpoint ? (await whoAnswers(Number(new URL(endpoint).port))).health?.quotas?.[name] : undefined;
  const more =
    target === 'local'
      ? `breakfix up --quota ${name}=${2 * Math.max(quota.value, granted ?? 0)} grants the local AWS more`
      : `ask AWS for more in Service Quotas${quota.code ? ` (${quota.code})` : ''}, or take another Region`;
  return new BreakfixError(
    'QUOTA_REACHED',
    `${error.message}\nThe account has reached its quota "${quota.name}".`,
    `breakfix destroy another case (breakfix status lists them), or ${more}; then breakfix deploy ${id} again`,
    error.exitCode,
  );
}
