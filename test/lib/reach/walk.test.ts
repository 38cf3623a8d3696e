import { describe, expect, it } from 'vitest';
import { interpret } from '../../../lib/network/network.ts';
import { trace } from '../../../lib/reach/flow.ts';
import { accountOf, type Sketch } from '../account.ts';

/** `reachable`, or what blocks, in the packet's order: `CODE@component`; a `>` before those on the way there, `<` on the way back. */
function outcome(sketch: Sketch, from: string, to: string, port: number, protocol: 'tcp' | 'udp' = 'tcp'): string {
  const {
    verdict,
    partial,
    blockers,
    forward,
    return: back,
  } = trace(interpret(accountOf(sketch)), { from, to, port, protocol });
  if (verdict === 'unknown')
    return `unknown@${[...forward, ...back].find((hop) => hop.verdict === 'unknown')?.component}`;
  if (verdict === 'reachable') return verdict;
  const names = blockers.map(
    ({ direction, code, component }) => `${direction === 'forward' ? '>' : '<'}${code}@${component}`,
  );
  return `${partial ? 'partly ' : ''}${names.join(' ')}`;
}

const open = { in: ['all 0.0.0.0/0'], out: ['all 0.0.0.0/0'] };

describe('security groups', () => {
  const between = (client: { out: string[] }, server: { in: string[]; out?: string[] }): Sketch => ({
    subnets: { 'subnet-a': { cidr: '10.0.1.0/24' } },
    groups: { 'sg-client': { in: [], ...client }, 'sg-server': { out: [], ...server } },
    hosts: {
      'i-client': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-client'] },
      'i-server': { subnet: 'subnet-a', ip: '10.0.1.20', groups: ['sg-server'] },
    },
  });

  it.each<[string, string[], string[], string]>([
    ['a port in both', ['tcp/8443 10.0.1.20/32'], ['tcp/8443 10.0.1.10/32'], 'reachable'],
    ['the edge of a range', ['tcp/8000-8443 0.0.0.0/0'], ['tcp/8443-9000 0.0.0.0/0'], 'reachable'],
    ['one port beside a range', ['all 0.0.0.0/0'], ['tcp/8444-9000 0.0.0.0/0'], '>ENI_SG_RULES_MISMATCH@sg-server'],
    ['another protocol', ['all 0.0.0.0/0'], ['udp/8443 0.0.0.0/0'], '>ENI_SG_RULES_MISMATCH@sg-server'],
    ['a group that the client has', ['tcp/8443 sg-server'], ['tcp/8443 sg-client'], 'reachable'],
    ['a group that nobody has', ['all 0.0.0.0/0'], ['tcp/8443 sg-gone'], '>ENI_SG_RULES_MISMATCH@sg-server'],
    ['a client without outbound rules', [], ['all 0.0.0.0/0'], '>SG_HAS_NO_RULES@sg-client'],
    [
      'both ends',
      ['tcp/443 0.0.0.0/0'],
      ['tcp/443 0.0.0.0/0'],
      '>ENI_SG_RULES_MISMATCH@sg-client >ENI_SG_RULES_MISMATCH@sg-server',
    ],
    ['half a block', ['all 0.0.0.0/0'], ['all 10.0.1.0/29'], '>ENI_SG_RULES_MISMATCH@sg-server'],
  ])('%s', (_, out, ingress, expected) => {
    expect(outcome(between({ out }, { in: ingress }), 'i-client', 'i-server', 8443)).toBe(expected);
  });

  it('admit nobody to an interface that is attached to nothing', () => {
    const sketch = between({ out: ['all 0.0.0.0/0'] }, { in: ['all 0.0.0.0/0'] });
    Object.assign(sketch.hosts?.['i-server'] ?? {}, { detached: true });
    expect(outcome(sketch, 'i-client', 'eni-server', 443)).toBe('>BAD_STATE@eni-server');
  });

  it('let answers pass without an outbound rule', () => {
    expect(
      outcome(between({ out: ['all 0.0.0.0/0'] }, { in: ['tcp/443 0.0.0.0/0'], out: [] }), 'i-client', 'i-server', 443),
    ).toBe('reachable');
  });

  it('add up', () => {
    const sketch = between({ out: ['all 0.0.0.0/0'] }, { in: [] });
    sketch.groups = { ...sketch.groups, 'sg-more': { in: ['tcp/22 sg-client'] } };
    sketch.hosts!['i-server']!.groups = ['sg-server', 'sg-more'];
    expect(outcome(sketch, 'i-client', 'i-server', 22)).toBe('reachable');
  });

  it('that cannot be read leave the answer open', () => {
    const sketch = between({ out: ['all 0.0.0.0/0'] }, { in: ['all 0.0.0.0/0'] });
    sketch.hosts!['i-server']!.groups = ['sg-server', 'sg-unread'];
    expect(outcome(sketch, 'i-client', 'i-server', 22)).toBe('unknown@sg-server, sg-unread');
  });
});

