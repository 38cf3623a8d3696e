import type { CloudFormationOperations } from './operations.ts';
import { QUOTAS } from './quota.ts';
import { MOST } from './template.ts';

/** Resources that an account's stacks may have at work at once; here none is at work longer than its call. */
const CONCURRENT_RESOURCES = 2500;

export const accountLimitOperations: CloudFormationOperations = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_AccountLimit.html */
  DescribeAccountLimits: (region) => ({
    AccountLimits: [
      { Name: 'StackLimit', Value: region.quotaOf('stacks', QUOTAS.stacks.value) },
      { Name: 'StackOutputsLimit', Value: MOST.outputs },
      { Name: 'ConcurrentResourcesLimit', Value: CONCURRENT_RESOURCES },
    ],
  }),
};
