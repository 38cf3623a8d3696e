import type { Deployment } from './deployment.ts';
import { checkExports } from './exports.ts';
import { outputsOf } from './outputs.ts';
import { type Failures, provision } from './provision.ts';
import type { StackResourceRecord } from './records.ts';
import { absent, type Fate, fateUnder, removeResources } from './removal.ts';
import { failureReason } from './resource-error.ts';
import type { Scope } from './scope.ts';

export type OnFailure = 'ROLLBACK' | 'DO_NOTHING' | 'DELETE';

/** Makes a new stack's resources and outputs; when one fails, does with the others what the caller asked for. */
export function createStack(deployment: Deployment, scope: Scope, onFailure: OnFailure): void {
  deployment.stackStatus('CREATE_IN_PROGRESS', 'User Initiated');
  const reason = makeAll(deployment, scope);
  if (reason === undefined) {
    deployment.stackStatus('CREATE_COMPLETE');
    return;
  }
  if (onFailure === 'DO_NOTHING') {
    deployment.stackStatus('CREATE_FAILED', reason);
    return;
  }
  if (onFailure === 'DELETE') {
    deleteStack(deployment, [], `${reason}Delete requested by user.`);
    return;
  }
  rollBackCreation(deployment, `${reason}Rollback requested by user.`);
}

/** Makes resources, then outputs. Returns why that failed, in the words that begin a stack's status reason. */
export function makeAll(deployment: Deployment, scope: Scope): string | undefined {
  const { region, stack } = deployment;
  const failures = provision(deployment, scope);
  const reason = reasonOf(failures);
  if (reason !== '') return reason;
  try {
    const outputs = outputsOf(scope);
    checkExports(region, stack, outputs);
    stack.Outputs = outputs;
    return undefined;
  } catch (error) {
    return `${failureReason(error, '')} `;
  }
}

function reasonOf({ created, updated }: Failures): string {
  const sentence = (verb: string, names: string[]) =>
    names.length > 0 ? `The following resource(s) failed to ${verb}: [${names.join(', ')}]. ` : '';
  return sentence('create', created) + sentence('update', updated);
}

/** Deletes what a failed creation has made, so that only the failed stack itself remains. */
export function rollBackCreation(deployment: Deployment, reason: string): void {
  deployment.stackStatus('ROLLBACK_IN_PROGRESS', reason);
  const made = deployment.stack.resources.filter((resource) => resource.ResourceStatus !== 'DELETE_COMPLETE');
  const failed = removeResources(deployment, made, ({ deletionPolicy }) => fateUnder(deletionPolicy, false));
  if (failed.length > 0) deployment.stackStatus('ROLLBACK_FAILED', failedToDelete(failed));
  else deployment.stackStatus('ROLLBACK_COMPLETE');
}

export const failedToDelete = (names: readonly string[]) =>
  `The following resource(s) failed to delete: [${names.join(', ')}]. `;

const GONE = ['DELETE_COMPLETE', 'DELETE_SKIPPED'];

/** Deletes a stack: its resources, each after those that need it, but for those that are to be kept. */
export function deleteStack(deployment: Deployment, retained: readonly string[], reason = 'User Initiated'): void {
  const { stack } = deployment;
  deployment.stackStatus('DELETE_IN_PROGRESS', reason);
  const present = stack.resources.filter(({ ResourceStatus }) => !GONE.includes(ResourceStatus ?? ''));
  const replaced = absent(stack.stable?.resources ?? [], stack.resources);
  const failed = removeResources(deployment, [...replaced, ...present], (resource) => fateOf(resource, retained));
  if (failed.length > 0) {
    deployment.stackStatus('DELETE_FAILED', failedToDelete(failed));
    return;
  }
  deployment.stackStatus('DELETE_COMPLETE');
  stack.DeletionTime = stack.events.at(-1)?.Timestamp;
  stack.changeSets = [];
  stack.imports = [];
}

/** What the caller names to be kept is kept, whatever its policy. */
const fateOf = (
  { deletionPolicy, LogicalResourceId: id = '' }: StackResourceRecord,
  retained: readonly string[],
): Fate => (retained.includes(id) ? 'keep' : fateUnder(deletionPolicy, true));