describe('network ACLs', () => {
  const between = (
    a: { in: string[]; out: string[] },
    b: { in: string[]; out: string[] },
    ip = '10.0.2.20',
  ): Sketch => ({
    subnets: { 'subnet-a': { cidr: '10.0.1.0/24', acl: a }, 'subnet-b': { cidr: '10.0.2.0/24', acl: b } },
    groups: { 'sg-open': open },
    hosts: {
      'i-client': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-open'] },
      'i-server': { subnet: ip.startsWith('10.0.2') ? 'subnet-b' : 'subnet-a', ip, groups: ['sg-open'] },
    },
  });
  const all = { in: ['100 allow all 0.0.0.0/0'], out: ['100 allow all 0.0.0.0/0'] };
  const none = { in: [], out: [] };

  it.each<[string, { in: string[]; out: string[] }, { in: string[]; out: string[] }, string]>([
    ['open ones', all, all, 'reachable'],
    [
      'a closed one drops on every crossing',
      none,
      all,
      '>SUBNET_ACL_RESTRICTION@acl-subnet-a <SUBNET_ACL_RESTRICTION@acl-subnet-a',
    ],
    [
      'the first match decides: deny before allow',
      all,
      { in: ['90 deny tcp/443 10.0.1.0/24', '100 allow all 0.0.0.0/0'], out: all.out },
      '>SUBNET_ACL_RESTRICTION@acl-subnet-b',
    ],
    [
      'the first match decides: allow before deny',
      all,
      { in: ['90 allow tcp/443 10.0.1.0/24', '100 deny all 0.0.0.0/0'], out: all.out },
      'reachable',
    ],
    [
      'numbers count, not places in the list',
      all,
      { in: ['200 deny all 0.0.0.0/0', '100 allow all 0.0.0.0/0'], out: all.out },
      'reachable',
    ],
    [
      'answers need the ephemeral range out',
      all,
      { in: ['100 allow tcp/443 0.0.0.0/0'], out: ['100 allow tcp/443 0.0.0.0/0'] },
      '<SUBNET_ACL_RESTRICTION@acl-subnet-b',
    ],
    [
      'answers need the ephemeral range in',
      { in: ['100 allow tcp/443 0.0.0.0/0'], out: all.out },
      all,
      '<SUBNET_ACL_RESTRICTION@acl-subnet-a',
    ],
    ['the whole client range', { in: ['100 allow tcp/1024-65535 0.0.0.0/0'], out: all.out }, all, 'reachable'],
    [
      'a part of the client range',
      { in: ['100 allow tcp/32768-65535 0.0.0.0/0'], out: all.out },
      all,
      'partly <SUBNET_ACL_RESTRICTION@acl-subnet-a',
    ],
    [
      'a range short by one port',
      { in: ['100 allow tcp/1025-65535 0.0.0.0/0'], out: all.out },
      all,
      'partly <SUBNET_ACL_RESTRICTION@acl-subnet-a',
    ],
  ])('%s', (_, a, b, expected) => {
    expect(outcome(between(a, b), 'i-client', 'i-server', 443)).toBe(expected);
  });

  it('do not stand between neighbours', () => {
    expect(outcome(between(none, none, '10.0.1.20'), 'i-client', 'i-server', 443)).toBe('reachable');
  });
});

