import type { ResourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import type { Json, JsonObject } from './json.ts';
import type { SsmParameters } from './parameters.ts';
import type { StackResourceRecord } from './records.ts';
import { ResourceError } from './resource-error.ts';

/** What CloudFormation finds around it: the resource types that it can make, and Systems Manager's parameters. */
export interface Environment {
  readonly resourceTypes: Readonly<Record<string, ResourceType>>;
  readonly ssmParameters: SsmParameters;
}

/** How resources of a type are made; a ResourceError when this AWS does not make them. */
export function resourceTypeOf({ resourceTypes }: Environment, type: string): ResourceType {
  const found = resourceTypes[type];
  if (found) return found;
  throw new ResourceError(`The local AWS does not emulate the resource type ${type}`);
}

/** Says by name which property nothing would come of, so that nobody relies on it; what is off by default may be set to off. */
export function refuseNotEmulated(name: string, { notEmulated }: ResourceType, properties: JsonObject): void {
  const refused = notEmulated?.find((property) => ![undefined, false].includes(properties[property] as undefined));
  if (refused) throw new ResourceError(`The local AWS does not emulate ${refused} of ${name}`);
}

/** The value of a Systems Manager parameter of the Region. */
export function storedParameter({ ssmParameters }: Environment, region: Region, name: string): string | undefined {
  return ssmParameters(region.name).find((each) => each.Name === name)?.Value;
}

/** The value of `Fn::GetAtt`. An attribute that the resource has but that is not set, such as a public address, is empty. */
export function attributeOf(
  environment: Environment,
  region: Region,
  { ResourceType: type = '', PhysicalResourceId: id = '' }: StackResourceRecord,
  attribute: string,
): Json {
  const values = resourceTypeOf(environment, type).attributes?.(region, id) ?? {};
  if (attribute in values) return (values[attribute] ?? '') as Json;
  const found = attribute
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], values);
  if (found === undefined)
    throw new ResourceError(`The local AWS does not emulate the attribute ${attribute} of ${type}`);
  return found as Json;
}
