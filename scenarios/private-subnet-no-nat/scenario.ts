import {
  anyPort,
  blocked,
  noAllPortsRule,
  noPublicAddress,
  privateSubnet,
  reaches,
  refuses,
  tcp,
} from '../../lib/check/index.ts';
import { decoy } from '../../lib/parts/decoy.ts';
import { host } from '../../lib/parts/host.ts';
import { allowOut, blocks, EVERYTHING } from '../../lib/parts/moves.ts';
import { securityGroup } from '../../lib/parts/security-group.ts';
import { shellAccess } from '../../lib/parts/shell-access.ts';
import { probe, userData } from '../../lib/parts/user-data.ts';
import { ANYWHERE, publicRouteTable, routeTable, subnet, uplink, vpc } from '../../lib/parts/vpc.ts';
import { defineScenario, type Lab } from '../../lib/scenario.ts';
import * as moves from './moves.ts';

export default defineScenario({
  id: 'private-subnet-no-nat',
  track: 'routing',
  difficulty: 2,
  minutes: 20,
  cost: { broken: 0.005, fixed: 0.055 },
  variants: ['A'],

  build(stack, terms) {
    const { net, zone } = terms;
    const network = vpc(stack, terms);
    const internet = uplink(stack, network);
    const publicRoutes = publicRouteTable(stack, 'PublicRouteTable', network, internet);
    // The fault: nothing leads out of this table, and the VPC has no NAT device to lead to.
    const privateRoutes = routeTable(stack, 'PrivateRouteTable', network);
    decoy(stack, terms, network);
    const publicA = subnet(stack, 'PublicA', { vpc: network, cidr: `${net}.0.0/24`, zone, routes: publicRoutes });
    const privateA = subnet(stack, 'PrivateA', { vpc: network, cidr: `${net}.10.0/24`, zone, routes: privateRoutes });
    const shell = shellAccess(stack, { vpc: network, subnet: privateA });
    const batchSecurityGroup = securityGroup(stack, 'BatchSecurityGroup', {
      vpc: network,
      description: 'Batch server',
      ingress: [{ port: 22, peer: shell }],
      egress: [{ port: 443, peer: ANYWHERE }],
    });
    const batch = host(stack, 'Batch', {
      subnet: privateA,
      securityGroups: [batchSecurityGroup],
      userData: userData(probe('https://checkip.amazonaws.com')),
    });
    return {
      vpc: network,
      internetGateway: internet.gateway,
      publicA,
      privateA,
      publicRouteTable: publicRoutes,
      privateRouteTable: privateRoutes,
      batchSecurityGroup,
      batch,
    };
  },

  checks: () => ({
    outbound: reaches('batch', 'internet', tcp(443)),
    sealed: blocked('internet', 'batch', anyPort),
    closed: refuses('batch', 'ingress', 'internet', anyPort),
    private: privateSubnet('privateA', 'batch'),
    unaddressed: noPublicAddress('batch'),
    leastEgress: noAllPortsRule('batch', 'egress'),
  }),
  broken: { A: { outbound: 'NO_ROUTE_TO_DESTINATION' } },

  fixes: {
    'NAT gateway in the public subnet': {
      apply: async (lab) =>
        moves.routeEverythingTo(lab, { NatGatewayId: await moves.createPublicNatGateway(lab, 'publicA') }),
    },
    'regional NAT gateway': {
      apply: async (lab) => {
        const gateway = await moves.createNatGateway(lab, { AvailabilityMode: 'regional', VpcId: lab.id('vpc') });
        await moves.routeEverythingTo(lab, { NatGatewayId: gateway });
      },
    },
    'NAT gateway in two halves of a default route': {
      apply: async (lab) => {
        const target = { NatGatewayId: await moves.createPublicNatGateway(lab, 'publicA') };
        await moves.routeTo(lab, '0.0.0.0/1', target);
        await moves.routeTo(lab, '128.0.0.0/1', target);
      },
    },
    'NAT instance with the source/destination check off': {
      apply: async (lab) => {
        const nat = await moves.launchNatInstance(lab, { admits: privateBlock(lab), checksSource: false });
        await moves.routeEverythingTo(lab, { NetworkInterfaceId: nat });
      },
    },
  },

  wrongFixes: {
    'internet gateway route on the private subnet': {
      apply: async (lab) => moves.routeEverythingTo(lab, { GatewayId: await moves.internetGateway(lab) }),
      fails: { outbound: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS', private: 'INTERNET_GATEWAY_ROUTE' },
    },
    'public address on the batch server': {
      apply: moves.addressBatch,
      fails: { outbound: 'NO_ROUTE_TO_DESTINATION', unaddressed: 'PUBLIC_ADDRESS' },
    },
    'public address and internet gateway route': {
      apply: async (lab) => {
        await moves.addressBatch(lab);
        await moves.routeEverythingTo(lab, { GatewayId: await moves.internetGateway(lab) });
      },
      fails: { private: 'INTERNET_GATEWAY_ROUTE', unaddressed: 'PUBLIC_ADDRESS' },
    },
    'public address, internet gateway route and an open security group': {
      apply: async (lab) => {
        await moves.addressBatch(lab);
        await moves.routeEverythingTo(lab, { GatewayId: await moves.internetGateway(lab) });
        await moves.admitTheWorld(lab);
      },
      fails: {
        sealed: 'REACHABLE',
        closed: 'OPEN_TO_INTERNET',
        private: 'INTERNET_GATEWAY_ROUTE',
        unaddressed: 'PUBLIC_ADDRESS',
        shells: 'REACHABLE',
        manyPorts: 'RULE_TOO_WIDE',
      },
    },
    'batch server moved to the public subnet': {
      apply: moves.moveToPublicSubnet,
      fails: { private: 'INTERNET_GATEWAY_ROUTE', unaddressed: 'PUBLIC_ADDRESS' },
    },
    'NAT gateway in the private subnet': {
      apply: async (lab) =>
        moves.routeEverythingTo(lab, { NatGatewayId: await moves.createPublicNatGateway(lab, 'privateA') }),
      fails: { outbound: 'NO_POSSIBLE_DESTINATION' },
    },
    'private NAT gateway': {
      apply: async (lab) => {
        const SubnetId = lab.id('publicA');
        const gateway = await moves.createNatGateway(lab, { SubnetId, ConnectivityType: 'private' });
        await moves.routeEverythingTo(lab, { NatGatewayId: gateway });
      },
      fails: { outbound: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS' },
    },
    'NAT gateway without a route to it': {
      apply: async (lab) => {
        await moves.createPublicNatGateway(lab, 'publicA');
      },
      fails: { outbound: 'NO_ROUTE_TO_DESTINATION' },
    },
    'NAT gateway and an open security group': {
      apply: async (lab) => {
        await moves.routeEverythingTo(lab, { NatGatewayId: await moves.createPublicNatGateway(lab, 'publicA') });
        await moves.admitTheWorld(lab);
      },
      fails: { closed: 'OPEN_TO_INTERNET', manyPorts: 'RULE_TOO_WIDE' },
    },
    'NAT gateway, and more ports out than it takes': {
      apply: async (lab) => {
        await moves.routeEverythingTo(lab, { NatGatewayId: await moves.createPublicNatGateway(lab, 'publicA') });
        await allowOut(lab, lab.id('batchSecurityGroup'), EVERYTHING, blocks(ANYWHERE));
      },
      fails: { leastEgress: 'RULE_TOO_WIDE' },
    },
    'security group opened': {
      apply: moves.admitTheWorld,
      fails: { outbound: 'NO_ROUTE_TO_DESTINATION', closed: 'OPEN_TO_INTERNET', manyPorts: 'RULE_TOO_WIDE' },
    },
    'NAT gateway for half of the internet': {
      apply: async (lab) =>
        moves.routeTo(lab, '0.0.0.0/1', { NatGatewayId: await moves.createPublicNatGateway(lab, 'publicA') }),
      fails: { outbound: 'NO_ROUTE_TO_DESTINATION' },
    },
    'NAT instance with a shell for the world': {
      apply: async (lab) => {
        const nat = await moves.launchNatInstance(lab, { admits: ANYWHERE, ports: EVERYTHING, checksSource: false });
        await moves.routeEverythingTo(lab, { NetworkInterfaceId: nat });
      },
      fails: { shells: 'REACHABLE', manyPorts: 'RULE_TOO_WIDE' },
    },
    'NAT instance with the source/destination check on': {
      apply: async (lab) => {
        const nat = await moves.launchNatInstance(lab, { admits: privateBlock(lab), checksSource: true });
        await moves.routeEverythingTo(lab, { NetworkInterfaceId: nat });
      },
      fails: { outbound: 'ENI_SOURCE_DEST_CHECK_RESTRICTION' },
    },
    'NAT instance whose security group does not admit the private subnet': {
      apply: async (lab) => {
        const nat = await moves.launchNatInstance(lab, { admits: publicBlock(lab), checksSource: false });
        await moves.routeEverythingTo(lab, { NetworkInterfaceId: nat });
      },
      fails: { outbound: 'ENI_SG_RULES_MISMATCH' },
    },
    'S3 gateway endpoint only': {
      apply: moves.createS3Endpoint,
      fails: { outbound: 'NO_ROUTE_TO_DESTINATION' },
    },
    'egress-only internet gateway': {
      apply: moves.createEgressOnlyGateway,
      fails: { outbound: 'NO_ROUTE_TO_DESTINATION' },
    },
  },
});

const privateBlock = ({ terms }: Lab) => `${terms.net}.10.0/24`;
const publicBlock = ({ terms }: Lab) => `${terms.net}.0.0/24`;
