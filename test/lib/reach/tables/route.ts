import { accountOf, type Sketch } from '../../account.ts';
import type { Table } from '../way.ts';

/** A public host, one in another subnet, and a middlebox between them. */
const routed = (routes: string[], change: Partial<Sketch> = {}): Sketch => ({
  gateways: { 'igw-a': 'vpc-a' },
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24', routes },
    'subnet-b': { cidr: '10.0.2.0/24', routes: ['0.0.0.0/0 -> igw-a'] },
  },
  groups: { 'sg-open': { in: ['all 0.0.0.0/0'] } },
  hosts: {
    'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-open'], public: '52.0.0.1' },
    'i-b': { subnet: 'subnet-b', ip: '10.0.2.10', groups: ['sg-open'] },
    'i-fw': { subnet: 'subnet-b', ip: '10.0.2.20', groups: ['sg-open'], public: '52.0.0.2', forwards: true },
  },
  ...change,
});

const OUT = 'i-a -> 8.8.8.8 tcp/443';
const IN = 'i-a -> i-b tcp/443';
const VPN = { 'vgw-a': { vpc: 'vpc-a', connections: { 'vpn-a': { routes: ['8.8.8.0/24', '192.168.0.0/16'] } } } };

/** An account in which the route tables of a subnet were not read. */
const untold = accountOf(routed([]));

