import { StopInstancesCommand } from '@aws-sdk/client-ec2';
import { admits, anyPort, blocked, cidr, noAllPortsRule, reaches, refuses, tcp } from '../../lib/check/index.ts';
import { decoy } from '../../lib/parts/decoy.ts';
import { host } from '../../lib/parts/host.ts';
import * as moves from '../../lib/parts/moves.ts';
import { securityGroup } from '../../lib/parts/security-group.ts';
import { shellAccess } from '../../lib/parts/shell-access.ts';
import { probe, userData, webServer } from '../../lib/parts/user-data.ts';
import { ANYWHERE, routeTable, subnet, vpc } from '../../lib/parts/vpc.ts';
import { defineScenario, type Lab } from '../../lib/scenario.ts';
import type { Terms } from '../../lib/terms.ts';

type CaseLab = Lab<
  'vpc' | 'appA' | 'order' | 'inventory' | 'intruder' | 'orderSecurityGroup' | 'inventorySecurityGroup' | 'orderOld',
  'stock'
>;

export default defineScenario({
  id: 'sg-syn-dropped',
  track: 'firewalls',
  difficulty: 2,
  severity: 'high',
  minutes: 20,
  principles: ['dive-deep', 'earn-trust'],
  cost: { broken: 0.015, fixed: 0.015 },
  variants: ['A'],
  faults: 2,
  ports: { stock: [8443, 9443, 7443, 6443, 5443] },

  build(stack, terms) {
    const { net, zone, port } = terms;
    const network = vpc(stack, terms);
    const routes = routeTable(stack, 'RouteTable', network);
    const appA = subnet(stack, 'AppA', { vpc: network, cidr: `${net}.10.0/24`, zone, routes });
    const svcA = subnet(stack, 'SvcA', { vpc: network, cidr: `${net}.20.0/24`, zone, routes });
    const shell = { port: 22, peer: shellAccess(stack, { vpc: network, subnet: appA }).securityGroup };
    decoy(stack, terms, network);
    const orderOld = securityGroup(stack, 'OrderOld', { vpc: network, description: 'Order service v1', egress: [] });
    const orderSecurityGroup = securityGroup(stack, 'OrderSecurityGroup', {
      vpc: network,
      description: 'Order service',
      ingress: [shell],
      // The fault: the order service may open connections to port 443 only.
      egress: [{ port: 443, peer: ANYWHERE }],
    });
    const inventorySecurityGroup = securityGroup(stack, 'InventorySecurityGroup', {
      vpc: network,
      description: 'Inventory service',
      // The fault: the group that may call the service has no members.
      ingress: [shell, { port: port.stock, peer: orderOld }],
      egress: [],
    });
    const otherSecurityGroup = securityGroup(stack, 'OtherSecurityGroup', {
      vpc: network,
      description: 'Other hosts',
      ingress: [shell],
    });
    const inventory = host(stack, 'Inventory', {
      subnet: svcA,
      securityGroups: [inventorySecurityGroup],
      userData: userData(
        webServer({
          name: 'inventory',
          port: port.stock,
          tls: true,
          pages: { '/stock': '{"sku":"A-100","available":42}' },
        }),
      ),
    });
    const order = host(stack, 'Order', {
      subnet: appA,
      securityGroups: [orderSecurityGroup],
      userData: userData(probe(`https://${inventory.attrPrivateIp}:${port.stock}/stock`)),
    });
    const intruder = host(stack, 'Intruder', { subnet: appA, securityGroups: [otherSecurityGroup] });
    return {
      vpc: network,
      appA,
      svcA,
      routeTable: routes,
      orderSecurityGroup,
      orderOld,
      inventorySecurityGroup,
      otherSecurityGroup,
      order,
      inventory,
      intruder,
    };
  },

  checks: ({ port }) => ({
    call: reaches('order', 'inventory', tcp(port.stock)),
    intruder: refuses('inventory', 'ingress', 'intruder', tcp(port.stock)),
    ssh: blocked('order', 'inventory', tcp(22)),
    internet: refuses('inventory', 'ingress', 'internet', tcp(port.stock)),
    partners: admits('order', 'egress', 'internet', tcp(443)),
    leastEgress: noAllPortsRule('order', 'egress'),
    leastIngress: noAllPortsRule('inventory', 'ingress'),
  }),
  advice: ({ net }: Terms) => ({ replyRule: refuses('inventory', 'egress', cidr(`${net}.10.0/24`), anyPort) }),
  broken: { A: { call: 'ENI_SG_RULES_MISMATCH' } },

  fixes: {
    'rules that name each other': {
      korean: '서로의 보안 그룹을 참조하는 규칙 추가',
      apply: async (lab) => {
        await allowOrder(lab);
        await admitOrder(lab);
      },
    },
    'rules with subnet and address': {
      korean: '서브넷과 주소를 지정한 규칙 추가',
      apply: async (lab) => {
        await moves.allowOut(lab, lab.id('orderSecurityGroup'), service(lab), moves.blocks(`${lab.terms.net}.20.0/24`));
        const peer = await moves.addressOf(lab, lab.id('order'));
        await moves.allowIn(lab, lab.id('inventorySecurityGroup'), service(lab), peer);
      },
    },
    'outbound rule to one address, and the old group attached': {
      korean: '주소 하나로 가는 아웃바운드 규칙을 추가하고 예전 보안 그룹 연결',
      apply: async (lab) => {
        const peer = await moves.addressOf(lab, lab.id('inventory'));
        await moves.allowOut(lab, lab.id('orderSecurityGroup'), service(lab), peer);
        await moves.setGroups(lab, lab.id('order'), [lab.id('orderSecurityGroup'), lab.id('orderOld')]);
      },
    },
    'a rule for the answers on top': {
      korean: '응답용 규칙까지 추가',
      apply: async (lab) => {
        await allowOrder(lab);
        await admitOrder(lab);
        const peer = moves.members(lab.id('orderSecurityGroup'));
        await moves.allowOut(lab, lab.id('inventorySecurityGroup'), moves.tcpPorts(1024, 65535), peer);
      },
      advises: ['replyRule'],
    },
  },

  wrongFixes: {
    'only the outbound rule': { apply: allowOrder, fails: { call: 'ENI_SG_RULES_MISMATCH' } },
    'only the inbound rule': { apply: admitOrder, fails: { call: 'ENI_SG_RULES_MISMATCH' } },
    'outbound rule for everything': {
      apply: async (lab) => {
        await admitOrder(lab);
        await moves.allowOut(lab, lab.id('orderSecurityGroup'), moves.EVERYTHING, moves.blocks(ANYWHERE));
      },
      fails: { leastEgress: 'RULE_TOO_WIDE' },
    },
    'inbound from anywhere': {
      apply: (lab) => admitBlocks(lab, ANYWHERE),
      fails: { intruder: 'RULE_TOO_WIDE', internet: 'OPEN_TO_INTERNET' },
    },
    'inbound from two halves of the internet': {
      apply: (lab) => admitBlocks(lab, '0.0.0.0/1', '128.0.0.0/1'),
      fails: { intruder: 'RULE_TOO_WIDE', internet: 'OPEN_TO_INTERNET' },
    },
    'inbound from anywhere, by a second group': {
      apply: async (lab) => {
        await allowOrder(lab);
        const group = { name: 'open', vpc: lab.id('vpc'), ports: service(lab), peer: moves.blocks(ANYWHERE) };
        const open = await moves.createGroup(lab, group);
        await moves.setGroups(lab, lab.id('inventory'), [lab.id('inventorySecurityGroup'), open]);
      },
      fails: { intruder: 'RULE_TOO_WIDE', internet: 'OPEN_TO_INTERNET' },
    },
    'inbound from the whole VPC': {
      apply: (lab) => admitBlocks(lab, `${lab.terms.net}.0.0/16`),
      fails: { intruder: 'RULE_TOO_WIDE' },
    },
    'inbound from the whole app subnet': {
      apply: (lab) => admitBlocks(lab, `${lab.terms.net}.10.0/24`),
      fails: { intruder: 'RULE_TOO_WIDE' },
    },
    'inbound from the whole app subnet, and the intruder stopped': {
      apply: async (lab) => {
        await admitBlocks(lab, `${lab.terms.net}.10.0/24`);
        await lab.ec2.send(new StopInstancesCommand({ InstanceIds: [lab.id('intruder')] }));
      },
      fails: { intruder: 'RULE_TOO_WIDE' },
    },
    'outbound rule for nearly every port': {
      apply: async (lab) => {
        await admitOrder(lab);
        await moves.allowOut(
          lab,
          lab.id('orderSecurityGroup'),
          moves.tcpPorts(0, 65534),
          moves.blocks(`${lab.terms.net}.20.0/24`),
        );
      },
      fails: { leastEgress: 'RULE_TOO_WIDE' },
    },
    'inbound on all ports': {
      apply: async (lab) => {
        await allowOrder(lab);
        await admitOrder(lab, moves.EVERYTHING);
      },
      fails: { leastIngress: 'RULE_TOO_WIDE' },
    },
    'port 22 as well': {
      apply: async (lab) => {
        await allowOrder(lab, moves.tcpPorts(22, lab.terms.port.stock));
        await admitOrder(lab, moves.tcpPorts(22, lab.terms.port.stock));
      },
      fails: { ssh: 'REACHABLE' },
    },
    'both hosts in the default group': {
      apply: async (lab) => {
        const shared = await moves.defaultGroup(lab, lab.id('vpc'));
        await moves.setGroups(lab, lab.id('order'), [lab.id('orderSecurityGroup'), shared]);
        await moves.setGroups(lab, lab.id('inventory'), [lab.id('inventorySecurityGroup'), shared]);
      },
      fails: { ssh: 'REACHABLE', leastEgress: 'RULE_TOO_WIDE', leastIngress: 'RULE_TOO_WIDE' },
    },
    'outbound rule swapped instead of added': {
      apply: async (lab) => {
        await allowOrder(lab);
        await admitOrder(lab);
        await moves.denyOut(lab, lab.id('orderSecurityGroup'), moves.tcpPorts(443), moves.blocks(ANYWHERE));
      },
      fails: { partners: 'FLOW_NOT_ALLOWED' },
    },
    'network ACL entries': { apply: allowInNetworkAcl, fails: { call: 'ENI_SG_RULES_MISMATCH' } },
  },
});

