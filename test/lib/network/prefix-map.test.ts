import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Address, blockOf, type Cidr, type Family, holds } from '../../../lib/network/address.ts';
import { contains, type Intervals, union } from '../../../lib/network/interval.ts';
import { PrefixMap } from '../../../lib/network/prefix-map.ts';

/** The last 32 addresses of either family, the very last among them. */
const WIDTH = 32;
const addressAt = (family: Family, i: number): Address =>
  family === 4 ? { family, value: 2 ** 32 - WIDTH + i } : { family, value: (1n << 128n) - BigInt(WIDTH - i) };

const family = fc.constantFrom<Family>(4, 6);
const blocks = fc
  .array(fc.tuple(family, fc.nat(WIDTH - 1), fc.constantFrom(0, 1, 2, 3, 4, 5, 32, 128)), { maxLength: 8 })
  .map((all) =>
    all.map(([own, i, host]): Cidr => blockOf(addressAt(own, i), Math.max(0, (own === 4 ? 32 : 128) - host))),
  );
const sets = fc.array(fc.tuple(fc.nat(WIDTH - 1), fc.nat(8)), { minLength: 1, maxLength: 3 });
const setOf = (own: Family, pairs: readonly (readonly [number, number])[]): Intervals =>
  union(
    pairs.map(([i, more]) => [addressAt(own, i).value, addressAt(own, Math.min(WIDTH - 1, i + more)).value] as const),
  );

/** The longest block that holds the address; of two such, the first. */
function naive(all: readonly Cidr[], address: Address): number | undefined {
  const holding = all.map((cidr, i) => ({ cidr, i })).filter(({ cidr }) => holds(cidr, address));
  return holding.sort((a, b) => b.cidr.length - a.cidr.length || a.i - b.i)[0]?.i;
}

const mapOf = (all: readonly Cidr[]) => new PrefixMap(all.map((cidr, i) => [cidr, i]));

describe('a prefix map', () => {
  it('gives an address what the longest prefix, and of two the first, gives it', () => {
    fc.assert(
      fc.property(blocks, family, (all, own) => {
        const map = mapOf(all);
        for (let i = 0; i < WIDTH; i++) expect(map.at(addressAt(own, i))).toBe(naive(all, addressAt(own, i)));
      }),
      { numRuns: 500 },
    );
  });

  it('divides a set into what each of its addresses is given', () => {
    fc.assert(
      fc.property(blocks, family, sets, (all, own, pairs) => {
        const set = setOf(own, pairs);
        const { parts, rest } = mapOf(all).divide(own, set);
        for (let i = 0; i < WIDTH; i++) {
          const { value } = addressAt(own, i);
          const found = parts.filter(([, part]) => contains(part, value)).map(([entry]) => entry);
          const given = contains(set, value) ? naive(all, addressAt(own, i)) : undefined;
          expect(found).toEqual(given === undefined ? [] : [given]);
          expect(contains(rest, value)).toBe(contains(set, value) && given === undefined);
        }
      }),
      { numRuns: 500 },
    );
  });
});
