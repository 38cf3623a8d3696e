import type { Sketch } from '../../account.ts';
import type { NatSketch } from '../../nat-gateway.ts';
import type { Table } from '../way.ts';

const PUBLIC: NatSketch = { subnet: 'subnet-public', ip: '10.0.0.5', public: '52.0.0.5' };
const APP = { subnet: 'subnet-app', ip: '10.0.1.10', groups: ['sg-app'] };

/** A private host behind a NAT gateway, which other routes or gateways may take the place of. */
const behind = (nat: NatSketch = PUBLIC, change: Partial<Sketch> = {}, route = '0.0.0.0/0 -> nat-a'): Sketch => ({
  gateways: { 'igw-a': 'vpc-a' },
  subnets: {
    'subnet-public': { cidr: '10.0.0.0/24', routes: ['0.0.0.0/0 -> igw-a'] },
    'subnet-app': { cidr: '10.0.1.0/24', routes: [route] },
  },
  groups: { 'sg-app': { in: [] }, 'sg-nat': { in: ['all 0.0.0.0/0'] } },
  hosts: { 'i-app': APP },
  nats: { 'nat-a': nat },
  ...change,
});

const withAcl = (entries: string[], out = ['100 allow all 0.0.0.0/0']): Sketch => {
  const sketch = behind();
  sketch.subnets['subnet-public']!.acl = { in: entries, out };
  return sketch;
};

const instance = (host: Partial<NonNullable<Sketch['hosts']>[string]>): Sketch =>
  behind(
    PUBLIC,
    {
      hosts: {
        'i-app': APP,
        'i-nat': {
          subnet: 'subnet-public',
          ip: '10.0.0.6',
          groups: ['sg-nat'],
          public: '52.0.0.6',
          forwards: true,
          ...host,
        },
      },
    },
    '0.0.0.0/0 -> eni-nat',
  );

const regional = (nat: Partial<NatSketch> = {}, change: Partial<Sketch> = {}): Sketch =>
  behind(
    { public: '52.0.0.7', regional: { vpc: 'vpc-a', routeTable: 'rtb-subnet-nat' }, ...nat },
    {
      subnets: {
        'subnet-app': { cidr: '10.0.1.0/24', routes: ['0.0.0.0/0 -> nat-a'] },
        'subnet-nat': { cidr: '10.0.9.0/24', routes: ['0.0.0.0/0 -> igw-a'] },
      },
      ...change,
    },
  );

/** What the instance forwards leaves by the internet gateway of another VPC, behind a transit gateway. */
const farFromItsGateway: Sketch = {
  vpcs: { 'vpc-a': '10.0.0.0/16', 'vpc-hub': '10.9.0.0/16' },
  gateways: { 'igw-a': 'vpc-a', 'igw-hub': 'vpc-hub' },
  subnets: {
    'subnet-app': { cidr: '10.0.1.0/24', routes: ['0.0.0.0/0 -> eni-nat'] },
    'subnet-nat': { cidr: '10.0.3.0/24', routes: ['0.0.0.0/0 -> tgw-a'] },
    'subnet-hub': { cidr: '10.9.1.0/24', vpc: 'vpc-hub', routes: ['0.0.0.0/0 -> igw-hub', '10.0.0.0/16 -> tgw-a'] },
  },
  groups: { 'sg-app': { in: [] }, 'sg-nat': { in: ['all 0.0.0.0/0'] } },
  hosts: {
    'i-app': APP,
    'i-nat': { subnet: 'subnet-nat', ip: '10.0.3.6', groups: ['sg-nat'], public: '52.0.0.6', forwards: true },
  },
  transitGateways: {
    'tgw-a': {
      attachments: {
        'tgw-attach-a': { vpc: 'vpc-a', subnets: ['subnet-nat'], table: 'tgw-rtb-a' },
        'tgw-attach-hub': { vpc: 'vpc-hub', subnets: ['subnet-hub'], table: 'tgw-rtb-a' },
      },
      tables: { 'tgw-rtb-a': ['0.0.0.0/0 -> tgw-attach-hub', '10.0.0.0/16 -> tgw-attach-a'] },
    },
  },
};

