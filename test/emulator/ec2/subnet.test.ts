import { describe, expect, test } from 'vitest';
import { interfaceOf, localEc2, refusal, subnetOf, tableOf, vpcOf } from './local-ec2.ts';

const local = localEc2();

async function describeSubnet(id: string) {
  return (await local.ec2.describeSubnets({ SubnetIds: [id] })).Subnets?.[0];
}

describe('CreateSubnet', () => {
  test('answers the zone by name and id, and how many addresses are free', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const { Subnet } = await ec2.createSubnet({ VpcId, CidrBlock: '10.0.3.7/24', AvailabilityZoneId: 'use1-az2' });
    expect(Subnet).toMatchObject({
      CidrBlock: '10.0.3.0/24',
      AvailabilityZone: 'us-east-1b',
      AvailabilityZoneId: 'use1-az2',
      AvailableIpAddressCount: 251,
      MapPublicIpOnLaunch: false,
      DefaultForAz: false,
      State: 'available',
    });
    expect(Subnet?.SubnetArn).toMatch(/^arn:aws:ec2:us-east-1:\d{12}:subnet\/subnet-/);
  });

  test('associates the default network ACL', async () => {
    const { ec2 } = local;
    const SubnetId = await subnetOf(ec2, await vpcOf(ec2), '10.0.0.0/24');
    const associated = async () =>
      (await ec2.describeNetworkAcls({ Filters: [{ Name: 'association.subnet-id', Values: [SubnetId] }] })).NetworkAcls;
    expect(await associated()).toMatchObject([{ IsDefault: true }]);
    await ec2.deleteSubnet({ SubnetId });
    expect(await associated()).toEqual([]);
  });

  test.each([
    ['10.1.0.0/24', 'InvalidSubnet.Range', "The CIDR '10.1.0.0/24' is invalid."],
    ['10.0.0.0/29', 'InvalidSubnet.Range', "The CIDR '10.0.0.0/29' is invalid."],
    ['10.0.0.0/15', 'InvalidSubnet.Range', "The CIDR '10.0.0.0/15' is invalid."],
    ['10.0.8.128/25', 'InvalidSubnet.Conflict', "The CIDR '10.0.8.128/25' conflicts with another subnet"],
    ['10.0.0.0/20', 'InvalidSubnet.Conflict', "The CIDR '10.0.0.0/20' conflicts with another subnet"],
    ['ten', 'InvalidParameterValue', 'Value (ten) for parameter cidrBlock is invalid. This is not a valid CIDR block.'],
  ])('refuses %s', async (CidrBlock, code, message) => {
    const VpcId = await vpcOf(local.ec2);
    await subnetOf(local.ec2, VpcId, '10.0.8.0/24');
    await refusal(local.ec2.createSubnet({ VpcId, CidrBlock }), code, message);
  });

  test('refuses zones and VPCs that are not there', async () => {
    const VpcId = await vpcOf(local.ec2);
    const CidrBlock = '10.0.0.0/24';
    await refusal(
      local.ec2.createSubnet({ VpcId, CidrBlock, AvailabilityZone: 'eu-west-1a' }),
      'InvalidParameterValue',
      /us-east-1a, us-east-1b/,
    );
    await refusal(local.ec2.createSubnet({ VpcId: 'vpc-0', CidrBlock }), 'InvalidVpcID.NotFound');
  });
});

