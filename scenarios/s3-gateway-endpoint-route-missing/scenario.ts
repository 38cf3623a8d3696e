import { CreateSubnetCommand, DeleteVpcEndpointsCommand } from '@aws-sdk/client-ec2';
import { Fn, type Stack } from 'aws-cdk-lib';
import { type CfnRouteTable, type CfnVPC, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import {
  blocked,
  costsAtMost,
  endpointsRefuse,
  noAllPortsRule,
  privateSubnet,
  service,
  tcp,
  uses,
} from '../../lib/check/index.ts';
import { decoy } from '../../lib/parts/decoy.ts';
import {
  attachInternetGateway,
  createEndpoint,
  endpointsOf,
  modifyEndpoint,
  prefixListOf,
} from '../../lib/parts/endpoint-moves.ts';
import { host } from '../../lib/parts/host.ts';
import { allowOut, blocks, createGroup, EVERYTHING, setGroups, tcpPorts } from '../../lib/parts/moves.ts';
import { addRoute, createPublicNatGateway, createTable, giveAddress, useTable } from '../../lib/parts/routing-moves.ts';
import { securityGroup } from '../../lib/parts/security-group.ts';
import { shellAccess } from '../../lib/parts/shell-access.ts';
import { probe, userData } from '../../lib/parts/user-data.ts';
import { ANYWHERE, routeTable, subnet, vpc } from '../../lib/parts/vpc.ts';
import { defineScenario, type Lab } from '../../lib/scenario.ts';

type CaseLab = Lab<
  'vpc' | 'privateA' | 'privateB' | 'routeTableA' | 'routeTableB' | 'jobA' | 'jobASecurityGroup' | 'jobBSecurityGroup'
>;
type Variant = 'A' | 'B' | 'C';

const BUCKET = 'acme-nightly-exports';
const S3 = service('s3');
const upload = (bucket: string) => ({ action: 's3:PutObject', resource: `arn:aws:s3:::${bucket}/2026/export.csv` });

/** What the security team agreed to: one bucket, and nothing else. */
const policyFor = (bucket: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: '*',
      Action: ['s3:PutObject', 's3:GetObject', 's3:ListBucket'],
      Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    },
  ],
});
const AGREED = JSON.stringify(policyFor(BUCKET));
const EVERYTHING_ALLOWED = JSON.stringify({
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
});

