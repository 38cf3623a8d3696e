import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openTarget, type Target } from '../target/target.ts';
import { launch, subnetOf, vpcOf } from './local-ec2.ts';
import { customerGatewayOf, vpnGatewayOf } from './vpn-lab.ts';

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.close());

/** Something that has been made and ended, by kind, and how it is asked for; the answer is its state. */
const KINDS: Record<string, () => Promise<() => Promise<string | undefined>>> = {
  async 'a customer gateway'() {
    const { ec2 } = target;
    const CustomerGatewayId = await customerGatewayOf(ec2);
    await ec2.deleteCustomerGateway({ CustomerGatewayId });
    const request = { CustomerGatewayIds: [CustomerGatewayId] };
    return async () => (await ec2.describeCustomerGateways(request)).CustomerGateways?.[0]?.State;
  },
  async 'a virtual private gateway'() {
    const { ec2 } = target;
    const VpnGatewayId = await vpnGatewayOf(ec2);
    await ec2.deleteVpnGateway({ VpnGatewayId });
    return async () => (await ec2.describeVpnGateways({ VpnGatewayIds: [VpnGatewayId] })).VpnGateways?.[0]?.State;
  },
  async 'a VPN connection'() {
    const { ec2 } = target;
    const ends = { CustomerGatewayId: await customerGatewayOf(ec2), VpnGatewayId: await vpnGatewayOf(ec2) };
    const { VpnConnection } = await ec2.createVpnConnection({ ...ends, Type: 'ipsec.1' });
    const VpnConnectionId = VpnConnection?.VpnConnectionId ?? '';
    await ec2.deleteVpnConnection({ VpnConnectionId });
    const request = { VpnConnectionIds: [VpnConnectionId] };
    return async () => (await ec2.describeVpnConnections(request)).VpnConnections?.[0]?.State;
  },
  async 'a transit gateway'() {
    const { ec2 } = target;
    const { TransitGateway } = await ec2.createTransitGateway({});
    const TransitGatewayId = TransitGateway?.TransitGatewayId ?? '';
    await ec2.deleteTransitGateway({ TransitGatewayId });
    const request = { TransitGatewayIds: [TransitGatewayId] };
    return async () => (await ec2.describeTransitGateways(request)).TransitGateways?.[0]?.State;
  },
  async 'a NAT gateway'() {
    const { ec2 } = target;
    const SubnetId = await subnetOf(ec2, await vpcOf(ec2), '10.0.0.0/24');
    const { NatGateway } = await ec2.createNatGateway({ SubnetId, ConnectivityType: 'private' });
    const NatGatewayId = NatGateway?.NatGatewayId ?? '';
    await ec2.deleteNatGateway({ NatGatewayId });
    return async () => (await ec2.describeNatGateways({ NatGatewayIds: [NatGatewayId] })).NatGateways?.[0]?.State;
  },
  async 'an instance'() {
    const { ec2 } = target;
    const InstanceIds = [await launch(ec2, await subnetOf(ec2, await vpcOf(ec2), '10.0.0.0/24'))];
    await ec2.terminateInstances({ InstanceIds });
    return async () => (await ec2.describeInstances({ InstanceIds })).Reservations?.[0]?.Instances?.[0]?.State?.Name;
  },
};

const MINUTE_MS = 60_000;

test.each(Object.keys(KINDS))('%s that has ended is shown for about an hour', async (kind) => {
  // An account's clock cannot be set.
  expect(target.local).toBeDefined();
  const stateOf = await KINDS[kind]!();
  const ended = kind === 'an instance' ? 'terminated' : 'deleted';
  const now = Date.now();
  const clock = vi.spyOn(Date, 'now');
  try {
    clock.mockReturnValue(now + 59 * MINUTE_MS);
    expect(await stateOf()).toBe(ended);
    clock.mockReturnValue(now + 61 * MINUTE_MS);
    await expect(stateOf()).rejects.toThrow(/not found|not exist|was deleted/i);
  } finally {
    clock.mockRestore();
  }
});
