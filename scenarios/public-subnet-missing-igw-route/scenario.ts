import { CreateRouteTableCommand } from '@aws-sdk/client-ec2';
import { CfnOutput } from 'aws-cdk-lib';
import { CfnEIP, type CfnInstance } from 'aws-cdk-lib/aws-ec2';
import { anyPort, blocked, inSubnet, noAllPortsRule, privateSubnet, reaches, tcp } from '../../lib/check/index.ts';
import { decoy } from '../../lib/parts/decoy.ts';
import { host } from '../../lib/parts/host.ts';
import { allowIn, blocks, EVERYTHING, setGroups } from '../../lib/parts/moves.ts';
import {
  addRoute,
  createPublicNatGateway,
  createTable,
  giveAddress,
  launchLike,
  mainTable,
  terminate,
  useTable,
} from '../../lib/parts/routing-moves.ts';
import { securityGroup } from '../../lib/parts/security-group.ts';
import { shellAccess } from '../../lib/parts/shell-access.ts';
import { userData, webServer } from '../../lib/parts/user-data.ts';
import { ANYWHERE, publicRouteTable, subnet, uplink, vpc } from '../../lib/parts/vpc.ts';
import { defineScenario, type Lab } from '../../lib/scenario.ts';

type CaseLab = Lab<
  'vpc' | 'internetGateway' | 'publicA' | 'publicB' | 'dbA' | 'publicRouteTable' | 'webA' | 'db' | 'webSecurityGroup'
>;

