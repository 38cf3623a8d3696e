import { expect, test } from 'vitest';
import { addressOf, gatewayOf, interfaceOf, localEc2, refusal, subnetOf, vpcOf } from './local-ec2.ts';

const local = localEc2();

test('is attached to one VPC at most, and a VPC to one gateway', async () => {
  const { ec2 } = local;
  const VpcId = await vpcOf(ec2);
  const InternetGatewayId = await gatewayOf(ec2, VpcId);
  const Filters = [{ Name: 'attachment.vpc-id', Values: [VpcId] }];
  expect((await ec2.describeInternetGateways({ Filters })).InternetGateways).toMatchObject([
    { InternetGatewayId, Attachments: [{ State: 'available', VpcId }] },
  ]);
  await refusal(
    ec2.attachInternetGateway({ InternetGatewayId, VpcId: await vpcOf(ec2) }),
    'Resource.AlreadyAssociated',
    `resource ${InternetGatewayId} is already attached to network ${VpcId}`,
  );
  await refusal(
    ec2.attachInternetGateway({ InternetGatewayId: await gatewayOf(ec2), VpcId }),
    'InvalidParameterValue',
    `Network ${VpcId} already has an internet gateway attached`,
  );
});

test('is detached before it is deleted', async () => {
  const { ec2 } = local;
  const VpcId = await vpcOf(ec2);
  const InternetGatewayId = await gatewayOf(ec2, VpcId);
  await refusal(
    ec2.deleteInternetGateway({ InternetGatewayId }),
    'DependencyViolation',
    `The internetGateway '${InternetGatewayId}' has dependencies and cannot be deleted.`,
  );
  await ec2.detachInternetGateway({ InternetGatewayId, VpcId });
  await refusal(
    ec2.detachInternetGateway({ InternetGatewayId, VpcId }),
    'Gateway.NotAttached',
    `resource ${InternetGatewayId} is not attached to network ${VpcId}`,
  );
  await ec2.deleteInternetGateway({ InternetGatewayId });
  await refusal(ec2.deleteInternetGateway({ InternetGatewayId }), 'InvalidInternetGatewayID.NotFound');
});

test('stays while a public address needs it', async () => {
  const { ec2 } = local;
  const VpcId = await vpcOf(ec2);
  const InternetGatewayId = await gatewayOf(ec2, VpcId);
  const NetworkInterfaceId = await interfaceOf(ec2, await subnetOf(ec2, VpcId, '10.0.0.0/24'));
  const { AssociationId } = await ec2.associateAddress({ AllocationId: await addressOf(ec2), NetworkInterfaceId });
  await refusal(
    ec2.detachInternetGateway({ InternetGatewayId, VpcId }),
    'DependencyViolation',
    /has some mapped public address\(es\)/,
  );
  await ec2.disassociateAddress({ AssociationId });
  await ec2.detachInternetGateway({ InternetGatewayId, VpcId });
});
