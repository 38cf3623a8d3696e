import { describe, expect, test } from 'vitest';
import { gatewayOf, inVpc, localEc2, refusal, subnetOf, tableOf, vpcOf } from './local-ec2.ts';

const local = localEc2('us-east-1', { vpcs: 10 });

describe('CreateVpc', () => {
  test('brings main route table, default group and default network ACL', async () => {
    const { ec2 } = local;
    const { Vpc } = await ec2.createVpc({
      CidrBlock: '10.1.2.3/16',
      TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'Name', Value: 'lab' }] }],
    });
    expect(Vpc).toMatchObject({ State: 'pending', CidrBlock: '10.1.0.0/16', IsDefault: false });
    const VpcId = Vpc?.VpcId ?? '';
    const { RouteTables } = await ec2.describeRouteTables(inVpc(VpcId));
    expect(RouteTables).toMatchObject([
      {
        Associations: [{ Main: true, AssociationState: { State: 'associated' } }],
        Routes: [
          { DestinationCidrBlock: '10.1.0.0/16', GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' },
        ],
      },
    ]);
    const { SecurityGroups } = await ec2.describeSecurityGroups(inVpc(VpcId));
    const GroupId = SecurityGroups?.[0]?.GroupId;
    expect(SecurityGroups).toMatchObject([
      {
        GroupName: 'default',
        IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] }],
        IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      },
    ]);
    const { NetworkAcls } = await ec2.describeNetworkAcls(inVpc(VpcId));
    expect(NetworkAcls?.[0]?.Entries?.map((each) => [each.Egress, each.RuleNumber, each.RuleAction]).sort()).toEqual([
      [false, 100, 'allow'],
      [false, 32767, 'deny'],
      [true, 100, 'allow'],
      [true, 32767, 'deny'],
    ]);
    const { Vpcs } = await ec2.describeVpcs({ VpcIds: [VpcId] });
    expect(Vpcs).toMatchObject([{ State: 'available', Tags: [{ Key: 'Name', Value: 'lab' }] }]);
  });

  test.each(['10.0.0.0/15', '10.0.0.0/29'])('refuses %s', (CidrBlock) =>
    refusal(local.ec2.createVpc({ CidrBlock }), 'InvalidVpc.Range', `The CIDR '${CidrBlock}' is invalid.`),
  );

  test('refuses what is no block', async () => {
    await refusal(local.ec2.createVpc({ CidrBlock: '10.0.0/16' }), 'InvalidParameterValue');
    await refusal(local.ec2.createVpc({ CidrBlock: '2001:db8::/56' }), 'InvalidParameterValue');
    await refusal(local.ec2.createVpc({}), 'MissingParameter');
  });

  test('names what it does not emulate', () =>
    refusal(local.ec2.createVpc({ Ipv4IpamPoolId: 'ipam-pool-1' }), 'UnsupportedOperation', /Ipv4IpamPoolId/));

  test('takes an IPv6 block of Amazon', async () => {
    const { Vpc } = await local.ec2.createVpc({ CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true });
    const block = Vpc?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock;
    expect(block).toMatch(/^2600:1f.*\/56$/);
    const { RouteTables } = await local.ec2.describeRouteTables(inVpc(Vpc?.VpcId ?? ''));
    expect(RouteTables?.[0]?.Routes?.map((route) => route.DestinationIpv6CidrBlock)).toContain(block);
  });
});

describe('DescribeVpcs', () => {
  test('names the ids that do not exist', async () => {
    await refusal(
      local.ec2.describeVpcs({ VpcIds: ['vpc-0a'] }),
      'InvalidVpcID.NotFound',
      "The vpc ID 'vpc-0a' does not exist",
    );
    await refusal(
      local.ec2.describeVpcs({ VpcIds: ['vpc-0a', 'vpc-0b'] }),
      'InvalidVpcID.NotFound',
      /'vpc-0a, vpc-0b'/,
    );
  });

  test('filters by block and tag, and refuses filters that it does not know', async () => {
    const { ec2 } = local;
    const id = await vpcOf(ec2, '10.99.0.0/16');
    const { Vpcs } = await ec2.describeVpcs({ Filters: [{ Name: 'cidr', Values: ['10.99.*'] }] });
    expect(Vpcs?.map((vpc) => vpc.VpcId)).toEqual([id]);
    await refusal(ec2.describeVpcs({ Filters: [{ Name: 'colour', Values: ['red'] }] }), 'InvalidParameterValue');
  });

  test('answers page by page', async () => {
    const { ec2 } = local;
    for (let i = 0; i < 6; i++) await vpcOf(ec2, `10.20${i}.0.0/16`);
    const Filters = [{ Name: 'cidr', Values: ['10.20?.0.0/16'] }];
    const first = await ec2.describeVpcs({ Filters, MaxResults: 5 });
    const second = await ec2.describeVpcs({ Filters, MaxResults: 5, NextToken: first.NextToken });
    expect([first.Vpcs?.length, second.Vpcs?.length, second.NextToken]).toEqual([5, 1, undefined]);
  });
});

