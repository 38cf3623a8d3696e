import { AwsError } from '../error.ts';
import type { TransitGatewayAttachmentRecord, TransitGatewayRouteTableRecord } from '../records.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { find } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import {
  associate,
  describeReferences,
  liveAttachment,
  referenceTo,
  refuseOtherGateway,
  usableAttachment,
} from './transit-gateway-attachment-record.ts';

interface Request {
  TransitGatewayRouteTableId: string | undefined;
  TransitGatewayAttachmentId: string | undefined;
}

const associated = ({ Association }: TransitGatewayAttachmentRecord, table: TransitGatewayRouteTableRecord) =>
  Association?.TransitGatewayRouteTableId === table.TransitGatewayRouteTableId;

function disassociate(region: Region, input: Request): TransitGatewayAttachmentRecord {
  const table = find(region, 'transitGatewayRouteTables', input.TransitGatewayRouteTableId);
  const attachment = liveAttachment(region, input.TransitGatewayAttachmentId);
  const { TransitGatewayAttachmentId: id = '' } = attachment;
  if (!associated(attachment, table)) {
    throw new AwsError(
      'InvalidAssociation.NotFound',
      `Transit Gateway Attachment ${id} is not associated with Transit Gateway Route Table ${table.TransitGatewayRouteTableId}.`,
    );
  }
  associate(region, id, undefined);
  return attachment;
}

export const operations = {
  AssociateTransitGatewayRouteTable(region, input) {
    const table = find(region, 'transitGatewayRouteTables', input.TransitGatewayRouteTableId);
    const { TransitGatewayRouteTableId } = table;
    const attachment = usableAttachment(region, input.TransitGatewayAttachmentId);
    const { TransitGatewayAttachmentId: id = '' } = attachment;
    refuseOtherGateway(attachment, table);
    if (attachment.Association) {
      throw new AwsError(
        'Resource.AlreadyAssociated',
        `Transit Gateway Attachment ${id} is already associated to a route table.`,
      );
    }
    associate(region, id, TransitGatewayRouteTableId);
    return { Association: { TransitGatewayRouteTableId, ...referenceTo(attachment), State: 'associating' } };
  },

  DisassociateTransitGatewayRouteTable(region, input) {
    const { TransitGatewayRouteTableId } = input;
    const attachment = disassociate(region, input);
    return { Association: { TransitGatewayRouteTableId, ...referenceTo(attachment), State: 'disassociating' } };
  },

  GetTransitGatewayRouteTableAssociations(region, input) {
    const table = find(region, 'transitGatewayRouteTables', input.TransitGatewayRouteTableId);
    const associations = region.transitGatewayAttachments
      .filter((each) => associated(each, table))
      .map((each) => ({ ...referenceTo(each), State: 'associated' as const }));
    const { page, NextToken } = describeReferences(associations, input);
    return { Associations: page, NextToken };
  },
} satisfies Ec2Operations;

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::TransitGatewayRouteTableAssociation': resourceType<Request>({
    create(region, properties) {
      operations.AssociateTransitGatewayRouteTable(region, properties);
      return `${properties.TransitGatewayRouteTableId}|${properties.TransitGatewayAttachmentId}`;
    },
    delete(region, _id, properties) {
      const attachment = region.transitGatewayAttachments.get(properties.TransitGatewayAttachmentId);
      const tableId = attachment?.Association?.TransitGatewayRouteTableId;
      if (tableId && tableId === properties.TransitGatewayRouteTableId) disassociate(region, properties);
    },
  }),
};
