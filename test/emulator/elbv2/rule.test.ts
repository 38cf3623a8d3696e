import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createListener,
  createLoadBalancer,
  createTargetGroup,
  fixedResponse,
  forward,
  type Lab,
  refusal,
  startLab,
} from './lab.ts';

let lab: Lab;
let balancer: string;
let port = 8000;
beforeAll(async () => {
  lab = await startLab();
  balancer = (await createLoadBalancer(lab, 'web')).LoadBalancerArn;
});
afterAll(() => lab.close());

const newListener = async () =>
  (await createListener(lab, balancer, fixedResponse('404'), { Port: port++ })).ListenerArn;

const path = (...Values: string[]): elbv2.RuleCondition => ({ Field: 'path-pattern', Values });

async function createRule(ListenerArn: string, Priority: number, rest: Partial<elbv2.CreateRuleInput> = {}) {
  const input = { ListenerArn, Priority, Conditions: [path('/api/*')], Actions: [fixedResponse('200')], ...rest };
  const { Rules } = await lab.elbv2.send(new elbv2.CreateRuleCommand(input));
  return { ...Rules?.[0], RuleArn: Rules?.[0]?.RuleArn ?? '' };
}

async function prioritiesOf(ListenerArn: string) {
  const { Rules } = await lab.elbv2.send(new elbv2.DescribeRulesCommand({ ListenerArn }));
  return Rules?.map((rule) => rule.Priority);
}

test('rules are listed by priority as numbers, the default rule last', async () => {
  const listener = await newListener();
  for (const priority of [100, 20, 3]) await createRule(listener, priority);
  expect(await prioritiesOf(listener)).toEqual(['3', '20', '100', 'default']);
});

test('a path or host pattern is shown in both places, the other conditions in their config only', async () => {
  const listener = await newListener();
  const { Conditions } = await createRule(listener, 1, {
    Conditions: [
      path('/a', '/b'),
      { Field: 'host-header', HostHeaderConfig: { Values: ['*.example.com'] } },
      { Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8'] } },
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Beta', Values: ['1'] } },
    ],
  });
  expect(Conditions).toEqual([
    { Field: 'path-pattern', Values: ['/a', '/b'], PathPatternConfig: { Values: ['/a', '/b'] } },
    { Field: 'host-header', Values: ['*.example.com'], HostHeaderConfig: { Values: ['*.example.com'] } },
    { Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8'] } },
    { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Beta', Values: ['1'] } },
  ]);
  const other = await createRule(listener, 2, {
    Conditions: [
      { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'v', Value: '2' }, { Value: 'beta' }] } },
      { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } },
    ],
  });
  expect(other.Conditions).toEqual([
    { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'v', Value: '2' }, { Value: 'beta' }] } },
    { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } },
  ]);
});

const config = (Values: string[]) => ({ Values });

test.each([
  ['no conditions', [], 'A condition must be specified'],
  ['an unknown field', [{ Field: 'weather', Values: ['rain'] }], /^Condition field 'weather' must be one of/],
  ['too many values', [path('/1', '/2', '/3', '/4', '/5', '/6')], "A rule can only have '5' condition values"],
  ['a path with a space', [path('/a b')], "Condition value '/a b' contains a character that is not valid"],
  ['no values', [path()], 'A condition value must be specified'],
  ['two path conditions', [path('/a'), path('/b')], "A rule can only have one 'path-pattern' condition"],
  [
    'an address without a prefix',
    [{ Field: 'source-ip', SourceIpConfig: config(['10.0.0.1']) }],
    /not a valid CIDR block$/,
  ],
  [
    'a method in lower case',
    [{ Field: 'http-request-method', HttpRequestMethodConfig: config(['get']) }],
    /not valid$/,
  ],
] as [string, elbv2.RuleCondition[], string | RegExp][])('refuses %s', async (_what, Conditions, expected) => {
  const message = (await refusal(createRule(await newListener(), 1, { Conditions }))).replace('ValidationError: ', '');
  expect(message).toMatch(expected);
});

test('priorities are unique and in range', async () => {
  const listener = await newListener();
  await createRule(listener, 1);
  expect(await refusal(createRule(listener, 1))).toBe("PriorityInUse: Priority '1' is currently in use");
  expect(await refusal(createRule(listener, 50001))).toMatch(/^ValidationError: .*'priority'.*50000$/);
});

test('SetRulePriorities lets rules trade places, and changes nothing when two would share one', async () => {
  const listener = await newListener();
  const [one, two, three] = [
    await createRule(listener, 1),
    await createRule(listener, 2),
    await createRule(listener, 3),
  ];
  const set = (...pairs: [string, number][]) =>
    lab.elbv2.send(
      new elbv2.SetRulePrioritiesCommand({
        RulePriorities: pairs.map(([RuleArn, Priority]) => ({ RuleArn, Priority })),
      }),
    );
  await set([one.RuleArn, 2], [two.RuleArn, 1]);
  const { Rules } = await lab.elbv2.send(new elbv2.DescribeRulesCommand({ ListenerArn: listener }));
  expect(Rules?.slice(0, 3).map((rule) => rule.RuleArn)).toEqual([two.RuleArn, one.RuleArn, three.RuleArn]);
  expect(await refusal(set([one.RuleArn, 9], [two.RuleArn, 3]))).toBe(
    "PriorityInUse: Priority '3' is currently in use",
  );
  expect(await prioritiesOf(listener)).toEqual(['1', '2', '3', 'default']);
});

test('ModifyRule changes what it names and leaves the rest', async () => {
  const listener = await newListener();
  const { TargetGroupArn } = await createTargetGroup(lab, 'api');
  const { RuleArn } = await createRule(listener, 1);
  await lab.elbv2.send(new elbv2.ModifyRuleCommand({ RuleArn, Actions: [forward(TargetGroupArn)] }));
  await lab.elbv2.send(new elbv2.ModifyRuleCommand({ RuleArn, Conditions: [path('/v2/*')] }));
  const { Rules } = await lab.elbv2.send(new elbv2.DescribeRulesCommand({ RuleArns: [RuleArn] }));
  expect(Rules).toMatchObject([
    { Priority: '1', Conditions: [path('/v2/*')], Actions: [{ Type: 'forward', TargetGroupArn }] },
  ]);
});

test('the default rule can be neither changed nor deleted', async () => {
  const { Rules } = await lab.elbv2.send(new elbv2.DescribeRulesCommand({ ListenerArn: await newListener() }));
  const RuleArn = Rules?.[0]?.RuleArn ?? '';
  const change = lab.elbv2.send(new elbv2.ModifyRuleCommand({ RuleArn, Actions: [fixedResponse('200')] }));
  expect(await refusal(change)).toMatch(/^OperationNotPermitted: /);
  expect(await refusal(lab.elbv2.send(new elbv2.DeleteRuleCommand({ RuleArn })))).toBe(
    `OperationNotPermitted: Default rule '${RuleArn}' cannot be deleted`,
  );
});

test('DeleteRule deletes one rule, once', async () => {
  const listener = await newListener();
  const { RuleArn } = await createRule(listener, 1);
  await lab.elbv2.send(new elbv2.DeleteRuleCommand({ RuleArn }));
  expect(await prioritiesOf(listener)).toEqual(['default']);
  expect(await refusal(lab.elbv2.send(new elbv2.DeleteRuleCommand({ RuleArn })))).toBe(
    'RuleNotFound: One or more rules not found',
  );
});
