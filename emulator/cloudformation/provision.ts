import { AwsError } from '../error.ts';
import type { ResourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { attempt } from './attempt.ts';
import { type Dependencies, dependenciesOf } from './dependencies.ts';
import type { Deployment } from './deployment.ts';
import { desiredProperties } from './desired.ts';
import { refuseNotEmulated, resourceTypeOf } from './environment.ts';
import type { JsonObject } from './json.ts';
import type { StackResourceRecord } from './records.ts';
import { changedProperties, recreation } from './replacement.ts';
import { failureReason, ResourceError } from './resource-error.ts';
import type { Scope } from './scope.ts';
import { denial } from './stack-policy.ts';
import { activeResources } from './stack-scope.ts';

type Kind = 'create' | 'update' | 'replace';

/** A resource whose turn has come. */
interface Step {
  readonly kind: Kind;
  readonly resource: StackResourceRecord;
  readonly properties: JsonObject;
}

/** The logical ids of resources that could not be created or updated. */
export interface Failures {
  created: string[];
  updated: string[];
}

const REPLACING = 'Requested update requires the creation of a new physical resource; hence creating one.';

const verbOf = (kind: Kind) => (kind === 'create' ? 'CREATE' : 'UPDATE');

/**
 * Makes the stack's resources as the template says, each after those that it needs. Like CloudFormation it starts every
 * resource that is ready, and when one fails it cancels those that were started.
 */
export function provision(deployment: Deployment, scope: Scope): Failures {
  const needs = dependenciesOf(scope.template, activeResources(scope), scope.condition);
  const waiting = new Set(needs.keys());
  const done = new Set<string>();
  const started: Step[] = [];
  const failures: Failures = { created: [], updated: [] };
  for (;;) {
    for (const logicalId of ready(needs, waiting, done)) {
      waiting.delete(logicalId);
      const step = start(deployment, scope, needs, logicalId, failures);
      if (step === 'failed') return cancelled(deployment, started, failures);
      if (step === 'unchanged') done.add(logicalId);
      else started.push(step);
    }
    const step = started.shift();
    if (step) {
      if (!finish(deployment, step, failures)) return cancelled(deployment, started, failures);
      done.add(step.resource.LogicalResourceId ?? '');
    } else if (ready(needs, waiting, done).length === 0) return failures;
  }
}

function ready(needs: Dependencies, waiting: ReadonlySet<string>, done: ReadonlySet<string>): string[] {
  return [...waiting].filter((id) => [...(needs.get(id) ?? [])].every((needed) => done.has(needed)));
}

function start(
  deployment: Deployment,
  scope: Scope,
  needs: Dependencies,
  logicalId: string,
  failures: Failures,
): Step | 'unchanged' | 'failed' {
  const known = deployment.stack.resources.find((each) => each.LogicalResourceId === logicalId);
  const resource = known ?? newRecord(deployment, scope, logicalId);
  const existing = resource.PhysicalResourceId === undefined ? undefined : resource;
  describe(resource, scope, needs.get(logicalId) ?? new Set());
  try {
    const properties = desiredProperties(scope, deployment.stack.Tags, deployment.request(logicalId));
    const kind = existing ? kindOfChange(deployment, existing, properties) : 'create';
    if (kind === undefined) return 'unchanged';
    if (existing) refuseDenied(deployment, resource, kind);
    if (kind === 'create') resource.properties = properties;
    deployment.resourceStatus(resource, `${verbOf(kind)}_IN_PROGRESS`, kind === 'replace' ? REPLACING : undefined);
    return { kind, resource, properties };
  } catch (error) {
    const kind = existing ? 'update' : 'create';
    const reason = failureReason(error, resource.ResourceType ?? '');
    deployment.resourceStatus(resource, `${verbOf(kind)}_IN_PROGRESS`);
    fail(deployment, { kind, resource, properties: resource.properties }, reason, failures);
    return 'failed';
  }
}

/** What the stack policy denies fails before it is begun. */
function refuseDenied({ policy }: Deployment, { LogicalResourceId, ResourceType }: StackResourceRecord, kind: Kind) {
  const action = kind === 'replace' ? 'Update:Replace' : 'Update:Modify';
  const why = denial(policy, action, LogicalResourceId ?? '', ResourceType ?? '');
  if (why !== undefined) throw new ResourceError(why);
}

function newRecord({ stack }: Deployment, scope: Scope, logicalId: string): StackResourceRecord {
  const record: StackResourceRecord = {
    StackId: stack.StackId,
    StackName: stack.StackName,
    LogicalResourceId: logicalId,
    ResourceType: scope.template.resources[logicalId]?.Type,
    ResourceStatus: undefined,
    Timestamp: undefined,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
    properties: {},
    dependencies: [],
    metadata: undefined,
    deletionPolicy: 'Delete',
    updateReplacePolicy: 'Delete',
  };
  stack.resources.push(record);
  return record;
}

/** Takes over what the template says besides properties, and what a later deletion needs. */
function describe(resource: StackResourceRecord, scope: Scope, needs: ReadonlySet<string>): void {
  const definition = scope.template.resources[resource.LogicalResourceId ?? ''];
  resource.dependencies = [...needs];
  resource.metadata = definition?.Metadata === undefined ? undefined : JSON.stringify(definition.Metadata);
  resource.deletionPolicy = String(definition?.DeletionPolicy ?? 'Delete');
  resource.updateReplacePolicy = String(definition?.UpdateReplacePolicy ?? 'Delete');
}

function kindOfChange(
  { environment }: Deployment,
  resource: StackResourceRecord,
  properties: JsonObject,
): 'update' | 'replace' | undefined {
  const changed = changedProperties(resource.properties, properties);
  if (changed.length === 0) return undefined;
  const type = resource.ResourceType ?? '';
  const effects = changed.map((property) => recreation(type, property));
  if (effects.includes('Always')) return 'replace';
  const { update: canUpdate, replaces } = resourceTypeOf(environment, type);
  if (!effects.includes('Conditionally')) return 'update';
  return !canUpdate || replaces?.(properties, resource.properties) ? 'replace' : 'update';
}

/** Does what the step says. Returns whether it worked; when not, nothing of it remains. */
function finish(deployment: Deployment, step: Step, failures: Failures): boolean {
  const { kind, resource, properties } = step;
  const type = resource.ResourceType ?? '';
  try {
    if (kind === 'update') update(deployment, resource, properties);
    else create(deployment, step);
    resource.properties = properties;
    if (kind !== 'update') {
      resource.drift = undefined;
      resource.DriftInformation = { StackResourceDriftStatus: 'NOT_CHECKED' };
      deployment.resourceStatus(resource, `${verbOf(kind)}_IN_PROGRESS`, 'Resource creation Initiated');
    }
    deployment.resourceStatus(resource, `${verbOf(kind)}_COMPLETE`);
    return true;
  } catch (error) {
    fail(deployment, step, failureReason(renamed(error, kind, properties), type), failures);
    return false;
  }
}

function create(deployment: Deployment, { resource, properties }: Step): void {
  const { region, environment } = deployment;
  const type = resourceTypeOf(environment, resource.ResourceType ?? '');
  refuseNotEmulated(resource.ResourceType ?? '', type, properties);
  const request = deployment.request(resource.LogicalResourceId ?? '');
  resource.PhysicalResourceId = attempt(region, (watched) => type.create(watched, properties, request));
}

/** Changes a resource in place. */
export function update(
  { region, environment }: Deployment,
  resource: StackResourceRecord,
  properties: JsonObject,
  how: 'update' | 'restore' = 'update',
): void {
  const { ResourceType = '', PhysicalResourceId = '', properties: previous } = resource;
  const type = resourceTypeOf(environment, ResourceType);
  if (!type.update)
    throw new ResourceError(`The local AWS does not emulate updating a resource of type ${ResourceType}`);
  refuseNotEmulated(ResourceType, type, properties);
  refuseGone(region, type, resource);
  const change = type[how] ?? type.update;
  attempt(region, (watched) => change(watched, PhysicalResourceId, properties, previous));
}

/**
 * Refuses to change or to restore what somebody has deleted behind the stack's back.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html#troubleshooting-errors-update-rollback-failed
 */
export function refuseGone(region: Region, { read }: ResourceType, resource: StackResourceRecord): void {
  const { ResourceType, PhysicalResourceId = '', properties } = resource;
  if (!read || read(region, PhysicalResourceId, properties, new Set())) return;
  const what = `Resource of type '${ResourceType}' with identifier '${PhysicalResourceId}'`;
  throw new AwsError('NotFound', `${what} was not found.`, 404);
}

/** A replacement is created before the old resource is deleted, so its name must be another. */
function renamed(error: unknown, kind: Kind, properties: JsonObject): unknown {
  if (kind !== 'replace' || !(error instanceof AwsError) || !/Duplicate|AlreadyExists/.test(error.code)) return error;
  const names = Object.entries(properties).flatMap(([property, value]) => (property.endsWith('Name') ? [value] : []));
  const name = names.find((each) => typeof each === 'string' && error.message.includes(each));
  if (name === undefined) return error;
  return new ResourceError(
    `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name} and update the stack again.`,
  );
}

function fail(deployment: Deployment, { kind, resource }: Step, reason: string, failures: Failures): void {
  deployment.resourceStatus(resource, `${verbOf(kind)}_FAILED`, reason);
  (kind === 'create' ? failures.created : failures.updated).push(resource.LogicalResourceId ?? '');
}

function cancelled(deployment: Deployment, started: readonly Step[], failures: Failures): Failures {
  for (const step of started) {
    fail(deployment, step, `Resource ${step.kind === 'create' ? 'creation' : 'update'} cancelled`, failures);
  }
  return failures;
}
