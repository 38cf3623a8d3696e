import { accountLimitOperations } from './account-limit.ts';
import { changeSetOperations } from './change-set.ts';
import { driftOperations } from './drift-detection.ts';
import type { MakeOperations } from './operations.ts';
import { stackOperations } from './stack.ts';
import { stackPolicyOperations } from './stack-policy.ts';
import { stackViewOperations } from './stack-view.ts';
import { templateOperations } from './template-view.ts';
import { typeOperations } from './type-view.ts';

/** CloudFormation over the given resource types and Systems Manager parameters. */
export const cloudFormation: MakeOperations = (environment) => ({
  ...stackOperations(environment),
  ...changeSetOperations(environment),
  ...driftOperations(environment),
  ...typeOperations(environment),
  ...accountLimitOperations,
  ...stackPolicyOperations,
  ...stackViewOperations,
  ...templateOperations,
});
