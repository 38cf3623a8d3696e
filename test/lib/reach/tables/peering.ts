import { accountOf, type Sketch } from '../../account.ts';
import type { PeeringSketch } from '../../peering.ts';
import type { Table } from '../way.ts';

const TO_B = ['10.1.0.0/16 -> pcx-a'];
const TO_A = ['10.0.0.0/16 -> pcx-a'];

interface Change {
  peering?: Partial<PeeringSketch>;
  a?: string[];
  b?: string[];
  rules?: string[];
  out?: string[];
}

/** Two VPCs with a host each. */
const joined = ({
  peering,
  a = TO_B,
  b = TO_A,
  rules = ['all 10.0.0.0/16'],
  out = ['all 0.0.0.0/0'],
}: Change = {}): Sketch => ({
  vpcs: { 'vpc-a': '10.0.0.0/16', 'vpc-b': '10.1.0.0/16' },
  peerings: { 'pcx-a': { requester: 'vpc-a', accepter: 'vpc-b', ...peering } },
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24', routes: a },
    'subnet-b': { vpc: 'vpc-b', cidr: '10.1.1.0/24', routes: b },
  },
  groups: { 'sg-a': { in: [], out }, 'sg-b': { vpc: 'vpc-b', in: rules, out: [] } },
  hosts: {
    'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'] },
    'i-b': { subnet: 'subnet-b', ip: '10.1.1.10', groups: ['sg-b'] },
  },
});

/** The second VPC has another peer, an internet gateway, a NAT gateway and a VPN gateway. */
const further = (route: string): Sketch => {
  const sketch = joined({ a: [route], b: ['10.0.0.0/16 -> pcx-a', '10.2.0.0/16 -> pcx-b', '0.0.0.0/0 -> igw-b'] });
  return {
    ...sketch,
    vpcs: { ...sketch.vpcs, 'vpc-c': '10.2.0.0/16' },
    gateways: { 'igw-b': 'vpc-b' },
    vpnGateways: { 'vgw-b': { vpc: 'vpc-b', connections: { 'vpn-b': { routes: ['192.168.0.0/16'] } } } },
    peerings: { ...sketch.peerings, 'pcx-b': { requester: 'vpc-b', accepter: 'vpc-c' } },
    subnets: { ...sketch.subnets, 'subnet-c': { vpc: 'vpc-c', cidr: '10.2.1.0/24', routes: ['10.0.0.0/8 -> pcx-b'] } },
    groups: { ...sketch.groups, 'sg-c': { vpc: 'vpc-c', in: ['all 0.0.0.0/0'] } },
    hosts: { ...sketch.hosts, 'i-c': { subnet: 'subnet-c', ip: '10.2.1.10', groups: ['sg-c'] } },
  };
};

/** A host that forwards for others puts packets of a third network on the connection. */
const foreign = (): Sketch => {
  const sketch = joined();
  sketch.hosts!['i-a']!.forwards = true;
  return sketch;
};

const unread = (rules: string[] = []): Sketch => {
  const sketch = joined({ peering: { blocks: '10.1.0.0/16' } });
  return {
    ...sketch,
    vpcs: { 'vpc-a': '10.0.0.0/16' },
    subnets: { 'subnet-a': { cidr: '10.0.1.0/24', routes: TO_B } },
    groups: { 'sg-a': { in: [] }, 'sg-server': { in: rules } },
    hosts: {
      'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'] },
      'i-server': { subnet: 'subnet-a', ip: '10.0.1.20', groups: ['sg-server'] },
    },
  };
};

const FLOW = 'i-a -> i-b tcp/443';

