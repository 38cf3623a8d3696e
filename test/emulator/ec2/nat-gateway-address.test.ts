import { describe, expect, test } from 'vitest';
import { addressOf, gatewayOf, localEc2, refusal, subnetOf, vpcOf } from './local-ec2.ts';

const local = localEc2();

async function publicGateway() {
  const { ec2 } = local;
  const VpcId = await vpcOf(ec2);
  await gatewayOf(ec2, VpcId);
  const SubnetId = await subnetOf(ec2, VpcId, '10.0.0.0/24');
  const { NatGateway } = await ec2.createNatGateway({ SubnetId, AllocationId: await addressOf(ec2) });
  return NatGateway?.NatGatewayId ?? '';
}

async function privateGateway() {
  const { ec2 } = local;
  const SubnetId = await subnetOf(ec2, await vpcOf(ec2), '10.0.0.0/24');
  const { NatGateway } = await ec2.createNatGateway({ SubnetId, ConnectivityType: 'private' });
  return NatGateway?.NatGatewayId ?? '';
}

async function addressesOf(id: string) {
  const { NatGateways } = await local.ec2.describeNatGateways({ NatGatewayIds: [id] });
  return NatGateways?.[0]?.NatGatewayAddresses ?? [];
}

describe('the further addresses of a public NAT gateway', () => {
  test('come with a private address each and go again, the address free for others', async () => {
    const { ec2 } = local;
    const NatGatewayId = await publicGateway();
    const more = await addressOf(ec2);
    const { NatGatewayAddresses } = await ec2.associateNatGatewayAddress({ NatGatewayId, AllocationIds: [more] });
    expect(NatGatewayAddresses).toMatchObject([{ AllocationId: more, IsPrimary: false, Status: 'associating' }]);
    const [first, second] = await addressesOf(NatGatewayId);
    expect(second).toMatchObject({ AllocationId: more, IsPrimary: false, Status: 'succeeded' });
    expect(second?.PrivateIp).not.toBe(first?.PrivateIp);
    await refusal(ec2.releaseAddress({ AllocationId: more }), 'InvalidIPAddress.InUse');
    await ec2.disassociateNatGatewayAddress({ NatGatewayId, AssociationIds: [second?.AssociationId ?? ''] });
    expect(await addressesOf(NatGatewayId)).toHaveLength(1);
    await ec2.releaseAddress({ AllocationId: more });
  });

  test('are two at most, and the first stays', async () => {
    const { ec2 } = local;
    const NatGatewayId = await publicGateway();
    const [two, three] = [await addressOf(ec2), await addressOf(ec2)];
    const both = ec2.associateNatGatewayAddress({ NatGatewayId, AllocationIds: [two, three] });
    await refusal(both, 'NatGatewayAddressLimitExceeded');
    const [first] = await addressesOf(NatGatewayId);
    const AssociationIds = [first?.AssociationId ?? ''];
    await refusal(ec2.disassociateNatGatewayAddress({ NatGatewayId, AssociationIds }), 'InvalidParameterValue');
    const held = first?.AllocationId ?? '';
    const again = ec2.associateNatGatewayAddress({ NatGatewayId, AllocationIds: [held] });
    await refusal(again, 'Resource.AlreadyAssociated');
  });

  test('are not for a private one', async () => {
    const { ec2 } = local;
    const NatGatewayId = await privateGateway();
    const AllocationIds = [await addressOf(ec2)];
    await refusal(ec2.associateNatGatewayAddress({ NatGatewayId, AllocationIds }), 'InvalidParameterValue');
    await refusal(
      ec2.associateNatGatewayAddress({ NatGatewayId: 'nat-0123456789abcdef0', AllocationIds }),
      'NatGatewayNotFound',
    );
  });
});

describe('the further addresses of a private NAT gateway', () => {
  test('are given by number or one by one, and taken away', async () => {
    const { ec2 } = local;
    const NatGatewayId = await privateGateway();
    await ec2.assignPrivateNatGatewayAddress({ NatGatewayId, PrivateIpAddressCount: 2 });
    await ec2.assignPrivateNatGatewayAddress({ NatGatewayId, PrivateIpAddresses: ['10.0.0.77'] });
    expect((await addressesOf(NatGatewayId)).map((each) => each.PrivateIp)).toHaveLength(4);
    const gone = await ec2.unassignPrivateNatGatewayAddress({ NatGatewayId, PrivateIpAddresses: ['10.0.0.77'] });
    expect(gone.NatGatewayAddresses).toMatchObject([{ PrivateIp: '10.0.0.77', Status: 'unassigning' }]);
    expect(await addressesOf(NatGatewayId)).toHaveLength(3);
    const many = ec2.assignPrivateNatGatewayAddress({ NatGatewayId, PrivateIpAddressCount: 6 });
    await refusal(many, 'NatGatewayAddressLimitExceeded');
    const taken = ec2.assignPrivateNatGatewayAddress({ NatGatewayId, PrivateIpAddresses: ['10.0.0.1'] });
    await refusal(taken, 'InvalidParameterValue');
  });
});
