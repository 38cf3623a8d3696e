import { randomUUID } from 'node:crypto';
import type { StackStatus } from '@aws-sdk/client-cloudformation';
import type { Region } from '../state.ts';
import { refuseMoreStacks } from './quota.ts';
import type { StackRecord, StackSource } from './records.ts';
import { validationError } from './validation-error.ts';

/** The stack with this name or id. A deleted stack is found by its id alone. */
export function findStack(region: Region, nameOrId: string | undefined): StackRecord | undefined {
  const byId = region.stacks.get(nameOrId);
  return byId ?? region.stacks.find((stack) => stack.StackName === nameOrId && stack.StackStatus !== 'DELETE_COMPLETE');
}

/** The stack to read from; the message is the one that reading operations answer, and that CDK waits for. */
export function describedStack(region: Region, nameOrId: string | undefined): StackRecord {
  const stack = findStack(region, nameOrId);
  if (!stack) throw validationError(`Stack with id ${nameOrId} does not exist`);
  return stack;
}

/** A copy to work on of a stack that an operation is to change. */
export function draftOf(region: Region, nameOrId: string | undefined): StackRecord {
  const stack = findStack(region, nameOrId);
  if (!stack || stack.StackStatus === 'DELETE_COMPLETE') throw validationError(`Stack [${nameOrId}] does not exist`);
  return structuredClone(stack);
}

/** A stack of which only the name is known yet. */
export function newStack(region: Region, name: string | undefined): StackRecord {
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name ?? '')) {
    throw validationError(
      `1 validation error detected: Value '${name ?? ''}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  refuseMoreStacks(region);
  return {
    ...EMPTY_SOURCE,
    StackId: arn(region, `stack/${name}`),
    StackName: name ?? '',
    CreationTime: new Date(),
    StackStatus: 'REVIEW_IN_PROGRESS',
    DisableRollback: false,
    EnableTerminationProtection: false,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
    RollbackConfiguration: {},
    Outputs: [],
    resources: [],
    events: [],
    changeSets: [],
    imports: [],
  };
}

const EMPTY_SOURCE: StackSource = {
  template: '',
  parameterTexts: {},
  Parameters: [],
  Tags: [],
  NotificationARNs: [],
};

/** A new ARN of CloudFormation's, such as those of stacks and change sets, which end in a random UUID. */
export function arn(region: Region, resource: string): string {
  return `arn:aws:cloudformation:${region.name}:${region.accountId}:${resource}/${randomUUID()}`;
}

/** Refuses an operation that the stack's status does not allow. */
export function requireStatus(stack: StackRecord, allowed: readonly StackStatus[], what: string): void {
  const status = stack.StackStatus;
  if (status !== undefined && allowed.includes(status)) return;
  throw validationError(`Stack:${stack.StackId} is in ${status} state and can not ${what}.`);
}

/** The statuses in which a stack can be updated. */
export const UPDATABLE: readonly StackStatus[] = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'];

/** Those in which it can be when a failure will not be rolled back. */
export const PAUSED: readonly StackStatus[] = ['CREATE_FAILED', 'UPDATE_FAILED'];