export const peerings: Table = {
  subject: 'peering connections',
  rows: [
    [
      'active, with routes on both sides',
      joined(),
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a pcx-a acl-subnet-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b pcx-a acl-subnet-a sg-a i-a',
    ],
    [
      'pending acceptance',
      joined({ peering: { status: 'pending-acceptance' } }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a pcx-a!BAD_STATE',
    ],
    [
      'deleted',
      joined({ peering: { status: 'deleted' } }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a pcx-a!BAD_STATE',
    ],
    [
      'not known',
      { ...accountOf(joined()), VpcPeeringConnections: [] },
      FLOW,
      'unknown: sg-a acl-subnet-a rtb-subnet-a pcx-a?UNKNOWN_RESOURCE',
    ],
    [
      'of two other VPCs',
      joined({ peering: { requester: 'vpc-x' } }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a pcx-a!BAD_STATE_ATTACHMENT',
    ],
    ['no route there', joined({ a: [] }), FLOW, 'blocked: sg-a acl-subnet-a rtb-subnet-a!NO_ROUTE_TO_DESTINATION'],
    [
      'no route back',
      joined({ b: [] }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a pcx-a acl-subnet-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b!NO_ROUTE_TO_DESTINATION',
    ],
    [
      'a route to the one host only',
      joined({ a: ['10.1.1.10/32 -> pcx-a'] }),
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a pcx-a acl-subnet-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b pcx-a acl-subnet-a sg-a i-a',
    ],
    [
      'a route back to somebody else only',
      joined({ b: ['10.0.1.11/32 -> pcx-a'] }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a pcx-a acl-subnet-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b!NO_ROUTE_TO_DESTINATION',
    ],
    [
      'a destination that is not in the peer',
      joined({ a: ['10.0.0.0/8 -> pcx-a'] }),
      'i-a -> 10.9.0.1 tcp/443',
      'blocked: sg-a acl-subnet-a rtb-subnet-a pcx-a!PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
    ],
    [
      'a source that is not in the VPC',
      foreign(),
      '10.9.0.1@i-a -> i-b tcp/443',
      'blocked: sg-a acl-subnet-a rtb-subnet-a pcx-a!PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
    ],
    [
      'on to a third VPC',
      further('10.2.0.0/16 -> pcx-a'),
      'i-a -> i-c tcp/443',
      'blocked: sg-a acl-subnet-a rtb-subnet-a pcx-a!PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
    ],
    [
      'on to the internet',
      further('0.0.0.0/0 -> pcx-a'),
      'i-a -> 8.8.8.8 tcp/443',
      'blocked: sg-a acl-subnet-a rtb-subnet-a pcx-a!PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
    ],
    [
      'on to a VPN',
      further('192.168.0.0/16 -> pcx-a'),
      'i-a -> 192.168.0.1 tcp/443',
      'blocked: sg-a acl-subnet-a rtb-subnet-a pcx-a!PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
    ],
    [
      'between neighbours',
      further('10.1.0.0/16 -> pcx-a'),
      'i-c -> 10.1.1.10 tcp/443',
      'blocked: sg-c acl-subnet-c rtb-subnet-c pcx-b acl-subnet-b sg-b!ENI_SG_RULES_MISMATCH i-b < sg-b acl-subnet-b rtb-subnet-b pcx-b acl-subnet-c sg-c i-c',
    ],
    [
      'to a VPC that was not read',
      unread(),
      'i-a -> 10.1.1.10 tcp/443',
      'unknown: sg-a acl-subnet-a rtb-subnet-a pcx-a vpc-b?NO_POSSIBLE_DESTINATION',
    ],
    [
      'a group of the peer as source',
      joined({ rules: ['tcp/443 sg-a'] }),
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a pcx-a acl-subnet-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b pcx-a acl-subnet-a sg-a i-a',
    ],
    [
      'a group of the peer as destination',
      joined({ out: ['tcp/443 sg-b'] }),
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a pcx-a acl-subnet-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b pcx-a acl-subnet-a sg-a i-a',
    ],
    [
      'a group of the peer in another Region',
      joined({ rules: ['tcp/443 sg-a'], peering: { region: 'eu-west-1' } }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a pcx-a acl-subnet-b sg-b!ENI_SG_RULES_MISMATCH i-b < sg-b acl-subnet-b rtb-subnet-b pcx-a acl-subnet-a sg-a i-a',
    ],
    [
      'an address of the peer in another Region',
      joined({ peering: { region: 'eu-west-1' } }),
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a pcx-a acl-subnet-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b pcx-a acl-subnet-a sg-a i-a',
    ],
    [
      'a reference to a group of a peer that is no more',
      joined({ rules: ['tcp/443 sg-a'], peering: { status: 'deleted' } }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a pcx-a!BAD_STATE',
    ],
    [
      'a group that may be in a VPC that was not read',
      unread(['tcp/443 sg-far']),
      'i-a -> i-server tcp/443',
      'unknown: sg-a sg-server?UNKNOWN_PEERED_SGS',
    ],
    [
      'a group that may be there, for another port',
      unread(['tcp/22 sg-far']),
      'i-a -> i-server tcp/443',
      'blocked: sg-a sg-server!ENI_SG_RULES_MISMATCH i-server < sg-server sg-a i-a',
    ],
  ],
};
