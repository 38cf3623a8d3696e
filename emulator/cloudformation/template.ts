import { isObject, type Json, type JsonObject } from './json.ts';
import { parseTemplateText } from './template-text.ts';
import { validationError } from './validation-error.ts';

export interface ParameterDefinition {
  Type: string;
  Default?: Json;
  AllowedValues?: Json[];
  AllowedPattern?: string;
  ConstraintDescription?: string;
  MinLength?: Json;
  MaxLength?: Json;
  MinValue?: Json;
  MaxValue?: Json;
  NoEcho?: Json;
  Description?: string;
}

export interface ResourceDefinition {
  Type: string;
  Properties?: JsonObject;
  DependsOn?: string | string[];
  Condition?: string;
  DeletionPolicy?: Json;
  UpdateReplacePolicy?: Json;
  CreationPolicy?: Json;
  UpdatePolicy?: Json;
  Metadata?: Json;
}

interface OutputDefinition {
  Value: Json;
  Description?: string;
  Condition?: string;
  Export?: { Name: Json };
}

/** A template whose structure, but not yet whose references, has been checked. */
export interface Template {
  text: string;
  description: string | undefined;
  metadata: Json | undefined;
  transforms: string[];
  parameters: Record<string, ParameterDefinition>;
  mappings: Record<string, Record<string, JsonObject>>;
  conditions: Record<string, Json>;
  resources: Record<string, ResourceDefinition>;
  outputs: Record<string, OutputDefinition>;
}

/** How many members each section may have, and how long their names. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const MOST = { resources: 500, parameters: 200, mappings: 200, outputs: 200 } as const;
const MOST_ATTRIBUTES = 200;
const LONGEST_NAME = 255;

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Resources',
  'Outputs',
];

const RESOURCE_ATTRIBUTES = [
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'CreationPolicy',
  'UpdatePolicy',
  'Metadata',
];

/** Reads a template and refuses one whose sections are not of the documented form. */
export function parseTemplate(text: string): Template {
  const body = parseTemplateText(text);
  const unknown = Object.keys(body).filter((section) => !SECTIONS.includes(section));
  if (unknown.length > 0) throw validationError(`Invalid template property or properties [${unknown.join(', ')}]`);
  checkVersion(body.AWSTemplateFormatVersion);
  if (body.Rules !== undefined)
    throw validationError('The local AWS does not emulate the Rules section of a template.');
  refuseNull(body, '');
  const resources = section(body, 'Resources', checkResource) as unknown as Template['resources'];
  if (Object.keys(resources).length === 0) {
    throw validationError('Template format error: At least one Resources member must be defined.');
  }
  return {
    text,
    description: typeof body.Description === 'string' ? body.Description : undefined,
    metadata: body.Metadata,
    transforms: transformsOf(body.Transform),
    parameters: section(body, 'Parameters', checkParameter) as unknown as Template['parameters'],
    mappings: section(body, 'Mappings', checkMapping) as unknown as Template['mappings'],
    conditions: section(body, 'Conditions'),
    resources,
    outputs: section(body, 'Outputs', checkOutput) as unknown as Template['outputs'],
  };
}

function checkVersion(version: Json | undefined): void {
  if (version !== undefined && version !== '2010-09-09') {
    throw validationError(
      `Template format error: unsupported value for AWSTemplateFormatVersion. No such version is known to exist.`,
    );
  }
}

/** The one transform that is a language of its own; macros need Lambda. */
export const LANGUAGE_EXTENSIONS = 'AWS::LanguageExtensions';

function transformsOf(transform: Json | undefined): string[] {
  const names =
    transform === undefined ? [] : [transform].flat().map((each) => JSON.stringify(each).replaceAll('"', ''));
  const unknown = names.find((name) => name !== LANGUAGE_EXTENSIONS);
  if (unknown !== undefined) {
    throw validationError(`No transform named ${unknown} found. The local AWS knows only ${LANGUAGE_EXTENSIONS}.`);
  }
  return names;
}

function refuseNull(value: Json, path: string): void {
  if (value === null) {
    throw validationError(`Template format error: [${path}] 'null' values are not allowed in templates`);
  }
  if (typeof value === 'object') {
    for (const [key, child] of Object.entries(value)) refuseNull(child, `${path}/${key}`);
  }
}

function section(body: JsonObject, name: string, check?: (name: string, member: JsonObject) => void): JsonObject {
  const members = body[name] ?? {};
  if (!isObject(members)) throw validationError(`Template format error: ${name} must be an object.`);
  const noun = name.slice(0, -1);
  checkCount(name.toLowerCase(), Object.keys(members).length, MOST[name.toLowerCase() as keyof typeof MOST]);
  for (const [key, member] of Object.entries(members)) {
    if (name !== 'Mappings' && !/^[A-Za-z0-9]+$/.test(key)) {
      throw validationError(`Template format error: ${noun} name ${key} is non alphanumeric.`);
    }
    if (key.length > LONGEST_NAME) {
      throw validationError(`Template format error: ${noun} name ${key} is longer than ${LONGEST_NAME} characters.`);
    }
    if (!isObject(member)) {
      throw validationError(`Template format error: [/${name}/${key}] Every ${name} member must be an object.`);
    }
    check?.(key, member);
  }
  return members;
}

function checkCount(what: string, count: number, most: number | undefined): void {
  if (most === undefined || count <= most) return;
  throw validationError(`Template format error: Number of ${what}, ${count}, is greater than maximum allowed, ${most}`);
}

function checkResource(name: string, resource: JsonObject): void {
  const fail = (what: string) => validationError(`Template format error: ${what}`);
  const unknown = Object.keys(resource).find((attribute) => !RESOURCE_ATTRIBUTES.includes(attribute));
  if (unknown !== undefined) throw validationError(`Invalid template resource property '${unknown}'`);
  if (typeof resource.Type !== 'string') {
    throw fail(`[/Resources/${name}] Every Resources object must contain a Type member.`);
  }
  if (resource.Properties !== undefined && !isObject(resource.Properties)) {
    throw fail(`[/Resources/${name}/Properties] Any Properties member must be an object.`);
  }
  const dependsOn = [resource.DependsOn ?? []].flat();
  if (!dependsOn.every((id) => typeof id === 'string')) {
    throw fail(`DependsOn of resource ${name} must be a string or a list of strings.`);
  }
  if (resource.Condition !== undefined && typeof resource.Condition !== 'string') {
    throw fail(`Every Condition member must be a string.`);
  }
}

function checkParameter(name: string, parameter: JsonObject): void {
  if (typeof parameter.Type !== 'string') {
    throw validationError(
      `Template format error: [/Parameters/${name}] Every Parameters object must contain a Type member.`,
    );
  }
}

function checkMapping(name: string, mapping: JsonObject): void {
  checkCount(`attributes of mapping ${name}`, Object.keys(mapping).length, MOST_ATTRIBUTES);
  for (const [key, attributes] of Object.entries(mapping)) {
    if (!isObject(attributes)) {
      throw validationError(
        `Template format error: Every Mappings attribute must be a String or a List. [/Mappings/${name}/${key}]`,
      );
    }
  }
}

function checkOutput(name: string, output: JsonObject): void {
  if (output.Value === undefined) {
    throw validationError(`Template format error: [/Outputs/${name}] Every Outputs member must contain a Value object`);
  }
  if (output.Export !== undefined && (!isObject(output.Export) || output.Export.Name === undefined)) {
    throw validationError(`Template format error: Output ${name} is malformed. Every Export must have a Name.`);
  }
}
