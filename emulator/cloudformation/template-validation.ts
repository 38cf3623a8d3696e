import { dependenciesOf } from './dependencies.ts';
import type { Json } from './json.ts';
import { checkDefinitions } from './parameters.ts';
import { type Reference, referencesOf } from './references.ts';
import { hasAttribute, isResourceType } from './spec.ts';
import { parseTemplate, type ResourceDefinition, type Template } from './template.ts';
import { validationError } from './validation-error.ts';

const PSEUDO_PARAMETERS = [
  'AWS::AccountId',
  'AWS::NoValue',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
];

/** Reads a template and refuses one that names what does not exist: types, resources, attributes, conditions. */
export function validTemplate(text: string): Template {
  const template = parseTemplate(text);
  checkTypes(template);
  checkDefinitions(template);
  for (const [name, condition] of Object.entries(template.conditions)) checkCondition(template, name, condition);
  for (const resource of Object.values(template.resources)) checkResource(template, resource);
  for (const output of Object.values(template.outputs)) {
    checkConditionName(template, output.Condition, 'Outputs');
    checkReferences(template, referencesOf([output.Value, output.Export?.Name ?? '']), 'Outputs');
  }
  dependenciesOf(template, Object.keys(template.resources));
  return template;
}

function checkTypes(template: Template): void {
  const types = new Set(Object.values(template.resources).map((resource) => resource.Type));
  const unknown = [...types].filter((type) => !isResourceType(type));
  if (unknown.length > 0) {
    throw validationError(`Template format error: Unrecognized resource types: [${unknown.join(', ')}]`);
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html */
const WITH_SNAPSHOTS = [
  ...['AWS::DocDB::DBCluster', 'AWS::EC2::Volume', 'AWS::ElastiCache::CacheCluster'],
  ...['AWS::ElastiCache::ReplicationGroup', 'AWS::Neptune::DBCluster', 'AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  'AWS::Redshift::Cluster',
];

function checkResource(template: Template, resource: ResourceDefinition): void {
  const { Properties, DependsOn, Condition, DeletionPolicy, UpdateReplacePolicy, Type } = resource;
  if ([DeletionPolicy, UpdateReplacePolicy].includes('Snapshot') && !WITH_SNAPSHOTS.includes(Type)) {
    const policy = DeletionPolicy === 'Snapshot' ? 'deletion' : 'update replace';
    throw validationError(`Template error: resource type ${Type} does not support ${policy} policy Snapshot`);
  }
  checkConditionName(template, Condition, 'Resources');
  const missing = [DependsOn ?? []].flat().filter((name) => !(name in template.resources));
  if (missing.length > 0) throw unresolved(missing, 'Resources');
  checkReferences(template, referencesOf(Properties), 'Resources');
}

function checkCondition(template: Template, name: string, condition: Json): void {
  const references = referencesOf(condition);
  checkReferences(
    { ...template, resources: {} },
    references.filter(({ kind }) => kind !== 'Condition'),
    'Conditions',
  );
  for (const reference of references) {
    if (reference.kind === 'Condition') checkConditionName(template, reference.name, 'Conditions');
  }
  if (reachesItself(template, name, condition)) {
    throw validationError(`Template format error: Found circular condition dependency between conditions [${name}]`);
  }
}

function reachesItself(template: Template, name: string, condition: Json): boolean {
  const seen = new Set<string>();
  const pending = [condition];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const reference of referencesOf(next)) {
      if (reference.kind !== 'Condition') continue;
      if (reference.name === name) return true;
      if (seen.has(reference.name)) continue;
      seen.add(reference.name);
      pending.push(template.conditions[reference.name] ?? '');
    }
  }
  return false;
}

function checkConditionName(template: Template, name: string | undefined, block: string): void {
  if (name === undefined || name in template.conditions) return;
  throw validationError(
    `Template format error: Unresolved condition dependency ${name} in the ${block} block of the template`,
  );
}

function unresolved(names: readonly string[], block: string) {
  const list = [...new Set(names)].join(', ');
  return block === 'Conditions'
    ? validationError(
        `Template error: Unresolved dependencies [${list}]. Cannot reference resources in the Conditions block of the template`,
      )
    : validationError(
        `Template format error: Unresolved resource dependencies [${list}] in the ${block} block of the template`,
      );
}

function checkReferences(template: Template, references: readonly Reference[], block: string): void {
  const missing: string[] = [];
  for (const reference of references) {
    if (reference.kind === 'Condition') checkConditionName(template, reference.name, block);
    else if (!isNamed(template, reference)) missing.push(reference.name);
    else checkAttribute(template, reference);
  }
  if (missing.length > 0) throw unresolved(missing, block);
}

function isNamed(template: Template, { kind, name, attribute }: Reference): boolean {
  if (name in template.resources) return true;
  if (kind === 'Fn::GetAtt')
    throw validationError(`Template error: instance of Fn::GetAtt references undefined resource ${name}`);
  if (attribute !== undefined) {
    throw validationError(
      `Template error: instance of Fn::Sub references invalid resource attribute ${name}.${attribute}`,
    );
  }
  return name in template.parameters || PSEUDO_PARAMETERS.includes(name);
}

function checkAttribute(template: Template, { kind, name, attribute }: Reference): void {
  const type = template.resources[name]?.Type;
  if (type === undefined || attribute === undefined || hasAttribute(type, attribute)) return;
  throw validationError(`Template error: resource ${name} does not support attribute type ${attribute} in ${kind}`);
}
