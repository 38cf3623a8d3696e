import { checkQuota, type Quota } from '../quota.ts';
import type { Region } from '../state.ts';

const PAGE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html';

/** The quotas of AWS CloudFormation that AWS raises; those of a template stand beside what they measure. */
export const QUOTAS = {
  stacks: {
    ...{ name: 'Stack count', code: 'L-0485CB21', value: 2000, page: PAGE },
    ...{ refusal: 'LimitExceededException', message: 'Limit for stack has been exceeded' },
  },
} as const satisfies Record<string, Quota>;

/** Refuses one stack more than an account may have; deleted ones do not count. */
export function refuseMoreStacks(region: Region): void {
  const there = region.stacks.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  checkQuota(region, 'stacks', QUOTAS.stacks, there.length + 1);
}
