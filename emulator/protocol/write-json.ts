import type { Schema } from './schema.ts';

/** An output as JSON would have it: dates in seconds, bytes in base64. What the schema does not name is left out. */
export function toJsonShape(schema: Schema, value: unknown): unknown {
  if (value === undefined || value === null || schema.isUnitSchema()) return undefined;
  if (schema.isListSchema()) return (value as unknown[]).map((item) => toJsonShape(schema.getValueSchema(), item));
  if (schema.isMapSchema()) {
    const entries = Object.entries(value).map(([key, item]) => [key, toJsonShape(schema.getValueSchema(), item)]);
    return Object.fromEntries(entries);
  }
  if (schema.isStructSchema()) {
    const members = value as Record<string, unknown>;
    const shapes = Array.from(schema.structIterator(), ([name, member]) => [name, toJsonShape(member, members[name])]);
    return Object.fromEntries(shapes);
  }
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return value;
}
