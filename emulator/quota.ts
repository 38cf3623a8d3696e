import { AwsError } from './error.ts';
import type { Region } from './state.ts';

/** What an account may have of something, until AWS grants it more. */
export interface Quota {
  /** As Service Quotas and AWS's documentation call it. */
  readonly name: string;
  /** Its code in Service Quotas; a quota that is only documented has none. */
  readonly code?: string;
  /** What an account has to begin with. */
  readonly value: number;
  /** The documentation page that tells the value. */
  readonly page: string;
  /** The code of AWS's refusal of one more. */
  readonly refusal: string;
  /** What AWS says then; `of` is the id of what the quota counts in, where it does not count in the whole Region. */
  readonly message: string | ((most: number, of: string) => string);
}

/** Refuses to let there be `count` of what a quota counts when that is more than the account may have. */
export function checkQuota(region: Region, name: string, quota: Quota, count: number, of = ''): void {
  const most = region.quotaOf(name, quota.value);
  if (count <= most) return;
  const { refusal, message } = quota;
  throw new AwsError(refusal, typeof message === 'string' ? message : message(most, of));
}
