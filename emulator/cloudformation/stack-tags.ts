import type { Tag } from '@aws-sdk/client-cloudformation';
import type { ResourceRequest } from '../resource-type.ts';
import type { Json, JsonObject } from './json.ts';
import { isObject } from './json.ts';
import { specOf } from './spec.ts';

/**
 * The properties with the stack's tags and CloudFormation's own three added to those of the resource, which win.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
 */
export function withStackTags(
  type: string,
  properties: JsonObject,
  stackTags: readonly Tag[],
  request: ResourceRequest,
): JsonObject {
  const tagging = specOf(type)?.tagInformation;
  if (!tagging) return properties;
  const inherited = [
    ...stackTags.map(({ Key = '', Value = '' }) => ({ Key, Value })),
    { Key: 'aws:cloudformation:stack-name', Value: request.stackName },
    { Key: 'aws:cloudformation:stack-id', Value: request.stackId },
    { Key: 'aws:cloudformation:logical-id', Value: request.logicalId },
  ];
  const own = properties[tagging.tagPropertyName];
  return { ...properties, [tagging.tagPropertyName]: merged(own, inherited, tagging.variant) };
}

function merged(own: Json | undefined, inherited: { Key: string; Value: string }[], variant: string): Json {
  if (variant === 'map') {
    return { ...Object.fromEntries(inherited.map(({ Key, Value }) => [Key, Value])), ...(isObject(own) ? own : {}) };
  }
  const tags = Array.isArray(own) ? own : [];
  const keys = new Set(tags.map((tag) => (isObject(tag) ? tag.Key : undefined)));
  const added = inherited.filter(({ Key }) => !keys.has(Key));
  return [...tags, ...(variant === 'asg' ? added.map((tag) => ({ ...tag, PropagateAtLaunch: true })) : added)];
}
