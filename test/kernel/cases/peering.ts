import type { Sketch } from '../../lib/account.ts';
import type { Fate } from '../connection.ts';
import { ALL, type Case, OPEN, WORLD } from './case.ts';

type Groups = NonNullable<Sketch['groups']>;

interface Change {
  groups?: Groups;
  more?: Partial<Sketch>;
  subnets?: Partial<Sketch['subnets']>;
}

const TO_B = ['10.1.0.0/16 -> pcx-ab'];
const TO_A = ['10.0.0.0/16 -> pcx-ab'];

/** A client and a middlebox in one VPC, a server in another that lets in the first. */
const peered = (fromA: string[], fromB: string[], { groups, subnets, more }: Change = {}): Sketch => ({
  vpcs: { 'vpc-a': '10.0.0.0/16', 'vpc-b': '10.1.0.0/16' },
  gateways: { 'igw-a': 'vpc-a', 'igw-b': 'vpc-b' },
  peerings: { 'pcx-ab': { requester: 'vpc-a', accepter: 'vpc-b' } },
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24', routes: fromA },
    'subnet-out': { cidr: '10.0.2.0/24', routes: TO_B },
    'subnet-b': { cidr: '10.1.1.0/24', vpc: 'vpc-b', routes: fromB },
    ...(subnets as Sketch['subnets']),
  },
  groups: {
    'sg-a': OPEN,
    'sg-fw': OPEN,
    'sg-b': { vpc: 'vpc-b', in: ['tcp/443 10.0.0.0/16'], out: [] },
    ...groups,
  },
  hosts: {
    'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'] },
    'i-fw': { subnet: 'subnet-out', ip: '10.0.2.20', groups: ['sg-fw'], forwards: true },
    'i-b': { subnet: 'subnet-b', ip: '10.1.1.10', groups: ['sg-b'] },
  },
  nats: { 'nat-a': { subnet: 'subnet-out', ip: '10.0.2.5' } },
  ...more,
});

const over = (name: string, sketch: Sketch, fate: Fate): Case => ({
  name: `peering: ${name}`,
  sketch,
  from: 'eni-a',
  to: '10.1.1.10',
  port: 443,
  fates: [fate],
});

const pending: Change = {
  more: { peerings: { 'pcx-ab': { requester: 'vpc-a', accepter: 'vpc-b', status: 'pending-acceptance' } } },
};
const asAccepter: Change = { more: { peerings: { 'pcx-ab': { requester: 'vpc-b', accepter: 'vpc-a' } } } };

const routes = [
  over('routes both ways', peered(TO_B, TO_A), 'connected'),
  over('the accepter asks', peered(TO_B, TO_A, asAccepter), 'connected'),
  over('no route there', peered([], TO_A), 'lost'),
  over('no route back', peered(TO_B, []), 'unanswered'),
  over('not accepted yet', peered(TO_B, TO_A, pending), 'lost'),
  over('a route to something else of the peer', peered(['10.1.2.0/24 -> pcx-ab'], TO_A), 'lost'),
  over('a route back to something else', peered(TO_B, ['10.0.2.0/24 -> pcx-ab']), 'unanswered'),
  over('routes wider than the peers', peered(['10.0.0.0/8 -> pcx-ab'], ['0.0.0.0/0 -> pcx-ab']), 'connected'),
];

const server = (rules: string[]): Groups => ({ 'sg-b': { vpc: 'vpc-b', in: rules, out: [] } });
const VIA_FW = ['10.1.0.0/16 -> eni-fw'];
const VIA_NAT = ['10.1.0.0/16 -> nat-a'];

