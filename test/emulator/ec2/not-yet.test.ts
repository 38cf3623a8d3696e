import { describe, expect, test } from 'vitest';
import { localEc2, refusal } from './local-ec2.ts';

const local = localEc2();

describe('what cannot be made yet', () => {
  test('is described as an empty list', async () => {
    const { ec2 } = local;
    expect(await ec2.describeVpnGateways({})).toMatchObject({ VpnGateways: [] });
  });

  test('is not found by id', async () => {
    const { ec2 } = local;
    await refusal(ec2.describeVpnGateways({ VpnGatewayIds: ['vgw-0'] }), 'InvalidVpnGatewayID.NotFound');
  });

  test('is filtered by the names that AWS knows', async () => {
    const { ec2 } = local;
    const Values = ['vpc-1'];
    const unknown = { Filters: [{ Name: 'vpc', Values }] };
    await refusal(ec2.describeVpnGateways(unknown), 'InvalidParameterValue', "The filter 'vpc' is invalid");
  });
});
