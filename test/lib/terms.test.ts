import { expect, test } from 'vitest';
import { SEED_TAG, VARIANT_TAG } from '../../lib/place.ts';
import { DECOYS, DEFAULT_SEED, drawTerms, fill, termsOf } from '../../lib/terms.ts';

const CHOICES = { id: 'some-case', variants: ['A', 'B', 'C'], ports: { api: [8080, 8081, 8082], db: [5432, 6432] } };
const seeds = Array.from({ length: 400 }, (_, i) => `seed-${i}`);

test('the same seed gives the same terms', () => {
  for (const seed of seeds) expect(drawTerms(CHOICES, seed)).toEqual(drawTerms(CHOICES, seed));
});

test('different seeds give every variant, port, zone and decoy, and many networks', () => {
  const drawn = seeds.map((seed) => drawTerms(CHOICES, seed));
  const all = <T>(of: (terms: (typeof drawn)[number]) => T) => new Set(drawn.map(of));
  expect([...all(({ variant }) => variant)].sort()).toEqual(CHOICES.variants);
  expect([...all(({ port }) => port.api)].sort()).toEqual(CHOICES.ports.api);
  expect([...all(({ port }) => port.db)].sort()).toEqual(CHOICES.ports.db);
  expect([...all(({ zone }) => zone)].sort()).toEqual([0, 1]);
  expect([...all(({ decoy }) => decoy)].sort()).toEqual([...DECOYS].sort());
  expect(all(({ net }) => net).size).toBeGreaterThan(50);
});

test('two scenarios draw differently from one seed', () => {
  const others = seeds.filter(
    (seed) => drawTerms({ ...CHOICES, id: 'other' }, seed).net !== drawTerms(CHOICES, seed).net,
  );
  expect(others.length).toBeGreaterThan(300);
});

test('the two networks never overlap, nor meet those that tickets speak of or default VPCs', () => {
  for (const seed of seeds) {
    const { net, farNet } = drawTerms(CHOICES, seed);
    expect(net).not.toBe(farNet);
    for (const each of [net, farNet]) expect(each).toMatch(/^10\.([2-7]\d|1[2-7]\d)$/);
  }
});

test('a variant that is named changes nothing else', () => {
  for (const seed of seeds.slice(0, 20)) {
    const { variant: _, ...rest } = drawTerms(CHOICES, seed);
    expect(drawTerms(CHOICES, seed, 'B')).toEqual({ ...rest, variant: 'B' });
  }
});

test.each(['', 'a b', 'x'.repeat(41), '../etc', 'ü', '\n'])('refuses the seed %j', (seed) => {
  expect(() => drawTerms(CHOICES, seed)).toThrow('is no seed');
});

test('refuses a variant that is not there', () => {
  expect(() => drawTerms(CHOICES, 'x', 'Z')).toThrow('some-case has no variant Z');
});

test('reads them from the tags of a stack', () => {
  const tags = [
    { Key: SEED_TAG, Value: 'abc' },
    { Key: VARIANT_TAG, Value: 'C' },
  ];
  expect(termsOf(CHOICES, tags)).toEqual(drawTerms(CHOICES, 'abc', 'C'));
  expect(termsOf(CHOICES)).toEqual(drawTerms(CHOICES, DEFAULT_SEED));
});

test('fills texts, and leaves alone what it does not know', () => {
  const terms = { ...drawTerms(CHOICES, 'x'), net: '10.20', farNet: '10.130', port: { api: 8080, db: 5432 } };
  expect(fill('{{net}}.1.0/24 {{farNet}}.0.0/16 :{{port.api}} {{port.no}} {{ net }} {net}', terms)).toBe(
    '10.20.1.0/24 10.130.0.0/16 :8080 {{port.no}} {{ net }} {net}',
  );
});
