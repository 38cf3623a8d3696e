import type { Sketch } from '../../account.ts';
import type { Table } from '../way.ts';

type Group = NonNullable<Sketch['groups']>[string];

const ALL = ['all 0.0.0.0/0'];

/** Two neighbours. */
const pair = (client: Group, server: Group, change: Partial<Sketch> = {}): Sketch => ({
  subnets: { 'subnet-a': { cidr: '10.0.1.0/24' } },
  groups: { 'sg-client': { in: [], out: ALL, ...client }, 'sg-server': { out: [], ...server } },
  hosts: {
    'i-client': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-client'] },
    'i-server': { subnet: 'subnet-a', ip: '10.0.1.20', groups: ['sg-server'] },
  },
  ...change,
});

const several = (groups: Record<string, Group>): Sketch => {
  const sketch = pair({}, {}, { groups: { 'sg-client': { out: ALL }, ...groups } });
  sketch.hosts!['i-server']!.groups = Object.keys(groups);
  return sketch;
};

/** The server's only way to the client, or the client's to it, leads through a middlebox. */
const throughMiddlebox = (rule: string): Sketch => ({
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24', routes: ['10.0.2.0/24 -> eni-fw'] },
    'subnet-b': { cidr: '10.0.2.0/24', routes: ['10.0.1.0/24 -> eni-fw'] },
    'subnet-fw': { cidr: '10.0.3.0/24' },
  },
  groups: { 'sg-a': { in: [], out: ALL }, 'sg-b': { in: [rule], out: [] }, 'sg-fw': { in: ALL, out: ALL } },
  hosts: {
    'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'] },
    'i-b': { subnet: 'subnet-b', ip: '10.0.2.10', groups: ['sg-b'] },
    'i-fw': { subnet: 'subnet-fw', ip: '10.0.3.10', groups: ['sg-fw'], forwards: true },
  },
});

/** The client asks for the server's public address, so that it comes in from the internet under its own. */
const byPublicAddress = (rule: string): Sketch => {
  const sketch = pair({}, { in: [rule] }, { gateways: { 'igw-a': 'vpc-a' } });
  sketch.subnets['subnet-a']!.routes = ['0.0.0.0/0 -> igw-a'];
  sketch.hosts!['i-client']!.public = '52.0.0.1';
  sketch.hosts!['i-server']!.public = '52.0.0.2';
  return sketch;
};

const FLOW = 'i-client -> i-server tcp/443';

