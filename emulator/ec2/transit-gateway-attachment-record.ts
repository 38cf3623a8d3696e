import type { TransitGatewayAttachmentResourceType, TransitGatewayRouteTable } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { TransitGatewayAttachmentRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { describe } from './describe.ts';
import { find, invalid, KINDS } from './kind.ts';
import { refuseBeyond } from './quota.ts';
import { liveGateway } from './transit-gateway-record.ts';

const NOUNS: Partial<Record<TransitGatewayAttachmentResourceType, string>> = {
  vpc: 'Transit Gateway VPC Attachment',
  peering: 'Transit Gateway Peering Attachment',
};

/** Whether it has not ended: a deleted, rejected or failed attachment is only remembered. */
export const isLive = ({ endedAt }: TransitGatewayAttachmentRecord): boolean => !endedAt;

/** The attachment, of one kind where that is given; AWS's error when there is none or it has ended. */
export function liveAttachment(
  region: Region,
  id: string | undefined,
  kind?: TransitGatewayAttachmentResourceType,
): TransitGatewayAttachmentRecord {
  const attachment = kind ? region.transitGatewayAttachments.get(id) : find(region, 'transitGatewayAttachments', id);
  if (attachment && isLive(attachment) && (!kind || attachment.ResourceType === kind)) return attachment;
  const noun = (kind && NOUNS[kind]) ?? 'Transit Gateway Attachment';
  throw new AwsError(KINDS.transitGatewayAttachments.notFound, `${noun} ${id} was deleted or does not exist.`);
}

export const invalidState = (id: string | undefined): AwsError =>
  new AwsError('IncorrectState', `${id} is in invalid state`);

/** The same, when it can be used: AWS's error while it still waits to be accepted. */
export function usableAttachment(region: Region, id: string | undefined): TransitGatewayAttachmentRecord {
  const attachment = liveAttachment(region, id);
  if (attachment.State !== 'available') throw invalidState(id);
  return attachment;
}

/** The attachment of a VPC to a transit gateway, if it has one. */
export function attachmentTo(
  region: Region,
  transitGatewayId: string,
  vpcId: string | undefined,
): TransitGatewayAttachmentRecord | undefined {
  return region.transitGatewayAttachments.find(
    (each) => isLive(each) && each.TransitGatewayId === transitGatewayId && !!each.ofVpc && each.ResourceId === vpcId,
  );
}

/** Refuses one more attachment of a transit gateway than it may have. */
export function refuseMoreAttachments(region: Region, transitGatewayId: string | undefined): void {
  const live = region.transitGatewayAttachments.filter(
    (each) => isLive(each) && each.TransitGatewayId === transitGatewayId,
  );
  refuseBeyond(region, 'attachments-per-transit-gateway', live.length + 1, transitGatewayId);
}

/** An attachment can use only the route tables of its own transit gateway. */
export function refuseOtherGateway(
  { TransitGatewayAttachmentId, TransitGatewayId }: TransitGatewayAttachmentRecord,
  table: TransitGatewayRouteTable,
): void {
  if (TransitGatewayId === table.TransitGatewayId) return;
  throw invalid(
    `${TransitGatewayAttachmentId} and ${table.TransitGatewayRouteTableId} belong to different transit gateways.`,
  );
}

/** The members by which associations, propagations and routes name an attachment. */
export const referenceTo = ({
  TransitGatewayAttachmentId,
  ResourceId,
  ResourceType,
}: TransitGatewayAttachmentRecord) => ({ TransitGatewayAttachmentId, ResourceId, ResourceType });

/** A page of associations or propagations, selected by the attachments that they name. */
export const describeReferences = <T extends ReturnType<typeof referenceTo>>(
  all: readonly T[],
  input: Parameters<typeof describe<T>>[1],
) =>
  describe(all, input, {
    ...KINDS.transitGatewayAttachments,
    idOf: (each) => each.TransitGatewayAttachmentId!,
    filters: {
      'resource-id': (each) => [each.ResourceId],
      'resource-type': (each) => [each.ResourceType],
      'transit-gateway-attachment-id': (each) => [each.TransitGatewayAttachmentId],
    },
  });

/**
 * Gives a new attachment what its gateway gives by default: a route table to look in, and one that its routes go to. A peering
 * propagates nothing. https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-table-association-overview
 */
export function joinDefaultTables(region: Region, attachment: TransitGatewayAttachmentRecord): void {
  const { TransitGatewayAttachmentId = '', TransitGatewayId, ResourceType } = attachment;
  const { Options = {} } = liveGateway(region, TransitGatewayId);
  if (Options.DefaultRouteTableAssociation === 'enable') {
    associate(region, TransitGatewayAttachmentId, Options.AssociationDefaultRouteTableId);
  }
  if (Options.DefaultRouteTablePropagation === 'enable' && ResourceType !== 'peering') {
    propagate(region, TransitGatewayAttachmentId, Options.PropagationDefaultRouteTableId);
  }
}

/** Sets or clears the table that what comes in by the attachment is looked up in. */
export function associate(region: Region, attachmentId: string, tableId: string | undefined): void {
  region.transitGatewayAttachments.update(attachmentId, (draft) => {
    if (tableId) draft.Association = { TransitGatewayRouteTableId: tableId, State: 'associated' };
    else delete draft.Association;
  });
}

export function propagate(region: Region, attachmentId: string, tableId: string | undefined): void {
  region.transitGatewayRouteTables.update(tableId ?? '', (draft) => {
    draft.propagatingAttachmentIds.push(attachmentId);
  });
}

export function stopPropagating(region: Region, attachmentId: string, tableId: string | undefined): void {
  region.transitGatewayRouteTables.update(tableId ?? '', (draft) => {
    draft.propagatingAttachmentIds = draft.propagatingAttachmentIds.filter((each) => each !== attachmentId);
  });
}

/** Ends an attachment: it leaves its route tables, and static routes to it become blackholes. */
export function endAttachment(
  region: Region,
  id: string,
  State: 'deleted' | 'rejected' | 'failed',
): TransitGatewayAttachmentRecord {
  for (const table of region.transitGatewayRouteTables.filter((each) => each.propagatingAttachmentIds.includes(id))) {
    stopPropagating(region, id, table.TransitGatewayRouteTableId);
  }
  associate(region, id, undefined);
  return region.transitGatewayAttachments.update(id, (draft) => {
    draft.State = State;
    draft.endedAt = new Date();
  });
}
