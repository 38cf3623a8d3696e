import {
  DeleteVpcEndpointsCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DisassociateIamInstanceProfileCommand,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { Fn } from 'aws-cdk-lib';
import { CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { CfnInstanceProfile, CfnRole } from 'aws-cdk-lib/aws-iam';
import {
  anyPort,
  blocked,
  endpointsHide,
  hasProfile,
  noPublicAddress,
  privateSubnet,
  reaches,
  resolvesToEndpoint,
  service,
  tcp,
} from '../../lib/check/index.ts';
import { decoy } from '../../lib/parts/decoy.ts';
import { attachInternetGateway, createEndpoint, endpointsOf, modifyEndpoint } from '../../lib/parts/endpoint-moves.ts';
import { host } from '../../lib/parts/host.ts';
import {
  allowIn,
  blocks,
  createGroup,
  defaultGroup,
  members,
  type Peer,
  regroup,
  tcpPorts,
} from '../../lib/parts/moves.ts';
import { addRoute, giveAddress } from '../../lib/parts/routing-moves.ts';
import { securityGroup } from '../../lib/parts/security-group.ts';
import { shellAccess } from '../../lib/parts/shell-access.ts';
import { probe, userData } from '../../lib/parts/user-data.ts';
import { ANYWHERE, routeTable, subnet, vpc } from '../../lib/parts/vpc.ts';
import { defineScenario, type Lab } from '../../lib/scenario.ts';

type CaseLab = Lab<'vpc' | 'privateA' | 'privateRouteTable' | 'node' | 'nodeSecurityGroup' | 'endpointSecurityGroup'>;

const SSM = service('ssm');
const MESSAGES = service('ssmmessages');

/** What stays broken of one half when only the other is mended. */
const FILTERED = { ssm: 'ENI_SG_RULES_MISMATCH' } as const;
const UNNAMED = { messages: 'NO_ROUTE_TO_DESTINATION', messagesName: 'PUBLIC_NAME' } as const;

export default defineScenario({
  id: 'ssm-interface-endpoints-unreachable',
  track: 'private-access',
  difficulty: 3,
  severity: 'normal',
  minutes: 25,
  principles: ['highest-standards'],
  cost: { broken: 0.025, fixed: 0.025 },
  variants: ['A'],
  faults: 2,

  build(stack, terms) {
    const { net, zone } = terms;
    const network = vpc(stack, terms);
    const routes = routeTable(stack, 'PrivateRouteTable', network);
    decoy(stack, terms, network);
    const privateA = subnet(stack, 'PrivateA', { vpc: network, cidr: `${net}.10.0/24`, zone, routes });
    const access = shellAccess(stack, { vpc: network, subnet: privateA });
    const shell = { port: 22, peer: access.securityGroup };
    const nodeSecurityGroup = securityGroup(stack, 'NodeSecurityGroup', {
      vpc: network,
      description: 'Managed node',
      ingress: [shell],
      egress: [{ port: 443, peer: ANYWHERE }],
    });
    const endpointSecurityGroup = securityGroup(stack, 'EndpointSecurityGroup', {
      vpc: network,
      description: 'Interface endpoints',
      // The fault: these are the addresses of another VPC, which is gone.
      ingress: [{ port: 443, peer: '10.99.0.0/16' }],
      egress: [],
    });
    const endpoint = (id: string, name: string, privateDnsEnabled: boolean) =>
      new CfnVPCEndpoint(stack, id, {
        vpcId: network.ref,
        serviceName: Fn.sub(`com.amazonaws.\${AWS::Region}.${name}`),
        vpcEndpointType: 'Interface',
        subnetIds: [privateA.ref],
        securityGroupIds: [endpointSecurityGroup.attrGroupId],
        privateDnsEnabled,
      });
    endpoint('SsmEndpoint', 'ssm', true);
    // The fault: the public name of this service is not taken over by its endpoint.
    endpoint('MessagesEndpoint', 'ssmmessages', false);
    const role = new CfnRole(stack, 'NodeRole', {
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      managedPolicyArns: [Fn.sub('arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore')],
    });
    const profile = new CfnInstanceProfile(stack, 'NodeProfile', { roles: [role.ref] });
    const node = host(stack, 'Node', {
      subnet: privateA,
      securityGroups: [nodeSecurityGroup],
      profile,
      userData: userData(probe(Fn.sub('https://ssm.${AWS::Region}.amazonaws.com'))),
    });
    return {
      vpc: network,
      privateA,
      privateRouteTable: routes,
      nodeSecurityGroup,
      endpointSecurityGroup,
      shellAccess: access.endpoint,
      node,
    };
  },

  checks: () => ({
    ssm: reaches('node', SSM, tcp(443)),
    messages: reaches('node', MESSAGES, tcp(443)),
    ssmName: resolvesToEndpoint('node', SSM),
    messagesName: resolvesToEndpoint('node', MESSAGES),
    shell: reaches('shellAccess', 'node', tcp(22)),
    sealedOut: blocked('node', 'internet', tcp(443)),
    sealedIn: blocked('internet', 'node', anyPort),
    private: privateSubnet('privateA', 'node'),
    unaddressed: noPublicAddress('node'),
    profile: hasProfile('node'),
    ssmHidden: endpointsHide(SSM, 'internet', tcp(443)),
    messagesHidden: endpointsHide(MESSAGES, 'internet', tcp(443)),
  }),
  broken: { A: { ...FILTERED, ...UNNAMED } },

  fixes: {
    'the group of the node admitted, and private DNS turned on': {
      korean: '노드의 보안 그룹을 허용하고 프라이빗 DNS 켜기',
      apply: async (lab) => {
        await admit(lab, members(lab.id('nodeSecurityGroup')));
        await turnPrivateDnsOn(lab);
      },
    },
    'the subnet of the node admitted, and the endpoint made anew': {
      korean: '노드의 서브넷을 허용하고 엔드포인트를 다시 생성',
      apply: async (lab) => {
        await admit(lab, blocks(`${lab.terms.net}.10.0/24`));
        await recreate(lab, [lab.id('endpointSecurityGroup')]);
      },
    },
    'the whole network admitted, and private DNS turned on': {
      korean: '네트워크 전체를 허용하고 프라이빗 DNS 켜기',
      apply: async (lab) => {
        await admit(lab, blocks(`${lab.terms.net}.0.0/16`));
        await turnPrivateDnsOn(lab);
      },
    },
    'a new security group for both endpoints': {
      korean: '두 엔드포인트에 새 보안 그룹 연결',
      apply: async (lab) => {
        const peer = members(lab.id('nodeSecurityGroup'));
        const group = await createGroup(lab, { name: 'endpoints', vpc: lab.id('vpc'), ports: tcpPorts(443), peer });
        for (const name of ['ssm', 'ssmmessages']) {
          for (const { VpcEndpointId = '' } of await endpointsOf(lab, lab.id('vpc'), name)) {
            await modifyEndpoint(lab, VpcEndpointId, { AddSecurityGroupIds: [group] });
          }
        }
        await turnPrivateDnsOn(lab);
      },
    },
    'an endpoint for the old agents on top': {
      korean: '예전 에이전트용 엔드포인트까지 추가',
      apply: async (lab) => {
        await admit(lab, members(lab.id('nodeSecurityGroup')));
        await turnPrivateDnsOn(lab);
        await createEndpoint(
          lab,
          lab.id('vpc'),
          'ec2messages',
          interfaceOptions(lab, [lab.id('endpointSecurityGroup')]),
        );
      },
    },
  },

  wrongFixes: {
    'only the security group': {
      apply: (lab) => admit(lab, members(lab.id('nodeSecurityGroup'))),
      fails: UNNAMED,
    },
    'only private DNS': {
      apply: turnPrivateDnsOn,
      fails: { ...FILTERED, messages: 'ENI_SG_RULES_MISMATCH' },
    },
    'endpoints opened to everybody': {
      apply: async (lab) => {
        await admit(lab, blocks(ANYWHERE));
        await turnPrivateDnsOn(lab);
      },
      fails: { ssmHidden: 'OPEN_TO_INTERNET', messagesHidden: 'OPEN_TO_INTERNET' },
    },
    'internet gateway route and a public address': {
      apply: async (lab) => {
        await addRoute(lab, lab.id('privateRouteTable'), {
          GatewayId: await attachInternetGateway(lab, lab.id('vpc')),
        });
        await giveAddress(lab, lab.id('node'));
      },
      fails: {
        ...FILTERED,
        messagesName: 'PUBLIC_NAME',
        sealedOut: 'REACHABLE',
        private: 'INTERNET_GATEWAY_ROUTE',
        unaddressed: 'PUBLIC_ADDRESS',
      },
    },
    'the same, and everything let in': {
      apply: async (lab) => {
        await addRoute(lab, lab.id('privateRouteTable'), {
          GatewayId: await attachInternetGateway(lab, lab.id('vpc')),
        });
        await giveAddress(lab, lab.id('node'));
        await allowIn(lab, lab.id('nodeSecurityGroup'), tcpPorts(22), blocks(ANYWHERE));
      },
      fails: {
        ...FILTERED,
        messagesName: 'PUBLIC_NAME',
        sealedOut: 'REACHABLE',
        sealedIn: 'REACHABLE',
        private: 'INTERNET_GATEWAY_ROUTE',
        unaddressed: 'PUBLIC_ADDRESS',
        shells: 'REACHABLE',
      },
    },
    'everything right, but the VPC without DNS host names': {
      apply: async (lab) => {
        await admit(lab, members(lab.id('nodeSecurityGroup')));
        await turnPrivateDnsOn(lab);
        const off = { VpcId: lab.id('vpc'), EnableDnsHostnames: { Value: false } };
        await lab.ec2.send(new ModifyVpcAttributeCommand(off));
      },
      fails: { ssm: 'NO_ROUTE_TO_DESTINATION', ssmName: 'PUBLIC_NAME', ...UNNAMED },
    },
    'the endpoint of the messages deleted': {
      apply: async (lab) => {
        await admit(lab, members(lab.id('nodeSecurityGroup')));
        await lab.ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [await messagesEndpoint(lab)] }));
      },
      fails: UNNAMED,
    },
    'endpoint made anew with the default security group': {
      apply: async (lab) => {
        await admit(lab, members(lab.id('nodeSecurityGroup')));
        await recreate(lab, [await defaultGroup(lab, lab.id('vpc'))]);
      },
      fails: { messages: 'ENI_SG_RULES_MISMATCH' },
    },
    'everything right, but the node in a group without the shell': {
      apply: async (lab) => {
        const peer = blocks(`${lab.terms.net}.0.0/16`);
        await regroup(lab, lab.id('node'), { name: 'node', vpc: lab.id('vpc'), ports: tcpPorts(443), peer });
        await admit(lab, blocks(`${lab.terms.net}.10.0/24`));
        await turnPrivateDnsOn(lab);
      },
      fails: { shell: 'ENI_SG_RULES_MISMATCH' },
    },
    'everything right, but the profile taken away on the way': {
      apply: async (lab) => {
        await admit(lab, members(lab.id('nodeSecurityGroup')));
        await turnPrivateDnsOn(lab);
        await takeProfile(lab);
      },
      fails: { profile: 'NO_INSTANCE_PROFILE' },
    },
  },
});

