import type { Tag } from '@aws-sdk/client-cloudformation';
import type { ResourceRequest } from '../resource-type.ts';
import { withReferences } from './dynamic-reference.ts';
import { evaluate } from './intrinsics.ts';
import { isObject, type JsonObject } from './json.ts';
import { typedProperties } from './property-value.ts';
import { ResourceError } from './resource-error.ts';
import type { Scope } from './scope.ts';
import { withStackTags } from './stack-tags.ts';

/** The properties that a template asks for: evaluated, of the documented types, with the stack's tags. */
export function desiredProperties(scope: Scope, tags: readonly Tag[], request: ResourceRequest): JsonObject {
  const definition = scope.template.resources[request.logicalId];
  if (!definition) throw new Error(`no resource ${request.logicalId} in the template`);
  if (definition.CreationPolicy !== undefined) {
    throw new ResourceError('The local AWS does not emulate CreationPolicy: nothing would send the signals.');
  }
  const properties = evaluate(definition.Properties ?? {}, scope);
  if (!isObject(properties)) throw new ResourceError('Properties must evaluate to an object');
  const resolved = withReferences(properties, scope.storedParameter) as JsonObject;
  return typedProperties(definition.Type, withStackTags(definition.Type, resolved, tags, request));
}
