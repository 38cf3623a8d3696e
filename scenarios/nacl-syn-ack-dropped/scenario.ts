import {
  DeleteNetworkAclCommand,
  DeleteNetworkAclEntryCommand,
  DescribeNetworkAclsCommand,
  ReplaceNetworkAclAssociationCommand,
} from '@aws-sdk/client-ec2';
import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { CfnEIP, type CfnSubnet, type CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { aclAssociated, aclDenies, anyPort, blocked, cidr, reaches, refuses, tcp } from '../../lib/check/index.ts';
import { decoy } from '../../lib/parts/decoy.ts';
import { host } from '../../lib/parts/host.ts';
import * as moves from '../../lib/parts/moves.ts';
import { type Entry, networkAcl } from '../../lib/parts/network-acl.ts';
import { securityGroup } from '../../lib/parts/security-group.ts';
import { shellAccess } from '../../lib/parts/shell-access.ts';
import { probe, userData, webServer } from '../../lib/parts/user-data.ts';
import { ANYWHERE, publicRouteTable, subnet, uplink, vpc } from '../../lib/parts/vpc.ts';
import { defineScenario, type Lab } from '../../lib/scenario.ts';

type CaseLab = Lab<
  'vpc' | 'publicA' | 'publicB' | 'baseline' | 'gw' | 'gwSecurityGroup' | 'partnerSim' | 'partnerSimSecurityGroup'
>;
type Variant = 'A' | 'B' | 'C';

const PARTNER = '203.0.113.0/24';
const EPHEMERAL = [1024, 65535] as const;
/** What the baseline keeps closed: the well-known ports but that of the gateway. */
const OTHER_SERVICES = tcp([0, 442], [444, 1023]);
const HTTPS_IN: Entry = { number: 100, direction: 'inbound', action: 'allow', ports: [443, 443] };
const HTTPS_OUT: Entry = { number: 100, direction: 'outbound', action: 'allow', ports: [443, 443] };
const ANSWERS_OUT: Entry = { number: 200, direction: 'outbound', action: 'allow', ports: EPHEMERAL };

/** The entries of the baseline. */
const BASELINE: Readonly<Record<Variant, readonly Entry[]>> = {
  // The fault: nothing lets an answer out to the port that the client chose.
  A: [HTTPS_IN, HTTPS_OUT],
  // The fault: an entry with a lower number denies what the last one allows.
  B: [HTTPS_IN, HTTPS_OUT, { number: 90, direction: 'outbound', action: 'deny', ports: EPHEMERAL }, ANSWERS_OUT],
  C: [HTTPS_IN, HTTPS_OUT, ANSWERS_OUT],
};

/** What fails where another network ACL stands in the baseline's place. */
const NO_BASELINE = {
  baselineDenies: 'ACL_NEUTRALISED',
  baselineAdmits: 'ACL_NEUTRALISED',
  baselineStays: 'ACL_NOT_ASSOCIATED',
} as const;

export default defineScenario({
  id: 'nacl-syn-ack-dropped',
  track: 'firewalls',
  difficulty: 3,
  severity: 'urgent',
  minutes: 25,
  principles: ['dive-deep'],
  cost: { broken: 0.015, fixed: 0.015 },
  variants: ['A', 'B', 'C'],
  faults: 3,

  build(stack, terms) {
    const { net, zone, variant } = terms;
    const network = vpc(stack, terms);
    const internet = uplink(stack, network);
    const routes = publicRouteTable(stack, 'PublicRouteTable', network, internet);
    const publicA = subnet(stack, 'PublicA', { vpc: network, cidr: `${net}.0.0/24`, zone, routes });
    const publicB = subnet(stack, 'PublicB', { vpc: network, cidr: `${net}.1.0/24`, zone: 1 - zone, routes });
    const baseline = networkAcl(stack, 'Baseline', { vpc: network, subnet: publicA, entries: BASELINE[variant] });
    if (variant === 'C') partnerAcl(stack, { vpc: network, subnet: publicB });
    const access = shellAccess(stack, { vpc: network, subnet: publicA });
    decoy(stack, terms, network);
    const gwSecurityGroup = securityGroup(stack, 'GwSecurityGroup', {
      vpc: network,
      description: 'TLS gateway',
      ingress: [
        { port: 443, peer: ANYWHERE },
        { port: 22, peer: access.securityGroup },
      ],
      egress: [],
    });
    const partnerSimSecurityGroup = securityGroup(stack, 'PartnerSimSecurityGroup', {
      vpc: network,
      description: 'Partner simulator',
    });
    const gw = host(stack, 'Gw', {
      subnet: publicA,
      securityGroups: [gwSecurityGroup],
      userData: userData(webServer({ name: 'gw', port: 443, tls: true, pages: { '/': 'gateway' } })),
    });
    const address = new CfnEIP(stack, 'GwAddress', { domain: 'vpc', instanceId: gw.ref });
    address.addResourceDependency(internet.attachment);
    new CfnOutput(stack, 'GatewayUrl', { value: `https://${address.ref}/` });
    const partnerSim = host(stack, 'PartnerSim', {
      subnet: publicB,
      securityGroups: [partnerSimSecurityGroup],
      userData: userData(probe(`https://${gw.attrPrivateIp}/`)),
    });
    return {
      vpc: network,
      internetGateway: internet.gateway,
      publicRouteTable: routes,
      publicA,
      publicB,
      baseline,
      gwSecurityGroup,
      partnerSimSecurityGroup,
      shellAccess: access.endpoint,
      gw,
      partnerSim,
    };
  },

  checks: () => ({
    partners: reaches(cidr(PARTNER), 'gw', tcp(443)),
    partnerSim: reaches('partnerSim', 'gw', tcp(443)),
    ssh: blocked('internet', 'gw', tcp(22)),
    shell: reaches('shellAccess', 'gw', tcp(22)),
    baselineDenies: aclDenies('gw', 'egress', 'internet', OTHER_SERVICES),
    baselineAdmits: aclDenies('gw', 'ingress', 'internet', OTHER_SERVICES),
    baselineStays: aclAssociated('baseline', 'publicA', 'gw'),
  }),
  advice: () => ({ replyRule: refuses('gw', 'egress', 'internet', anyPort) }),
  broken: {
    A: { partners: 'SUBNET_ACL_RESTRICTION', partnerSim: 'SUBNET_ACL_RESTRICTION' },
    B: { partners: 'SUBNET_ACL_RESTRICTION', partnerSim: 'SUBNET_ACL_RESTRICTION' },
    C: { partnerSim: 'SUBNET_ACL_RESTRICTION' },
  },

  fixes: {
    'ephemeral ports out to everywhere': {
      korean: '임시 포트 아웃바운드를 모든 목적지로 허용',
      variants: ['A'],
      apply: (lab) => letOut(lab, EPHEMERAL, ANYWHERE),
    },
    'ephemeral ports out to the partners': {
      korean: '임시 포트 아웃바운드를 파트너 대역으로 허용',
      variants: ['A'],
      apply: async (lab) => {
        await letOut(lab, EPHEMERAL, PARTNER);
        await letOut(lab, EPHEMERAL, `${lab.terms.net}.1.0/24`, 120);
      },
    },
    'ephemeral ports out, and a security group rule on top': {
      korean: '임시 포트 아웃바운드를 허용하고 보안 그룹 규칙도 추가',
      variants: ['A'],
      apply: async (lab) => {
        await letOut(lab, EPHEMERAL, ANYWHERE);
        await moves.allowOut(lab, lab.id('gwSecurityGroup'), moves.tcpPorts(...EPHEMERAL), moves.blocks(ANYWHERE));
      },
      advises: ['replyRule'],
    },
    'ephemeral ports out in two entries': {
      korean: '임시 포트 아웃바운드를 규칙 두 개로 나누어 허용',
      variants: ['A'],
      apply: async (lab) => {
        await letOut(lab, [1024, 32767], ANYWHERE);
        await letOut(lab, [32768, 65535], ANYWHERE, 120);
      },
    },
    'deny entry deleted': {
      korean: '거부 규칙 삭제',
      variants: ['B'],
      apply: dropDeny,
    },
    'deny entry behind the allow entry': {
      korean: '거부 규칙을 허용 규칙 뒤로 이동',
      variants: ['B'],
      apply: async (lab) => {
        await dropDeny(lab);
        const entry = { number: 300, direction: 'outbound', action: 'deny', ports: EPHEMERAL } as const;
        await moves.addEntry(lab, lab.id('baseline'), entry);
      },
    },
    'allow entry ahead of the deny entry': {
      korean: '허용 규칙을 거부 규칙 앞으로 이동',
      variants: ['B'],
      apply: (lab) => letOut(lab, EPHEMERAL, ANYWHERE, 80),
    },
    'ephemeral ports in at the client subnet': {
      korean: '클라이언트 서브넷에서 임시 포트 인바운드 허용',
      variants: ['C'],
      apply: (lab) => letInAtClient(lab, EPHEMERAL),
    },
    'ephemeral ports in at the client subnet, from the gateway subnet': {
      korean: '클라이언트 서브넷에서 게이트웨이 서브넷의 임시 포트 인바운드만 허용',
      variants: ['C'],
      apply: (lab) => letInAtClient(lab, EPHEMERAL, `${lab.terms.net}.0.0/24`),
    },
    'default network ACL on the client subnet': {
      korean: '클라이언트 서브넷에 기본 네트워크 ACL 연결',
      variants: ['C'],
      apply: (lab) => useDefaultAcl(lab, 'publicB'),
    },
  },

  wrongFixes: {
    'default network ACL on the gateway subnet': {
      variants: ['A', 'B'],
      apply: (lab) => useDefaultAcl(lab, 'publicA'),
      fails: NO_BASELINE,
    },
    'default network ACL on the gateway subnet, fault elsewhere': {
      variants: ['C'],
      apply: (lab) => useDefaultAcl(lab, 'publicA'),
      fails: {
        partnerSim: 'SUBNET_ACL_RESTRICTION',
        ...NO_BASELINE,
      },
    },
    'baseline deleted': {
      variants: ['A', 'B'],
      apply: async (lab) => {
        await useDefaultAcl(lab, 'publicA');
        await lab.ec2.send(new DeleteNetworkAclCommand({ NetworkAclId: lab.id('baseline') }));
      },
      fails: NO_BASELINE,
    },
    'everything out': {
      variants: ['A', 'B'],
      apply: (lab) => moves.addEntry(lab, lab.id('baseline'), { number: 80, direction: 'outbound', action: 'allow' }),
      fails: { baselineDenies: 'ACL_NEUTRALISED' },
    },
    'ports out from below 1024 too': {
      variants: ['A'],
      apply: (lab) => letOut(lab, [1023, 65535], ANYWHERE),
      fails: { baselineDenies: 'ACL_NEUTRALISED' },
    },
    'ephemeral ports out, and everything in': {
      variants: ['A', 'B'],
      apply: async (lab) => {
        await letOut(lab, EPHEMERAL, ANYWHERE, 80);
        await moves.addEntry(lab, lab.id('baseline'), { number: 80, direction: 'inbound', action: 'allow' });
      },
      fails: { baselineAdmits: 'ACL_NEUTRALISED' },
    },
    'all TCP ports out': {
      variants: ['A', 'B'],
      apply: (lab) => letOut(lab, [0, 65535], ANYWHERE, 80),
      fails: { baselineDenies: 'ACL_NEUTRALISED' },
    },
    'everything out, behind the deny entry': {
      variants: ['B'],
      apply: (lab) => moves.addEntry(lab, lab.id('baseline'), { number: 300, direction: 'outbound', action: 'allow' }),
      fails: {
        partners: 'SUBNET_ACL_RESTRICTION',
        partnerSim: 'SUBNET_ACL_RESTRICTION',
        baselineDenies: 'ACL_NEUTRALISED',
      },
    },
    'only the ports that Linux uses': {
      variants: ['A', 'B'],
      apply: (lab) => letOut(lab, [32768, 65535], ANYWHERE, 80),
      fails: { partners: 'SUBNET_ACL_RESTRICTION', partnerSim: 'SUBNET_ACL_RESTRICTION' },
    },
    'only the partner simulator': {
      variants: ['A', 'B'],
      apply: (lab) => letOut(lab, EPHEMERAL, `${lab.terms.net}.1.0/24`, 80),
      fails: { partners: 'SUBNET_ACL_RESTRICTION' },
    },
    'ephemeral ports in at the gateway': {
      variants: ['A', 'B'],
      apply: letInAtGateway,
      fails: { partners: 'SUBNET_ACL_RESTRICTION', partnerSim: 'SUBNET_ACL_RESTRICTION' },
    },
    'security group rule for the answers': {
      variants: ['A', 'B'],
      apply: (lab) => moves.allowOut(lab, lab.id('gwSecurityGroup'), moves.EVERYTHING, moves.blocks(ANYWHERE)),
      fails: { partners: 'SUBNET_ACL_RESTRICTION', partnerSim: 'SUBNET_ACL_RESTRICTION' },
    },
    'everything opened, port 22 too': {
      variants: ['A', 'B'],
      apply: async (lab) => {
        for (const direction of ['inbound', 'outbound'] as const) {
          await moves.addEntry(lab, lab.id('baseline'), { number: 80, direction, action: 'allow' });
        }
        await moves.allowIn(lab, lab.id('gwSecurityGroup'), moves.tcpPorts(22), moves.blocks(ANYWHERE));
      },
      fails: {
        ssh: 'REACHABLE',
        baselineDenies: 'ACL_NEUTRALISED',
        baselineAdmits: 'ACL_NEUTRALISED',
        shells: 'REACHABLE',
      },
    },
    'only the ports that Linux uses, at the client subnet': {
      variants: ['C'],
      apply: (lab) => letInAtClient(lab, [32768, 65535]),
      fails: { partnerSim: 'SUBNET_ACL_RESTRICTION' },
    },
    'ephemeral ports in at the gateway, not at the client': {
      variants: ['C'],
      apply: letInAtGateway,
      fails: { partnerSim: 'SUBNET_ACL_RESTRICTION' },
    },
    'ephemeral ports in at the client, and everything out of the baseline': {
      variants: ['C'],
      apply: async (lab) => {
        await letInAtClient(lab, EPHEMERAL);
        await moves.addEntry(lab, lab.id('baseline'), { number: 80, direction: 'outbound', action: 'allow' });
      },
      fails: { baselineDenies: 'ACL_NEUTRALISED' },
    },
    'ephemeral ports out, and the gateway in a group for 443 only': {
      variants: ['A', 'B'],
      apply: async (lab) => {
        await letOut(lab, EPHEMERAL, ANYWHERE, 80);
        const group = {
          name: 'tls-only',
          vpc: lab.id('vpc'),
          ports: moves.tcpPorts(443),
          peer: moves.blocks(ANYWHERE),
        };
        await moves.regroup(lab, lab.id('gw'), group);
      },
      fails: { shell: 'ENI_SG_RULES_MISMATCH' },
    },
    'security group of the client opened': {
      variants: ['C'],
      apply: (lab) => moves.allowIn(lab, lab.id('partnerSimSecurityGroup'), moves.EVERYTHING, moves.blocks(ANYWHERE)),
      fails: { partnerSim: 'SUBNET_ACL_RESTRICTION', manyPorts: 'RULE_TOO_WIDE' },
    },
  },
});

function partnerAcl(stack: Stack, { vpc, subnet }: { vpc: CfnVPC; subnet: CfnSubnet }): void {
  networkAcl(stack, 'PartnerEdge', {
    vpc,
    subnet,
    // The fault: nothing lets the answers to the client's own connections in.
    entries: [HTTPS_IN, HTTPS_OUT, ANSWERS_OUT],
  });
}

async function letOut(lab: CaseLab, ports: Entry['ports'], cidr: string, number = 110): Promise<void> {
  await moves.addEntry(lab, lab.id('baseline'), { number, direction: 'outbound', action: 'allow', ports, cidr });
}

async function letInAtGateway(lab: CaseLab): Promise<void> {
  const entry = { number: 110, direction: 'inbound', action: 'allow', ports: EPHEMERAL } as const;
  await moves.addEntry(lab, lab.id('baseline'), entry);
}

async function letInAtClient(lab: CaseLab, ports: Entry['ports'], cidr = ANYWHERE): Promise<void> {
  const { acl } = await moves.aclOf(lab, lab.id('publicB'));
  await moves.addEntry(lab, acl, { number: 110, direction: 'inbound', action: 'allow', ports, cidr });
}

async function dropDeny(lab: CaseLab): Promise<void> {
  const NetworkAclId = lab.id('baseline');
  await lab.ec2.send(new DeleteNetworkAclEntryCommand({ NetworkAclId, Egress: true, RuleNumber: 90 }));
}

async function useDefaultAcl(lab: CaseLab, subnet: 'publicA' | 'publicB'): Promise<void> {
  const Filters = [
    { Name: 'vpc-id', Values: [lab.id('vpc')] },
    { Name: 'default', Values: ['true'] },
  ];
  const { NetworkAcls } = await lab.ec2.send(new DescribeNetworkAclsCommand({ Filters }));
  const { association } = await moves.aclOf(lab, lab.id(subnet));
  await lab.ec2.send(
    new ReplaceNetworkAclAssociationCommand({
      AssociationId: association,
      NetworkAclId: NetworkAcls?.[0]?.NetworkAclId,
    }),
  );
}
