import fc from 'fast-check';
import type { Sketch } from './account.ts';
import type { BalancerSketch, TargetGroupSketch } from './load-balancer.ts';

const CIDRS = [
  '0.0.0.0/0',
  '10.0.0.0/16',
  '10.0.1.0/24',
  '10.1.0.0/16',
  '10.0.1.10/32',
  '192.168.0.0/16',
  '128.0.0.0/1',
];
const SIXES = ['::/0', '2600:1f18::/56', '2600:1f18:0:1::/64', '2001:db8::/32'];
const GROUPS = ['sg-a', 'sg-b', 'sg-fw', 'sg-lb'];

const traffic = fc.constantFrom(
  'all',
  'all',
  'tcp/443',
  'tcp/80',
  'tcp/400-500',
  'tcp/1024-65535',
  'udp/0-65535',
  'icmp',
  '58',
);
const rule = fc.tuple(traffic, fc.constantFrom(...CIDRS, ...SIXES, ...GROUPS, 'pl-s3')).map((parts) => parts.join(' '));
const entry = fc.tuple(fc.constantFrom('allow', 'allow', 'deny'), traffic, fc.constantFrom(...CIDRS, ...SIXES));

/** Seven times of eight, what nothing else is said of passes. */
const open = (list: fc.Arbitrary<string[]>, ...last: string[]) =>
  fc.tuple(list, fc.nat(7)).map(([texts, chance]) => (chance === 0 ? texts : [...texts, ...last]));

const rules = open(fc.array(rule, { maxLength: 3 }), 'all 0.0.0.0/0', 'all ::/0');
const entries = open(
  fc.array(entry, { maxLength: 3 }).map((list) => list.map((parts, i) => `${100 - i} ${parts.join(' ')}`)),
  '200 allow all 0.0.0.0/0',
  '201 allow all ::/0',
);
const acl = fc.record({ in: entries, out: entries });
const groups = fc.record({ in: rules, out: rules });

/** Most of these routes, each destination once. */
const routes = (...texts: string[]) =>
  fc
    .shuffledSubarray(texts, { minLength: Math.ceil(texts.length / 2) })
    .map((some) => [...new Map(some.map((text) => [text.split(' ')[0], text])).values()]);

const OUT_OF_A = [
  '0.0.0.0/0 -> igw-a',
  '0.0.0.0/0 -> nat-a',
  '0.0.0.0/0 -> nat-r',
  '0.0.0.0/0 -> eni-fw',
  '0.0.0.0/0 -> tgw-a',
  '::/0 -> igw-a',
  '::/0 -> eigw-a',
  '10.1.0.0/16 -> pcx-a',
  '10.1.0.0/16 -> tgw-a',
  '10.0.2.0/24 -> eni-fw',
  '10.0.1.0/24 -> eni-fw',
  '2600:1f20::/56 -> pcx-a',
  '192.168.0.0/16 -> vgw-a',
  '128.0.0.0/2 -> nat-a blackhole',
  'pl-s3 -> vpce-s3',
];
const OUT_OF_B = ['0.0.0.0/0 -> tgw-a', '10.0.0.0/16 -> pcx-a', '10.0.0.0/16 -> tgw-a', '2600:1f18::/56 -> pcx-a'];
const BY_TGW = [
  '10.0.0.0/16 -> tgw-attach-a',
  '10.1.0.0/16 -> tgw-attach-b',
  '0.0.0.0/0 -> tgw-attach-a',
  '10.1.1.0/24 -> blackhole',
];

const balancer = (type: 'application' | 'network', ip: string): fc.Arbitrary<BalancerSketch> =>
  fc
    .record({ secured: fc.boolean(), crossZone: fc.boolean(), group: fc.constantFrom('tg-a', 'tg-b', 'answers') })
    .map(({ secured, crossZone, group }) => ({
      type,
      internetFacing: true,
      crossZone,
      groups: secured || type === 'application' ? ['sg-lb'] : [],
      nodes: { 'subnet-lb': ip },
      listeners: { [type === 'network' ? 'TCP:443' : 'HTTP:80']: type === 'network' ? ['tg-n'] : [group, 'tg-a'] },
    }));

const targetGroup = (to: string): fc.Arbitrary<TargetGroupSketch> =>
  fc.record({
    to: fc.constant(to),
    targets: fc.uniqueArray(fc.constantFrom('i-a', 'i-fw', 'i-a:80'), { maxLength: 2 }),
    preservesClientIp: fc.boolean(),
    healthChecks: fc.boolean(),
  });

