import { requiredMembers, type Schema } from '../../../emulator/protocol/schema.ts';

/** A small generator of numbers in [0, 1) that always gives the same ones for a seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TEXTS = [
  'vpc-0123456789abcdef0',
  '10.0.0.0/16',
  'a & b < c > d "quoted" \'single\'',
  'tab\tnew\nline',
  '한국어 텍스트 🚀',
  'key=value&x=1+2%20;',
  '-1',
  'true',
  '1e5',
  '{"json": [1, 2]}',
  ']]>',
  '&amp;lt;',
  'a\r\nb',
  '',
  ' ',
  ' both ends ',
  '\nlines\n',
];
const NUMBERS = [0, 1, -1, 65_535, 2_147_483_647, 9_007_199_254_740_991];

export interface Habits {
  /** Whether lists may be empty: EC2 requests cannot carry an empty list. */
  readonly emptyLists: boolean;
}

/** A random value of the schema, nested as far as the schema goes. */
export function randomValue(schema: Schema, next: () => number, habits: Habits, depth = 0): unknown {
  const below = (inner: Schema) => randomValue(inner, next, habits, depth + 1);
  const pick = <T>(values: readonly T[]) => values[Math.floor(next() * values.length)] as T;
  if (schema.isListSchema()) {
    const length = Math.floor(next() * 4) || (habits.emptyLists ? 0 : 1);
    return Array.from({ length: depth > 9 ? 1 : length }, () => below(schema.getValueSchema()));
  }
  if (schema.isMapSchema()) {
    const keys = Array.from({ length: 1 + Math.floor(next() * 3) }, (_, index) => `${index}-${pick(TEXTS)}`);
    return Object.fromEntries(keys.map((key) => [key, below(schema.getValueSchema())]));
  }
  if (schema.isStructSchema()) return randomStructure(schema, next, habits, depth);
  if (schema.isNumericSchema()) return pick(NUMBERS);
  if (schema.isBooleanSchema()) return next() < 0.5;
  if (schema.isTimestampSchema()) return new Date(Math.floor(next() * 2e9) * 1000);
  if (schema.isBlobSchema()) return Uint8Array.from({ length: 1 + Math.floor(next() * 9) }, () => next() * 256);
  return pick(TEXTS);
}

function randomStructure(schema: Schema, next: () => number, habits: Habits, depth: number): object {
  const required = new Set(requiredMembers(schema));
  const members = [...schema.structIterator()].filter(([name, of]) => depth < 8 || !isNested(of) || required.has(name));
  // At least one member: an empty structure leaves no trace in a query request.
  const sure = Math.floor(next() * members.length);
  const chosen = schema.isUnionSchema()
    ? members.slice(sure, sure + 1)
    : members.filter(([name, of], at) => required.has(name) || at === sure || of.isIdempotencyToken() || next() < 0.6);
  return Object.fromEntries(chosen.map(([name, of]) => [name, randomValue(of, next, habits, depth + 1)]));
}

const isNested = (schema: Schema) => schema.isListSchema() || schema.isStructSchema();
