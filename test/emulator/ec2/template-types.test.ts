import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { EC2 } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalAws } from '../../../emulator/local-aws.ts';
import { att, outputsOf, ref, startStacks, statusOf } from '../stack.ts';
import { inVpc, routesOf } from './local-ec2.ts';

let aws: LocalAws;
let ec2: EC2;
let cloudformation: CloudFormation;
beforeAll(async () => {
  ({ aws, ec2, cloudformation } = await startStacks());
});
afterAll(() => aws.close());

const type = (name: string, Properties: object = {}, DependsOn: string[] = []) => ({
  Type: `AWS::EC2::${name}`,
  Properties,
  ...(DependsOn.length > 0 ? { DependsOn } : {}),
});

/** Everything that a network can be made of, with what changes on an update as arguments. */
const network = ({
  dns = '10.0.0.2',
  target = { NatGatewayId: ref('Nat') } as object,
  owner = 'a',
  publicIp = true,
} = {}) => ({
  Resources: {
    Vpc: type('VPC', { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true, Tags: [{ Key: 'owner', Value: owner }] }),
    MoreCidr: type('VPCCidrBlock', { VpcId: ref('Vpc'), CidrBlock: '10.2.0.0/16' }),
    Ipv6: type('VPCCidrBlock', { VpcId: ref('Vpc'), AmazonProvidedIpv6CidrBlock: true }),
    Options: type('DHCPOptions', { DomainName: 'lab.internal', DomainNameServers: [dns] }),
    OptionsOfVpc: type('VPCDHCPOptionsAssociation', { VpcId: ref('Vpc'), DhcpOptionsId: ref('Options') }),
    Gateway: type('InternetGateway'),
    Attachment: type('VPCGatewayAttachment', { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') }),
    Egress: type('EgressOnlyInternetGateway', { VpcId: ref('Vpc') }),
    Public: type('Subnet', {
      VpcId: ref('Vpc'),
      CidrBlock: '10.0.0.0/24',
      AvailabilityZone: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] },
      MapPublicIpOnLaunch: publicIp,
    }),
    Private: type('Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.2.0.0/24' }, ['MoreCidr']),
    Ip: type('EIP', { Domain: 'vpc' }, ['Attachment']),
    Nat: type('NatGateway', { SubnetId: ref('Public'), AllocationId: att('Ip', 'AllocationId') }, ['Attachment']),
    Card: type('NetworkInterface', { SubnetId: ref('Public') }),
    CardIp: type('EIP', {}, ['Attachment']),
    IpOfCard: type('EIPAssociation', { AllocationId: att('CardIp', 'AllocationId'), NetworkInterfaceId: ref('Card') }),
    Table: type('RouteTable', { VpcId: ref('Vpc') }),
    Out: type('Route', { RouteTableId: ref('Table'), DestinationCidrBlock: '0.0.0.0/0', ...target }, ['Attachment']),
    Out6: type('Route', {
      RouteTableId: ref('Table'),
      DestinationIpv6CidrBlock: '::/0',
      EgressOnlyInternetGatewayId: ref('Egress'),
    }),
    TableOfPrivate: type('SubnetRouteTableAssociation', { RouteTableId: ref('Table'), SubnetId: ref('Private') }),
    EdgeTable: type('RouteTable', { VpcId: ref('Vpc') }),
    TableOfGateway: type(
      'GatewayRouteTableAssociation',
      { RouteTableId: ref('EdgeTable'), GatewayId: ref('Gateway') },
      ['Attachment'],
    ),
    Partners: type('PrefixList', {
      PrefixListName: 'partners',
      AddressFamily: 'IPv4',
      MaxEntries: 3,
      Entries: [{ Cidr: '203.0.113.0/24' }],
    }),
    Endpoint: type('VPCEndpoint', {
      VpcId: ref('Vpc'),
      ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.s3' },
      RouteTableIds: [ref('Table')],
      PolicyDocument: { Version: '2012-10-17', Statement: [] },
    }),
    Ssm: type('VPCEndpoint', {
      VpcId: ref('Vpc'),
      ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.ssm' },
      VpcEndpointType: 'Interface',
      SubnetIds: [ref('Public')],
      PrivateDnsEnabled: true,
    }),
    Path: type(
      'NetworkInsightsPath',
      {
        Source: ref('Gateway'),
        Destination: ref('Card'),
        Protocol: 'tcp',
        DestinationPort: 443,
        Tags: [{ Key: 'owner', Value: owner }],
      },
      ['Attachment'],
    ),
    Analysis: type(
      'NetworkInsightsAnalysis',
      { NetworkInsightsPathId: ref('Path'), Tags: [{ Key: 'owner', Value: owner }] },
      ['IpOfCard'],
    ),
  },
  Outputs: Object.fromEntries(
    Object.entries({
      Vpc: ref('Vpc'),
      Group: att('Vpc', 'DefaultSecurityGroup'),
      Acl: att('Vpc', 'DefaultNetworkAcl'),
      Block: att('Vpc', 'CidrBlock'),
      Zone: att('Public', 'AvailabilityZone'),
      AclOfPublic: att('Public', 'NetworkAclAssociationId'),
      Ip: ref('Ip'),
      Allocation: att('Ip', 'AllocationId'),
      IpOfCard: ref('IpOfCard'),
      Nat: att('Nat', 'NatGatewayId'),
      Table: ref('Table'),
      Out: ref('Out'),
      OptionsOfVpc: ref('OptionsOfVpc'),
      Attachment: ref('Attachment'),
      EdgeAssociation: att('TableOfGateway', 'AssociationId'),
      ListArn: att('Partners', 'Arn'),
      EndpointName: { 'Fn::Select': [0, att('Ssm', 'DnsEntries')] },
      PathArn: att('Path', 'NetworkInsightsPathArn'),
      PathSource: att('Path', 'SourceArn'),
      AnalysisStatus: att('Analysis', 'Status'),
      PathFound: att('Analysis', 'NetworkPathFound'),
      EndpointInterface: { 'Fn::Select': [0, att('Ssm', 'NetworkInterfaceIds')] },
    }).map(([name, Value]) => [name, { Value }]),
  ),
});

