import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

type Database = ReturnType<typeof loadAwsServiceSpecSync>;

let loaded: Database | undefined;

/** AWS's published description of every resource type, loaded (about half a second) when it is first needed. */
function database(): Database {
  loaded ??= loadAwsServiceSpecSync();
  return loaded;
}

function lookup(type: string) {
  return database().lookup('resource', 'cloudFormationType', 'equals', type)[0];
}

type ResourceSpec = NonNullable<ReturnType<typeof lookup>>;
export type PropertySpec = ResourceSpec['properties'][string];
export type PropertyType = PropertySpec['type'];
type Definition = Extract<PropertyType, { type: 'ref' }>['reference'];

/** CDK adds a resource of this type to tell which constructs a stack uses; AWS makes nothing of it. */
export const CDK_METADATA = 'AWS::CDK::Metadata';

/** What AWS publishes of a resource type; undefined when there is no such type. */
export function specOf(type: string): ResourceSpec | undefined {
  return lookup(type);
}

/** The properties of a nested type. */
export function propertiesOf(definition: Definition): Record<string, PropertySpec> {
  return database().get('typeDefinition', definition.$ref).properties;
}

/** Whether CloudFormation would recognise the type. */
export function isResourceType(type: string): boolean {
  return type === CDK_METADATA || /^Custom::[\w@-]+$/.test(type) || specOf(type) !== undefined;
}

/** Whether `Fn::GetAtt` of a type knows the attribute; of types that are not published any is let through. */
export function hasAttribute(type: string, attribute: string): boolean {
  const spec = specOf(type);
  if (!spec) return true;
  const [first = ''] = attribute.split('.');
  return attribute in spec.attributes || first in spec.attributes || (spec.primaryIdentifier ?? []).includes(attribute);
}