export default defineScenario({
  id: 's3-gateway-endpoint-route-missing',
  track: 'private-access',
  difficulty: 2,
  severity: 'normal',
  minutes: 20,
  principles: ['frugality'],
  cost: { broken: 0.01, fixed: 0.01 },
  variants: ['A', 'B', 'C'],
  faults: 3,

  build(stack, terms) {
    const { net, zone, variant } = terms;
    const network = vpc(stack, terms);
    const routeTableA = routeTable(stack, 'RouteTableA', network);
    const routeTableB = routeTable(stack, 'RouteTableB', network);
    decoy(stack, terms, network);
    const privateA = subnet(stack, 'PrivateA', { vpc: network, cidr: `${net}.10.0/24`, zone, routes: routeTableA });
    const privateB = subnet(stack, 'PrivateB', {
      vpc: network,
      cidr: `${net}.11.0/24`,
      zone: 1 - zone,
      routes: routeTableB,
    });
    const shell = { port: 22, peer: shellAccess(stack, { vpc: network, subnet: privateA }).securityGroup };
    const job = (id: string, where: typeof privateA, peer: string) => {
      const group = securityGroup(stack, `${id}SecurityGroup`, {
        vpc: network,
        description: 'Export job',
        ingress: [shell],
        egress: [{ port: 443, peer }],
      });
      const instance = host(stack, id, {
        subnet: where,
        securityGroups: [group],
        userData: userData(probe(Fn.sub('https://s3.${AWS::Region}.amazonaws.com'))),
      });
      return { group, instance };
    };
    // The fault: the addresses of S3 are public ones, and this group lets nothing out but to the network itself.
    const jobA = job('JobA', privateA, variant === 'B' ? `${net}.0.0/16` : ANYWHERE);
    const jobB = job('JobB', privateB, ANYWHERE);
    endpoints(stack, variant, network, routeTableA, routeTableB);
    return {
      vpc: network,
      privateA,
      privateB,
      routeTableA,
      routeTableB,
      jobA: jobA.instance,
      jobB: jobB.instance,
      jobASecurityGroup: jobA.group,
      jobBSecurityGroup: jobB.group,
    };
  },

  checks: () => ({
    jobA: uses('jobA', S3, upload(BUCKET)),
    jobB: uses('jobB', S3, upload(BUCKET)),
    sealedA: blocked('jobA', 'internet', tcp(443)),
    sealedB: blocked('jobB', 'internet', tcp(443)),
    private: privateSubnet('privateA', 'privateB'),
    oneBucket: endpointsRefuse(S3, upload('somebody-elses-bucket')),
    leastEgress: noAllPortsRule('jobA', 'egress'),
    budget: costsAtMost(0.04),
  }),
  advice: () => ({ free: costsAtMost(0.015) }),
  broken: {
    A: { jobA: 'NO_ROUTE_TO_DESTINATION' },
    B: { jobA: 'ENI_SG_RULES_MISMATCH' },
    C: { jobA: 'ENDPOINT_POLICY_DENIES' },
  },

  fixes: {
    'route table associated with the endpoint': {
      korean: '라우팅 테이블을 엔드포인트에 연결',
      variants: ['A'],
      apply: async (lab) => {
        const [endpoint] = await s3Endpoints(lab);
        await modifyEndpoint(lab, endpoint, { AddRouteTableIds: [lab.id('routeTableA')] });
      },
    },
    'subnet given the table that works': {
      korean: '정상 동작하는 라우팅 테이블을 서브넷에 연결',
      variants: ['A', 'C'],
      apply: (lab) => useTable(lab, lab.id('privateA'), lab.id('routeTableB')),
    },
    'a second gateway endpoint with the agreed policy': {
      korean: '합의된 정책으로 두 번째 게이트웨이 엔드포인트 생성',
      variants: ['A'],
      apply: secondEndpoint,
    },
    'an interface endpoint with private DNS': {
      korean: '프라이빗 DNS를 켠 인터페이스 엔드포인트 생성',
      variants: ['A'],
      apply: (lab) => interfaceEndpoint(lab, AGREED),
      advises: ['free'],
    },
    'outbound rule to the prefix list': {
      korean: '접두사 목록으로 가는 아웃바운드 규칙 추가',
      variants: ['B'],
      apply: async (lab) => {
        const PrefixListIds = [{ PrefixListId: await prefixListOf(lab, 's3') }];
        await allowOut(lab, lab.id('jobASecurityGroup'), tcpPorts(443), { PrefixListIds });
      },
    },
    'outbound HTTPS to everywhere, as at the other server': {
      korean: '다른 서버처럼 모든 목적지로 HTTPS 아웃바운드 허용',
      variants: ['B'],
      apply: (lab) => allowOut(lab, lab.id('jobASecurityGroup'), tcpPorts(443), blocks(ANYWHERE)),
    },
    'the group of the other server': {
      korean: '다른 서버의 보안 그룹 연결',
      variants: ['B'],
      apply: (lab) => setGroups(lab, lab.id('jobA'), [lab.id('jobBSecurityGroup')]),
    },
    'policy of the endpoint corrected': {
      korean: '엔드포인트 정책 수정',
      variants: ['C'],
      apply: async (lab) => {
        for (const endpoint of await s3Endpoints(lab)) await modifyEndpoint(lab, endpoint, { PolicyDocument: AGREED });
      },
    },
    'one endpoint for both tables, the other deleted': {
      korean: '엔드포인트 하나를 두 라우팅 테이블에 연결하고 나머지는 삭제',
      variants: ['C'],
      apply: async (lab) => {
        const [one, two] = await s3Endpoints(lab);
        await lab.ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [one] }));
        await modifyEndpoint(lab, two ?? '', { AddRouteTableIds: [lab.id('routeTableA')] });
      },
    },
  },

  wrongFixes: {
    'NAT gateway': {
      variants: ['A'],
      apply: natGateway,
      fails: { sealedA: 'REACHABLE', budget: 'OVER_BUDGET' },
    },
    'internet gateway routes and public addresses for both': {
      variants: ['A'],
      apply: async (lab) => {
        const GatewayId = await attachInternetGateway(lab, lab.id('vpc'));
        for (const table of ['routeTableA', 'routeTableB'] as const) await addRoute(lab, lab.id(table), { GatewayId });
        for (const job of ['jobA', 'jobB'] as const) await giveAddress(lab, lab.id(job));
      },
      fails: { sealedA: 'REACHABLE', sealedB: 'REACHABLE', private: 'INTERNET_GATEWAY_ROUTE' },
    },
    'internet gateway route and a public address': {
      variants: ['A'],
      apply: async (lab) => {
        await addRoute(lab, lab.id('routeTableA'), { GatewayId: await attachInternetGateway(lab, lab.id('vpc')) });
        await giveAddress(lab, lab.id('jobA'));
      },
      fails: { sealedA: 'REACHABLE', private: 'INTERNET_GATEWAY_ROUTE' },
    },
    'a second gateway endpoint that allows everything': {
      variants: ['A'],
      apply: async (lab) => {
        await createEndpoint(lab, lab.id('vpc'), 's3', { RouteTableIds: [lab.id('routeTableA')] });
      },
      fails: { oneBucket: 'ENDPOINT_POLICY_TOO_WIDE' },
    },
    'security group opened': {
      variants: ['A'],
      apply: (lab) => allowOut(lab, lab.id('jobASecurityGroup'), EVERYTHING, blocks(ANYWHERE)),
      fails: { jobA: 'NO_ROUTE_TO_DESTINATION', leastEgress: 'RULE_TOO_WIDE' },
    },
    'both subnets on the table without a way': {
      variants: ['A'],
      apply: (lab) => useTable(lab, lab.id('privateB'), lab.id('routeTableA')),
      fails: { jobA: 'NO_ROUTE_TO_DESTINATION', jobB: 'NO_ROUTE_TO_DESTINATION' },
    },
    'endpoint moved from the one table to the other': {
      variants: ['A'],
      apply: async (lab) => {
        const [endpoint] = await s3Endpoints(lab);
        const RemoveRouteTableIds = [lab.id('routeTableB')];
        await modifyEndpoint(lab, endpoint, { AddRouteTableIds: [lab.id('routeTableA')], RemoveRouteTableIds });
      },
      fails: { jobB: 'NO_ROUTE_TO_DESTINATION' },
    },
    'outbound rule for everything': {
      variants: ['B'],
      apply: (lab) => allowOut(lab, lab.id('jobASecurityGroup'), EVERYTHING, blocks(ANYWHERE)),
      fails: { leastEgress: 'RULE_TOO_WIDE' },
    },
    'route table changed instead of the group': {
      variants: ['B'],
      apply: (lab) => useTable(lab, lab.id('privateA'), lab.id('routeTableB')),
      fails: { jobA: 'ENI_SG_RULES_MISMATCH' },
    },
    'outbound HTTPS to half of the addresses': {
      variants: ['B'],
      apply: (lab) => allowOut(lab, lab.id('jobASecurityGroup'), tcpPorts(443), blocks('128.0.0.0/1')),
      fails: { jobA: 'ENI_SG_RULES_MISMATCH' },
    },
    'policy that allows everything': {
      variants: ['C'],
      apply: async (lab) => {
        for (const endpoint of await s3Endpoints(lab)) {
          await modifyEndpoint(lab, endpoint, { PolicyDocument: EVERYTHING_ALLOWED });
        }
      },
      fails: { oneBucket: 'ENDPOINT_POLICY_TOO_WIDE' },
    },
    'policy reset to its default': {
      variants: ['C'],
      apply: async (lab) => {
        for (const endpoint of await s3Endpoints(lab)) await modifyEndpoint(lab, endpoint, { ResetPolicy: true });
      },
      fails: { oneBucket: 'ENDPOINT_POLICY_TOO_WIDE' },
    },
    'policy that only lets objects be read': {
      variants: ['C'],
      apply: async (lab) => {
        const [first] = await s3Endpoints(lab);
        const PolicyDocument = AGREED.replace('"s3:PutObject",', '');
        await modifyEndpoint(lab, first, { PolicyDocument });
      },
      fails: { jobA: 'ENDPOINT_POLICY_DENIES' },
    },
    'endpoint deleted, since it refuses': {
      variants: ['C'],
      apply: async (lab) => {
        const [first] = await s3Endpoints(lab);
        await lab.ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [first] }));
      },
      fails: { jobA: 'NO_ROUTE_TO_DESTINATION' },
    },
    'NAT gateway past the endpoint': {
      variants: ['C'],
      apply: natGateway,
      fails: { jobA: 'ENDPOINT_POLICY_DENIES', sealedA: 'REACHABLE', budget: 'OVER_BUDGET' },
    },
  },
});

