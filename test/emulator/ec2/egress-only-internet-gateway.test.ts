import { expect, test } from 'vitest';
import { localEc2, refusal, vpcOf } from './local-ec2.ts';

const local = localEc2();

test('belongs to a VPC for life', async () => {
  const { ec2 } = local;
  const VpcId = await vpcOf(ec2);
  const { EgressOnlyInternetGateway } = await ec2.createEgressOnlyInternetGateway({
    VpcId,
    TagSpecifications: [{ ResourceType: 'egress-only-internet-gateway', Tags: [{ Key: 'Name', Value: 'out' }] }],
  });
  const EgressOnlyInternetGatewayId = EgressOnlyInternetGateway?.EgressOnlyInternetGatewayId ?? '';
  const described = async () =>
    (await ec2.describeEgressOnlyInternetGateways({ Filters: [{ Name: 'tag:Name', Values: ['out'] }] }))
      .EgressOnlyInternetGateways;
  expect(await described()).toMatchObject([
    { EgressOnlyInternetGatewayId, Attachments: [{ State: 'attached', VpcId }] },
  ]);
  expect((await ec2.deleteEgressOnlyInternetGateway({ EgressOnlyInternetGatewayId })).ReturnCode).toBe(true);
  expect(await described()).toEqual([]);
  await refusal(ec2.deleteEgressOnlyInternetGateway({ EgressOnlyInternetGatewayId }), 'InvalidGatewayID.NotFound');
  await refusal(ec2.createEgressOnlyInternetGateway({ VpcId: 'vpc-0' }), 'InvalidVpcID.NotFound');
});
