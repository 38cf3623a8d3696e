import { describe, expect, it } from 'vitest';
import { interpret } from '../../../lib/network/network.ts';
import { type Flow, trace } from '../../../lib/reach/flow.ts';
import { accountOf, type Sketch } from '../account.ts';
import { flowOf } from './way.ts';

const OPEN = { in: ['all 0.0.0.0/0', 'all ::/0'] };

/** A public host with two interfaces and both families, one without a public address, a load balancer and a VPN. */
const sketch: Sketch = {
  vpcs: { 'vpc-a': '10.0.0.0/16 2600:1f18::/56', 'vpc-b': '10.0.0.0/16' },
  gateways: { 'igw-a': 'vpc-a' },
  subnets: {
    'subnet-a': {
      cidr: '10.0.1.0/24',
      ipv6: '2600:1f18:0:1::/64',
      routes: ['0.0.0.0/0 -> igw-a', '::/0 -> igw-a', '192.168.0.0/16 -> vgw-a', 'pl-s3 -> vpce-s3'],
    },
    'subnet-b': { cidr: '10.0.2.0/24' },
  },
  groups: {
    'sg-a': { in: ['tcp/443 0.0.0.0/0', 'tcp/8000-8080 0.0.0.0/0', 'icmp 0.0.0.0/0', '47 0.0.0.0/0', 'tcp/443 ::/0'] },
    'sg-open': OPEN,
  },
  hosts: {
    'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', ipv6: '2600:1f18:0:1::10', groups: ['sg-a'], public: '52.0.0.1' },
    'i-b': { subnet: 'subnet-b', ip: '10.0.2.10', groups: ['sg-a'] },
  },
  nats: { 'nat-a': { subnet: 'subnet-a', ip: '10.0.1.5', public: '52.0.0.5' } },
  vpnGateways: { 'vgw-a': { vpc: 'vpc-a', connections: { 'vpn-a': { routes: ['192.168.0.0/16'] } } } },
  endpoints: {
    'vpce-s3': { service: 'com.amazonaws.us-east-1.s3' },
    'vpce-ssm': {
      service: 'com.amazonaws.us-east-1.ssm',
      nodes: { 'subnet-b': '10.0.2.50' },
      groups: ['sg-a'],
      privateDns: true,
    },
  },
  prefixLists: { 'pl-s3 com.amazonaws.us-east-1.s3': ['52.216.0.0/15'] },
  balancers: {
    web: { groups: ['sg-open'], nodes: { 'subnet-b': '10.0.2.5' }, listeners: { 'HTTP:443': ['answers'] } },
  },
};

const network = interpret(accountOf(sketch));
const verdictOf = (flow: Flow) => {
  const { verdict, partial, lastHop } = trace(network, flow);
  return `${partial ? 'partly ' : ''}${verdict} at ${lastHop}`;
};

