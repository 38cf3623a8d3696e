import { describe, expect, it } from 'vitest';
import { type Diagnosis, judge, type Truth, truthsOf } from '../../grader/diagnosis.ts';
import { drawTerms } from '../../lib/terms.ts';
import { gradeLab } from '../../proof/bench.ts';
import { findScenario } from '../../scenarios/index.ts';
import { freshBench, VARIANTS } from './fresh-bench.ts';

const fixture = freshBench();

async function truths(id: string, variant: string): Promise<string[]> {
  const scenario = findScenario(id);
  await fixture.deploy(scenario, drawTerms(scenario, 'diagnosis', variant));
  const { checks } = await gradeLab(fixture.bench, scenario);
  const told = truthsOf(checks).map(({ direction, component, reason }) => `${direction} ${component} ${reason}`);
  return [...new Set(told)].sort();
}

/** What is wrong in each variant, written from what the cases are meant to teach: the walk has to find just that. */
const TABLE: readonly (readonly [id: string, variant: string, ...truths: string[]])[] = [
  ['public-subnet-missing-igw-route', 'A', 'answer route-table no-route'],
  ['private-subnet-no-nat', 'A', 'request route-table no-route'],
  ['nat-gateway-in-private-subnet', 'A', 'request nat-gateway leads-nowhere'],
  ['sg-syn-dropped', 'A', 'request security-group not-allowed'],
  ['nacl-syn-ack-dropped', 'A', 'answer network-acl not-allowed'],
  ['nacl-syn-ack-dropped', 'B', 'answer network-acl not-allowed'],
  ['nacl-syn-ack-dropped', 'C', 'answer network-acl not-allowed'],
  ['alb-misrouted-listener-rule', 'A', 'neither listener wrong-rule'],
  ['alb-misrouted-listener-rule', 'B', 'neither listener wrong-rule'],
  ['alb-misrouted-listener-rule', 'C', 'neither listener wrong-rule'],
  ['alb-misrouted-listener-rule', 'D', 'neither listener wrong-rule'],
  ['alb-in-private-subnets', 'A', 'answer route-table no-route'],
  ['alb-502-vs-504-targets', 'A', 'neither target-group nothing-listens', 'request security-group not-allowed'],
  ['s3-gateway-endpoint-route-missing', 'A', 'request route-table no-route'],
  ['s3-gateway-endpoint-route-missing', 'B', 'request security-group not-allowed'],
  ['s3-gateway-endpoint-route-missing', 'C', 'neither vpc-endpoint policy'],
  [
    'ssm-interface-endpoints-unreachable',
    'A',
    'neither vpc-endpoint name',
    'request route-table no-route',
    'request security-group not-allowed',
  ],
  ['vpc-peering-one-way-route', 'A', 'answer route-table no-route'],
  ['vpc-peering-one-way-route', 'B', 'answer route-table no-route'],
  ['vpc-peering-one-way-route', 'C', 'answer route-table no-route'],
  ['asymmetric-path-syn-ack-dropped', 'A', 'answer security-group not-allowed'],
  ['asymmetric-path-syn-ack-dropped', 'B', 'answer security-group not-allowed'],
];

it('the table has every variant of every case', () => {
  const all = VARIANTS.map(([id, variant]) => `${id} ${variant}`);
  expect(TABLE.map(([id, variant]) => `${id} ${variant}`).sort()).toEqual(all.sort());
});

describe('the true diagnosis of', () => {
  it.each(TABLE.map(([id, variant, ...expected]) => [id, variant, expected] as const))(
    '%s %s',
    async (id, variant, expected) => {
      expect(await truths(id, variant)).toEqual(expected);
    },
  );
});

describe('a diagnosis', () => {
  const acl: Truth = { direction: 'answer', component: 'network-acl', ids: ['acl-1'], reason: 'not-allowed' };
  const group: Truth = {
    direction: 'request',
    component: 'security-group',
    ids: ['sg-1', 'sg-2'],
    reason: 'not-allowed',
  };
  const said = (rest: Partial<Diagnosis>): Diagnosis => ({
    ...{ direction: 'answer', component: 'network-acl', reason: 'not-allowed' },
    ...rest,
  });

  it.each<[string, Partial<Diagnosis>, string]>([
    ['is right without the id', {}, 'direction component reason'],
    ['is right with the id', { id: 'acl-1' }, 'direction component reason'],
    ['is wrong about which one', { id: 'acl-2' }, 'direction reason'],
    [
      'may name any of several groups',
      { direction: 'request', component: 'security-group', id: 'sg-2' },
      'direction component reason',
    ],
    [
      'is held against the nearest truth, not against a mixture',
      { component: 'security-group', reason: 'no-route' },
      'direction',
    ],
    ['may have nothing right', { direction: 'neither', component: 'listener', reason: 'wrong-rule' }, ''],
  ])('%s', (_, rest, right) => {
    const judged = Object.entries(judge(said(rest), [acl, group])).filter(([, is]) => is);
    expect(judged.map(([part]) => part).join(' ')).toBe(right);
  });

  it('of a lab in which nothing is wrong has nothing right', () => {
    expect(judge(said({}), [])).toEqual({ direction: false, component: false, reason: false });
  });
});
