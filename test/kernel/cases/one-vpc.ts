import type { Sketch } from '../../lib/account.ts';
import type { Fate } from '../connection.ts';
import { type Acl, ALL, type Case, NOTHING, OPEN, WORLD } from './case.ts';

type Groups = NonNullable<Sketch['groups']>;

/** A public and a private subnet; the private host's way out is what differs. */
const privateSubnet = (routes: string[], change: Partial<Sketch> = {}, publicAcl = ALL): Sketch => ({
  gateways: { 'igw-a': 'vpc-a' },
  subnets: {
    'subnet-public': { cidr: '10.0.0.0/24', routes: ['0.0.0.0/0 -> igw-a'], acl: publicAcl },
    'subnet-private': { cidr: '10.0.1.0/24', routes },
    'subnet-other': { cidr: '10.0.2.0/24' },
  },
  groups: { 'sg-app': { in: ['tcp/443 sg-web'], out: ['tcp/443 0.0.0.0/0'] }, 'sg-web': OPEN },
  hosts: {
    'i-app': { subnet: 'subnet-private', ip: '10.0.1.10', groups: ['sg-app'] },
    'i-web': { subnet: 'subnet-public', ip: '10.0.0.10', groups: ['sg-web'], public: '52.0.0.1' },
  },
  nats: { 'nat-a': { subnet: 'subnet-public', ip: '10.0.0.5', public: '52.0.0.5' } },
  ...change,
});

const natIn = (subnet: string, ip: string, publicIp?: string): Partial<Sketch> => ({
  nats: { 'nat-a': { subnet, ip, ...(publicIp && { public: publicIp }) } },
});

const natInstance = (forwards: boolean, publicIp?: string): Partial<Sketch> => ({
  hosts: {
    ...privateSubnet([]).hosts,
    'i-nat': {
      subnet: 'subnet-public',
      ip: '10.0.0.6',
      groups: ['sg-web'],
      forwards,
      ...(publicIp && { public: publicIp }),
    },
  },
});

const out = (name: string, sketch: Sketch, ...fates: Fate[]): Case => ({
  name,
  sketch,
  from: 'eni-app',
  to: WORLD,
  port: 443,
  fates,
});

const lowNatPorts = (range: string): Acl => ({
  in: ['100 allow tcp/443 10.0.1.0/24', `110 allow tcp/${range} 0.0.0.0/0`],
  out: ALL.out,
});

const ways = [
  out('a private subnet without NAT', privateSubnet([]), 'lost'),
  out('a NAT gateway in the public subnet', privateSubnet(['0.0.0.0/0 -> nat-a']), 'connected'),
  out(
    'a NAT gateway in the private subnet',
    privateSubnet(['0.0.0.0/0 -> nat-a'], natIn('subnet-private', '10.0.1.5', '52.0.0.5')),
    'lost',
  ),
  out(
    'a NAT gateway in another subnet without a way out',
    privateSubnet(['0.0.0.0/0 -> nat-a'], natIn('subnet-other', '10.0.2.5', '52.0.0.5')),
    'lost',
  ),
  out('a private NAT gateway', privateSubnet(['0.0.0.0/0 -> nat-a'], natIn('subnet-public', '10.0.0.5')), 'lost'),
  out('an internet gateway but no public address', privateSubnet(['0.0.0.0/0 -> igw-a']), 'lost'),
  out('a detached internet gateway', privateSubnet(['0.0.0.0/0 -> nat-a'], { gateways: {} }), 'lost'),
  out('a NAT instance', privateSubnet(['0.0.0.0/0 -> eni-nat'], natInstance(true, '52.0.0.6')), 'connected'),
  out(
    'a NAT instance with the source/destination check',
    privateSubnet(['0.0.0.0/0 -> eni-nat'], natInstance(false, '52.0.0.6')),
    'lost',
  ),
  out('a NAT instance without a public address', privateSubnet(['0.0.0.0/0 -> eni-nat'], natInstance(true)), 'lost'),
  out(
    'a blackhole that is more specific',
    privateSubnet(['0.0.0.0/0 -> nat-a', '8.0.0.0/8 -> nat-x blackhole']),
    'lost',
  ),
  out(
    'a route that is more specific',
    privateSubnet(['0.0.0.0/0 -> nat-x blackhole', '8.0.0.0/7 -> nat-a']),
    'connected',
  ),
  out(
    'answers to a NAT gateway need all its ports',
    privateSubnet(['0.0.0.0/0 -> nat-a'], {}, lowNatPorts('32768-65535')),
    'connected',
    'unanswered',
  ),
  out(
    'answers to a NAT gateway have all its ports',
    privateSubnet(['0.0.0.0/0 -> nat-a'], {}, lowNatPorts('1024-65535')),
    'connected',
  ),
];

