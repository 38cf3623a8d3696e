import type { State } from '../emulator/state.ts';
import { destroy } from '../lib/destroy.ts';
import type { Scenario } from '../lib/scenario.ts';
import { drawTerms, type Terms } from '../lib/terms.ts';
import {
  type Bench,
  contentOf,
  createStack,
  failures,
  gradeLab,
  openLab,
  type Synthesised,
  synthesise,
} from './bench.ts';

/** One thing that a case promises of itself: how it is when it is fresh, a fix that it accepts, one that it refuses. */
export interface Promised {
  readonly title: string;
  /** Tries it on a copy of the deployed lab, and answers what does not hold, in sentences; nothing when it does. */
  prove(): Promise<readonly string[]>;
}

type Failing = Readonly<Record<string, string | undefined>>;

/**
 * The proof of one variant of a case, on a bench that is asked for when it is needed: fresh it is broken for its declared reasons, each fix makes every
 * check pass, each wrong fix leaves its declared checks failing, and after any of them the lab can be destroyed without remains
 * and deployed anew.
 */
export class Proof {
  readonly scenario: Scenario;
  readonly terms: Terms;
  /** The checks that have failed, and the advice that was given, in any state so far. */
  readonly seen = new Set<string>();
  readonly #bench: () => Bench;
  #deployment: Promise<{ stack: Synthesised; pristine: State; deployed: State }> | undefined;

  constructor(bench: () => Bench, scenario: Scenario, variant: string, seed: string) {
    this.#bench = bench;
    this.scenario = scenario;
    this.terms = drawTerms(scenario, seed, variant);
  }

  /** All that the variant promises, in the order in which a person would try it. */
  promised(): readonly Promised[] {
    const { fixes, wrongFixes } = this.scenario;
    return [
      { title: 'is broken for the declared reasons when it is fresh', prove: () => this.#fresh() },
      ...this.#of(fixes).map(([name, fix]) => ({
        title: `accepts: ${name}`,
        prove: () => this.#applied(fix.apply, {}, fix.advises ?? []),
      })),
      ...this.#of(wrongFixes).map(([name, wrong]) => ({
        title: `refuses: ${name}`,
        prove: () => this.#applied(wrong.apply, wrong.fails as Failing),
      })),
    ];
  }

  #of<F extends { readonly variants?: readonly string[] }>(moves: Readonly<Record<string, F>>): [string, F][] {
    const { variant } = this.terms;
    return Object.entries(moves).filter(([, { variants }]) => variants?.includes(variant) ?? true);
  }

  async #fresh(): Promise<readonly string[]> {
    const declared: Failing = this.scenario.broken[this.terms.variant] ?? {};
    if (Object.keys(declared).length === 0) return ['no check is declared to fail'];
    await this.#open();
    return this.#compare(declared, []);
  }

  async #applied(
    apply: Scenario['fixes'][string]['apply'],
    declared: Failing,
    advises?: readonly string[],
  ): Promise<readonly string[]> {
    const { pristine, stack } = await this.#open();
    if (advises === undefined && Object.keys(declared).length === 0) return ['it declares no check that still fails'];
    try {
      await apply(await openLab(this.#bench(), this.scenario));
    } catch (error) {
      return [`it cannot be carried out: ${error instanceof Error ? error.message : String(error)}`];
    }
    const found = await this.#compare(declared, advises);
    return [...found, ...(await this.#leavesNothing(pristine, stack))];
  }

  /** A copy of the deployed lab is what answers from now on. */
  async #open() {
    this.#deployment ??= this.#deploy();
    const deployment = await this.#deployment;
    this.#bench().use(deployment.deployed.clone());
    return deployment;
  }

  async #deploy() {
    const stack = synthesise(this.scenario, this.terms);
    const pristine = this.#bench().state.clone();
    pristine.transaction('us-east-1', () => {});
    const deployed = pristine.clone();
    this.#bench().use(deployed);
    await createStack(this.#bench().clients, stack);
    return { stack, pristine, deployed };
  }

  /** How the grade differs from what is declared. Without `advises`, whatever advice is given is fine. */
  async #compare(declared: Failing, advises: readonly string[] | undefined): Promise<string[]> {
    const report = await gradeLab(this.#bench(), this.scenario);
    const failing = failures(report);
    const advice = report.advice.map(({ id }) => id);
    for (const id of [...Object.keys(failing), ...advice]) this.seen.add(id);
    return [
      ...differences(declared, failing),
      ...(advises === undefined ? [] : differences(asked(advises), asked(advice)).map((each) => `advice ${each}`)),
    ];
  }

  /** Destroys the lab with all that was done to it, and deploys it anew as `reset` does. */
  async #leavesNothing(pristine: State, stack: Synthesised): Promise<string[]> {
    const state = this.#bench().current();
    const survivors = await destroy(this.#bench().clients, this.scenario.id, { seconds: 20 });
    const left = remains(contentOf(state), contentOf(pristine));
    if (survivors.length + left.length > 0) {
      const named = [...survivors.map(({ type, id }) => `${type} ${id}`), ...left];
      return [`destroy leaves behind: ${named.join(', ')}`];
    }
    await createStack(this.#bench().clients, stack);
    const anew = differences(
      this.scenario.broken[this.terms.variant] ?? {},
      failures(await gradeLab(this.#bench(), this.scenario)),
    );
    return anew.map((each) => `after a reset, ${each}`);
  }
}

/** The checks and advice of a case that have failed in no state: nobody would notice if they tested nothing. */
export function idle(scenario: Scenario, proofs: readonly Proof[]): string[] {
  const seen = new Set(proofs.flatMap((proof) => [...proof.seen]));
  const terms = proofs[0]?.terms ?? drawTerms(scenario);
  const all = [...Object.keys(scenario.checks(terms)), ...Object.keys(scenario.advice(terms))];
  return all
    .filter((id) => !seen.has(id))
    .map((id) => `${id} fails in no state, so nothing shows that it tests anything`);
}

const asked = (ids: readonly string[]): Failing => Object.fromEntries(ids.map((id) => [id, 'given']));

function differences(declared: Failing, found: Failing): string[] {
  const ids = [...new Set([...Object.keys(declared), ...Object.keys(found)])];
  return ids.flatMap((id) => {
    const [wanted, got] = [declared[id], found[id]];
    if (wanted === got) return [];
    if (!(id in found)) return [`${id} was to fail with ${wanted}, and passes`];
    if (!(id in declared)) return [`${id} fails with ${got}, which is not declared`];
    return [`${id} was to fail with ${wanted}, and fails with ${got}`];
  });
}

/** Records that AWS, too, keeps in sight for a while after a deletion, and the memory of stacks, are no remains. */
const KEPT =
  /\/(stacks|natGateways|instances|clientTokens|vpcEndpoints|instanceConnectEndpoints|vpcPeeringConnections|transitGateway\w*)\//;

function remains(after: readonly string[], before: readonly string[]): string[] {
  const known = new Set(before);
  return after.filter((record) => !known.has(record) && !KEPT.test(record));
}
