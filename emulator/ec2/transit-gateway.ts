import type * as ec2 from '@aws-sdk/client-ec2';
import { describe } from './describe.ts';
import type { Ec2Operations } from './operations.ts';

/** Transit gateways cannot be made yet, so there are none, and nothing that belongs to one. */
const NONE: readonly never[] = [];

/** How AWS pages what belongs to transit gateways. */
const pageSize = [5, 1000] as const;

const attachments = {
  idOf: ({ TransitGatewayAttachmentId = '' }: { TransitGatewayAttachmentId?: string | undefined }) =>
    TransitGatewayAttachmentId,
  notFound: 'InvalidTransitGatewayAttachmentID.NotFound',
  noun: 'transitGatewayAttachment ID',
  pageSize,
};

export const operations = {
  DescribeTransitGateways(_region, input) {
    const { page, NextToken } = describe<ec2.TransitGateway>(NONE, input, {
      ids: input.TransitGatewayIds,
      idOf: (gateway) => gateway.TransitGatewayId ?? '',
      notFound: 'InvalidTransitGatewayID.NotFound',
      noun: 'transitGateway ID',
      filters: {
        'owner-id': (gateway) => [gateway.OwnerId],
        state: (gateway) => [gateway.State],
        'transit-gateway-id': (gateway) => [gateway.TransitGatewayId],
      },
      pageSize,
    });
    return { TransitGateways: page, NextToken };
  },

  DescribeTransitGatewayAttachments(_region, input) {
    const { page, NextToken } = describe<ec2.TransitGatewayAttachment>(NONE, input, {
      ...attachments,
      ids: input.TransitGatewayAttachmentIds,
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

  DescribeTransitGatewayVpcAttachments(_region, input) {
    const { page, NextToken } = describe<ec2.TransitGatewayVpcAttachment>(NONE, input, {
      ...attachments,
      ids: input.TransitGatewayAttachmentIds,
      filters: {
        state: (attachment) => [attachment.State],
        'transit-gateway-attachment-id': (attachment) => [attachment.TransitGatewayAttachmentId],
        'transit-gateway-id': (attachment) => [attachment.TransitGatewayId],
        'vpc-id': (attachment) => [attachment.VpcId],
      },
    });
    return { TransitGatewayVpcAttachments: page, NextToken };
  },

  DescribeTransitGatewayPeeringAttachments(_region, input) {
    const { page, NextToken } = describe<ec2.TransitGatewayPeeringAttachment>(NONE, input, {
      ...attachments,
      ids: input.TransitGatewayAttachmentIds,
      filters: {
        'local-owner-id': (attachment) => [attachment.RequesterTgwInfo?.OwnerId],
        'remote-owner-id': (attachment) => [attachment.AccepterTgwInfo?.OwnerId],
        state: (attachment) => [attachment.State],
        'transit-gateway-attachment-id': (attachment) => [attachment.TransitGatewayAttachmentId],
        'transit-gateway-id': (attachment) => [attachment.RequesterTgwInfo?.TransitGatewayId],
      },
    });
    return { TransitGatewayPeeringAttachments: page, NextToken };
  },

  DescribeTransitGatewayRouteTables(_region, input) {
    const { page, NextToken } = describe<ec2.TransitGatewayRouteTable>(NONE, input, {
      ids: input.TransitGatewayRouteTableIds,
      idOf: (table) => table.TransitGatewayRouteTableId ?? '',
      notFound: 'InvalidRouteTableID.NotFound',
      noun: 'transitGatewayRouteTable ID',
      filters: {
        'default-association-route-table': (table) => [table.DefaultAssociationRouteTable],
        'default-propagation-route-table': (table) => [table.DefaultPropagationRouteTable],
        state: (table) => [table.State],
        'transit-gateway-id': (table) => [table.TransitGatewayId],
        'transit-gateway-route-table-id': (table) => [table.TransitGatewayRouteTableId],
      },
      pageSize,
    });
    return { TransitGatewayRouteTables: page, NextToken };
  },
} satisfies Ec2Operations;
