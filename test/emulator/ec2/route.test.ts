import type { CreateRouteRequest } from '@aws-sdk/client-ec2';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  addressOf,
  gatewayOf,
  interfaceOf,
  launch,
  localEc2,
  refusal,
  routesOf,
  subnetOf,
  tableOf,
  vpcOf,
} from './local-ec2.ts';

const local = localEc2();

/** A VPC 10.0.0.0/16 with a gateway, a subnet 10.0.0.0/24 and an interface in it. */
async function network() {
  const { ec2 } = local;
  const VpcId = await vpcOf(ec2);
  const GatewayId = await gatewayOf(ec2, VpcId);
  const SubnetId = await subnetOf(ec2, VpcId, '10.0.0.0/24', 'us-east-1a');
  const NetworkInterfaceId = await interfaceOf(ec2, SubnetId);
  return { VpcId, GatewayId, SubnetId, NetworkInterfaceId, RouteTableId: await tableOf(ec2, VpcId) };
}

async function natIn(SubnetId: string): Promise<string> {
  const { NatGateway } = await local.ec2.createNatGateway({ SubnetId, AllocationId: await addressOf(local.ec2) });
  return NatGateway?.NatGatewayId ?? '';
}

describe('CreateRoute', () => {
  test('clears the host bits of its destination', async () => {
    const { RouteTableId, GatewayId } = await network();
    await local.ec2.createRoute({ RouteTableId, DestinationCidrBlock: '100.68.0.18/18', GatewayId });
    expect(await routesOf(local.ec2, RouteTableId)).toContain(`100.68.0.0/18 -> ${GatewayId} (active)`);
  });

  test('takes a destination once', async () => {
    const { RouteTableId, GatewayId } = await network();
    const route = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId };
    await local.ec2.createRoute(route);
    await refusal(
      local.ec2.createRoute(route),
      'RouteAlreadyExists',
      'The route identified by 0.0.0.0/0 already exists.',
    );
  });

  test('leads nowhere outside its VPC', async () => {
    const { RouteTableId } = await network();
    const stranger = await network();
    const everywhere = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0' };
    await refusal(
      local.ec2.createRoute({ ...everywhere, GatewayId: stranger.GatewayId }),
      'InvalidParameterValue',
      `route table ${RouteTableId} and network gateway ${stranger.GatewayId} belong to different networks`,
    );
    const { NetworkInterfaceId } = stranger;
    await refusal(
      local.ec2.createRoute({ ...everywhere, NetworkInterfaceId }),
      'InvalidParameterValue',
      'different networks',
    );
  });

  describe('refuses', () => {
    let here: Awaited<ReturnType<typeof network>>;
    beforeAll(async () => {
      here = await network();
    });

    test.each<[string, Omit<CreateRouteRequest, 'RouteTableId'>, string]>([
      ['no target', { DestinationCidrBlock: '0.0.0.0/0' }, 'MissingParameter'],
      [
        'two targets',
        { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-0', NatGatewayId: 'nat-0' },
        'InvalidParameterCombination',
      ],
      ['no destination', { GatewayId: 'igw-0' }, 'MissingParameter'],
      ['a block that is none', { DestinationCidrBlock: '0.0.0.0', GatewayId: 'igw-0' }, 'InvalidParameterValue'],
      ['an unknown gateway', { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-0' }, 'InvalidGatewayID.NotFound'],
      [
        'an unknown NAT gateway',
        { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-0' },
        'InvalidNatGatewayID.NotFound',
      ],
      [
        'an unknown peering connection',
        { DestinationCidrBlock: '10.9.0.0/16', VpcPeeringConnectionId: 'pcx-0' },
        'InvalidVpcPeeringConnectionID.NotFound',
      ],
      [
        'an unknown prefix list',
        { DestinationPrefixListId: 'pl-0', GatewayId: 'igw-0' },
        'InvalidPrefixListID.NotFound',
      ],
    ])('%s', (_, route, code) => refusal(local.ec2.createRoute({ ...route, RouteTableId: here.RouteTableId }), code));

    test('the block of the VPC itself', () =>
      refusal(
        local.ec2.createRoute({
          RouteTableId: here.RouteTableId,
          DestinationCidrBlock: '10.0.0.0/16',
          NetworkInterfaceId: here.NetworkInterfaceId,
        }),
        'RouteAlreadyExists',
      ));

    test('a gateway for a subnet of the VPC', () =>
      refusal(
        local.ec2.createRoute({
          RouteTableId: here.RouteTableId,
          DestinationCidrBlock: '10.0.0.0/24',
          GatewayId: here.GatewayId,
        }),
        'InvalidParameterValue',
        /equal to or more specific than one of this VPC's CIDR blocks/,
      ));

    test('a part of a subnet', () =>
      refusal(
        local.ec2.createRoute({
          RouteTableId: here.RouteTableId,
          DestinationCidrBlock: '10.0.0.0/25',
          NetworkInterfaceId: here.NetworkInterfaceId,
        }),
        'InvalidParameterValue',
        /does not match the CIDR block of any subnet/,
      ));

    test('link-local addresses of AWS', () =>
      refusal(
        local.ec2.createRoute({
          RouteTableId: here.RouteTableId,
          DestinationCidrBlock: '169.254.169.254/32',
          GatewayId: here.GatewayId,
        }),
        'InvalidParameterValue',
        /reserved/,
      ));
  });

  test('a whole subnet may go through an interface or a NAT gateway', async () => {
    const { RouteTableId, SubnetId, VpcId, NetworkInterfaceId } = await network();
    await subnetOf(local.ec2, VpcId, '10.0.1.0/24');
    const NatGatewayId = await natIn(SubnetId);
    await local.ec2.createRoute({ RouteTableId, DestinationCidrBlock: '10.0.0.0/24', NetworkInterfaceId });
    await local.ec2.createRoute({ RouteTableId, DestinationCidrBlock: '10.0.1.0/24', NatGatewayId });
    expect(await routesOf(local.ec2, RouteTableId)).toEqual(
      expect.arrayContaining([
        `10.0.0.0/24 -> ${NetworkInterfaceId} (blackhole)`,
        `10.0.1.0/24 -> ${NatGatewayId} (active)`,
      ]),
    );
  });

  test('IPv6 leaves through an egress-only gateway, IPv4 does not', async () => {
    const { RouteTableId, VpcId } = await network();
    const { EgressOnlyInternetGateway } = await local.ec2.createEgressOnlyInternetGateway({ VpcId });
    const EgressOnlyInternetGatewayId = EgressOnlyInternetGateway?.EgressOnlyInternetGatewayId;
    const route = { RouteTableId, EgressOnlyInternetGatewayId };
    await local.ec2.createRoute({ ...route, DestinationIpv6CidrBlock: '::/0' });
    await refusal(local.ec2.createRoute({ ...route, DestinationCidrBlock: '0.0.0.0/0' }), 'InvalidParameterValue');
    expect(await routesOf(local.ec2, RouteTableId)).toContain(`::/0 -> ${EgressOnlyInternetGatewayId} (active)`);
    await local.ec2.deleteEgressOnlyInternetGateway({ EgressOnlyInternetGatewayId });
    expect(await routesOf(local.ec2, RouteTableId)).toContain(`::/0 -> ${EgressOnlyInternetGatewayId} (blackhole)`);
  });
});

describe('a route is a blackhole', () => {
  test('once its internet gateway is detached, until it is attached again', async () => {
    const { RouteTableId, GatewayId, VpcId } = await network();
    await local.ec2.createRoute({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId });
    await local.ec2.detachInternetGateway({ InternetGatewayId: GatewayId, VpcId });
    expect(await routesOf(local.ec2, RouteTableId)).toContain(`0.0.0.0/0 -> ${GatewayId} (blackhole)`);
    await local.ec2.attachInternetGateway({ InternetGatewayId: GatewayId, VpcId });
    expect(await routesOf(local.ec2, RouteTableId)).toContain(`0.0.0.0/0 -> ${GatewayId} (active)`);
  });

  test('once its NAT gateway is deleted, and the filter finds it', async () => {
    const { RouteTableId, SubnetId } = await network();
    const NatGatewayId = await natIn(SubnetId);
    await local.ec2.createRoute({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId });
    const Filters = [
      { Name: 'route.state', Values: ['blackhole'] },
      { Name: 'route-table-id', Values: [RouteTableId] },
    ];
    expect((await local.ec2.describeRouteTables({ Filters })).RouteTables).toHaveLength(0);
    await local.ec2.deleteNatGateway({ NatGatewayId });
    expect(await routesOf(local.ec2, RouteTableId)).toContain(`0.0.0.0/0 -> ${NatGatewayId} (blackhole)`);
    expect((await local.ec2.describeRouteTables({ Filters })).RouteTables).toHaveLength(1);
  });

  test('while its instance does not run, and after it is gone', async () => {
    const { ec2 } = local;
    const { RouteTableId, SubnetId } = await network();
    const InstanceId = await launch(ec2, SubnetId);
    await ec2.createRoute({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', InstanceId });
    const route = async () => {
      const { RouteTables } = await ec2.describeRouteTables({ RouteTableIds: [RouteTableId] });
      const found = RouteTables?.[0]?.Routes?.find((each) => each.DestinationCidrBlock === '0.0.0.0/0');
      return [found?.InstanceId, found?.State];
    };
    expect(await route()).toEqual([InstanceId, 'active']);
    await ec2.stopInstances({ InstanceIds: [InstanceId] });
    expect(await route()).toEqual([InstanceId, 'blackhole']);
    await ec2.startInstances({ InstanceIds: [InstanceId] });
    expect(await route()).toEqual([InstanceId, 'active']);
    await ec2.terminateInstances({ InstanceIds: [InstanceId] });
    expect((await route())[1]).toBe('blackhole');
  });
});

describe('ReplaceRoute', () => {
  test('changes the target in place', async () => {
    const { RouteTableId, GatewayId, NetworkInterfaceId } = await network();
    const DestinationCidrBlock = '0.0.0.0/0';
    await refusal(
      local.ec2.replaceRoute({ RouteTableId, DestinationCidrBlock, GatewayId }),
      'InvalidParameterValue',
      "There is no route defined for '0.0.0.0/0' in the route table. Use CreateRoute instead.",
    );
    await local.ec2.createRoute({ RouteTableId, DestinationCidrBlock, NetworkInterfaceId });
    await local.ec2.replaceRoute({ RouteTableId, DestinationCidrBlock, GatewayId });
    expect(await routesOf(local.ec2, RouteTableId)).toEqual([
      `0.0.0.0/0 -> ${GatewayId} (active)`,
      '10.0.0.0/16 -> local (active)',
    ]);
  });

  test('gives the local route an interface, and its own target back', async () => {
    const { RouteTableId, GatewayId, NetworkInterfaceId } = await network();
    const local16 = { RouteTableId, DestinationCidrBlock: '10.0.0.0/16' };
    await refusal(local.ec2.replaceRoute({ ...local16, GatewayId }), 'InvalidParameterValue');
    await local.ec2.replaceRoute({ ...local16, NetworkInterfaceId });
    expect(await routesOf(local.ec2, RouteTableId)).toEqual([`10.0.0.0/16 -> ${NetworkInterfaceId} (blackhole)`]);
    await refusal(local.ec2.deleteRoute(local16), 'InvalidParameterValue', /cannot remove local route/);
    await local.ec2.replaceRoute({ ...local16, LocalTarget: true });
    expect(await routesOf(local.ec2, RouteTableId)).toEqual(['10.0.0.0/16 -> local (active)']);
  });
});

test('DeleteRoute removes it, and the local route never', async () => {
  const { RouteTableId, GatewayId } = await network();
  const DestinationCidrBlock = '0.0.0.0/0';
  await local.ec2.createRoute({ RouteTableId, DestinationCidrBlock, GatewayId });
  await local.ec2.deleteRoute({ RouteTableId, DestinationCidrBlock });
  await refusal(
    local.ec2.deleteRoute({ RouteTableId, DestinationCidrBlock }),
    'InvalidRoute.NotFound',
    `no route with destination-cidr-block 0.0.0.0/0 in route table ${RouteTableId}`,
  );
  await refusal(
    local.ec2.deleteRoute({ RouteTableId, DestinationCidrBlock: '10.0.0.0/16' }),
    'InvalidParameterValue',
    /cannot remove local route/,
  );
});
