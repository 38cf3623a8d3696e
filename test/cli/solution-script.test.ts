import { afterEach, expect, test } from 'vitest';
import { gradeLab } from '../../cli/grade-lab.ts';
import { fixesFor, solutionScript } from '../../cli/solution-script.ts';
import { LOCAL_CREDENTIALS } from '../../cli/target.ts';
import type { Target } from '../../cli/verb.ts';
import { type LocalAws, startLocalAws } from '../../emulator/local-aws.ts';
import { connect } from '../../lib/clients.ts';
import { deploy } from '../../lib/deploy.ts';
import { drawTerms } from '../../lib/terms.ts';
import { scenarios } from '../../scenarios/index.ts';
import { runScript, withoutAwsCli } from '../grader/aws-cli.ts';

if (withoutAwsCli) console.log(`Solutions are not tried with the AWS CLI: ${withoutAwsCli}.`);

/** BREAKFIX_EVERY_FIX=1 tries every fix of every variant, which takes minutes. */
const everything = process.env.BREAKFIX_EVERY_FIX === '1';
const cases = scenarios.flatMap((scenario) =>
  (everything ? scenario.variants : scenario.variants.slice(0, 1)).flatMap((variant) => {
    const names = fixesFor(scenario, variant).map(([name]) => name);
    return (everything ? names : names.slice(0, 1)).map((name) => ({ id: scenario.id, variant, name, scenario }));
  }),
);

const region = 'us-east-1';
let aws: LocalAws | undefined;
afterEach(() => aws?.close());

async function freshTarget(): Promise<Target> {
  aws = await startLocalAws({ port: 0 });
  const clients = connect({ region, endpoint: aws.url, credentials: LOCAL_CREDENTIALS });
  const identity = async () => ({ account: '', arn: '' });
  return { name: 'local', region, endpoint: aws.url, clients, identity };
}

test.skipIf(withoutAwsCli).each(cases)('$id $variant: the commands for $name solve it', async (each) => {
  const { scenario, variant, name } = each;
  const terms = drawTerms(scenario, undefined, variant);
  const target = await freshTarget();
  // Another lab comes first, so that no id is the same by chance.
  const [other] = scenarios.filter(({ id }) => id !== scenario.id);
  if (other) await deploy(target.clients, other, drawTerms(other), { pollMilliseconds: 50 });
  await deploy(target.clients, scenario, terms, { pollMilliseconds: 50 });
  expect((await gradeLab(target, scenario, 'en')).verdict).toBe('unsolved');
  const script = await solutionScript(scenario, terms, name, target, region);
  const { code, output } = await runScript(script, target.endpoint ?? '');
  expect(code, `${script}\n\n${output}`).toBe(0);
  const report = await gradeLab(target, scenario, 'en');
  expect(report.verdict, `${script}\n\n${output}\n\n${JSON.stringify(report, null, 2)}`).toBe('solved');
});