describe('the internet', () => {
  const host = (
    change: Partial<NonNullable<Sketch['hosts']>[string]>,
    routes: string[],
    gateways: Record<string, string> = { 'igw-a': 'vpc-a' },
  ): Sketch => ({
    gateways,
    subnets: { 'subnet-a': { cidr: '10.0.1.0/24', routes } },
    groups: { 'sg-open': open },
    hosts: { 'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-open'], public: '52.0.0.1', ...change } },
  });
  const route = ['0.0.0.0/0 -> igw-a'];

  it.each<[string, Sketch, string, string]>([
    ['a public host', host({}, route), 'reachable', 'reachable'],
    [
      'no public address',
      { ...host({}, route), hosts: { 'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-open'] } } },
      '>IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS@igw-a',
      '>IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS@internet',
    ],
    ['no route', host({}, []), '>NO_ROUTE_TO_DESTINATION@rtb-subnet-a', '<NO_ROUTE_TO_DESTINATION@rtb-subnet-a'],
    [
      'a route to half of it',
      host({}, ['0.0.0.0/1 -> igw-a']),
      'partly >NO_ROUTE_TO_DESTINATION@rtb-subnet-a',
      'partly <NO_ROUTE_TO_DESTINATION@rtb-subnet-a',
    ],
    ['two halves are the whole', host({}, ['0.0.0.0/1 -> igw-a', '128.0.0.0/1 -> igw-a']), 'reachable', 'reachable'],
    [
      'a detached gateway',
      host({}, route, {}),
      '>BAD_STATE_ATTACHMENT@igw-a',
      '>IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS@vpc-a',
    ],
    [
      'a gateway of another VPC',
      host({}, route, { 'igw-a': 'vpc-b' }),
      '>BAD_STATE_ATTACHMENT@igw-a',
      '>IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS@vpc-a',
    ],
    [
      'a blackhole wins by its prefix',
      host({}, [...route, '8.0.0.0/8 -> nat-x blackhole']),
      'partly >BAD_STATE_ROUTE@rtb-subnet-a',
      'partly <BAD_STATE_ROUTE@rtb-subnet-a',
    ],
    ['a stopped host', host({ state: 'stopped' }, route), '>BAD_STATE@i-a', '>BAD_STATE@i-a'],
    ['a route beyond the model', host({}, ['0.0.0.0/0 -> lgw-a']), 'unknown@lgw-a', 'unknown@lgw-a'],
  ])('%s', (_, sketch, outbound, inbound) => {
    expect(outcome(sketch, 'i-a', 'internet', 443)).toBe(outbound);
    expect(outcome(sketch, 'internet', 'i-a', 443)).toBe(inbound);
  });

  it('speaks IPv6 without translation', () => {
    const sketch = host({ ipv6: '2600:1f18::10' }, [...route, '::/0 -> igw-a']);
    sketch.subnets['subnet-a']!.ipv6 = '2600:1f18::/64';
    sketch.groups = { 'sg-open': { in: ['all 0.0.0.0/0', 'tcp/443 ::/0'], out: ['all 0.0.0.0/0', 'all ::/0'] } };
    expect(outcome(sketch, 'internet', 'i-a', 443)).toBe('reachable');
    expect(outcome(sketch, 'internet', 'i-a', 22)).toBe('partly >ENI_SG_RULES_MISMATCH@sg-open');
  });
});

