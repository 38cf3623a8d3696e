import type { Sketch } from '../../account.ts';
import type { Table } from '../way.ts';

type Host = NonNullable<Sketch['hosts']>[string];

const VIA_FW = ['0.0.0.0/0 -> eni-fw'];
const DIRECT = ['0.0.0.0/0 -> igw-a'];

/** What comes in for the server's subnet is sent to a middlebox. */
const guarded = (
  edge: string[],
  out: string[],
  fw: Partial<Host> = {},
  rules: string[] = ['all 0.0.0.0/0'],
): Sketch => ({
  gateways: { 'igw-a': 'vpc-a' },
  edges: { 'igw-a': edge },
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24', routes: out },
    'subnet-fw': { cidr: '10.0.2.0/24', routes: DIRECT },
  },
  groups: { 'sg-a': { in: ['tcp/443 0.0.0.0/0'] }, 'sg-fw': { in: rules } },
  hosts: {
    'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'], public: '52.0.0.1' },
    'i-fw': { subnet: 'subnet-fw', ip: '10.0.2.20', groups: ['sg-fw'], public: '52.0.0.2', forwards: true, ...fw },
  },
  endpoints: { 'vpce-gwlb': { service: 'com.amazonaws.vpce.us-east-1.vpce-svc-1', type: 'GatewayLoadBalancer' } },
});

/** The same for what comes in by a virtual private gateway. */
const guardedVpn = (edge: string[], fw: Partial<Host> = {}): Sketch => ({
  ...guarded([], ['192.168.0.0/16 -> eni-fw'], fw),
  edges: { 'vgw-a': edge },
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24', routes: ['192.168.0.0/16 -> eni-fw'] },
    'subnet-fw': { cidr: '10.0.2.0/24', routes: ['192.168.0.0/16 -> vgw-a'] },
  },
  vpnGateways: { 'vgw-a': { vpc: 'vpc-a', connections: { 'vpn-a': { routes: ['192.168.0.0/16'] } } } },
});

const REDIRECT = ['10.0.1.0/24 -> eni-fw'];
const IN = '8.8.8.8 -> 52.0.0.1 tcp/443';
const OUT = 'i-a -> 8.8.8.8 tcp/443';

