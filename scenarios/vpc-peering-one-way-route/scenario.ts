import {
  AcceptVpcPeeringConnectionCommand,
  CreateRouteTableCommand,
  CreateTransitGatewayCommand,
  CreateTransitGatewayVpcAttachmentCommand,
  CreateVpcPeeringConnectionCommand,
  DeleteRouteCommand,
  DeleteVpcPeeringConnectionCommand,
  DescribeTransitGatewaysCommand,
  DescribeTransitGatewayVpcAttachmentsCommand,
} from '@aws-sdk/client-ec2';
import { CfnRoute, type CfnRouteTable, CfnVPCPeeringConnection } from 'aws-cdk-lib/aws-ec2';
import {
  anyPort,
  blocked,
  costsAtMost,
  inSubnet,
  noPublicAddress,
  privateSubnet,
  reaches,
  refuses,
  routesAcrossOnly,
  tcp,
} from '../../lib/check/index.ts';
import { waitUntil } from '../../lib/deadline.ts';
import { decoy } from '../../lib/parts/decoy.ts';
import { attachInternetGateway } from '../../lib/parts/endpoint-moves.ts';
import { host } from '../../lib/parts/host.ts';
import {
  aclOf,
  addEntry,
  allowIn,
  allowOut,
  blocks,
  createGroup,
  EVERYTHING,
  regroup,
  tcpPorts,
} from '../../lib/parts/moves.ts';
import {
  addRoute,
  giveAddress,
  launchLike,
  mainTable,
  replaceRoute,
  terminate,
  useTable,
} from '../../lib/parts/routing-moves.ts';
import { securityGroup } from '../../lib/parts/security-group.ts';
import { shellAccess } from '../../lib/parts/shell-access.ts';
import { probe, userData, webServer } from '../../lib/parts/user-data.ts';
import { ANYWHERE, routeTable, subnet, vpc } from '../../lib/parts/vpc.ts';
import { defineScenario, type Lab } from '../../lib/scenario.ts';
import type { Terms } from '../../lib/terms.ts';

type CaseLab = Lab<
  | 'appVpc'
  | 'dataVpc'
  | 'appSubnet'
  | 'dbSubnet'
  | 'appRouteTable'
  | 'dataRouteTable'
  | 'app'
  | 'db'
  | 'dbSecurityGroup'
  | 'peering',
  'db'
>;
type Variant = 'A' | 'B' | 'C';

const appBlock = ({ net }: Pick<Terms, 'net'>) => `${net}.10.0/24`;
const appNetwork = ({ net }: Pick<Terms, 'net'>) => `${net}.0.0/16`;
const dataNetwork = ({ farNet }: Pick<Terms, 'farNet'>) => `${farNet}.0.0/16`;