export const securityGroups: Table = {
  subject: 'security groups',
  rows: [
    [
      'a rule for the port and the client',
      pair({}, { in: ['tcp/443 10.0.1.10/32'] }),
      FLOW,
      'reachable: sg-client sg-server i-server < sg-server sg-client i-client',
    ],
    [
      'a rule for another port',
      pair({}, { in: ['tcp/444 10.0.1.10/32'] }),
      FLOW,
      'blocked: sg-client sg-server!ENI_SG_RULES_MISMATCH i-server < sg-server sg-client i-client',
    ],
    [
      'a rule for another client',
      pair({}, { in: ['tcp/443 10.0.1.11/32'] }),
      FLOW,
      'blocked: sg-client sg-server!ENI_SG_RULES_MISMATCH i-server < sg-server sg-client i-client',
    ],
    [
      'a rule for another protocol',
      pair({}, { in: ['udp/443 10.0.1.10/32'] }),
      FLOW,
      'blocked: sg-client sg-server!ENI_SG_RULES_MISMATCH i-server < sg-server sg-client i-client',
    ],
    [
      'protocol -1 is every protocol and port',
      pair({}, { in: ALL }),
      'i-client -> i-server udp/53',
      'reachable: sg-client sg-server i-server < sg-server sg-client i-client',
    ],
    [
      'an empty outbound list lets nothing out',
      pair({ out: [] }, { in: ALL }),
      FLOW,
      'blocked: sg-client!SG_HAS_NO_RULES sg-server i-server < sg-server sg-client i-client',
    ],
    [
      'the client asks by outbound rules',
      pair({ out: ['tcp/443 10.0.1.20/32'] }, { in: ALL }),
      FLOW,
      'reachable: sg-client sg-server i-server < sg-server sg-client i-client',
    ],
    [
      'an outbound rule for another server',
      pair({ out: ['tcp/443 10.0.1.21/32'] }, { in: ALL }),
      FLOW,
      'blocked: sg-client!ENI_SG_RULES_MISMATCH sg-server i-server < sg-server sg-client i-client',
    ],
    [
      'groups of one interface add up',
      several({ 'sg-x': { in: [] }, 'sg-y': { in: ['tcp/443 10.0.1.0/24'] } }),
      FLOW,
      'reachable: sg-client sg-y i-server < sg-x+sg-y sg-client i-client',
    ],
    [
      'groups of one interface, none of which admits it',
      several({ 'sg-x': { in: [] }, 'sg-y': { in: ['tcp/22 10.0.1.0/24'] } }),
      FLOW,
      'blocked: sg-client sg-x+sg-y!ENI_SG_RULES_MISMATCH i-server < sg-x+sg-y sg-client i-client',
    ],
    ['groups of which one was not read', unread(), FLOW, 'unknown: sg-client sg-server+sg-unread?'],
    [
      'a group as source',
      pair({}, { in: ['tcp/443 sg-client'] }),
      FLOW,
      'reachable: sg-client sg-server i-server < sg-server sg-client i-client',
    ],
    [
      'a group as destination',
      pair({ out: ['tcp/443 sg-server'] }, { in: ALL }),
      FLOW,
      'reachable: sg-client sg-server i-server < sg-server sg-client i-client',
    ],
    [
      'a group as source that the client is not in',
      pair({}, { in: ['tcp/443 sg-server'] }),
      FLOW,
      'blocked: sg-client sg-server!ENI_SG_RULES_MISMATCH i-server < sg-server sg-client i-client',
    ],
    [
      'a group that is no more',
      pair({}, { in: ['tcp/443 sg-gone'] }),
      FLOW,
      'blocked: sg-client sg-server!ENI_SG_RULES_MISMATCH i-server < sg-server sg-client i-client',
    ],
    [
      'a group as source, asked for by the public address',
      byPublicAddress('tcp/443 sg-client'),
      'i-client -> 52.0.0.2 tcp/443',
      'blocked: sg-client acl-subnet-a rtb-subnet-a igw-a igw-a acl-subnet-a sg-server!ENI_SG_RULES_MISMATCH i-server < sg-server acl-subnet-a rtb-subnet-a igw-a igw-a acl-subnet-a sg-client i-client',
    ],
    [
      'a public address as source, asked for by the public address',
      byPublicAddress('tcp/443 52.0.0.1/32'),
      'i-client -> 52.0.0.2 tcp/443',
      'reachable: sg-client acl-subnet-a rtb-subnet-a igw-a igw-a acl-subnet-a sg-server i-server < sg-server acl-subnet-a rtb-subnet-a igw-a igw-a acl-subnet-a sg-client i-client',
    ],
    [
      'a group as source, through a middlebox',
      throughMiddlebox('tcp/443 sg-a'),
      'i-a -> i-b tcp/443',
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-fw sg-fw eni-fw sg-fw acl-subnet-fw rtb-subnet-fw acl-subnet-b sg-b!SG_REFERENCES_NOT_PRESERVED i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-fw sg-fw eni-fw sg-fw acl-subnet-fw rtb-subnet-fw acl-subnet-a sg-a i-a',
    ],
    [
      'an address as source, through a middlebox',
      throughMiddlebox('tcp/443 10.0.1.10/32'),
      'i-a -> i-b tcp/443',
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-fw sg-fw eni-fw sg-fw acl-subnet-fw rtb-subnet-fw acl-subnet-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-fw sg-fw eni-fw sg-fw acl-subnet-fw rtb-subnet-fw acl-subnet-a sg-a i-a',
    ],
    [
      'a prefix list that has the client',
      pair({}, { in: ['tcp/443 pl-a'] }, { prefixLists: { 'pl-a': ['10.0.1.0/28'] } }),
      FLOW,
      'reachable: sg-client sg-server i-server < sg-server sg-client i-client',
    ],
    [
      'a prefix list that has somebody else',
      pair({}, { in: ['tcp/443 pl-a'] }, { prefixLists: { 'pl-a': ['10.0.1.32/28'] } }),
      FLOW,
      'blocked: sg-client sg-server!ENI_SG_RULES_MISMATCH i-server < sg-server sg-client i-client',
    ],
    ['a prefix list that was not read', pair({}, { in: ['tcp/443 pl-a'] }), FLOW, 'unknown: sg-client sg-server?'],
    [
      'a prefix list that was not read, for another port',
      pair({}, { in: ['tcp/22 pl-a'] }),
      FLOW,
      'blocked: sg-client sg-server!ENI_SG_RULES_MISMATCH i-server < sg-server sg-client i-client',
    ],
    [
      'ICMP of the type',
      pair({}, { in: ['icmp/8 10.0.1.0/24'] }),
      'i-client -> i-server icmp',
      'reachable: sg-client sg-server i-server < sg-server sg-client i-client',
    ],
    [
      'ICMP of another type',
      pair({}, { in: ['icmp/3 10.0.1.0/24'] }),
      'i-client -> i-server icmp',
      'blocked: sg-client sg-server!ENI_SG_RULES_MISMATCH i-server < sg-server sg-client i-client',
    ],
    [
      'ICMP of any type',
      pair({}, { in: ['icmp 10.0.1.0/24'] }),
      'i-client -> i-server icmp',
      'reachable: sg-client sg-server i-server < sg-server sg-client i-client',
    ],
    [
      'ICMP where only TCP is let in',
      pair({}, { in: ['tcp/0-65535 10.0.1.0/24'] }),
      'i-client -> i-server icmp',
      'blocked: sg-client sg-server!ENI_SG_RULES_MISMATCH i-server < sg-server sg-client i-client',
    ],
    [
      'the resolver needs no rule',
      pair({ out: [] }, {}),
      'i-client -> 10.0.0.2 udp/53',
      'unknown: vpc-a?UNSUPPORTED_COMPONENT',
    ],
    [
      'nor does instance metadata',
      pair({ out: [] }, {}),
      'i-client -> 169.254.169.254 tcp/80',
      'unknown: vpc-a?UNSUPPORTED_COMPONENT',
    ],
  ],
};

function unread(): Sketch {
  const sketch = pair({}, { in: [] });
  sketch.hosts!['i-server']!.groups = ['sg-server', 'sg-unread'];
  return sketch;
}