export const gatewayRouteTables: Table = {
  subject: 'route tables of gateways',
  rows: [
    [
      'in and back through a middlebox',
      guarded(REDIRECT, VIA_FW),
      IN,
      'reachable: igw-a rtb-igw-a acl-subnet-fw sg-fw eni-fw sg-fw acl-subnet-fw rtb-subnet-fw acl-subnet-a sg-a i-a < sg-a acl-subnet-a rtb-subnet-a acl-subnet-fw sg-fw eni-fw sg-fw acl-subnet-fw rtb-subnet-fw igw-a internet',
    ],
    [
      'a middlebox that lets nothing in',
      guarded(REDIRECT, VIA_FW, {}, []),
      IN,
      'blocked: igw-a rtb-igw-a acl-subnet-fw sg-fw!SG_HAS_NO_RULES eni-fw sg-fw acl-subnet-fw rtb-subnet-fw acl-subnet-a sg-a i-a < sg-a acl-subnet-a rtb-subnet-a acl-subnet-fw sg-fw eni-fw sg-fw acl-subnet-fw rtb-subnet-fw igw-a internet',
    ],
    [
      'a middlebox with the source/destination check',
      guarded(REDIRECT, VIA_FW, { forwards: false }),
      IN,
      'blocked: igw-a rtb-igw-a acl-subnet-fw sg-fw eni-fw!ENI_SOURCE_DEST_CHECK_RESTRICTION sg-fw acl-subnet-fw rtb-subnet-fw acl-subnet-a sg-a i-a < sg-a acl-subnet-a rtb-subnet-a acl-subnet-fw sg-fw eni-fw!ENI_SOURCE_DEST_CHECK_RESTRICTION sg-fw acl-subnet-fw rtb-subnet-fw igw-a internet',
    ],
    [
      'a middlebox without a public address',
      guarded(REDIRECT, VIA_FW, { public: '' }),
      IN,
      'blocked: igw-a rtb-igw-a!INGRESS_RTB_NO_PUBLIC_IP',
    ],
    [
      'a middlebox that is stopped',
      guarded(REDIRECT, VIA_FW, { state: 'stopped' }),
      IN,
      'blocked: igw-a rtb-igw-a i-fw!BAD_STATE',
    ],
    [
      'the whole VPC, in place of the local route',
      guarded(['10.0.0.0/16 -> eni-fw'], VIA_FW),
      IN,
      'reachable: igw-a rtb-igw-a acl-subnet-fw sg-fw eni-fw sg-fw acl-subnet-fw rtb-subnet-fw acl-subnet-a sg-a i-a < sg-a acl-subnet-a rtb-subnet-a acl-subnet-fw sg-fw eni-fw sg-fw acl-subnet-fw rtb-subnet-fw igw-a internet',
    ],
    [
      'another subnet is redirected',
      guarded(['10.0.2.0/24 -> eni-fw'], DIRECT),
      IN,
      'reachable: igw-a rtb-igw-a acl-subnet-a sg-a i-a < sg-a acl-subnet-a rtb-subnet-a igw-a internet',
    ],
    [
      'an answer that goes around the middlebox',
      guarded(REDIRECT, DIRECT),
      IN,
      'blocked: igw-a rtb-igw-a acl-subnet-fw sg-fw eni-fw sg-fw acl-subnet-fw rtb-subnet-fw acl-subnet-a sg-a i-a < sg-a acl-subnet-a rtb-subnet-a igw-a!INGRESS_RTB_TRAFFIC_REDIRECTION',
    ],
    [
      'out around the middlebox',
      guarded(REDIRECT, DIRECT),
      OUT,
      'blocked: sg-a acl-subnet-a rtb-subnet-a igw-a!INGRESS_RTB_TRAFFIC_REDIRECTION',
    ],
    [
      'out and back through the middlebox',
      guarded(REDIRECT, VIA_FW),
      OUT,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-fw sg-fw eni-fw sg-fw acl-subnet-fw rtb-subnet-fw igw-a < igw-a rtb-igw-a acl-subnet-fw sg-fw eni-fw sg-fw acl-subnet-fw rtb-subnet-fw acl-subnet-a sg-a i-a',
    ],
    [
      'out of the subnet of the middlebox',
      guarded(['10.0.0.0/16 -> eni-fw'], VIA_FW),
      'i-fw -> 8.8.8.8 tcp/443',
      'reachable: sg-fw acl-subnet-fw rtb-subnet-fw igw-a < igw-a rtb-igw-a acl-subnet-fw sg-fw i-fw',
    ],
    [
      'a Gateway Load Balancer',
      guarded(['10.0.1.0/24 -> vpce-gwlb'], VIA_FW),
      IN,
      'unknown: igw-a rtb-igw-a vpce-gwlb?UNSUPPORTED_COMPONENT',
    ],
    [
      'out around a Gateway Load Balancer',
      guarded(['10.0.1.0/24 -> vpce-gwlb'], DIRECT),
      OUT,
      'blocked: sg-a acl-subnet-a rtb-subnet-a igw-a!INGRESS_RTB_TRAFFIC_REDIRECTION',
    ],
    [
      'in by a VPN through a middlebox, which needs no public address',
      guardedVpn(REDIRECT, { public: '' }),
      'vgw-a -> i-a tcp/443',
      'reachable: vgw-a rtb-vgw-a acl-subnet-fw sg-fw eni-fw sg-fw acl-subnet-fw rtb-subnet-fw acl-subnet-a sg-a i-a < sg-a acl-subnet-a rtb-subnet-a acl-subnet-fw sg-fw eni-fw sg-fw acl-subnet-fw rtb-subnet-fw vgw-a',
    ],
    [
      'in by a VPN through a middlebox that is stopped',
      guardedVpn(REDIRECT, { state: 'stopped' }),
      'vgw-a -> i-a tcp/443',
      'blocked: vgw-a rtb-vgw-a i-fw!BAD_STATE',
    ],
  ],
};