describe('DeleteVpc', () => {
  test('takes along what came with the VPC', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    await ec2.deleteVpc({ VpcId });
    await refusal(ec2.deleteVpc({ VpcId }), 'InvalidVpcID.NotFound');
    expect((await ec2.describeRouteTables(inVpc(VpcId))).RouteTables).toEqual([]);
    expect((await ec2.describeSecurityGroups(inVpc(VpcId))).SecurityGroups).toEqual([]);
    expect((await ec2.describeNetworkAcls(inVpc(VpcId))).NetworkAcls).toEqual([]);
  });

  test.each<[string, (vpcId: string) => Promise<unknown>]>([
    ['a subnet', (vpcId) => subnetOf(local.ec2, vpcId, '10.0.0.0/24')],
    ['an internet gateway', (vpcId) => gatewayOf(local.ec2, vpcId)],
    ['an egress-only internet gateway', (VpcId) => local.ec2.createEgressOnlyInternetGateway({ VpcId })],
    ['a route table', (vpcId) => tableOf(local.ec2, vpcId)],
    ['a security group', (VpcId) => local.ec2.createSecurityGroup({ VpcId, GroupName: 'web', Description: 'web' })],
    ['a network ACL', (VpcId) => local.ec2.createNetworkAcl({ VpcId })],
    ['an endpoint', (VpcId) => local.ec2.createVpcEndpoint({ VpcId, ServiceName: 'com.amazonaws.us-east-1.s3' })],
  ])('is refused while %s is in it', async (_, add) => {
    const VpcId = await vpcOf(local.ec2);
    await add(VpcId);
    const words = `The vpc '${VpcId}' has dependencies and cannot be deleted.`;
    await refusal(local.ec2.deleteVpc({ VpcId }), 'DependencyViolation', words);
  });
});

describe('attributes', () => {
  test('DNS support is on and host names are off until asked for', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const read = async () => [
      (await ec2.describeVpcAttribute({ VpcId, Attribute: 'enableDnsSupport' })).EnableDnsSupport?.Value,
      (await ec2.describeVpcAttribute({ VpcId, Attribute: 'enableDnsHostnames' })).EnableDnsHostnames?.Value,
    ];
    expect(await read()).toEqual([true, false]);
    await ec2.modifyVpcAttribute({ VpcId, EnableDnsSupport: { Value: false } });
    await ec2.modifyVpcAttribute({ VpcId, EnableDnsHostnames: { Value: true } });
    expect(await read()).toEqual([false, true]);
  });

  test('change one at a time', async () => {
    const VpcId = await vpcOf(local.ec2);
    const both = { EnableDnsSupport: { Value: true }, EnableDnsHostnames: { Value: true } };
    await refusal(local.ec2.modifyVpcAttribute({ VpcId, ...both }), 'InvalidParameterCombination');
    await refusal(local.ec2.modifyVpcAttribute({ VpcId }), 'MissingParameter');
  });
});

describe('CIDR blocks', () => {
  test('a second block gives every route table a local route, and takes it away again', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const { CidrBlockAssociation } = await ec2.associateVpcCidrBlock({ VpcId, CidrBlock: '10.2.0.0/16' });
    expect(CidrBlockAssociation?.CidrBlockState?.State).toBe('associating');
    const locals = async () =>
      (await ec2.describeRouteTables(inVpc(VpcId))).RouteTables?.[0]?.Routes?.map(
        (route) => route.DestinationCidrBlock,
      );
    expect(await locals()).toEqual(['10.0.0.0/16', '10.2.0.0/16']);
    const SubnetId = await subnetOf(ec2, VpcId, '10.2.9.0/24');
    const AssociationId = CidrBlockAssociation?.AssociationId;
    await refusal(ec2.disassociateVpcCidrBlock({ AssociationId }), 'InvalidCidrBlock.InUse');
    await ec2.deleteSubnet({ SubnetId });
    await ec2.disassociateVpcCidrBlock({ AssociationId });
    expect(await locals()).toEqual(['10.0.0.0/16']);
    await refusal(ec2.disassociateVpcCidrBlock({ AssociationId }), 'InvalidVpcCidrBlockAssociationID.NotFound');
  });

  test('the primary block stays', async () => {
    const { ec2 } = local;
    const { Vpcs } = await ec2.describeVpcs({ VpcIds: [await vpcOf(ec2)] });
    const AssociationId = Vpcs?.[0]?.CidrBlockAssociationSet?.[0]?.AssociationId;
    await refusal(ec2.disassociateVpcCidrBlock({ AssociationId }), 'OperationNotPermitted', /primary IPv4 CIDR/);
  });

  test.each([
    ['10.0.128.0/20', 'CidrConflict'],
    ['172.16.0.0/16', 'InvalidVpc.Range'],
    ['192.168.0.0/16', 'InvalidVpc.Range'],
    ['10.3.0.0/8', 'InvalidVpc.Range'],
  ])('a VPC in 10.0.0.0/16 cannot have %s', async (CidrBlock, code) => {
    await refusal(local.ec2.associateVpcCidrBlock({ VpcId: await vpcOf(local.ec2), CidrBlock }), code);
  });

  test.each(['10.3.0.0/16', '100.64.0.0/16', '8.8.0.0/16'])('a VPC in 10.0.0.0/16 can have %s', async (CidrBlock) => {
    const VpcId = await vpcOf(local.ec2);
    const { CidrBlockAssociation } = await local.ec2.associateVpcCidrBlock({ VpcId, CidrBlock });
    expect(CidrBlockAssociation?.CidrBlock).toBe(CidrBlock);
  });
});
