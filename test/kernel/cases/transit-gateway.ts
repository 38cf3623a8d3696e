import type { Sketch } from '../../lib/account.ts';
import type { TransitGatewaySketch } from '../../lib/transit-gateway.ts';
import type { Fate } from '../connection.ts';
import { type Acl, ALL, type Case, OPEN } from './case.ts';

type Groups = NonNullable<Sketch['groups']>;
type Subnets = Sketch['subnets'];
type Attachments = TransitGatewaySketch['attachments'];

interface Change {
  gateway?: Partial<TransitGatewaySketch>;
  a?: Partial<Attachments[string]>;
  b?: Partial<Attachments[string]>;
  subnets?: Partial<Record<string, Partial<Subnets[string]>>>;
  groups?: Groups;
  hosts?: Sketch['hosts'];
  more?: Partial<Sketch>;
}

const OUT = ['10.0.0.0/8 -> tgw-a'];
const A = '10.0.0.0/16 -> tgw-attach-a';
const B = '10.1.0.0/16 -> tgw-attach-b';
const PROPAGATED = [`${A} propagated`, `${B} propagated`];

const SUBNETS: Subnets = {
  'subnet-a': { cidr: '10.0.1.0/24', routes: OUT },
  'subnet-ta': { cidr: '10.0.9.0/24' },
  'subnet-b': { cidr: '10.1.1.0/24', vpc: 'vpc-b', routes: OUT },
  'subnet-tb': { cidr: '10.1.9.0/24', vpc: 'vpc-b' },
};

/** A client in one VPC, a server in another that lets in the first, and subnets for nothing but the attachments. */
const joined = ({ gateway, a, b, subnets = {}, groups, hosts, more }: Change = {}): Sketch => ({
  vpcs: { 'vpc-a': '10.0.0.0/16', 'vpc-b': '10.1.0.0/16' },
  transitGateways: {
    'tgw-a': {
      tables: { 'tgw-rtb-a': PROPAGATED },
      ...gateway,
      attachments: {
        'tgw-attach-a': { vpc: 'vpc-a', subnets: ['subnet-ta'], table: 'tgw-rtb-a', ...a },
        'tgw-attach-b': { vpc: 'vpc-b', subnets: ['subnet-tb'], table: 'tgw-rtb-a', ...b },
        ...gateway?.attachments,
      },
    },
  },
  subnets: Object.fromEntries(
    [...new Set([...Object.keys(SUBNETS), ...Object.keys(subnets)])].map((id) => [
      id,
      { cidr: '', ...SUBNETS[id], ...subnets[id] },
    ]),
  ),
  groups: { 'sg-a': OPEN, 'sg-b': { vpc: 'vpc-b', in: ['tcp/443 10.0.0.0/16'], out: [] }, ...groups },
  hosts: {
    'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'] },
    'i-b': { subnet: 'subnet-b', ip: '10.1.1.10', groups: ['sg-b'] },
    ...hosts,
  },
  ...more,
});

const by = (name: string, change: Change, fate: Fate): Case => ({
  name: `transit gateway: ${name}`,
  sketch: joined(change),
  from: 'eni-a',
  to: '10.1.1.10',
  port: 443,
  fates: [fate],
});

const tables = (routes: string[]): Change => ({ gateway: { tables: { 'tgw-rtb-a': routes } } });
const without = (...ids: string[]): Change => ({ subnets: Object.fromEntries(ids.map((id) => [id, { routes: [] }])) });

/** A third VPC, to which packets may go astray. */
const elsewhere = (routes: string[]): Change => ({
  gateway: {
    tables: { 'tgw-rtb-a': routes },
    attachments: { 'tgw-attach-c': { vpc: 'vpc-c', subnets: ['subnet-tc'], table: 'tgw-rtb-a' } },
  },
  subnets: { 'subnet-tc': { cidr: '10.2.9.0/24', vpc: 'vpc-c' } },
  more: { vpcs: { 'vpc-a': '10.0.0.0/16', 'vpc-b': '10.1.0.0/16', 'vpc-c': '10.2.0.0/16' } },
});

const routes = [
  by('propagated routes', {}, 'connected'),
  by('static routes', tables([A, B]), 'connected'),
  by('no route in the client subnet', without('subnet-a'), 'lost'),
  by('no route in the server subnet', without('subnet-b'), 'unanswered'),
  by('no route to the server VPC', tables([A]), 'lost'),
  by('no route to the client VPC', tables([B]), 'unanswered'),
  by('a blackhole that is more specific', tables([A, B, '10.1.1.0/24 -> blackhole']), 'lost'),
  by('a blackhole for others', tables([A, B, '10.1.2.0/24 -> blackhole']), 'connected'),
  by('a blackhole that is less specific', tables([A, B, '10.0.0.0/8 -> blackhole']), 'connected'),
  by('a static route before a propagated one', elsewhere([...PROPAGATED, '10.1.0.0/16 -> tgw-attach-c']), 'lost'),
  by('a static blackhole before a propagated route', tables([...PROPAGATED, '10.1.0.0/16 -> blackhole']), 'lost'),
  by('a propagated route that is more specific', elsewhere([...PROPAGATED, '10.0.0.0/8 -> tgw-attach-c']), 'connected'),
];

const closed: Change = { gateway: { tables: { 'tgw-rtb-a': PROPAGATED, 'tgw-rtb-b': [] } } };

