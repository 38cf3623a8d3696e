import type { CreateChangeSetInput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { createStack } from './creation.ts';
import { Deployment } from './deployment.ts';
import { liveScope } from './live-scope.ts';
import type { MakeOperations } from './operations.ts';
import { page } from './page.ts';
import { plan } from './plan.ts';
import type { ChangeSetRecord, StackRecord } from './records.ts';
import { prepare, reread } from './request.ts';
import { arn, draftOf, findStack, newStack, PAUSED, requireStatus, UPDATABLE } from './stack-record.ts';
import { updateStack } from './update.ts';
import { validationError } from './validation-error.ts';

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** Operations on change sets: plans of changes that wait to be executed. */
export const changeSetOperations: MakeOperations = (environment) => ({
  CreateChangeSet(region, input) {
    refuseNotEmulated(input);
    const type = input.ChangeSetType === 'CREATE' ? 'CREATE' : 'UPDATE';
    const stack = type === 'CREATE' ? stackToCreate(region, input) : stackToUpdate(region, input);
    const name = changeSetName(stack, input.ChangeSetName);
    const { source, template, parameters } = prepare(region, environment, stack, input);
    const { changes, changesAnything } = plan(region, environment, stack, { template, parameters, tags: source.Tags });
    const changeSet: ChangeSetRecord = {
      changeSetId: arn(region, `changeSet/${name}`),
      name,
      type,
      status: changesAnything ? 'CREATE_COMPLETE' : 'FAILED',
      ...(!changesAnything && { statusReason: NO_CHANGES }),
      executionStatus: changesAnything ? 'AVAILABLE' : 'UNAVAILABLE',
      source,
      changes,
      description: input.Description,
      onStackFailure: input.OnStackFailure,
      created: new Date(),
    };
    if (stack.events.length === 0) {
      new Deployment(region, environment, stack).stackStatus('REVIEW_IN_PROGRESS', 'User Initiated');
    }
    stack.changeSets.push(changeSet);
    region.stacks.put(stack.StackId, stack);
    return { Id: changeSet.changeSetId, StackId: stack.StackId };
  },

  DescribeChangeSet(region, input) {
    const { stack, changeSet } = existing(region, input);
    const { source } = changeSet;
    const { items, NextToken } = page(changeSet.changes, input.NextToken);
    const shown = input.IncludePropertyValues ? items : items.map(withoutValues);
    return {
      ChangeSetName: changeSet.name,
      ChangeSetId: changeSet.changeSetId,
      StackId: stack.StackId,
      StackName: stack.StackName,
      Description: changeSet.description,
      Parameters: source.Parameters,
      CreationTime: changeSet.created,
      ExecutionStatus: changeSet.executionStatus,
      Status: changeSet.status,
      StatusReason: changeSet.statusReason,
      NotificationARNs: source.NotificationARNs,
      RollbackConfiguration: {},
      Capabilities: source.Capabilities ?? [],
      Tags: source.Tags,
      Changes: shown,
      NextToken,
      IncludeNestedStacks: false,
      OnStackFailure: changeSet.onStackFailure,
    };
  },

  ExecuteChangeSet(region, input) {
    const { stack: stored, changeSet: found } = existing(region, input);
    if (found.executionStatus !== 'AVAILABLE') {
      throw new AwsError(
        'InvalidChangeSetStatus',
        `ChangeSet [${found.changeSetId}] cannot be executed in its current status of [${found.status}]`,
      );
    }
    const stack = structuredClone(stored);
    const noRollback = input.DisableRollback ?? found.onStackFailure === 'DO_NOTHING';
    const { template, parameters } = reread(region, environment, found.source);
    stack.ChangeSetId = found.changeSetId;
    stack.changeSets = [{ ...found, executionStatus: 'EXECUTE_COMPLETE' }];
    const deployment = new Deployment(region, environment, stack, input.ClientRequestToken);
    if (stack.StackStatus === 'REVIEW_IN_PROGRESS') {
      Object.assign(stack, found.source, { DisableRollback: noRollback });
      const onFailure = noRollback ? 'DO_NOTHING' : found.onStackFailure === 'DELETE' ? 'DELETE' : 'ROLLBACK';
      createStack(deployment, liveScope(deployment, template, parameters), onFailure);
    } else {
      requireStatus(stack, noRollback ? [...UPDATABLE, ...PAUSED] : UPDATABLE, 'be updated');
      updateStack(deployment, found.source, (running) => liveScope(running, template, parameters), noRollback);
    }
    region.stacks.put(stack.StackId, stack);
    return {};
  },

  DeleteChangeSet(region, input) {
    const { stack, changeSet } = located(region, input);
    if (stack && changeSet) {
      region.stacks.update(stack.StackId, (draft) => {
        draft.changeSets = draft.changeSets.filter((each) => each.changeSetId !== changeSet.changeSetId);
      });
    }
    return {};
  },

  ListChangeSets(region, input) {
    const stack = draftOf(region, input.StackName);
    const { items, NextToken } = page(stack.changeSets, input.NextToken);
    const Summaries = items.map((changeSet) => ({
      StackId: stack.StackId,
      StackName: stack.StackName,
      ChangeSetId: changeSet.changeSetId,
      ChangeSetName: changeSet.name,
      ExecutionStatus: changeSet.executionStatus,
      Status: changeSet.status,
      StatusReason: changeSet.statusReason,
      CreationTime: changeSet.created,
      Description: changeSet.description,
      IncludeNestedStacks: false,
    }));
    return { Summaries, NextToken };
  },
});

function refuseNotEmulated({ ChangeSetType, ImportExistingResources, DeploymentMode }: CreateChangeSetInput): void {
  if (ChangeSetType === 'IMPORT' || ImportExistingResources) {
    throw validationError('The local AWS does not emulate the import of resources into a stack.');
  }
  if (DeploymentMode !== undefined) {
    throw validationError(`The local AWS does not emulate change sets with DeploymentMode ${DeploymentMode}.`);
  }
}

function stackToCreate(region: Region, { StackName, ChangeSetName }: CreateChangeSetInput): StackRecord {
  const found = findStack(region, StackName);
  if (!found) return newStack(region, StackName);
  if (found.StackStatus === 'REVIEW_IN_PROGRESS') return structuredClone(found);
  throw validationError(
    `Stack [${StackName}] already exists and cannot be created again with the changeSet [${ChangeSetName}].`,
  );
}

function stackToUpdate(region: Region, { StackName }: CreateChangeSetInput): StackRecord {
  const stack = draftOf(region, StackName);
  requireStatus(stack, [...UPDATABLE, ...PAUSED], 'be updated');
  return stack;
}

function changeSetName(stack: StackRecord, name = ''): string {
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  if (stack.changeSets.some((each) => each.name === name && each.executionStatus !== 'EXECUTE_COMPLETE')) {
    throw new AwsError('AlreadyExistsException', `ChangeSet [${name}] already exists`);
  }
  return name;
}

interface ChangeSetKey {
  StackName?: string | undefined;
  ChangeSetName?: string | undefined;
}

/** The change set with this ARN, or with this name of the stack; either may be missing. */
function located(region: Region, { StackName, ChangeSetName }: ChangeSetKey) {
  const isArn = ChangeSetName?.startsWith('arn:') === true;
  if (!isArn && StackName === undefined) {
    throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  }
  const matches = (each: ChangeSetRecord) => (isArn ? each.changeSetId : each.name) === ChangeSetName;
  const stack = isArn ? region.stacks.find((each) => each.changeSets.some(matches)) : findStack(region, StackName);
  if (!stack && !isArn) throw validationError(`Stack [${StackName}] does not exist`);
  return { stack, changeSet: stack?.changeSets.findLast(matches) };
}

function existing(region: Region, key: ChangeSetKey): { stack: StackRecord; changeSet: ChangeSetRecord } {
  const { stack, changeSet } = located(region, key);
  if (stack && changeSet) return { stack, changeSet };
  throw new AwsError('ChangeSetNotFound', `ChangeSet [${key.ChangeSetName}] does not exist`, 404);
}

/** A change as DescribeChangeSet tells it unless it is asked for property values. */
function withoutValues(change: ChangeSetRecord['changes'][number]): ChangeSetRecord['changes'][number] {
  const { BeforeContext: _before, AfterContext: _after, ...resource } = change.ResourceChange ?? {};
  const Details = resource.Details?.map(({ Target, ...detail }) => {
    const { BeforeValue: _was, AfterValue: _is, Path: _path, AttributeChangeType: _kind, ...target } = Target ?? {};
    return { ...detail, Target: target };
  });
  return { ...change, ResourceChange: { ...resource, Details } };
}