async function allowOrder(lab: CaseLab, ports = service(lab)): Promise<void> {
  const peer = moves.members(lab.id('inventorySecurityGroup'));
  await moves.allowOut(lab, lab.id('orderSecurityGroup'), ports, peer);
}

async function admitOrder(lab: CaseLab, ports = service(lab)): Promise<void> {
  const peer = moves.members(lab.id('orderSecurityGroup'));
  await moves.allowIn(lab, lab.id('inventorySecurityGroup'), ports, peer);
}

async function admitBlocks(lab: CaseLab, ...cidrs: readonly string[]): Promise<void> {
  await allowOrder(lab);
  await moves.allowIn(lab, lab.id('inventorySecurityGroup'), service(lab), moves.blocks(...cidrs));
}

async function allowInNetworkAcl(lab: CaseLab): Promise<void> {
  const port = lab.terms.port.stock;
  const { acl } = await moves.aclOf(lab, lab.id('appA'));
  await moves.addEntry(lab, acl, { number: 90, direction: 'inbound', action: 'allow', ports: [1024, 65535] });
  await moves.addEntry(lab, acl, { number: 90, direction: 'outbound', action: 'allow', ports: [port, port] });
}

const service = ({ terms }: CaseLab) => moves.tcpPorts(terms.port.stock);