test('a network of every type is made, changed and taken down', async () => {
  const StackName = 'network';
  await cloudformation.createStack({ StackName, TemplateBody: JSON.stringify(network()) });
  expect(await statusOf(cloudformation, StackName)).toBe('CREATE_COMPLETE');
  const made = await outputsOf(cloudformation, StackName);
  const { Addresses } = await ec2.describeAddresses({ AllocationIds: [made.Allocation ?? ''] });
  const { DhcpOptions } = await ec2.describeDhcpOptions({ Filters: [{ Name: 'value', Values: ['10.0.0.2'] }] });
  const { Vpcs } = await ec2.describeVpcs({ VpcIds: [made.Vpc ?? ''] });
  const { Tags = [] } = Vpcs?.[0] ?? {};
  expect(Tags.map((tag) => tag.Key)).toEqual(expect.arrayContaining(['owner', 'aws:cloudformation:stack-name']));
  expect(made).toMatchObject({
    Block: '10.0.0.0/16',
    Zone: 'us-east-1a',
    Group: expect.stringMatching(/^sg-/),
    Acl: expect.stringMatching(/^acl-/),
    AclOfPublic: expect.stringMatching(/^aclassoc-/),
    Ip: Addresses?.[0]?.PublicIp,
    IpOfCard: expect.stringMatching(/^eipassoc-/),
    Out: `${made.Table}|0.0.0.0/0`,
    OptionsOfVpc: `${DhcpOptions?.[0]?.DhcpOptionsId}|${made.Vpc}`,
    Attachment: `IGW|${made.Vpc}`,
    EdgeAssociation: expect.stringMatching(/^rtbassoc-/),
    ListArn: expect.stringMatching(/^arn:aws:ec2:us-east-1:\d+:prefix-list\/pl-/),
    EndpointName: expect.stringMatching(/^Z\w+:vpce-.*\.ssm\.us-east-1\.vpce\.amazonaws\.com$/),
    PathArn: expect.stringMatching(/:network-insights-path\/nip-/),
    PathSource: expect.stringMatching(/:internet-gateway\/igw-/),
    AnalysisStatus: 'succeeded',
    PathFound: 'false',
    EndpointInterface: expect.stringMatching(/^eni-/),
  });
  expect(await routesOf(ec2, made.Table ?? '')).toContain(`0.0.0.0/0 -> ${made.Nat} (active)`);

  const changed = network({ target: { GatewayId: ref('Gateway') }, owner: 'b', publicIp: false });
  await cloudformation.updateStack({ StackName, TemplateBody: JSON.stringify(changed) });
  expect(await statusOf(cloudformation, StackName)).toBe('UPDATE_COMPLETE');
  const { Subnets } = await ec2.describeSubnets(inVpc(made.Vpc ?? ''));
  expect(Subnets?.find((each) => each.CidrBlock === '10.0.0.0/24')?.MapPublicIpOnLaunch).toBe(false);
  expect((await routesOf(ec2, made.Table ?? '')).join()).toMatch(/0\.0\.0\.0\/0 -> igw-\w+ \(active\)/);
  const after = (await ec2.describeVpcs({ VpcIds: [made.Vpc ?? ''] })).Vpcs?.[0]?.Tags;
  expect(after).toContainEqual({ Key: 'owner', Value: 'b' });
  expect(after).toHaveLength(Tags.length);

  const { NetworkInsightsAnalyses } = await ec2.describeNetworkInsightsAnalyses({});
  expect(NetworkInsightsAnalyses?.[0]?.Tags).toContainEqual({ Key: 'owner', Value: 'b' });

  const { StackId = '' } = (await cloudformation.describeStacks({ StackName })).Stacks?.[0] ?? {};
  await cloudformation.deleteStack({ StackName });
  expect(await statusOf(cloudformation, StackId)).toBe('DELETE_COMPLETE');
  expect((await ec2.describeNetworkInsightsPaths({})).NetworkInsightsPaths).toEqual([]);
  expect((await ec2.describeVpcs({ Filters: [{ Name: 'is-default', Values: ['false'] }] })).Vpcs).toEqual([]);
  expect((await ec2.describeAddresses({})).Addresses).toEqual([]);
});