export const routes: Table = {
  subject: 'route tables',
  rows: [
    [
      'a default route',
      routed(['0.0.0.0/0 -> igw-a']),
      OUT,
      'reachable: sg-open acl-subnet-a rtb-subnet-a igw-a < igw-a acl-subnet-a sg-open i-a',
    ],
    ['no route', routed([]), OUT, 'blocked: sg-open acl-subnet-a rtb-subnet-a!NO_ROUTE_TO_DESTINATION'],
    [
      'a route to something else',
      routed(['9.0.0.0/8 -> igw-a']),
      OUT,
      'blocked: sg-open acl-subnet-a rtb-subnet-a!NO_ROUTE_TO_DESTINATION',
    ],
    [
      'the longest prefix wins',
      routed(['0.0.0.0/0 -> igw-a', '8.8.0.0/16 -> eni-fw']),
      OUT,
      'reachable: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b sg-open eni-fw sg-open acl-subnet-b rtb-subnet-b igw-a < igw-a acl-subnet-a sg-open i-a',
    ],
    [
      'a longer prefix for others',
      routed(['0.0.0.0/0 -> igw-a', '8.9.0.0/16 -> eni-fw']),
      OUT,
      'reachable: sg-open acl-subnet-a rtb-subnet-a igw-a < igw-a acl-subnet-a sg-open i-a',
    ],
    [
      'a blackhole wins by its prefix',
      routed(['0.0.0.0/0 -> igw-a', '8.8.8.8/32 -> nat-a blackhole']),
      OUT,
      'blocked: sg-open acl-subnet-a rtb-subnet-a!BAD_STATE_ROUTE',
    ],
    [
      'a blackhole that is not the longest prefix',
      routed(['0.0.0.0/0 -> nat-a blackhole', '8.0.0.0/8 -> igw-a']),
      OUT,
      'reachable: sg-open acl-subnet-a rtb-subnet-a igw-a < igw-a acl-subnet-a sg-open i-a',
    ],
    [
      'static before propagated',
      routed(['8.8.8.0/24 -> vgw-a propagated', '8.8.8.0/24 -> igw-a'], { vpnGateways: VPN }),
      OUT,
      'reachable: sg-open acl-subnet-a rtb-subnet-a igw-a < igw-a acl-subnet-a sg-open i-a',
    ],
    [
      'static before prefix list',
      routed(['pl-a -> eni-fw', '8.8.8.0/24 -> igw-a'], { prefixLists: { 'pl-a': ['8.8.8.0/24'] } }),
      OUT,
      'reachable: sg-open acl-subnet-a rtb-subnet-a igw-a < igw-a acl-subnet-a sg-open i-a',
    ],
    [
      'prefix list before propagated',
      routed(['8.8.8.0/24 -> vgw-a propagated', 'pl-a -> igw-a'], {
        vpnGateways: VPN,
        prefixLists: { 'pl-a': ['8.8.8.0/24'] },
      }),
      OUT,
      'reachable: sg-open acl-subnet-a rtb-subnet-a igw-a < igw-a acl-subnet-a sg-open i-a',
    ],
    [
      'propagated where its prefix is longer',
      routed(['8.8.8.0/24 -> vgw-a propagated', '8.8.0.0/16 -> igw-a'], { vpnGateways: VPN }),
      OUT,
      'reachable: sg-open acl-subnet-a rtb-subnet-a vgw-a < vgw-a acl-subnet-a sg-open i-a',
    ],
    [
      'a prefix list that has the destination',
      routed(['pl-a -> igw-a'], { prefixLists: { 'pl-a': ['9.0.0.0/8', '8.8.8.8/32'] } }),
      OUT,
      'reachable: sg-open acl-subnet-a rtb-subnet-a igw-a < igw-a acl-subnet-a sg-open i-a',
    ],
    [
      'a prefix list that has not',
      routed(['pl-a -> igw-a'], { prefixLists: { 'pl-a': ['9.0.0.0/8'] } }),
      OUT,
      'blocked: sg-open acl-subnet-a rtb-subnet-a!NO_ROUTE_TO_DESTINATION',
    ],
    [
      'a prefix list that was not read',
      routed(['0.0.0.0/0 -> igw-a', 'pl-a -> eni-fw']),
      OUT,
      'unknown: sg-open acl-subnet-a rtb-subnet-a?',
    ],
    [
      'a prefix list that was not read, inside the VPC',
      routed(['pl-a -> eni-fw']),
      IN,
      'reachable: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a sg-open i-a',
    ],
    [
      'two prefix lists with one block and two targets',
      routed(['pl-a -> igw-a', 'pl-b -> eni-fw'], { prefixLists: { 'pl-a': ['8.8.8.0/24'], 'pl-b': ['8.8.8.0/24'] } }),
      OUT,
      'unknown: sg-open acl-subnet-a rtb-subnet-a?',
    ],
    [
      'two prefix lists with one block and one target',
      routed(['pl-a -> igw-a', 'pl-b -> igw-a'], { prefixLists: { 'pl-a': ['8.8.8.0/24'], 'pl-b': ['8.8.8.0/24'] } }),
      OUT,
      'reachable: sg-open acl-subnet-a rtb-subnet-a igw-a < igw-a acl-subnet-a sg-open i-a',
    ],
    [
      'the local route',
      routed([]),
      IN,
      'reachable: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a sg-open i-a',
    ],
    [
      'the local route with another target',
      routed(['10.0.0.0/16 -> eni-fw']),
      IN,
      'reachable: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b sg-open eni-fw sg-open sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a sg-open i-a',
    ],
    [
      'more specific than local',
      routed(['10.0.2.0/24 -> eni-fw']),
      IN,
      'reachable: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b sg-open eni-fw sg-open sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a sg-open i-a',
    ],
    [
      'more specific than local, for another subnet',
      routed(['10.0.3.0/24 -> eni-fw']),
      IN,
      'reachable: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a sg-open i-a',
    ],
    [
      'a route to an instance',
      routed(['0.0.0.0/0 -> i-fw']),
      OUT,
      'reachable: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b sg-open eni-fw sg-open acl-subnet-b rtb-subnet-b igw-a < igw-a acl-subnet-a sg-open i-a',
    ],
    [
      'a route to an interface that was not read',
      routed(['0.0.0.0/0 -> eni-gone']),
      OUT,
      'unknown: sg-open acl-subnet-a rtb-subnet-a eni-gone?UNKNOWN_RESOURCE',
    ],
    [
      'a route to what is not modelled',
      routed(['0.0.0.0/0 -> cagw-a']),
      OUT,
      'unknown: sg-open acl-subnet-a rtb-subnet-a cagw-a?UNKNOWN_RESOURCE',
    ],
    [
      'the main table, where no other is associated',
      {
        ...untold,
        RouteTables: [
          {
            RouteTableId: 'rtb-main',
            VpcId: 'vpc-a',
            Associations: [{ Main: true }],
            Routes: [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' }],
          },
        ],
      },
      IN,
      'reachable: sg-open acl-subnet-a rtb-main acl-subnet-b sg-open i-b < sg-open acl-subnet-b rtb-main acl-subnet-a sg-open i-a',
    ],
    ['a table that was not read', { ...untold, RouteTables: [] }, IN, 'unknown: sg-open acl-subnet-a subnet-a?'],
    [
      'an address of the VPC that nobody has',
      routed([]),
      'i-a -> 10.0.2.99 tcp/443',
      'blocked: sg-open acl-subnet-a rtb-subnet-a subnet-b!NO_POSSIBLE_DESTINATION',
    ],
    [
      'an address of no subnet',
      routed([]),
      'i-a -> 10.0.200.1 tcp/443',
      'blocked: sg-open acl-subnet-a rtb-subnet-a vpc-a!NO_POSSIBLE_DESTINATION',
    ],
  ],
};
