import { describe, expect, test } from 'vitest';
import { addressOf, gatewayOf, interfaceOf, launch, localEc2, refusal, subnetOf, vpcOf } from './local-ec2.ts';

const local = localEc2();

/** A subnet of a VPC that has an internet gateway. */
async function publicSubnet(): Promise<string> {
  const VpcId = await vpcOf(local.ec2);
  await gatewayOf(local.ec2, VpcId);
  return subnetOf(local.ec2, VpcId, '10.0.0.0/24');
}

async function described(AllocationId: string) {
  return (await local.ec2.describeAddresses({ AllocationIds: [AllocationId] })).Addresses?.[0];
}

async function publicIpOf(InstanceId: string) {
  const { Reservations } = await local.ec2.describeInstances({ InstanceIds: [InstanceId] });
  return Reservations?.[0]?.Instances?.[0]?.PublicIpAddress;
}

test('an address is allocated, found and released', async () => {
  const { ec2 } = local;
  const {
    AllocationId = '',
    PublicIp = '',
    Domain,
  } = await ec2.allocateAddress({
    TagSpecifications: [{ ResourceType: 'elastic-ip', Tags: [{ Key: 'Name', Value: 'nat' }] }],
  });
  expect([AllocationId.slice(0, 9), Domain]).toEqual(['eipalloc-', 'vpc']);
  expect(await described(AllocationId)).toMatchObject({ PublicIp, Tags: [{ Key: 'Name', Value: 'nat' }] });
  expect((await ec2.describeAddresses({ PublicIps: [PublicIp] })).Addresses).toHaveLength(1);
  expect((await ec2.describeAddressesAttribute({ AllocationIds: [AllocationId] })).Addresses).toEqual([
    { PublicIp, AllocationId },
  ]);
  await ec2.releaseAddress({ AllocationId });
  await refusal(
    ec2.releaseAddress({ AllocationId }),
    'InvalidAllocationID.NotFound',
    `The allocation ID '${AllocationId}' does not exist`,
  );
  await refusal(ec2.describeAddresses({ PublicIps: [PublicIp] }), 'InvalidAddress.NotFound');
  await refusal(ec2.releaseAddress({}), 'MissingParameter');
});

