import type { VpnGateway } from '@aws-sdk/client-ec2';
import { describe } from './describe.ts';
import type { Ec2Operations } from './operations.ts';

/** Virtual private gateways cannot be made yet, so there are none. */
const NONE: readonly VpnGateway[] = [];

export const operations = {
  DescribeVpnGateways(_region, input) {
    const { page } = describe(NONE, input, {
      ids: input.VpnGatewayIds,
      idOf: (gateway) => gateway.VpnGatewayId ?? '',
      notFound: 'InvalidVpnGatewayID.NotFound',
      noun: 'vpnGateway ID',
      filters: {
        'amazon-side-asn': (gateway) => [gateway.AmazonSideAsn],
        'attachment.state': ({ VpcAttachments = [] }) => VpcAttachments.map(({ State }) => State),
        'attachment.vpc-id': ({ VpcAttachments = [] }) => VpcAttachments.map(({ VpcId }) => VpcId),
        'availability-zone': (gateway) => [gateway.AvailabilityZone],
        state: (gateway) => [gateway.State],
        type: (gateway) => [gateway.Type],
        'vpn-gateway-id': (gateway) => [gateway.VpnGatewayId],
      },
    });
    return { VpnGateways: page };
  },
} satisfies Ec2Operations;
