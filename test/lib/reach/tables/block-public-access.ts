import type { Sketch } from '../../account.ts';
import type { BlockPublicAccessSketch } from '../../block-public-access.ts';
import type { Table } from '../way.ts';

/** A public host, one behind a NAT gateway, and one with IPv6 behind an egress-only gateway. */
const behind = (
  mode: BlockPublicAccessSketch['mode'],
  exclusions: BlockPublicAccessSketch['exclusions'] = {},
): Sketch => ({
  vpcs: { 'vpc-a': '10.0.0.0/16 2600:1f18::/56' },
  gateways: { 'igw-a': 'vpc-a' },
  eigws: { 'eigw-a': 'vpc-a' },
  subnets: {
    'subnet-public': { cidr: '10.0.0.0/24', routes: ['0.0.0.0/0 -> igw-a'] },
    'subnet-app': {
      cidr: '10.0.1.0/24',
      ipv6: '2600:1f18:0:1::/64',
      routes: ['0.0.0.0/0 -> nat-a', '::/0 -> eigw-a', '9.9.9.9/32 -> nat-r'],
    },
  },
  groups: { 'sg-a': { in: ['tcp/443 0.0.0.0/0', 'tcp/443 ::/0'] } },
  hosts: {
    'i-web': { subnet: 'subnet-public', ip: '10.0.0.10', groups: ['sg-a'], public: '52.0.0.1' },
    'i-app': { subnet: 'subnet-app', ip: '10.0.1.10', ipv6: '2600:1f18:0:1::10', groups: ['sg-a'] },
  },
  nats: {
    'nat-a': { subnet: 'subnet-public', ip: '10.0.0.5', public: '52.0.0.5' },
    'nat-r': { public: '52.0.0.6', regional: { vpc: 'vpc-a', routeTable: 'rtb-subnet-public' } },
  },
  blockPublicAccess: { mode, exclusions },
});

const IN = '8.8.8.8 -> 52.0.0.1 tcp/443';
const OUT = 'i-web -> 8.8.8.8 tcp/443';
const NAT = 'i-app -> 8.8.8.8 tcp/443';
const SIX = 'i-app -> 2001:4860::8 tcp/443';
const REGIONAL = 'i-app -> 9.9.9.9 tcp/443';
const BOTH = 'allow-bidirectional';
const EGRESS = 'allow-egress';

