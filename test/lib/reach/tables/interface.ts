import type { Sketch } from '../../account.ts';
import type { Table } from '../way.ts';

type Host = NonNullable<Sketch['hosts']>[string];

/** Two neighbours. */
const pair = (client: Partial<Host> = {}, server: Partial<Host> = {}): Sketch => ({
  subnets: { 'subnet-a': { cidr: '10.0.1.0/24' } },
  groups: { 'sg-a': { in: ['all 0.0.0.0/0'] } },
  hosts: {
    'i-client': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'], ...client },
    'i-server': { subnet: 'subnet-a', ip: '10.0.1.20', groups: ['sg-a'], ...server },
  },
});

/** Two middleboxes that send what they get to each other. */
const circle: Sketch = {
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24', routes: ['0.0.0.0/0 -> eni-x'] },
    'subnet-x': { cidr: '10.0.2.0/24', routes: ['0.0.0.0/0 -> eni-y'] },
    'subnet-y': { cidr: '10.0.3.0/24', routes: ['0.0.0.0/0 -> eni-x'] },
  },
  groups: { 'sg-a': { in: ['all 0.0.0.0/0'] } },
  hosts: {
    'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'] },
    'i-x': { subnet: 'subnet-x', ip: '10.0.2.10', groups: ['sg-a'], forwards: true },
    'i-y': { subnet: 'subnet-y', ip: '10.0.3.10', groups: ['sg-a'], forwards: true },
  },
};

const asymmetric = (rules: string[], back = true): Sketch => ({
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24' },
    'subnet-b': { cidr: '10.0.2.0/24', routes: back ? ['10.0.1.0/24 -> eni-fw'] : [] },
    'subnet-fw': { cidr: '10.0.3.0/24' },
  },
  groups: { 'sg-a': { in: [] }, 'sg-b': { in: ['tcp/443 10.0.1.0/24'] }, 'sg-fw': { in: rules } },
  hosts: {
    'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'] },
    'i-b': { subnet: 'subnet-b', ip: '10.0.2.10', groups: ['sg-b'] },
    'i-fw': { subnet: 'subnet-fw', ip: '10.0.3.10', groups: ['sg-fw'], forwards: true },
  },
});

const FLOW = 'i-client -> i-server tcp/443';
const BETWEEN = 'i-a -> i-b tcp/443';

export const interfaces: Table = {
  subject: 'interfaces and instances',
  rows: [
    ['both running', pair(), FLOW, 'reachable: sg-a sg-a i-server < sg-a sg-a i-client'],
    ['the sender is stopped', pair({ state: 'stopped' }), FLOW, 'blocked: i-client!BAD_STATE'],
    ['the receiver is stopped', pair({}, { state: 'stopped' }), FLOW, 'blocked: sg-a i-server!BAD_STATE'],
    ['the receiver is pending', pair({}, { state: 'pending' }), FLOW, 'unknown: sg-a i-server?'],
    [
      'an interface that is attached to nothing',
      pair({}, { detached: true }),
      'i-client -> eni-server tcp/443',
      'blocked: sg-a eni-server!BAD_STATE',
    ],
    [
      'from an interface that is attached to nothing',
      pair({ detached: true }),
      'eni-client -> i-server tcp/443',
      'blocked: eni-client!BAD_STATE',
    ],
    [
      'from another address, with the source/destination check',
      pair(),
      '10.0.1.99@i-client -> i-server tcp/443',
      'blocked: eni-client!ENI_SOURCE_DEST_CHECK_RESTRICTION sg-a sg-a i-server < sg-a subnet-a!NO_POSSIBLE_DESTINATION',
    ],
    [
      'from another address, without it: the answer is lost',
      pair({ forwards: true }),
      '10.0.1.99@i-client -> i-server tcp/443',
      'blocked: sg-a sg-a i-server < sg-a subnet-a!NO_POSSIBLE_DESTINATION',
    ],
    [
      'in circles',
      circle,
      'i-a -> 8.8.8.8 tcp/443',
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-x sg-a eni-x sg-a acl-subnet-x rtb-subnet-x acl-subnet-y sg-a eni-y sg-a acl-subnet-y rtb-subnet-y acl-subnet-x sg-a eni-x!NO_POSSIBLE_DESTINATION',
    ],
    [
      'the answer takes the way of the question',
      asymmetric([], false),
      BETWEEN,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-a sg-a i-a',
    ],
    [
      'the answer meets a middlebox that never saw the question',
      asymmetric([]),
      BETWEEN,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-fw sg-fw!SG_HAS_NO_RULES eni-fw sg-fw acl-subnet-fw rtb-subnet-fw acl-subnet-a sg-a i-a',
    ],
    [
      'the answer meets one that lets it in by a rule',
      asymmetric(['tcp/1024-65535 10.0.2.0/24']),
      BETWEEN,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-fw sg-fw eni-fw sg-fw acl-subnet-fw rtb-subnet-fw acl-subnet-a sg-a i-a',
    ],
  ],
};
