import { accountOf, type Sketch } from '../../account.ts';
import type { TransitGatewaySketch } from '../../transit-gateway.ts';
import type { Table } from '../way.ts';

type Attachment = TransitGatewaySketch['attachments'][string];
interface Acl {
  in: string[];
  out: string[];
}

const TABLE = ['10.0.0.0/16 -> tgw-attach-a propagated', '10.1.0.0/16 -> tgw-attach-b propagated'];
const ALL: Acl = { in: ['100 allow all 0.0.0.0/0'], out: ['100 allow all 0.0.0.0/0'] };

interface Change {
  a?: Partial<Attachment>;
  b?: Partial<Attachment>;
  more?: Record<string, Attachment>;
  table?: string[];
  gateway?: Partial<TransitGatewaySketch>;
  rules?: string[];
  routesA?: string[];
  routesB?: string[];
  aclA?: Acl;
  aclTgw?: Acl;
  /** The zone of the subnet that the first VPC is attached by; that of the host is `us-east-1a`. */
  zone?: string;
  tgwRoutes?: string[];
  sketch?: Partial<Sketch>;
}

/** Two VPCs on one transit gateway: the first is attached by a subnet of its own, the second by its host's. */
const joined = (change: Change = {}): Sketch => ({
  vpcs: { 'vpc-a': '10.0.0.0/16', 'vpc-b': '10.1.0.0/16' },
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24', routes: change.routesA ?? ['10.1.0.0/16 -> tgw-a'], acl: change.aclA ?? ALL },
    'subnet-tgw': {
      cidr: '10.0.9.0/28',
      zone: change.zone ?? 'us-east-1a',
      acl: change.aclTgw ?? ALL,
      routes: change.tgwRoutes ?? [],
    },
    'subnet-b': { vpc: 'vpc-b', cidr: '10.1.1.0/24', routes: change.routesB ?? ['10.0.0.0/16 -> tgw-a'] },
  },
  groups: { 'sg-a': { in: [] }, 'sg-b': { vpc: 'vpc-b', in: change.rules ?? ['all 10.0.0.0/16'], out: [] } },
  hosts: {
    'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'] },
    'i-b': { subnet: 'subnet-b', ip: '10.1.1.10', groups: ['sg-b'] },
  },
  transitGateways: {
    'tgw-a': {
      attachments: {
        'tgw-attach-a': { vpc: 'vpc-a', subnets: ['subnet-tgw'], table: 'tgw-rtb-a', ...change.a },
        'tgw-attach-b': { vpc: 'vpc-b', subnets: ['subnet-b'], table: 'tgw-rtb-a', ...change.b },
        ...change.more,
      },
      tables: { 'tgw-rtb-a': change.table ?? TABLE },
      ...change.gateway,
    },
  },
  ...change.sketch,
});

const referencing = (gateway: boolean, a: boolean, b: boolean, rules = ['tcp/443 sg-a']) =>
  joined({ gateway: { groupReferencing: gateway }, a: { groupReferencing: a }, b: { groupReferencing: b }, rules });

/** A group of the other VPC in outbound rules, which a transit gateway does not support. */
const outbound = (): Sketch => {
  const sketch = referencing(true, true, true);
  return { ...sketch, groups: { ...sketch.groups, 'sg-a': { in: [], out: ['tcp/443 sg-b'] } } };
};

const VPN: Record<string, Attachment> = {
  'tgw-attach-vpn': { vpc: 'vpn-a', kind: 'vpn', subnets: [], table: 'tgw-rtb-a' },
};

/** A customer's network behind a VPN attachment. */
const byVpn = (state: 'available' | 'deleted') => ({
  ...accountOf(
    joined({
      more: VPN,
      table: [...TABLE, '192.168.0.0/16 -> tgw-attach-vpn propagated'],
      routesA: ['0.0.0.0/0 -> tgw-a'],
    }),
  ),
  VpnConnections: [{ VpnConnectionId: 'vpn-a', TransitGatewayId: 'tgw-a', State: state }],
});

