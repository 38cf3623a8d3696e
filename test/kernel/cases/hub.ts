import type { Sketch } from '../../lib/account.ts';
import type { TransitGatewaySketch } from '../../lib/transit-gateway.ts';
import type { Fate } from '../connection.ts';
import { type Case, OPEN, WORLD } from './case.ts';

interface Change {
  subnets?: Sketch['subnets'];
  groups?: NonNullable<Sketch['groups']>;
  hosts?: NonNullable<Sketch['hosts']>;
  attachments?: TransitGatewaySketch['attachments'];
  /** Routes of the client's and the server's VPC before the one to the hub. */
  spokes?: string[];
  more?: Partial<Sketch>;
}

const ALL_TO_HUB = ['0.0.0.0/0 -> tgw-a'];
const INSIDE = '10.0.0.0/8 -> tgw-a';
const A = '10.0.0.0/16 -> tgw-attach-a';
const B = '10.1.0.0/16 -> tgw-attach-b';

const inHub = (cidr: string, ...routes: string[]) => ({ cidr, vpc: 'vpc-c', routes });

const SUBNETS: Sketch['subnets'] = {
  'subnet-a': { cidr: '10.0.1.0/24', routes: ALL_TO_HUB },
  'subnet-ta': { cidr: '10.0.9.0/24' },
  'subnet-b': { cidr: '10.1.1.0/24', vpc: 'vpc-b', routes: ALL_TO_HUB },
  'subnet-tb': { cidr: '10.1.9.0/24', vpc: 'vpc-b' },
  'subnet-tc': inHub('10.2.9.0/24', '0.0.0.0/0 -> nat-c', '10.0.0.0/8 -> eni-fw'),
  'subnet-fw': inHub('10.2.1.0/24', INSIDE),
  'subnet-nat': inHub('10.2.2.0/24', '0.0.0.0/0 -> igw-c', INSIDE),
};

const ATTACHMENTS: TransitGatewaySketch['attachments'] = {
  'tgw-attach-a': { vpc: 'vpc-a', subnets: ['subnet-ta'], table: 'tgw-rtb-spokes' },
  'tgw-attach-b': { vpc: 'vpc-b', subnets: ['subnet-tb'], table: 'tgw-rtb-spokes' },
  'tgw-attach-c': { vpc: 'vpc-c', subnets: ['subnet-tc'], table: 'tgw-rtb-hub' },
};

/** A client and a server in VPCs of their own, and a third that a transit gateway sends everything through. */
const hub = ({ subnets, groups, hosts, attachments, spokes = [], more }: Change = {}): Sketch => ({
  vpcs: { 'vpc-a': '10.0.0.0/16', 'vpc-b': '10.1.0.0/16', 'vpc-c': '10.2.0.0/16' },
  gateways: { 'igw-c': 'vpc-c' },
  transitGateways: {
    'tgw-a': {
      groupReferencing: true,
      attachments: { ...ATTACHMENTS, ...attachments },
      tables: { 'tgw-rtb-spokes': [...spokes, '0.0.0.0/0 -> tgw-attach-c'], 'tgw-rtb-hub': [A, B] },
    },
  },
  subnets: { ...SUBNETS, ...subnets },
  groups: {
    'sg-a': { in: [] },
    'sg-b': { vpc: 'vpc-b', in: ['tcp/443 10.0.0.0/16'], out: [] },
    'sg-fw': { vpc: 'vpc-c', in: ['tcp/443 10.0.0.0/16'] },
    ...groups,
  },
  hosts: {
    'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'] },
    'i-b': { subnet: 'subnet-b', ip: '10.1.1.10', groups: ['sg-b'] },
    'i-fw': { subnet: 'subnet-fw', ip: '10.2.1.20', groups: ['sg-fw'], forwards: true },
    ...hosts,
  },
  nats: { 'nat-c': { subnet: 'subnet-nat', ip: '10.2.2.5', public: '52.0.0.5' } },
  ...more,
});

const flow = (name: string, to: string, change: Change, fate: Fate): Case => ({
  name: `hub: ${name}`,
  sketch: hub(change),
  from: 'eni-a',
  to,
  port: 443,
  fates: [fate],
});
const out = (name: string, change: Change, fate: Fate) => flow(name, WORLD, change, fate);
const across = (name: string, change: Change, fate: Fate) => flow(name, '10.1.1.10', change, fate);

const natKnows = (...routes: string[]): Change => ({ subnets: { 'subnet-nat': inHub('10.2.2.0/24', ...routes) } });
const arrivalKnows = (...routes: string[]): Change => ({ subnets: { 'subnet-tc': inHub('10.2.9.0/24', ...routes) } });

