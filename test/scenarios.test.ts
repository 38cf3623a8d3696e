import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, startBench } from '../proof/bench.ts';
import { idle, Proof } from '../proof/proof.ts';
import { scenarios } from '../scenarios/index.ts';

/** Drawn anew in each run, so that no address or port is a habit; BREAKFIX_SEED repeats one. */
const SEED = process.env.BREAKFIX_SEED ?? randomBytes(4).toString('hex');

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (_, scenario) => {
  const proofs = scenario.variants.map((variant) => new Proof(() => bench, scenario, variant, SEED));

  describe.each(proofs.map((proof) => [proof.terms.variant, proof] as const))(
    `variant %s, seed ${SEED}`,
    (_, proof) => {
      it.each(proof.promised().map((each) => [each.title, each] as const))('%s', async (_, promised) => {
        expect(await promised.prove()).toEqual([]);
      });
    },
  );

  it('has no idle check: each fails in some state', () => {
    expect(idle(scenario, proofs)).toEqual([]);
  });
});
