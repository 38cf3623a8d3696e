import { setImmediate } from 'node:timers/promises';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { grade } from '../../../grader/grade.ts';
import { snapshot } from '../../../lib/account/snapshot.ts';
import { connect } from '../../../lib/clients.ts';
import { drawTerms } from '../../../lib/terms.ts';
import { findScenario } from '../../../scenarios/index.ts';

const mocks = {
  ec2: mockClient(ec2.EC2Client),
  elbv2: mockClient(elbv2.ElasticLoadBalancingV2Client),
  sts: mockClient(STSClient),
};
const clients = connect({ region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });

beforeEach(() => {
  for (const mock of Object.values(mocks)) mock.reset();
  mocks.ec2.onAnyCommand().resolves({});
  mocks.elbv2.onAnyCommand().resolves({});
  mocks.sts.on(GetCallerIdentityCommand).resolves({ Account: '111122223333' });
});
afterAll(() => {
  for (const mock of Object.values(mocks)) mock.restore();
});

/** An error as the SDK throws it when the service has answered. */
function answered(name: string, httpStatusCode = 403): Error {
  return Object.assign(new Error(`${name} happened`), { name, $metadata: { httpStatusCode } });
}

test('an empty account is empty lists without gaps', async () => {
  const account = await snapshot(clients);
  expect(account).toMatchObject({ AccountId: '111122223333', Region: 'eu-west-1', Vpcs: [], Rules: [], gaps: [] });
});

describe('reads every page', () => {
  test('of EC2', async () => {
    const tokens: unknown[] = [];
    mocks.ec2.on(ec2.DescribeSubnetsCommand).callsFake(async (input: ec2.DescribeSubnetsRequest) => {
      // The SDK serialises the input some turns later, when other paginators have done their next step.
      await setImmediate();
      const { NextToken } = input;
      tokens.push(NextToken);
      if (NextToken === undefined) return { Subnets: [{ SubnetId: 'subnet-1' }], NextToken: 'more' };
      if (NextToken === 'more') return { Subnets: [], NextToken: 'still more' };
      return { Subnets: [{ SubnetId: 'subnet-2' }] };
    });
    mocks.ec2
      .on(ec2.DescribeInstancesCommand)
      .resolvesOnce({ Reservations: [{ Instances: [{ InstanceId: 'i-1' }, { InstanceId: 'i-2' }] }], NextToken: 'm' })
      .resolvesOnce({ Reservations: [{ Instances: [{ InstanceId: 'i-3' }] }, {}] });
    const account = await snapshot(clients);
    expect(account.Subnets.map((one) => one.SubnetId)).toEqual(['subnet-1', 'subnet-2']);
    expect(account.Instances.map((one) => one.InstanceId)).toEqual(['i-1', 'i-2', 'i-3']);
    expect(tokens).toEqual([undefined, 'more', 'still more']);
  });

  test('of load balancers, and the tags of twenty at once', async () => {
    const groups = Array.from({ length: 45 }, (_, i) => ({ TargetGroupArn: `arn:group-${i}`, VpcId: 'vpc-1' }));
    mocks.elbv2
      .on(elbv2.DescribeTargetGroupsCommand)
      .resolvesOnce({ TargetGroups: groups.slice(0, 30), NextMarker: 'more' })
      .resolvesOnce({ TargetGroups: groups.slice(30) });
    mocks.elbv2.on(elbv2.DescribeTagsCommand).callsFake(({ ResourceArns = [] }: elbv2.DescribeTagsInput) => ({
      TagDescriptions: ResourceArns.map((ResourceArn) => ({ ResourceArn, Tags: [{ Key: 'of', Value: ResourceArn }] })),
    }));
    const account = await snapshot(clients);
    expect(account.TargetGroups).toHaveLength(45);
    expect(account.ElbTags['arn:group-44']).toEqual([{ Key: 'of', Value: 'arn:group-44' }]);
    const sizes = mocks.elbv2.commandCalls(elbv2.DescribeTagsCommand).map((c) => c.args[0].input.ResourceArns?.length);
    expect(sizes).toEqual([20, 20, 5]);
  });
});

