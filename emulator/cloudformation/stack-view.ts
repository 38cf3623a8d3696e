import type { OperationEvent, StackEvent, StackResourceDetail } from '@aws-sdk/client-cloudformation';
import type { Region } from '../state.ts';
import { exportsOf, importersOf } from './exports.ts';
import type { CloudFormationOperations } from './operations.ts';
import { page } from './page.ts';
import type { StackRecord, StackResourceRecord } from './records.ts';
import { describedStack, findStack } from './stack-record.ts';
import { validationError } from './validation-error.ts';

/** Operations that read stacks, their resources, events and exports. */
export const stackViewOperations: CloudFormationOperations = {
  DescribeStacks(region, input) {
    const stacks =
      input.StackName === undefined
        ? region.stacks.filter((stack) => stack.StackStatus !== 'DELETE_COMPLETE')
        : [describedStack(region, input.StackName)];
    const { items, NextToken } = page(stacks, input.NextToken);
    return { Stacks: items, NextToken };
  },

  ListStacks(region, input) {
    const wanted = input.StackStatusFilter;
    const stacks = region.stacks
      .filter(({ StackStatus }) => !wanted?.length || (StackStatus !== undefined && wanted.includes(StackStatus)))
      .reverse()
      .map((stack) => ({ ...stack, TemplateDescription: stack.Description }));
    const { items, NextToken } = page(stacks, input.NextToken);
    return { StackSummaries: items, NextToken };
  },

  DescribeStackEvents(region, input) {
    const { items, NextToken } = page(eventsOf(region, input.StackName), input.NextToken);
    return { StackEvents: items, NextToken };
  },

  DescribeEvents(region, input) {
    const events = input.ChangeSetName === undefined ? eventsOf(region, input.StackName) : [];
    const wanted = events
      .filter((event) => input.OperationId === undefined || event.OperationId === input.OperationId)
      .filter((event) => !input.Filters?.FailedEvents || /FAILED$/.test(event.ResourceStatus ?? ''))
      .map((event): OperationEvent => ({ ...event, EventType: 'STACK_EVENT' }));
    const { items, NextToken } = page(wanted, input.NextToken);
    return { OperationEvents: items, NextToken };
  },

  DescribeStackResource(region, input) {
    const stack = findStack(region, input.StackName);
    if (!stack) throw validationError(`Stack '${input.StackName}' does not exist`);
    const resource = resourceOf(stack, input.LogicalResourceId);
    return { StackResourceDetail: detailOf(resource) };
  },

  DescribeStackResources(region, input) {
    const stack = stackOfResources(region, input.StackName, input.PhysicalResourceId);
    const wanted = input.LogicalResourceId;
    return { StackResources: wanted === undefined ? stack.resources : [resourceOf(stack, wanted)] };
  },

  ListStackResources(region, input) {
    const { items, NextToken } = page(describedStack(region, input.StackName).resources, input.NextToken);
    return { StackResourceSummaries: items.map(detailOf), NextToken };
  },

  ListExports(region, input) {
    const { items, NextToken } = page(exportsOf(region), input.NextToken);
    const Exports = items.map(({ stack, name, value }) => ({
      ExportingStackId: stack.StackId,
      Name: name,
      Value: value,
    }));
    return { Exports, NextToken };
  },

  ListImports(region, input) {
    const importers = importersOf(region, input.ExportName ?? '');
    if (importers.length === 0) throw validationError(`Export '${input.ExportName}' is not imported by any stack.`);
    const { items, NextToken } = page(importers, input.NextToken);
    return { Imports: items, NextToken };
  },
};

/** Newest first. */
function eventsOf(region: Region, nameOrId: string | undefined): StackEvent[] {
  const stack = findStack(region, nameOrId);
  if (!stack) throw validationError(`Stack [${nameOrId}] does not exist`);
  return [...stack.events].reverse();
}

function resourceOf(stack: StackRecord, logicalId: string | undefined): StackResourceRecord {
  const resource = stack.resources.find((each) => each.LogicalResourceId === logicalId);
  if (!resource) throw validationError(`Resource ${logicalId} does not exist for stack ${stack.StackName}`);
  return resource;
}

function detailOf(resource: StackResourceRecord): StackResourceDetail {
  const { StackName, StackId, LogicalResourceId, PhysicalResourceId, ResourceType, Timestamp } = resource;
  const { ResourceStatus, ResourceStatusReason, DriftInformation, metadata } = resource;
  return {
    ...{ StackName, StackId, LogicalResourceId, PhysicalResourceId, ResourceType, ResourceStatus },
    ...{ ResourceStatusReason, LastUpdatedTimestamp: Timestamp, DriftInformation, Metadata: metadata },
  };
}

function stackOfResources(region: Region, name: string | undefined, physicalId: string | undefined): StackRecord {
  if (name !== undefined) return describedStack(region, name);
  if (physicalId === undefined) throw validationError('Either StackName or PhysicalResourceId must be specified.');
  const owner = region.stacks.find(
    (stack) =>
      stack.StackStatus !== 'DELETE_COMPLETE' && stack.resources.some((each) => each.PhysicalResourceId === physicalId),
  );
  if (!owner) throw validationError(`Stack for ${physicalId} does not exist`);
  return owner;
}
