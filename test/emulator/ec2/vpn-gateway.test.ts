import { describe, expect, test } from 'vitest';
import { localEc2, refusal, subnetOf, tableOf, vpcOf } from './local-ec2.ts';
import { connectionOf, vpnGatewayOf } from './vpn-lab.ts';

const local = localEc2();
const Type = 'ipsec.1';

/** The routes of a table, without those that came with it. */
async function routesOf(RouteTableId: string) {
  const { RouteTables } = await local.ec2.describeRouteTables({ RouteTableIds: [RouteTableId] });
  return RouteTables?.[0]?.Routes?.filter(({ GatewayId }) => GatewayId !== 'local');
}

const described = async (id: string) => (await local.ec2.describeVpnGateways({ VpnGatewayIds: [id] })).VpnGateways?.[0];

describe('virtual private gateways', () => {
  test('are made with a private ASN, and described', async () => {
    const { ec2 } = local;
    const { VpnGateway } = await ec2.createVpnGateway({ Type, AmazonSideAsn: 65_001 });
    expect(VpnGateway).toMatchObject({ State: 'pending', AmazonSideAsn: 65_001, Type });
    const Filters = [{ Name: 'amazon-side-asn', Values: ['65001'] }];
    const { VpnGateways } = await ec2.describeVpnGateways({ Filters });
    expect(VpnGateways).toMatchObject([{ VpnGatewayId: VpnGateway?.VpnGatewayId, State: 'available' }]);
    expect(await described(await vpnGatewayOf(ec2))).toMatchObject({ AmazonSideAsn: 64_512 });
  });

  test.each([
    ['a public ASN', { Type, AmazonSideAsn: 3462 }, 'InvalidParameterValue'],
    ['an ASN between the private ones', { Type, AmazonSideAsn: 65_535 }, 'InvalidParameterValue'],
    ['a zone of another Region', { Type, AvailabilityZone: 'eu-west-1a' }, 'InvalidParameterValue'],
    ['another type', { Type: 'ipsec.2' as 'ipsec.1' }, 'InvalidParameterValue'],
    ['no type', { Type: undefined }, 'MissingParameter'],
  ] as const)('are refused with %s', async (_, input, code) => {
    await refusal(local.ec2.createVpnGateway(input), code);
  });

  test('are attached to one VPC at a time, and a VPC has one', async () => {
    const { ec2 } = local;
    const [one, two] = [await vpcOf(ec2), await vpcOf(ec2, '10.1.0.0/16')];
    const gateway = await vpnGatewayOf(ec2);
    const { VpcAttachment } = await ec2.attachVpnGateway({ VpnGatewayId: gateway, VpcId: one });
    expect(VpcAttachment).toEqual({ VpcId: one, State: 'attaching' });
    expect(await described(gateway)).toMatchObject({ VpcAttachments: [{ VpcId: one, State: 'attached' }] });
    const second = ec2.attachVpnGateway({ VpnGatewayId: gateway, VpcId: two });
    await refusal(second, 'VpnGatewayAttachmentLimitExceeded');
    const other = await vpnGatewayOf(ec2);
    await refusal(
      ec2.attachVpnGateway({ VpnGatewayId: other, VpcId: one }),
      'InvalidVpcState',
      `VPC ${one} is currently attached to the Virtual Private Gateway.`,
    );
    await refusal(ec2.deleteVpc({ VpcId: one }), 'DependencyViolation');
  });

  test('remember what they were detached from, and are attached anew', async () => {
    const { ec2 } = local;
    const [one, two] = [await vpcOf(ec2), await vpcOf(ec2, '10.1.0.0/16')];
    const VpnGatewayId = await vpnGatewayOf(ec2, one);
    await refusal(ec2.detachVpnGateway({ VpnGatewayId, VpcId: two }), 'InvalidVpnGatewayAttachment.NotFound');
    await ec2.detachVpnGateway({ VpnGatewayId, VpcId: one });
    expect(await described(VpnGatewayId)).toMatchObject({ VpcAttachments: [{ VpcId: one, State: 'detached' }] });
    await ec2.attachVpnGateway({ VpnGatewayId, VpcId: two });
    const { VpcAttachments } = (await described(VpnGatewayId)) ?? {};
    expect(VpcAttachments).toEqual([
      { VpcId: one, State: 'detached' },
      { VpcId: two, State: 'attached' },
    ]);
  });

  test('are not deleted while they are in use, and stay in sight afterwards', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const VpnGatewayId = await vpnGatewayOf(ec2, VpcId);
    await refusal(ec2.deleteVpnGateway({ VpnGatewayId }), 'IncorrectState', 'The VPN gateway is in use.');
    await ec2.detachVpnGateway({ VpnGatewayId, VpcId });
    const VpnConnectionId = await connectionOf(ec2, VpnGatewayId);
    await refusal(ec2.deleteVpnGateway({ VpnGatewayId }), 'IncorrectState');
    await ec2.deleteVpnConnection({ VpnConnectionId });
    await ec2.deleteVpnGateway({ VpnGatewayId });
    expect(await described(VpnGatewayId)).toMatchObject({ State: 'deleted' });
    await refusal(ec2.attachVpnGateway({ VpnGatewayId, VpcId }), 'InvalidVpnGatewayID.NotFound');
  });
});

