import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

const host = (...Values: string[]): elbv2.RuleCondition => ({ Field: 'host-header', HostHeaderConfig: { Values } });
const header = (HttpHeaderName: string, ...Values: string[]): elbv2.RuleCondition => ({
  Field: 'http-header',
  HttpHeaderConfig: { HttpHeaderName, Values },
});
const pairs = (...values: string[]): elbv2.QueryStringConditionConfig => ({
  Values: values.map((Value) => ({ Value })),
});

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

test.each([
  ['six wildcards', [path('/*/?', '/*/*', '/??')], "A rule can only have '5' condition wildcards"],
  ['a host without a dot', [host('example')], /must contain a '.' character/],
  ['a host that ends in a digit', [host('10.0.0.1')], /must contain a '.' character/],
  [
    'values beside regular expressions',
    [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/a'], RegexValues: ['^/b'] } }],
    /^You cannot specify both values and regular expressions/,
  ],
  ['a lookahead', [{ Field: 'path-pattern', PathPatternConfig: { RegexValues: ['^/(?=a)'] } }], /not supported$/],
  ['half a regular expression', [{ Field: 'path-pattern', PathPatternConfig: { RegexValues: ['(a'] } }], /not valid/],
  [
    'regular expressions for methods',
    [{ Field: 'http-request-method', HttpRequestMethodConfig: { RegexValues: ['GET'] } }],
    /^A condition value must be specified/,
  ],
  [
    'the host as a header',
    [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'Host', Values: ['a.com'] } }],
    /^You cannot specify the host header/,
  ],
  [
    'a header name with a space',
    [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'my header', Values: ['a'] } }],
    /^HTTP header name 'my header' is not valid/,
  ],
] as [string, elbv2.RuleCondition[], string | RegExp][])('takes no %s', async (_what, Conditions, expected) => {
  const answer = await refusal(createRule(await newListener(), 1, { Conditions }));
  expect(answer).toMatch(/^ValidationError: /);
  expect(answer.replace('ValidationError: ', '')).toMatch(expected);
});

test.each([
  [
    'five wildcards and an escaped one',
    [{ Field: 'query-string', QueryStringConfig: pairs('a*', 'b?', '*c*', 'd*\\*') }],
  ],
  ['a host with wildcards', [host('*.example.com')]],
  ['regular expressions', [{ Field: 'host-header', HostHeaderConfig: { RegexValues: ['^a+\\.example\\.com$'] } }]],
  ['one header twice', [header('X-A', 'one'), header('X-A', 'two')]],
  ['both families of addresses', [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8', '2001:db8::/32'] } }]],
] as [string, elbv2.RuleCondition[]][])('takes %s, and shows them', async (_what, Conditions) => {
  const { RuleArn } = await createRule(await newListener(), 1, { Conditions });
  const { Rules } = await lab.elbv2.send(new elbv2.DescribeRulesCommand({ RuleArns: [RuleArn] }));
  expect(Rules?.[0]?.Conditions).toMatchObject(Conditions);
});

describe('transforms', () => {
  const rewrite = (Regex: string, Replace = '/'): elbv2.RuleTransform => ({
    Type: 'url-rewrite',
    UrlRewriteConfig: { Rewrites: [{ Regex, Replace }] },
  });

  test('are kept, changed and reset', async () => {
    const { RuleArn } = await createRule(await newListener(), 1, { Transforms: [rewrite('^/a')] });
    const shown = async () =>
      (await lab.elbv2.send(new elbv2.DescribeRulesCommand({ RuleArns: [RuleArn] }))).Rules?.[0]?.Transforms;
    const modify = (input: Partial<elbv2.ModifyRuleInput>) =>
      lab.elbv2.send(new elbv2.ModifyRuleCommand({ RuleArn, ...input }));
    expect(await shown()).toEqual([rewrite('^/a')]);
    await modify({ Transforms: [rewrite('^/b')] });
    expect(await shown()).toEqual([rewrite('^/b')]);
    expect(await refusal(modify({ Transforms: [rewrite('^/c')], ResetTransforms: true }))).toMatch(
      /^ValidationError: /,
    );
    await modify({ ResetTransforms: true });
    expect(await shown()).toEqual([]);
  });

  test.each([
    ['two of a type', [rewrite('^/a'), rewrite('^/b')], /one transform of each type/],
    ['no rewrite', [{ Type: 'url-rewrite', UrlRewriteConfig: { Rewrites: [] } }], /'UrlRewriteConfig'$/],
    ['a back-reference', [rewrite('(a)\\1')], /not supported$/],
    ['a pattern of 1,025 characters', [rewrite('a'.repeat(1025))], /cannot be longer than '1024'/],
    ['an unknown type', [{ Type: 'path-rewrite' }], /'transforms.1.member.type' failed/],
  ] as [string, elbv2.RuleTransform[], RegExp][])('are refused with %s', async (_what, Transforms, expected) => {
    expect(await refusal(createRule(await newListener(), 1, { Transforms }))).toMatch(expected);
  });
});

test('a load balancer has at most 100 rules besides the default ones, on all of its listeners', async () => {
  const full = (await createLoadBalancer(lab, 'full')).LoadBalancerArn;
  const first = (await createListener(lab, full, fixedResponse('404'), { Port: 80 })).ListenerArn;
  const second = (await createListener(lab, full, fixedResponse('404'), { Port: 81 })).ListenerArn;
  for (let priority = 1; priority <= 100; priority++) await createRule(priority % 2 ? first : second, priority);
  expect(await refusal(createRule(first, 101))).toBe(
    `TooManyRules: The maximum number of rules on load balancer ${full} has been reached`,
  );
});

test('a load balancer forwards to at most 100 target groups, five of them in one action', async () => {
  const full = (await createLoadBalancer(lab, 'wide')).LoadBalancerArn;
  const listener = (await createListener(lab, full, fixedResponse('404'))).ListenerArn;
  const groups: string[] = [];
  for (let index = 0; index <= 100; index++) {
    groups.push((await createTargetGroup(lab, `wide-${index}`)).TargetGroupArn);
  }
  const toAll = (arns: string[]): Partial<elbv2.CreateRuleInput> => ({
    Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups: arns.map((TargetGroupArn) => ({ TargetGroupArn })) } }],
  });
  const six = createRule(listener, 1, toAll(groups.slice(0, 6)));
  expect(await refusal(six)).toMatch(/^TooManyUniqueTargetGroupsPerLoadBalancer: /);
  for (let index = 0; index < 20; index++) {
    await createRule(listener, index + 1, toAll(groups.slice(index * 5, index * 5 + 5)));
  }
  await createRule(listener, 21, toAll(groups.slice(3, 8)));
  expect(await refusal(createRule(listener, 22, toAll(groups.slice(100))))).toBe(
    "TooManyUniqueTargetGroupsPerLoadBalancer: You have reached the maximum number of unique target groups that you can associate with a load balancer of type 'application': [100]",
  );
});