export default defineScenario({
  id: 'vpc-peering-one-way-route',
  track: 'multi-vpc',
  difficulty: 3,
  severity: 'high',
  minutes: 25,
  principles: ['dive-deep', 'earn-trust'],
  cost: { broken: 0.015, fixed: 0.015 },
  variants: ['A', 'B', 'C'],
  faults: 3,
  ports: { db: [5432, 3306, 6432, 1433, 27017] },

  build(stack, terms) {
    const { net, farNet, zone, port } = terms;
    const appVpc = vpc(stack, { net }, 'AppVpc');
    const dataVpc = vpc(stack, { net: farNet }, 'DataVpc');
    const peering = new CfnVPCPeeringConnection(stack, 'Peering', { vpcId: appVpc.ref, peerVpcId: dataVpc.ref });
    const appRouteTable = routeTable(stack, 'AppRouteTable', appVpc);
    const dataRouteTable = routeTable(stack, 'DataRouteTable', dataVpc);
    decoy(stack, terms, appVpc);
    const across = (id: string, table: CfnRouteTable, destinationCidrBlock: string) =>
      new CfnRoute(stack, id, { routeTableId: table.ref, destinationCidrBlock, vpcPeeringConnectionId: peering.ref });
    across('AppToData', appRouteTable, dataNetwork(terms));
    answers(terms, { across, dataRouteTable, other: routeTable(stack, 'DataEdgeRouteTable', dataVpc) });
    const inApp = { vpc: appVpc, zone, routes: appRouteTable };
    const appSubnet = subnet(stack, 'AppSubnet', { ...inApp, cidr: appBlock(terms) });
    const otherSubnet = subnet(stack, 'OtherSubnet', { ...inApp, cidr: `${net}.11.0/24` });
    const dbSubnet = subnet(stack, 'DbSubnet', {
      vpc: dataVpc,
      cidr: `${farNet}.10.0/24`,
      zone,
      routes: dataRouteTable,
    });
    const access = shellAccess(stack, { vpc: appVpc, subnet: appSubnet });
    const shell = { port: 22, peer: access.securityGroup };
    const clients = (id: string, description: string) =>
      securityGroup(stack, id, { vpc: appVpc, description, ingress: [shell] });
    const appSecurityGroup = clients('AppSecurityGroup', 'Application');
    const dbSecurityGroup = securityGroup(stack, 'DbSecurityGroup', {
      vpc: dataVpc,
      description: 'Database',
      ingress: [{ port: port.db, peer: appBlock(terms) }],
      egress: [],
    });
    const db = host(stack, 'Db', {
      subnet: dbSubnet,
      securityGroups: [dbSecurityGroup],
      userData: userData(webServer({ name: 'db', port: port.db, pages: { '/': 'database' } })),
    });
    const app = host(stack, 'App', {
      subnet: appSubnet,
      securityGroups: [appSecurityGroup],
      userData: userData(probe(`http://${db.attrPrivateIp}:${port.db}/`)),
    });
    const other = host(stack, 'Other', {
      subnet: otherSubnet,
      securityGroups: [clients('OtherSecurityGroup', 'Other hosts')],
    });
    return {
      appVpc,
      dataVpc,
      peering,
      appSubnet,
      otherSubnet,
      dbSubnet,
      appRouteTable,
      dataRouteTable,
      appSecurityGroup,
      dbSecurityGroup,
      app,
      shellAccess: access.endpoint,
      other,
      db,
    };
  },

  checks: (terms) => ({
    query: reaches('app', 'db', tcp(terms.port.db)),
    other: refuses('db', 'ingress', 'other', tcp(terms.port.db)),
    internet: blocked('internet', 'db', anyPort),
    ssh: blocked('app', 'db', tcp(22)),
    shell: reaches('shellAccess', 'app', tcp(22)),
    data: inSubnet('db', 'dbSubnet'),
    hidden: refuses('db', 'ingress', 'internet', tcp(terms.port.db)),
    narrow: routesAcrossOnly([appNetwork(terms), dataNetwork(terms)], 'appSubnet', 'dbSubnet'),
    private: privateSubnet('dbSubnet', 'db'),
    unaddressed: noPublicAddress('db'),
  }),
  advice: () => ({ free: costsAtMost(0.03) }),
  broken: {
    A: { query: 'NO_ROUTE_TO_DESTINATION' },
    B: { query: 'NO_ROUTE_TO_DESTINATION' },
    C: { query: 'NO_ROUTE_TO_DESTINATION' },
  },

  fixes: {
    'route to the whole app network': {
      korean: '앱 네트워크 전체로 가는 경로 추가',
      apply: (lab) => routeBack(lab, appNetwork(lab.terms)),
    },
    'route to the app subnet': {
      korean: '앱 서브넷으로 가는 경로 추가',
      apply: (lab) => routeBack(lab, appBlock(lab.terms)),
    },
    'a table of its own with the route': {
      korean: '경로가 있는 전용 라우팅 테이블 연결',
      apply: async (lab) => {
        const { RouteTable } = await lab.ec2.send(new CreateRouteTableCommand({ VpcId: lab.id('dataVpc') }));
        const table = RouteTable?.RouteTableId ?? '';
        await addRoute(lab, table, overPeering(lab), appNetwork(lab.terms));
        await useTable(lab, lab.id('dbSubnet'), table);
      },
    },
    'the peering made anew, with routes there and back': {
      korean: '피어링을 다시 만들고 왕복 경로 추가',
      apply: async (lab) => {
        await lab.ec2.send(new DeleteVpcPeeringConnectionCommand(overPeering(lab)));
        const peering = { VpcPeeringConnectionId: await requestPeering(lab) };
        await lab.ec2.send(new AcceptVpcPeeringConnectionCommand(peering));
        await replaceRoute(lab, lab.id('appRouteTable'), peering, dataNetwork(lab.terms));
        await addRoute(lab, lab.id('dataRouteTable'), peering, appNetwork(lab.terms));
      },
    },
    'a transit gateway for both directions': {
      korean: '양방향으로 트랜짓 게이트웨이 사용',
      apply: transitGateway,
      advises: ['free'],
    },
  },

  wrongFixes: {
    'everything sent over the peering': {
      apply: (lab) => routeBack(lab, ANYWHERE),
      fails: { narrow: 'ROUTE_TOO_WIDE' },
    },
    'both halves of everything sent over the peering': {
      apply: async (lab) => {
        for (const half of ['0.0.0.0/1', '128.0.0.0/1']) await routeBack(lab, half);
      },
      fails: { narrow: 'ROUTE_TOO_WIDE' },
    },
    'the peering requested anew, and never accepted': {
      apply: async (lab) => {
        await lab.ec2.send(new DeleteVpcPeeringConnectionCommand(overPeering(lab)));
        const peering = { VpcPeeringConnectionId: await requestPeering(lab) };
        await replaceRoute(lab, lab.id('appRouteTable'), peering, dataNetwork(lab.terms)).catch(() => {});
      },
      fails: { query: 'BAD_STATE_ROUTE' },
    },
    'database launched anew beside the app': {
      apply: async (lab) => {
        const [vpc, port, old] = [lab.id('appVpc'), lab.terms.port.db, lab.id('db')];
        const peer = blocks(appBlock(lab.terms));
        const groups = [await createGroup(lab, { name: 'db', vpc, ports: tcpPorts(port), peer })];
        await launchLike(lab, old, { subnet: lab.id('appSubnet'), groups, role: 'db', isPublic: false });
        await terminate(lab, old);
      },
      fails: { data: 'WRONG_SUBNET' },
    },
    'route added, and the app in a group without the shell': {
      apply: async (lab) => {
        await routeBack(lab, appNetwork(lab.terms));
        const peer = blocks(appNetwork(lab.terms));
        await regroup(lab, lab.id('app'), { name: 'app', vpc: lab.id('appVpc'), ports: tcpPorts(443), peer });
      },
      fails: { shell: 'ENI_SG_RULES_MISMATCH' },
    },
    'route in the main table': {
      apply: async (lab) => {
        await addRoute(lab, await mainTable(lab, lab.id('dataVpc')), overPeering(lab), appNetwork(lab.terms));
      },
      fails: { query: 'NO_ROUTE_TO_DESTINATION' },
    },
    'database opened to all private addresses': {
      apply: (lab) => admit(lab, '10.0.0.0/8'),
      fails: { query: 'NO_ROUTE_TO_DESTINATION', other: 'RULE_TOO_WIDE' },
    },
    'database opened to everybody': {
      apply: (lab) => admit(lab, ANYWHERE),
      fails: { query: 'NO_ROUTE_TO_DESTINATION', other: 'RULE_TOO_WIDE', hidden: 'OPEN_TO_INTERNET' },
    },
    'route added, and the whole app network let in': {
      apply: async (lab) => {
        await routeBack(lab, appNetwork(lab.terms));
        await admit(lab, appNetwork(lab.terms));
      },
      fails: { other: 'RULE_TOO_WIDE' },
    },
    'route added, and every port of the database opened to the app': {
      apply: async (lab) => {
        await routeBack(lab, appNetwork(lab.terms));
        await allowIn(lab, lab.id('dbSecurityGroup'), EVERYTHING, blocks(appBlock(lab.terms)));
      },
      fails: { ssh: 'REACHABLE' },
    },
    'rule for the answers at the database': {
      apply: (lab) => allowOut(lab, lab.id('dbSecurityGroup'), EVERYTHING, blocks(appNetwork(lab.terms))),
      fails: { query: 'NO_ROUTE_TO_DESTINATION' },
    },
    'network ACL entries': {
      apply: async (lab) => {
        const { acl } = await aclOf(lab, lab.id('dbSubnet'));
        await addEntry(lab, acl, { number: 90, direction: 'outbound', action: 'allow', ports: [1024, 65535] });
      },
      fails: { query: 'NO_ROUTE_TO_DESTINATION' },
    },
    'public address for the database': {
      apply: async (lab) => {
        const GatewayId = await attachInternetGateway(lab, lab.id('dataVpc'));
        await giveAddress(lab, lab.id('db'));
        await addRoute(lab, lab.id('dataRouteTable'), { GatewayId });
        await admit(lab, ANYWHERE);
      },
      fails: {
        query: 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS',
        other: 'RULE_TOO_WIDE',
        hidden: 'OPEN_TO_INTERNET',
        internet: 'REACHABLE',
        private: 'INTERNET_GATEWAY_ROUTE',
        unaddressed: 'PUBLIC_ADDRESS',
      },
    },
    'route to half of the app subnet': {
      variants: ['A', 'C'],
      apply: (lab) => routeBack(lab, `${lab.terms.net}.10.128/25`),
      fails: { query: 'NO_ROUTE_TO_DESTINATION' },
    },
    'the route there taken away, too': {
      apply: async (lab) => {
        await routeBack(lab, appNetwork(lab.terms));
        const route = { RouteTableId: lab.id('appRouteTable'), DestinationCidrBlock: dataNetwork(lab.terms) };
        await lab.ec2.send(new DeleteRouteCommand(route));
      },
      fails: { query: 'NO_ROUTE_TO_DESTINATION' },
    },
  },
});

