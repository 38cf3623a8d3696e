import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Change, type Region, State } from '../../emulator/state.ts';

const options = { accountId: '123456789012', furnish: () => {} };
const put = (region: Region, id: string, note = id) => region.keyPairs.put(id, { KeyName: note });
const ids = (state: State, region = 'us-east-1') =>
  state.transaction(region, ({ keyPairs }) => keyPairs.values().map(({ KeyName }) => KeyName));

function failing(state: State, work: (region: Region) => void) {
  const fail = (region: Region) => {
    work(region);
    throw new Error('undo');
  };
  expect(() => state.transaction('us-east-1', fail)).toThrow('undo');
}

describe('a transaction that fails', () => {
  test('leaves no trace, not even in the order of creation', () => {
    const state = new State(options);
    state.transaction('us-east-1', (region) => ['a', 'b', 'c'].forEach((id) => void put(region, id)));
    failing(state, (region) => {
      put(region, 'd');
      region.keyPairs.delete('a');
      put(region, 'b', 'changed');
      put(region, 'a', 'again');
    });
    expect(ids(state)).toEqual(['a', 'b', 'c']);
  });

  test('furnishes the Region anew next time', () => {
    const furnish = (region: Region) => void put(region, 'default');
    const state = new State({ ...options, furnish });
    failing(state, (region) => region.keyPairs.delete('default'));
    expect(ids(state)).toEqual(['default']);
  });

  test('takes with it what happened inside it, in any Region', () => {
    const state = new State(options);
    failing(state, () => state.transaction('eu-west-1', (region) => put(region, 'inside')));
    expect(ids(state, 'eu-west-1')).toEqual([]);
  });
});

test('a Region that was emptied is not furnished again', () => {
  const state = new State({ ...options, furnish: (region) => void put(region, 'default') });
  state.transaction('us-east-1', (region) => region.keyPairs.delete('default'));
  expect(ids(state)).toEqual([]);
  expect(ids(state.clone())).toEqual([]);
  expect(ids(new State({ ...options, furnish: (region) => void put(region, 'x'), records: state.records() }))).toEqual(
    [],
  );
});

test('a Region first used inside a transaction is furnished too', () => {
  const state = new State({ ...options, furnish: (region) => void put(region, 'default') });
  state.transaction('us-east-1', () => {
    expect(ids(state, 'eu-west-1')).toEqual(['default']);
  });
});

test('a clone goes its own way', () => {
  const state = new State(options);
  state.transaction('us-east-1', (region) => put(region, 'a'));
  const clone = state.clone();
  clone.transaction('us-east-1', (region) =>
    region.keyPairs.update('a', (draft) => {
      draft.KeyName = 'b';
    }),
  );
  expect([ids(state), ids(clone)]).toEqual([['a'], ['b']]);
});

test('a reset makes the first day again', () => {
  const state = new State({ ...options, furnish: (region) => void put(region, 'default') });
  state.transaction('us-east-1', (region) => {
    region.keyPairs.delete('default');
    put(region, 'a');
  });
  state.reset();
  expect(ids(state)).toEqual(['default']);
});

test('nothing changes outside a transaction', () => {
  const region = new State(options).transaction('us-east-1', (inside) => inside);
  expect(() => put(region, 'a')).toThrow('a change outside a transaction');
});

test('an operation whose changes cannot be written has not happened', () => {
  const commit = () => {
    throw new Error('disk full');
  };
  const state = new State({ ...options, journal: { commit, clear: () => {}, close: () => {} } });
  expect(() => state.transaction('us-east-1', (region) => put(region, 'a'))).toThrow('disk full');
  const written: Change[] = [...state.records()];
  expect(written).toEqual([]);
});

/** A table as a database would keep it: a replaced row keeps its place, a removed one loses it. */
function replayed(journal: readonly (readonly Change[])[]) {
  const rows = new Map<string, Change>();
  for (const change of journal.flat()) {
    const key = `${change.region}/${change.collection}/${change.id}`;
    if (change.value === undefined) rows.delete(key);
    else rows.set(key, change);
  }
  return [...rows.values()];
}

test('what the journal was told makes the same state, in the same order', () => {
  const step = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), gone: fc.boolean() });
  const transaction = fc.record({ steps: fc.array(step, { maxLength: 8 }), fails: fc.boolean() });
  fc.assert(
    fc.property(fc.array(transaction, { maxLength: 8 }), (transactions) => {
      const journal: Change[][] = [];
      const commit = (changes: readonly Change[]) => void journal.push([...changes]);
      const state = new State({ ...options, journal: { commit, clear: () => {}, close: () => {} } });
      let serial = 0;
      for (const { steps, fails } of transactions) {
        const before = [...state.records()];
        const work = (region: Region) => {
          for (const { id, gone } of steps) {
            serial += 1;
            if (gone) region.keyPairs.delete(id);
            else put(region, id, String(serial));
          }
          if (fails) throw new Error('undo');
        };
        if (fails) {
          expect(() => state.transaction('us-east-1', work)).toThrow('undo');
          expect([...state.records()]).toEqual(before);
        } else state.transaction('us-east-1', work);
      }
      const again = new State({ ...options, records: replayed(journal) });
      expect([...again.records()].filter(isKeyPair)).toEqual([...state.records()].filter(isKeyPair));
    }),
  );
});

const isKeyPair = ({ collection }: Change) => collection === 'keyPairs';