const TWO_VPCS = { 'vpc-a': '10.0.0.0/16', 'vpc-b': '10.1.0.0/16' };

/** A private NAT gateway, whose subnet leads to a peering connection or a transit gateway, with or without a route back. */
const toOtherVpc = (target: string, back: string[], backVia: 'eni' | 'pcx' | 'tgw' = 'pcx'): Sketch => ({
  vpcs: TWO_VPCS,
  subnets: {
    'subnet-public': { cidr: '10.0.0.0/24', routes: [`10.1.0.0/16 -> ${target}`] },
    'subnet-app': { cidr: '10.0.1.0/24', routes: ['10.1.0.0/16 -> nat-a'] },
    'subnet-b': { vpc: 'vpc-b', cidr: '10.1.0.0/24', routes: back },
  },
  groups: { 'sg-app': { in: [] }, 'sg-b': { vpc: 'vpc-b', in: ['all 10.0.0.5/32'] } },
  hosts: { 'i-app': APP, 'i-b': { subnet: 'subnet-b', ip: '10.1.0.10', groups: ['sg-b'] } },
  nats: { 'nat-a': { subnet: 'subnet-public', ip: '10.0.0.5' } },
  ...(backVia === 'pcx' && { peerings: { 'pcx-a': { requester: 'vpc-a', accepter: 'vpc-b' } } }),
  ...(backVia === 'tgw' && { transitGateways: { 'tgw-a': HUB } }),
});

const HUB = {
  attachments: {
    'tgw-attach-a': { vpc: 'vpc-a', subnets: ['subnet-public'], table: 'tgw-rtb-a' },
    'tgw-attach-b': { vpc: 'vpc-b', subnets: ['subnet-b'], table: 'tgw-rtb-a' },
  },
  tables: { 'tgw-rtb-a': ['10.0.0.0/16 -> tgw-attach-a', '10.1.0.0/16 -> tgw-attach-b', '0.0.0.0/0 -> tgw-attach-a'] },
};

/** A host of another VPC that would use the NAT gateway of this one, by a transit gateway or by peering. */
const fromOtherVpc = (target: 'tgw-a' | 'pcx-a'): Sketch => ({
  ...behind(),
  vpcs: TWO_VPCS,
  subnets: {
    'subnet-public': { cidr: '10.0.0.0/24', routes: ['0.0.0.0/0 -> igw-a', `10.1.0.0/16 -> ${target}`] },
    'subnet-app': { cidr: '10.0.1.0/24', routes: ['0.0.0.0/0 -> nat-a', `10.1.0.0/16 -> ${target}`] },
    'subnet-b': { vpc: 'vpc-b', cidr: '10.1.0.0/24', routes: [`0.0.0.0/0 -> ${target}`] },
  },
  groups: { 'sg-b': { vpc: 'vpc-b', in: [] } },
  hosts: { 'i-b': { subnet: 'subnet-b', ip: '10.1.0.10', groups: ['sg-b'] } },
  peerings: { 'pcx-a': { requester: 'vpc-a', accepter: 'vpc-b' } },
  transitGateways: {
    'tgw-a': {
      ...HUB,
      attachments: {
        ...HUB.attachments,
        'tgw-attach-a': { ...HUB.attachments['tgw-attach-a'], subnets: ['subnet-app'] },
      },
    },
  },
});

/** Packets of a customer's own network that a gateway route table leads to a NAT gateway. */
const fromVpn: Sketch = {
  ...behind(),
  edges: { 'vgw-a': ['10.0.1.0/24 -> nat-a'] },
  vpnGateways: { 'vgw-a': { vpc: 'vpc-a', connections: { 'vpn-a': { routes: ['192.168.0.1/32'] } } } },
};

