import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Region } from '../state.ts';

/** Whoever asks, it is the learner: credentials are not checked. */
export function getCallerIdentity(region: Region): GetCallerIdentityResponse {
  return {
    UserId: 'AIDALEARNER0000000000',
    Account: region.accountId,
    Arn: `arn:aws:iam::${region.accountId}:user/learner`,
  };
}