describe('routes to a virtual private gateway', () => {
  test('are static ones, and a black hole once it is detached', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const [GatewayId, RouteTableId] = [await vpnGatewayOf(ec2, VpcId), await tableOf(ec2, VpcId)];
    await ec2.createRoute({ RouteTableId, DestinationCidrBlock: '192.168.0.0/16', GatewayId });
    expect(await routesOf(RouteTableId)).toMatchObject([{ GatewayId, Origin: 'CreateRoute', State: 'active' }]);
    await ec2.detachVpnGateway({ VpnGatewayId: GatewayId, VpcId });
    expect(await routesOf(RouteTableId)).toMatchObject([{ GatewayId, State: 'blackhole' }]);
  });

  test('are refused where it is not attached', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const [GatewayId, RouteTableId] = [await vpnGatewayOf(ec2), await tableOf(ec2, VpcId)];
    const DestinationCidrBlock = '192.168.0.0/16';
    await refusal(ec2.createRoute({ RouteTableId, DestinationCidrBlock, GatewayId }), 'InvalidParameterValue');
    const gone = { RouteTableId, DestinationCidrBlock, GatewayId: 'vgw-0123456789abcdef0' };
    await refusal(ec2.createRoute(gone), 'InvalidVpnGatewayID.NotFound');
    await refusal(ec2.enableVgwRoutePropagation({ RouteTableId, GatewayId }), 'Gateway.NotAttached');
  });

  test('come by themselves where they are propagated, unless somebody made one to the same place', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const [GatewayId, RouteTableId] = [await vpnGatewayOf(ec2, VpcId), await tableOf(ec2, VpcId)];
    const VpnConnectionId = await connectionOf(ec2, GatewayId, ['192.168.0.0/16', '172.20.0.0/16']);
    expect(await routesOf(RouteTableId)).toEqual([]);
    await ec2.enableVgwRoutePropagation({ RouteTableId, GatewayId });
    const Origin = 'EnableVgwRoutePropagation';
    expect(await routesOf(RouteTableId)).toEqual([
      { DestinationCidrBlock: '192.168.0.0/16', GatewayId, Origin, State: 'active' },
      { DestinationCidrBlock: '172.20.0.0/16', GatewayId, Origin, State: 'active' },
    ]);
    const { RouteTables } = await ec2.describeRouteTables({ RouteTableIds: [RouteTableId] });
    expect(RouteTables?.[0]?.PropagatingVgws).toEqual([{ GatewayId }]);
    await ec2.createRoute({ RouteTableId, DestinationCidrBlock: '172.20.0.0/16', GatewayId });
    expect((await routesOf(RouteTableId))?.map((route) => route.Origin)).toEqual(['CreateRoute', Origin]);
    await ec2.deleteVpnConnectionRoute({ VpnConnectionId, DestinationCidrBlock: '192.168.0.0/16' });
    expect((await routesOf(RouteTableId))?.map((route) => route.Origin)).toEqual(['CreateRoute']);
    const again = { VpnConnectionId, DestinationCidrBlock: '192.168.0.0/16' };
    await ec2.createVpnConnectionRoute(again);
    await ec2.detachVpnGateway({ VpnGatewayId: GatewayId, VpcId });
    expect((await routesOf(RouteTableId))?.map((route) => route.State)).toEqual(['blackhole']);
    await ec2.attachVpnGateway({ VpnGatewayId: GatewayId, VpcId });
    expect((await routesOf(RouteTableId))?.map((route) => route.State)).toEqual(['active', 'active']);
    await ec2.disableVgwRoutePropagation({ RouteTableId, GatewayId });
    await ec2.deleteRoute({ RouteTableId, DestinationCidrBlock: '172.20.0.0/16' });
    expect(await routesOf(RouteTableId)).toEqual([]);
  });

  test('a table of its own takes what arrives to network interfaces only', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const SubnetId = await subnetOf(ec2, VpcId, '10.0.0.0/24');
    const [GatewayId, RouteTableId] = [await vpnGatewayOf(ec2, VpcId), await tableOf(ec2, VpcId)];
    const { NetworkInterface } = await ec2.createNetworkInterface({ SubnetId });
    await ec2.associateRouteTable({ RouteTableId, GatewayId });
    const { NetworkInterfaceId } = NetworkInterface ?? {};
    await ec2.createRoute({ RouteTableId, DestinationCidrBlock: '10.0.0.0/24', NetworkInterfaceId });
    const back = { RouteTableId, DestinationCidrBlock: '192.168.0.0/16', GatewayId };
    await refusal(ec2.createRoute(back), 'InvalidParameterValue');
    await ec2.detachVpnGateway({ VpnGatewayId: GatewayId, VpcId });
    const { RouteTables } = await ec2.describeRouteTables({ RouteTableIds: [RouteTableId] });
    expect(RouteTables?.[0]?.Associations).toEqual([]);
  });
});
