import { grade } from '../grader/grade.ts';
import { interpret } from '../lib/network/network.ts';
import { trace } from '../lib/reach/flow.ts';
import { drawTerms } from '../lib/terms.ts';
import { createStack, readLab, startBench, synthesise } from '../proof/bench.ts';
import { findScenario } from '../scenarios/index.ts';
import type { Report } from './report.ts';

const ROUNDS = 200;

/** Where the time of a grade goes: reading the account, interpreting it, one trace there and back, all checks. */
export async function walk(): Promise<Report> {
  const bench = await startBench();
  const scenario = findScenario('private-subnet-no-nat');
  const terms = drawTerms(scenario);
  await createStack(bench.clients, synthesise(scenario, terms));
  const account = await readLab(bench, scenario);
  const network = interpret(account);
  const batch = account.Instances[0]?.InstanceId ?? '';
  const json = {
    'read the account': await each(() => readLab(bench, scenario)),
    'interpret it': await each(() => interpret(account)),
    'trace to the internet and back': await each(() =>
      trace(network, { from: batch, to: 'internet', protocol: 'tcp', port: 443 }),
    ),
    'grade, given the account': await each(() => grade(scenario, account, terms)),
  };
  await bench.close();
  const lines = Object.entries(json).map(([what, ms]) => `${ms.toFixed(3).padStart(9)} ms  ${what}`);
  return { json, text: lines.join('\n') };
}

async function each(work: () => unknown): Promise<number> {
  const start = performance.now();
  for (let round = 0; round < ROUNDS; round++) await work();
  return (performance.now() - start) / ROUNDS;
}
