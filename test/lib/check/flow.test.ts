import { describe, expect, it } from 'vitest';
import { anyPort, blocked, cidr, passesThrough, reaches, tcp } from '../../../lib/check/index.ts';
import { accountOf, type Sketch } from '../account.ts';
import { denied, outcome, viewOf } from './view.ts';

const OUT = ['0.0.0.0/0 -> igw-a'];

/** A client in a subnet of its own, a server with a public address in another. */
function lab(change: (sketch: Required<Pick<Sketch, 'subnets' | 'groups' | 'hosts'>>) => void = () => {}): Sketch {
  const sketch = {
    subnets: { 'subnet-a': { cidr: '10.0.1.0/24' }, 'subnet-b': { cidr: '10.0.2.0/24', routes: OUT } },
    groups: { 'sg-client': { in: [] }, 'sg-server': { in: ['tcp/443 0.0.0.0/0'], out: [] } },
    hosts: {
      'i-client': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-client'] },
      'i-server': { subnet: 'subnet-b', ip: '10.0.2.20', groups: ['sg-server'], public: '52.1.1.1' },
    },
  };
  change(sketch);
  return { ...sketch, gateways: { 'igw-a': 'vpc-a' } };
}

const PLACES = { client: ['i-client'], server: ['i-server'] };
const see = (sketch: Sketch, places = PLACES) => viewOf(sketch, places);

describe('reaches', () => {
  const check = reaches('client', 'server', tcp(443));

  it('passes when every packet and its answer get through', () => {
    expect(outcome(check, see(lab()))).toBe('pass');
    expect(outcome(reaches('internet', 'server', tcp(443)), see(lab()))).toBe('pass');
    expect(outcome(reaches(cidr('203.0.113.0/24'), 'server', tcp(443)), see(lab()))).toBe('pass');
  });

  it('fails with the code of the first blocker, and keeps the reason for those who ask', () => {
    const sketch = lab(({ groups }) => {
      groups['sg-server'] = { in: ['tcp/8443 0.0.0.0/0'], out: [] };
    });
    expect(check.run(see(sketch))).toMatchObject({
      verdict: 'fail',
      expected: 'client reaches server on tcp/443',
      actual: 'times out',
      code: 'ENI_SG_RULES_MISMATCH',
      where: ['i-client', 'i-server'],
      cause: expect.stringContaining('drops the packet to 10.0.2.20 port 443'),
    });
  });

  it('fails when a part of the client ports is cut off, and says so', () => {
    const sketch = lab(({ subnets }) => {
      subnets['subnet-b'] = {
        cidr: '10.0.2.0/24',
        routes: OUT,
        acl: { in: ['100 allow all 0.0.0.0/0'], out: ['100 allow tcp/32768-65535 0.0.0.0/0'] },
      };
    });
    expect(check.run(see(sketch))).toMatchObject({
      code: 'SUBNET_ACL_RESTRICTION',
      actual: 'times out for some client ports or addresses, connects for others',
    });
  });

  it('looks at IPv4 where both speak it', () => {
    const sketch = lab(({ subnets, hosts }) => {
      subnets['subnet-b'] = { cidr: '10.0.2.0/24', ipv6: '2600:1f18::/64', routes: OUT };
      Object.assign(hosts['i-server'] ?? {}, { ipv6: '2600:1f18::20' });
    });
    expect(outcome(reaches('internet', 'server', tcp(443)), see(sketch))).toBe('pass');
  });

  it('looks at the primary interface of a host', () => {
    const facts = accountOf(lab()).NetworkInterfaces;
    const second = {
      ...facts[0],
      NetworkInterfaceId: 'eni-second',
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.11', Primary: true }],
      Groups: [{ GroupId: 'sg-unread' }],
      Attachment: { InstanceId: 'i-client', DeviceIndex: 1 },
    };
    const view = viewOf(lab(), PLACES, { NetworkInterfaces: [second, ...facts] });
    expect(outcome(check, view)).toBe('pass');
    expect(outcome(blocked('client', 'server', tcp(22)), view)).toBe('unknown');
  });

  it('cannot tell when a group is not readable', () => {
    const sketch = lab(({ hosts }) => {
      Object.assign(hosts['i-server'] ?? {}, { groups: ['sg-unread'] });
    });
    expect(outcome(check, see(sketch))).toBe('unknown');
  });

  it('cannot tell while something on the way is being made', () => {
    const Instances = [
      { InstanceId: 'i-client', State: { Name: 'running' as const } },
      { InstanceId: 'i-server', State: { Name: 'pending' as const } },
    ];
    const starting = viewOf(lab(), PLACES, { Instances });
    expect(check.run(starting).actual).toBe('cannot tell: the instance is still pending');
    const sketch = lab(({ subnets }) => {
      subnets['subnet-a'] = { cidr: '10.0.1.0/24', routes: ['0.0.0.0/0 -> nat-a'] };
    });
    const NatGateways = [{ NatGatewayId: 'nat-a', VpcId: 'vpc-a', SubnetId: 'subnet-b', State: 'pending' as const }];
    const finding = reaches('client', 'internet', tcp(443)).run(viewOf(sketch, PLACES, { NatGateways }));
    expect(finding).toMatchObject({ verdict: 'unknown', actual: 'cannot tell: the NAT gateway is still pending' });
  });

  it('fails when nobody plays a role, and names the tag', () => {
    expect(check.run(see(lab(), { ...PLACES, server: [] }))).toMatchObject({
      code: 'MISSING',
      actual: 'there is no server in the lab; a replacement needs the tag lab:role=server',
    });
  });

  it('cannot tell when the hosts could not be listed', () => {
    const view = viewOf(lab(), { ...PLACES, server: [] }, denied('ec2 describe-instances'));
    expect(check.run(view)).toMatchObject({
      verdict: 'unknown',
      actual: 'cannot tell: aws ec2 describe-instances failed',
    });
  });
});