describe('ways between VPCs', () => {
  test('of transit gateways are asked for only where there is one', async () => {
    mocks.ec2.on(ec2.DescribeTransitGatewaysCommand).resolves({ TransitGateways: [] });
    const { TransitGateways, gaps } = await snapshot(clients);
    expect([TransitGateways, gaps]).toEqual([[], []]);
    expect(mocks.ec2.commandCalls(ec2.DescribeTransitGatewayAttachmentsCommand)).toEqual([]);
    expect(mocks.ec2.commandCalls(ec2.DescribeTransitGatewayRouteTablesCommand)).toEqual([]);
  });

  test('are their attachments, and the routes and propagations of each route table', async () => {
    mocks.ec2.on(ec2.DescribeTransitGatewaysCommand).resolves({ TransitGateways: [{ TransitGatewayId: 'tgw-1' }] });
    mocks.ec2.on(ec2.DescribeTransitGatewayAttachmentsCommand).resolves({
      TransitGatewayAttachments: [{ TransitGatewayAttachmentId: 'tgw-attach-1', ResourceType: 'vpc' }],
    });
    mocks.ec2.on(ec2.DescribeTransitGatewayVpcAttachmentsCommand).resolves({
      TransitGatewayVpcAttachments: [{ TransitGatewayAttachmentId: 'tgw-attach-1', SubnetIds: ['subnet-1'] }],
    });
    mocks.ec2.on(ec2.DescribeTransitGatewayRouteTablesCommand).resolves({
      TransitGatewayRouteTables: [
        { TransitGatewayRouteTableId: 'tgw-rtb-1' },
        { TransitGatewayRouteTableId: 'tgw-rtb-2' },
      ],
    });
    mocks.ec2
      .on(ec2.SearchTransitGatewayRoutesCommand, { TransitGatewayRouteTableId: 'tgw-rtb-1' })
      .resolvesOnce({ Routes: [{ DestinationCidrBlock: '10.0.0.0/16' }], NextToken: 'more' })
      .resolvesOnce({ Routes: [{ DestinationCidrBlock: '10.1.0.0/16' }], AdditionalRoutesAvailable: true })
      .on(ec2.SearchTransitGatewayRoutesCommand, { TransitGatewayRouteTableId: 'tgw-rtb-2' })
      .rejects(answered('UnauthorizedOperation'))
      .on(ec2.GetTransitGatewayRouteTablePropagationsCommand)
      .resolves({ TransitGatewayRouteTablePropagations: [{ ResourceId: 'vpc-1' }] });
    const account = await snapshot(clients);
    expect(account.TransitGatewayVpcAttachments).toMatchObject([{ SubnetIds: ['subnet-1'] }]);
    expect(mocks.ec2.commandCalls(ec2.DescribeTransitGatewayPeeringAttachmentsCommand)).toEqual([]);
    expect(account.TransitGatewayRoutes['tgw-rtb-1']?.map((route) => route.DestinationCidrBlock)).toEqual([
      '10.0.0.0/16',
      '10.1.0.0/16',
    ]);
    expect(Object.keys(account.TransitGatewayRoutes)).toEqual(['tgw-rtb-1']);
    expect(Object.keys(account.TransitGatewayRouteTablePropagations)).toEqual(['tgw-rtb-1', 'tgw-rtb-2']);
    const search =
      'ec2 search-transit-gateway-routes --filters Name=state,Values=active,blackhole --transit-gateway-route-table-id';
    expect(account.gaps).toEqual([
      { command: `${search} tgw-rtb-2`, reason: 'UnauthorizedOperation: UnauthorizedOperation happened' },
      { command: `${search} tgw-rtb-1`, reason: 'there are more routes than one answer holds' },
    ]);
    const [asked] = mocks.ec2.commandCalls(ec2.SearchTransitGatewayRoutesCommand);
    expect(asked?.args[0].input).toMatchObject({ Filters: [{ Name: 'state', Values: ['active', 'blackhole'] }] });
  });

  test('are peering connections with one of the VPCs on either side', async () => {
    const peering = (id: string, requester: string, accepter: string) => ({
      VpcPeeringConnectionId: id,
      RequesterVpcInfo: { VpcId: requester },
      AccepterVpcInfo: { VpcId: accepter },
    });
    mocks.ec2.on(ec2.DescribeVpcPeeringConnectionsCommand).resolves({
      VpcPeeringConnections: [
        peering('pcx-1', 'vpc-1', 'vpc-2'),
        peering('pcx-2', 'vpc-2', 'vpc-1'),
        peering('pcx-3', 'vpc-2', 'vpc-3'),
      ],
    });
    const ids = async (vpcIds?: string[]) =>
      (await snapshot(clients, { vpcIds })).VpcPeeringConnections.map((each) => each.VpcPeeringConnectionId);
    expect(await ids(['vpc-1'])).toEqual(['pcx-1', 'pcx-2']);
    expect(await ids()).toEqual(['pcx-1', 'pcx-2', 'pcx-3']);
  });
});