const OUT = 'i-app -> 8.8.8.8 tcp/443';
const EPHEMERAL = ['100 allow tcp/443 10.0.1.0/24', '110 allow tcp/1024-65535 0.0.0.0/0'];

export const natGateways: Table = {
  subject: 'NAT gateways and instances',
  rows: [
    [
      'a public one',
      behind(),
      OUT,
      'reachable: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public nat-a acl-subnet-public rtb-subnet-public igw-a < igw-a acl-subnet-public nat-a acl-subnet-public rtb-subnet-public acl-subnet-app sg-app i-app',
    ],
    [
      'UDP',
      behind(),
      'i-app -> 8.8.8.8 udp/53',
      'reachable: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public nat-a acl-subnet-public rtb-subnet-public igw-a < igw-a acl-subnet-public nat-a acl-subnet-public rtb-subnet-public acl-subnet-app sg-app i-app',
    ],
    [
      'ICMP',
      behind(),
      'i-app -> 8.8.8.8 icmp',
      'reachable: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public nat-a acl-subnet-public rtb-subnet-public igw-a < igw-a acl-subnet-public nat-a acl-subnet-public rtb-subnet-public acl-subnet-app sg-app i-app',
    ],
    [
      'another protocol',
      behind(),
      'i-app -> 8.8.8.8 47',
      'blocked: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public nat-a!PROTOCOL_RESTRICTION',
    ],
    [
      'one that is gone',
      behind({ ...PUBLIC, state: 'deleted' }),
      OUT,
      'blocked: sg-app acl-subnet-app rtb-subnet-app nat-a!BAD_STATE',
    ],
    [
      'one that is still pending',
      behind({ ...PUBLIC, state: 'pending' }),
      OUT,
      'unknown: sg-app acl-subnet-app rtb-subnet-app nat-a?',
    ],
    [
      'one that failed',
      behind({ ...PUBLIC, state: 'failed' }),
      OUT,
      'blocked: sg-app acl-subnet-app rtb-subnet-app nat-a!BAD_STATE',
    ],
    [
      'one that was not read',
      behind(PUBLIC, {}, '0.0.0.0/0 -> nat-x'),
      OUT,
      'unknown: sg-app acl-subnet-app rtb-subnet-app nat-x?UNKNOWN_RESOURCE',
    ],
    [
      'one in a private subnet',
      behind({ ...PUBLIC, subnet: 'subnet-app', ip: '10.0.1.5' }),
      OUT,
      'blocked: sg-app acl-subnet-app rtb-subnet-app nat-a acl-subnet-app rtb-subnet-app nat-a!NO_POSSIBLE_DESTINATION',
    ],
    [
      'a private one to the internet',
      behind({ subnet: 'subnet-public', ip: '10.0.0.5' }),
      OUT,
      'blocked: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public nat-a acl-subnet-public rtb-subnet-public igw-a!IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    ],
    [
      'the network ACL of its subnet: in from the private subnet',
      withAcl(['110 allow tcp/1024-65535 0.0.0.0/0']),
      'i-app -> 8.8.8.8 tcp/80',
      'blocked: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public!SUBNET_ACL_RESTRICTION nat-a acl-subnet-public rtb-subnet-public igw-a < igw-a acl-subnet-public nat-a acl-subnet-public rtb-subnet-public acl-subnet-app sg-app i-app',
    ],
    [
      'out to the internet',
      withAcl(EPHEMERAL, ['100 allow tcp/1024-65535 10.0.1.0/24']),
      OUT,
      'blocked: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public nat-a acl-subnet-public!SUBNET_ACL_RESTRICTION rtb-subnet-public igw-a < igw-a acl-subnet-public nat-a acl-subnet-public rtb-subnet-public acl-subnet-app sg-app i-app',
    ],
    [
      'in from the internet, whatever port it chose',
      withAcl(['100 allow tcp/443 10.0.1.0/24', '110 allow tcp/32768-61000 0.0.0.0/0']),
      OUT,
      'partly blocked: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public nat-a acl-subnet-public rtb-subnet-public igw-a < igw-a acl-subnet-public!SUBNET_ACL_RESTRICTION nat-a acl-subnet-public rtb-subnet-public acl-subnet-app sg-app i-app',
    ],
    [
      'back to the private subnet',
      withAcl(EPHEMERAL, ['100 allow tcp/443 0.0.0.0/0']),
      OUT,
      'blocked: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public nat-a acl-subnet-public rtb-subnet-public igw-a < igw-a acl-subnet-public nat-a acl-subnet-public!SUBNET_ACL_RESTRICTION rtb-subnet-public acl-subnet-app sg-app i-app',
    ],
    [
      'all four',
      withAcl(EPHEMERAL, ['100 allow tcp/443 0.0.0.0/0', '110 allow tcp/1024-65535 10.0.1.0/24']),
      OUT,
      'reachable: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public nat-a acl-subnet-public rtb-subnet-public igw-a < igw-a acl-subnet-public nat-a acl-subnet-public rtb-subnet-public acl-subnet-app sg-app i-app',
    ],
    [
      'nobody comes in by it',
      behind(),
      '8.8.8.8 -> 52.0.0.5 tcp/443',
      'blocked: igw-a acl-subnet-public nat-a!NO_POSSIBLE_DESTINATION',
    ],
    [
      'an answer for a host that was asked at its own address',
      behind(PUBLIC, { hosts: { 'i-app': { ...APP, groups: ['sg-nat'], public: '52.0.0.9' } } }),
      '8.8.8.8 -> 52.0.0.9 tcp/443',
      'blocked: igw-a acl-subnet-app sg-nat i-app < sg-nat acl-subnet-app rtb-subnet-app acl-subnet-public nat-a!NGW_SOURCE_ADDRESS_REASSIGN',
    ],
    [
      'over peering with a route back',
      toOtherVpc('pcx-a', ['10.0.0.0/16 -> pcx-a']),
      'i-app -> i-b tcp/443',
      'reachable: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public nat-a acl-subnet-public rtb-subnet-public pcx-a acl-subnet-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b pcx-a acl-subnet-public nat-a acl-subnet-public rtb-subnet-public acl-subnet-app sg-app i-app',
    ],
    [
      'over peering without one',
      toOtherVpc('pcx-a', []),
      'i-app -> i-b tcp/443',
      'reachable: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public nat-a acl-subnet-public rtb-subnet-public pcx-a acl-subnet-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b pcx-a acl-subnet-public nat-a acl-subnet-public rtb-subnet-public acl-subnet-app sg-app i-app',
    ],
    [
      'over a transit gateway with a route back',
      toOtherVpc('tgw-a', ['10.0.0.0/16 -> tgw-a'], 'tgw'),
      'i-app -> i-b tcp/443',
      'reachable: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public nat-a acl-subnet-public rtb-subnet-public acl-subnet-public tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a nat-a acl-subnet-public rtb-subnet-public acl-subnet-app sg-app i-app',
    ],
    [
      'over a transit gateway without one',
      toOtherVpc('tgw-a', [], 'tgw'),
      'i-app -> i-b tcp/443',
      'blocked: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public nat-a acl-subnet-public rtb-subnet-public acl-subnet-public tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b!NO_ROUTE_TO_DESTINATION',
    ],
    [
      'for another VPC by a transit gateway',
      fromOtherVpc('tgw-a'),
      'i-b -> 8.8.8.8 tcp/443',
      'reachable: sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a acl-subnet-app rtb-subnet-app acl-subnet-public nat-a acl-subnet-public rtb-subnet-public igw-a < igw-a acl-subnet-public nat-a acl-subnet-public rtb-subnet-public acl-subnet-app tgw-a tgw-rtb-a tgw-attach-b sg-b i-b',
    ],
    [
      'for another VPC by peering',
      fromOtherVpc('pcx-a'),
      'i-b -> 8.8.8.8 tcp/443',
      'blocked: sg-b acl-subnet-b rtb-subnet-b pcx-a!PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
    ],
    [
      'for a network behind a VPN',
      fromVpn,
      '192.168.0.1@vgw-a -> i-app tcp/443',
      'blocked: vgw-a rtb-vgw-a acl-subnet-public nat-a!NGW_REQUIRES_SOURCE_IN_VPC',
    ],
    [
      'a regional one',
      regional(),
      OUT,
      'reachable: sg-app acl-subnet-app rtb-subnet-app nat-a rtb-subnet-nat igw-a < nat-a acl-subnet-app sg-app i-app',
    ],
    [
      'a regional one without a public address',
      regional({ public: '' }),
      OUT,
      'blocked: sg-app acl-subnet-app rtb-subnet-app nat-a!BAD_STATE',
    ],
    [
      'a regional one whose table leads back to it',
      regional({ regional: { vpc: 'vpc-a', routeTable: 'rtb-subnet-app' } }),
      OUT,
      'blocked: sg-app acl-subnet-app rtb-subnet-app nat-a rtb-subnet-app nat-a!NO_POSSIBLE_DESTINATION',
    ],
    [
      'a regional one, another protocol',
      regional(),
      'i-app -> 8.8.8.8 47',
      'blocked: sg-app acl-subnet-app rtb-subnet-app nat-a!PROTOCOL_RESTRICTION',
    ],
    [
      'nobody comes in by a regional one',
      regional(),
      '8.8.8.8 -> 52.0.0.7 tcp/443',
      'blocked: nat-a!IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
    ],
    [
      'an instance',
      instance({}),
      OUT,
      'reachable: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public sg-nat eni-nat sg-nat acl-subnet-public rtb-subnet-public eni-nat igw-a < igw-a acl-subnet-public sg-nat i-nat sg-nat acl-subnet-public rtb-subnet-public acl-subnet-app sg-app i-app',
    ],
    [
      'an instance with the source/destination check',
      instance({ forwards: false }),
      OUT,
      'blocked: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public sg-nat eni-nat!ENI_SOURCE_DEST_CHECK_RESTRICTION sg-nat acl-subnet-public rtb-subnet-public eni-nat igw-a < igw-a acl-subnet-public sg-nat i-nat sg-nat acl-subnet-public rtb-subnet-public acl-subnet-app sg-app i-app',
    ],
    [
      'an instance without a public address',
      instance({ public: '' }),
      OUT,
      'blocked: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public sg-nat eni-nat sg-nat acl-subnet-public rtb-subnet-public igw-a!IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    ],
    [
      'an instance is translated by the gateway of its own VPC only',
      farFromItsGateway,
      OUT,
      'blocked: sg-app acl-subnet-app rtb-subnet-app acl-subnet-nat sg-nat eni-nat sg-nat acl-subnet-nat rtb-subnet-nat acl-subnet-nat tgw-a tgw-rtb-a tgw-attach-hub acl-subnet-hub rtb-subnet-hub igw-hub!IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    ],
    [
      'an instance that is stopped',
      instance({ state: 'stopped' }),
      OUT,
      'blocked: sg-app acl-subnet-app rtb-subnet-app i-nat!BAD_STATE',
    ],
    [
      'an instance whose group lets nobody in',
      instance({ groups: ['sg-app'] }),
      OUT,
      'blocked: sg-app acl-subnet-app rtb-subnet-app acl-subnet-public sg-app!SG_HAS_NO_RULES eni-nat sg-app acl-subnet-public rtb-subnet-public eni-nat igw-a < igw-a acl-subnet-public sg-app i-nat sg-app acl-subnet-public rtb-subnet-public acl-subnet-app sg-app i-app',
    ],
  ],
};