type Across = (id: string, table: CfnRouteTable, block: string) => CfnRoute;

function answers(
  { variant, net }: Pick<Terms<Variant>, 'variant' | 'net'>,
  { across, dataRouteTable, other }: { across: Across; dataRouteTable: CfnRouteTable; other: CfnRouteTable },
): void {
  switch (variant) {
    case 'A':
      // The fault: the table of the database's subnet has no route to the app's network.
      break;
    case 'B':
      // The fault: the route ends before the block that the app is in.
      across('DataToApp', dataRouteTable, `${net}.0.0/24`);
      break;
    case 'C':
      // The fault: the route is in a table that the database's subnet does not use.
      across('DataToApp', other, appNetwork({ net }));
  }
}

const overPeering = (lab: CaseLab) => ({ VpcPeeringConnectionId: lab.id('peering') });

async function routeBack(lab: CaseLab, block: string): Promise<void> {
  await addRoute(lab, lab.id('dataRouteTable'), overPeering(lab), block);
}

/** Requests a peering connection of the two networks, and answers its id. */
async function requestPeering(lab: CaseLab): Promise<string> {
  const ends = { VpcId: lab.id('appVpc'), PeerVpcId: lab.id('dataVpc') };
  const { VpcPeeringConnection } = await lab.ec2.send(new CreateVpcPeeringConnectionCommand(ends));
  return VpcPeeringConnection?.VpcPeeringConnectionId ?? '';
}

