import type { TransitGatewayPrefixListReference } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { TransitGatewayRouteTableRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { describe } from './describe.ts';
import { find, KINDS } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { checkPrefixList } from './prefix-list.ts';
import { referenceTo } from './transit-gateway-attachment-record.ts';
import { transitTarget } from './transit-gateway-route.ts';

type Reference = TransitGatewayRouteTableRecord['prefixLists'][number];

function asDescribed(
  region: Region,
  { TransitGatewayRouteTableId }: TransitGatewayRouteTableRecord,
  { prefixListId, attachmentId }: Reference,
): TransitGatewayPrefixListReference {
  const attachment = region.transitGatewayAttachments.get(attachmentId);
  return {
    TransitGatewayRouteTableId,
    PrefixListId: prefixListId,
    PrefixListOwnerId: checkPrefixList(region, prefixListId).OwnerId,
    State: 'available',
    Blackhole: !attachment,
    ...(attachment && { TransitGatewayAttachment: referenceTo(attachment) }),
  };
}

function editReferences(
  region: Region,
  { TransitGatewayRouteTableId: id = '' }: TransitGatewayRouteTableRecord,
  edit: (references: Reference[]) => Reference[],
): TransitGatewayRouteTableRecord {
  return region.transitGatewayRouteTables.update(id, (draft) => {
    draft.prefixLists = edit(draft.prefixLists);
  });
}

function existing(table: TransitGatewayRouteTableRecord, id: string | undefined): Reference {
  const reference = table.prefixLists.find((each) => each.prefixListId === id);
  if (reference) return reference;
  throw new AwsError(
    KINDS.managedPrefixLists.notFound,
    `Prefix list ${id} is not referenced in Transit Gateway Route Table ${table.TransitGatewayRouteTableId}.`,
  );
}

export const operations = {
  CreateTransitGatewayPrefixListReference(region, input) {
    const table = find(region, 'transitGatewayRouteTables', input.TransitGatewayRouteTableId);
    const { PrefixListId: prefixListId = '' } = checkPrefixList(region, input.PrefixListId);
    if (table.prefixLists.some((each) => each.prefixListId === prefixListId)) {
      throw new AwsError(
        'RouteAlreadyExists',
        `Route ${prefixListId} already exists in Transit Gateway Route Table ${table.TransitGatewayRouteTableId}.`,
      );
    }
    const reference = { prefixListId, attachmentId: transitTarget(region, table, input) };
    editReferences(region, table, (references) => [...references, reference]);
    return { TransitGatewayPrefixListReference: { ...asDescribed(region, table, reference), State: 'pending' } };
  },

  ModifyTransitGatewayPrefixListReference(region, input) {
    const table = find(region, 'transitGatewayRouteTables', input.TransitGatewayRouteTableId);
    const { prefixListId } = existing(table, input.PrefixListId);
    const reference = { prefixListId, attachmentId: transitTarget(region, table, input) };
    editReferences(region, table, (references) =>
      references.map((each) => (each.prefixListId === prefixListId ? reference : each)),
    );
    return { TransitGatewayPrefixListReference: { ...asDescribed(region, table, reference), State: 'modifying' } };
  },

  DeleteTransitGatewayPrefixListReference(region, input) {
    const table = find(region, 'transitGatewayRouteTables', input.TransitGatewayRouteTableId);
    const reference = existing(table, input.PrefixListId);
    editReferences(region, table, (references) =>
      references.filter((each) => each.prefixListId !== reference.prefixListId),
    );
    return { TransitGatewayPrefixListReference: { ...asDescribed(region, table, reference), State: 'deleting' } };
  },

  GetTransitGatewayPrefixListReferences(region, input) {
    const table = find(region, 'transitGatewayRouteTables', input.TransitGatewayRouteTableId);
    const references = table.prefixLists.map((each) => asDescribed(region, table, each));
    const { page, NextToken } = describe(references, input, {
      ...KINDS.managedPrefixLists,
      idOf: (each) => each.PrefixListId!,
      filters: {
        'attachment.resource-id': (each) => [each.TransitGatewayAttachment?.ResourceId],
        'attachment.resource-type': (each) => [each.TransitGatewayAttachment?.ResourceType],
        'attachment.transit-gateway-attachment-id': (each) => [
          each.TransitGatewayAttachment?.TransitGatewayAttachmentId,
        ],
        'is-blackhole': (each) => [each.Blackhole],
        'prefix-list-id': (each) => [each.PrefixListId],
        'prefix-list-owner-id': (each) => [each.PrefixListOwnerId],
        state: (each) => [each.State],
      },
    });
    return { TransitGatewayPrefixListReferences: page, NextToken };
  },
} satisfies Ec2Operations;