function endpoints(stack: Stack, variant: Variant, vpc: CfnVPC, a: CfnRouteTable, b: CfnRouteTable): void {
  const endpoint = (id: string, bucket: string, ...tables: readonly CfnRouteTable[]) =>
    new CfnVPCEndpoint(stack, id, {
      vpcId: vpc.ref,
      serviceName: Fn.sub('com.amazonaws.${AWS::Region}.s3'),
      vpcEndpointType: 'Gateway',
      routeTableIds: tables.map((table) => table.ref),
      policyDocument: policyFor(bucket),
    });
  switch (variant) {
    case 'A':
      // The fault: a gateway endpoint is a route, and only one of the two tables has it.
      endpoint('StorageEndpoint', BUCKET, b);
      break;
    case 'B':
      endpoint('StorageEndpoint', BUCKET, a, b);
      break;
    case 'C':
      // The fault: this endpoint allows the bucket of last year.
      endpoint('StorageEndpointA', `${BUCKET}-2025`, a);
      endpoint('StorageEndpointB', BUCKET, b);
  }
}

/** The ids of the S3 endpoints: that of the subnet that fails first, where it has one of its own. */
async function s3Endpoints(lab: CaseLab): Promise<[string, ...string[]]> {
  const all = await endpointsOf(lab, lab.id('vpc'), 's3');
  const table = lab.id('routeTableA');
  const uses = ({ RouteTableIds = [] }: (typeof all)[number]) => (RouteTableIds.includes(table) ? 0 : 1);
  const [first = '', ...others] = all.sort((x, y) => uses(x) - uses(y)).map(({ VpcEndpointId = '' }) => VpcEndpointId);
  return [first, ...others];
}

