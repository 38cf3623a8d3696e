import { CreateKeyPairCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Finding } from '../../lib/check/finding.ts';
import type { Fix, Scenario } from '../../lib/scenario.ts';
import { type Bench, startBench } from '../../proof/bench.ts';
import { idle, Proof } from '../../proof/proof.ts';
import { findScenario } from '../../scenarios/index.ts';

/** A case that holds, to be spoilt in one way at a time. */
const good = findScenario('private-subnet-no-nat');
const works = good.fixes['NAT gateway in the public subnet'] as Fix;
const nothing: Fix = { korean: '변경 없음', apply: async () => {} };

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const bare = { ...good, fixes: {}, wrongFixes: {} } as Scenario;

/** What does not hold of a spoilt case, by what was promised. */
async function broken(scenario: Scenario): Promise<Record<string, readonly string[]>> {
  const proof = new Proof(() => bench, scenario, 'A', 'spoilt');
  const found: Record<string, readonly string[]> = {};
  for (const { title, prove } of proof.promised()) {
    const problems = await prove();
    if (problems.length > 0) found[title] = problems;
  }
  const unused = idle(scenario, [proof]).filter((each) => each.startsWith('extra'));
  return unused.length > 0 ? { ...found, idle: unused } : found;
}

const alwaysThere =
  (run: () => Finding['verdict']): Scenario['checks'] =>
  (terms) => ({
    ...good.checks(terms),
    extra: { places: [], run: () => ({ verdict: run(), expected: '', actual: '', where: [], code: 'OVER_BUDGET' }) },
  });

it('finds nothing in a case that holds', async () => {
  const wrongFixes = { nothing: { ...nothing, fails: { outbound: 'NO_ROUTE_TO_DESTINATION' as const } } };
  expect(await broken({ ...bare, fixes: { works }, wrongFixes })).toEqual({});
});

it.each<[string, Partial<Scenario>, Record<string, readonly string[]>]>([
  [
    'a fix that does not work any more',
    { fixes: { nothing } },
    { 'accepts: nothing': ['outbound fails with NO_ROUTE_TO_DESTINATION, which is not declared'] },
  ],
  [
    'a fix that cannot be carried out',
    { fixes: { nothing: { korean: '없는 역할', apply: async (lab) => void lab.id('nobody') } } },
    { 'accepts: nothing': ['it cannot be carried out: nothing plays the role nobody'] },
  ],
  [
    'advice that is declared and not given',
    { fixes: { works: { ...works, advises: ['dear'] } } },
    { 'accepts: works': ['advice dear was to fail with given, and passes'] },
  ],
  [
    'a wrong fix that passes',
    { wrongFixes: { works: { ...works, fails: { outbound: 'NO_ROUTE_TO_DESTINATION' } } } },
    { 'refuses: works': ['outbound was to fail with NO_ROUTE_TO_DESTINATION, and passes'] },
  ],
  [
    'a wrong fix that fails for another reason',
    { wrongFixes: { nothing: { ...nothing, fails: { outbound: 'NACL' as never } } } },
    { 'refuses: nothing': ['outbound was to fail with NACL, and fails with NO_ROUTE_TO_DESTINATION'] },
  ],
  [
    'a wrong fix that declares nothing',
    { wrongFixes: { works: { ...works, fails: {} } } },
    { 'refuses: works': ['it declares no check that still fails'] },
  ],
  [
    'another fault than the declared one',
    { broken: { A: { sealed: 'REACHABLE' } } },
    {
      'is broken for the declared reasons when it is fresh': [
        'sealed was to fail with REACHABLE, and passes',
        'outbound fails with NO_ROUTE_TO_DESTINATION, which is not declared',
      ],
    },
  ],
  [
    'no declared fault',
    { broken: { A: {} } },
    { 'is broken for the declared reasons when it is fresh': ['no check is declared to fail'] },
  ],
  [
    'a check that never fails',
    { checks: alwaysThere(() => 'pass') },
    { idle: ['extra fails in no state, so nothing shows that it tests anything'] },
  ],
])('finds %s', async (_, spoilt, problems) => {
  expect(await broken({ ...bare, ...spoilt } as Scenario)).toEqual(problems);
});

it('finds what destroy leaves behind', async () => {
  const apply: Fix['apply'] = async (lab) => {
    await works.apply(lab);
    await lab.ec2.send(new CreateKeyPairCommand({ KeyName: 'left' }));
  };
  const [problem] = Object.values(await broken({ ...bare, fixes: { leaves: { korean: '키 페어를 남김', apply } } }));
  expect(problem).toEqual([expect.stringMatching(/^destroy leaves behind: us-east-1\/keyPairs\/key-/)]);
});

it('finds a reset that does not bring the broken state back', async () => {
  let asked = 0;
  const checks = alwaysThere(() => (++asked > 2 ? 'fail' : 'pass'));
  const problems = await broken({ ...bare, fixes: { works }, checks });
  expect(problems).toMatchObject({
    'accepts: works': ['after a reset, extra fails with OVER_BUDGET, which is not declared'],
  });
});