const egress = [
  out('one NAT gateway for all VPCs', {}, 'connected'),
  out('a NAT gateway that does not know the way back', natKnows('0.0.0.0/0 -> igw-c'), 'unanswered'),
  out('no NAT gateway before the internet gateway', arrivalKnows('0.0.0.0/0 -> igw-c'), 'lost'),
  out('nothing in the table of the attachment subnet', arrivalKnows(), 'lost'),
];

const natInstance = (subnet: string, ip: string, group: string) => ({
  'i-fw': { subnet, ip, groups: [group], public: '52.0.0.7', forwards: true },
});

const natInstances = [
  out(
    'a NAT instance for all VPCs',
    {
      subnets: {
        ...arrivalKnows('0.0.0.0/0 -> eni-fw').subnets,
        'subnet-fw': inHub('10.2.1.0/24', '0.0.0.0/0 -> igw-c', INSIDE),
      },
      groups: { 'sg-fw': { vpc: 'vpc-c', ...OPEN } },
      hosts: natInstance('subnet-fw', '10.2.1.20', 'sg-fw'),
    },
    'connected',
  ),
  out(
    'a NAT instance in another VPC than the internet gateway',
    {
      subnets: {
        'subnet-a': { cidr: '10.0.1.0/24', routes: ['0.0.0.0/0 -> eni-fw'] },
        'subnet-out': { cidr: '10.0.2.0/24', routes: ALL_TO_HUB },
        ...arrivalKnows('0.0.0.0/0 -> igw-c').subnets,
      },
      groups: { 'sg-a': OPEN },
      hosts: natInstance('subnet-out', '10.0.2.20', 'sg-a'),
    },
    'lost',
  ),
];

const checked = { subnet: 'subnet-fw', ip: '10.2.1.20', groups: ['sg-fw'] };

const inspection = [
  across('a middlebox between two VPCs', {}, 'connected'),
  across('a middlebox with the source/destination check', { hosts: { 'i-fw': checked } }, 'lost'),
  across('a middlebox that answers go around', { spokes: [A] }, 'connected'),
  across('a middlebox that questions go around', { spokes: [B] }, 'unanswered'),
  across('a group behind a middlebox', { groups: { 'sg-b': { vpc: 'vpc-b', in: ['tcp/443 sg-a'], out: [] } } }, 'lost'),
];

const zoneB = { zone: 'us-east-1b' };

/** A client and a server in different zones, and a middlebox in each of them. */
const zonal = (appliance: boolean): Change => ({
  subnets: {
    'subnet-b': { ...SUBNETS['subnet-b']!, ...zoneB },
    'subnet-tb2': { cidr: '10.1.10.0/24', vpc: 'vpc-b', ...zoneB },
    'subnet-tc2': { ...inHub('10.2.10.0/24', '10.0.0.0/8 -> eni-fw2'), ...zoneB },
    'subnet-fw2': { ...inHub('10.2.3.0/24', INSIDE), ...zoneB },
  },
  hosts: { 'i-fw2': { subnet: 'subnet-fw2', ip: '10.2.3.20', groups: ['sg-fw'], forwards: true } },
  attachments: {
    'tgw-attach-b': { vpc: 'vpc-b', subnets: ['subnet-tb', 'subnet-tb2'], table: 'tgw-rtb-spokes' },
    'tgw-attach-c': { vpc: 'vpc-c', subnets: ['subnet-tc', 'subnet-tc2'], table: 'tgw-rtb-hub', appliance },
  },
});

const zones = [
  across('a middlebox in each zone', zonal(false), 'unanswered'),
  across('a middlebox in each zone, in appliance mode', zonal(true), 'connected'),
];

const overPeering = (requester: string, accepter: string, subnets: Sketch['subnets']): Change => ({
  subnets,
  more: { peerings: { 'pcx-a': { requester, accepter } } },
});
const FROM_A = { 'subnet-a': { cidr: '10.0.1.0/24', routes: ['10.1.0.0/16 -> pcx-a'] } };
const FROM_B = { 'subnet-b': { cidr: '10.1.1.0/24', vpc: 'vpc-b', routes: ['10.0.0.0/16 -> pcx-a'] } };

const mixed = [
  across(
    'a peering connection behind it',
    overPeering('vpc-c', 'vpc-b', { ...arrivalKnows('10.1.0.0/16 -> pcx-a').subnets, ...FROM_B }),
    'lost',
  ),
  across('a peering connection before it', overPeering('vpc-a', 'vpc-c', FROM_A), 'lost'),
  across(
    'there over a peering connection, back by it',
    { ...overPeering('vpc-a', 'vpc-b', FROM_A), spokes: [A] },
    'connected',
  ),
  across(
    'there by it, back over a peering connection',
    { ...overPeering('vpc-a', 'vpc-b', FROM_B), spokes: [B] },
    'connected',
  ),
];

/** A transit gateway with a VPC in the middle: one way out for all, inspection, and what peering does not add. */
export const hubCases: readonly Case[] = [...egress, ...natInstances, ...inspection, ...zones, ...mixed];
