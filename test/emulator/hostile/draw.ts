import fc, { type Arbitrary } from 'fast-check';
import { random } from '../protocol/random-value.ts';

/** What the choices of one request are drawn from; what it has drawn for a seed it draws again. */
export interface Draw {
  /** A whole number from 0 to `most`. */
  nat(most: number): number;
  pick<T>(...values: readonly T[]): T;
  coin(): boolean;
  /** Any characters at all. */
  readonly text: string;
  readonly json: unknown;
  readonly bytes: Uint8Array;
}

/** Drawing through fast-check value by value would take a hundred times as long as answering the request. */
export const draws: Arbitrary<Draw> = fc
  .record({
    seed: fc.nat(),
    text: fc.string({ unit: 'binary', maxLength: 30 }),
    json: fc.jsonValue({ maxDepth: 6 }),
    bytes: fc.uint8Array({ maxLength: 300 }),
  })
  .map(({ seed, ...drawn }) => {
    const next = random(seed);
    const nat = (most: number) => Math.floor(next() * (most + 1));
    return {
      ...drawn,
      nat,
      pick: <T>(...values: readonly T[]) => values[nat(values.length - 1)] as T,
      coin: () => next() < 0.5,
    };
  });
