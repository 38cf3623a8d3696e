import { zonesOf } from '../ec2/zone.ts';
import { isRegion } from '../regions.ts';
import { cidrBlocks } from './cidr-blocks.ts';
import { isObject, type Json, type JsonObject, sameJson } from './json.ts';
import { isUnknown, KNOWN_AFTER_APPLY, type Scope } from './scope.ts';
import { pieces } from './substitution.ts';
import { LANGUAGE_EXTENSIONS } from './template.ts';
import { splitAttribute } from './template-text.ts';
import { validationError } from './validation-error.ts';

const fail = (what: string) => validationError(`Template error: ${what}`);

/** Stands for `AWS::NoValue` while an expression is evaluated; what holds it leaves it out. */
const NO_VALUE = Symbol('AWS::NoValue');
type Result = Json | typeof NO_VALUE;

/** The value of an expression, every intrinsic function applied; undefined when it is `AWS::NoValue`. */
export function evaluate(expression: Json, scope: Scope): Json | undefined {
  const result = resolve(expression, scope);
  return result === NO_VALUE ? undefined : result;
}

/** Whether a condition expression, as `Fn::If` and the Conditions section use them, holds. */
export function holds(expression: Json, scope: Scope): boolean {
  const value = resolve(expression, scope);
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw fail('every Conditions member and condition function must evaluate to true or false');
}

/** The function that an object with one key calls, such as `Fn::Join` of `{"Fn::Join": …}`. */
export function functionOf(value: JsonObject): string | undefined {
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0) return undefined;
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::') ? name : undefined;
}

function resolve(expression: Json, scope: Scope): Result {
  if (Array.isArray(expression)) {
    return expression.map((element) => resolve(element, scope)).filter((element) => element !== NO_VALUE);
  }
  if (!isObject(expression)) return expression;
  const name = functionOf(expression);
  if (name !== undefined && !(name === 'Condition' && typeof expression.Condition !== 'string')) {
    const apply = FUNCTIONS[name];
    if (!apply) throw fail(`The local AWS does not emulate the intrinsic function ${name}`);
    return apply(expression[name] ?? '', scope);
  }
  const entries = Object.entries(expression).map(([key, value]) => [key, resolve(value, scope)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== NO_VALUE)) as JsonObject;
}

type Apply = (argument: Json, scope: Scope) => Result;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html */
const FUNCTIONS: Record<string, Apply> = {
  Ref: (argument, scope) => ref(String(argument), scope),
  Condition: (argument, scope) => condition(String(argument), scope),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::FindInMap': findInMap,
  'Fn::If': choose,
  'Fn::Equals': equals,
  'Fn::And': (argument, scope) => operands('Fn::And', argument).every((each) => holds(each, scope)),
  'Fn::Or': (argument, scope) => operands('Fn::Or', argument).some((each) => holds(each, scope)),
  'Fn::Not': not,
  'Fn::GetAZs': zones,
  'Fn::Cidr': cidr,
  'Fn::Base64': (argument, scope) => Buffer.from(text('Fn::Base64', value(argument, scope))).toString('base64'),
  'Fn::ImportValue': (argument, scope) => scope.importValue(text('Fn::ImportValue', value(argument, scope))),
  'Fn::Length': length,
  'Fn::ToJsonString': toJsonString,
};

function ref(name: string, scope: Scope): Result {
  if (name === 'AWS::NoValue') return NO_VALUE;
  return scope.pseudo[name] ?? scope.parameters[name] ?? scope.ref(name);
}

function condition(name: string, scope: Scope): boolean {
  const known = scope.condition(name);
  if (known === undefined) {
    throw validationError(`Template format error: Unresolved condition dependency ${name} in the template`);
  }
  return known;
}

/** The argument's value where `AWS::NoValue` makes no sense. */
function value(argument: Json, scope: Scope): Json {
  const result = resolve(argument, scope);
  return result === NO_VALUE ? '' : result;
}

function text(name: string, argument: Json): string {
  if (typeof argument === 'object') throw fail(`every ${name} object must have a String-typed value.`);
  return String(argument);
}