describe('what VPCs may do', () => {
  test('is told by their DNS attributes, each with a call of its own', async () => {
    mocks.ec2.on(ec2.DescribeVpcsCommand).resolves({ Vpcs: [{ VpcId: 'vpc-1' }, { VpcId: 'vpc-2' }] });
    mocks.ec2
      .on(ec2.DescribeVpcAttributeCommand, { VpcId: 'vpc-1', Attribute: 'enableDnsSupport' })
      .resolves({ EnableDnsSupport: { Value: true } })
      .on(ec2.DescribeVpcAttributeCommand, { VpcId: 'vpc-1', Attribute: 'enableDnsHostnames' })
      .resolves({ EnableDnsHostnames: { Value: false } });
    const { VpcAttributes } = await snapshot(clients);
    expect({ ...VpcAttributes }).toEqual({ 'vpc-1': { enableDnsSupport: true, enableDnsHostnames: false } });
  });

  test('is told by Block Public Access, and what is excluded from it where it is on', async () => {
    const exclusions = () => mocks.ec2.commandCalls(ec2.DescribeVpcBlockPublicAccessExclusionsCommand).length;
    const mode = (InternetGatewayBlockMode: ec2.InternetGatewayBlockMode) =>
      mocks.ec2
        .on(ec2.DescribeVpcBlockPublicAccessOptionsCommand)
        .resolves({ VpcBlockPublicAccessOptions: { InternetGatewayBlockMode } });
    mode('off');
    expect((await snapshot(clients)).VpcBlockPublicAccessOptions).toEqual({ InternetGatewayBlockMode: 'off' });
    expect(exclusions()).toBe(0);
    mode('block-ingress');
    mocks.ec2
      .on(ec2.DescribeVpcBlockPublicAccessExclusionsCommand)
      .resolvesOnce({ VpcBlockPublicAccessExclusions: [{ ExclusionId: 'x-1' }], NextToken: 'more' })
      .resolvesOnce({ VpcBlockPublicAccessExclusions: [{ ExclusionId: 'x-2' }] });
    const { VpcBlockPublicAccessExclusions } = await snapshot(clients);
    expect(VpcBlockPublicAccessExclusions.map((each) => each.ExclusionId)).toEqual(['x-1', 'x-2']);
  });

  test('is not known at an endpoint that is older than the operation', async () => {
    mocks.ec2.on(ec2.DescribeVpcBlockPublicAccessOptionsCommand).rejects(answered('InvalidAction', 400));
    const { VpcBlockPublicAccessOptions, gaps } = await snapshot(clients);
    expect(VpcBlockPublicAccessOptions).toBeUndefined();
    expect(gaps.map(({ command }) => command)).toEqual(['ec2 describe-vpc-block-public-access-options']);
  });
});

describe('within VPCs', () => {
  test('asks for these alone, and follows only their load balancers', async () => {
    mocks.elbv2.on(elbv2.DescribeLoadBalancersCommand).resolves({
      LoadBalancers: [
        { LoadBalancerArn: 'arn:ours', VpcId: 'vpc-1' },
        { LoadBalancerArn: 'arn:theirs', VpcId: 'vpc-2' },
      ],
    });
    const account = await snapshot(clients, { vpcIds: ['vpc-1'] });
    const [subnets] = mocks.ec2.commandCalls(ec2.DescribeSubnetsCommand);
    expect(subnets?.args[0].input.Filters).toEqual([{ Name: 'vpc-id', Values: ['vpc-1'] }]);
    expect(account.LoadBalancers.map((one) => one.LoadBalancerArn)).toEqual(['arn:ours']);
    const asked = mocks.elbv2.commandCalls(elbv2.DescribeListenersCommand).map((c) => c.args[0].input.LoadBalancerArn);
    expect(asked).toEqual(['arn:ours']);
  });
});

