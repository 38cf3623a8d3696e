import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type KeysOf, RecordMap } from '../../emulator/record-map.ts';

interface Thing {
  readonly keys: readonly (string | undefined)[];
}

const keysOf: KeysOf<Thing> = ({ keys }) => keys;
const firstOf: KeysOf<Thing> = ({ keys }) => keys.slice(0, 1);

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const key = fc.constantFrom('x', 'y', 'z', undefined);
const thing = fc.record({ keys: fc.array(key, { maxLength: 3 }) });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('set' as const), id, thing }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('delete' as const), id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('look' as const), index: fc.constantFrom(keysOf, firstOf) }) },
);

test('finds by key what a search of all records finds, in creation order, whenever an index is first asked for', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const [map, plain] = [new RecordMap(), new Map<string, Thing>()];
      for (const each of steps) {
        if (each.do === 'set') [map, plain].map((one) => one.set(each.id, each.thing));
        else if (each.do === 'delete') [map, plain].map((one) => one.delete(each.id));
        else if (each.do === 'clear') [map, plain].map((one) => one.clear());
        else map.by(each.index, 'x');
        for (const index of [keysOf, firstOf]) {
          for (const wanted of ['x', 'y', 'z', 'nobody']) {
            const found = [...plain.values()].filter((record) => index(record).includes(wanted));
            expect(map.by(index, wanted)).toEqual(found);
            expect(map.count(index, wanted)).toBe(found.length);
          }
        }
      }
      expect([...map]).toEqual([...plain]);
    }),
    { numRuns: 300 },
  );
});