function getAtt(argument: Json, scope: Scope): Json {
  const [resource, attribute] = typeof argument === 'string' ? splitAttribute(argument) : list(argument);
  const name = value(attribute ?? '', scope);
  if (typeof resource !== 'string' || typeof name !== 'string' || name === '') {
    throw fail(
      'every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    );
  }
  return scope.attribute(resource, name);
}

function sub(argument: Json, scope: Scope): Json {
  const [template, variables = {}] = Array.isArray(argument) ? argument : [argument];
  if (typeof template !== 'string' || !isObject(variables)) {
    throw fail(
      "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
    );
  }
  return pieces(template)
    .map((piece) => {
      if ('text' in piece) return piece.text;
      if (!/^[\w.:]+$/.test(piece.name)) {
        throw fail(
          'variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons',
        );
      }
      return text('Fn::Sub', variable(piece.name, variables, scope));
    })
    .join('');
}

function variable(name: string, variables: JsonObject, scope: Scope): Json {
  const given = variables[name];
  if (given !== undefined) return value(given, scope);
  const [resource = '', attribute] = splitAttribute(name);
  if (attribute !== undefined && !(name in scope.pseudo)) return scope.attribute(resource, attribute);
  const result = ref(name, scope);
  return result === NO_VALUE ? '' : result;
}

function list(argument: Json): Json[] {
  return Array.isArray(argument) ? argument : [];
}

function join(argument: Json, scope: Scope): Json {
  const [delimiter, values] = list(argument).map((each) => value(each, scope));
  if (typeof delimiter === 'string' && values === KNOWN_AFTER_APPLY) return KNOWN_AFTER_APPLY;
  if (typeof delimiter !== 'string' || !Array.isArray(values)) {
    throw fail(
      'every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
    );
  }
  return values.map((each) => text('Fn::Join', each)).join(delimiter);
}

function select(argument: Json, scope: Scope): Json {
  const [index, values] = list(argument).map((each) => value(each, scope));
  if (isUnknown(index) || values === KNOWN_AFTER_APPLY) return KNOWN_AFTER_APPLY;
  if (index === undefined || !Array.isArray(values)) {
    throw fail(
      'every Fn::Select object requires two parameters, an integer index and a list of objects to select from.',
    );
  }
  const selected = /^\d+$/.test(String(index)) ? values[Number(index)] : undefined;
  if (selected === undefined) throw fail(`Fn::Select cannot select nonexistent value at index ${index}`);
  return selected;
}

function split(argument: Json, scope: Scope): Json {
  const [delimiter, source] = list(argument).map((each) => value(each, scope));
  if (typeof delimiter !== 'string' || delimiter === '' || source === undefined || typeof source === 'object') {
    throw fail(
      'every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
    );
  }
  return isUnknown(source) ? KNOWN_AFTER_APPLY : String(source).split(delimiter);
}

function findInMap(argument: Json, scope: Scope): Json {
  const [map, first, second, options, ...more] = list(argument);
  const extended = scope.template.transforms.includes(LANGUAGE_EXTENSIONS);
  if (second === undefined || more.length > 0 || (options !== undefined && !extended)) {
    throw fail(
      'every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value',
    );
  }
  const [name, key, attribute] = [map, first, second].map((each) => text('Fn::FindInMap', value(each ?? '', scope)));
  const mapping = scope.template.mappings[name ?? ''];
  const found = mapping?.[key ?? '']?.[attribute ?? ''];
  if (found !== undefined) return found;
  if (isObject(options) && options.DefaultValue !== undefined) return value(options.DefaultValue, scope);
  if (!mapping) throw fail(`Mapping named '${name}' is not present in the 'Mappings' section of template.`);
  throw fail(`Unable to get mapping for ${name}::${key}::${attribute}`);
}

function choose(argument: Json, scope: Scope): Result {
  const [name, whenTrue, whenFalse] = list(argument);
  if (typeof name !== 'string' || whenTrue === undefined || whenFalse === undefined) {
    throw fail(
      'every Fn::If object requires three parameters, the condition name and the values for when it is true and false',
    );
  }
  return resolve(condition(name, scope) ? whenTrue : whenFalse, scope);
}

function equals(argument: Json, scope: Scope): boolean {
  const [left, right, ...more] = list(argument).map((each) => value(each, scope));
  if (left === undefined || right === undefined || more.length > 0) {
    throw fail('every Fn::Equals object requires a list of 2 string parameters.');
  }
  const comparable = (side: Json) => (typeof side === 'object' ? side : String(side));
  return sameJson(comparable(left), comparable(right));
}

function operands(name: string, argument: Json): Json[] {
  const conditions = list(argument);
  if (conditions.length < 2 || conditions.length > 10) {
    throw fail(`every ${name} object requires a list of at least 2 and at most 10 boolean parameters.`);
  }
  return conditions;
}

function not(argument: Json, scope: Scope): boolean {
  const [operand, ...more] = list(argument);
  if (operand === undefined || more.length > 0) {
    throw fail('every Fn::Not object requires one boolean parameter.');
  }
  return !holds(operand, scope);
}

/** The zones that have a default subnet, or all when none has: what AWS documents for accounts with a default VPC. */
function zones(argument: Json, scope: Scope): Json {
  const regionName = text('Fn::GetAZs', value(argument, scope)) || scope.region.name;
  if (!isRegion(regionName)) throw fail(`Fn::GetAZs was given ${regionName}, which is not a Region.`);
  const all = zonesOf(regionName).map((zone) => zone.name);
  if (regionName !== scope.region.name) return all;
  const used = new Set(
    scope.region.subnets.filter((subnet) => subnet.DefaultForAz === true).map((s) => s.AvailabilityZone),
  );
  const preferred = all.filter((zone) => used.has(zone));
  return preferred.length > 0 ? preferred : all;
}

function cidr(argument: Json, scope: Scope): Json {
  const [block, count, bits] = list(argument).map((each) => value(each, scope));
  if (block === undefined || count === undefined || typeof block === 'object') {
    throw fail('every Fn::Cidr object requires the parameters ipBlock, count and cidrBits.');
  }
  if (isUnknown(block)) return KNOWN_AFTER_APPLY;
  return cidrBlocks(String(block), Number(count), bits === undefined ? undefined : Number(bits));
}

function requireLanguageExtensions(name: string, scope: Scope): void {
  if (!scope.template.transforms.includes(LANGUAGE_EXTENSIONS)) {
    throw fail(`${name} requires the transform ${LANGUAGE_EXTENSIONS}`);
  }
}

function length(argument: Json, scope: Scope): Json {
  requireLanguageExtensions('Fn::Length', scope);
  const values = value(argument, scope);
  if (!Array.isArray(values)) throw fail('every Fn::Length object requires a list');
  return values.length;
}

function toJsonString(argument: Json, scope: Scope): Json {
  requireLanguageExtensions('Fn::ToJsonString', scope);
  return JSON.stringify(value(argument, scope));
}
