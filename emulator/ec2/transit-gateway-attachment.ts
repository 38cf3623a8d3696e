import { describe } from './describe.ts';
import { isVisible } from './ended.ts';
import { KINDS } from './kind.ts';
import type { Ec2Operations } from './operations.ts';

export const operations = {
  DescribeTransitGatewayAttachments(region, input) {
    const { page, NextToken } = describe(region.transitGatewayAttachments.filter(isVisible), input, {
      ...KINDS.transitGatewayAttachments,
      ids: input.TransitGatewayAttachmentIds,
      idOf: (attachment) => attachment.TransitGatewayAttachmentId!,
      filters: {
        'association.state': (attachment) => [attachment.Association?.State],
        'association.transit-gateway-route-table-id': ({ Association }) => [Association?.TransitGatewayRouteTableId],
        'resource-id': (attachment) => [attachment.ResourceId],
        'resource-owner-id': (attachment) => [attachment.ResourceOwnerId],
        'resource-type': (attachment) => [attachment.ResourceType],
        state: (attachment) => [attachment.State],
        'transit-gateway-attachment-id': (attachment) => [attachment.TransitGatewayAttachmentId],
        'transit-gateway-id': (attachment) => [attachment.TransitGatewayId],
        'transit-gateway-owner-id': (attachment) => [attachment.TransitGatewayOwnerId],
      },
    });
    return { TransitGatewayAttachments: page, NextToken };
  },
} satisfies Ec2Operations;
