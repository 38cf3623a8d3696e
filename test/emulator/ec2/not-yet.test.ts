import { describe, expect, test } from 'vitest';
import { localEc2, refusal } from './local-ec2.ts';

const local = localEc2();

describe('what cannot be made yet', () => {
  test('is described as an empty list', async () => {
    const { ec2 } = local;
    expect(await ec2.describeVpcPeeringConnections({})).toMatchObject({ VpcPeeringConnections: [] });
    expect(await ec2.describeVpnGateways({})).toMatchObject({ VpnGateways: [] });
    expect(await ec2.describeTransitGateways({})).toMatchObject({ TransitGateways: [] });
    expect(await ec2.describeTransitGatewayAttachments({})).toMatchObject({ TransitGatewayAttachments: [] });
    expect(await ec2.describeTransitGatewayVpcAttachments({})).toMatchObject({ TransitGatewayVpcAttachments: [] });
    expect(await ec2.describeTransitGatewayPeeringAttachments({})).toMatchObject({
      TransitGatewayPeeringAttachments: [],
    });
    expect(await ec2.describeTransitGatewayRouteTables({})).toMatchObject({ TransitGatewayRouteTables: [] });
  });

  test('is not found by id', async () => {
    const { ec2 } = local;
    const VpcPeeringConnectionIds = ['pcx-0123456789abcdef0'];
    await refusal(
      ec2.describeVpcPeeringConnections({ VpcPeeringConnectionIds }),
      'InvalidVpcPeeringConnectionID.NotFound',
    );
    await refusal(ec2.describeVpnGateways({ VpnGatewayIds: ['vgw-0'] }), 'InvalidVpnGatewayID.NotFound');
    await refusal(ec2.describeTransitGateways({ TransitGatewayIds: ['tgw-0'] }), 'InvalidTransitGatewayID.NotFound');
    const TransitGatewayAttachmentIds = ['tgw-attach-0'];
    for (const describing of [
      ec2.describeTransitGatewayAttachments({ TransitGatewayAttachmentIds }),
      ec2.describeTransitGatewayVpcAttachments({ TransitGatewayAttachmentIds }),
      ec2.describeTransitGatewayPeeringAttachments({ TransitGatewayAttachmentIds }),
    ]) {
      await refusal(describing, 'InvalidTransitGatewayAttachmentID.NotFound');
    }
    const TransitGatewayRouteTableIds = ['tgw-rtb-0'];
    await refusal(
      ec2.describeTransitGatewayRouteTables({ TransitGatewayRouteTableIds }),
      'InvalidRouteTableID.NotFound',
    );
  });

  test('is filtered by the names that AWS knows', async () => {
    const { ec2 } = local;
    const Values = ['vpc-1'];
    const Filters = [{ Name: 'requester-vpc-info.vpc-id', Values }];
    expect((await ec2.describeVpcPeeringConnections({ Filters })).VpcPeeringConnections).toEqual([]);
    const unknown = { Filters: [{ Name: 'vpc', Values }] };
    await refusal(ec2.describeVpcPeeringConnections(unknown), 'InvalidParameterValue', "The filter 'vpc' is invalid");
    await refusal(ec2.describeTransitGateways(unknown), 'InvalidParameterValue', "The filter 'vpc' is invalid");
  });
});
