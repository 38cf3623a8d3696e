import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BreakfixError } from '../lib/error.ts';
import { packageRoot } from '../lib/package-root.ts';
import type { Scenario } from '../lib/scenario.ts';
import { drawTerms } from '../lib/terms.ts';
import type { Bench } from '../proof/bench.ts';
import { scenarios } from '../scenarios/index.ts';
import { paint } from './output.ts';
import { givenScenario } from './scenario.ts';
import { type Context, type Run, text } from './verb.ts';

/** Something that a case promises and does not keep. */
interface Broken {
  readonly variant?: string;
  readonly what: string;
  readonly problems: readonly string[];
}

interface Verified {
  readonly scenario: string;
  readonly variants: readonly string[];
  readonly states: number;
  readonly broken: readonly Broken[];
}

/** Proves cases on a local AWS of its own in memory: their content, and every state of every variant. */
export const run: Run = async (given, context) => {
  const only = text(given, 'id') === undefined ? undefined : givenScenario(given);
  const variant = text(given, 'variant');
  const seed = text(given, 'seed') ?? randomBytes(4).toString('hex');
  const chosen = only ? [only] : scenarios;
  if (variant !== undefined && !only) {
    throw new BreakfixError('USAGE', '--variant needs a case.', `breakfix verify <id> --variant ${variant}`, 64);
  }
  // Refuses a seed or a variant that is none, before anything starts.
  for (const scenario of chosen) drawTerms(scenario, seed, variant);
  refuseStale(chosen);
  const start = Date.now();
  const { startBench } = await import('../proof/bench.ts');
  const bench = await startBench();
  const verified: Verified[] = [];
  try {
    for (const scenario of chosen) verified.push(await verify(context, bench, scenario, seed, variant));
  } finally {
    await bench.close();
  }
  const broken = verified.reduce((sum, each) => sum + each.broken.length, 0);
  summarise(context, verified, broken, { seed, seconds: Math.round((Date.now() - start) / 1000) });
  context.emit({ seed, holds: broken === 0, cases: verified });
  return broken === 0 ? 0 : 1;
};

async function verify(
  context: Context,
  bench: Bench,
  scenario: Scenario,
  seed: string,
  only: string | undefined,
): Promise<Verified> {
  const { verify: words } = context.words;
  const { id } = scenario;
  const step = context.step(words.content(id));
  const { contentProblems, readCase } = await import('../proof/content.ts');
  const broken: Broken[] = contentProblems(readCase(scenario)).flatMap(({ title, problems }) =>
    problems.length > 0 ? [{ what: title, problems }] : [],
  );
  const { idle, Proof } = await import('../proof/proof.ts');
  const variants = only === undefined ? scenario.variants : [only];
  const proofs = variants.map((variant) => new Proof(() => bench, scenario, variant, seed));
  let states = 0;
  for (const proof of proofs) {
    const { variant } = proof.terms;
    const promised = proof.promised();
    for (const [done, { title, prove }] of promised.entries()) {
      step.update(words.variant(id, variant, done, promised.length));
      const problems = await prove().catch((error: Error) => [error.message]);
      if (problems.length > 0) broken.push({ variant, what: title, problems });
    }
    states += promised.length;
  }
  // One variant alone need not make every check fail.
  const unused = only === undefined ? idle(scenario, proofs) : [];
  if (unused.length > 0) broken.push({ what: words.idle, problems: unused });
  if (broken.length === 0) step.done(words.holds(id, states));
  else step.fail(words.fails(id, broken.length));
  for (const each of broken) print(context, each);
  return { scenario: id, variants, states, broken };
}

function print(context: Context, { variant, what, problems }: Broken): void {
  const where = variant === undefined ? '' : `${context.words.verify.in(variant)}, `;
  context.print(`  ${paint('red', '✘')} ${where}${what}`);
  for (const problem of problems) context.print(`      ${problem}`);
}

function summarise(
  context: Context,
  verified: readonly Verified[],
  broken: number,
  { seed, seconds }: { seed: string; seconds: number },
): void {
  const { verify: words } = context.words;
  const sum = (count: (each: Verified) => number) => verified.reduce((total, each) => total + count(each), 0);
  if (broken > 0) {
    context.print(paint('red', words.failed(broken, seed)));
    return;
  }
  const variants = sum((each) => each.variants.length);
  context.print(
    paint(
      'green',
      words.summary(
        verified.length,
        variants,
        sum((each) => each.states),
        seconds,
        seed,
      ),
    ),
  );
}

/** What runs is compiled: a case that was changed since is another than the one that would be proven. */
function refuseStale(chosen: readonly Scenario[]): void {
  const changed = (file: string) => (existsSync(file) ? statSync(file).mtimeMs : 0);
  const stale = chosen.find(({ id }) => {
    const path = (...names: string[]) => join(packageRoot(), ...names, 'scenarios', id);
    const built = changed(join(path('dist'), 'scenario.js'));
    return built > 0 && changed(join(path(), 'scenario.ts')) > built;
  });
  if (!stale) return;
  const what = `${stale.id} was changed after it was built.`;
  throw new BreakfixError('STALE_BUILD', what, `npm run build, and breakfix verify ${stale.id} again`, 78);
}