const attachments = [
  by('the client attachment in another table', { ...closed, a: { table: 'tgw-rtb-b' } }, 'lost'),
  by('the server attachment in another table', { ...closed, b: { table: 'tgw-rtb-b' } }, 'unanswered'),
  by('the client attachment in no table', { a: { table: '' } }, 'lost'),
  by('the server attachment in no table', { b: { table: '' } }, 'unanswered'),
  by('the client attachment not accepted', { a: { state: 'pendingAcceptance' } }, 'lost'),
  by('the server attachment not accepted', { b: { state: 'pendingAcceptance' } }, 'lost'),
];

const inZone = (zone: string, ...ids: string[]): Change['subnets'] =>
  Object.fromEntries(ids.map((id) => [id, { zone: `us-east-1${zone}` }]));
const secondB = { cidr: '10.1.10.0/24', vpc: 'vpc-b', zone: 'us-east-1b' };

const zones = [
  by('a client in a zone without a subnet', { subnets: inZone('b', 'subnet-a') }, 'lost'),
  by('a server in a zone without a subnet', { subnets: inZone('b', 'subnet-b') }, 'unanswered'),
  by('both in the other zone', { subnets: inZone('b', 'subnet-a', 'subnet-ta', 'subnet-b', 'subnet-tb') }, 'connected'),
  by('VPCs in zones of their own', { subnets: inZone('b', 'subnet-b', 'subnet-tb') }, 'connected'),
  by(
    'a server in a second zone',
    {
      subnets: { ...inZone('b', 'subnet-b'), 'subnet-tb2': secondB },
      b: { subnets: ['subnet-tb', 'subnet-tb2'] },
    },
    'connected',
  ),
];

const acl = (id: string, change: Partial<Acl>): Change => ({ subnets: { [id]: { acl: { ...ALL, ...change } } } });
/** The client has an address in the attachment's subnet. */
const together = (change: Partial<Acl>): Change => ({
  subnets: { 'subnet-ta': { routes: OUT, acl: { ...ALL, ...change } } },
  hosts: { 'i-a': { subnet: 'subnet-ta', ip: '10.0.9.10', groups: ['sg-a'] } },
});
const FROM_TA = ['100 allow all 10.0.9.0/24'];
const TO_B = ['100 allow all 10.1.0.0/16'];

const acls = [
  by('nothing into the client attachment', acl('subnet-ta', { in: [] }), 'lost'),
  by(
    'nothing but the client into its attachment',
    acl('subnet-ta', { in: ['100 allow all 10.0.1.0/24'] }),
    'connected',
  ),
  by('nothing out of the client attachment', acl('subnet-ta', { out: [] }), 'unanswered'),
  by(
    'only answers out of the client attachment',
    acl('subnet-ta', { out: ['100 allow all 10.0.1.0/24'] }),
    'connected',
  ),
  by('nothing out of the server attachment', acl('subnet-tb', { out: [] }), 'lost'),
  by('nothing into the server attachment', acl('subnet-tb', { in: [] }), 'unanswered'),
  by(
    'only questions out of the server attachment',
    acl('subnet-tb', { out: ['100 allow all 10.1.1.0/24'] }),
    'connected',
  ),
  by('a client beside the attachment', together({ in: FROM_TA, out: TO_B }), 'connected'),
  by('nothing in beside the attachment', together({ in: [] }), 'lost'),
  by('nothing out beside the attachment', together({ out: [] }), 'lost'),
];

const reference: Groups = { 'sg-b': { vpc: 'vpc-b', in: ['tcp/443 sg-a'], out: [] } };
const supported: Change = { gateway: { tables: { 'tgw-rtb-a': PROPAGATED }, groupReferencing: true } };

const references = [
  by('a group as source', { ...supported, groups: reference }, 'connected'),
  by('a group as source without support', { groups: reference }, 'lost'),
  by(
    'a group of an attachment without support',
    { ...supported, groups: reference, a: { groupReferencing: false } },
    'lost',
  ),
  by(
    'a group to an attachment without support',
    { ...supported, groups: reference, b: { groupReferencing: false } },
    'lost',
  ),
  by('a group as destination', { ...supported, groups: { 'sg-a': { out: ['tcp/443 sg-b'] } } }, 'lost'),
];

const detour: Change = {
  subnets: { 'subnet-tb': { routes: ['10.1.1.0/24 -> eni-x'] } },
  hosts: { 'i-x': { subnet: 'subnet-tb', ip: '10.1.9.20', groups: ['sg-b'] } },
};
const behindNat = (answers: string[]): Change => ({
  subnets: {
    'subnet-a': { routes: ['10.1.0.0/16 -> nat-a'] },
    'subnet-nat': { cidr: '10.0.3.0/24', routes: OUT },
    'subnet-b': { routes: answers },
  },
  more: { nats: { 'nat-a': { subnet: 'subnet-nat', ip: '10.0.3.5' } } },
});

const ways = [
  by('a detour in the table of the attachment subnet', detour, 'lost'),
  by('a NAT gateway before it', behindNat(OUT), 'connected'),
  by('a NAT gateway before it needs a route back', behindNat([]), 'unanswered'),
];

/** Transit gateways between two VPCs. */
export const transitGatewayCases: readonly Case[] = [
  ...routes,
  ...attachments,
  ...zones,
  ...acls,
  ...references,
  ...ways,
];
