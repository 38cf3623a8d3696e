import { describe, expect, it } from 'vitest';
import { interpret } from '../../../lib/network/network.ts';
import { predictTargetHealth, serversOf } from '../../../lib/reach/target-health.ts';
import { accountOf, type Sketch } from '../account.ts';
import type { BalancerSketch, TargetGroupSketch } from '../load-balancer.ts';

const NODES = { 'subnet-1': '10.0.1.5', 'subnet-2': '10.0.2.5' };

/** A load balancer in two of three zones, with a target in each. */
const site = (
  group: Partial<TargetGroupSketch> = {},
  balancer: Partial<BalancerSketch> = {},
  rules = ['tcp/8080 sg-lb'],
): Sketch => ({
  subnets: {
    'subnet-1': { cidr: '10.0.1.0/24' },
    'subnet-2': { cidr: '10.0.2.0/24', zone: 'us-east-1b' },
    'subnet-3': { cidr: '10.0.3.0/24', zone: 'us-east-1c' },
  },
  groups: { 'sg-lb': { in: [] }, 'sg-app': { in: rules }, 'sg-shut': { in: [] } },
  hosts: {
    'i-1': { subnet: 'subnet-1', ip: '10.0.1.10', groups: ['sg-app'] },
    'i-2': { subnet: 'subnet-2', ip: '10.0.2.10', groups: ['sg-app'] },
    'i-3': { subnet: 'subnet-3', ip: '10.0.3.10', groups: ['sg-app'] },
    'i-shut': { subnet: 'subnet-1', ip: '10.0.1.20', groups: ['sg-shut'] },
    'i-off': { subnet: 'subnet-1', ip: '10.0.1.30', groups: ['sg-app'], state: 'stopped' },
  },
  balancers: { lb: { groups: ['sg-lb'], nodes: NODES, listeners: { 'HTTP:80': ['tg-a'] }, ...balancer } },
  targetGroups: { 'tg-a': { to: 'HTTP:8080', targets: ['i-1'], ...group } },
});

const NLB: Partial<BalancerSketch> = { type: 'network', listeners: { 'TCP:80': ['tg-a'] } };

describe('the health of a target', () => {
  it.each<[string, Sketch, string]>([
    ['that every node reaches', site(), 'healthy'],
    ['that lets the nodes in on another port', site({}, {}, ['tcp/9090 sg-lb']), 'unhealthy Target.Timeout'],
    [
      'that a network load balancer does not reach',
      site({ to: 'TCP:8080', targets: ['i-shut'] }, NLB),
      'unhealthy Target.FailedHealthChecks',
    ],
    ['on the port of the health check', site({ healthPort: 9090 }), 'unhealthy Target.Timeout'],
    ['on the port of the health check, which is open', site({ healthPort: 9090 }, {}, ['tcp/9090 sg-lb']), 'healthy'],
    ['on its own port', site({ targets: ['i-1:9090'] }), 'unhealthy Target.Timeout'],
    ['that is stopped', site({ targets: ['i-off'] }), 'unused Target.InvalidState'],
    ['that is no more', site({ targets: ['i-gone'] }), 'unused Target.InvalidState'],
    ['in a zone that is not enabled', site({ targets: ['i-3'] }), 'unused Target.NotInUse'],
    ['of a group that no rule names', site({}, { listeners: { 'HTTP:80': ['answers'] } }), 'unused Target.NotInUse'],
    ['without health checks', site({ healthChecks: false }), 'unavailable Target.HealthCheckDisabled'],
    ['given by its address', site({ type: 'ip', targets: ['10.0.2.10'] }), 'healthy'],
    ['given by an address that nobody has', site({ type: 'ip', targets: ['10.0.2.99'] }), 'unhealthy Target.Timeout'],
  ])('%s', (_, sketch, expected) => {
    const [told] = predictTargetHealth(interpret(accountOf(sketch)), 'tg-a');
    const { State, Reason } = told?.TargetHealth ?? {};
    expect([State, Reason].filter(Boolean).join(' ')).toBe(expected);
  });
});

describe('the nodes that hand requests to a target', () => {
  const nodesOf = (sketch: Sketch) => {
    const network = interpret(accountOf(sketch));
    const [balancer] = network.loadBalancers.values();
    return serversOf(network, balancer!, network.targetGroups.get('tg-a')!).map(({ host, nodes }) =>
      [host, ...nodes].join(' '),
    );
  };

  it.each<[string, Sketch, string[]]>([
    ['all of them', site(), ['i-1 eni-lb-1 eni-lb-2']],
    [
      'those of its zone, where cross-zone load balancing is off',
      site({ targets: ['i-1', 'i-2'], crossZone: false }),
      ['i-1 eni-lb-1', 'i-2 eni-lb-2'],
    ],
    ['those of its zone, as is usual for network load balancers', site({ to: 'TCP:8080' }, NLB), ['i-1 eni-lb-1']],
    ['none in a zone that is not enabled', site({ targets: ['i-3'] }), ['i-3']],
    ['none where one of them cannot', site({ targets: ['i-shut'] }), ['i-shut']],
    ['none while it is draining', site({ targets: ['i-1 draining'] }), []],
  ])('%s', (_, sketch, expected) => expect(nodesOf(sketch)).toEqual(expected));
});
