import type { Sketch } from '../../account.ts';
import type { Table } from '../way.ts';

/** A host with an address of each family, and the routes of its subnet. */
const host = (routes: string[], change: Partial<Sketch> = {}, ipv6 = '2600:1f18:0:1::10'): Sketch => ({
  vpcs: { 'vpc-a': '10.0.0.0/16 2600:1f18::/56' },
  gateways: { 'igw-a': 'vpc-a' },
  eigws: { 'eigw-a': 'vpc-a' },
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24', ipv6: '2600:1f18:0:1::/64', routes },
    'subnet-b': { cidr: '10.0.2.0/24', ipv6: '2600:1f18:0:2::/64' },
  },
  groups: { 'sg-a': { in: ['tcp/443 ::/0', 'icmpv6 ::/0'] } },
  hosts: {
    'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', ipv6, groups: ['sg-a'] },
    'i-b': { subnet: 'subnet-b', ip: '10.0.2.10', ipv6: '2600:1f18:0:2::10', groups: ['sg-a'] },
  },
  ...change,
});

/** Two peered VPCs with IPv6 blocks. */
const peered: Sketch = {
  ...host(['2600:1f20::/56 -> pcx-a']),
  vpcs: { 'vpc-a': '10.0.0.0/16 2600:1f18::/56', 'vpc-b': '10.1.0.0/16 2600:1f20::/56' },
  peerings: { 'pcx-a': { requester: 'vpc-a', accepter: 'vpc-b' } },
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24', ipv6: '2600:1f18:0:1::/64', routes: ['2600:1f20::/56 -> pcx-a'] },
    'subnet-b': { vpc: 'vpc-b', cidr: '10.1.0.0/24', ipv6: '2600:1f20::/64', routes: ['2600:1f18::/56 -> pcx-a'] },
  },
  hosts: {
    'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', ipv6: '2600:1f18:0:1::10', groups: ['sg-a'] },
    'i-b': { subnet: 'subnet-b', ip: '10.1.0.10', ipv6: '2600:1f20::10', groups: ['sg-b'] },
  },
  groups: { 'sg-a': { in: [] }, 'sg-b': { vpc: 'vpc-b', in: ['tcp/443 sg-a'] } },
};

const OUT = 'i-a -> 2001:4860::8 tcp/443';
const IN = '2001:4860::8 -> 2600:1f18:0:1::10 tcp/443';
const BY_IGW = ['::/0 -> igw-a'];
const BY_EIGW = ['::/0 -> eigw-a'];

export const ipv6: Table = {
  subject: 'IPv6',
  rows: [
    [
      'out by an internet gateway',
      host(BY_IGW),
      OUT,
      'reachable: sg-a acl-subnet-a rtb-subnet-a igw-a < igw-a acl-subnet-a sg-a i-a',
    ],
    [
      'in by an internet gateway, without translation',
      host(BY_IGW),
      IN,
      'reachable: igw-a acl-subnet-a sg-a i-a < sg-a acl-subnet-a rtb-subnet-a igw-a internet',
    ],
    [
      'out where only IPv4 has a route',
      host(['0.0.0.0/0 -> igw-a']),
      OUT,
      'blocked: sg-a acl-subnet-a rtb-subnet-a!NO_ROUTE_TO_DESTINATION',
    ],
    [
      'out by an egress-only gateway',
      host(BY_EIGW),
      OUT,
      'reachable: sg-a acl-subnet-a rtb-subnet-a eigw-a < eigw-a acl-subnet-a sg-a i-a',
    ],
    [
      'in where there is only an egress-only gateway',
      host(BY_EIGW, { gateways: {} }),
      IN,
      'blocked: vpc-a!IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
    ],
    [
      'out by an egress-only gateway that is attached to nothing',
      host(BY_EIGW, { eigws: {} }),
      OUT,
      'blocked: sg-a acl-subnet-a rtb-subnet-a eigw-a!BAD_STATE_ATTACHMENT',
    ],
    [
      'out from an address that is not global',
      host(BY_IGW, {}, 'fd00::10'),
      OUT,
      'blocked: sg-a acl-subnet-a rtb-subnet-a igw-a!IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    ],
    [
      'out to an address that is not global',
      host(BY_IGW),
      'i-a -> fd00::10 tcp/443',
      'blocked: sg-a acl-subnet-a rtb-subnet-a igw-a!IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS',
    ],
    [
      'in to an address that nobody has',
      host(BY_IGW),
      '2001:4860::8 -> 2600:1f18:0:1::99 tcp/443',
      'blocked: internet!IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
    ],
    [
      'in from an address of the VPC itself',
      host(BY_IGW),
      '2600:1f18:0:9::1 -> 2600:1f18:0:1::10 tcp/443',
      'blocked: igw-a!GATEWAY_REJECTS_SPOOFED_TRAFFIC',
    ],
    [
      'in where the rules speak of IPv4 only',
      host(BY_IGW, { groups: { 'sg-a': { in: ['tcp/443 0.0.0.0/0'] } } }),
      IN,
      'blocked: igw-a acl-subnet-a sg-a!ENI_SG_RULES_MISMATCH i-a < sg-a acl-subnet-a rtb-subnet-a igw-a internet',
    ],
    [
      'ICMPv6',
      host(BY_IGW),
      'i-a -> 2600:1f18:0:2::10 icmpv6',
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-b sg-a i-b < sg-a acl-subnet-b rtb-subnet-b acl-subnet-a sg-a i-a',
    ],
    [
      'inside the VPC',
      host([]),
      'i-a -> 2600:1f18:0:2::10 tcp/443',
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-b sg-a i-b < sg-a acl-subnet-b rtb-subnet-b acl-subnet-a sg-a i-a',
    ],
    ['metadata at its IPv6 address', host([]), 'i-a -> fd00:ec2::254 tcp/80', 'unknown: vpc-a?UNSUPPORTED_COMPONENT'],
    [
      'over peering, with a group as source',
      peered,
      'i-a -> 2600:1f20::10 tcp/443',
      'reachable: sg-a acl-subnet-a rtb-subnet-a pcx-a acl-subnet-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b pcx-a acl-subnet-a sg-a i-a',
    ],
  ],
};
