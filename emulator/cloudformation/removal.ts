import { AwsError } from '../error.ts';
import { attempt } from './attempt.ts';
import type { Deployment } from './deployment.ts';
import type { StackResourceRecord } from './records.ts';
import { failureReason } from './resource-error.ts';

/** Errors that go away when what still uses the resource is deleted; CloudFormation tries again until then. */
const IN_USE = /DependencyViolation|InUse/;

/** What a stack does with a resource that it no longer has. */
export type Fate = 'keep' | 'snapshot' | 'delete';

/**
 * What a policy asks for. `established`: the resource was there before the operation that now deletes it began.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export function fateUnder(policy: string, established: boolean): Fate {
  if (policy === 'Snapshot') return 'snapshot';
  return policy === 'Retain' || (policy === 'RetainExceptOnCreate' && established) ? 'keep' : 'delete';
}

/**
 * Deletes resources, each after those that need it. `fateOf` tells which stay, and which leave a snapshot.
 * Returns the logical ids of those that could not be deleted; what they need is left alone.
 */
export function removeResources(
  deployment: Deployment,
  doomed: readonly StackResourceRecord[],
  fateOf: (resource: StackResourceRecord) => Fate,
): string[] {
  const left = new Set([...doomed].reverse());
  const errors = new Map<StackResourceRecord, unknown>();
  for (let progress = true; progress; ) {
    progress = false;
    for (const resource of [...left]) {
      if (isNeeded(resource, left) || isFinal(errors.get(resource))) continue;
      const error = meet(deployment, resource, fateOf(resource), errors.has(resource));
      if (error === undefined) left.delete(resource);
      else errors.set(resource, error);
      progress ||= error === undefined;
    }
  }
  const failed = [...left].filter((resource) => errors.has(resource));
  for (const resource of failed) {
    deployment.resourceStatus(
      resource,
      'DELETE_FAILED',
      failureReason(errors.get(resource), resource.ResourceType ?? ''),
    );
  }
  return failed.map((resource) => resource.LogicalResourceId ?? '');
}

function isNeeded(
  { LogicalResourceId: id = '' }: StackResourceRecord,
  left: ReadonlySet<StackResourceRecord>,
): boolean {
  return [...left].some((other) => other.LogicalResourceId !== id && other.dependencies.includes(id));
}

const isFinal = (error: unknown) => error !== undefined && !(error instanceof AwsError && IN_USE.test(error.code));

/** Keeps or deletes a resource; returns the error that stood in the way. */
function meet(deployment: Deployment, resource: StackResourceRecord, fate: Fate, again: boolean): unknown {
  if (fate !== 'keep') return remove(deployment, resource, fate, again);
  deployment.resourceStatus(resource, 'DELETE_SKIPPED');
  return undefined;
}

function remove(deployment: Deployment, resource: StackResourceRecord, fate: Fate, again: boolean): unknown {
  const { region, environment } = deployment;
  const { ResourceType = '', PhysicalResourceId: id, properties } = resource;
  if (id !== undefined) {
    if (!again) deployment.resourceStatus(resource, 'DELETE_IN_PROGRESS');
    try {
      const type = environment.resourceTypes[ResourceType];
      attempt(region, (watched) => {
        if (fate === 'snapshot') type?.snapshot?.(watched, id);
        type?.delete(watched, id, properties);
      });
    } catch (error) {
      failureReason(error, ResourceType);
      return error;
    }
  }
  deployment.resourceStatus(resource, 'DELETE_COMPLETE');
  return undefined;
}

/** The resources of one list whose physical resource is not in the other. */
export function absent(resources: readonly StackResourceRecord[], others: readonly StackResourceRecord[]) {
  const key = ({ LogicalResourceId, PhysicalResourceId }: StackResourceRecord) =>
    `${LogicalResourceId} ${PhysicalResourceId}`;
  const present = new Set(others.map(key));
  return resources.filter((resource) => !present.has(key(resource)));
}