/** Two transit gateways, each with one of the VPCs, joined by a peering attachment. */
const peered = (routes: string[], far = true, rules?: string[]): Sketch => {
  const sketch = joined(rules ? { rules } : {});
  const peering: Attachment = { vpc: 'tgw-b', kind: 'peering', subnets: [], table: 'tgw-rtb-a' };
  sketch.subnets['subnet-b']!.routes = ['10.0.0.0/16 -> tgw-b'];
  return {
    ...sketch,
    transitGateways: {
      'tgw-a': {
        groupReferencing: true,
        attachments: {
          'tgw-attach-a': { vpc: 'vpc-a', subnets: ['subnet-tgw'], table: 'tgw-rtb-a' },
          'tgw-attach-peer': peering,
        },
        tables: { 'tgw-rtb-a': ['10.0.0.0/16 -> tgw-attach-a propagated', ...routes] },
      },
      ...(far && {
        'tgw-b': {
          groupReferencing: true,
          attachments: {
            'tgw-attach-b': { vpc: 'vpc-b', subnets: ['subnet-b'], table: 'tgw-rtb-b' },
            'tgw-attach-peer': { ...peering, vpc: 'tgw-a', table: 'tgw-rtb-b' },
          },
          tables: { 'tgw-rtb-b': ['10.1.0.0/16 -> tgw-attach-b propagated', '10.0.0.0/16 -> tgw-attach-peer'] },
        },
      }),
    },
  };
};

/**
 * Two VPCs with a host in another zone each, and between them a VPC that inspects: a middlebox a zone, to which the subnets of the
 * attachment lead everything, and which send everything on to the transit gateway.
 */
const inspected = (appliance: boolean, zoneOfB = 'us-east-1b'): Sketch => ({
  vpcs: { 'vpc-a': '10.0.0.0/16', 'vpc-b': '10.1.0.0/16', 'vpc-i': '10.9.0.0/16' },
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24', routes: ['0.0.0.0/0 -> tgw-a'] },
    'subnet-b': { vpc: 'vpc-b', cidr: '10.1.1.0/24', zone: zoneOfB, routes: ['0.0.0.0/0 -> tgw-a'] },
    'subnet-i1': { vpc: 'vpc-i', cidr: '10.9.1.0/28', routes: ['0.0.0.0/0 -> eni-fw1'] },
    'subnet-i2': { vpc: 'vpc-i', cidr: '10.9.2.0/28', zone: 'us-east-1b', routes: ['0.0.0.0/0 -> eni-fw2'] },
    'subnet-f1': { vpc: 'vpc-i', cidr: '10.9.11.0/24', routes: ['0.0.0.0/0 -> tgw-a'] },
    'subnet-f2': { vpc: 'vpc-i', cidr: '10.9.12.0/24', zone: 'us-east-1b', routes: ['0.0.0.0/0 -> tgw-a'] },
  },
  groups: {
    'sg-a': { in: [] },
    'sg-b': { vpc: 'vpc-b', in: ['tcp/443 10.0.0.0/16'], out: [] },
    'sg-fw': { vpc: 'vpc-i', in: ['tcp/443 0.0.0.0/0'], out: ['tcp/443 0.0.0.0/0'] },
  },
  hosts: {
    'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'] },
    'i-b': { subnet: 'subnet-b', ip: '10.1.1.10', groups: ['sg-b'] },
    'i-fw1': { subnet: 'subnet-f1', ip: '10.9.11.10', groups: ['sg-fw'], forwards: true },
    'i-fw2': { subnet: 'subnet-f2', ip: '10.9.12.10', groups: ['sg-fw'], forwards: true },
  },
  transitGateways: {
    'tgw-a': {
      attachments: {
        'tgw-attach-a': { vpc: 'vpc-a', subnets: ['subnet-a'], table: 'tgw-rtb-spokes' },
        'tgw-attach-b': { vpc: 'vpc-b', subnets: ['subnet-b'], table: 'tgw-rtb-spokes' },
        'tgw-attach-i': { vpc: 'vpc-i', subnets: ['subnet-i1', 'subnet-i2'], table: 'tgw-rtb-hub', appliance },
      },
      tables: {
        'tgw-rtb-spokes': ['0.0.0.0/0 -> tgw-attach-i'],
        'tgw-rtb-hub': ['10.0.0.0/16 -> tgw-attach-a', '10.1.0.0/16 -> tgw-attach-b'],
      },
    },
  },
});

const FLOW = 'i-a -> i-b tcp/443';
const known = accountOf(joined());