describe('rules of a network load balancer', () => {
  let listener: string;
  let group: string;
  beforeAll(async () => {
    const { LoadBalancerArn } = await createLoadBalancer(lab, 'net', { Type: 'network' });
    group = (await createTargetGroup(lab, 'net', { Protocol: 'TCP' })).TargetGroupArn;
    listener = (await createListener(lab, LoadBalancerArn, forward(group), { Protocol: 'TCP' })).ListenerArn;
  });
  const from = (SourceIpConfig: elbv2.SourceIpConditionConfig) => [{ Field: 'source-ip', SourceIpConfig }];
  const create = (Priority: number, Conditions: elbv2.RuleCondition[], rest: Partial<elbv2.CreateRuleInput> = {}) =>
    createRule(listener, Priority, { Conditions, Actions: [forward(group)], ...rest });

  test('look at the address type of the source', async () => {
    await create(1, from({ IpAddressType: 'ipv6' }));
    const { Rules } = await lab.elbv2.send(new elbv2.DescribeRulesCommand({ ListenerArn: listener }));
    expect(Rules?.map(({ Priority, Conditions }) => [Priority, Conditions])).toEqual([
      ['1', from({ IpAddressType: 'ipv6' })],
      ['default', []],
    ]);
  });

  test.each([
    ['a path', [path('/a')], {}, /^ValidationError: A rule of a TCP listener can only have one 'source-ip' condition$/],
    ['blocks', from({ Values: ['10.0.0.0/8'] }), {}, /^ValidationError: .*must have an IP address type/],
    ['an unknown type', from({ IpAddressType: 'ipx' as 'ipv4' }), {}, /^ValidationError: .*ipAddressType/],
    [
      'a response',
      from({ IpAddressType: 'ipv4' }),
      { Actions: [fixedResponse('200')] },
      /^InvalidLoadBalancerAction: /,
    ],
    [
      'a transform',
      from({ IpAddressType: 'ipv4' }),
      { Transforms: [{ Type: 'url-rewrite' }] },
      /^ValidationError: Transforms are not supported/,
    ],
  ] as [string, elbv2.RuleCondition[], Partial<elbv2.CreateRuleInput>, RegExp][])(
    'look at nothing else: not at %s',
    async (_what, conditions, rest, expected) => {
      expect(await refusal(create(9, conditions, rest))).toMatch(expected);
    },
  );

  test('alone may name an address type', async () => {
    const named = createRule(await newListener(), 1, { Conditions: from({ IpAddressType: 'ipv4' }) });
    expect(await refusal(named)).toMatch(/^ValidationError: An IP address type cannot be specified/);
  });
});