describe('addresses', () => {
  test('the first four and the last are reserved, the lowest free one is given', async () => {
    const { ec2 } = local;
    const SubnetId = await subnetOf(ec2, await vpcOf(ec2), '10.0.0.0/28');
    const addresses = [];
    for (let i = 0; i < 11; i++) {
      const { NetworkInterface } = await ec2.createNetworkInterface({ SubnetId });
      addresses.push(NetworkInterface?.PrivateIpAddress);
    }
    expect(addresses).toEqual(Array.from({ length: 11 }, (_, i) => `10.0.0.${i + 4}`));
    expect((await describeSubnet(SubnetId))?.AvailableIpAddressCount).toBe(0);
    await refusal(ec2.createNetworkInterface({ SubnetId }), 'InsufficientFreeAddressesInSubnet');
  });

  test.each([
    ['10.0.0.3', 'InvalidParameterValue', /reserved address range/],
    ['10.0.0.15', 'InvalidParameterValue', /reserved address range/],
    ['10.0.0.16', 'InvalidParameterValue', /does not fall within the subnet's address range/],
    ['10.0.0.4', 'InvalidIPAddress.InUse', 'Address 10.0.0.4 is in use.'],
  ])('%s cannot be had', async (PrivateIpAddress, code, message) => {
    const { ec2 } = local;
    const SubnetId = await subnetOf(ec2, await vpcOf(ec2), '10.0.0.0/28');
    await interfaceOf(ec2, SubnetId);
    await refusal(ec2.createNetworkInterface({ SubnetId, PrivateIpAddress }), code, message);
  });
});

describe('ModifySubnetAttribute', () => {
  test('changes one attribute', async () => {
    const SubnetId = await subnetOf(local.ec2, await vpcOf(local.ec2), '10.0.0.0/24');
    await local.ec2.modifySubnetAttribute({ SubnetId, MapPublicIpOnLaunch: { Value: true } });
    expect(await describeSubnet(SubnetId)).toMatchObject({ MapPublicIpOnLaunch: true, EnableDns64: false });
    await local.ec2.modifySubnetAttribute({ SubnetId, PrivateDnsHostnameTypeOnLaunch: 'resource-name' });
    expect((await describeSubnet(SubnetId))?.PrivateDnsNameOptionsOnLaunch?.HostnameType).toBe('resource-name');
  });

  test('refuses two at once, and IPv6 where there is none', async () => {
    const SubnetId = await subnetOf(local.ec2, await vpcOf(local.ec2), '10.0.0.0/24');
    const on = { Value: true };
    await refusal(
      local.ec2.modifySubnetAttribute({ SubnetId, MapPublicIpOnLaunch: on, EnableDns64: on }),
      'InvalidParameterCombination',
    );
    await refusal(
      local.ec2.modifySubnetAttribute({ SubnetId, AssignIpv6AddressOnCreation: on }),
      'InvalidParameterValue',
    );
  });
});

describe('IPv6', () => {
  test('a block of the VPC can be associated, used and taken away', async () => {
    const { ec2 } = local;
    const { Vpc } = await ec2.createVpc({ CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true });
    const block = (Vpc?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock ?? '').replace('/56', '/64');
    const SubnetId = await subnetOf(ec2, Vpc?.VpcId ?? '', '10.0.0.0/24');
    await refusal(ec2.associateSubnetCidrBlock({ SubnetId, Ipv6CidrBlock: '2001:db8::/64' }), 'InvalidSubnet.Range');
    const { Ipv6CidrBlockAssociation: association } = await ec2.associateSubnetCidrBlock({
      SubnetId,
      Ipv6CidrBlock: block,
    });
    const AssociationId = association?.AssociationId;
    await ec2.modifySubnetAttribute({ SubnetId, AssignIpv6AddressOnCreation: { Value: true } });
    const { NetworkInterface } = await ec2.createNetworkInterface({ SubnetId });
    expect(NetworkInterface?.Ipv6Addresses).toEqual([
      expect.objectContaining({ Ipv6Address: block.replace('::/64', '::4') }),
    ]);
    await refusal(ec2.disassociateSubnetCidrBlock({ AssociationId }), 'InvalidCidrBlock.InUse');
    await ec2.modifySubnetAttribute({ SubnetId, AssignIpv6AddressOnCreation: { Value: false } });
    await ec2.deleteNetworkInterface({ NetworkInterfaceId: NetworkInterface?.NetworkInterfaceId });
    await ec2.disassociateSubnetCidrBlock({ AssociationId });
    expect((await describeSubnet(SubnetId))?.Ipv6CidrBlockAssociationSet).toEqual([]);
  });
});

describe('DeleteSubnet', () => {
  test('is refused while an interface is in it', async () => {
    const SubnetId = await subnetOf(local.ec2, await vpcOf(local.ec2), '10.0.0.0/24');
    await interfaceOf(local.ec2, SubnetId);
    const words = `The subnet '${SubnetId}' has dependencies and cannot be deleted.`;
    await refusal(local.ec2.deleteSubnet({ SubnetId }), 'DependencyViolation', words);
  });

  test('ends its route table association', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const SubnetId = await subnetOf(ec2, VpcId, '10.0.0.0/24');
    const RouteTableId = await tableOf(ec2, VpcId);
    await ec2.associateRouteTable({ RouteTableId, SubnetId });
    await ec2.deleteSubnet({ SubnetId });
    await ec2.deleteRouteTable({ RouteTableId });
    await refusal(ec2.describeSubnets({ SubnetIds: [SubnetId] }), 'InvalidSubnetID.NotFound');
  });
});

test('filters by zone and VPC', async () => {
  const { ec2 } = local;
  const VpcId = await vpcOf(ec2);
  await subnetOf(ec2, VpcId, '10.0.0.0/24', 'us-east-1a');
  const b = await subnetOf(ec2, VpcId, '10.0.1.0/24', 'us-east-1b');
  const Filters = [
    { Name: 'vpc-id', Values: [VpcId] },
    { Name: 'availability-zone', Values: ['us-east-1b'] },
  ];
  expect((await ec2.describeSubnets({ Filters })).Subnets?.map((each) => each.SubnetId)).toEqual([b]);
});