test('a NAT gateway that fails fails the stack, for the reason that AWS gives', async () => {
  const { Vpc, Public } = network().Resources;
  const Resources = {
    Vpc,
    Public,
    Ip: type('EIP', { Domain: 'vpc' }),
    Nat: type('NatGateway', { SubnetId: ref('Public'), AllocationId: att('Ip', 'AllocationId') }),
  };
  await cloudformation.createStack({ StackName: 'cut-off', TemplateBody: JSON.stringify({ Resources }) });
  expect(await statusOf(cloudformation, 'cut-off')).toMatch(
    /^ROLLBACK_COMPLETE\nNat: .*has no Internet gateway attached/,
  );
});

test('what a learner took away is no obstacle to deletion', async () => {
  const StackName = 'tampered';
  await cloudformation.createStack({ StackName, TemplateBody: JSON.stringify(network()) });
  const { Table = '', Nat, Allocation } = await outputsOf(cloudformation, StackName);
  await ec2.deleteRoute({ RouteTableId: Table, DestinationCidrBlock: '0.0.0.0/0' });
  await ec2.deleteNatGateway({ NatGatewayId: Nat });
  await ec2.releaseAddress({ AllocationId: Allocation });
  const { StackId = '' } = (await cloudformation.describeStacks({ StackName })).Stacks?.[0] ?? {};
  await cloudformation.deleteStack({ StackName });
  expect(await statusOf(cloudformation, StackId)).toBe('DELETE_COMPLETE');
});
