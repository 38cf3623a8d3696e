import fc from 'fast-check';
import type { Sketch } from '../../lib/account.ts';
import { aclAmong, mostly, rulesAmong } from './draws.ts';

const VPCS = { 'vpc-a': '10.0.0.0/16', 'vpc-b': '10.1.0.0/16', 'vpc-c': '10.2.0.0/16' };
const HOSTS = [
  ['a', 'vpc-a', 'subnet-a', '10.0.1.10'],
  ['fw', 'vpc-a', 'subnet-fw', '10.0.3.10'],
  ['t', 'vpc-a', 'subnet-ta', '10.0.9.10'],
  ['b', 'vpc-b', 'subnet-b', '10.1.1.10'],
  ['hub', 'vpc-c', 'subnet-hub', '10.2.1.10'],
] as const;
const BLOCKS = '0.0.0.0/0 10.0.0.0/8 10.0.0.0/16 10.1.0.0/16 10.0.1.0/24 10.1.1.10/32 52.0.0.0/8'.split(' ');

/** What joins the first two VPCs in a network. */
type Joint = readonly ('pcx-ab' | 'tgw-a')[];
const JOINTS: readonly Joint[] = [['pcx-ab'], ['pcx-ab'], ['tgw-a'], ['tgw-a'], ['pcx-ab', 'tgw-a']];

/** One of these targets for a block, or none: an empty text is no route. */
const to = (block: string, ...targets: readonly string[]) =>
  fc.constantFrom(...targets).map((target) => (target === '' ? [] : [`${block} -> ${target}`]));
const table = (...choices: fc.Arbitrary<string[]>[]) => fc.tuple(...choices).map((routes) => routes.flat());

const A = '10.0.0.0/16';
const B = '10.1.0.0/16';
const ALL = '0.0.0.0/0';

/** A NAT gateway's questions over a peering connection are answered without a route; AWS does not say what another route would do. */
const natRoutes = (joint: Joint) => to(B, ...(joint.length === 1 ? joint : ['tgw-a']));

function routesOf(joint: Joint) {
  const hub = joint.includes('tgw-a') ? 'tgw-a' : '';
  const beyond = joint.includes('pcx-ab') ? 'pcx-bc' : hub;
  return fc.record({
    'subnet-a': table(
      to(B, ...joint, ...joint, 'eni-fw', 'nat-a', 'nat-a', ''),
      to(ALL, 'igw-a', 'eni-fw', 'nat-a', hub, ''),
    ),
    'subnet-fw': table(to(B, ...joint, ...joint, ''), to(ALL, 'igw-a', 'igw-a', hub)),
    'subnet-nat': table(natRoutes(joint), to(ALL, 'igw-a', 'igw-a', hub)),
    'subnet-ta': table(to(B, ...joint, ''), to('10.0.1.0/24', '', '', 'eni-fw'), to(ALL, '', 'igw-a', 'nat-a')),
    'subnet-b': table(to(A, ...joint, ...joint, ''), to('10.2.0.0/16', hub, beyond), to(ALL, hub)),
    'subnet-tb': table(to('10.1.1.0/24', '', '', '', 'eni-b')),
    'subnet-tb2': fc.constant<string[]>([]),
    'subnet-tc': table(to('10.0.0.0/8', 'eni-hub', 'eni-hub', ''), to(ALL, 'nat-c', 'nat-c', 'igw-c', 'eni-hub')),
    'subnet-tc2': table(to('10.0.0.0/8', 'eni-hub', ''), to(ALL, 'nat-c', 'eni-hub')),
    'subnet-hub': table(to('10.0.0.0/8', hub), to(B, beyond, hub, hub), to(ALL, 'igw-c', 'nat-c')),
    'subnet-cn': table(to('10.0.0.0/8', hub, hub, hub, ''), to(ALL, 'igw-c')),
  });
}

