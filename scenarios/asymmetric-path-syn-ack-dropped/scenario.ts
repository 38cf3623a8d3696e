import {
  CreateRouteCommand,
  CreateRouteTableCommand,
  DeleteRouteCommand,
  DescribeRouteTablesCommand,
  ReplaceRouteCommand,
  ReplaceRouteTableAssociationCommand,
} from '@aws-sdk/client-ec2';
import { CfnRoute } from 'aws-cdk-lib/aws-ec2';
import { blocked, cidr, passesThrough, reaches, refuses, tcp } from '../../lib/check/index.ts';
import { decoy } from '../../lib/parts/decoy.ts';
import { host } from '../../lib/parts/host.ts';
import * as moves from '../../lib/parts/moves.ts';
import { securityGroup } from '../../lib/parts/security-group.ts';
import { shellAccess } from '../../lib/parts/shell-access.ts';
import { forwarding, probe, userData, webServer } from '../../lib/parts/user-data.ts';
import { routeTable, subnet, vpc } from '../../lib/parts/vpc.ts';
import { defineScenario, type Lab } from '../../lib/scenario.ts';
import type { Terms } from '../../lib/terms.ts';

type CaseLab = Lab<
  | 'vpc'
  | 'clientSubnet'
  | 'clientRouteTable'
  | 'serverRouteTable'
  | 'client'
  | 'server'
  | 'fw'
  | 'clientSecurityGroup'
  | 'serverSecurityGroup'
  | 'fwSecurityGroup'
>;

const clientsOf = ({ net }: Pick<Terms, 'net'>) => `${net}.30.0/24`;
const serversOf = ({ net }: Pick<Terms, 'net'>) => `${net}.40.0/24`;
const vpcBlock = ({ net }: Pick<Terms, 'net'>) => `${net}.0.0/16`;
const HTTPS = moves.tcpPorts(443);

