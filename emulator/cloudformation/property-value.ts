import { isObject, type Json, type JsonObject } from './json.ts';
import { ResourceError } from './resource-error.ts';
import { isUnknown } from './scope.ts';
import { type PropertySpec, type PropertyType, propertiesOf, specOf } from './spec.ts';

/**
 * The properties of a resource as its type documents them: every scalar of the documented type, as CloudFormation
 * turns `"true"` into true and 80 into `"80"`. Throws a ResourceError for what the type does not have or lacks.
 */
export function typedProperties(type: string, properties: JsonObject): JsonObject {
  const spec = specOf(type);
  return spec ? typedObject(spec.properties, properties, '') : properties;
}

function typedObject(specs: Record<string, PropertySpec>, given: JsonObject, path: string): JsonObject {
  const unsupported = Object.keys(given).find((name) => !(name in specs));
  if (unsupported !== undefined) throw new ResourceError(`Encountered unsupported property ${unsupported}`);
  const missing = Object.entries(specs).find(([name, spec]) => spec.required && given[name] === undefined);
  if (missing) throw new ResourceError(`Property ${path}${missing[0]} cannot be empty.`);
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, typedProperty(specs[name], value, path + name)]),
  );
}

/** The present type counts first, then the types that the property once had and still accepts. */
function typedProperty(spec: PropertySpec | undefined, value: Json, path: string): Json {
  if (!spec) return value;
  return firstOf([spec.type, ...(spec.previousTypes ?? [])], value, path);
}

function firstOf(types: readonly PropertyType[], value: Json, path: string): Json {
  let refusal: unknown;
  for (const type of types) {
    try {
      return typed(type, value, path);
    } catch (error) {
      refusal ??= error;
    }
  }
  throw refusal;
}

const mismatch = (path: string, type: string) => new ResourceError(`Value of property ${path} must be of type ${type}`);

function typed(type: PropertyType, value: Json, path: string): Json {
  if (typeof value === 'string' && isUnknown(value)) return value;
  switch (type.type) {
    case 'string':
    case 'date-time':
      if (typeof value === 'object') throw mismatch(path, 'String');
      return String(value);
    case 'number':
    case 'integer':
      return typedNumber(type.type, value, path);
    case 'boolean':
      if (value === true || value === 'true') return true;
      if (value === false || value === 'false') return false;
      throw mismatch(path, 'Boolean');
    case 'array':
      return typedArray(type.element, value, path);
    case 'map':
      if (!isObject(value)) throw new ResourceError(`Value of property ${path} must be an object`);
      return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [key, typed(type.element, each, `${path}/${key}`)]),
      );
    case 'ref':
      if (!isObject(value)) throw new ResourceError(`Value of property ${path} must be an object`);
      return typedObject(propertiesOf(type.reference), value, `${path}/`);
    case 'tag':
      return typedTag(value, path);
    case 'union':
      return firstOf(type.types, value, path);
    default:
      return value;
  }
}

function typedNumber(kind: 'number' | 'integer', value: Json, path: string): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) throw mismatch(path, 'Number');
  if (kind === 'integer' && !Number.isInteger(number)) throw mismatch(path, 'Integer');
  return number;
}

function typedArray(element: PropertyType, value: Json, path: string): Json {
  if (!Array.isArray(value)) {
    throw mismatch(path, element.type === 'string' ? 'List of String' : 'List');
  }
  return value.map((each, index) => typed(element, each, `${path}/${index}`));
}

function typedTag(value: Json, path: string): Json {
  if (!isObject(value)) throw new ResourceError(`Value of property ${path} must be an object`);
  const { Key, Value, ...others } = value;
  const [unsupported] = Object.keys(others);
  if (unsupported !== undefined) throw new ResourceError(`Encountered unsupported property ${unsupported}`);
  if (Key === undefined) throw new ResourceError(`Property ${path}/Key cannot be empty.`);
  if (Value === undefined) throw new ResourceError(`Property ${path}/Value cannot be empty.`);
  if (typeof Key === 'object' || typeof Value === 'object') throw mismatch(`${path}/Value`, 'String');
  return { Key: String(Key), Value: String(Value) };
}