const SUBNETS = {
  'subnet-a': { cidr: '10.0.1.0/24', vpc: 'vpc-a' },
  'subnet-fw': { cidr: '10.0.3.0/24', vpc: 'vpc-a' },
  'subnet-nat': { cidr: '10.0.4.0/24', vpc: 'vpc-a' },
  'subnet-ta': { cidr: '10.0.9.0/24', vpc: 'vpc-a' },
  'subnet-b': { cidr: '10.1.1.0/24', vpc: 'vpc-b' },
  'subnet-tb': { cidr: '10.1.9.0/24', vpc: 'vpc-b' },
  'subnet-tb2': { cidr: '10.1.10.0/24', vpc: 'vpc-b', zone: 'us-east-1b' },
  'subnet-tc': { cidr: '10.2.9.0/24', vpc: 'vpc-c' },
  'subnet-tc2': { cidr: '10.2.10.0/24', vpc: 'vpc-c', zone: 'us-east-1b' },
  'subnet-hub': { cidr: '10.2.1.0/24', vpc: 'vpc-c' },
  'subnet-cn': { cidr: '10.2.2.0/24', vpc: 'vpc-c' },
} as const;
const FILTERED = ['subnet-a', 'subnet-ta', 'subnet-b', 'subnet-tb', 'subnet-tc'] as const;

const attachment = (vpc: string, table: string, ...subnets: string[]) =>
  fc
    .record({ available: mostly(20), associated: mostly(20), groupReferencing: mostly(4) })
    .map(({ available, associated, groupReferencing }) => ({
      vpc,
      subnets,
      table: associated ? table : '',
      groupReferencing,
      state: available ? ('available' as const) : ('deleting' as const),
    }));

const transitGateway = fc
  .record({
    a: attachment('vpc-a', 'tgw-rtb-spokes', 'subnet-ta'),
    b: attachment('vpc-b', 'tgw-rtb-spokes', 'subnet-tb', 'subnet-tb2'),
    c: attachment('vpc-c', 'tgw-rtb-hub', 'subnet-tc', 'subnet-tc2'),
    appliance: fc.boolean(),
    groupReferencing: fc.boolean(),
    spokes: fc.constantFrom(
      [`${A} -> tgw-attach-a propagated`, `${B} -> tgw-attach-b propagated`],
      [`${A} -> tgw-attach-a propagated`, `${B} -> tgw-attach-b propagated`, `${B} -> tgw-attach-c`],
      [`${A} -> tgw-attach-a`, '10.1.1.0/24 -> tgw-attach-c', `${B} -> tgw-attach-b propagated`],
      [`${A} -> tgw-attach-a`],
      [],
    ),
    hub: fc
      .constantFrom(
        [`${B} -> tgw-attach-b`],
        [`${B} -> tgw-attach-b`, '10.1.1.10/32 -> blackhole'],
        [`${B} -> tgw-attach-b`, '10.0.0.0/8 -> blackhole'],
        // From there a peering connection leads on, but not for these packets.
        [`${B} -> tgw-attach-b propagated`, `${B} -> tgw-attach-a`],
      )
      .map((routes) => [`${A} -> tgw-attach-a propagated`, ...routes]),
  })
  .map(({ a, b, c, appliance, groupReferencing, spokes, hub }) => ({
    groupReferencing,
    attachments: { 'tgw-attach-a': a, 'tgw-attach-b': b, 'tgw-attach-c': { ...c, appliance } },
    tables: { 'tgw-rtb-spokes': [...spokes, `${ALL} -> tgw-attach-c`], 'tgw-rtb-hub': hub },
  }));

/** Through a transit gateway, a peer's groups are known by its support, or by the peering connection? AWS does not say. */
const groupsFor = (joint: Joint, vpc: string) =>
  HOSTS.filter(([, home]) => joint.length === 1 || home === vpc).map(([name]) => `sg-${name}`);

