import { AwsError } from '../error.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { describe } from './describe.ts';
import { find, invalid, KINDS } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import {
  describeReferences,
  liveAttachment,
  propagate,
  referenceTo,
  refuseOtherGateway,
  stopPropagating,
  usableAttachment,
} from './transit-gateway-attachment-record.ts';

interface Request {
  TransitGatewayRouteTableId: string | undefined;
  TransitGatewayAttachmentId?: string | undefined;
}

const isPropagated = (region: Region, tableId: string | undefined, attachmentId: string | undefined) =>
  region.transitGatewayRouteTables.get(tableId)?.propagatingAttachmentIds.includes(attachmentId ?? '') === true;

export const operations = {
  EnableTransitGatewayRouteTablePropagation(region, input) {
    const table = find(region, 'transitGatewayRouteTables', input.TransitGatewayRouteTableId);
    const { TransitGatewayRouteTableId } = table;
    const attachment = usableAttachment(region, input.TransitGatewayAttachmentId);
    const { TransitGatewayAttachmentId: id = '' } = attachment;
    refuseOtherGateway(attachment, table);
    if (attachment.ResourceType === 'peering') {
      throw invalid(`Propagation is not supported for Transit Gateway Peering Attachment ${id}.`);
    }
    if (isPropagated(region, TransitGatewayRouteTableId, id)) {
      throw new AwsError(
        'TransitGatewayRouteTablePropagation.Duplicate',
        `Propagation ${id} already exists in Transit Gateway Route Table ${TransitGatewayRouteTableId}.`,
      );
    }
    propagate(region, id, TransitGatewayRouteTableId);
    return { Propagation: { ...referenceTo(attachment), TransitGatewayRouteTableId, State: 'enabled' } };
  },

  DisableTransitGatewayRouteTablePropagation(region, input) {
    const { TransitGatewayRouteTableId } = find(region, 'transitGatewayRouteTables', input.TransitGatewayRouteTableId);
    const attachment = liveAttachment(region, input.TransitGatewayAttachmentId);
    const { TransitGatewayAttachmentId: id = '' } = attachment;
    if (!isPropagated(region, TransitGatewayRouteTableId, id)) {
      throw new AwsError(
        'TransitGatewayRouteTablePropagation.NotFound',
        `Propagation ${id} does not exist in Transit Gateway Route Table ${TransitGatewayRouteTableId}.`,
      );
    }
    stopPropagating(region, id, TransitGatewayRouteTableId);
    return { Propagation: { ...referenceTo(attachment), TransitGatewayRouteTableId, State: 'disabled' } };
  },

  GetTransitGatewayRouteTablePropagations(region, input) {
    const table = find(region, 'transitGatewayRouteTables', input.TransitGatewayRouteTableId);
    const propagations = table.propagatingAttachmentIds.map((id) => ({
      ...referenceTo(liveAttachment(region, id)),
      State: 'enabled' as const,
    }));
    const { page, NextToken } = describeReferences(propagations, input);
    return { TransitGatewayRouteTablePropagations: page, NextToken };
  },

  GetTransitGatewayAttachmentPropagations(region, input) {
    const { TransitGatewayAttachmentId: id = '' } = liveAttachment(region, input.TransitGatewayAttachmentId);
    const propagations = region.transitGatewayRouteTables
      .filter((table) => table.propagatingAttachmentIds.includes(id))
      .map(({ TransitGatewayRouteTableId }) => ({ TransitGatewayRouteTableId, State: 'enabled' as const }));
    const { page, NextToken } = describe(propagations, input, {
      ...KINDS.transitGatewayRouteTables,
      idOf: (each) => each.TransitGatewayRouteTableId!,
      filters: { 'transit-gateway-route-table-id': (each) => [each.TransitGatewayRouteTableId] },
    });
    return { TransitGatewayAttachmentPropagations: page, NextToken };
  },
} satisfies Ec2Operations;

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::TransitGatewayRouteTablePropagation': resourceType<Request>({
    create(region, properties) {
      operations.EnableTransitGatewayRouteTablePropagation(region, properties);
      return `${properties.TransitGatewayRouteTableId}|${properties.TransitGatewayAttachmentId}`;
    },
    delete(region, _id, properties) {
      const { TransitGatewayRouteTableId: tableId, TransitGatewayAttachmentId: attachmentId } = properties;
      if (!isPropagated(region, tableId, attachmentId)) return;
      operations.DisableTransitGatewayRouteTablePropagation(region, properties);
    },
  }),
};
