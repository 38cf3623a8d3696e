import { AwsError } from '../error.ts';
import { createStack, deleteStack, type OnFailure, rollBackCreation } from './creation.ts';
import { Deployment } from './deployment.ts';
import { exportsOf, importersOf } from './exports.ts';
import { liveScope } from './live-scope.ts';
import type { MakeOperations } from './operations.ts';
import { plan } from './plan.ts';
import { prepare } from './request.ts';
import { givenPolicy } from './stack-policy.ts';
import { draftOf, findStack, newStack, PAUSED, requireStatus, UPDATABLE } from './stack-record.ts';
import { checkSkipped, rollBackUpdate, updateStack } from './update.ts';
import { validationError } from './validation-error.ts';

/** Operations that change stacks directly. Each ends only when the stack has come to rest. */
export const stackOperations: MakeOperations = (environment) => ({
  CreateStack(region, input) {
    const existing = findStack(region, input.StackName);
    if (existing) throw new AwsError('AlreadyExistsException', `Stack [${input.StackName}] already exists`);
    if (input.DisableRollback !== undefined && input.OnFailure !== undefined) {
      throw validationError('You can specify either DisableRollback or OnFailure, but not both.');
    }
    const stack = newStack(region, input.StackName);
    const { source, template, parameters } = prepare(region, environment, stack, input);
    plan(region, environment, stack, { template, parameters, tags: source.Tags });
    Object.assign(stack, source, {
      policy: givenPolicy(input.StackPolicyBody, input.StackPolicyURL),
      RoleARN: input.RoleARN,
      TimeoutInMinutes: input.TimeoutInMinutes,
      DisableRollback: input.DisableRollback ?? false,
      EnableTerminationProtection: input.EnableTerminationProtection ?? false,
    });
    const deployment = new Deployment(region, environment, stack, input.ClientRequestToken);
    const onFailure: OnFailure = input.DisableRollback ? 'DO_NOTHING' : (input.OnFailure ?? 'ROLLBACK');
    createStack(deployment, liveScope(deployment, template, parameters), onFailure);
    region.stacks.put(stack.StackId, stack);
    return { StackId: stack.StackId };
  },

  UpdateStack(region, input) {
    const stack = draftOf(region, input.StackName);
    requireStatus(stack, input.DisableRollback ? [...UPDATABLE, ...PAUSED] : UPDATABLE, 'be updated');
    const { source, template, parameters } = prepare(region, environment, stack, input);
    const { changesAnything } = plan(region, environment, stack, { template, parameters, tags: source.Tags });
    if (!changesAnything) throw validationError('No updates are to be performed.');
    for (const changeSet of stack.changeSets) changeSet.executionStatus = 'OBSOLETE';
    const during = givenPolicy(input.StackPolicyDuringUpdateBody, input.StackPolicyDuringUpdateURL) ?? stack.policy;
    stack.policy = givenPolicy(input.StackPolicyBody, input.StackPolicyURL) ?? stack.policy;
    const deployment = new Deployment(region, environment, stack, input.ClientRequestToken, during);
    updateStack(
      deployment,
      source,
      (running) => liveScope(running, template, parameters),
      input.DisableRollback ?? false,
    );
    region.stacks.put(stack.StackId, stack);
    return { StackId: stack.StackId };
  },

  DeleteStack(region, input) {
    if (input.DeletionMode === 'FORCE_DELETE_STACK') {
      throw validationError(
        'The local AWS does not emulate DeletionMode FORCE_DELETE_STACK: name what is to stay in RetainResources.',
      );
    }
    const found = findStack(region, input.StackName);
    if (!found || found.StackStatus === 'DELETE_COMPLETE') return {};
    const stack = structuredClone(found);
    if (stack.EnableTerminationProtection) {
      throw validationError(`Stack [${stack.StackName}] cannot be deleted while TerminationProtection is enabled`);
    }
    const used = exportsOf(region).find(
      (each) => each.stack.StackId === stack.StackId && importersOf(region, each.name).length > 0,
    );
    if (used) {
      throw validationError(
        `Delete canceled. Cannot delete export ${used.name} as it is in use by ${importersOf(region, used.name).join(', ')}.`,
      );
    }
    if (input.RetainResources?.length && stack.StackStatus !== 'DELETE_FAILED') {
      throw validationError(
        'Invalid operation on stack [' +
          `${stack.StackId}]. RetainResources can be specified only when the stack is in the DELETE_FAILED state.`,
      );
    }
    deleteStack(new Deployment(region, environment, stack, input.ClientRequestToken), input.RetainResources ?? []);
    region.stacks.put(stack.StackId, stack);
    return {};
  },

  RollbackStack(region, input) {
    const stack = draftOf(region, input.StackName);
    requireStatus(stack, PAUSED, 'be rolled back');
    const deployment = new Deployment(region, environment, stack, input.ClientRequestToken);
    if (stack.StackStatus === 'CREATE_FAILED') rollBackCreation(deployment, 'User Initiated');
    else rollBackUpdate(deployment, 'User Initiated', []);
    region.stacks.put(stack.StackId, stack);
    return { StackId: stack.StackId };
  },

  ContinueUpdateRollback(region, input) {
    const stack = draftOf(region, input.StackName);
    requireStatus(stack, ['UPDATE_ROLLBACK_FAILED'], 'continue update rollback');
    const deployment = new Deployment(region, environment, stack, input.ClientRequestToken);
    checkSkipped(deployment, input.ResourcesToSkip ?? []);
    rollBackUpdate(deployment, 'User Initiated', input.ResourcesToSkip ?? []);
    region.stacks.put(stack.StackId, stack);
    return {};
  },

  CancelUpdateStack(region, input) {
    draftOf(region, input.StackName);
    throw validationError('CancelUpdateStack cannot be called from current stack status');
  },

  UpdateTerminationProtection(region, input) {
    const { StackId } = draftOf(region, input.StackName);
    region.stacks.update(StackId, (draft) => {
      draft.EnableTerminationProtection = input.EnableTerminationProtection ?? false;
    });
    return { StackId };
  },
});