describe('AssociateAddress', () => {
  test('shows on the address, the interface and the instance', async () => {
    const { ec2 } = local;
    const InstanceId = await launch(ec2, await publicSubnet());
    const AllocationId = await addressOf(ec2);
    const { AssociationId } = await ec2.associateAddress({ AllocationId, InstanceId });
    const address = await described(AllocationId);
    expect(address).toMatchObject({ AssociationId, InstanceId, PrivateIpAddress: '10.0.0.4' });
    const { NetworkInterfaces } = await ec2.describeNetworkInterfaces({
      NetworkInterfaceIds: [address?.NetworkInterfaceId ?? ''],
    });
    const association = { AllocationId, AssociationId, PublicIp: address?.PublicIp };
    expect(NetworkInterfaces).toMatchObject([
      { Association: association, PrivateIpAddresses: [{ Association: association }] },
    ]);
    expect(await publicIpOf(InstanceId)).toBe(address?.PublicIp);
    await refusal(ec2.releaseAddress({ AllocationId }), 'InvalidIPAddress.InUse');
  });

  test('needs an internet gateway', async () => {
    const VpcId = await vpcOf(local.ec2);
    const NetworkInterfaceId = await interfaceOf(local.ec2, await subnetOf(local.ec2, VpcId, '10.0.0.0/24'));
    await refusal(
      local.ec2.associateAddress({ AllocationId: await addressOf(local.ec2), NetworkInterfaceId }),
      'Gateway.NotAttached',
      `Network ${VpcId} is not attached to any internet gateway`,
    );
  });

  test('moves an address, unless that is forbidden', async () => {
    const { ec2 } = local;
    const subnet = await publicSubnet();
    const [first, second] = [await interfaceOf(ec2, subnet), await interfaceOf(ec2, subnet)];
    const AllocationId = await addressOf(ec2);
    const { AssociationId } = await ec2.associateAddress({ AllocationId, NetworkInterfaceId: first });
    const move = { AllocationId, NetworkInterfaceId: second };
    await refusal(
      ec2.associateAddress({ ...move, AllowReassociation: false }),
      'Resource.AlreadyAssociated',
      `resource ${AllocationId} is already associated with associate-id ${AssociationId}`,
    );
    await ec2.associateAddress(move);
    expect(await described(AllocationId)).toMatchObject({ NetworkInterfaceId: second });
    const { NetworkInterfaces } = await ec2.describeNetworkInterfaces({ NetworkInterfaceIds: [first] });
    expect(NetworkInterfaces?.[0]?.Association).toBeUndefined();
  });

  test('a second address displaces the first, which stays allocated', async () => {
    const { ec2 } = local;
    const NetworkInterfaceId = await interfaceOf(ec2, await publicSubnet());
    const [first, second] = [await addressOf(ec2), await addressOf(ec2)];
    await ec2.associateAddress({ AllocationId: first, NetworkInterfaceId });
    await ec2.associateAddress({ AllocationId: second, NetworkInterfaceId });
    expect((await described(first))?.AssociationId).toBeUndefined();
    expect((await described(second))?.NetworkInterfaceId).toBe(NetworkInterfaceId);
  });

  test('takes only what is there', async () => {
    const { ec2 } = local;
    const AllocationId = await addressOf(ec2);
    const NetworkInterfaceId = await interfaceOf(ec2, await publicSubnet());
    await refusal(
      ec2.associateAddress({ AllocationId: 'eipalloc-0', NetworkInterfaceId }),
      'InvalidAllocationID.NotFound',
    );
    await refusal(
      ec2.associateAddress({ AllocationId, NetworkInterfaceId: 'eni-00000000000000000' }),
      'InvalidNetworkInterfaceID.NotFound',
    );
    await refusal(
      ec2.associateAddress({ AllocationId, NetworkInterfaceId, PrivateIpAddress: '10.0.0.200' }),
      'InvalidParameterValue',
    );
    await refusal(ec2.associateAddress({ AllocationId }), 'MissingParameter');
  });
});

describe('DisassociateAddress', () => {
  test('frees the address', async () => {
    const { ec2 } = local;
    const AllocationId = await addressOf(ec2);
    const NetworkInterfaceId = await interfaceOf(ec2, await publicSubnet());
    const { AssociationId } = await ec2.associateAddress({ AllocationId, NetworkInterfaceId });
    await ec2.disassociateAddress({ AssociationId });
    expect(await described(AllocationId)).not.toHaveProperty('NetworkInterfaceId');
    await refusal(ec2.disassociateAddress({ AssociationId }), 'InvalidAssociationID.NotFound');
    await ec2.releaseAddress({ AllocationId });
  });

  test('an instance launched with a public address gets a new one', async () => {
    const { ec2 } = local;
    const InstanceId = await launch(ec2, await publicSubnet(), true);
    const automatic = await publicIpOf(InstanceId);
    const AllocationId = await addressOf(ec2);
    const { AssociationId } = await ec2.associateAddress({ AllocationId, InstanceId });
    const elastic = await publicIpOf(InstanceId);
    await ec2.disassociateAddress({ AssociationId });
    const again = await publicIpOf(InstanceId);
    expect(new Set([automatic, elastic, again, undefined]).size).toBe(4);
  });

  test('the address of a NAT gateway is not to be taken away', async () => {
    const { ec2 } = local;
    const AllocationId = await addressOf(ec2);
    await ec2.createNatGateway({ SubnetId: await publicSubnet(), AllocationId });
    const AssociationId = (await described(AllocationId))?.AssociationId;
    await refusal(ec2.disassociateAddress({ AssociationId }), 'AuthFailure');
  });

  test('an interface that goes leaves its address behind', async () => {
    const { ec2 } = local;
    const AllocationId = await addressOf(ec2);
    const NetworkInterfaceId = await interfaceOf(ec2, await publicSubnet());
    await ec2.associateAddress({ AllocationId, NetworkInterfaceId });
    await ec2.deleteNetworkInterface({ NetworkInterfaceId });
    expect(await described(AllocationId)).not.toHaveProperty('AssociationId');
  });
});