export default defineScenario({
  id: 'public-subnet-missing-igw-route',
  track: 'routing',
  difficulty: 1,
  severity: 'normal',
  minutes: 15,
  principles: ['dive-deep'],
  cost: { broken: 0.025, fixed: 0.025 },
  variants: ['A'],
  faults: 1,

  build(stack, terms) {
    const { net, zone } = terms;
    const network = vpc(stack, terms);
    const internet = uplink(stack, network);
    const publicRoutes = publicRouteTable(stack, 'PublicRouteTable', network, internet);
    decoy(stack, terms, network);
    // The fault: this subnet is associated with no route table, so the VPC's main one is in effect for it.
    const publicA = subnet(stack, 'PublicA', { vpc: network, cidr: `${net}.0.0/24`, zone });
    const publicB = subnet(stack, 'PublicB', {
      vpc: network,
      cidr: `${net}.1.0/24`,
      zone: 1 - zone,
      routes: publicRoutes,
    });
    const dbA = subnet(stack, 'DbA', { vpc: network, cidr: `${net}.20.0/24`, zone });
    const shell = { port: 22, peer: shellAccess(stack, { vpc: network, subnet: dbA }).securityGroup };
    const webSecurityGroup = securityGroup(stack, 'WebSecurityGroup', {
      vpc: network,
      description: 'Web servers',
      ingress: [shell, { port: 80, peer: ANYWHERE }],
    });
    const dbSecurityGroup = securityGroup(stack, 'DbSecurityGroup', {
      vpc: network,
      description: 'Database',
      ingress: [shell, { port: 5432, peer: webSecurityGroup }],
    });
    const server = (id: string, name: string, where: typeof publicA) =>
      host(stack, id, {
        subnet: where,
        securityGroups: [webSecurityGroup],
        userData: userData(webServer({ name, port: 80, pages: { '/': `Served by ${name}` } })),
      });
    const webA = server('WebA', 'web-a', publicA);
    const webB = server('WebB', 'web-b', publicB);
    const db = host(stack, 'Db', { subnet: dbA, securityGroups: [dbSecurityGroup] });
    const addressed = (id: string, instance: CfnInstance) => {
      const address = new CfnEIP(stack, `${id}Address`, { domain: 'vpc', instanceId: instance.ref });
      address.addResourceDependency(internet.attachment);
      new CfnOutput(stack, `${id}Url`, { value: `http://${address.ref}/` });
    };
    addressed('WebA', webA);
    addressed('WebB', webB);
    return {
      vpc: network,
      internetGateway: internet.gateway,
      publicRouteTable: publicRoutes,
      publicA,
      publicB,
      dbA,
      webSecurityGroup,
      dbSecurityGroup,
      webA,
      webB,
      db,
    };
  },

  checks: () => ({
    newServer: reaches('internet', 'webA', tcp(80)),
    oldServer: reaches('internet', 'webB', tcp(80)),
    database: blocked('internet', 'db', anyPort),
    databasePrivate: privateSubnet('dbA', 'db'),
    twoZones: inSubnet('webA', 'publicA'),
    leastIngress: noAllPortsRule('webA', 'ingress'),
  }),
  broken: { A: { newServer: 'NO_ROUTE_TO_DESTINATION' } },

  fixes: {
    'public route table associated with the subnet': {
      korean: '퍼블릭 라우팅 테이블을 서브넷에 연결',
      apply: (lab) => useTable(lab, lab.id('publicA'), lab.id('publicRouteTable')),
    },
    'a route table of its own with a route to the internet gateway': {
      korean: '인터넷 게이트웨이 경로가 있는 전용 라우팅 테이블 연결',
      apply: ownTable,
    },
    'a server of the same role in the same subnet, and the public route table': {
      korean: '같은 서브넷에 같은 역할의 서버를 만들고 퍼블릭 라우팅 테이블 연결',
      apply: async (lab) => {
        await useTable(lab, lab.id('publicA'), lab.id('publicRouteTable'));
        await replaceServer(lab, 'publicA');
      },
    },
    'the main table made public, and the database given one of its own': {
      korean: '기본 라우팅 테이블을 퍼블릭으로 바꾸고 데이터베이스에는 전용 테이블 연결',
      apply: async (lab) => {
        await routeMainToInternet(lab);
        const { RouteTable } = await lab.ec2.send(new CreateRouteTableCommand({ VpcId: lab.id('vpc') }));
        await useTable(lab, lab.id('dbA'), RouteTable?.RouteTableId ?? '');
      },
    },
  },

  wrongFixes: {
    'internet gateway route in the main table': {
      apply: routeMainToInternet,
      fails: { databasePrivate: 'INTERNET_GATEWAY_ROUTE' },
    },
    'public table associated with the subnet of the database as well': {
      apply: async (lab) => {
        for (const place of ['publicA', 'dbA'] as const) await useTable(lab, lab.id(place), lab.id('publicRouteTable'));
      },
      fails: { databasePrivate: 'INTERNET_GATEWAY_ROUTE' },
    },
    'NAT gateway route for the subnet': {
      apply: async (lab) => {
        const NatGatewayId = await createPublicNatGateway(lab, lab.id('publicB'));
        await useTable(lab, lab.id('publicA'), await createTable(lab, lab.id('vpc'), { NatGatewayId }));
      },
      fails: { newServer: 'NGW_SOURCE_ADDRESS_REASSIGN' },
    },
    'security group opened': {
      apply: (lab) => allowIn(lab, lab.id('webSecurityGroup'), EVERYTHING, blocks(ANYWHERE)),
      fails: {
        newServer: 'NO_ROUTE_TO_DESTINATION',
        leastIngress: 'RULE_TOO_WIDE',
        shells: 'REACHABLE',
        manyPorts: 'RULE_TOO_WIDE',
      },
    },
    'server moved to the other public subnet': {
      apply: (lab) => replaceServer(lab, 'publicB'),
      fails: { twoZones: 'WRONG_SUBNET' },
    },
    'route for half of the internet': {
      apply: async (lab) => {
        const { RouteTable } = await lab.ec2.send(new CreateRouteTableCommand({ VpcId: lab.id('vpc') }));
        const id = RouteTable?.RouteTableId ?? '';
        await addRoute(lab, id, { GatewayId: lab.id('internetGateway') }, '0.0.0.0/1');
        await useTable(lab, lab.id('publicA'), id);
      },
      fails: { newServer: 'NO_ROUTE_TO_DESTINATION' },
    },
    'another Elastic IP address': {
      apply: async (lab) => {
        await giveAddress(lab, lab.id('webA'));
      },
      fails: { newServer: 'NO_ROUTE_TO_DESTINATION' },
    },
    'the table fixed, and the database opened on the way': {
      apply: async (lab) => {
        for (const place of ['publicA', 'dbA'] as const) await useTable(lab, lab.id(place), lab.id('publicRouteTable'));
        await setGroups(lab, lab.id('db'), [lab.id('webSecurityGroup')]);
        await giveAddress(lab, lab.id('db'));
      },
      fails: { database: 'REACHABLE', databasePrivate: 'INTERNET_GATEWAY_ROUTE' },
    },
    'old server taken off its route': {
      apply: async (lab) => {
        await ownTable(lab);
        await useTable(lab, lab.id('publicB'), await mainTable(lab, lab.id('vpc')));
      },
      fails: { oldServer: 'NO_ROUTE_TO_DESTINATION' },
    },
  },
});

async function ownTable(lab: CaseLab): Promise<void> {
  const GatewayId = lab.id('internetGateway');
  await useTable(lab, lab.id('publicA'), await createTable(lab, lab.id('vpc'), { GatewayId }));
}

async function routeMainToInternet(lab: CaseLab): Promise<void> {
  await addRoute(lab, await mainTable(lab, lab.id('vpc')), { GatewayId: lab.id('internetGateway') });
}

async function replaceServer(lab: CaseLab, place: 'publicA' | 'publicB'): Promise<void> {
  const old = lab.id('webA');
  await launchLike(lab, old, { subnet: lab.id(place), groups: [lab.id('webSecurityGroup')], role: 'webA' });
  await terminate(lab, old);
}