const chainOf = (groups: Groups): Sketch => ({
  subnets: { 'subnet-a': { cidr: '10.0.1.0/24' }, 'subnet-b': { cidr: '10.0.2.0/24' } },
  groups: { 'sg-web': OPEN, 'sg-app': OPEN, 'sg-db': OPEN, ...groups },
  hosts: {
    'i-web': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-web'] },
    'i-app': { subnet: 'subnet-a', ip: '10.0.1.20', groups: ['sg-app'] },
    'i-db': { subnet: 'subnet-b', ip: '10.0.2.10', groups: ['sg-db'] },
  },
});

const toDb = (name: string, groups: Groups, fate: Fate): Case => ({
  name,
  sketch: chainOf(groups),
  from: 'eni-app',
  to: '10.0.2.10',
  port: 443,
  fates: [fate],
});

const chains = [
  toDb('a chain of groups', { 'sg-db': { in: ['tcp/443 sg-app'], out: [] } }, 'connected'),
  toDb('a chain with the wrong link', { 'sg-db': { in: ['tcp/443 sg-web'] } }, 'lost'),
  toDb('a chain with a group that is gone', { 'sg-db': { in: ['tcp/443 sg-gone'] } }, 'lost'),
  toDb('a client that may not ask', { 'sg-app': { in: OPEN.in, out: ['tcp/22 0.0.0.0/0'] } }, 'lost'),
  toDb('a client that may ask one group', { 'sg-app': { in: [], out: ['tcp/443 sg-db'] } }, 'connected'),
  toDb('a port beside the range', { 'sg-db': { in: ['tcp/444-9000 0.0.0.0/0'] } }, 'lost'),
  toDb('another protocol', { 'sg-db': { in: ['udp/443 0.0.0.0/0'] } }, 'lost'),
];

const acls = (client: Acl, server: Acl): Sketch => ({
  subnets: { 'subnet-a': { cidr: '10.0.1.0/24', acl: client }, 'subnet-b': { cidr: '10.0.2.0/24', acl: server } },
  groups: { 'sg-client': OPEN, 'sg-server': { in: ['tcp/443 10.0.0.0/16'], out: [] } },
  hosts: {
    'i-client': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-client'] },
    'i-neighbour': { subnet: 'subnet-a', ip: '10.0.1.20', groups: ['sg-server'] },
    'i-server': { subnet: 'subnet-b', ip: '10.0.2.10', groups: ['sg-server'] },
  },
});

const across = (name: string, client: Acl, server: Acl, ...fates: Fate[]): Case => ({
  name,
  sketch: acls(client, server),
  from: 'eni-client',
  to: '10.0.2.10',
  port: 443,
  fates,
});

const HTTPS = ['100 allow tcp/443 0.0.0.0/0'];

const borders = [
  across('no ephemeral ports out of the server subnet', ALL, { in: HTTPS, out: HTTPS }, 'unanswered'),
  across('no ephemeral ports into the client subnet', { in: HTTPS, out: ALL.out }, ALL, 'unanswered'),
  across(
    'half the ephemeral ports',
    { in: ['100 allow tcp/32768-65535 10.0.2.0/24'], out: HTTPS },
    ALL,
    'connected',
    'unanswered',
  ),
  across('all ephemeral ports', { in: ['100 allow tcp/1024-65535 10.0.2.0/24'], out: HTTPS }, ALL, 'connected'),
  across('a deny before an allow', ALL, { in: ['90 deny tcp/443 10.0.1.10/32', ...ALL.in], out: ALL.out }, 'lost'),
  across('a deny behind an allow', ALL, { in: ['200 deny all 0.0.0.0/0', ...ALL.in], out: ALL.out }, 'connected'),
  across('a closed server subnet', ALL, NOTHING, 'lost'),
  { ...across('neighbours in a closed subnet', NOTHING, NOTHING, 'connected'), to: '10.0.1.20' },
];