describe('NAT', () => {
  const behind = (
    route: string,
    change: Partial<Sketch> = {},
    publicAcl?: { in: string[]; out: string[] },
  ): Sketch => ({
    gateways: { 'igw-a': 'vpc-a' },
    subnets: {
      'subnet-public': { cidr: '10.0.0.0/24', routes: ['0.0.0.0/0 -> igw-a'], ...(publicAcl && { acl: publicAcl }) },
      'subnet-private': { cidr: '10.0.1.0/24', routes: [route] },
      'subnet-other': { cidr: '10.0.2.0/24' },
    },
    groups: { 'sg-app': { in: [], out: ['tcp/443 0.0.0.0/0'] }, 'sg-nat': open },
    hosts: { 'i-app': { subnet: 'subnet-private', ip: '10.0.1.10', groups: ['sg-app'] } },
    nats: { 'nat-a': { subnet: 'subnet-public', ip: '10.0.0.5', public: '52.0.0.5' } },
    ...change,
  });
  const instance = (forwards: boolean, address: { public?: string } = { public: '52.0.0.6' }): Partial<Sketch> => ({
    hosts: {
      'i-app': { subnet: 'subnet-private', ip: '10.0.1.10', groups: ['sg-app'] },
      'i-nat': { subnet: 'subnet-public', ip: '10.0.0.6', groups: ['sg-nat'], forwards, ...address },
    },
  });

  it.each<[string, Sketch, string]>([
    ['a public gateway', behind('0.0.0.0/0 -> nat-a'), 'reachable'],
    [
      'a deleted one',
      behind('0.0.0.0/0 -> nat-a', {
        nats: { 'nat-a': { subnet: 'subnet-public', ip: '10.0.0.5', public: '52.0.0.5', state: 'deleted' } },
      }),
      '>BAD_STATE@nat-a',
    ],
    [
      'one in a private subnet',
      behind('0.0.0.0/0 -> nat-a', {
        nats: { 'nat-a': { subnet: 'subnet-other', ip: '10.0.2.5', public: '52.0.0.5' } },
      }),
      '>NO_ROUTE_TO_DESTINATION@rtb-subnet-other',
    ],
    [
      'a private one',
      behind('0.0.0.0/0 -> nat-a', { nats: { 'nat-a': { subnet: 'subnet-public', ip: '10.0.0.5' } } }),
      '>IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS@igw-a',
    ],
    [
      'one in the private subnet itself goes in circles',
      behind('0.0.0.0/0 -> nat-a', {
        nats: { 'nat-a': { subnet: 'subnet-private', ip: '10.0.1.5', public: '52.0.0.5' } },
      }),
      '>NO_POSSIBLE_DESTINATION@nat-a',
    ],
    ['an instance', behind('0.0.0.0/0 -> eni-nat', instance(true)), 'reachable'],
    [
      'an instance with the source/destination check',
      behind('0.0.0.0/0 -> eni-nat', instance(false)),
      '>ENI_SOURCE_DEST_CHECK_RESTRICTION@eni-nat',
    ],
    [
      'an instance without a public address',
      behind('0.0.0.0/0 -> eni-nat', instance(true, {})),
      '>IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS@igw-a',
    ],
  ])('%s', (_, sketch, expected) => {
    expect(outcome(sketch, 'i-app', 'internet', 443)).toBe(expected);
  });

  it('must pass whatever port the gateway chooses', () => {
    const linux = {
      in: ['100 allow tcp/443 10.0.1.0/24', '110 allow tcp/32768-65535 0.0.0.0/0'],
      out: ['100 allow all 0.0.0.0/0'],
    };
    expect(outcome(behind('0.0.0.0/0 -> nat-a', {}, linux), 'i-app', 'internet', 443)).toBe(
      'partly <SUBNET_ACL_RESTRICTION@acl-subnet-public',
    );
    const whole = { ...linux, in: ['100 allow tcp/443 10.0.1.0/24', '110 allow tcp/1024-65535 0.0.0.0/0'] };
    expect(outcome(behind('0.0.0.0/0 -> nat-a', {}, whole), 'i-app', 'internet', 443)).toBe('reachable');
  });

  it('lets nobody in', () => {
    expect(outcome(behind('0.0.0.0/0 -> nat-a'), 'internet', '52.0.0.5', 443)).toBe('>NO_POSSIBLE_DESTINATION@nat-a');
  });

  it('does not answer for a host that was asked at its own address', () => {
    const sketch = behind('0.0.0.0/0 -> nat-a');
    sketch.hosts = { 'i-app': { subnet: 'subnet-private', ip: '10.0.1.10', groups: ['sg-nat'], public: '52.0.0.9' } };
    expect(outcome(sketch, 'internet', 'i-app', 443)).toBe('<NGW_SOURCE_ADDRESS_REASSIGN@nat-a');
  });
});

