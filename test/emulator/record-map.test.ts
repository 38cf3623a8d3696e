import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KeysOf, RecordMap } from '../../emulator/record-map.ts';

interface Thing {
  readonly owner: string | undefined;
  readonly groups: readonly string[];
}

const byOwner: KeysOf<Thing> = ({ owner }) => [owner];
const byGroup: KeysOf<Thing> = ({ groups }) => groups;

const KEYS = ['a', 'b', 'c'];
const key = fc.constantFrom(...KEYS);
const id = fc.constantFrom('1', '2', '3', '4', '5');
const thing: fc.Arbitrary<Thing> = fc.record({
  owner: fc.option(key, { nil: undefined }),
  groups: fc.array(key, { maxLength: 4 }),
});

type Step =
  | { readonly do: 'set'; readonly id: string; readonly thing: Thing }
  | { readonly do: 'delete'; readonly id: string }
  | { readonly do: 'clear' }
  | { readonly do: 'ask'; readonly keysOf: KeysOf<Thing> };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('set' as const), id, thing }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('delete' as const), id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('ask' as const), keysOf: fc.constantFrom(byOwner, byGroup) }) },
);

function take(step: Step, records: RecordMap, plain: Map<string, Thing>): void {
  if (step.do === 'ask') {
    sameAnswers(records, plain, step.keysOf);
  } else if (step.do === 'clear') {
    records.clear();
    plain.clear();
  } else if (step.do === 'delete') {
    expect(records.delete(step.id)).toBe(plain.delete(step.id));
  } else {
    records.set(step.id, step.thing);
    plain.set(step.id, step.thing);
  }
}

function sameAnswers(records: RecordMap, plain: Map<string, Thing>, keysOf: KeysOf<Thing>): void {
  for (const key of [...KEYS, 'nobody']) {
    const expected = [...plain.values()].filter((each) => keysOf(each).includes(key));
    expect(records.by(keysOf, key)).toEqual(expected);
    expect(records.count(keysOf, key)).toBe(expected.length);
  }
}

describe('records that are found by what is in them', () => {
  test('are those of a Map that is searched through, in its order, whatever happens and whenever they are asked for', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const [records, plain] = [new RecordMap(), new Map<string, Thing>()];
        for (const each of steps) take(each, records, plain);
        expect([...records]).toEqual([...plain]);
        for (const keysOf of [byOwner, byGroup]) sameAnswers(records, plain, keysOf);
      }),
      { numRuns: 500 },
    );
  });

  test('keep their place when they change, and lose it when they leave', () => {
    const records = new RecordMap();
    for (const id of ['1', '2', '3']) records.set(id, { owner: 'a', groups: [id] });
    records.set('1', { owner: 'a', groups: ['again'] });
    records.delete('2');
    records.set('2', { owner: 'a', groups: ['back'] });
    expect(records.by(byOwner, 'a').map(({ groups }) => groups[0])).toEqual(['again', '3', 'back']);
  });
});
