import { afterAll, beforeAll } from 'vitest';
import type { State } from '../../emulator/state.ts';
import type { Scenario } from '../../lib/scenario.ts';
import type { Terms } from '../../lib/terms.ts';
import { type Bench, createStack, startBench, synthesise } from '../../proof/bench.ts';
import { scenarios } from '../../scenarios/index.ts';

/** Every case with each of its variants. */
export const VARIANTS = scenarios.flatMap(({ id, variants }) => variants.map((variant) => [id, variant] as const));

/** A bench for the tests of a file. */
interface FreshBench {
  readonly bench: Bench;
  /** Deploys a lab into an account that nobody has used, and answers the state, to be cloned for what is tried on it. */
  deploy(scenario: Scenario, terms: Terms): Promise<State>;
}

export function freshBench(): FreshBench {
  let bench: Bench;
  let unused: State;
  beforeAll(async () => {
    bench = await startBench();
    unused = bench.current();
  });
  afterAll(() => bench.close());
  return {
    get bench() {
      return bench;
    },
    async deploy(scenario, terms) {
      const state = unused.clone();
      bench.use(state);
      await createStack(bench.clients, synthesise(scenario, terms));
      return state;
    },
  };
}
