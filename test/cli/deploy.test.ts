import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeContext } from '../../cli/context.ts';
import { deployLab } from '../../cli/deploy.ts';
import { readRecord } from '../../cli/lab-record.ts';
import type { Target } from '../../cli/verb.ts';
import { findStack, stackName } from '../../lib/lab-stack.ts';
import { type Bench, contentOf, startBench } from '../../proof/bench.ts';
import { findScenario } from '../../scenarios/index.ts';

const scenario = findScenario('sg-syn-dropped');
let bench: Bench;
let account: Target;

beforeAll(async () => {
  bench = await startBench();
  const identity = async () => ({ account: '123456789012', arn: 'arn:aws:iam::123456789012:user/someone' });
  account = { name: 'aws', region: 'us-east-1', clients: bench.clients, identity };
});
afterAll(() => bench.close());

test('nothing is created in an account before somebody has said yes', async () => {
  const before = contentOf(bench.current());
  const context = makeContext({ target: 'aws', json: true });
  await expect(deployLab(context, account, scenario)).rejects.toMatchObject({
    code: 'CONFIRMATION_NEEDED',
    exitCode: 64,
    message: expect.stringMatching(/account 123456789012 in us-east-1/),
  });
  expect(contentOf(bench.current())).toEqual(before);
  expect(await findStack(bench.clients, stackName(scenario.id))).toBeUndefined();
  expect(readRecord({ target: 'aws', account: '123456789012', region: 'us-east-1' }, scenario.id)).toBeUndefined();
});

test('what is to be confirmed names account, Region, principal and cost', async () => {
  const said: string[] = [];
  const questions: string[] = [];
  const context = {
    ...makeContext({ target: 'aws', json: true }),
    note: (text: string) => void said.push(text),
    confirm: async (question: string) => {
      questions.push(question);
      return false;
    },
  };
  await expect(deployLab(context, account, scenario)).rejects.toMatchObject({ code: 'CANCELLED', exitCode: 130 });
  expect(questions).toEqual(['Deploy sg-syn-dropped to account 123456789012 in us-east-1?']);
  for (const fact of ['123456789012', 'us-east-1', 'user/someone', '$0.0']) expect(said.join('\n')).toContain(fact);
});

test('an account that does not answer who we are is left alone', async () => {
  const expired = Object.assign(new Error('The security token included in the request is expired'), { code: 'x' });
  const target = { ...account, identity: () => Promise.reject(expired) };
  await expect(deployLab(makeContext({ json: true, yes: true }), target, scenario)).rejects.toBe(expired);
});