const drawnFor = (joint: Joint) =>
  fc.record({
    joint: fc.constant(joint),
    routes: routesOf(joint),
    acls: fc.tuple(...FILTERED.map(() => fc.oneof(fc.constant(undefined), aclAmong(BLOCKS)))),
    groups: fc.tuple(
      ...HOSTS.map(([, vpc]) => {
        const rules = rulesAmong(BLOCKS, groupsFor(joint, vpc));
        return fc.record({ vpc: fc.constant(vpc), in: rules, out: rules });
      }),
    ),
    forwards: fc.tuple(...HOSTS.map(() => mostly(8))),
    publics: fc.tuple(...HOSTS.map(() => fc.boolean())),
    inFirstZone: fc.record({ 'subnet-a': mostly(4), 'subnet-b': mostly(2), 'subnet-hub': mostly(4) }),
    accepted: fc.record({ 'pcx-ab': mostly(5), 'pcx-bc': mostly(5) }),
    redirects: fc.boolean(),
    natIsPublic: mostly(3),
    transitGateway,
  });

type Drawn = ReturnType<typeof drawnFor> extends fc.Arbitrary<infer T> ? T : never;

function subnetsOf({ routes, acls, inFirstZone }: Drawn): Sketch['subnets'] {
  const acl = new Map<string, (typeof acls)[number]>(FILTERED.map((id, i) => [id, acls[i]]));
  const moved = Object.entries(inFirstZone).flatMap(([id, first]) => (first ? [] : [id]));
  return Object.fromEntries(
    Object.entries(SUBNETS).map(([id, subnet]) => [
      id,
      {
        ...subnet,
        routes: routes[id as keyof typeof routes],
        ...(acl.get(id) && { acl: acl.get(id)! }),
        ...(moved.includes(id) && { zone: 'us-east-1b' }),
      },
    ]),
  );
}

const hostsOf = ({ forwards, publics }: Drawn): NonNullable<Sketch['hosts']> =>
  Object.fromEntries(
    HOSTS.map(([name, vpc, subnet, ip], i) => [
      `i-${name}`,
      {
        subnet,
        ip,
        groups: [`sg-${name}`],
        ...(publics[i] && vpc !== 'vpc-b' && { public: `52.0.0.${i + 1}` }),
        forwards: (name === 'fw' || name === 'hub') && forwards[i] === true,
      },
    ]),
  );

function sketchOf(drawn: Drawn): Sketch {
  const { joint, groups, accepted, redirects, natIsPublic, transitGateway } = drawn;
  const status = (id: keyof typeof accepted) => (joint.includes('pcx-ab') && accepted[id] ? 'active' : 'rejected');
  return {
    vpcs: VPCS,
    gateways: { 'igw-a': 'vpc-a', 'igw-c': 'vpc-c' },
    ...(redirects && { edges: { 'igw-a': ['10.0.1.0/24 -> eni-fw'] } }),
    peerings: {
      'pcx-ab': { requester: 'vpc-a', accepter: 'vpc-b', status: status('pcx-ab') },
      'pcx-bc': { requester: 'vpc-b', accepter: 'vpc-c', status: status('pcx-bc') },
    },
    transitGateways: { 'tgw-a': transitGateway },
    subnets: subnetsOf(drawn),
    groups: Object.fromEntries(HOSTS.map(([name], i) => [`sg-${name}`, groups[i] ?? {}])),
    hosts: hostsOf(drawn),
    nats: {
      'nat-a': { subnet: 'subnet-nat', ip: '10.0.4.5', ...(natIsPublic && { public: '52.0.0.200' }) },
      'nat-c': { subnet: 'subnet-cn', ip: '10.2.2.5', public: '52.0.0.201' },
    },
  };
}

/** Three VPCs, joined by peering connections, a transit gateway with a VPC in the middle, or both. */
export const joinedSketches: fc.Arbitrary<Sketch> = fc
  .constantFrom(...JOINTS)
  .chain(drawnFor)
  .map(sketchOf);
