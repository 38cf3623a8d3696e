import { describe, expect, it } from 'vitest';
import { interpret } from '../../../lib/network/network.ts';
import { responsesTo } from '../../../lib/reach/response.ts';
import { predictTargetHealth } from '../../../lib/reach/target-health.ts';
import { accountOf, type Sketch } from '../account.ts';

const OPEN = { in: ['all 0.0.0.0/0'], out: ['all 0.0.0.0/0'] };

/** A load balancer with a node in two zones, and a target in each. */
const site = (change: Partial<Sketch> = {}, group: object = {}): Sketch => ({
  gateways: { 'igw-a': 'vpc-a' },
  subnets: {
    'subnet-1': { cidr: '10.0.1.0/24', zone: 'us-east-1a', routes: ['0.0.0.0/0 -> igw-a'] },
    'subnet-2': { cidr: '10.0.2.0/24', zone: 'us-east-1b', routes: ['0.0.0.0/0 -> igw-a'] },
    'subnet-3': { cidr: '10.0.3.0/24', zone: 'us-east-1a' },
  },
  groups: { 'sg-lb': OPEN, 'sg-app': { in: ['tcp/8080 sg-lb'] } },
  hosts: {
    'i-a': { subnet: 'subnet-1', ip: '10.0.1.10', groups: ['sg-app'] },
    'i-b': { subnet: 'subnet-2', ip: '10.0.2.10', groups: ['sg-app'] },
  },
  balancers: {
    web: {
      internetFacing: true,
      groups: ['sg-lb'],
      nodes: { 'subnet-1': '10.0.1.5 52.0.0.5', 'subnet-2': '10.0.2.5 52.0.0.6' },
      listeners: { 'HTTP:80': ['app'] },
    },
  },
  targetGroups: { app: { to: 'HTTP:8080', targets: ['i-a', 'i-b'], ...group } },
  ...change,
});

function seen(sketch: Sketch, port = 80): string {
  const network = interpret(accountOf(sketch));
  const [balancer] = [...network.loadBalancers.values()];
  return responsesTo(network, balancer!, { path: '/', port })
    .map(({ status }) => `${status}`)
    .sort()
    .join(' ');
}

function health(sketch: Sketch): string {
  const [group] = [...interpret(accountOf(sketch)).targetGroups.keys()];
  return predictTargetHealth(interpret(accountOf(sketch)), group ?? '')
    .map(({ TargetHealth }) => [TargetHealth?.State, TargetHealth?.Reason].filter(Boolean).join(' '))
    .join(', ');
}

const closed = { 'sg-lb': OPEN, 'sg-app': { in: ['tcp/22 sg-lb'] } };
const stopped = { ...site().hosts, 'i-a': { ...site().hosts!['i-a']!, state: 'stopped' as const } };
const halfOpen = { ...site().hosts, 'i-b': { ...site().hosts!['i-b']!, groups: ['sg-none'] } };

describe('what a client of an application load balancer sees, and what health says', () => {
  it.each<[string, Sketch, string, string]>([
    ['all is well', site(), 'target', 'healthy, healthy'],
    [
      'no target answers: it fails open',
      site({ groups: closed }),
      '504',
      'unhealthy Target.Timeout, unhealthy Target.Timeout',
    ],
    [
      'one target answers: the other gets nothing',
      site({ hosts: halfOpen, groups: { ...site().groups, 'sg-none': {} } }),
      'target',
      'healthy, unhealthy Target.Timeout',
    ],
    [
      'the health check has a port of its own, which is closed: it fails open, and all is well',
      site({}, { healthPort: 9000 }),
      'target',
      'unhealthy Target.Timeout, unhealthy Target.Timeout',
    ],
    ['no targets', site({}, { targets: [] }), '503', ''],
    ['a stopped target', site({ hosts: stopped }), 'target', 'unused Target.InvalidState, healthy'],
    ['only a stopped target', site({ hosts: stopped }, { targets: ['i-a'] }), '503', 'unused Target.InvalidState'],
    [
      'a zone without a target, cross-zone off',
      site({}, { targets: ['i-a'], crossZone: false }),
      '503 target',
      'healthy',
    ],
  ])('%s', (_, sketch, statuses, states) => {
    expect(seen(sketch)).toBe(statuses);
    expect(health(sketch)).toBe(states);
  });

  it('is nothing on a port without a listener', () => expect(seen(site(), 8443)).toBe('undefined'));
});
