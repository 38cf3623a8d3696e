import { describe, expect, test } from 'vitest';
import { localEc2, refusal } from './local-ec2.ts';
import { connectionOf, customerGatewayOf, vpnGatewayOf } from './vpn-lab.ts';

const local = localEc2();
const Type = 'ipsec.1';

const described = async (id: string) =>
  (await local.ec2.describeVpnConnections({ VpnConnectionIds: [id] })).VpnConnections?.[0];

describe('VPN connections', () => {
  test('have two tunnels, each with its two ends and its state', async () => {
    const { ec2 } = local;
    const [VpnGatewayId, CustomerGatewayId] = [await vpnGatewayOf(ec2), await customerGatewayOf(ec2, '198.51.100.20')];
    const { VpnConnection } = await ec2.createVpnConnection({ VpnGatewayId, CustomerGatewayId, Type });
    expect(VpnConnection).toMatchObject({ State: 'pending', Category: 'VPN', VpnGatewayId, CustomerGatewayId });
    expect(VpnConnection?.CustomerGatewayConfiguration).toContain('198.51.100.20');
    const connection = await described(VpnConnection?.VpnConnectionId ?? '');
    const { StaticRoutesOnly, LocalIpv4NetworkCidr, TunnelOptions = [] } = connection?.Options ?? {};
    expect({ StaticRoutesOnly, LocalIpv4NetworkCidr }).toEqual({
      StaticRoutesOnly: false,
      LocalIpv4NetworkCidr: '0.0.0.0/0',
    });
    expect(TunnelOptions).toHaveLength(2);
    for (const tunnel of TunnelOptions) expect(tunnel.TunnelInsideCidr).toMatch(/^169\.254\.\d+\.\d+\/30$/);
    expect(connection?.State).toBe('available');
    expect(connection?.VgwTelemetry?.map((each) => each.OutsideIpAddress)).toEqual(
      TunnelOptions.map((each) => each.OutsideIpAddress),
    );
  });

  test('keep a given key to themselves: another is answered', async () => {
    const { ec2 } = local;
    const PreSharedKey = 'not_to_be_kept_1';
    const id = await connectionOf(ec2, await vpnGatewayOf(ec2), [], { TunnelOptions: [{ PreSharedKey }] });
    const connection = await described(id);
    expect(JSON.stringify(connection)).not.toContain(PreSharedKey);
    const [tunnel] = connection?.VgwTelemetry ?? [];
    await local.ec2.modifyVpnTunnelOptions({
      VpnConnectionId: id,
      VpnTunnelOutsideIpAddress: tunnel?.OutsideIpAddress,
      TunnelOptions: { PreSharedKey },
    });
    expect(JSON.stringify(await described(id))).not.toContain(PreSharedKey);
    expect(connection?.Options?.TunnelOptions?.[0]?.PreSharedKey).toMatch(/^[A-Za-z0-9._]{8,64}$/);
  });

  test.each([
    ['a block that is reserved', { TunnelInsideCidr: '169.254.169.252/30' }],
    ['a block of another size', { TunnelInsideCidr: '169.254.10.0/29' }],
    ['a block from elsewhere', { TunnelInsideCidr: '10.0.0.0/30' }],
    ['a short key', { PreSharedKey: 'short' }],
    ['a key that starts with zero', { PreSharedKey: '0123456789' }],
    ['a long first phase', { Phase1LifetimeSeconds: 28_801 }],
    ['a second phase as long as the first', { Phase1LifetimeSeconds: 900, Phase2LifetimeSeconds: 900 }],
    ['a margin of more than half of the second phase', { Phase2LifetimeSeconds: 900, RekeyMarginTimeSeconds: 451 }],
    ['an action that is none', { StartupAction: 'wait' }],
    ['a group that phase 1 does not know', { Phase1DHGroupNumbers: [{ Value: 5 }] }],
    ['a cipher that is none', { Phase2EncryptionAlgorithms: [{ Value: 'DES' }] }],
  ])('are refused with %s', async (_, tunnel) => {
    const { ec2 } = local;
    const VpnGatewayId = await vpnGatewayOf(ec2);
    await refusal(connectionOf(ec2, VpnGatewayId, [], { TunnelOptions: [tunnel] }), 'InvalidParameterValue');
  });

  test('do not share an inside block at one gateway, and say which options were asked for', async () => {
    const { ec2 } = local;
    const VpnGatewayId = await vpnGatewayOf(ec2);
    const tunnel = {
      TunnelInsideCidr: '169.254.44.0/30',
      DPDTimeoutAction: 'restart',
      IKEVersions: [{ Value: 'ikev2' }],
    };
    const id = await connectionOf(ec2, VpnGatewayId, [], { TunnelOptions: [tunnel] });
    expect((await described(id))?.Options?.TunnelOptions?.[0]).toMatchObject({
      TunnelInsideCidr: '169.254.44.0/30',
      DpdTimeoutAction: 'restart',
      IkeVersions: [{ Value: 'ikev2' }],
    });
    await refusal(connectionOf(ec2, VpnGatewayId, [], { TunnelOptions: [tunnel] }), 'InvalidParameterValue');
  });

  test('have static routes where they are made for them', async () => {
    const { ec2 } = local;
    const VpnGatewayId = await vpnGatewayOf(ec2);
    const [fixed, dynamic] = [
      await connectionOf(ec2, VpnGatewayId, ['192.168.1.0/24']),
      await connectionOf(ec2, VpnGatewayId),
    ];
    const again = { VpnConnectionId: fixed, DestinationCidrBlock: '192.168.1.7/24' };
    await refusal(ec2.createVpnConnectionRoute(again), 'RouteAlreadyExists');
    expect((await described(fixed))?.Routes).toEqual([
      { DestinationCidrBlock: '192.168.1.0/24', Source: 'Static', State: 'available' },
    ]);
    await ec2.deleteVpnConnectionRoute(again);
    expect((await described(fixed))?.Routes ?? []).toEqual([]);
    await refusal(ec2.deleteVpnConnectionRoute(again), 'InvalidRoute.NotFound');
    const elsewhere = { ...again, VpnConnectionId: dynamic };
    await refusal(ec2.createVpnConnectionRoute(elsewhere), 'InvalidVpnConnection.InvalidType');
  });

  test('are changed at either end, in what they carry and in a tunnel', async () => {
    const { ec2 } = local;
    const [one, two] = [await vpnGatewayOf(ec2), await vpnGatewayOf(ec2)];
    const VpnConnectionId = await connectionOf(ec2, one, []);
    await ec2.modifyVpnConnection({ VpnConnectionId, VpnGatewayId: two });
    await ec2.modifyVpnConnectionOptions({ VpnConnectionId, LocalIpv4NetworkCidr: '192.168.0.0/16' });
    const VpnTunnelOutsideIpAddress = (await described(VpnConnectionId))?.VgwTelemetry?.[0]?.OutsideIpAddress;
    const TunnelOptions = { ReplayWindowSize: 64 };
    await ec2.modifyVpnTunnelOptions({ VpnConnectionId, VpnTunnelOutsideIpAddress, TunnelOptions });
    expect(await described(VpnConnectionId)).toMatchObject({
      VpnGatewayId: two,
      Options: { LocalIpv4NetworkCidr: '192.168.0.0/16', TunnelOptions: [{ ReplayWindowSize: 64 }, {}] },
    });
    const nowhere = { VpnConnectionId, VpnTunnelOutsideIpAddress: '203.0.113.1', TunnelOptions };
    await refusal(ec2.modifyVpnTunnelOptions(nowhere), 'InvalidParameterValue');
  });

  test('need both ends, and only one of them on the side of AWS', async () => {
    const { ec2 } = local;
    const [VpnGatewayId, CustomerGatewayId] = [await vpnGatewayOf(ec2), await customerGatewayOf(ec2)];
    const TransitGatewayId = 'tgw-0123456789abcdef0';
    await refusal(ec2.createVpnConnection({ CustomerGatewayId, Type }), 'MissingParameter');
    const both = { CustomerGatewayId, VpnGatewayId, TransitGatewayId, Type };
    await refusal(ec2.createVpnConnection(both), 'InvalidParameterCombination');
    const none = { CustomerGatewayId: 'cgw-0123456789abcdef0', VpnGatewayId, Type };
    await refusal(ec2.createVpnConnection(none), 'InvalidCustomerGatewayID.NotFound');
    await refusal(
      ec2.createVpnConnection({ CustomerGatewayId, VpnGatewayId, Type: 'ipsec.2' }),
      'InvalidParameterValue',
    );
  });

  test('hold their customer gateway, and stay in sight after they are deleted', async () => {
    const { ec2 } = local;
    const VpnConnectionId = await connectionOf(ec2, await vpnGatewayOf(ec2));
    const { CustomerGatewayId } = (await described(VpnConnectionId)) ?? {};
    await refusal(ec2.deleteCustomerGateway({ CustomerGatewayId }), 'IncorrectState');
    await ec2.deleteVpnConnection({ VpnConnectionId });
    expect(await described(VpnConnectionId)).toMatchObject({ State: 'deleted' });
    await refusal(ec2.deleteVpnConnection({ VpnConnectionId }), 'InvalidVpnConnectionID.NotFound');
    await ec2.deleteCustomerGateway({ CustomerGatewayId });
  });

  test('to a transit gateway are an attachment of it, with what the gateway gives by default', async () => {
    const { ec2 } = local;
    const { TransitGateway } = await ec2.createTransitGateway({});
    const { TransitGatewayId } = TransitGateway ?? {};
    const CustomerGatewayId = await customerGatewayOf(ec2);
    const { VpnConnection } = await ec2.createVpnConnection({ CustomerGatewayId, TransitGatewayId, Type });
    const { VpnConnectionId } = VpnConnection ?? {};
    const Filters = [{ Name: 'resource-type', Values: ['vpn'] }];
    const { TransitGatewayAttachments } = await ec2.describeTransitGatewayAttachments({ Filters });
    expect(TransitGatewayAttachments).toMatchObject([
      { ResourceId: VpnConnectionId, TransitGatewayId, State: 'available', Association: { State: 'associated' } },
    ]);
    await refusal(ec2.deleteTransitGateway({ TransitGatewayId }), 'IncorrectState');
    await ec2.deleteVpnConnection({ VpnConnectionId });
    const after = await ec2.describeTransitGatewayAttachments({ Filters });
    expect(after.TransitGatewayAttachments).toMatchObject([{ State: 'deleted' }]);
    await ec2.deleteTransitGateway({ TransitGatewayId });
  });
});