export const blockPublicAccess: Table = {
  subject: 'VPC Block Public Access',
  rows: [
    [
      'off: in',
      behind('off'),
      IN,
      'reachable: igw-a acl-subnet-public sg-a i-web < sg-a acl-subnet-public rtb-subnet-public igw-a internet',
    ],
    [
      'off: by an egress-only gateway',
      behind('off'),
      SIX,
      'reachable: sg-a acl-subnet-app rtb-subnet-app eigw-a < eigw-a acl-subnet-app sg-a i-app',
    ],
    ['both ways: in', behind('block-bidirectional'), IN, 'blocked: igw-a!VPC_BLOCK_PUBLIC_ACCESS_ENABLED'],
    [
      'both ways: out',
      behind('block-bidirectional'),
      OUT,
      'blocked: sg-a acl-subnet-public rtb-subnet-public igw-a!VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    ],
    [
      'both ways: by a NAT gateway',
      behind('block-bidirectional'),
      NAT,
      'blocked: sg-a acl-subnet-app rtb-subnet-app acl-subnet-public nat-a acl-subnet-public rtb-subnet-public igw-a!VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    ],
    [
      'both ways: by a regional NAT gateway',
      behind('block-bidirectional'),
      REGIONAL,
      'blocked: sg-a acl-subnet-app rtb-subnet-app nat-r rtb-subnet-public igw-a!VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    ],
    [
      'both ways: by an egress-only gateway',
      behind('block-bidirectional'),
      SIX,
      'blocked: sg-a acl-subnet-app rtb-subnet-app eigw-a!VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    ],
    [
      'both ways: inside the VPC',
      behind('block-bidirectional'),
      'i-web -> i-app tcp/443',
      'reachable: sg-a acl-subnet-public rtb-subnet-public acl-subnet-app sg-a i-app < sg-a acl-subnet-app rtb-subnet-app acl-subnet-public sg-a i-web',
    ],
    ['ingress: in', behind('block-ingress'), IN, 'blocked: igw-a!VPC_BLOCK_PUBLIC_ACCESS_ENABLED'],
    [
      'ingress: out',
      behind('block-ingress'),
      OUT,
      'blocked: sg-a acl-subnet-public rtb-subnet-public igw-a!VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    ],
    [
      'ingress: by a NAT gateway',
      behind('block-ingress'),
      NAT,
      'reachable: sg-a acl-subnet-app rtb-subnet-app acl-subnet-public nat-a acl-subnet-public rtb-subnet-public igw-a < igw-a acl-subnet-public nat-a acl-subnet-public rtb-subnet-public acl-subnet-app sg-a i-app',
    ],
    [
      'ingress: by a regional NAT gateway',
      behind('block-ingress'),
      REGIONAL,
      'reachable: sg-a acl-subnet-app rtb-subnet-app nat-r rtb-subnet-public igw-a < nat-r acl-subnet-app sg-a i-app',
    ],
    [
      'ingress: by an egress-only gateway',
      behind('block-ingress'),
      SIX,
      'reachable: sg-a acl-subnet-app rtb-subnet-app eigw-a < eigw-a acl-subnet-app sg-a i-app',
    ],
    [
      'the VPC is excluded both ways: in',
      behind('block-bidirectional', { 'vpc-a': BOTH }),
      IN,
      'reachable: igw-a acl-subnet-public sg-a i-web < sg-a acl-subnet-public rtb-subnet-public igw-a internet',
    ],
    [
      'the VPC is excluded both ways: by a regional NAT gateway',
      behind('block-bidirectional', { 'vpc-a': BOTH }),
      REGIONAL,
      'reachable: sg-a acl-subnet-app rtb-subnet-app nat-r rtb-subnet-public igw-a < nat-r acl-subnet-app sg-a i-app',
    ],
    [
      'the subnet is excluded both ways: in',
      behind('block-bidirectional', { 'subnet-public': BOTH }),
      IN,
      'reachable: igw-a acl-subnet-public sg-a i-web < sg-a acl-subnet-public rtb-subnet-public igw-a internet',
    ],
    [
      'another subnet is excluded both ways: in',
      behind('block-bidirectional', { 'subnet-app': BOTH }),
      IN,
      'blocked: igw-a!VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    ],
    [
      'the subnet is excluded both ways, only ingress is blocked: in',
      behind('block-ingress', { 'subnet-public': BOTH }),
      IN,
      'reachable: igw-a acl-subnet-public sg-a i-web < sg-a acl-subnet-public rtb-subnet-public igw-a internet',
    ],
    [
      'the VPC is excluded for egress: out',
      behind('block-bidirectional', { 'vpc-a': EGRESS }),
      OUT,
      'reachable: sg-a acl-subnet-public rtb-subnet-public igw-a < igw-a acl-subnet-public sg-a i-web',
    ],
    [
      'the VPC is excluded for egress: in',
      behind('block-bidirectional', { 'vpc-a': EGRESS }),
      IN,
      'blocked: igw-a!VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    ],
    [
      'the subnet is excluded for egress: out',
      behind('block-bidirectional', { 'subnet-public': EGRESS }),
      OUT,
      'reachable: sg-a acl-subnet-public rtb-subnet-public igw-a < igw-a acl-subnet-public sg-a i-web',
    ],
    [
      'the subnet is excluded for egress: in',
      behind('block-bidirectional', { 'subnet-public': EGRESS }),
      IN,
      'blocked: igw-a!VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    ],
    [
      'the subnet of the NAT gateway is excluded for egress',
      behind('block-bidirectional', { 'subnet-public': EGRESS }),
      NAT,
      'reachable: sg-a acl-subnet-app rtb-subnet-app acl-subnet-public nat-a acl-subnet-public rtb-subnet-public igw-a < igw-a acl-subnet-public nat-a acl-subnet-public rtb-subnet-public acl-subnet-app sg-a i-app',
    ],
  ],
};