const filters = [
  over('a group of the peer as source', peered(TO_B, TO_A, { groups: server(['tcp/443 sg-a']) }), 'connected'),
  over('another group of the peer', peered(TO_B, TO_A, { groups: server(['tcp/443 sg-fw']) }), 'lost'),
  over(
    'a group of the peer as destination',
    peered(TO_B, TO_A, { groups: { 'sg-a': { out: ['tcp/443 sg-b'] } } }),
    'connected',
  ),
  over('a wrong destination group', peered(TO_B, TO_A, { groups: { 'sg-a': { out: ['tcp/443 sg-a'] } } }), 'lost'),
  over('a middlebox before it', peered(VIA_FW, TO_A), 'connected'),
  over('a group behind a middlebox', peered(VIA_FW, TO_A, { groups: server(['tcp/443 sg-a']) }), 'lost'),
  over(
    'answers that the server subnet keeps',
    peered(TO_B, TO_A, {
      subnets: {
        'subnet-b': {
          cidr: '10.1.1.0/24',
          vpc: 'vpc-b',
          routes: TO_A,
          acl: { in: ALL.in, out: ['100 allow all 10.1.0.0/16'] },
        },
      },
    }),
    'unanswered',
  ),
];

const inward = peered(TO_B, TO_A, {
  subnets: {
    'subnet-other': {
      cidr: '10.1.2.0/24',
      vpc: 'vpc-b',
      routes: ['10.1.1.0/24 -> eni-x'],
    },
  },
});

/** No route table of the peer is asked: not even one that would send it to a middlebox. */
const local = over(
  'what comes in is delivered directly',
  { ...inward, hosts: { ...inward.hosts, 'i-x': { subnet: 'subnet-other', ip: '10.1.2.10', groups: ['sg-b'] } } },
  'connected',
);

const nats = [
  over('a NAT gateway needs no route back', peered(VIA_NAT, []), 'connected'),
  over('a NAT gateway asks in its own name', peered(VIA_NAT, [], { groups: server(['tcp/443 10.0.1.0/24']) }), 'lost'),
  over('a middlebox needs a route back', peered(VIA_FW, []), 'unanswered'),
  {
    ...over('a NAT gateway takes no questions', peered([], TO_A), 'lost'),
    from: 'eni-b',
    to: '10.0.2.5',
  },
];

const outwards = (fromPeer: string[], change: Change = {}) =>
  peered(['0.0.0.0/0 -> pcx-ab'], TO_A, {
    subnets: {
      'subnet-b': { cidr: '10.1.1.0/24', vpc: 'vpc-b', routes: [...TO_A, ...fromPeer] },
      'subnet-nat': { cidr: '10.1.3.0/24', vpc: 'vpc-b', routes: [...TO_A, '0.0.0.0/0 -> igw-b'] },
    },
    more: { nats: { 'nat-b': { subnet: 'subnet-nat', ip: '10.1.3.5', public: '52.0.0.5' } } },
    ...change,
  });

const chained: Sketch = {
  ...peered(['10.2.0.0/16 -> pcx-ab'], ['10.2.0.0/16 -> pcx-bc', ...TO_A]),
  vpcs: { 'vpc-a': '10.0.0.0/16', 'vpc-b': '10.1.0.0/16', 'vpc-c': '10.2.0.0/16' },
  peerings: {
    'pcx-ab': { requester: 'vpc-a', accepter: 'vpc-b' },
    'pcx-bc': { requester: 'vpc-b', accepter: 'vpc-c' },
  },
};

const limits: Case[] = [
  { ...over("no way out by the peer's internet gateway", outwards(['0.0.0.0/0 -> igw-b']), 'lost'), to: WORLD },
  { ...over("no way out by the peer's NAT gateway", outwards(['0.0.0.0/0 -> nat-b']), 'lost'), to: WORLD },
  {
    ...over(
      "no way on to the peer's peer",
      {
        ...chained,
        subnets: {
          ...chained.subnets,
          'subnet-c': { cidr: '10.2.1.0/24', vpc: 'vpc-c', routes: ['0.0.0.0/0 -> pcx-bc'] },
        },
        groups: { ...chained.groups, 'sg-c': { vpc: 'vpc-c', ...OPEN } },
        hosts: { ...chained.hosts, 'i-c': { subnet: 'subnet-c', ip: '10.2.1.10', groups: ['sg-c'] } },
      },
      'lost',
    ),
    to: '10.2.1.10',
  },
];

/** VPC peering connections: what they carry, and what they do not. */
export const peeringCases: readonly Case[] = [...routes, ...filters, local, ...nats, ...limits];