async function admit(lab: CaseLab, peer: Peer): Promise<void> {
  await allowIn(lab, lab.id('endpointSecurityGroup'), tcpPorts(443), peer);
}

async function messagesEndpoint(lab: CaseLab): Promise<string> {
  const [endpoint] = await endpointsOf(lab, lab.id('vpc'), 'ssmmessages');
  return endpoint?.VpcEndpointId ?? '';
}

async function turnPrivateDnsOn(lab: CaseLab): Promise<void> {
  await modifyEndpoint(lab, await messagesEndpoint(lab), { PrivateDnsEnabled: true });
}

const interfaceOptions = (lab: CaseLab, SecurityGroupIds: string[]) => ({
  VpcEndpointType: 'Interface' as const,
  SubnetIds: [lab.id('privateA')],
  SecurityGroupIds,
  PrivateDnsEnabled: true,
});

async function recreate(lab: CaseLab, groups: string[]): Promise<void> {
  await lab.ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [await messagesEndpoint(lab)] }));
  await createEndpoint(lab, lab.id('vpc'), 'ssmmessages', interfaceOptions(lab, groups));
}

async function takeProfile(lab: CaseLab): Promise<void> {
  const Filters = [{ Name: 'instance-id', Values: [lab.id('node')] }];
  const { IamInstanceProfileAssociations } = await lab.ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({ Filters }),
  );
  const AssociationId = IamInstanceProfileAssociations?.[0]?.AssociationId;
  await lab.ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId }));
}
