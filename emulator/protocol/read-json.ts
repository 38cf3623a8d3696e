import { jsonErrors } from './input-errors.ts';
import { expectation, hasForbiddenCharacter, parseScalar, type Scalar } from './scalar.ts';
import { requiredMembers, type Schema } from './schema.ts';

/** Deeper than any shape that does not contain itself. */
const DEEPEST = 50;

/** Reads an operation's input from a JSON body; throws SerializationException or ValidationException. */
export function readJson(input: Schema, body: string): object {
  const reader = new JsonReader();
  const value = parse(body);
  if (input.isUnitSchema()) return {};
  const members = reader.structure(input, value, []);
  if (reader.missing.length > 0) throw jsonErrors.missing(reader.missing);
  return members;
}

function parse(body: string): unknown {
  if (body.trim() === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    throw jsonErrors.syntax('it is not JSON');
  }
}

class JsonReader {
  readonly missing: string[] = [];

  structure(schema: Schema, value: unknown, path: string[]): object {
    if (!isObject(value)) throw malformed(schema, value, path);
    const members: [string, unknown][] = [];
    const required = new Set(requiredMembers(schema));
    for (const [name, member] of schema.structIterator()) {
      const found = Object.hasOwn(value, name) ? value[name] : undefined;
      if (found !== undefined && found !== null) members.push([name, this.#value(member, found, [...path, name])]);
      else if (required.has(name)) this.missing.push([...path, name].join('.'));
    }
    return Object.fromEntries(members);
  }

  #value(schema: Schema, value: unknown, path: string[]): unknown {
    if (path.length > DEEPEST) throw jsonErrors.syntax('it is nested too deeply');
    if (schema.isListSchema()) return this.#list(schema, value, path);
    if (schema.isMapSchema()) return this.#map(schema, value, path);
    if (schema.isStructSchema()) return this.structure(schema, value, path);
    if (typeof value === 'string' && hasForbiddenCharacter(value)) throw jsonErrors.forbiddenCharacter(path.join('.'));
    const scalar = readScalar(schema, value);
    if (scalar === undefined) throw malformed(schema, value, path);
    return scalar;
  }

  #list(schema: Schema, value: unknown, path: string[]): unknown[] {
    if (!Array.isArray(value)) throw malformed(schema, value, path);
    const element = schema.getValueSchema();
    return value
      .filter((item) => item !== null)
      .map((item, index) => this.#value(element, item, [...path, 'member', String(index + 1)]));
  }

  #map(schema: Schema, value: unknown, path: string[]): object {
    if (!isObject(value)) throw malformed(schema, value, path);
    const entries = Object.entries(value).map(([key, item]) => {
      if (hasForbiddenCharacter(key)) throw jsonErrors.forbiddenCharacter(path.join('.'));
      return [key, this.#value(schema.getValueSchema(), item, [...path, key])];
    });
    return Object.fromEntries(entries);
  }
}

function readScalar(schema: Schema, value: unknown): Scalar | undefined {
  if (schema.isNumericSchema()) return typeof value === 'number' ? value : undefined;
  if (schema.isBooleanSchema()) return typeof value === 'boolean' ? value : undefined;
  if (schema.isTimestampSchema() && typeof value === 'number') return new Date(Math.round(value * 1000));
  return typeof value === 'string' ? parseScalar(schema, value) : undefined;
}

function malformed(schema: Schema, value: unknown, path: string[]) {
  return jsonErrors.malformed(path.join('.'), shown(value), expectation(schema));
}

/** Of lists and structures no more than that they are such: they may be nested deeper than could be written. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return '[…]';
  return isObject(value) ? '{…}' : JSON.stringify(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