export const transitGateways: Table = {
  subject: 'transit gateways',
  rows: [
    [
      'propagated routes and routes in both VPCs',
      joined(),
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a acl-subnet-tgw rtb-subnet-tgw acl-subnet-a sg-a i-a',
    ],
    [
      'no route there',
      joined({ routesA: [] }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a!NO_ROUTE_TO_DESTINATION',
    ],
    [
      'no route back',
      joined({ routesB: [] }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b!NO_ROUTE_TO_DESTINATION',
    ],
    [
      'a VPC that is not attached',
      {
        ...known,
        TransitGatewayAttachments: known.TransitGatewayAttachments.slice(1),
        TransitGatewayVpcAttachments: known.TransitGatewayVpcAttachments.slice(1),
      },
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a tgw-a!BAD_STATE_ATTACHMENT',
    ],
    [
      'attachments that were not read',
      {
        ...known,
        TransitGatewayAttachments: [],
        TransitGatewayVpcAttachments: [],
        gaps: [{ command: 'ec2 describe-transit-gateway-attachments', reason: 'denied' }],
      },
      FLOW,
      'unknown: sg-a acl-subnet-a rtb-subnet-a tgw-a?',
    ],
    [
      'an attachment that is pending',
      joined({ a: { state: 'pending' } }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a tgw-a!BAD_STATE_ATTACHMENT',
    ],
    [
      'an attachment that is being modified',
      joined({ a: { state: 'modifying' } }),
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a acl-subnet-tgw rtb-subnet-tgw acl-subnet-a sg-a i-a',
    ],
    [
      'the other attachment is being deleted',
      joined({ b: { state: 'deleting' } }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b!BAD_STATE_ATTACHMENT',
    ],
    [
      'an attachment without a route table',
      joined({ a: { table: '' } }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-attach-a!TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION',
    ],
    [
      'the other attachment without a route table',
      joined({ b: { table: '' } }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-attach-b!TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION',
    ],
    [
      'no route in the table',
      joined({ table: ['10.0.0.0/16 -> tgw-attach-a'] }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a!TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    ],
    [
      'no route back in the table',
      joined({ table: ['10.1.0.0/16 -> tgw-attach-b'] }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a!TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    ],
    [
      'a table whose routes were not read',
      { ...known, TransitGatewayRoutes: {}, TransitGatewayRouteTablePropagations: {} },
      FLOW,
      'unknown: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a?TGW_RTB_ROUTES_ARE_UNKNOWN',
    ],
    [
      'a table of which the propagations were read',
      { ...known, TransitGatewayRoutes: {} },
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a acl-subnet-tgw rtb-subnet-tgw acl-subnet-a sg-a i-a',
    ],
    [
      'a blackhole',
      joined({ table: [...TABLE, '10.1.1.0/24 -> blackhole'] }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a!TGW_RTB_BAD_STATE_ROUTE',
    ],
    [
      'a blackhole for others',
      joined({ table: [...TABLE, '10.1.2.0/24 -> blackhole'] }),
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a acl-subnet-tgw rtb-subnet-tgw acl-subnet-a sg-a i-a',
    ],
    [
      'static before propagated',
      joined({ table: [...TABLE, '10.1.0.0/16 -> blackhole'] }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a!TGW_RTB_BAD_STATE_ROUTE',
    ],
    [
      'propagated where its prefix is longer',
      joined({ table: [...TABLE, '10.0.0.0/8 -> blackhole'] }),
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a acl-subnet-tgw rtb-subnet-tgw acl-subnet-a sg-a i-a',
    ],
    [
      'prefix list before propagated',
      joined({ table: [...TABLE, 'pl-b -> blackhole'], sketch: { prefixLists: { 'pl-b': ['10.1.0.0/16'] } } }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a!TGW_RTB_BAD_STATE_ROUTE',
    ],
    [
      'static before prefix list',
      joined({
        table: ['10.0.0.0/16 -> tgw-attach-a', 'pl-b -> blackhole', '10.1.0.0/16 -> tgw-attach-b'],
        sketch: { prefixLists: { 'pl-b': ['10.1.0.0/16'] } },
      }),
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a acl-subnet-tgw rtb-subnet-tgw acl-subnet-a sg-a i-a',
    ],
    [
      'a prefix list that was not read',
      joined({ table: [...TABLE, 'pl-b -> blackhole'] }),
      FLOW,
      'unknown: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a?TGW_RTB_ROUTES_ARE_UNKNOWN',
    ],
    [
      'propagated from a VPC before propagated from a VPN',
      joined({ more: VPN, table: ['10.1.0.0/16 -> tgw-attach-vpn propagated', ...TABLE] }),
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a acl-subnet-tgw rtb-subnet-tgw acl-subnet-a sg-a i-a',
    ],
    [
      'a route whose attachment is not told',
      {
        ...known,
        TransitGatewayRoutes: {
          'tgw-rtb-a': [{ DestinationCidrBlock: '10.1.0.0/16', Type: 'static', State: 'active' }],
        },
      },
      FLOW,
      'unknown: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a?UNKNOWN_RESOURCE',
    ],
    [
      'no subnet in the zone of the sender',
      joined({ zone: 'us-east-1c' }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a tgw-a!TGW_ROUTE_AZ_RESTRICTION',
    ],
    [
      'no subnet in the zone of the receiver: another one is taken',
      joined({
        sketch: {
          hosts: {
            'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'] },
            'i-b': { subnet: 'subnet-b2', ip: '10.1.2.10', groups: ['sg-b'] },
          },
          subnets: {
            ...joined().subnets,
            'subnet-b2': { vpc: 'vpc-b', cidr: '10.1.2.0/24', zone: 'us-east-1b', routes: ['10.0.0.0/16 -> tgw-a'] },
          },
        },
      }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b acl-subnet-b rtb-subnet-b acl-subnet-b2 sg-b i-b < sg-b acl-subnet-b2 rtb-subnet-b2 tgw-a!TGW_ROUTE_AZ_RESTRICTION',
    ],
    [
      'the network ACL of the attachment: in',
      joined({ aclTgw: { ...ALL, in: ['100 allow tcp/80 0.0.0.0/0'] } }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw!SUBNET_ACL_RESTRICTION tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a acl-subnet-tgw rtb-subnet-tgw acl-subnet-a sg-a i-a',
    ],
    [
      'the network ACL of the attachment: out',
      joined({ aclTgw: { ...ALL, out: ['100 allow tcp/80 0.0.0.0/0'] } }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a acl-subnet-tgw!SUBNET_ACL_RESTRICTION rtb-subnet-tgw acl-subnet-a sg-a i-a',
    ],
    [
      "in the sender's own subnet: out and in again on the way there",
      joined({ a: { subnets: ['subnet-a'] } }),
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-a tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a sg-a i-a',
    ],
    [
      "in the sender's own subnet: what is let in there",
      joined({ a: { subnets: ['subnet-a'] }, aclA: { ...ALL, in: ['100 allow tcp/1024-65535 10.1.0.0/16'] } }),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-a!SUBNET_ACL_RESTRICTION tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a sg-a i-a',
    ],
    [
      "in the sender's own subnet: nothing on the way back",
      joined({
        a: { subnets: ['subnet-a'] },
        aclA: { in: ['100 allow tcp/443 10.0.1.10/32'], out: ['100 allow tcp/443 10.1.0.0/16'] },
      }),
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-a tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a sg-a i-a',
    ],
    [
      'a group of the other VPC as source',
      referencing(true, true, true),
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a acl-subnet-tgw rtb-subnet-tgw acl-subnet-a sg-a i-a',
    ],
    [
      'not enabled on the transit gateway',
      referencing(false, true, true),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b sg-b!SG_REFERENCING_SUPPORT i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a acl-subnet-tgw rtb-subnet-tgw acl-subnet-a sg-a i-a',
    ],
    [
      "not enabled on the sender's attachment",
      referencing(true, false, true),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b sg-b!SG_REFERENCING_SUPPORT i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a acl-subnet-tgw rtb-subnet-tgw acl-subnet-a sg-a i-a',
    ],
    [
      "not enabled on the receiver's attachment",
      referencing(true, true, false),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b sg-b!SG_REFERENCING_SUPPORT i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a acl-subnet-tgw rtb-subnet-tgw acl-subnet-a sg-a i-a',
    ],
    [
      'a group of the other VPC as destination',
      outbound(),
      FLOW,
      'blocked: sg-a!ENI_SG_RULES_MISMATCH acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-a tgw-attach-a acl-subnet-tgw rtb-subnet-tgw acl-subnet-a sg-a i-a',
    ],
    [
      'over peered transit gateways',
      peered(['10.1.0.0/16 -> tgw-attach-peer']),
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-peer tgw-rtb-b tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-b tgw-rtb-b tgw-attach-peer tgw-rtb-a tgw-attach-a acl-subnet-tgw rtb-subnet-tgw acl-subnet-a sg-a i-a',
    ],
    [
      'over peered transit gateways without a static route',
      peered([]),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a!TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    ],
    [
      'a group as source over peered transit gateways',
      peered(['10.1.0.0/16 -> tgw-attach-peer'], true, ['tcp/443 sg-a']),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-peer tgw-rtb-b tgw-attach-b sg-b!SG_REFERENCES_NOT_PRESERVED i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-b tgw-rtb-b tgw-attach-peer tgw-rtb-a tgw-attach-a acl-subnet-tgw rtb-subnet-tgw acl-subnet-a sg-a i-a',
    ],
    [
      'to a transit gateway that was not read',
      peered(['10.1.0.0/16 -> tgw-attach-peer'], false),
      FLOW,
      'unknown: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-peer?NO_POSSIBLE_DESTINATION',
    ],
    [
      'to an attachment that was not read',
      joined({ table: ['10.0.0.0/16 -> tgw-attach-a', '10.1.0.0/16 -> tgw-attach-x'] }),
      FLOW,
      'unknown: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-x?UNKNOWN_RESOURCE',
    ],
    [
      'to a VPC that was not read',
      joined({ sketch: { vpcs: { 'vpc-a': '10.0.0.0/16' } } }),
      'i-a -> 10.1.1.10 tcp/443',
      'unknown: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-b?NO_POSSIBLE_DESTINATION',
    ],
    [
      'to a customer by a VPN attachment',
      byVpn('available'),
      'i-a -> 192.168.0.1 tcp/443',
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-vpn < tgw-rtb-a tgw-attach-a acl-subnet-tgw rtb-subnet-tgw acl-subnet-a sg-a i-a',
    ],
    [
      'by a VPN attachment whose connection is gone',
      byVpn('deleted'),
      'i-a -> 192.168.0.1 tcp/443',
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-tgw tgw-a tgw-rtb-a tgw-attach-vpn!TGW_BAD_STATE_VPN',
    ],
    [
      'inspected in appliance mode: one middlebox both ways',
      inspected(true),
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-a tgw-a tgw-rtb-spokes tgw-attach-i acl-subnet-i1 rtb-subnet-i1 acl-subnet-f1 sg-fw eni-fw1 sg-fw acl-subnet-f1 rtb-subnet-f1 acl-subnet-i1 tgw-a tgw-rtb-hub tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-spokes tgw-attach-i acl-subnet-i1 rtb-subnet-i1 acl-subnet-f1 sg-fw eni-fw1 sg-fw acl-subnet-f1 rtb-subnet-f1 acl-subnet-i1 tgw-a tgw-rtb-hub tgw-attach-a sg-a i-a',
    ],
    [
      'inspected without: the answer meets a middlebox that does not know it',
      inspected(false),
      FLOW,
      'blocked: sg-a acl-subnet-a rtb-subnet-a acl-subnet-a tgw-a tgw-rtb-spokes tgw-attach-i acl-subnet-i1 rtb-subnet-i1 acl-subnet-f1 sg-fw eni-fw1 sg-fw acl-subnet-f1 rtb-subnet-f1 acl-subnet-i1 tgw-a tgw-rtb-hub tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-spokes tgw-attach-i acl-subnet-i2 rtb-subnet-i2 acl-subnet-f2 sg-fw!ENI_SG_RULES_MISMATCH eni-fw2 sg-fw!ENI_SG_RULES_MISMATCH acl-subnet-f2 rtb-subnet-f2 acl-subnet-i2 tgw-a tgw-rtb-hub tgw-attach-a sg-a i-a',
    ],
    [
      'inspected without, both hosts in one zone',
      inspected(false, 'us-east-1a'),
      FLOW,
      'reachable: sg-a acl-subnet-a rtb-subnet-a acl-subnet-a tgw-a tgw-rtb-spokes tgw-attach-i acl-subnet-i1 rtb-subnet-i1 acl-subnet-f1 sg-fw eni-fw1 sg-fw acl-subnet-f1 rtb-subnet-f1 acl-subnet-i1 tgw-a tgw-rtb-hub tgw-attach-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b acl-subnet-b tgw-a tgw-rtb-spokes tgw-attach-i acl-subnet-i1 rtb-subnet-i1 acl-subnet-f1 sg-fw eni-fw1 sg-fw acl-subnet-f1 rtb-subnet-f1 acl-subnet-i1 tgw-a tgw-rtb-hub tgw-attach-a sg-a i-a',
    ],
  ],
};
