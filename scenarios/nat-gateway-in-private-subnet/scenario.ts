import { CreateSubnetCommand, DeleteNatGatewayCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { CfnEIP, CfnNatGateway, CfnRoute } from 'aws-cdk-lib/aws-ec2';
import {
  anyPort,
  blocked,
  costsAtMost,
  noAllPortsRule,
  noPublicAddress,
  privateSubnet,
  reaches,
  tcp,
} from '../../lib/check/index.ts';
import { decoy } from '../../lib/parts/decoy.ts';
import { host } from '../../lib/parts/host.ts';
import { allowIn, blocks, EVERYTHING, regroup, tcpPorts } from '../../lib/parts/moves.ts';
import {
  createNatGateway,
  createPublicNatGateway,
  giveAddress,
  launchNatInstance,
  replaceRoute,
  type Target,
  useTable,
} from '../../lib/parts/routing-moves.ts';
import { securityGroup } from '../../lib/parts/security-group.ts';
import { shellAccess } from '../../lib/parts/shell-access.ts';
import { probe, userData } from '../../lib/parts/user-data.ts';
import { ANYWHERE, publicRouteTable, routeTable, subnet, uplink, vpc } from '../../lib/parts/vpc.ts';
import { defineScenario, type Lab } from '../../lib/scenario.ts';

type CaseLab = Lab<
  | 'vpc'
  | 'internetGateway'
  | 'publicA'
  | 'privateB'
  | 'privateRouteTableA'
  | 'privateRouteTableB'
  | 'publicRouteTable'
  | 'natGateway'
  | 'appA'
  | 'workerB'
  | 'appSecurityGroup'
>;

const TABLES = ['privateRouteTableA', 'privateRouteTableB'] as const;

export default defineScenario({
  id: 'nat-gateway-in-private-subnet',
  track: 'routing',
  difficulty: 2,
  severity: 'high',
  minutes: 20,
  principles: ['dive-deep'],
  cost: { broken: 0.06, fixed: 0.06 },
  variants: ['A'],
  faults: 1,

  build(stack, terms) {
    const { net, zone } = terms;
    const network = vpc(stack, terms);
    const internet = uplink(stack, network);
    const publicRoutes = publicRouteTable(stack, 'PublicRouteTable', network, internet);
    const routesA = routeTable(stack, 'PrivateRouteTableA', network);
    const routesB = routeTable(stack, 'PrivateRouteTableB', network);
    decoy(stack, terms, network);
    const publicA = subnet(stack, 'PublicA', { vpc: network, cidr: `${net}.0.0/24`, zone, routes: publicRoutes });
    const privateA = subnet(stack, 'PrivateA', { vpc: network, cidr: `${net}.10.0/24`, zone, routes: routesA });
    const privateB = subnet(stack, 'PrivateB', {
      vpc: network,
      cidr: `${net}.11.0/24`,
      zone: 1 - zone,
      routes: routesB,
    });
    const address = new CfnEIP(stack, 'NatAddress', { domain: 'vpc' });
    const natGateway = new CfnNatGateway(stack, 'NatGateway', {
      // The fault: what leaves this subnet for the internet is sent to the NAT gateway, that is to itself.
      subnetId: privateB.ref,
      allocationId: address.attrAllocationId,
    });
    for (const each of [address, natGateway]) each.addResourceDependency(internet.attachment);
    for (const [id, table] of [
      ['DefaultRouteA', routesA],
      ['DefaultRouteB', routesB],
    ] as const) {
      new CfnRoute(stack, id, {
        routeTableId: table.ref,
        destinationCidrBlock: ANYWHERE,
        natGatewayId: natGateway.ref,
      });
    }
    const access = shellAccess(stack, { vpc: network, subnet: privateA });
    const shell = { port: 22, peer: access.securityGroup };
    const appSecurityGroup = securityGroup(stack, 'AppSecurityGroup', {
      vpc: network,
      description: 'Application servers',
      ingress: [shell],
      egress: [{ port: 443, peer: ANYWHERE }],
    });
    const server = (id: string, where: typeof privateA) =>
      host(stack, id, {
        subnet: where,
        securityGroups: [appSecurityGroup],
        userData: userData(probe('https://checkip.amazonaws.com')),
      });
    return {
      vpc: network,
      internetGateway: internet.gateway,
      publicA,
      privateA,
      privateB,
      publicRouteTable: publicRoutes,
      privateRouteTableA: routesA,
      privateRouteTableB: routesB,
      natGateway,
      appSecurityGroup,
      shellAccess: access.endpoint,
      appA: server('AppA', privateA),
      workerB: server('WorkerB', privateB),
    };
  },

  checks: () => ({
    appOut: reaches('appA', 'internet', tcp(443)),
    workerOut: reaches('workerB', 'internet', tcp(443)),
    shell: reaches('shellAccess', 'appA', tcp(22)),
    appSealed: blocked('internet', 'appA', anyPort),
    workerSealed: blocked('internet', 'workerB', anyPort),
    private: privateSubnet('privateA', 'privateB', 'appA', 'workerB'),
    appUnaddressed: noPublicAddress('appA'),
    workerUnaddressed: noPublicAddress('workerB'),
    leastIngress: noAllPortsRule('appA', 'ingress'),
  }),
  advice: () => ({ oneNat: costsAtMost(0.08) }),
  broken: { A: { appOut: 'NO_POSSIBLE_DESTINATION', workerOut: 'NO_POSSIBLE_DESTINATION' } },

  fixes: {
    'NAT gateway in the public subnet, the old one deleted': {
      korean: '퍼블릭 서브넷에 NAT 게이트웨이를 만들고 기존 것은 삭제',
      apply: async (lab) => {
        await sendEverythingTo(lab, { NatGatewayId: await createPublicNatGateway(lab, lab.id('publicA')) });
        await deleteOld(lab);
      },
    },
    'NAT gateway in the public subnet, the old one left': {
      korean: '퍼블릭 서브넷에 NAT 게이트웨이를 만들고 기존 것은 유지',
      apply: async (lab) =>
        sendEverythingTo(lab, { NatGatewayId: await createPublicNatGateway(lab, lab.id('publicA')) }),
      advises: ['oneNat'],
    },
    'regional NAT gateway, the old one deleted': {
      korean: '리전 NAT 게이트웨이를 만들고 기존 것은 삭제',
      apply: async (lab) => {
        const regional = { AvailabilityMode: 'regional', VpcId: lab.id('vpc') } as const;
        await sendEverythingTo(lab, { NatGatewayId: await createNatGateway(lab, regional) });
        await deleteOld(lab);
      },
    },
    'NAT instance in the public subnet, the gateway deleted': {
      korean: '퍼블릭 서브넷에 NAT 인스턴스를 두고 NAT 게이트웨이는 삭제',
      apply: async (lab) => {
        await sendEverythingTo(lab, { NetworkInterfaceId: await natInstance(lab) });
        await deleteOld(lab);
      },
    },
    'NAT gateway in a new public subnet of the second zone': {
      korean: '두 번째 가용 영역의 새 퍼블릭 서브넷에 NAT 게이트웨이 생성',
      apply: async (lab) => {
        await sendEverythingTo(lab, { NatGatewayId: await inNewPublicSubnet(lab) });
        await deleteOld(lab);
      },
    },
  },

  wrongFixes: {
    'private subnet of the NAT gateway made public': {
      apply: (lab) => useTable(lab, lab.id('privateB'), lab.id('publicRouteTable')),
      fails: { workerOut: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS', private: 'INTERNET_GATEWAY_ROUTE' },
    },
    'internet gateway routes in the private tables': {
      apply: (lab) => sendEverythingTo(lab, { GatewayId: lab.id('internetGateway') }),
      fails: {
        appOut: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
        workerOut: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
        private: 'INTERNET_GATEWAY_ROUTE',
      },
    },
    'internet gateway routes and public addresses': {
      apply: async (lab) => {
        await sendEverythingTo(lab, { GatewayId: lab.id('internetGateway') });
        for (const place of ['appA', 'workerB'] as const) await giveAddress(lab, lab.id(place));
      },
      fails: {
        private: 'INTERNET_GATEWAY_ROUTE',
        appUnaddressed: 'PUBLIC_ADDRESS',
        workerUnaddressed: 'PUBLIC_ADDRESS',
      },
    },
    'public addresses on the servers': {
      apply: async (lab) => {
        for (const place of ['appA', 'workerB'] as const) await giveAddress(lab, lab.id(place));
      },
      fails: {
        appOut: 'NO_POSSIBLE_DESTINATION',
        workerOut: 'NO_POSSIBLE_DESTINATION',
        appUnaddressed: 'PUBLIC_ADDRESS',
        workerUnaddressed: 'PUBLIC_ADDRESS',
      },
    },
    'only one of the two tables': {
      apply: async (lab) => {
        const NatGatewayId = await createPublicNatGateway(lab, lab.id('publicA'));
        await replaceRoute(lab, lab.id('privateRouteTableA'), { NatGatewayId });
      },
      fails: { workerOut: 'NO_POSSIBLE_DESTINATION' },
    },
    'private NAT gateway in the public subnet': {
      apply: async (lab) => {
        const quiet = { SubnetId: lab.id('publicA'), ConnectivityType: 'private' } as const;
        await sendEverythingTo(lab, { NatGatewayId: await createNatGateway(lab, quiet) });
      },
      fails: {
        appOut: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
        workerOut: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
      },
    },
    'NAT gateway in the public subnet, no table repointed': {
      apply: async (lab) => {
        await createPublicNatGateway(lab, lab.id('publicA'));
      },
      fails: { appOut: 'NO_POSSIBLE_DESTINATION', workerOut: 'NO_POSSIBLE_DESTINATION' },
    },
    'old gateway deleted first, its routes left': {
      apply: async (lab) => {
        await createPublicNatGateway(lab, lab.id('publicA'));
        await deleteOld(lab);
      },
      fails: { appOut: 'BAD_STATE_ROUTE', workerOut: 'BAD_STATE_ROUTE' },
    },
    'fixed, and the application server in a group of its own without the shell': {
      apply: async (lab) => {
        await sendEverythingTo(lab, { NatGatewayId: await createPublicNatGateway(lab, lab.id('publicA')) });
        const peer = blocks(`${lab.terms.net}.0.0/24`);
        await regroup(lab, lab.id('appA'), { name: 'web', vpc: lab.id('vpc'), ports: tcpPorts(443), peer });
      },
      fails: { shell: 'ENI_SG_RULES_MISMATCH' },
    },
    'security group opened for the NAT gateway': {
      apply: (lab) => allowIn(lab, lab.id('appSecurityGroup'), EVERYTHING, blocks(ANYWHERE)),
      fails: {
        appOut: 'NO_POSSIBLE_DESTINATION',
        workerOut: 'NO_POSSIBLE_DESTINATION',
        leastIngress: 'RULE_TOO_WIDE',
        manyPorts: 'RULE_TOO_WIDE',
      },
    },
    'fixed, and the servers opened and addressed on the way': {
      apply: async (lab) => {
        await sendEverythingTo(lab, { GatewayId: lab.id('internetGateway') });
        for (const place of ['appA', 'workerB'] as const) await giveAddress(lab, lab.id(place));
        await allowIn(lab, lab.id('appSecurityGroup'), EVERYTHING, blocks(ANYWHERE));
      },
      fails: {
        appSealed: 'REACHABLE',
        workerSealed: 'REACHABLE',
        private: 'INTERNET_GATEWAY_ROUTE',
        appUnaddressed: 'PUBLIC_ADDRESS',
        workerUnaddressed: 'PUBLIC_ADDRESS',
        leastIngress: 'RULE_TOO_WIDE',
        shells: 'REACHABLE',
        manyPorts: 'RULE_TOO_WIDE',
      },
    },
  },
});

/** Sends what leaves both private subnets for the internet to another target. */
async function sendEverythingTo(lab: CaseLab, target: Target): Promise<void> {
  for (const table of TABLES) await replaceRoute(lab, lab.id(table), target);
}

async function deleteOld(lab: CaseLab): Promise<void> {
  await lab.ec2.send(new DeleteNatGatewayCommand({ NatGatewayId: lab.id('natGateway') }));
}

async function natInstance(lab: CaseLab): Promise<string> {
  const { net } = lab.terms;
  const translates = [`${net}.10.0/24`, `${net}.11.0/24`];
  return launchNatInstance(lab, { vpc: lab.id('vpc'), subnet: lab.id('publicA'), like: lab.id('appA'), translates });
}

async function inNewPublicSubnet(lab: CaseLab): Promise<string> {
  const VpcId = lab.id('vpc');
  const { Subnets } = await lab.ec2.send(new DescribeSubnetsCommand({ SubnetIds: [lab.id('privateB')] }));
  const { AvailabilityZone } = Subnets?.[0] ?? {};
  const { Subnet } = await lab.ec2.send(
    new CreateSubnetCommand({ VpcId, CidrBlock: `${lab.terms.net}.1.0/24`, AvailabilityZone }),
  );
  const id = Subnet?.SubnetId ?? '';
  await useTable(lab, id, lab.id('publicRouteTable'));
  return createPublicNatGateway(lab, id);
}
