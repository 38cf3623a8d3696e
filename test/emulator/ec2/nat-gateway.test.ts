import { describe, expect, test } from 'vitest';
import { addressOf, gatewayOf, inVpc, localEc2, refusal, subnetOf, vpcOf } from './local-ec2.ts';

const local = localEc2();

async function network({ cutOff = false } = {}) {
  const VpcId = await vpcOf(local.ec2);
  if (!cutOff) await gatewayOf(local.ec2, VpcId);
  return { VpcId, SubnetId: await subnetOf(local.ec2, VpcId, '10.0.0.0/24', 'us-east-1a') };
}

async function described(id: string | undefined) {
  return (await local.ec2.describeNatGateways({ NatGatewayIds: [id ?? ''] })).NatGateways?.[0];
}

const interfacesIn = async (vpcId: string) =>
  (await local.ec2.describeNetworkInterfaces(inVpc(vpcId))).NetworkInterfaces;

describe('a public NAT gateway', () => {
  test('is pending when created and available when looked at', async () => {
    const { VpcId, SubnetId } = await network();
    const AllocationId = await addressOf(local.ec2);
    const { NatGateway } = await local.ec2.createNatGateway({ SubnetId, AllocationId });
    expect(NatGateway).toMatchObject({ State: 'pending', SubnetId, VpcId });
    const gateway = await described(NatGateway?.NatGatewayId);
    const address = (await local.ec2.describeAddresses({ AllocationIds: [AllocationId] })).Addresses?.[0];
    expect(gateway).toMatchObject({
      State: 'available',
      ConnectivityType: 'public',
      AvailabilityMode: 'zonal',
      NatGatewayAddresses: [
        { AllocationId, PublicIp: address?.PublicIp, PrivateIp: '10.0.0.4', IsPrimary: true, Status: 'succeeded' },
      ],
    });
    expect(await interfacesIn(VpcId)).toMatchObject([
      {
        InterfaceType: 'nat_gateway',
        RequesterManaged: true,
        Description: `Interface for NAT Gateway ${NatGateway?.NatGatewayId}`,
        Status: 'in-use',
        SourceDestCheck: false,
        Groups: [],
        Association: { AllocationId },
      },
    ]);
  });

  test('fails in a VPC without internet gateway, and leaves nothing behind', async () => {
    const { VpcId, SubnetId } = await network({ cutOff: true });
    const AllocationId = await addressOf(local.ec2);
    const { NatGateway } = await local.ec2.createNatGateway({ SubnetId, AllocationId });
    expect(NatGateway?.State).toBe('pending');
    expect(await described(NatGateway?.NatGatewayId)).toMatchObject({
      State: 'failed',
      FailureCode: 'Gateway.NotAttached',
      FailureMessage: `Network ${VpcId} has no Internet gateway attached`,
    });
    expect(await interfacesIn(VpcId)).toEqual([]);
    await local.ec2.releaseAddress({ AllocationId });
  });

  test('gives everything back when it is deleted', async () => {
    const { VpcId, SubnetId } = await network();
    const AllocationId = await addressOf(local.ec2);
    const { NatGateway } = await local.ec2.createNatGateway({ SubnetId, AllocationId });
    await refusal(local.ec2.deleteSubnet({ SubnetId }), 'DependencyViolation');
    await refusal(local.ec2.releaseAddress({ AllocationId }), 'InvalidIPAddress.InUse');
    const NatGatewayId = NatGateway?.NatGatewayId;
    expect((await local.ec2.deleteNatGateway({ NatGatewayId })).NatGatewayId).toBe(NatGatewayId);
    expect(await described(NatGatewayId)).toMatchObject({ State: 'deleted', DeleteTime: expect.any(Date) });
    expect(await interfacesIn(VpcId)).toEqual([]);
    await local.ec2.releaseAddress({ AllocationId });
    await local.ec2.deleteSubnet({ SubnetId });
  });

  test('can have several addresses', async () => {
    const { SubnetId } = await network();
    const [first, second] = [await addressOf(local.ec2), await addressOf(local.ec2)];
    const { NatGateway } = await local.ec2.createNatGateway({
      SubnetId,
      AllocationId: first,
      SecondaryAllocationIds: [second],
    });
    const addresses = (await described(NatGateway?.NatGatewayId))?.NatGatewayAddresses;
    expect(addresses?.map((each) => [each.AllocationId, each.PrivateIp, each.IsPrimary])).toEqual([
      [first, '10.0.0.4', true],
      [second, '10.0.0.5', false],
    ]);
  });

  test('needs a free address and a subnet', async () => {
    const { SubnetId } = await network();
    const AllocationId = await addressOf(local.ec2);
    await refusal(local.ec2.createNatGateway({ SubnetId }), 'MissingParameter', /allocationId/);
    await refusal(local.ec2.createNatGateway({ AllocationId }), 'MissingParameter', /subnetId/);
    await refusal(local.ec2.createNatGateway({ SubnetId: 'subnet-0', AllocationId }), 'InvalidSubnetID.NotFound');
    await refusal(local.ec2.createNatGateway({ SubnetId, AllocationId: 'eipalloc-0' }), 'InvalidAllocationID.NotFound');
    await local.ec2.createNatGateway({ SubnetId, AllocationId });
    await refusal(local.ec2.createNatGateway({ SubnetId, AllocationId }), 'Resource.AlreadyAssociated');
  });
});