describe('the ends of a flow, by name', () => {
  it.each([
    ['an instance', 'i-a -> i-b tcp/443', 'reachable at i-b'],
    ['an interface', 'eni-a -> eni-b tcp/443', 'reachable at i-b'],
    ['the internet', 'internet -> i-a tcp/443', 'reachable at i-a'],
    ['an internet gateway stands for it', 'igw-a -> i-a tcp/443', 'reachable at i-a'],
    ['an instance that the internet cannot reach', 'internet -> i-b tcp/443', 'blocked at internet'],
    ['an address on the internet', '203.0.113.9 -> i-a tcp/443', 'reachable at i-a'],
    ['a block of addresses', '203.0.113.0/24 -> i-a tcp/443', 'reachable at i-a'],
    ['a private address is that of an interface', '10.0.1.10 -> 10.0.2.10 tcp/443', 'reachable at i-b'],
    ['a public address of ours', '52.0.0.1 -> i-b tcp/443', 'reachable at i-b'],
    ['a private address that nobody has', 'i-a -> 10.0.2.99 tcp/443', 'blocked at subnet-b'],
    ['a service by its short name', 'i-a -> s3 tcp/443', 'reachable at vpce-s3'],
    ['a service by its DNS name', 'i-a -> s3.us-east-1.amazonaws.com tcp/443', 'reachable at vpce-s3'],
    [
      'a service by the name that its endpoint has',
      'i-b -> com.amazonaws.us-east-1.ssm tcp/443',
      'reachable at eni-vpce-ssm-1',
    ],
    [
      'a service without an endpoint, by the public internet',
      'i-a -> sqs.us-east-1.amazonaws.com tcp/443',
      'reachable at internet',
    ],
    ['an interface endpoint', 'i-a -> vpce-ssm tcp/443', 'reachable at eni-vpce-ssm-1'],
    ['a load balancer by its name', 'i-a -> web tcp/443', 'reachable at loadbalancer/app/web/1'],
    ['a load balancer by its ARN', 'i-a -> loadbalancer/app/web/1 tcp/443', 'reachable at loadbalancer/app/web/1'],
    ['a NAT gateway', 'internet -> nat-a tcp/443', 'blocked at nat-a'],
    ['a customer behind a VPN', 'vgw-a -> i-a tcp/443', 'reachable at i-a'],
  ])('%s', (_, text, expected) => expect(verdictOf(flowOf(text))).toBe(expected));

  it.each([
    ['nothing goes by the name', { from: 'i-x', to: 'i-a', protocol: 'tcp', port: 443 }, 'UNKNOWN_END'],
    ['nor by the other', { from: 'i-a', to: 'i-x', protocol: 'tcp', port: 443 }, 'UNKNOWN_END'],
    ['no such protocol', { from: 'i-a', to: 'i-b', protocol: 'tpc' }, 'USAGE'],
    ['a protocol beyond 255', { from: 'i-a', to: 'i-b', protocol: '256' }, 'USAGE'],
    ['no such source address', { from: 'i-a', to: 'i-b', sourceIp: '10.0.1', protocol: 'tcp', port: 1 }, 'USAGE'],
    ['no family in common', { from: 'i-b', to: '2600:1f18:0:1::10', protocol: 'tcp', port: 443 }, 'NO_FLOW'],
  ])('%s', (_, flow, code) => expect(() => verdictOf(flow)).toThrow(expect.objectContaining({ code })));
});

describe('what a flow leaves open', () => {
  it.each([
    ['all of one port must get through', 'i-a -> i-b tcp/443', 'reachable at i-b'],
    ['a port that is shut', 'i-a -> i-b tcp/22', 'blocked at i-b'],
    ['any port: some of them is enough', 'i-a -> i-b tcp', 'partly reachable at i-b'],
    ['any port, none open', 'i-a -> i-b udp', 'blocked at i-b'],
    ['any protocol: some is enough', 'i-a -> i-b', 'partly reachable at i-b'],
    ['ICMP is an echo', 'i-a -> i-b icmp', 'reachable at i-b'],
    ['a protocol by its number', 'i-a -> i-b 47', 'reachable at i-b'],
    ['another protocol by its number', 'i-a -> i-b 50', 'blocked at i-b'],
    ['ICMPv6 is an echo of the other family', '2001:db8::1 -> i-a icmpv6', 'blocked at i-a'],
  ])('%s', (_, text, expected) => expect(verdictOf(flowOf(text))).toBe(expected));

  it('one source port only', () => {
    expect(verdictOf({ from: 'i-a', to: 'i-b', protocol: 'tcp', port: 443, sourcePort: 50_000 })).toBe(
      'reachable at i-b',
    );
  });

  it('names every blocker in the order in which the packet meets them', () => {
    const { blockers } = trace(network, flowOf('i-a -> i-b tcp/22'));
    expect(blockers.map(({ component, code, direction }) => [component, code, direction])).toEqual([
      ['sg-a', 'ENI_SG_RULES_MISMATCH', 'forward'],
    ]);
  });
});
