import type { FormNode } from './form.ts';
import { ec2Errors, type InputErrors, queryErrors } from './input-errors.ts';
import { expectation, parseScalar } from './scalar.ts';
import { requiredMembers, type Schema } from './schema.ts';

/** In what the EC2 protocol and the older query protocol differ. */
export interface QueryStyle {
  readonly errors: InputErrors;
  keyOf(member: string, schema: Schema): string;
  /** The step between a list and its indices: EC2 has none. */
  listStep(element: Schema): string | undefined;
}

/** https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
export const ec2Style: QueryStyle = {
  errors: ec2Errors,
  keyOf(member, schema) {
    const { ec2QueryName, xmlName = member } = schema.getMergedTraits();
    return typeof ec2QueryName === 'string' ? ec2QueryName : xmlName.charAt(0).toUpperCase() + xmlName.slice(1);
  },
  listStep: () => undefined,
};

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export const queryStyle: QueryStyle = {
  errors: queryErrors,
  keyOf: (member, schema) => schema.getMergedTraits().xmlName ?? member,
  listStep: (element) => element.getMergedTraits().xmlName ?? 'member',
};

/** Reads an operation's input; throws the protocol's own error when it does not fit the shape. */
export function readQuery(style: QueryStyle, input: Schema, form: FormNode): object {
  const reader = new QueryReader(style);
  const value = input.isUnitSchema() ? reader.nothing(form) : reader.structure(input, form, '');
  if (reader.missing.length > 0) throw style.errors.missing(reader.missing);
  return value;
}

class QueryReader {
  readonly missing: string[] = [];
  readonly #style: QueryStyle;

  constructor(style: QueryStyle) {
    this.#style = style;
  }

  nothing(node: FormNode): object {
    for (const key of node.children.keys()) this.#unknown(key);
    return {};
  }

  structure(schema: Schema, node: FormNode, path: string): object {
    if (node.value) throw this.#malformed(schema, node, path);
    const unread = new Map(node.children);
    const members: [string, unknown][] = [];
    const required = new Set(requiredMembers(schema));
    for (const [name, member] of schema.structIterator()) {
      const key = this.#style.keyOf(name, member);
      const child = node.children.get(key);
      if (child) members.push([name, this.#value(member, child, join(path, key))]);
      else if (required.has(name)) this.missing.push(join(path, key));
      unread.delete(key);
    }
    for (const key of unread.keys()) this.#unknown(join(path, key));
    return Object.fromEntries(members);
  }

  #value(schema: Schema, node: FormNode, path: string): unknown {
    if (schema.isListSchema()) return this.#list(schema, node, path);
    if (schema.isMapSchema()) return this.#map(schema, node, path);
    if (schema.isStructSchema()) return this.structure(schema, node, path);
    for (const key of node.children.keys()) {
      this.#unknown(join(path, key));
      throw this.#style.errors.malformed(path, key, expectation(schema));
    }
    const value = parseScalar(schema, node.value ?? '');
    if (value === undefined) throw this.#malformed(schema, node, path);
    return value;
  }

  #list(schema: Schema, node: FormNode, path: string): unknown[] {
    const element = schema.getValueSchema();
    const [list, at] = this.#inside(schema, node, path, this.#style.listStep(element));
    return this.#inOrder(schema, list, at).map(([index, child]) => this.#value(element, child, join(at, index)));
  }

  #map(schema: Schema, node: FormNode, path: string): object {
    const [keySchema, valueSchema] = [schema.getKeySchema(), schema.getValueSchema()];
    const [map, at] = this.#inside(schema, node, path, 'entry');
    const entries = this.#inOrder(schema, map, at).map(([index, entry]) => {
      const key = entry.children.get(keySchema.getMergedTraits().xmlName ?? 'key');
      const value = entry.children.get(valueSchema.getMergedTraits().xmlName ?? 'value');
      if (key?.value === undefined || !value) throw this.#malformed(schema, entry, join(at, index));
      return [key.value, this.#value(valueSchema, value, join(at, index))];
    });
    return Object.fromEntries(entries);
  }

  /** Where a list's or map's indices stand. An empty one travels as an empty value. */
  #inside(schema: Schema, node: FormNode, path: string, step: string | undefined): [FormNode, string] {
    if (node.value) throw this.#malformed(schema, node, path);
    if (step === undefined || node.children.size === 0) return [node, path];
    const inside = node.children.get(step);
    if (!inside || inside.value !== undefined) throw this.#malformed(schema, node, path);
    return [inside, join(path, step)];
  }

  #inOrder(schema: Schema, node: FormNode, path: string): [string, FormNode][] {
    for (const key of node.children.keys()) {
      if (/^[1-9]\d{0,8}$/.test(key)) continue;
      this.#unknown(join(path, key));
      throw this.#style.errors.malformed(path, key, expectation(schema));
    }
    return [...node.children].sort(([a], [b]) => Number(a) - Number(b));
  }

  #unknown(path: string): void {
    if (this.#style.errors.unknown) throw this.#style.errors.unknown(path);
  }

  #malformed(schema: Schema, node: FormNode, path: string) {
    const found = node.value ?? [...node.children.keys()].join(', ');
    return this.#style.errors.malformed(path, found, expectation(schema));
  }
}

const join = (path: string, step: string) => (path === '' ? step : `${path}.${step}`);