/** Two VPCs with everything that joins VPCs, all kinds of gateways, endpoints and load balancers, put together by chance. */
export const estates: fc.Arbitrary<Sketch> = fc
  .record({
    groups: fc.tuple(groups, groups, groups, groups),
    acls: fc.array(fc.option(acl, { nil: undefined, freq: 1 }), { minLength: 4, maxLength: 4 }),
    routesA: fc.tuple(routes(...OUT_OF_A), routes(...OUT_OF_A), routes(...OUT_OF_A)),
    routesB: routes(...OUT_OF_B),
    edge: fc.option(routes('10.0.1.0/24 -> eni-fw', '10.0.0.0/16 -> eni-fw', '2600:1f18:0:1::/64 -> eni-fw'), {
      nil: undefined,
    }),
    byTgw: routes(...BY_TGW),
    appliance: fc.boolean(),
    referencing: fc.boolean(),
    forwards: fc.boolean(),
    publics: fc.tuple(fc.boolean(), fc.boolean()),
    mode: fc.constantFrom('off', 'off', 'off', 'block-ingress', 'block-bidirectional'),
    balancers: fc.record({
      web: balancer('application', '10.0.4.5 52.0.0.5'),
      net: balancer('network', '10.0.4.6 52.0.0.6'),
    }),
    targetGroups: fc.record({
      'tg-a': targetGroup('HTTP:80'),
      'tg-b': targetGroup('HTTP:8080'),
      'tg-n': targetGroup('TCP:443'),
    }),
    endpointAvailable: fc.boolean(),
  })
  .map(
    (chance): Sketch => ({
      vpcs: { 'vpc-a': '10.0.0.0/16 2600:1f18::/56', 'vpc-b': '10.1.0.0/16 2600:1f20::/56' },
      gateways: { 'igw-a': 'vpc-a' },
      eigws: { 'eigw-a': 'vpc-a' },
      ...(chance.edge && { edges: { 'igw-a': chance.edge } }),
      peerings: { 'pcx-a': { requester: 'vpc-a', accepter: 'vpc-b' } },
      vpnGateways: { 'vgw-a': { vpc: 'vpc-a', connections: { 'vpn-a': { routes: ['192.168.0.0/16'] } } } },
      transitGateways: {
        'tgw-a': {
          groupReferencing: chance.referencing,
          attachments: {
            'tgw-attach-a': { vpc: 'vpc-a', subnets: ['subnet-fw'], table: 'tgw-rtb-a', appliance: chance.appliance },
            'tgw-attach-b': { vpc: 'vpc-b', subnets: ['subnet-b'], table: 'tgw-rtb-a' },
          },
          tables: { 'tgw-rtb-a': chance.byTgw },
        },
      },
      subnets: {
        'subnet-a': {
          cidr: '10.0.1.0/24',
          ipv6: '2600:1f18:0:1::/64',
          routes: chance.routesA[0],
          ...acled(chance.acls[0]),
        },
        'subnet-fw': {
          cidr: '10.0.2.0/24',
          ipv6: '2600:1f18:0:2::/64',
          routes: chance.routesA[1],
          ...acled(chance.acls[1]),
        },
        'subnet-lb': { cidr: '10.0.4.0/24', routes: chance.routesA[2], ...acled(chance.acls[2]) },
        'subnet-b': {
          vpc: 'vpc-b',
          cidr: '10.1.1.0/24',
          ipv6: '2600:1f20::/64',
          routes: chance.routesB,
          ...acled(chance.acls[3]),
        },
      },
      groups: Object.fromEntries(
        GROUPS.map((id, i) => [id, { ...chance.groups[i], ...(id === 'sg-b' && { vpc: 'vpc-b' }) }]),
      ),
      hosts: {
        'i-a': {
          subnet: 'subnet-a',
          ip: '10.0.1.10',
          ipv6: '2600:1f18:0:1::10',
          groups: ['sg-a'],
          ...(chance.publics[0] && { public: '52.0.0.1' }),
        },
        'i-b': { subnet: 'subnet-b', ip: '10.1.1.10', ipv6: '2600:1f20::10', groups: ['sg-b'] },
        'i-fw': {
          subnet: 'subnet-fw',
          ip: '10.0.2.10',
          ipv6: '2600:1f18:0:2::10',
          groups: ['sg-fw'],
          forwards: chance.forwards,
          ...(chance.publics[1] && { public: '52.0.0.2' }),
        },
      },
      nats: {
        'nat-a': { subnet: 'subnet-lb', ip: '10.0.4.200', public: '52.0.0.200' },
        'nat-r': { public: '52.0.0.201', regional: { vpc: 'vpc-a', routeTable: 'rtb-subnet-lb' } },
      },
      endpoints: {
        'vpce-s3': { service: 'com.amazonaws.us-east-1.s3', state: chance.endpointAvailable ? 'available' : 'deleted' },
        'vpce-ssm': { service: 'com.amazonaws.us-east-1.ssm', nodes: { 'subnet-fw': '10.0.2.50' }, groups: ['sg-fw'] },
      },
      prefixLists: { 'pl-s3 com.amazonaws.us-east-1.s3': ['52.216.0.0/15'] },
      blockPublicAccess: { mode: chance.mode as 'off' },
      balancers: chance.balancers,
      targetGroups: chance.targetGroups,
    }),
  );

const acled = (each: { in: string[]; out: string[] } | undefined) => each && { acl: each };

/** A security group's rule, for one of an estate's groups. */
export const addedRule = fc.record({
  group: fc.constantFrom(...GROUPS),
  way: fc.constantFrom('in' as const, 'out' as const),
  rule,
});
