import { DescribeStackResourceDriftsCommand, DetectStackDriftCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { State } from '../../../emulator/state.ts';
import { stackName } from '../../../lib/lab-stack.ts';
import type { Scenario } from '../../../lib/scenario.ts';
import { drawTerms } from '../../../lib/terms.ts';
import { type Bench, createStack, openLab, startBench, synthesise } from '../../../proof/bench.ts';
import { scenarios } from '../../../scenarios/index.ts';

let bench: Bench;
let pristine: State;
beforeAll(async () => {
  bench = await startBench();
  pristine = bench.state.clone();
});
beforeEach(() => bench.use(pristine.clone()));
afterAll(() => bench.close());

/** What drift detection finds in a case: every property that is not as the template says, and what is gone. */
async function drift({ id }: Scenario): Promise<string[]> {
  const { cloudformation } = bench.clients;
  const StackName = stackName(id);
  await cloudformation.send(new DetectStackDriftCommand({ StackName }));
  const { StackResourceDrifts = [] } = await cloudformation.send(new DescribeStackResourceDriftsCommand({ StackName }));
  expect(StackResourceDrifts.length).toBeGreaterThan(5);
  return StackResourceDrifts.flatMap(({ ResourceType, StackResourceDriftStatus: status, PropertyDifferences = [] }) => {
    const type = ResourceType?.split('::').at(-1);
    if (status === 'DELETED') return `${type} DELETED`;
    return PropertyDifferences.map(({ PropertyPath, DifferenceType }) => `${type} ${DifferenceType} ${PropertyPath}`);
  });
}

const cases = scenarios.flatMap((scenario) =>
  scenario.variants.map((variant) => [scenario.id, variant, scenario] as const),
);

test.each(cases)('%s %s is deployed without drift', async (_id, variant, scenario) => {
  await createStack(bench.clients, synthesise(scenario, drawTerms(scenario, undefined, variant)));
  expect(await drift(scenario)).toEqual([]);
});

/** Where a learner's fix changes what the template made, drift detection shows it; what is new is no drift. */
const FIXES: readonly [id: string, fix: string, shown: string[]][] = [
  ['alb-misrouted-listener-rule', 'API rule first', ['ListenerRule NOT_EQUAL /Priority']],
  ['alb-misrouted-listener-rule', 'catch-all rule deleted', ['ListenerRule DELETED']],
  [
    'alb-misrouted-listener-rule',
    'catch-all rule narrowed',
    [
      'ListenerRule REMOVE /Conditions/0/PathPatternConfig/Values/0',
      'ListenerRule ADD /Conditions/0/PathPatternConfig/Values/0',
    ],
  ],
  ['asymmetric-path-syn-ack-dropped', 'the mirror route', []],
  [
    'nacl-syn-ack-dropped',
    'ephemeral ports out, and a security group rule on top',
    ['SecurityGroup ADD /SecurityGroupEgress/1'],
  ],
  ['private-subnet-no-nat', 'NAT gateway in the public subnet', []],
  [
    'sg-syn-dropped',
    'rules that name each other',
    ['SecurityGroup ADD /SecurityGroupEgress/1', 'SecurityGroup ADD /SecurityGroupIngress/2'],
  ],
];

test.each(FIXES)('%s: %s', async (id, name, shown) => {
  const scenario = scenarios.find((each) => each.id === id);
  const fix = scenario?.fixes[name];
  if (!scenario || !fix) throw new Error(`no fix ${name} of ${id}`);
  await createStack(bench.clients, synthesise(scenario, drawTerms(scenario, undefined, fix.variants?.[0])));
  await fix.apply(await openLab(bench, scenario));
  expect(await drift(scenario)).toEqual(shown);
});
