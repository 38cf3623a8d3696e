import type { RuleCondition, TargetGroup, TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../lib/account/types.ts';
import { healthy, probesApplication, serves } from '../../../lib/check/index.ts';
import type { Request } from '../../../lib/reach/listener-rule.ts';
import { accountOf, type Sketch } from '../account.ts';
import { denied, outcome, viewOf } from './view.ts';

const ARN = 'arn:aws:elasticloadbalancing:us-east-1:123456789012';
const BALANCER = `${ARN}:loadbalancer/app/shop/1`;
const LISTENER = `${ARN}:listener/app/shop/1/2`;
const [WEB, API, EMPTY] = ['web', 'api', 'empty'].map((name) => `${ARN}:targetgroup/${name}/1`) as [
  string,
  string,
  string,
];
const PLACES = {
  loadBalancer: [BALANCER],
  webTargets: [WEB],
  apiTargets: [API],
  emptyTargets: [EMPTY],
  web: ['i-web'],
  api: ['i-api'],
};

const SKETCH: Sketch = {
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24', zone: 'us-east-1a' },
    'subnet-b': { cidr: '10.0.2.0/24', zone: 'us-east-1b' },
  },
  groups: { 'sg-alb': {}, 'sg-web': { in: ['tcp/80 sg-alb'] }, 'sg-api': { in: ['tcp/8080 sg-alb'] } },
  hosts: {
    'i-web': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-web'] },
    'i-api': { subnet: 'subnet-b', ip: '10.0.2.10', groups: ['sg-api'] },
  },
};

const node = (subnet: string, ip: string) => ({
  NetworkInterfaceId: `eni-node-${subnet}`,
  SubnetId: subnet,
  VpcId: 'vpc-a',
  Description: 'ELB app/shop/1',
  PrivateIpAddress: ip,
  Groups: [{ GroupId: 'sg-alb' }],
});

const at = (Id: string, Port: number, State: 'healthy' | 'draining' | 'initial' | 'unused' = 'healthy') =>
  ({ Target: { Id, Port }, TargetHealth: { State } }) satisfies TargetHealthDescription;

interface Rule {
  to: string | [string, number][];
  when?: RuleCondition[];
}
const path = (...Values: string[]): RuleCondition => ({ Field: 'path-pattern', PathPatternConfig: { Values } });

/** A shop with these rules in front of the default, which forwards to the web servers. */
function shop(rules: Rule[], more: Partial<Account> = {}, sketch = SKETCH) {
  const action = ({ to }: Rule) =>
    typeof to === 'string'
      ? { Type: 'forward' as const, TargetGroupArn: to }
      : {
          Type: 'forward' as const,
          ForwardConfig: { TargetGroups: to.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })) },
        };
  const all = [...rules, { to: WEB }];
  return viewOf(sketch, PLACES, {
    NetworkInterfaces: [
      ...accountOf(sketch).NetworkInterfaces,
      node('subnet-a', '10.0.1.100'),
      node('subnet-b', '10.0.2.100'),
    ],
    LoadBalancers: [
      {
        LoadBalancerArn: BALANCER,
        Type: 'application',
        VpcId: 'vpc-a',
        State: { Code: 'active' },
        AvailabilityZones: [{ ZoneName: 'us-east-1a' }, { ZoneName: 'us-east-1b' }],
      },
    ],
    Listeners: [{ ListenerArn: LISTENER, LoadBalancerArn: BALANCER, Port: 80, Protocol: 'HTTP' }],
    Rules: all.map((rule, i) => ({
      RuleArn: `rule-${i + 1}`,
      ListenerArn: LISTENER,
      Priority: i === all.length - 1 ? 'default' : `${i + 1}`,
      IsDefault: i === all.length - 1,
      Conditions: rule.when ?? [],
      Actions: [action(rule)],
    })),
    TargetGroups: [group(WEB, 80), group(API, 8080), group(EMPTY, 80)],
    TargetHealth: { [WEB]: [at('i-web', 80)], [API]: [at('i-api', 8080)], [EMPTY]: [] },
    ...more,
  });
}

function group(TargetGroupArn: string, Port: number, more: Partial<TargetGroup> = {}): TargetGroup {
  return {
    TargetGroupArn,
    TargetGroupName: TargetGroupArn.split('/')[1],
    VpcId: 'vpc-a',
    Port,
    Protocol: 'HTTP',
    TargetType: 'instance',
    HealthCheckProtocol: 'HTTP',
    HealthCheckPort: 'traffic-port',
    HealthCheckPath: '/api/health',
    Matcher: { HttpCode: '200' },
    ...more,
  };
}

const asks = (request: Partial<Request> = {}) =>
  serves('loadBalancer', [{ host: 'shop.example.test', path: '/api/orders', ...request }], 'api');
const GOOD: Rule = { to: API, when: [path('/api/*')] };