describe('a middlebox between two subnets', () => {
  const inspected = (
    client: string[],
    server: string[],
    fw: Partial<NonNullable<Sketch['groups']>[string]> = {},
    source = '10.0.30.0/24',
  ): Sketch => ({
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
  const there = '10.0.40.0/24 -> eni-fw';
  const back = '10.0.30.0/24 -> eni-fw';

  it('is not to blame for a group as source that admits another port', () => {
    const sketch = inspected([there], [back]);
    sketch.groups = { ...sketch.groups, 'sg-server': { in: ['tcp/22 sg-client'], out: [] } };
    expect(outcome(sketch, 'i-client', 'i-server', 443)).toBe('>ENI_SG_RULES_MISMATCH@sg-server');
  });

  it.each<[string, Sketch, string]>([
    ['no detour', inspected([], []), 'reachable'],
    ['both ways', inspected([there], [back]), 'reachable'],
    [
      'only the answer: a group that never saw the question drops it',
      inspected([], [back]),
      '<ENI_SG_RULES_MISMATCH@sg-fw',
    ],
    ['only the question', inspected([there], []), 'reachable'],
    ['only the answer, let in by a rule', inspected([], [back], { in: ['tcp/1024-65535 10.0.40.0/24'] }), 'reachable'],
    [
      'only the answer, let in by a rule but not out',
      inspected([], [back], { in: ['tcp/1024-65535 10.0.40.0/24'], out: ['tcp/443 0.0.0.0/0'] }),
      '<ENI_SG_RULES_MISMATCH@sg-fw',
    ],
    [
      'a group as source is lost on the way',
      inspected([there], [back], {}, 'sg-client'),
      '>SG_REFERENCES_NOT_PRESERVED@sg-server',
    ],
    ['a group as source matches without a detour', inspected([], [], {}, 'sg-client'), 'reachable'],
    [
      'two middleboxes that send to each other',
      {
        ...inspected([there], []),
        subnets: { ...inspected([there], []).subnets, 'subnet-fw': { cidr: '10.0.50.0/24', routes: [there] } },
      },
      '>NO_POSSIBLE_DESTINATION@eni-fw',
    ],
  ])('%s', (_, sketch, expected) => {
    expect(outcome(sketch, 'i-client', 'i-server', 443)).toBe(expected);
  });

  it('knows its own connection by the addresses, not by having made it', () => {
    const sketch = inspected([], ['0.0.0.0/0 -> eni-fw'], { in: [] }, '0.0.0.0/0');
    sketch.gateways = { 'igw-a': 'vpc-a' };
    sketch.subnets['subnet-fw']!.routes = ['0.0.0.0/0 -> igw-a'];
    sketch.hosts!['i-server']!.public = '52.0.0.1';
    sketch.hosts!['i-fw']!.public = '52.0.0.2';
    expect(outcome(sketch, 'i-fw', '52.0.0.1', 443)).toBe('<SG_HAS_NO_RULES@sg-fw');
  });
});
