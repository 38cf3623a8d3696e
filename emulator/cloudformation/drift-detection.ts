import { randomUUID } from 'node:crypto';
import type { StackStatus } from '@aws-sdk/client-cloudformation';
import type { Region } from '../state.ts';
import { detectDrift, hasDrifted } from './drift.ts';
import type { MakeOperations } from './operations.ts';
import { page } from './page.ts';
import type { DriftDetectionRecord, StackRecord, StackResourceRecord } from './records.ts';
import { draftOf, findStack } from './stack-record.ts';
import { validationError } from './validation-error.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html#drift-considerations */
const DETECTABLE: readonly StackStatus[] = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'UPDATE_ROLLBACK_FAILED',
];

/** Operations that compare stacks with what has become of their resources. A detection is over when it is answered. */
export const driftOperations: MakeOperations = (environment) => ({
  DetectStackDrift(region, input) {
    const stack = detectable(region, input.StackName);
    const wanted = input.LogicalResourceIds;
    const resources = wanted?.length ? wanted.map((id) => resourceOf(stack, id)) : stack.resources;
    for (const resource of resources) detectDrift(region, environment, stack, resource);
    const detection = noteDetection(stack);
    region.stacks.put(stack.StackId, stack);
    return { StackDriftDetectionId: detection.id };
  },

  DescribeStackDriftDetectionStatus(region, input) {
    const id = input.StackDriftDetectionId;
    const stack = region.stacks.find(({ driftDetections = [] }) => driftDetections.some((each) => each.id === id));
    const detection = stack?.driftDetections?.find((each) => each.id === id);
    if (!stack || !detection) throw validationError(`Drift detection with id ${id} does not exist`);
    return {
      StackId: stack.StackId,
      StackDriftDetectionId: detection.id,
      StackDriftStatus: detection.status,
      DetectionStatus: 'DETECTION_COMPLETE',
      DriftedStackResourceCount: detection.drifted,
      Timestamp: detection.timestamp,
    };
  },

  DetectStackResourceDrift(region, input) {
    const stack = detectable(region, input.StackName);
    const resource = resourceOf(stack, input.LogicalResourceId);
    if (!detectDrift(region, environment, stack, resource)) {
      throw validationError(`Drift detection is not supported for resource type ${resource.ResourceType}`);
    }
    region.stacks.put(stack.StackId, stack);
    return { StackResourceDrift: resource.drift };
  },

  DescribeStackResourceDrifts(region, input) {
    const stack = findStack(region, input.StackName);
    if (!stack) throw validationError(`Stack [${input.StackName}] does not exist`);
    const wanted = input.StackResourceDriftStatusFilters ?? [];
    const drifts = stack.resources
      .flatMap(({ drift }) => drift ?? [])
      .filter(({ StackResourceDriftStatus: status }) => !wanted.length || (status && wanted.includes(status)));
    const { items, NextToken } = page(drifts, input.NextToken, pageSize(input.MaxResults));
    return { StackResourceDrifts: items, NextToken };
  },
});

function detectable(region: Region, name: string | undefined): StackRecord {
  const stack = draftOf(region, name);
  const { StackStatus: status } = stack;
  if (status !== undefined && DETECTABLE.includes(status)) return stack;
  throw validationError(`Drift detection cannot be performed on stack [${stack.StackId}] in state ${status}.`);
}

function resourceOf(stack: StackRecord, logicalId: string | undefined): StackResourceRecord {
  const resource = stack.resources.find((each) => each.LogicalResourceId === logicalId);
  if (resource) return resource;
  throw validationError(`Resource ${logicalId} does not exist for stack ${stack.StackName}`);
}

/** The stack has drifted when any of its resources has, those of an earlier check included. */
function noteDetection(stack: StackRecord): DriftDetectionRecord {
  const drifted = stack.resources.filter(hasDrifted).length;
  const status = drifted > 0 ? 'DRIFTED' : 'IN_SYNC';
  const detection = { id: randomUUID(), status, drifted, timestamp: new Date() } as const;
  stack.driftDetections = [...(stack.driftDetections ?? []), detection];
  stack.DriftInformation = { StackDriftStatus: status, LastCheckTimestamp: detection.timestamp };
  return detection;
}

function pageSize(asked = 100): number {
  if (asked >= 1 && asked <= 100) return asked;
  const bound = asked < 1 ? 'greater than or equal to 1' : 'less than or equal to 100';
  throw validationError(
    `1 validation error detected: Value '${asked}' at 'maxResults' failed to satisfy constraint: Member must have value ${bound}`,
  );
}
