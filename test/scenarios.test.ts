import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { State } from '../emulator/state.ts';
import { destroy } from '../lib/destroy.ts';
import type { Scenario } from '../lib/scenario.ts';
import { drawTerms } from '../lib/terms.ts';
import { scenarios } from '../scenarios/index.ts';
import {
  type Bench,
  contentOf,
  createStack,
  failures,
  gradeLab,
  openLab,
  type Synthesised,
  startBench,
  synthesise,
} from './lab.ts';

/** Drawn anew in each run, so that no address or port is a habit; BREAKFIX_SEED repeats one. */
const SEED = process.env.BREAKFIX_SEED ?? randomBytes(4).toString('hex');

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const suits = (variant: string) => (fix: { readonly variants?: readonly string[] }) =>
  fix.variants?.includes(variant) ?? true;

function fixesFor<F extends { readonly variants?: readonly string[] }>(
  fixes: Readonly<Record<string, F>>,
  variant: string,
) {
  return Object.entries(fixes).filter(([, fix]) => suits(variant)(fix));
}

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (_, scenario) => {
  const everFailed = new Set<string>();
  const everAdvised = new Set<string>();

  describe.each(scenario.variants.map((variant) => [variant]))(`variant %s, seed ${SEED}`, (variant) =>
    prove(scenario, variant, everFailed, everAdvised),
  );

  it('has no idle check: each fails in some state', () => {
    expect(Object.keys(scenario.checks).filter((id) => !everFailed.has(id))).toEqual([]);
    expect(Object.keys(scenario.advice).filter((id) => !everAdvised.has(id))).toEqual([]);
  });
});

function prove(scenario: Scenario, variant: string, everFailed: Set<string>, everAdvised: Set<string>): void {
  const broken = scenario.broken[variant] ?? {};
  let stack: Synthesised;
  let pristine: State;
  let deployed: State;

  beforeAll(async () => {
    stack = synthesise(scenario, drawTerms(scenario, SEED, variant));
    pristine = bench.state.clone();
    pristine.transaction('us-east-1', () => {});
    deployed = pristine.clone();
    bench.use(deployed);
    await createStack(bench.clients, stack);
  });
  beforeEach(() => bench.use(deployed.clone()));

  const found = async () => {
    const report = await gradeLab(bench, scenario);
    for (const id of Object.keys(failures(report))) everFailed.add(id);
    for (const { id } of report.advice) everAdvised.add(id);
    return { failing: failures(report), verdict: report.verdict, advice: report.advice.map(({ id }) => id) };
  };

  it('is broken for the declared reasons when it is fresh', async () => {
    expect(Object.keys(broken)).not.toEqual([]);
    expect(await found()).toEqual({ failing: broken, verdict: 'unsolved', advice: [] });
  });

  it.each(fixesFor(scenario.fixes, variant))('accepts: %s', async (_, fix) => {
    await fix.apply(await openLab(bench, scenario));
    expect(await found()).toEqual({ failing: {}, verdict: 'solved', advice: fix.advises ?? [] });
    await leavesNothing();
  });

  it.each(fixesFor(scenario.wrongFixes, variant))('refuses: %s', async (_, wrong) => {
    await wrong.apply(await openLab(bench, scenario));
    const { failing, verdict } = await found();
    expect(Object.keys(failing)).not.toEqual([]);
    expect({ failing, verdict }).toEqual({ failing: wrong.fails, verdict: 'unsolved' });
    await leavesNothing();
  });

  /** Destroys the lab with all that was done to it, and deploys it anew as `reset` does. */
  async function leavesNothing(): Promise<void> {
    const state = bench.current();
    expect(await destroy(bench.clients, scenario.id, { seconds: 20 })).toEqual([]);
    expect(remains(contentOf(state), contentOf(pristine))).toEqual([]);
    await createStack(bench.clients, stack);
    expect(failures(await gradeLab(bench, scenario))).toEqual(broken);
  }
}

/** Records that AWS, too, keeps in sight for a while after a deletion, and the memory of stacks, are no remains. */
const KEPT =
  /\/(stacks|natGateways|instances|clientTokens|vpcEndpoints|instanceConnectEndpoints|vpcPeeringConnections|transitGateway\w*)\//;

function remains(after: readonly string[], before: readonly string[]): string[] {
  const known = new Set(before);
  return after.filter((record) => !known.has(record) && !KEPT.test(record));
}