describe('serves: the rule that a request meets', () => {
  const is = (condition: RuleCondition): Rule => ({ to: API, when: [path('/api/*'), condition] });
  const host = (...Values: string[]) => is({ Field: 'host-header', HostHeaderConfig: { Values } });
  const from = (...Values: string[]) => is({ Field: 'source-ip', SourceIpConfig: { Values } });
  const regex = (...RegexValues: string[]): Rule => ({
    to: API,
    when: [{ Field: 'path-pattern', PathPatternConfig: { RegexValues } }],
  });
  const method = (...Values: string[]) => is({ Field: 'http-request-method', HttpRequestMethodConfig: { Values } });
  const mobile: RuleCondition = {
    Field: 'http-header',
    HttpHeaderConfig: { HttpHeaderName: 'User-Agent', Values: ['*Mobile*'] },
  };

  it.each<[string, Rule[], string]>([
    ['a pattern', [GOOD], 'pass'],
    ['a pattern of another path', [{ to: API, when: [path('/api')] }], 'WRONG_TARGET_GROUP'],
    ['a pattern in other letters', [{ to: API, when: [path('/API/*')] }], 'WRONG_TARGET_GROUP'],
    ['one pattern of two', [{ to: API, when: [path('/x', '/ap?/*')] }], 'pass'],
    ['a regular expression', [regex('^/api/.*$')], 'pass'],
    ['a regular expression for something else', [regex('^/shop')], 'WRONG_TARGET_GROUP'],
    ['a regular expression that we cannot read', [regex('(?i)^/api')], 'WRONG_TARGET_GROUP'],
    ['a catch-all ahead', [{ to: WEB, when: [path('/*')] }, GOOD], 'WRONG_TARGET_GROUP'],
    ['a catch-all behind', [GOOD, { to: WEB, when: [path('/*')] }], 'pass'],
    ['its host, in other letters', [host('SHOP.example.test')], 'pass'],
    ['another host', [host('old.shop.example.test')], 'WRONG_TARGET_GROUP'],
    ['its method', [method('GET', 'POST')], 'pass'],
    ['another method', [method('POST')], 'WRONG_TARGET_GROUP'],
    ['every source', [from('0.0.0.0/0')], 'pass'],
    ['every source in two halves', [from('0.0.0.0/1', '128.0.0.0/1')], 'pass'],
    ['some sources', [from('203.0.113.0/24')], 'WRONG_TARGET_GROUP'],
    [
      'private sources ahead',
      [{ to: WEB, when: [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8'] } }] }, GOOD],
      'pass',
    ],
    [
      'a query string',
      [is({ Field: 'query-string', QueryStringConfig: { Values: [{ Value: '1' }] } })],
      'WRONG_TARGET_GROUP',
    ],
    ['a header that takes some away', [{ to: WEB, when: [mobile] }, GOOD], 'WRONG_TARGET_GROUP'],
    ['a header that leads some there too', [{ to: API, when: [mobile] }, GOOD], 'pass'],
  ])('%s', (_, rules, expected) => expect(outcome(asks(), shop(rules))).toBe(expected));

  it('takes the worst of several requests', () => {
    const orders = [{ path: '/api/orders' }, { path: '/api/orders', method: 'POST' }];
    const finding = serves('loadBalancer', orders, 'api').run(shop([method('GET')]));
    expect(finding).toMatchObject({
      expected: 'GET /api/orders, POST /api/orders are answered by api',
      actual: 'POST /api/orders: web answers',
      code: 'WRONG_TARGET_GROUP',
      where: [],
      cause: `rule default of ${LISTENER} takes it`,
    });
  });
});

describe('serves: who answers', () => {
  it.each<[string, Rule, string]>([
    [
      'all weight on the right group',
      {
        ...GOOD,
        to: [
          [API, 100],
          [WEB, 0],
        ],
      },
      'pass',
    ],
    [
      'some weight on another',
      {
        ...GOOD,
        to: [
          [API, 90],
          [WEB, 10],
        ],
      },
      'WRONG_TARGET_GROUP',
    ],
    ['no weight at all', { ...GOOD, to: [[API, 0]] }, 'WRONG_TARGET_GROUP'],
    ['a group without targets', { ...GOOD, to: EMPTY }, 'ELBV2_LISTENER_HAS_NO_TG'],
  ])('%s', (_, rule, expected) => expect(outcome(asks(), shop([rule]))).toBe(expected));

  it.each<[string, TargetHealthDescription[], string]>([
    ['another host beside it', [at('i-api', 8080), at('i-web', 80)], 'WRONG_TARGET'],
    ['another host beside it, out of reach', [at('i-api', 8080), at('i-web', 8080)], 'pass'],
    ['another host instead', [at('i-web', 80)], 'WRONG_TARGET_GROUP'],
    ['a port that it does not admit', [at('i-api', 80)], 'NO_HEALTHY_TARGET'],
    ['on its way out', [at('i-api', 8080, 'draining')], 'ELBV2_LISTENER_HAS_NO_TG'],
  ])('%s', (_, targets, expected) => {
    expect(outcome(asks(), shop([GOOD], { TargetHealth: { [WEB]: [at('i-web', 80)], [API]: targets } }))).toBe(
      expected,
    );
  });

  it('counts a target by address as the host that has it', () => {
    const TargetGroups = [group(WEB, 80), group(API, 8080, { TargetType: 'ip' })];
    const TargetHealth = { [WEB]: [], [API]: [at('10.0.2.10', 8080)] };
    expect(outcome(asks(), shop([GOOD], { TargetGroups, TargetHealth }))).toBe('pass');
  });

  it('needs a target in each zone with cross-zone off', () => {
    const off = { Attributes: { [API]: { 'load_balancing.cross_zone.enabled': 'false' } } };
    expect(outcome(asks(), shop([GOOD], off))).toBe('ELB_NOT_CROSSZONE');
  });

  it('fails without a listener, without a load balancer and without the host', () => {
    expect(outcome(asks({ port: 8080 }), shop([GOOD]))).toBe('ELBV2_LISTENERS_MISMATCH');
    expect(outcome(asks(), { ...shop([GOOD]), places: { ...PLACES, loadBalancer: [] } })).toBe('MISSING');
    expect(outcome(asks(), { ...shop([GOOD]), places: { ...PLACES, api: [] } })).toBe('MISSING');
  });

  it('cannot tell what could not be read, or is still being made', () => {
    expect(outcome(asks(), shop([GOOD], denied('elbv2 describe-rules')))).toBe('unknown');
    const LoadBalancers = [{ LoadBalancerArn: BALANCER, VpcId: 'vpc-a', State: { Code: 'provisioning' as const } }];
    expect(outcome(asks(), shop([GOOD], { LoadBalancers }))).toBe('unknown');
  });
});

describe('healthy', () => {
  const check = healthy('apiTargets');
  const see = (...targets: TargetHealthDescription[]) => shop([], { TargetHealth: { [API]: targets } });

  it.each<[string, TargetHealthDescription[], string]>([
    ['one', [at('i-api', 8080)], 'pass'],
    ['one of two', [at('i-web', 80, 'unused'), at('i-api', 8080)], 'pass'],
    ['none yet', [at('i-api', 8080, 'initial')], 'unknown'],
    ['none', [at('i-api', 8080, 'unused')], 'NO_HEALTHY_TARGET'],
    ['no targets', [], 'NO_HEALTHY_TARGET'],
  ])('%s', (_, targets, expected) => expect(outcome(check, see(...targets))).toBe(expected));

  it('cannot tell when health was not readable; fails without the group', () => {
    expect(outcome(check, shop([], { TargetHealth: {}, ...denied('elbv2 describe-target-health') }))).toBe('unknown');
    expect(outcome(check, { ...shop([]), places: { ...PLACES, apiTargets: [] } })).toBe('MISSING');
  });
});

describe('probesApplication', () => {
  const check = probesApplication('apiTargets', '/api/');
  const see = (change: Partial<TargetGroup>) => shop([], { TargetGroups: [group(API, 8080, change)] });

  it.each<[string, Partial<TargetGroup>, string]>([
    ['as it was', {}, 'pass'],
    ['another path of it', { HealthCheckPath: '/api/orders' }, 'pass'],
    ['redirects too', { Matcher: { HttpCode: '200-399' } }, 'pass'],
    ['its own port by number', { HealthCheckPort: '8080' }, 'pass'],
    ['a path that is not its own', { HealthCheckPath: '/' }, 'HEALTH_CHECK_NEUTERED'],
    ['errors too', { Matcher: { HttpCode: '200-499' } }, 'HEALTH_CHECK_NEUTERED'],
    ['a single error', { Matcher: { HttpCode: '200,404' } }, 'HEALTH_CHECK_NEUTERED'],
    ['another port', { HealthCheckPort: '22' }, 'HEALTH_CHECK_NEUTERED'],
    ['a connection only', { HealthCheckProtocol: 'TCP' }, 'HEALTH_CHECK_NEUTERED'],
    ['nothing', { HealthCheckEnabled: false }, 'HEALTH_CHECK_NEUTERED'],
  ])('%s', (_, change, expected) => expect(outcome(check, see(change))).toBe(expected));

  it('says what is wrong with it; fails without the group', () => {
    expect(check.run(see({ HealthCheckPort: '22', Matcher: { HttpCode: '200-499' } })).actual).toBe(
      'it asks port 22, it takes HTTP 200-499 for healthy',
    );
    expect(outcome(check, { ...shop([]), places: { ...PLACES, apiTargets: [] } })).toBe('MISSING');
  });
});