describe('what may not be read', () => {
  test('is a gap that names the command, and all else is there', async () => {
    mocks.ec2.on(ec2.DescribeVpcsCommand).resolves({ Vpcs: [{ VpcId: 'vpc-1' }] });
    mocks.ec2.on(ec2.DescribeNetworkAclsCommand).rejects(answered('UnauthorizedOperation'));
    mocks.elbv2.on(elbv2.DescribeLoadBalancersCommand).rejects(answered('AccessDenied'));
    const account = await snapshot(clients);
    expect(account.Vpcs).toHaveLength(1);
    expect(account.NetworkAcls).toEqual([]);
    expect([...account.gaps].sort((a, b) => a.command.localeCompare(b.command))).toEqual([
      { command: 'ec2 describe-network-acls', reason: 'UnauthorizedOperation: UnauthorizedOperation happened' },
      { command: 'elbv2 describe-load-balancers', reason: 'AccessDenied: AccessDenied happened' },
    ]);
  });

  test('is a gap also where a later page is refused', async () => {
    mocks.ec2
      .on(ec2.DescribeRouteTablesCommand)
      .resolvesOnce({ RouteTables: [{ RouteTableId: 'rtb-1' }], NextToken: 'more' })
      .rejectsOnce(answered('RequestLimitExceeded', 503));
    const { RouteTables, gaps } = await snapshot(clients);
    expect(RouteTables).toEqual([]);
    expect(gaps.map(({ command }) => command)).toEqual(['ec2 describe-route-tables']);
  });

  test.each([
    ['ec2 describe-vpcs', ec2.DescribeVpcsCommand],
    ['ec2 describe-subnets', ec2.DescribeSubnetsCommand],
    ['ec2 describe-route-tables', ec2.DescribeRouteTablesCommand],
    ['ec2 describe-internet-gateways', ec2.DescribeInternetGatewaysCommand],
    ['ec2 describe-egress-only-internet-gateways', ec2.DescribeEgressOnlyInternetGatewaysCommand],
    ['ec2 describe-nat-gateways', ec2.DescribeNatGatewaysCommand],
    ['ec2 describe-addresses', ec2.DescribeAddressesCommand],
    ['ec2 describe-network-interfaces', ec2.DescribeNetworkInterfacesCommand],
    ['ec2 describe-security-groups', ec2.DescribeSecurityGroupsCommand],
    ['ec2 describe-network-acls', ec2.DescribeNetworkAclsCommand],
    ['ec2 describe-instances', ec2.DescribeInstancesCommand],
    ['ec2 describe-vpc-endpoints', ec2.DescribeVpcEndpointsCommand],
    ['ec2 describe-instance-connect-endpoints', ec2.DescribeInstanceConnectEndpointsCommand],
  ] as const)('%s leaves the grade open, never solved', async (command, Command) => {
    mocks.ec2.on(Command as unknown as typeof ec2.DescribeVpcsCommand).rejects(answered('UnauthorizedOperation'));
    const account = await snapshot(clients, { vpcIds: ['vpc-1'] });
    const scenario = findScenario('sg-syn-dropped');
    expect(account.gaps.map((gap) => gap.command)).toEqual([command]);
    expect(grade(scenario, account, drawTerms(scenario)).verdict).not.toBe('solved');
  });
});

describe('throws', () => {
  test.each(['ExpiredToken', 'RequestExpired', 'AuthFailure', 'InvalidClientTokenId', 'SignatureDoesNotMatch'])(
    '%s, which is about all calls and not about one',
    async (name) => {
      mocks.ec2.onAnyCommand().rejects(answered(name));
      await expect(snapshot(clients)).rejects.toMatchObject({ name });
    },
  );

  test('when the token expires half way', async () => {
    mocks.elbv2.on(elbv2.DescribeTargetGroupsCommand).rejects(answered('ExpiredTokenException', 400));
    await expect(snapshot(clients)).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  });

  test('when there are no credentials, and when nobody answers', async () => {
    const missing = Object.assign(new Error('none'), { name: 'CredentialsProviderError' });
    mocks.sts.on(GetCallerIdentityCommand).rejects(missing);
    await expect(snapshot(clients)).rejects.toBe(missing);
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    mocks.sts.on(GetCallerIdentityCommand).resolves({ Account: '1' });
    mocks.ec2.onAnyCommand().rejects(refused);
    await expect(snapshot(clients)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
