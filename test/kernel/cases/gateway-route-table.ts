import type { Sketch } from '../../lib/account.ts';
import type { Fate } from '../connection.ts';
import { ALL, type Case, OPEN, WORLD } from './case.ts';

interface Change {
  edge?: string[];
  out?: string[];
  fw?: Partial<NonNullable<Sketch['hosts']>[string]>;
  fwRules?: { in?: string[]; out?: string[] };
  fwAcl?: { in: string[]; out: string[] };
}

const REDIRECT = ['10.0.1.0/24 -> eni-fw'];
const VIA_FW = ['0.0.0.0/0 -> eni-fw'];
const DIRECT = ['0.0.0.0/0 -> igw-a'];

/** A public server, a middlebox that what comes in for the server's subnet is sent to, and a private host behind a NAT gateway. */
const guarded = ({ edge = REDIRECT, out = VIA_FW, fw, fwRules = OPEN, fwAcl = ALL }: Change): Sketch => ({
  gateways: { 'igw-a': 'vpc-a' },
  edges: { 'igw-a': edge },
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24', routes: out },
    'subnet-fw': { cidr: '10.0.2.0/24', routes: DIRECT, acl: fwAcl },
    'subnet-b': { cidr: '10.0.3.0/24', routes: ['0.0.0.0/0 -> nat-a'] },
    'subnet-nat': { cidr: '10.0.4.0/24', routes: DIRECT },
  },
  groups: { 'sg-a': { in: ['tcp/443 0.0.0.0/0'] }, 'sg-fw': fwRules },
  hosts: {
    'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'], public: '52.0.0.1' },
    'i-fw': { subnet: 'subnet-fw', ip: '10.0.2.20', groups: ['sg-fw'], public: '52.0.0.2', forwards: true, ...fw },
    'i-b': { subnet: 'subnet-b', ip: '10.0.3.10', groups: ['sg-a'] },
  },
  nats: { 'nat-a': { subnet: 'subnet-nat', ip: '10.0.4.5', public: '52.0.0.5' } },
});

const flow = (name: string, from: string, to: string, change: Change, fate: Fate): Case => ({
  name: `gateway route table: ${name}`,
  sketch: guarded(change),
  from,
  to,
  port: 443,
  fates: [fate],
});
const inward = (name: string, change: Change, fate: Fate) => flow(name, 'internet', '52.0.0.1', change, fate);
const outward = (name: string, change: Change, fate: Fate) => flow(name, 'eni-a', WORLD, change, fate);

const ASKED = { in: ['tcp/443 0.0.0.0/0'] };

/** Route tables of internet gateways, which send what comes in to a middlebox. */
export const gatewayRouteTableCases: readonly Case[] = [
  inward('in through a middlebox', {}, 'connected'),
  inward('a middlebox that knows what it let in', { fwRules: ASKED }, 'connected'),
  inward('a middlebox that lets nothing in', { fwRules: { in: [] } }, 'lost'),
  inward('a middlebox with the source/destination check', { fw: { forwards: false } }, 'lost'),
  inward('a middlebox that is stopped', { fw: { state: 'stopped' } }, 'lost'),
  inward('the network ACL of the middlebox', { fwAcl: { in: ['100 allow all 10.0.0.0/16'], out: ALL.out } }, 'lost'),
  inward('the whole VPC redirected', { edge: ['10.0.0.0/16 -> eni-fw'] }, 'connected'),
  inward('another subnet redirected', { edge: ['10.0.3.0/24 -> eni-fw'], out: DIRECT }, 'connected'),
  inward('a middlebox on the way out only', { edge: [], fwRules: { in: [] } }, 'unanswered'),
  inward('a middlebox without a public address', { fw: { public: '' } }, 'lost'),
  inward('a middlebox that answers go around', { out: DIRECT }, 'unanswered'),
  outward('out around a middlebox', { out: DIRECT }, 'lost'),
  outward('out and back through a middlebox', { fwRules: { in: ['tcp/443 10.0.1.0/24'] } }, 'connected'),
  flow('a NAT gateway whose subnet is not redirected', 'eni-b', WORLD, { fwRules: { in: [] } }, 'connected'),
];
