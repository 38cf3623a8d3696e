import { failedToDelete, makeAll } from './creation.ts';
import type { Deployment } from './deployment.ts';
import { resourceTypeOf } from './environment.ts';
import { refuseGone, update } from './provision.ts';
import type { StablePoint, StackRecord, StackResourceRecord, StackSource } from './records.ts';
import { absent, type Fate, fateUnder, removeResources } from './removal.ts';
import { changedProperties } from './replacement.ts';
import { failureReason } from './resource-error.ts';
import type { Scope } from './scope.ts';
import { denial } from './stack-policy.ts';
import { validationError } from './validation-error.ts';

/** Brings a stack to what a new template, parameters and tags ask for; returns to where it was when that fails. */
export function updateStack(
  deployment: Deployment,
  source: StackSource,
  scopeOf: (deployment: Deployment) => Scope,
  disableRollback: boolean,
): void {
  const { stack } = deployment;
  stack.stable ??= stablePoint(stack);
  deployment.stackStatus('UPDATE_IN_PROGRESS', 'User Initiated');
  Object.assign(stack, source);
  stack.imports = [];
  const scope = scopeOf(deployment);
  const reason = refusedRemovals(deployment, scope, stack.stable) ?? makeAll(deployment, scope);
  if (reason === undefined) {
    finishUpdate(deployment, scope, stack.stable);
    return;
  }
  if (disableRollback) {
    deployment.stackStatus('UPDATE_FAILED', reason);
    return;
  }
  rollBackUpdate(deployment, reason, []);
}

/** Why the stack policy does not let the update take resources away, in the words that begin a stack's status reason. */
function refusedRemovals(deployment: Deployment, scope: Scope, before: StablePoint): string | undefined {
  const { policy } = deployment;
  const refused = before.resources.flatMap(({ LogicalResourceId: id = '', ResourceType = '' }) => {
    const stays = id in scope.template.resources && isActive(scope, id);
    const why = stays ? undefined : denial(policy, 'Update:Delete', id, ResourceType);
    return why === undefined ? [] : [{ id, why }];
  });
  for (const { id, why } of refused) {
    const resource = deployment.stack.resources.find((each) => each.LogicalResourceId === id);
    if (resource) deployment.resourceStatus(resource, 'UPDATE_FAILED', why);
  }
  if (refused.length === 0) return undefined;
  return `The following resource(s) failed to update: [${refused.map(({ id }) => id).join(', ')}]. `;
}

function stablePoint(stack: StackRecord): StablePoint {
  const { template, parameterTexts, Parameters, Tags, NotificationARNs, Capabilities, Description } = stack;
  return structuredClone({
    source: { template, parameterTexts, Parameters, Tags, NotificationARNs, Capabilities, Description },
    resources: stack.resources,
    outputs: stack.Outputs ?? [],
    imports: stack.imports,
  });
}

/** Deletes what the new template no longer has and what was replaced. A failure there does not fail the update. */
function finishUpdate(deployment: Deployment, scope: Scope, before: StablePoint): void {
  const { stack } = deployment;
  deployment.stackStatus('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  stack.resources = stack.resources.filter(
    ({ LogicalResourceId: id = '' }) => id in scope.template.resources && isActive(scope, id),
  );
  removeResources(deployment, absent(before.resources, stack.resources), (resource) => fateOf(resource, stack));
  stack.stable = undefined;
  deployment.stackStatus('UPDATE_COMPLETE');
}

function isActive(scope: Scope, logicalId: string): boolean {
  const condition = scope.template.resources[logicalId]?.Condition;
  return condition === undefined || scope.condition(condition) === true;
}

/** A removed resource obeys its DeletionPolicy, a replaced one its UpdateReplacePolicy. */
function fateOf(resource: StackResourceRecord, stack: StackRecord): Fate {
  const successor = stack.resources.find((each) => each.LogicalResourceId === resource.LogicalResourceId);
  return fateUnder(successor?.updateReplacePolicy ?? resource.deletionPolicy, true);
}

/** Returns a stack whose update failed to its last stable state; `skipped` resources are taken for restored. */
export function rollBackUpdate(deployment: Deployment, reason: string | undefined, skipped: readonly string[]): void {
  const { stack } = deployment;
  const { stable } = stack;
  if (!stable) throw new Error(`${stack.StackName} has nothing to return to`);
  deployment.stackStatus('UPDATE_ROLLBACK_IN_PROGRESS', reason);
  const failed = stable.resources.flatMap((old) => (restore(deployment, old, skipped) ? [] : [old.LogicalResourceId]));
  if (failed.length > 0) {
    const names = failed.join(', ');
    deployment.stackStatus('UPDATE_ROLLBACK_FAILED', `The following resource(s) failed to update: [${names}]. `);
    return;
  }
  deployment.stackStatus('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  const surplus = absent(stack.resources, stable.resources);
  stack.resources = stable.resources;
  Object.assign(stack, stable.source, { Outputs: stable.outputs, imports: stable.imports, stable: undefined });
  const left = removeResources(deployment, surplus, ({ deletionPolicy }) => fateUnder(deletionPolicy, false));
  deployment.stackStatus('UPDATE_ROLLBACK_COMPLETE', left.length > 0 ? failedToDelete(left) : undefined);
}

/** Gives a resource the properties it had. `old` becomes its record again; what replaced it is deleted later. */
function restore(deployment: Deployment, old: StackResourceRecord, skipped: readonly string[]): boolean {
  const { stack } = deployment;
  const now = stack.resources.find((each) => each.LogicalResourceId === old.LogicalResourceId);
  const replaced = now?.PhysicalResourceId !== old.PhysicalResourceId;
  const failed = now?.ResourceStatus === 'UPDATE_FAILED';
  const changed = now !== undefined && changedProperties(now.properties, old.properties).length > 0;
  if (!replaced && !failed && !changed) return true;
  deployment.resourceStatus(old, 'UPDATE_IN_PROGRESS');
  try {
    const inPlace = now !== undefined && !replaced && !skipped.includes(old.LogicalResourceId ?? '');
    if (inPlace) restoreInPlace(deployment, now, old);
  } catch (error) {
    const reason = failureReason(error, old.ResourceType ?? '');
    deployment.resourceStatus(old, 'UPDATE_FAILED', reason);
    if (now) Object.assign(now, { ResourceStatus: 'UPDATE_FAILED', ResourceStatusReason: reason });
    return false;
  }
  deployment.resourceStatus(old, 'UPDATE_COMPLETE');
  return true;
}

/** Of a resource whose own update failed nothing was changed, but it has to be there. */
function restoreInPlace(deployment: Deployment, now: StackResourceRecord, old: StackResourceRecord): void {
  const { region, environment } = deployment;
  const changed = changedProperties(now.properties, old.properties).length > 0;
  if (changed) update(deployment, now, old.properties, 'restore');
  else refuseGone(region, resourceTypeOf(environment, old.ResourceType ?? ''), old);
  now.properties = old.properties;
}

/**
 * Refuses to skip what did not fail to be rolled back.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html
 */
export function checkSkipped({ stack }: Deployment, skipped: readonly string[]): void {
  const failed = (stack.stable?.resources ?? []).filter(({ ResourceStatus }) => ResourceStatus === 'UPDATE_FAILED');
  const names = failed.map((each) => each.LogicalResourceId ?? '');
  const others = skipped.filter((id) => !names.includes(id));
  if (others.length === 0) return;
  throw validationError(
    `The following resources to skip did not fail to be rolled back: [${others.join(', ')}]. Those that did: [${names.join(', ')}]`,
  );
}
