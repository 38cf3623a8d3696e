import type { StackResourceDrift } from '@aws-sdk/client-cloudformation';
import type { Region } from '../state.ts';
import { differencesOf } from './drift-difference.ts';
import type { Environment } from './environment.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import type { StackRecord, StackResourceRecord } from './records.ts';
import { specOf } from './spec.ts';

const GONE = ['DELETE_COMPLETE', 'DELETE_SKIPPED'];

/** Compares a resource with what the template says of it, and notes the result; false for a type that cannot be read. */
export function detectDrift(
  region: Region,
  environment: Environment,
  stack: StackRecord,
  resource: StackResourceRecord,
): boolean {
  const drift = driftOf(region, environment, stack, resource);
  if (!drift) return false;
  resource.drift = drift;
  resource.DriftInformation = {
    StackResourceDriftStatus: drift.StackResourceDriftStatus,
    LastCheckTimestamp: drift.Timestamp,
  };
  return true;
}

/** Whether a check found the resource to be other than its template says. */
export const hasDrifted = ({ drift }: StackResourceRecord): boolean =>
  drift?.StackResourceDriftStatus === 'MODIFIED' || drift?.StackResourceDriftStatus === 'DELETED';

function driftOf(
  region: Region,
  { resourceTypes }: Environment,
  stack: StackRecord,
  resource: StackResourceRecord,
): StackResourceDrift | undefined {
  const { StackId, LogicalResourceId, PhysicalResourceId = '', ResourceType = '', properties } = resource;
  const read = resourceTypes[ResourceType]?.read;
  if (!read || PhysicalResourceId === '' || GONE.includes(resource.ResourceStatus ?? '')) return undefined;
  const siblings = stack.resources.filter((each) => each !== resource).map((each) => each.PhysicalResourceId ?? '');
  const found = read(region, PhysicalResourceId, properties, new Set(siblings));
  const expected = withoutAwsTags(ResourceType, properties);
  const subject = { StackId, LogicalResourceId, PhysicalResourceId, ResourceType, Timestamp: new Date() };
  const ExpectedProperties = JSON.stringify(expected);
  if (!found) return { ...subject, ExpectedProperties, PropertyDifferences: [], StackResourceDriftStatus: 'DELETED' };
  const actual = restrictedTo(expected, withoutAwsTags(ResourceType, found as JsonObject));
  const PropertyDifferences = differencesOf(expected, actual);
  return {
    ...subject,
    ExpectedProperties,
    ActualProperties: JSON.stringify(actual),
    PropertyDifferences,
    StackResourceDriftStatus: PropertyDifferences.length > 0 ? 'MODIFIED' : 'IN_SYNC',
  };
}

/** Tags that AWS puts on a resource itself are neither expected nor drift. */
function withoutAwsTags(type: string, properties: JsonObject): JsonObject {
  const name = specOf(type)?.tagInformation?.tagPropertyName;
  const tags = name === undefined ? undefined : properties[name];
  if (name === undefined || !Array.isArray(tags)) return properties;
  const own = tags.filter((tag) => !isAwsTag(tag));
  const { [name]: _, ...others } = properties;
  return own.length > 0 || tags.length === 0 ? { ...others, [name]: own } : others;
}

const isAwsTag = (tag: Json) => isObject(tag) && String(tag.Key).startsWith('aws:');

const restrictedTo = (expected: JsonObject, actual: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(actual).filter(([name]) => name in expected));
