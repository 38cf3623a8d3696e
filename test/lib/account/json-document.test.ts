import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Document, JsonDocument } from '../../../lib/account/json-document.ts';

/** Reads a text that arrives in pieces of so many bytes. */
function read(text: string, size = 7): Document {
  const bytes = Buffer.from(text);
  const document = new JsonDocument();
  for (let i = 0; i < bytes.length; i += size) document.push(bytes.subarray(i, i + size));
  return document.end();
}

describe('a document', () => {
  test('is what JSON.parse makes of it, wherever its pieces end', () => {
    const value = fc.jsonValue({ maxDepth: 4 }).filter((each) => !JSON.stringify(each).includes('null'));
    const document = fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(value, fc.array(value)));
    const indent = fc.constantFrom(undefined, 1, 4);
    fc.assert(
      fc.property(document, indent, fc.integer({ min: 1, max: 20 }), (value, spaces, size) => {
        const text = JSON.stringify(value, undefined, spaces);
        expect(read(text, size)).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  test('has nothing where its text has null, but for a member or list of its own', () => {
    const text = '{"A": [{"a": null, "b": [null, 1, {"c": null}]}, null], "B": null, "C": {"d": null}}';
    expect(read(text)).toEqual({ A: [{ b: [1, {}] }], B: null, C: {} });
  });

  test('may call its members as it likes', () => {
    const { __proto__: list } = read('{"__proto__": [{"__proto__": 1}], "constructor": 2}') as { __proto__: unknown[] };
    expect(Object.hasOwn(list[0] as object, '__proto__')).toBe(true);
  });
});

describe('what is no document', () => {
  test.each([
    ['{"A": [1,', 'is cut off'],
    ['{"A": "x', 'is cut off'],
    ['{"A": [{"b": 1]', 'is cut off'],
    ['', 'is not JSON'],
    ['{"A": [1,]}', 'is not JSON near line 1'],
    ['{"A": [,1]}', 'is not JSON near line 1'],
    ['{"A": [,]}', 'is not JSON near line 1'],
    ['{\n"A": [\n1,\n2,\n{"b":\n x}\n]}', 'is not JSON near line 5'],
    ['{"A": [1]} {"B": [2]}', 'is not JSON'],
    ['{"A": [1]} x', 'is not JSON'],
    ["{'A': [1]}", 'is not JSON'],
    ['[[1], [2]]', 'holds no JSON object'],
    ['1', 'holds no JSON object'],
    [`{"A": ${'['.repeat(100)}`, 'is nested more than 64 levels deep'],
  ])('%s %s', (text, message) => {
    for (const size of [1, 7, 1000]) expect(() => read(text, size)).toThrow(message);
  });

  test('is every document that was cut short', () => {
    const text = JSON.stringify({ A: [{ b: 'c\\"d', e: [1, 2] }], F: { g: true }, H: null });
    for (let length = 0; length < text.length; length++) expect(() => read(text.slice(0, length))).toThrow(/is /);
  });

  test.each([
    ['elements', '{"A": [{}', ',{}'.repeat(300_000)],
    ['values', '{"A": [[0', ',0'.repeat(1_000_000)],
    ['text', '{"A": ["', 'x'.repeat(10_000_000)],
  ])('is one with more %s than any answer has, long before the memory is full', (_, start, more) => {
    const document = new JsonDocument();
    document.push(Buffer.from(start));
    const piece = Buffer.from(more);
    expect(() => {
      for (let i = 0; i < 40; i++) document.push(piece);
    }).toThrow('holds more than any answer');
  });
});
