import { expect, test } from 'vitest';
import { inVpc, localEc2, refusal, routesOf } from './local-ec2.ts';

const local = localEc2('us-west-2');

async function defaultVpc() {
  const { Vpcs } = await local.ec2.describeVpcs({ Filters: [{ Name: 'is-default', Values: ['true'] }] });
  return Vpcs?.[0]?.VpcId ?? '';
}

test('every Region begins with one, with a public subnet in each zone', async () => {
  const { ec2 } = local;
  const VpcId = await defaultVpc();
  const { Subnets } = await ec2.describeSubnets(inVpc(VpcId));
  expect(Subnets?.map((each) => [each.CidrBlock, each.AvailabilityZone])).toEqual([
    ['172.31.0.0/20', 'us-west-2a'],
    ['172.31.16.0/20', 'us-west-2b'],
    ['172.31.32.0/20', 'us-west-2c'],
    ['172.31.48.0/20', 'us-west-2d'],
  ]);
  expect(Subnets?.every((each) => each.DefaultForAz && each.MapPublicIpOnLaunch)).toBe(true);
  expect(Subnets?.[0]?.AvailableIpAddressCount).toBe(4091);
  const { RouteTables } = await ec2.describeRouteTables(inVpc(VpcId));
  const { InternetGateways } = await ec2.describeInternetGateways({
    Filters: [{ Name: 'attachment.vpc-id', Values: [VpcId] }],
  });
  expect(await routesOf(ec2, RouteTables?.[0]?.RouteTableId ?? '')).toEqual([
    `0.0.0.0/0 -> ${InternetGateways?.[0]?.InternetGatewayId} (active)`,
    '172.31.0.0/16 -> local (active)',
  ]);
  const { EnableDnsHostnames } = await ec2.describeVpcAttribute({ VpcId, Attribute: 'enableDnsHostnames' });
  expect(EnableDnsHostnames?.Value).toBe(true);
});

test('can be deleted and made again', async () => {
  const { ec2 } = local;
  await refusal(ec2.createDefaultVpc({}), 'DefaultVpcAlreadyExists');
  const VpcId = await defaultVpc();
  const { InternetGateways } = await ec2.describeInternetGateways({
    Filters: [{ Name: 'attachment.vpc-id', Values: [VpcId] }],
  });
  await ec2.detachInternetGateway({ VpcId, InternetGatewayId: InternetGateways?.[0]?.InternetGatewayId });
  for (const { SubnetId } of (await ec2.describeSubnets(inVpc(VpcId))).Subnets ?? []) {
    await ec2.deleteSubnet({ SubnetId });
  }
  await ec2.deleteVpc({ VpcId });
  const values = async () =>
    (await ec2.describeAccountAttributes({ AttributeNames: ['default-vpc'] })).AccountAttributes?.[0]?.AttributeValues;
  expect(await values()).toEqual([{ AttributeValue: 'none' }]);
  await refusal(ec2.createDefaultSubnet({ AvailabilityZone: 'us-west-2a' }), 'DefaultVpcDoesNotExist');
  const { Vpc } = await ec2.createDefaultVpc({});
  expect(await values()).toEqual([{ AttributeValue: Vpc?.VpcId }]);
  expect((await ec2.describeSubnets(inVpc(Vpc?.VpcId ?? ''))).Subnets).toHaveLength(4);
});

test('a default subnet can be deleted and made again', async () => {
  const { ec2 } = local;
  const { Subnets } = await ec2.describeSubnets(inVpc(await defaultVpc()));
  const AvailabilityZone = 'us-west-2b';
  await refusal(ec2.createDefaultSubnet({ AvailabilityZone }), 'DefaultSubnetAlreadyExistsInAvailabilityZone');
  const former = Subnets?.find((each) => each.AvailabilityZone === AvailabilityZone);
  await ec2.deleteSubnet({ SubnetId: former?.SubnetId });
  const { Subnet } = await ec2.createDefaultSubnet({ AvailabilityZone });
  expect(Subnet).toMatchObject({ CidrBlock: former?.CidrBlock, DefaultForAz: true, MapPublicIpOnLaunch: true });
});