describe('blocked', () => {
  it('passes when nothing gets through', () => {
    expect(outcome(blocked('internet', 'server', tcp(22)), see(lab()))).toBe('pass');
    expect(outcome(blocked('internet', 'client', anyPort), see(lab()))).toBe('pass');
  });

  it('fails when anything gets through, and says on which port', () => {
    expect(blocked('internet', 'server', tcp([400, 500])).run(see(lab()))).toMatchObject({
      verdict: 'fail',
      expected: 'the internet does not reach server on tcp/400-500',
      actual: 'connects on port 443',
      code: 'REACHABLE',
      where: ['sg-server'],
    });
  });

  it('is not satisfied by a host that is only stopped', () => {
    const sketch = lab(({ hosts }) => {
      Object.assign(hosts['i-client'] ?? {}, { state: 'stopped' });
    });
    const finding = blocked('client', 'server', tcp(443)).run(see(sketch));
    expect(finding).toMatchObject({ code: 'REACHABLE', actual: 'connects on port 443' });
    expect(finding.trace?.blockers).toEqual([]);
  });

  it('cannot tell when a group is not readable', () => {
    const sketch = lab(({ hosts }) => {
      Object.assign(hosts['i-server'] ?? {}, { groups: ['sg-unread'] });
    });
    expect(outcome(blocked('internet', 'server', tcp(22)), see(sketch))).toBe('unknown');
  });

  it('fails when nobody plays a role', () => {
    expect(outcome(blocked('internet', 'server', tcp(22)), see(lab(), { ...PLACES, server: [] }))).toBe('MISSING');
  });
});

describe('passesThrough', () => {
  const between = (client: string[], server: string[]): Sketch => ({
    subnets: {
      'subnet-a': { cidr: '10.0.1.0/24', routes: client },
      'subnet-b': { cidr: '10.0.2.0/24', routes: server },
      'subnet-c': { cidr: '10.0.3.0/24' },
    },
    groups: { 'sg-open': { in: ['tcp/443 10.0.1.0/24'] } },
    hosts: {
      'i-client': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-open'] },
      'i-server': { subnet: 'subnet-b', ip: '10.0.2.20', groups: ['sg-open'] },
      'i-fw': { subnet: 'subnet-c', ip: '10.0.3.30', groups: ['sg-open'], forwards: true },
    },
  });
  const places = { ...PLACES, fireWall: ['i-fw'] };
  const there = ['10.0.2.0/24 -> eni-fw'];
  const back = ['10.0.1.0/24 -> eni-fw'];

  it.each<[string, string[], string[], string, string]>([
    ['both ways', there, back, 'pass', 'pass'],
    ['there only', there, [], 'pass', 'NOT_INSPECTED'],
    ['back only, though it is dropped there', [], back, 'NOT_INSPECTED', 'pass'],
    ['neither way', [], [], 'NOT_INSPECTED', 'NOT_INSPECTED'],
  ])('%s', (_, client, server, forward, ret) => {
    const view = viewOf(between(client, server), places);
    expect([
      outcome(passesThrough('fireWall', 'client', 'server', tcp(443), 'forward'), view),
      outcome(passesThrough('fireWall', 'client', 'server', tcp(443), 'return'), view),
    ]).toEqual([forward, ret]);
  });

  it('is called what the console calls it', () => {
    const { expected, actual } = passesThrough('fireWall', 'client', 'server', tcp(443), 'return').run(
      viewOf(between(there, []), places),
    );
    expect([expected, actual]).toEqual([
      'answers from server to client pass through fire-wall',
      'fire-wall sees nothing of it',
    ]);
  });

  it('cannot tell beyond what is modelled', () => {
    const view = viewOf(between(['10.0.2.0/24 -> lgw-1'], []), places);
    expect(outcome(passesThrough('fireWall', 'client', 'server', tcp(443), 'forward'), view)).toBe('unknown');
  });

  it('fails without the interface', () => {
    const view = viewOf(between(there, back), { ...places, fireWall: [] });
    expect(outcome(passesThrough('fireWall', 'client', 'server', tcp(443), 'forward'), view)).toBe('MISSING');
  });
});
