import type { ResourceChangeDetail } from '@aws-sdk/client-cloudformation';
import { type Json, type JsonObject, sameJson } from './json.ts';
import { referencesOf } from './references.ts';
import { type Recreation, recreation } from './replacement.ts';
import { isUnknown } from './scope.ts';
import type { Template } from './template.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChangeDetail.html */
export function changeDetail(
  type: string,
  name: string,
  before: JsonObject,
  after: JsonObject,
  template: Template,
  expressions: JsonObject | undefined,
  formerExpressions: JsonObject | undefined,
): ResourceChangeDetail {
  const direct = !sameJson(expressions?.[name], formerExpressions?.[name]);
  const AttributeChangeType = !(name in before) ? 'Add' : !(name in after) ? 'Remove' : 'Modify';
  return {
    Target: {
      Attribute: name === 'Tags' ? 'Tags' : 'Properties',
      ...(name !== 'Tags' && { Name: name }),
      RequiresRecreation: recreation(type, name),
      Path: `/Properties/${name}`,
      AttributeChangeType,
      ...(name in before && { BeforeValue: textOf(before[name]) }),
      ...(name in after && { AfterValue: textOf(after[name]) }),
    },
    Evaluation: isUnknown(after[name]) ? 'Dynamic' : 'Static',
    ...(direct ? { ChangeSource: 'DirectModification' } : source(template, expressions?.[name])),
  };
}

const textOf = (value: Json | undefined) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** A property whose expression is as it was has changed because of what it mentions. */
function source(
  template: Template,
  expression: Json | undefined,
): Pick<ResourceChangeDetail, 'ChangeSource' | 'CausingEntity'> {
  const mentioned = referencesOf(expression);
  const parameter = mentioned.find(({ name }) => name in template.parameters);
  if (parameter) return { ChangeSource: 'ParameterReference', CausingEntity: parameter.name };
  const resource = mentioned.find(({ name }) => name in template.resources);
  if (!resource) return { ChangeSource: 'DirectModification' };
  const { name, attribute } = resource;
  if (attribute === undefined) return { ChangeSource: 'ResourceReference', CausingEntity: name };
  return { ChangeSource: 'ResourceAttribute', CausingEntity: `${name}.${attribute}` };
}

/** A value that is not known yet may turn out to be as before, so that it replaces only perhaps. */
export function replacement(details: readonly ResourceChangeDetail[]): 'True' | 'False' | 'Conditional' {
  const effects = details.map(({ Target, Evaluation }): Recreation => {
    const effect = (Target?.RequiresRecreation ?? 'Never') as Recreation;
    return effect === 'Always' && Evaluation === 'Dynamic' ? 'Conditionally' : effect;
  });
  return effects.includes('Always') ? 'True' : effects.includes('Conditionally') ? 'Conditional' : 'False';
}