test('a private NAT gateway needs neither address nor internet', async () => {
  const { SubnetId } = await network({ cutOff: true });
  const AllocationId = await addressOf(local.ec2);
  const { NatGateway } = await local.ec2.createNatGateway({
    SubnetId,
    ConnectivityType: 'private',
    PrivateIpAddress: '10.0.0.77',
  });
  const gateway = await described(NatGateway?.NatGatewayId);
  expect(gateway).toMatchObject({ State: 'available', NatGatewayAddresses: [{ PrivateIp: '10.0.0.77' }] });
  expect(gateway?.NatGatewayAddresses?.[0]).not.toHaveProperty('PublicIp');
  await refusal(
    local.ec2.createNatGateway({ SubnetId, ConnectivityType: 'private', AllocationId }),
    'InvalidParameterCombination',
  );
});

test('a regional NAT gateway has a route table and addresses of its own', async () => {
  const { ec2 } = local;
  const { VpcId } = await network();
  await subnetOf(ec2, VpcId, '10.0.1.0/24', 'us-east-1b');
  const { NatGateway } = await ec2.createNatGateway({ AvailabilityMode: 'regional', VpcId });
  const gateway = await described(NatGateway?.NatGatewayId);
  expect(gateway).toMatchObject({ State: 'available', AvailabilityMode: 'regional', AutoProvisionZones: 'enabled' });
  expect(gateway?.NatGatewayAddresses?.map((each) => each.AvailabilityZone)).toEqual(['us-east-1a', 'us-east-1b']);
  const { RouteTables } = await ec2.describeRouteTables({ RouteTableIds: [gateway?.RouteTableId ?? ''] });
  expect(RouteTables).toMatchObject([
    { Associations: [{ GatewayId: gateway?.NatGatewayId }], Routes: [{ DestinationCidrBlock: '0.0.0.0/0' }, {}] },
  ]);
  await refusal(
    ec2.releaseAddress({ AllocationId: gateway?.NatGatewayAddresses?.[0]?.AllocationId }),
    'OperationNotPermitted',
  );
  await ec2.deleteNatGateway({ NatGatewayId: gateway?.NatGatewayId });
  await refusal(
    ec2.describeRouteTables({ RouteTableIds: [gateway?.RouteTableId ?? ''] }),
    'InvalidRouteTableID.NotFound',
  );
});

test('filters by state and subnet', async () => {
  const { SubnetId } = await network();
  const { NatGateway } = await local.ec2.createNatGateway({ SubnetId, AllocationId: await addressOf(local.ec2) });
  const find = async (state: string) => {
    const Filter = [
      { Name: 'subnet-id', Values: [SubnetId] },
      { Name: 'state', Values: [state] },
    ];
    return (await local.ec2.describeNatGateways({ Filter })).NatGateways?.map((each) => each.NatGatewayId);
  };
  expect([await find('available'), await find('deleted')]).toEqual([[NatGateway?.NatGatewayId], []]);
  await refusal(
    local.ec2.describeNatGateways({ NatGatewayIds: ['nat-0'] }),
    'NatGatewayNotFound',
    'NatGateway nat-0 was not found',
  );
});
