import type { Change, ResourceChange, Tag } from '@aws-sdk/client-cloudformation';
import type { Region } from '../state.ts';
import { changeDetail, replacement } from './change-detail.ts';
import { dependenciesOf } from './dependencies.ts';
import { desiredProperties } from './desired.ts';
import type { Environment } from './environment.ts';
import { isObject, type Json, type JsonObject, sameJson } from './json.ts';
import { outputsOf } from './outputs.ts';
import { plannedScope } from './planned-scope.ts';
import type { StackRecord, StackResourceRecord } from './records.ts';
import { fateUnder } from './removal.ts';
import { changedProperties } from './replacement.ts';
import { ResourceError } from './resource-error.ts';
import type { Scope } from './scope.ts';
import { activeResources } from './stack-scope.ts';
import { parseTemplate, type Template } from './template.ts';
import { validationError } from './validation-error.ts';

/** What applying a template would do to a stack. */
interface Plan {
  readonly changes: Change[];
  /** False when neither resources, outputs nor tags would change. */
  readonly changesAnything: boolean;
}

interface Proposal {
  readonly template: Template;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly tags: readonly Tag[];
}

/** Works out what a template would do to a stack, without doing it; refuses a template that cannot be evaluated. */
export function plan(region: Region, environment: Environment, stack: StackRecord, proposal: Proposal): Plan {
  const { template, parameters, tags } = proposal;
  const changing = new Set<string>();
  const scope = plannedScope(region, environment, template, parameters, stack, changing);
  refuseTypeChanges(stack, template);
  const before = stack.template === '' ? undefined : parseTemplate(stack.template);
  const active = dependenciesOf(template, activeResources(scope), scope.condition);
  const changes: ResourceChange[] = [];
  for (const logicalId of active.keys()) {
    const existing = stack.resources.find((each) => each.LogicalResourceId === logicalId);
    const request = { logicalId, stackName: stack.StackName, stackId: stack.StackId };
    const after = planned(() => desiredProperties(scope, tags, request));
    const change = existing
      ? modification(existing, after, template, before)
      : addition(logicalId, template.resources[logicalId]?.Type ?? '', after);
    if (change) changes.push(change);
    if (change && change.Replacement !== 'False') changing.add(logicalId);
  }
  changes.push(...stack.resources.filter((each) => !active.has(each.LogicalResourceId ?? '')).map(removal));
  const changesAnything =
    changes.length > 0 ||
    outputsChange(stack, scope) ||
    !sameTags(stack.Tags, tags) ||
    stack.StackStatus === 'UPDATE_FAILED';
  return { changes: changes.map((ResourceChange) => ({ Type: 'Resource', ResourceChange })), changesAnything };
}

function refuseTypeChanges(stack: StackRecord, template: Template): void {
  const changed = stack.resources.filter(({ LogicalResourceId: id = '', ResourceType }) => {
    const type = template.resources[id]?.Type;
    return type !== undefined && type !== ResourceType;
  });
  if (changed.length > 0) {
    const names = changed.map((each) => each.LogicalResourceId).join(', ');
    throw validationError(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${names}]`,
    );
  }
}

/** A resource's own errors show when it is made, as they do in AWS; until then its properties are not known. */
function planned(properties: () => JsonObject): JsonObject | undefined {
  try {
    return properties();
  } catch (error) {
    if (error instanceof ResourceError) return undefined;
    throw error;
  }
}

/** A resource before or after the change, as the change set tells it: without the tags that CloudFormation adds itself. */
function context(properties: JsonObject | undefined, metadata?: Json): string {
  const own = Object.entries(properties ?? {}).map(([name, value]) => [
    name,
    name === 'Tags' ? withoutOwn(value) : value,
  ]);
  return JSON.stringify({ Properties: Object.fromEntries(own), ...(metadata !== undefined && { Metadata: metadata }) });
}

const withoutOwn = (tags: Json) =>
  Array.isArray(tags) ? tags.filter((tag) => !(isObject(tag) && String(tag.Key).startsWith('aws:'))) : tags;

function addition(logicalId: string, type: string, after: JsonObject | undefined): ResourceChange {
  return {
    Action: 'Add',
    LogicalResourceId: logicalId,
    ResourceType: type,
    Scope: [],
    Details: [],
    AfterContext: context(after),
  };
}

/** How a change set calls what becomes of a resource. */
const ACTIONS = { keep: 'Retain', snapshot: 'Snapshot', delete: 'Delete' } as const;

function removal(resource: StackResourceRecord): ResourceChange {
  const { LogicalResourceId, PhysicalResourceId, ResourceType, properties, deletionPolicy } = resource;
  const PolicyAction = ACTIONS[fateUnder(deletionPolicy, true)];
  const BeforeContext = context(properties);
  return {
    ...{ Action: 'Remove', PolicyAction, LogicalResourceId, PhysicalResourceId, ResourceType },
    ...{ Scope: [], Details: [], BeforeContext },
  };
}

function modification(
  existing: StackResourceRecord,
  after: JsonObject | undefined,
  template: Template,
  before: Template | undefined,
): ResourceChange | undefined {
  const { LogicalResourceId: id = '', ResourceType: type = '', PhysicalResourceId, properties } = existing;
  const definition = template.resources[id];
  const changed = after ? changedProperties(properties, after) : Object.keys(definition?.Properties ?? {});
  const details = changed.map((name) =>
    changeDetail(
      type,
      name,
      properties,
      after ?? {},
      template,
      definition?.Properties,
      before?.resources[id]?.Properties,
    ),
  );
  const metadata = definition?.Metadata === undefined ? undefined : JSON.stringify(definition.Metadata);
  if (metadata !== existing.metadata) {
    details.push({ Target: { Attribute: 'Metadata', RequiresRecreation: 'Never' }, ...DIRECT });
  }
  if (details.length === 0) return undefined;
  const Replacement = replacement(details);
  const policy = ACTIONS[fateUnder(String(definition?.UpdateReplacePolicy ?? 'Delete'), true)];
  return {
    ...{ Action: 'Modify', LogicalResourceId: id, PhysicalResourceId, ResourceType: type, Replacement },
    ...(Replacement === 'True' && { PolicyAction: `ReplaceAnd${policy}` as const }),
    Scope: [...new Set(details.flatMap(({ Target }) => Target?.Attribute ?? []))],
    Details: details,
    BeforeContext: context(properties),
    AfterContext: context(after),
  };
}

const DIRECT = { Evaluation: 'Static', ChangeSource: 'DirectModification' } as const;

function outputsChange(stack: StackRecord, scope: Scope): boolean {
  const outputs = planned(() => ({ outputs: outputsOf(scope) as unknown as Json }))?.outputs;
  return outputs === undefined || !sameJson((stack.Outputs ?? []) as unknown as Json, outputs);
}

function sameTags(before: readonly Tag[], after: readonly Tag[]): boolean {
  const byKey = (tags: readonly Tag[]): JsonObject =>
    Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
  return sameJson(byKey(before), byKey(after));
}