async function admit(lab: CaseLab, block: string): Promise<void> {
  await allowIn(lab, lab.id('dbSecurityGroup'), tcpPorts(lab.terms.port.db), blocks(block));
}

/** Connects both networks by a transit gateway with its default table, and routes there and back over it. */
async function transitGateway(lab: CaseLab): Promise<void> {
  const { TransitGateway } = await lab.ec2.send(new CreateTransitGatewayCommand({}));
  const TransitGatewayId = TransitGateway?.TransitGatewayId ?? '';
  await waitUntil(
    'it is available',
    async () => {
      const ids = { TransitGatewayIds: [TransitGatewayId] };
      const { TransitGateways } = await lab.ec2.send(new DescribeTransitGatewaysCommand(ids));
      return TransitGateways?.[0]?.State === 'available';
    },
    { seconds: 600 },
  );
  for (const [vpc, place] of [
    ['appVpc', 'appSubnet'],
    ['dataVpc', 'dbSubnet'],
  ] as const) {
    const attachment = { TransitGatewayId, VpcId: lab.id(vpc), SubnetIds: [lab.id(place)] };
    await lab.ec2.send(new CreateTransitGatewayVpcAttachmentCommand(attachment));
  }
  await waitUntil(
    'it is available',
    async () => {
      const Filters = [{ Name: 'transit-gateway-id', Values: [TransitGatewayId] }];
      const { TransitGatewayVpcAttachments = [] } = await lab.ec2.send(
        new DescribeTransitGatewayVpcAttachmentsCommand({ Filters }),
      );
      return TransitGatewayVpcAttachments.every(({ State }) => State === 'available');
    },
    { seconds: 600 },
  );
  await replaceRoute(lab, lab.id('appRouteTable'), { TransitGatewayId }, dataNetwork(lab.terms));
  await addRoute(lab, lab.id('dataRouteTable'), { TransitGatewayId }, appNetwork(lab.terms));
}