export default defineScenario({
  id: 'asymmetric-path-syn-ack-dropped',
  track: 'firewalls',
  difficulty: 5,
  severity: 'high',
  minutes: 40,
  principles: ['dive-deep', 'have-backbone'],
  cost: { broken: 0.015, fixed: 0.015 },
  variants: ['A', 'B'],
  faults: 2,

  build(stack, terms) {
    const { zone } = terms;
    const clients = clientsOf(terms);
    const network = vpc(stack, terms);
    // The fault: only the answers are sent through the appliance; nothing here sends it the requests.
    const clientRouteTable = routeTable(stack, 'ClientRouteTable', network);
    const serverRouteTable = routeTable(stack, 'ServerRouteTable', network);
    const fwRouteTable = routeTable(stack, 'FwRouteTable', network);
    const clientSubnet = subnet(stack, 'ClientSubnet', { vpc: network, cidr: clients, zone, routes: clientRouteTable });
    const serverSubnet = subnet(stack, 'ServerSubnet', {
      vpc: network,
      cidr: serversOf(terms),
      zone,
      routes: serverRouteTable,
    });
    const fwSubnet = subnet(stack, 'FwSubnet', {
      vpc: network,
      cidr: `${terms.net}.50.0/24`,
      zone,
      routes: fwRouteTable,
    });
    const access = shellAccess(stack, { vpc: network, subnet: fwSubnet });
    const shell = { port: 22, peer: access.securityGroup };
    decoy(stack, terms, network);
    const clientSecurityGroup = securityGroup(stack, 'ClientSecurityGroup', {
      vpc: network,
      description: 'Client',
      ingress: [shell],
    });
    const serverSecurityGroup = securityGroup(stack, 'ServerSecurityGroup', {
      vpc: network,
      description: 'Server',
      ingress: [
        shell,
        terms.variant === 'B'
          ? // The fault: a reference to a group does not match what comes through an appliance.
            { port: 443, peer: clientSecurityGroup }
          : { port: 443, peer: clients },
      ],
    });
    const fwSecurityGroup = securityGroup(stack, 'FwSecurityGroup', {
      vpc: network,
      description: 'Inspection appliance',
      ingress: [shell, { port: 443, peer: clients }],
    });
    const fw = host(stack, 'Fw', {
      subnet: fwSubnet,
      securityGroups: [fwSecurityGroup],
      userData: userData(forwarding),
      forwards: true,
    });
    new CfnRoute(stack, 'ServerToClients', {
      routeTableId: serverRouteTable.ref,
      destinationCidrBlock: clients,
      instanceId: fw.ref,
    });
    const server = host(stack, 'Server', {
      subnet: serverSubnet,
      securityGroups: [serverSecurityGroup],
      userData: userData(webServer({ name: 'server', port: 443, tls: true, pages: { '/': 'server' } })),
    });
    const client = host(stack, 'Client', {
      subnet: clientSubnet,
      securityGroups: [clientSecurityGroup],
      userData: userData(probe(`https://${server.attrPrivateIp}/`)),
    });
    return {
      vpc: network,
      clientSubnet,
      serverSubnet,
      fwSubnet,
      clientRouteTable,
      serverRouteTable,
      fwRouteTable,
      clientSecurityGroup,
      serverSecurityGroup,
      fwSecurityGroup,
      client,
      shellAccess: access.endpoint,
      server,
      fw,
    };
  },

  checks: (terms) => ({
    connect: reaches('client', 'server', tcp(443)),
    inspectedForward: passesThrough('fw', 'client', 'server', tcp(443), 'forward'),
    inspectedReturn: passesThrough('fw', 'client', 'server', tcp(443), 'return'),
    ssh: blocked('client', 'server', tcp(22)),
    shell: reaches('shellAccess', 'server', tcp(22)),
    appliance: refuses('fw', 'ingress', cidr(serversOf(terms)), tcp([1024, 65535])),
  }),
  broken: {
    A: { connect: 'ENI_SG_RULES_MISMATCH', inspectedForward: 'NOT_INSPECTED' },
    B: { connect: 'ENI_SG_RULES_MISMATCH', inspectedForward: 'NOT_INSPECTED' },
  },

  fixes: {
    'the mirror route': {
      korean: '반대 방향의 대칭 경로 추가',
      variants: ['A'],
      apply: routeThroughAppliance,
    },
    'the local route replaced by one to the appliance': {
      korean: '로컬 경로를 어플라이언스로 가는 경로로 교체',
      variants: ['A'],
      apply: async (lab) => {
        const NetworkInterfaceId = await moves.interfaceOf(lab, lab.id('fw'));
        const route = {
          RouteTableId: lab.id('clientRouteTable'),
          DestinationCidrBlock: vpcBlock(lab.terms),
          NetworkInterfaceId,
        };
        await lab.ec2.send(new ReplaceRouteCommand(route));
      },
    },
    'the mirror route in a new route table': {
      korean: '새 라우팅 테이블에 대칭 경로 추가',
      variants: ['A'],
      apply: async (lab) => {
        const { RouteTable } = await lab.ec2.send(new CreateRouteTableCommand({ VpcId: lab.id('vpc') }));
        const table = RouteTable?.RouteTableId ?? '';
        await routeThroughAppliance(lab, table);
        await associateClients(lab, table);
      },
    },
    'the mirror route, and the server admits the subnet': {
      korean: '대칭 경로를 추가하고 서버에서 서브넷을 허용',
      variants: ['B'],
      apply: async (lab) => {
        await routeThroughAppliance(lab);
        await moves.allowIn(lab, lab.id('serverSecurityGroup'), HTTPS, moves.blocks(clientsOf(lab.terms)));
      },
    },
    'the mirror route, and the server admits the address': {
      korean: '대칭 경로를 추가하고 서버에서 주소를 허용',
      variants: ['B'],
      apply: async (lab) => {
        await routeThroughAppliance(lab);
        const peer = await moves.addressOf(lab, lab.id('client'));
        await moves.allowIn(lab, lab.id('serverSecurityGroup'), HTTPS, peer);
      },
    },
  },

  wrongFixes: {
    'appliance admits the answers by rule': {
      apply: (lab) => admitAtAppliance(lab, moves.tcpPorts(1024, 65535), serversOf(lab.terms)),
      fails: { inspectedForward: 'NOT_INSPECTED', appliance: 'RULE_TOO_WIDE' },
    },
    'appliance admits everything from the servers': {
      apply: (lab) => admitAtAppliance(lab, moves.EVERYTHING, serversOf(lab.terms)),
      fails: { inspectedForward: 'NOT_INSPECTED', appliance: 'RULE_TOO_WIDE' },
    },
    'the mirror route, and the server in a group for 443 only': {
      apply: async (lab) => {
        await routeThroughAppliance(lab);
        const peer = moves.blocks(clientsOf(lab.terms));
        await moves.regroup(lab, lab.id('server'), { name: 'tls-only', vpc: lab.id('vpc'), ports: HTTPS, peer });
      },
      fails: { shell: 'ENI_SG_RULES_MISMATCH' },
    },
    'appliance without its own security group': {
      apply: async (lab) => {
        const group = {
          name: 'open',
          vpc: lab.id('vpc'),
          ports: moves.EVERYTHING,
          peer: moves.blocks(vpcBlock(lab.terms)),
        };
        await moves.regroup(lab, lab.id('fw'), group);
      },
      fails: { inspectedForward: 'NOT_INSPECTED', appliance: 'RULE_TOO_WIDE', manyPorts: 'RULE_TOO_WIDE' },
    },
    'server-side route deleted': {
      apply: async (lab) => {
        const RouteTableId = lab.id('serverRouteTable');
        await lab.ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock: clientsOf(lab.terms) }));
      },
      fails: { inspectedForward: 'NOT_INSPECTED', inspectedReturn: 'NOT_INSPECTED' },
    },
    'source/destination check on at the appliance': {
      apply: (lab) => moves.setSourceDestCheck(lab, lab.id('fw'), true),
      fails: { connect: 'ENI_SG_RULES_MISMATCH', inspectedForward: 'NOT_INSPECTED' },
    },
    'source/destination check off at client and server': {
      apply: async (lab) => {
        await moves.setSourceDestCheck(lab, lab.id('client'), false);
        await moves.setSourceDestCheck(lab, lab.id('server'), false);
      },
      fails: { connect: 'ENI_SG_RULES_MISMATCH', inspectedForward: 'NOT_INSPECTED' },
    },
    'the mirror route, but the source/destination check on': {
      apply: async (lab) => {
        await routeThroughAppliance(lab);
        await moves.setSourceDestCheck(lab, lab.id('fw'), true);
      },
      fails: { connect: 'ENI_SOURCE_DEST_CHECK_RESTRICTION' },
    },
    'the mirror route alone': {
      variants: ['B'],
      apply: routeThroughAppliance,
      fails: { connect: 'SG_REFERENCES_NOT_PRESERVED' },
    },
    'the subnet admitted without the mirror route': {
      variants: ['B'],
      apply: (lab) => moves.allowIn(lab, lab.id('serverSecurityGroup'), HTTPS, moves.blocks(clientsOf(lab.terms))),
      fails: { connect: 'ENI_SG_RULES_MISMATCH', inspectedForward: 'NOT_INSPECTED' },
    },
    'the mirror route, and every port from the clients': {
      apply: async (lab) => {
        await routeThroughAppliance(lab);
        await admitAtAppliance(lab, moves.EVERYTHING, clientsOf(lab.terms));
        await moves.allowIn(lab, lab.id('serverSecurityGroup'), moves.EVERYTHING, moves.blocks(clientsOf(lab.terms)));
      },
      fails: { ssh: 'REACHABLE' },
    },
  },
});

async function routeThroughAppliance(lab: CaseLab, RouteTableId = lab.id('clientRouteTable')): Promise<void> {
  const NetworkInterfaceId = await moves.interfaceOf(lab, lab.id('fw'));
  await lab.ec2.send(
    new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: serversOf(lab.terms), NetworkInterfaceId }),
  );
}

async function associateClients(lab: CaseLab, RouteTableId: string): Promise<void> {
  const subnet = lab.id('clientSubnet');
  const Filters = [{ Name: 'association.subnet-id', Values: [subnet] }];
  const { RouteTables } = await lab.ec2.send(new DescribeRouteTablesCommand({ Filters }));
  const association = RouteTables?.[0]?.Associations?.find((one) => one.SubnetId === subnet);
  const AssociationId = association?.RouteTableAssociationId;
  await lab.ec2.send(new ReplaceRouteTableAssociationCommand({ AssociationId, RouteTableId }));
}

async function admitAtAppliance(lab: CaseLab, ports: moves.Ports, from: string): Promise<void> {
  await moves.allowIn(lab, lab.id('fwSecurityGroup'), ports, moves.blocks(from));
}