const inspected = (client: string[], server: string[], fw: Partial<Groups[string]> = {}, source = '10.0.30.0/24') => ({
  subnets: {
    'subnet-client': { cidr: '10.0.30.0/24', routes: client },
    'subnet-server': { cidr: '10.0.40.0/24', routes: server },
    'subnet-fw': { cidr: '10.0.50.0/24' },
  },
  groups: {
    'sg-client': { in: [] },
    'sg-server': { in: [`tcp/443 ${source}`], out: [] },
    'sg-fw': { in: ['tcp/443 10.0.30.0/24'], ...fw },
  },
  hosts: {
    'i-client': { subnet: 'subnet-client', ip: '10.0.30.10', groups: ['sg-client'] },
    'i-server': { subnet: 'subnet-server', ip: '10.0.40.10', groups: ['sg-server'] },
    'i-fw': { subnet: 'subnet-fw', ip: '10.0.50.10', groups: ['sg-fw'], forwards: true },
  },
});

const THERE = ['10.0.40.0/24 -> eni-fw'];
const BACK = ['10.0.30.0/24 -> eni-fw'];
const LETS_ANSWERS_IN = ['tcp/1024-65535 10.0.40.0/24'];

const through = (name: string, sketch: Sketch, fate: Fate): Case => ({
  name,
  sketch,
  from: 'eni-client',
  to: '10.0.40.10',
  port: 443,
  fates: [fate],
});

const middleboxes = [
  through('no detour', inspected([], []), 'connected'),
  through('a middlebox both ways', inspected(THERE, BACK), 'connected'),
  through('a middlebox on the way back only', inspected([], BACK), 'unanswered'),
  through('a middlebox on the way there only', inspected(THERE, []), 'connected'),
  through('a middlebox with a rule for answers', inspected([], BACK, { in: LETS_ANSWERS_IN }), 'connected'),
  through(
    'a middlebox that lets answers in but not out',
    inspected([], BACK, { in: LETS_ANSWERS_IN, out: ['tcp/443 0.0.0.0/0'] }),
    'unanswered',
  ),
  through('a middlebox that lets nothing out', inspected(THERE, BACK, { out: [] }), 'lost'),
  through('a group reference behind a middlebox', inspected(THERE, BACK, {}, 'sg-client'), 'lost'),
  through('a group reference without one', inspected([], [], {}, 'sg-client'), 'connected'),
];

const ownName = inspected([], ['0.0.0.0/0 -> eni-fw'], { in: [] }, '0.0.0.0/0');

/** The middlebox asks the server by its public name; the answer comes through the middlebox under the private one. */
const underAnotherName: Case = {
  name: 'a middlebox that does not know its own connection',
  sketch: {
    ...ownName,
    gateways: { 'igw-a': 'vpc-a' },
    subnets: { ...ownName.subnets, 'subnet-fw': { cidr: '10.0.50.0/24', routes: ['0.0.0.0/0 -> igw-a'] } },
    hosts: {
      ...ownName.hosts,
      'i-server': { ...ownName.hosts['i-server'], public: '52.0.0.1' },
      'i-fw': { ...ownName.hosts['i-fw'], public: '52.0.0.2' },
    },
  },
  from: 'eni-fw',
  to: '52.0.0.1',
  port: 443,
  fates: ['unanswered'],
};

/** Ways within a VPC and out of it: the shapes of the scenarios, broken and mended, and their neighbours. */
export const oneVpcCases: readonly Case[] = [...ways, ...chains, ...borders, ...middleboxes, underAnotherName];
