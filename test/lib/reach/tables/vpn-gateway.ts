import { accountOf, type Sketch } from '../../account.ts';
import type { VpnGatewaySketch } from '../../vpn-gateway.ts';
import type { Table } from '../way.ts';

const STATIC: VpnGatewaySketch = { vpc: 'vpc-a', connections: { 'vpn-a': { routes: ['192.168.0.0/16'] } } };

/** A host with a route to a customer's network, and a middlebox that may send in the name of others. */
const behind = (gateway: VpnGatewaySketch = STATIC, route = '192.168.0.0/16 -> vgw-a propagated'): Sketch => ({
  subnets: { 'subnet-a': { cidr: '10.0.1.0/24', routes: [route] } },
  groups: { 'sg-a': { in: ['tcp/443 192.168.0.0/16'] } },
  hosts: { 'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'], forwards: true } },
  vpnGateways: { 'vgw-a': gateway },
});

const OUT = 'i-a -> 192.168.0.1 tcp/443';
const unread = { ...accountOf(behind()), VpnGateways: [] };

export const vpnGateways: Table = {
  subject: 'virtual private gateways',
  rows: [
    [
      'out to a static route',
      behind(),
      OUT,
      'reachable: sg-a acl-subnet-a rtb-subnet-a vgw-a < vgw-a acl-subnet-a sg-a i-a',
    ],
    [
      'out to what no connection has a route to',
      behind(STATIC, '0.0.0.0/0 -> vgw-a'),
      'i-a -> 172.16.0.1 tcp/443',
      'blocked: sg-a acl-subnet-a rtb-subnet-a vgw-a!NO_ROUTE_TO_DESTINATION',
    ],
    [
      'out to routes that are learnt',
      behind({ vpc: 'vpc-a', connections: { 'vpn-a': { routes: 'bgp' } } }),
      OUT,
      'unknown: sg-a acl-subnet-a rtb-subnet-a vgw-a?UNKNOWN_DESTINATION',
    ],
    [
      'out by a gateway without a connection',
      behind({ vpc: 'vpc-a' }),
      OUT,
      'blocked: sg-a acl-subnet-a rtb-subnet-a vgw-a!NO_ROUTE_TO_DESTINATION',
    ],
    [
      'out by a connection that is gone',
      behind({ vpc: 'vpc-a', connections: { 'vpn-a': { routes: ['192.168.0.0/16'], state: 'pending' } } }),
      OUT,
      'blocked: sg-a acl-subnet-a rtb-subnet-a vgw-a!BAD_STATE_VPN',
    ],
    [
      'one of two connections is down',
      behind({
        vpc: 'vpc-a',
        connections: { 'vpn-a': { routes: ['192.168.0.0/16'] }, 'vpn-b': { routes: [], state: 'pending' } },
      }),
      OUT,
      'reachable: sg-a acl-subnet-a rtb-subnet-a vgw-a < vgw-a acl-subnet-a sg-a i-a',
    ],
    [
      'out by a gateway that is attached to nothing',
      behind({ connections: STATIC.connections ?? {} }),
      OUT,
      'blocked: sg-a acl-subnet-a rtb-subnet-a vgw-a!BAD_STATE_ATTACHMENT',
    ],
    [
      'out by a gateway of another VPC',
      behind({ ...STATIC, vpc: 'vpc-b' }),
      OUT,
      'blocked: sg-a acl-subnet-a rtb-subnet-a vgw-a!BAD_STATE_ATTACHMENT',
    ],
    [
      'out by a gateway that is being deleted',
      behind({ ...STATIC, state: 'deleting' }),
      OUT,
      'blocked: sg-a acl-subnet-a rtb-subnet-a vgw-a!BAD_STATE',
    ],
    [
      'out by a gateway that was not read',
      { ...unread, gaps: [{ command: 'ec2 describe-vpn-gateways', reason: 'denied' }] },
      OUT,
      'unknown: sg-a acl-subnet-a rtb-subnet-a vgw-a?UNKNOWN_RESOURCE',
    ],
    ['out by a gateway that is no more', unread, OUT, 'blocked: sg-a acl-subnet-a rtb-subnet-a vgw-a!BAD_STATE'],
    [
      "out from an address that is no interface's",
      behind(),
      '10.0.1.99@i-a -> 192.168.0.1 tcp/443',
      'blocked: sg-a acl-subnet-a rtb-subnet-a vgw-a!VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS',
    ],
    [
      'in to an interface',
      behind(),
      'vgw-a -> i-a tcp/443',
      'reachable: vgw-a acl-subnet-a sg-a i-a < sg-a acl-subnet-a rtb-subnet-a vgw-a',
    ],
    [
      'in without a route back',
      behind(STATIC, '9.9.9.9/32 -> vgw-a'),
      'vgw-a -> i-a tcp/443',
      'blocked: vgw-a acl-subnet-a sg-a i-a < sg-a acl-subnet-a rtb-subnet-a!NO_ROUTE_TO_DESTINATION',
    ],
    [
      'in where the group does not let it',
      behind(),
      'vgw-a -> i-a tcp/22',
      'blocked: vgw-a acl-subnet-a sg-a!ENI_SG_RULES_MISMATCH i-a < sg-a acl-subnet-a rtb-subnet-a vgw-a',
    ],
    [
      'in to an address of the VPC that nobody has',
      behind(),
      'vgw-a -> 10.0.1.99 tcp/443',
      'blocked: vgw-a subnet-a!NO_POSSIBLE_DESTINATION',
    ],
    [
      'in to what is not of the VPC',
      behind(),
      'vgw-a -> 8.8.8.8 tcp/443',
      'blocked: vgw-a!VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
    ],
    [
      'in from an address of the VPC itself',
      behind(),
      '10.0.1.20@vgw-a -> i-a tcp/443',
      'blocked: vgw-a!GATEWAY_REJECTS_SPOOFED_TRAFFIC',
    ],
  ],
};
