import type { Region } from './state.ts';

/** What CloudFormation knows of the resource that it asks for. */
export interface ResourceRequest {
  readonly logicalId: string;
  readonly stackName: string;
  readonly stackId: string;
}

/**
 * Reads the properties of a resource as it now is, under the template's names; undefined when it is gone. A property that is
 * not in the answer cannot be read. `siblings` are the physical ids of the stack's other resources: what they attach to this
 * one is not its own.
 */
export type Reader<Properties> = (
  region: Region,
  physicalId: string,
  properties: Properties,
  siblings: ReadonlySet<string>,
) => object | undefined;

/**
 * How CloudFormation makes one type of resource: by calling the service's own operations, so that there is one validation.
 * `Properties` is the template's property object, intrinsics resolved and scalars already of the documented type;
 * its `Tags` include the stack's tags and the three `aws:cloudformation:` tags.
 */
export interface ResourceType<Properties = Record<string, unknown>> {
  /** Documented properties that nothing would come of here; a template that sets one fails with its name. */
  readonly notEmulated?: readonly string[];
  /** Creates the resource and returns its physical id, which is what `Ref` answers. */
  create(region: Region, properties: Properties, request: ResourceRequest): string;
  /** Applies the properties whose documented update behaviour is "No interruption" or "Some interruptions". */
  update?(region: Region, physicalId: string, properties: Properties, previous: Properties): void;
  /** Gives it back what a failed update has changed; without it, as `update` does. */
  restore?(region: Region, physicalId: string, properties: Properties, previous: Properties): void;
  /**
   * Whether a change of properties whose documented update behaviour depends on the values takes a new resource; without it,
   * none does.
   */
  replaces?(properties: Properties, previous: Properties): boolean;
  /** Deletes it. A resource that is already gone is no error; a DependencyViolation is thrown on. */
  delete(region: Region, physicalId: string, properties: Properties): void;
  /** Keeps a copy of its data, before it is deleted; a type without it does not support the policy Snapshot. */
  snapshot?(region: Region, physicalId: string): void;
  /** The values of `Fn::GetAtt`, read from the resource as it now stands. */
  attributes?(region: Region, physicalId: string): Record<string, unknown>;
  /** What drift detection compares with the template; a type without it is not checked. */
  read?: Reader<Properties>;
}

/** Declares a resource type and forgets its property type, so that types of all services fit one registry. */
export function resourceType<Properties>(type: ResourceType<Properties>): ResourceType {
  return type as unknown as ResourceType;
}
