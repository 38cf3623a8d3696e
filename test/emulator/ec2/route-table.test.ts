import { describe, expect, test } from 'vitest';
import { gatewayOf, interfaceOf, inVpc, localEc2, refusal, routesOf, subnetOf, tableOf, vpcOf } from './local-ec2.ts';

const local = localEc2();

async function mainTableOf(vpcId: string) {
  const { RouteTables } = await local.ec2.describeRouteTables(inVpc(vpcId));
  return RouteTables?.find((table) => table.Associations?.some((each) => each.Main));
}

describe('associations', () => {
  test('a subnet has one at most', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const SubnetId = await subnetOf(ec2, VpcId, '10.0.0.0/24');
    const RouteTableId = await tableOf(ec2, VpcId);
    const { AssociationId, AssociationState } = await ec2.associateRouteTable({ RouteTableId, SubnetId });
    expect(AssociationState).toEqual({ State: 'associated' });
    await refusal(
      ec2.associateRouteTable({ RouteTableId: await tableOf(ec2, VpcId), SubnetId }),
      'Resource.AlreadyAssociated',
    );
    const Filters = [{ Name: 'association.subnet-id', Values: [SubnetId] }];
    expect((await ec2.describeRouteTables({ Filters })).RouteTables).toMatchObject([
      { RouteTableId, Associations: [{ Main: false, RouteTableAssociationId: AssociationId, SubnetId, RouteTableId }] },
    ]);
    await ec2.disassociateRouteTable({ AssociationId });
    await refusal(ec2.disassociateRouteTable({ AssociationId }), 'InvalidAssociationID.NotFound');
    expect((await ec2.describeRouteTables({ Filters })).RouteTables).toEqual([]);
  });

  test('replacing one gives it a new id', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const SubnetId = await subnetOf(ec2, VpcId, '10.0.0.0/24');
    const from = await tableOf(ec2, VpcId);
    const to = await tableOf(ec2, VpcId);
    const { AssociationId } = await ec2.associateRouteTable({ RouteTableId: from, SubnetId });
    const { NewAssociationId } = await ec2.replaceRouteTableAssociation({ AssociationId, RouteTableId: to });
    expect(NewAssociationId).not.toBe(AssociationId);
    await ec2.deleteRouteTable({ RouteTableId: from });
    await refusal(ec2.deleteRouteTable({ RouteTableId: to }), 'DependencyViolation');
  });

  test('the main table can be replaced but not disassociated', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const main = await mainTableOf(VpcId);
    const AssociationId = main?.Associations?.[0]?.RouteTableAssociationId;
    await refusal(
      ec2.disassociateRouteTable({ AssociationId }),
      'InvalidParameterValue',
      /main route table association/,
    );
    await refusal(ec2.deleteRouteTable({ RouteTableId: main?.RouteTableId }), 'DependencyViolation');
    const other = await tableOf(ec2, VpcId);
    await ec2.replaceRouteTableAssociation({ AssociationId, RouteTableId: other });
    expect((await mainTableOf(VpcId))?.RouteTableId).toBe(other);
    await ec2.deleteRouteTable({ RouteTableId: main?.RouteTableId });
  });

  test('both ends are in one VPC', async () => {
    const { ec2 } = local;
    const SubnetId = await subnetOf(ec2, await vpcOf(ec2), '10.0.0.0/24');
    const RouteTableId = await tableOf(ec2, await vpcOf(ec2));
    await refusal(ec2.associateRouteTable({ RouteTableId, SubnetId }), 'InvalidParameterValue', /different networks/);
    await refusal(ec2.associateRouteTable({ RouteTableId: 'rtb-0', SubnetId }), 'InvalidRouteTableID.NotFound');
    await refusal(ec2.associateRouteTable({ RouteTableId, SubnetId: 'subnet-0' }), 'InvalidSubnetID.NotFound');
  });
});

describe('gateway tables', () => {
  test('steer what arrives to an interface, and nowhere else', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const GatewayId = await gatewayOf(ec2, VpcId);
    const SubnetId = await subnetOf(ec2, VpcId, '10.0.0.0/24');
    const NetworkInterfaceId = await interfaceOf(ec2, SubnetId);
    const RouteTableId = await tableOf(ec2, VpcId);
    const { AssociationId } = await ec2.associateRouteTable({ RouteTableId, GatewayId });
    await refusal(
      ec2.createRoute({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId }),
      'InvalidParameterValue',
      /not supported/,
    );
    await ec2.createRoute({ RouteTableId, DestinationCidrBlock: '10.0.0.0/24', NetworkInterfaceId });
    expect(
      (await ec2.describeRouteTables({ RouteTableIds: [RouteTableId] })).RouteTables?.[0]?.Associations,
    ).toMatchObject([{ GatewayId, Main: false, RouteTableAssociationId: AssociationId }]);
  });

  test('refuse a table that leads elsewhere, and gateways of other VPCs', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const GatewayId = await gatewayOf(ec2, VpcId);
    const RouteTableId = await tableOf(ec2, VpcId);
    await ec2.createRoute({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId });
    await refusal(
      ec2.associateRouteTable({ RouteTableId, GatewayId }),
      'InvalidParameterValue',
      `contains unsupported route target: ${GatewayId}`,
    );
    const stranger = await gatewayOf(ec2);
    await refusal(ec2.associateRouteTable({ RouteTableId, GatewayId: stranger }), 'InvalidParameterValue');
  });
});

test('answers page by page', async () => {
  const { ec2 } = local;
  const VpcId = await vpcOf(ec2);
  for (let i = 0; i < 6; i++) await tableOf(ec2, VpcId);
  const first = await ec2.describeRouteTables({ ...inVpc(VpcId), MaxResults: 5 });
  const second = await ec2.describeRouteTables({ ...inVpc(VpcId), MaxResults: 5, NextToken: first.NextToken });
  expect([first.RouteTables?.length, second.RouteTables?.length]).toEqual([5, 2]);
  await refusal(ec2.describeRouteTables({ MaxResults: 101 }), 'InvalidParameterValue');
});

test('filters by what routes lead to', async () => {
  const { ec2 } = local;
  const VpcId = await vpcOf(ec2);
  const GatewayId = await gatewayOf(ec2, VpcId);
  const RouteTableId = await tableOf(ec2, VpcId);
  await ec2.createRoute({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId });
  const Filters = [{ Name: 'route.gateway-id', Values: [GatewayId] }];
  const { RouteTables } = await ec2.describeRouteTables({ Filters });
  expect(RouteTables?.map((each) => each.RouteTableId)).toEqual([RouteTableId]);
  expect(await routesOf(ec2, RouteTableId)).toContain(`0.0.0.0/0 -> ${GatewayId} (active)`);
});