async function secondEndpoint(lab: CaseLab): Promise<void> {
  const RouteTableIds = [lab.id('routeTableA')];
  await createEndpoint(lab, lab.id('vpc'), 's3', { RouteTableIds, PolicyDocument: AGREED });
}

async function interfaceEndpoint(lab: CaseLab, PolicyDocument: string): Promise<void> {
  const peer = blocks(`${lab.terms.net}.0.0/16`);
  const group = await createGroup(lab, { name: 's3', vpc: lab.id('vpc'), ports: tcpPorts(443), peer });
  await createEndpoint(lab, lab.id('vpc'), 's3', {
    VpcEndpointType: 'Interface',
    SubnetIds: [lab.id('privateA')],
    SecurityGroupIds: [group],
    PrivateDnsEnabled: true,
    DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: false },
    PolicyDocument,
  });
}

async function natGateway(lab: CaseLab): Promise<void> {
  const VpcId = lab.id('vpc');
  const GatewayId = await attachInternetGateway(lab, VpcId);
  const { Subnet } = await lab.ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: `${lab.terms.net}.0.0/24` }));
  const id = Subnet?.SubnetId ?? '';
  await useTable(lab, id, await createTable(lab, VpcId, { GatewayId }));
  await addRoute(lab, lab.id('routeTableA'), { NatGatewayId: await createPublicNatGateway(lab, id) });
}
