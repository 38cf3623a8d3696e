import type { DescribeTypeInput, ListTypesInput, ProvisioningType, TypeSummary } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import type { Environment } from './environment.ts';
import type { JsonObject } from './json.ts';
import type { MakeOperations } from './operations.ts';
import { page } from './page.ts';
import { type PropertyType, specOf } from './spec.ts';
import { validationError } from './validation-error.ts';

/** Operations that tell of the types of resources that can be made. AWS publishes them; nobody has registered others here. */
export const typeOperations: MakeOperations = (environment) => ({
  /** Private types are what AWS lists unless it is asked for public ones. */
  ListTypes(region, input) {
    const isPublic = input.Visibility === 'PUBLIC' && (input.Type ?? 'RESOURCE') === 'RESOURCE';
    const names = isPublic ? Object.keys(environment.resourceTypes).sort() : [];
    const summaries = names.filter(wanted(environment, input)).map((name) => summaryOf(region, name));
    const { items, NextToken } = page(summaries, input.NextToken, sizeOf(input.MaxResults));
    return { TypeSummaries: items, NextToken };
  },

  DescribeType(region, input) {
    const name = nameIn(region, input);
    if (!Object.hasOwn(environment.resourceTypes, name)) {
      throw new AwsError('TypeNotFoundException', `The type '${name}' cannot be found.`, 404);
    }
    const { Type, TypeName, TypeArn, Description } = summaryOf(region, name);
    return {
      ...{ Arn: TypeArn, Type, TypeName, Description, Visibility: 'PUBLIC', DeprecatedStatus: 'LIVE' },
      ProvisioningType: provisioningOf(environment, name),
      DocumentationUrl: `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/${pageOf(name)}.html`,
      Schema: JSON.stringify(schemaOf(name)),
      IsActivated: true,
    };
  },
});

const arnOf = (region: Region, name: string) =>
  `arn:aws:cloudformation:${region.name}::type/resource/${name.replaceAll('::', '-')}`;

const pageOf = (name: string) => `aws-resource-${name.split('::').slice(1).join('-').toLowerCase()}`;

function summaryOf(region: Region, name: string): TypeSummary {
  return { Type: 'RESOURCE', TypeName: name, TypeArn: arnOf(region, name), Description: firstSentence(name) };
}

const firstSentence = (name: string) => specOf(name)?.documentation?.split('\n')[0] ?? name;

/** A type that cannot be changed in place is replaced whatever changes. */
function provisioningOf({ resourceTypes }: Environment, name: string): ProvisioningType {
  return resourceTypes[name]?.update ? 'FULLY_MUTABLE' : 'IMMUTABLE';
}

function wanted(environment: Environment, { Filters = {}, DeprecatedStatus, ProvisioningType }: ListTypesInput) {
  const { Category, TypeNamePrefix = '', PublisherId } = Filters;
  const others = PublisherId !== undefined || (Category !== undefined && Category !== 'AWS_TYPES');
  const none = others || DeprecatedStatus === 'DEPRECATED';
  const way = (name: string) => ProvisioningType ?? provisioningOf(environment, name);
  return (name: string) => !none && name.startsWith(TypeNamePrefix) && way(name) === provisioningOf(environment, name);
}

function sizeOf(asked = 100): number {
  if (asked >= 1 && asked <= 100) return asked;
  throw validationError(
    `1 validation error detected: Value '${asked}' at 'maxResults' failed to satisfy constraint: Member must be between 1 and 100`,
  );
}

/** The type that a request names by its ARN, or by kind and name. */
function nameIn(region: Region, { Arn, Type, TypeName }: DescribeTypeInput): string {
  if (Arn !== undefined) {
    const prefix = arnOf(region, '');
    return Arn.startsWith(prefix) ? Arn.slice(prefix.length).replaceAll('-', '::') : Arn;
  }
  if (Type === undefined || TypeName === undefined) {
    throw validationError('Either Arn, or Type and TypeName, must be specified.');
  }
  return Type === 'RESOURCE' ? TypeName : `${Type} ${TypeName}`;
}

/** What AWS publishes of a type, in the form of a resource provider's schema. */
function schemaOf(name: string): object {
  const spec = specOf(name);
  const properties = Object.entries(spec?.properties ?? {});
  const attributes = Object.entries(spec?.attributes ?? {});
  const paths = (names: readonly string[]) => names.map((each) => `/properties/${each.replaceAll('.', '/')}`);
  const changing = (how: 'yes' | 'maybe') =>
    paths(properties.flatMap(([property, { causesReplacement }]) => (causesReplacement === how ? property : [])));
  return {
    typeName: name,
    description: spec?.documentation ?? '',
    properties: Object.fromEntries([...properties, ...attributes].map(([each, { type }]) => [each, kindOf(type)])),
    required: properties.flatMap(([property, { required }]) => (required ? property : [])),
    readOnlyProperties: paths(attributes.map(([attribute]) => attribute)),
    createOnlyProperties: changing('yes'),
    conditionalCreateOnlyProperties: changing('maybe'),
    primaryIdentifier: paths(spec?.primaryIdentifier ?? []),
    additionalProperties: false,
  };
}

function kindOf(type: PropertyType): JsonObject {
  if (type.type === 'array') return { type: 'array', items: kindOf(type.element) };
  const plain = ['string', 'number', 'integer', 'boolean'].find((each) => each === type.type);
  return { type: plain ?? 'object' };
}
