import type { Schema } from './schema.ts';

export type Scalar = string | number | boolean | Date | Uint8Array;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const TIMESTAMP = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;
const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

/** What a value of the schema must be, for error messages. */
export function expectation(schema: Schema): string {
  if (schema.isNumericSchema()) return 'a number';
  if (schema.isBooleanSchema()) return 'true or false';
  if (schema.isTimestampSchema()) return 'a date and time of ISO 8601';
  if (schema.isBlobSchema()) return 'base64';
  if (schema.isListSchema()) return 'a list';
  if (schema.isMapSchema() || schema.isStructSchema()) return 'a structure';
  return 'a string';
}

/** Reads a value that travels as text; undefined when it is malformed. */
export function parseScalar(schema: Schema, text: string): Scalar | undefined {
  if (schema.isNumericSchema()) return NUMBER.test(text) ? Number(text) : undefined;
  if (schema.isBooleanSchema()) return parseBoolean(text.toLowerCase());
  if (schema.isTimestampSchema()) return parseTimestamp(text);
  if (schema.isBlobSchema()) return BASE64.test(text) ? new Uint8Array(Buffer.from(text, 'base64')) : undefined;
  return text;
}

function parseBoolean(text: string): boolean | undefined {
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

function parseTimestamp(text: string): Date | undefined {
  const date = TIMESTAMP.test(text) ? new Date(text) : new Date(Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Writes a value as text: dates in ISO 8601, bytes in base64. */
export function formatScalar(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return String(value);
}

// The characters that XML 1.0 cannot hold, not even escaped: https://www.w3.org/TR/xml/#charsets
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** Whether the text holds a character that no XML answer could carry. */
export function hasForbiddenCharacter(text: string): boolean {
  return FORBIDDEN.test(text);
}
