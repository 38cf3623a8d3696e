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
import { allowOut, blocks, EVERYTHING, regroup, tcpPorts } from '../../lib/parts/moves.ts';
import { createNatGateway, createPublicNatGateway, giveAddress } from '../../lib/parts/routing-moves.ts';
import { securityGroup } from '../../lib/parts/security-group.ts';
import { shellAccess } from '../../lib/parts/shell-access.ts';
import { probe, userData } from '../../lib/parts/user-data.ts';
import { ANYWHERE, publicRouteTable, routeTable, subnet, uplink, vpc } from '../../lib/parts/vpc.ts';
import { defineScenario } from '../../lib/scenario.ts';
import * as moves from './moves.ts';

export default defineScenario({
  id: 'private-subnet-no-nat',
  track: 'routing',
  difficulty: 2,
  severity: 'high',
  minutes: 20,
  principles: ['customer-obsession', 'frugality'],
  cost: { broken: 0.005, fixed: 0.055 },
  variants: ['A'],
  faults: 1,

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
    const access = shellAccess(stack, { vpc: network, subnet: privateA });
    const batchSecurityGroup = securityGroup(stack, 'BatchSecurityGroup', {
      vpc: network,
      description: 'Batch server',
      ingress: [{ port: 22, peer: access.securityGroup }],
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
      shellAccess: access.endpoint,
      batch,
    };
  },

  checks: () => ({
    outbound: reaches('batch', 'internet', tcp(443)),
    shell: reaches('shellAccess', 'batch', tcp(22)),
    sealed: blocked('internet', 'batch', anyPort),
    closed: refuses('batch', 'ingress', 'internet', anyPort),
    private: privateSubnet('privateA', 'batch'),
    unaddressed: noPublicAddress('batch'),
    leastEgress: noAllPortsRule('batch', 'egress'),
  }),
  broken: { A: { outbound: 'NO_ROUTE_TO_DESTINATION' } },

  fixes: {
    'NAT gateway in the public subnet': {
      korean: '퍼블릭 서브넷에 NAT 게이트웨이 생성',
      apply: async (lab) => moves.routeTo(lab, { NatGatewayId: await createPublicNatGateway(lab, lab.id('publicA')) }),
    },
    'regional NAT gateway': {
      korean: '리전 NAT 게이트웨이 생성',
      apply: async (lab) => {
        const gateway = await createNatGateway(lab, { AvailabilityMode: 'regional', VpcId: lab.id('vpc') });
        await moves.routeTo(lab, { NatGatewayId: gateway });
      },
    },
    'NAT gateway in two halves of a default route': {
      korean: 'NAT 게이트웨이를 만들고 기본 경로를 두 개로 나누어 지정',
      apply: async (lab) => {
        const target = { NatGatewayId: await createPublicNatGateway(lab, lab.id('publicA')) };
        await moves.routeTo(lab, target, '0.0.0.0/1');
        await moves.routeTo(lab, target, '128.0.0.0/1');
      },
    },
    'NAT instance with the source/destination check off': {
      korean: '소스/대상 확인을 끈 NAT 인스턴스 사용',
      apply: (lab) => moves.routeToNatInstance(lab),
    },
  },

  wrongFixes: {
    'internet gateway route on the private subnet': {
      apply: moves.routeToInternet,
      fails: { outbound: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS', private: 'INTERNET_GATEWAY_ROUTE' },
    },
    'public address on the batch server': {
      apply: (lab) => giveAddress(lab, lab.id('batch')),
      fails: { outbound: 'NO_ROUTE_TO_DESTINATION', unaddressed: 'PUBLIC_ADDRESS' },
    },
    'public address and internet gateway route': {
      apply: async (lab) => {
        await giveAddress(lab, lab.id('batch'));
        await moves.routeToInternet(lab);
      },
      fails: { private: 'INTERNET_GATEWAY_ROUTE', unaddressed: 'PUBLIC_ADDRESS' },
    },
    'public address, internet gateway route and an open security group': {
      apply: async (lab) => {
        await giveAddress(lab, lab.id('batch'));
        await moves.routeToInternet(lab);
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
      apply: async (lab) => moves.routeTo(lab, { NatGatewayId: await createPublicNatGateway(lab, lab.id('privateA')) }),
      fails: { outbound: 'NO_POSSIBLE_DESTINATION' },
    },
    'private NAT gateway': {
      apply: async (lab) => {
        const SubnetId = lab.id('publicA');
        const gateway = await createNatGateway(lab, { SubnetId, ConnectivityType: 'private' });
        await moves.routeTo(lab, { NatGatewayId: gateway });
      },
      fails: { outbound: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS' },
    },
    'NAT gateway without a route to it': {
      apply: async (lab) => {
        await createPublicNatGateway(lab, lab.id('publicA'));
      },
      fails: { outbound: 'NO_ROUTE_TO_DESTINATION' },
    },
    'NAT gateway and an open security group': {
      apply: async (lab) => {
        await moves.routeTo(lab, { NatGatewayId: await createPublicNatGateway(lab, lab.id('publicA')) });
        await moves.admitTheWorld(lab);
      },
      fails: { closed: 'OPEN_TO_INTERNET', manyPorts: 'RULE_TOO_WIDE' },
    },
    'NAT gateway, and more ports out than it takes': {
      apply: async (lab) => {
        await moves.routeTo(lab, { NatGatewayId: await createPublicNatGateway(lab, lab.id('publicA')) });
        await allowOut(lab, lab.id('batchSecurityGroup'), EVERYTHING, blocks(ANYWHERE));
      },
      fails: { leastEgress: 'RULE_TOO_WIDE' },
    },
    'NAT gateway, and the server in a group of its own without the shell': {
      apply: async (lab) => {
        await moves.routeTo(lab, { NatGatewayId: await createPublicNatGateway(lab, lab.id('publicA')) });
        const group = { name: 'web', vpc: lab.id('vpc'), ports: tcpPorts(443), peer: blocks(moves.publicBlock(lab)) };
        await regroup(lab, lab.id('batch'), group);
      },
      fails: { shell: 'ENI_SG_RULES_MISMATCH', leastEgress: 'RULE_TOO_WIDE' },
    },
    'security group opened': {
      apply: moves.admitTheWorld,
      fails: { outbound: 'NO_ROUTE_TO_DESTINATION', closed: 'OPEN_TO_INTERNET', manyPorts: 'RULE_TOO_WIDE' },
    },
    'NAT gateway for half of the internet': {
      apply: async (lab) =>
        moves.routeTo(lab, { NatGatewayId: await createPublicNatGateway(lab, lab.id('publicA')) }, '0.0.0.0/1'),
      fails: { outbound: 'NO_ROUTE_TO_DESTINATION' },
    },
    'NAT instance with a shell for the world': {
      apply: (lab) => moves.routeToNatInstance(lab, { admits: [ANYWHERE], ports: EVERYTHING }),
      fails: { shells: 'REACHABLE', manyPorts: 'RULE_TOO_WIDE' },
    },
    'NAT instance with the source/destination check on': {
      apply: (lab) => moves.routeToNatInstance(lab, { checksSource: true }),
      fails: { outbound: 'ENI_SOURCE_DEST_CHECK_RESTRICTION' },
    },
    'NAT instance whose security group does not admit the private subnet': {
      apply: (lab) => moves.routeToNatInstance(lab, { admits: [moves.publicBlock(lab)] }),
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
