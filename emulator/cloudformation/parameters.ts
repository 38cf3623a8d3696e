import type { Parameter } from '@aws-sdk/client-cloudformation';
import type { Region } from '../state.ts';
import type { Json } from './json.ts';
import { type ParameterType, parameterType } from './parameter-type.ts';
import type { ParameterDefinition, Template } from './template.ts';
import { validationError } from './validation-error.ts';

/** The values of Systems Manager parameters that templates may name, by name. */
export type SsmParameters = (regionName: string) => readonly { readonly Name: string; readonly Value: string }[];

/** A stack's parameters: the text that was given for each, and what `Ref` answers. */
interface ParameterValues {
  readonly texts: Record<string, string>;
  readonly values: Record<string, Json>;
  /** The values read from Systems Manager. */
  readonly resolved: Record<string, string>;
}

/**
 * The value of every parameter of a template: given, kept from before, or its default.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function parameterValues(
  template: Template,
  given: readonly Parameter[] | undefined,
  previous: Readonly<Record<string, string>>,
  region: Region,
  ssm: SsmParameters,
): ParameterValues {
  checkDefinitions(template);
  const texts = parameterTexts(template, given ?? [], previous);
  const values: Record<string, Json> = {};
  const resolved: Record<string, string> = {};
  for (const [name, definition] of Object.entries(template.parameters)) {
    const type = typeOf(name, definition);
    const text = texts[name] ?? '';
    if (!type.ssm) checkText(name, text, definition, type);
    const value = type.ssm ? storedValue(text, region, ssm) : text;
    if (type.ssm) resolved[name] = value;
    values[name] = type.list ? elementsOf(value) : value;
    checkExistence(name, elementsOf(value), type, region);
  }
  return { texts, values, resolved };
}

function typeOf(name: string, definition: ParameterDefinition): ParameterType {
  const type = parameterType(definition.Type);
  if (type) return type;
  throw validationError(
    `Template format error: Unrecognized parameter type: ${definition.Type} [/Parameters/${name}/Type]`,
  );
}

/** Refuses parameter types that CloudFormation does not have. */
export function checkDefinitions(template: Template): void {
  for (const [name, definition] of Object.entries(template.parameters)) typeOf(name, definition);
}

function parameterTexts(
  template: Template,
  given: readonly Parameter[],
  previous: Readonly<Record<string, string>>,
): Record<string, string> {
  const unknown = given.map((each) => each.ParameterKey ?? '').filter((name) => !(name in template.parameters));
  if (unknown.length > 0) {
    throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  }
  const texts: Record<string, string> = {};
  const missing: string[] = [];
  for (const [name, { Default }] of Object.entries(template.parameters)) {
    const entry = given.find((each) => each.ParameterKey === name);
    const text = entry?.UsePreviousValue ? previous[name] : (entry?.ParameterValue ?? defaultText(Default));
    if (text === undefined) missing.push(name);
    else texts[name] = text;
  }
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  return texts;
}

function defaultText(value: Json | undefined): string | undefined {
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value.join(',') : String(value);
}

const elementsOf = (text: string) => text.split(',').map((element) => element.trim());

function checkText(name: string, text: string, definition: ParameterDefinition, type: ParameterType): void {
  const broken = brokenConstraint(text, definition, type);
  if (broken === undefined) return;
  if (broken !== 'must be a number' && definition.ConstraintDescription !== undefined) {
    throw validationError(`Parameter ${name} failed to satisfy constraint: ${definition.ConstraintDescription}`);
  }
  throw validationError(`Parameter '${name}' ${broken}`);
}

function brokenConstraint(text: string, definition: ParameterDefinition, type: ParameterType): string | undefined {
  const elements = type.list ? elementsOf(text) : [text];
  if (type.number && !elements.every((each) => each.trim() !== '' && Number.isFinite(Number(each)))) {
    return 'must be a number';
  }
  const allowed = definition.AllowedValues?.map(String);
  if (allowed && !elements.every((each) => allowed.includes(each))) return 'must be one of AllowedValues';
  const { AllowedPattern: pattern } = definition;
  if (pattern !== undefined && !elements.every((each) => regularExpression(pattern).test(each))) {
    return `must match pattern ${pattern}`;
  }
  const { MinLength, MaxLength, MinValue, MaxValue } = definition;
  if (MinLength !== undefined && text.length < Number(MinLength))
    return `must contain at least ${MinLength} characters`;
  if (MaxLength !== undefined && text.length > Number(MaxLength)) return `must contain at most ${MaxLength} characters`;
  if (!type.number) return undefined;
  if (MinValue !== undefined && elements.some((each) => Number(each) < Number(MinValue))) {
    return `must be a number not less than ${MinValue}`;
  }
  if (MaxValue !== undefined && elements.some((each) => Number(each) > Number(MaxValue))) {
    return `must be a number not greater than ${MaxValue}`;
  }
  return undefined;
}

function regularExpression(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    throw validationError(`Template format error: AllowedPattern ${pattern} is not a regular expression`);
  }
}

function storedValue(name: string, region: Region, ssm: SsmParameters): string {
  const parameter = ssm(region.name).find((each) => each.Name === name);
  if (!parameter) {
    throw validationError(`Unable to fetch parameters [${name}] from parameter store for this account.`);
  }
  return parameter.Value;
}

function checkExistence(name: string, values: string[], type: ParameterType, region: Region): void {
  const { exists } = type;
  const missing = exists && values.find((value) => !exists(region, value));
  if (missing !== undefined) {
    throw validationError(
      `Parameter validation failed: parameter value ${missing} for parameter name ${name} does not exist`,
    );
  }
}

/** Parameters as DescribeStacks answers them; NoEcho hides the value. */
export function describedParameters(template: Template, { texts, resolved }: ParameterValues): Parameter[] {
  return Object.entries(template.parameters).map(([name, { NoEcho }]) => ({
    ParameterKey: name,
    ParameterValue: NoEcho === true || NoEcho === 'true' ? '****' : (texts[name] ?? ''),
    ...(resolved[name] !== undefined && { ResolvedValue: resolved[name] }),
  }));
}
