import type {
  CreateTransitGatewayRequest,
  ModifyTransitGatewayOptions,
  Tag,
  TransitGateway,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { describe } from './describe.ts';
import { isVisible } from './ended.ts';
import { find, KINDS, notFound } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';
import { isLive } from './transit-gateway-attachment-record.ts';
import { changedOptions, newOptions } from './transit-gateway-options.ts';
import { createTransitTable, liveGateway, tablesOf } from './transit-gateway-record.ts';
import { without } from './without.ts';

function create(region: Region, input: CreateTransitGatewayRequest): TransitGateway {
  refuseBeyond(region, 'transit-gateways', region.transitGateways.filter((each) => !each.endedAt).length + 1);
  const id = newId('tgw');
  const options = newOptions(input.Options ?? {});
  const association = options.DefaultRouteTableAssociation === 'enable';
  const propagation = options.DefaultRouteTablePropagation === 'enable';
  const table =
    association || propagation
      ? createTransitTable(region, id, { association, propagation }).TransitGatewayRouteTableId
      : undefined;
  return region.transitGateways.put(id, {
    TransitGatewayId: id,
    TransitGatewayArn: `arn:aws:ec2:${region.name}:${region.accountId}:transit-gateway/${id}`,
    State: 'available',
    OwnerId: region.accountId,
    Description: input.Description ?? '',
    CreationTime: new Date(),
    Options: {
      ...options,
      ...(association && { AssociationDefaultRouteTableId: table }),
      ...(propagation && { PropagationDefaultRouteTableId: table }),
    },
    Tags: tagsFor(input.TagSpecifications, 'transit-gateway'),
  });
}

/** Tells each table whether it is the gateway's default. */
function markDefaults(region: Region, gateway: TransitGateway): void {
  const { AssociationDefaultRouteTableId, PropagationDefaultRouteTableId } = gateway.Options ?? {};
  for (const { TransitGatewayRouteTableId: id = '' } of tablesOf(region, gateway)) {
    region.transitGatewayRouteTables.update(id, (draft) => {
      draft.DefaultAssociationRouteTable = id === AssociationDefaultRouteTableId;
      draft.DefaultPropagationRouteTable = id === PropagationDefaultRouteTableId;
    });
  }
}

function checkTables(region: Region, gateway: TransitGateway, asked: ModifyTransitGatewayOptions): void {
  const tables = tablesOf(region, gateway).map((table) => table.TransitGatewayRouteTableId);
  for (const id of [asked.AssociationDefaultRouteTableId, asked.PropagationDefaultRouteTableId]) {
    if (id && !tables.includes(id)) throw notFound('transitGatewayRouteTables', id);
  }
}

const ATTACHMENTS = { vpc: 'VPC', peering: 'Transit Gateway Cross Region Peering', vpn: 'VPN' } as const;

function refuseWhileAttached(region: Region, id: string): void {
  const attached = region.transitGatewayAttachments.filter((each) => isLive(each) && each.TransitGatewayId === id);
  const [first] = attached;
  if (!first) return;
  const noun = ATTACHMENTS[first.ResourceType as keyof typeof ATTACHMENTS] ?? 'Transit Gateway';
  const ids = attached
    .filter((each) => each.ResourceType === first.ResourceType)
    .map((each) => each.TransitGatewayAttachmentId);
  throw new AwsError('IncorrectState', `${id} has non-deleted ${noun} Attachments: ${ids.join(', ')}.`);
}

export const operations = {
  CreateTransitGateway(region, input) {
    return { TransitGateway: { ...create(region, input), State: 'pending' } };
  },

  DescribeTransitGateways(region, input) {
    const { page, NextToken } = describe(region.transitGateways.filter(isVisible), input, {
      ...KINDS.transitGateways,
      ids: input.TransitGatewayIds,
      idOf: (gateway) => gateway.TransitGatewayId!,
      filters: {
        'options.amazon-side-asn': ({ Options }) => [Options?.AmazonSideAsn],
        'options.association-default-route-table-id': ({ Options }) => [Options?.AssociationDefaultRouteTableId],
        'options.auto-accept-shared-attachments': ({ Options }) => [Options?.AutoAcceptSharedAttachments],
        'options.default-route-table-association': ({ Options }) => [Options?.DefaultRouteTableAssociation],
        'options.default-route-table-propagation': ({ Options }) => [Options?.DefaultRouteTablePropagation],
        'options.dns-support': ({ Options }) => [Options?.DnsSupport],
        'options.propagation-default-route-table-id': ({ Options }) => [Options?.PropagationDefaultRouteTableId],
        'options.vpn-ecmp-support': ({ Options }) => [Options?.VpnEcmpSupport],
        'owner-id': (gateway) => [gateway.OwnerId],
        state: (gateway) => [gateway.State],
        'transit-gateway-id': (gateway) => [gateway.TransitGatewayId],
      },
    });
    return { TransitGateways: page, NextToken };
  },

  ModifyTransitGateway(region, input) {
    const gateway = liveGateway(region, input.TransitGatewayId);
    const Options = changedOptions(gateway.Options ?? {}, input.Options ?? {});
    checkTables(region, gateway, input.Options ?? {});
    const modified = region.transitGateways.update(gateway.TransitGatewayId!, (draft) => {
      draft.Description = input.Description ?? draft.Description;
      draft.Options = Options;
    });
    markDefaults(region, modified);
    return { TransitGateway: { ...modified, State: 'modifying' } };
  },

  DeleteTransitGateway(region, input) {
    const gateway = liveGateway(region, input.TransitGatewayId);
    const { TransitGatewayId: id = '' } = gateway;
    refuseWhileAttached(region, id);
    for (const table of tablesOf(region, gateway)) {
      region.transitGatewayRouteTables.delete(table.TransitGatewayRouteTableId!);
    }
    region.transitGateways.update(id, (draft) => {
      draft.State = 'deleted';
      draft.endedAt = new Date();
    });
    return { TransitGateway: { ...gateway, State: 'deleting' } };
  },
} satisfies Ec2Operations;

type GatewayProperties = Pick<CreateTransitGatewayRequest, 'Description'> &
  NonNullable<CreateTransitGatewayRequest['Options']> &
  Pick<
    ModifyTransitGatewayOptions,
    'AssociationDefaultRouteTableId' | 'PropagationDefaultRouteTableId' | 'EncryptionSupport'
  > & { Tags?: Tag[] };

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::TransitGateway': resourceType<GatewayProperties>({
    create(region, { Tags, Description, ...properties }) {
      const { AssociationDefaultRouteTableId, PropagationDefaultRouteTableId, EncryptionSupport, ...Options } =
        properties;
      const { TransitGateway } = operations.CreateTransitGateway(region, {
        Description,
        Options,
        TagSpecifications: specificationOf('transit-gateway', Tags),
      });
      const later = { AssociationDefaultRouteTableId, PropagationDefaultRouteTableId, EncryptionSupport };
      if (Object.values(later).some(Boolean)) {
        operations.ModifyTransitGateway(region, { TransitGatewayId: TransitGateway.TransitGatewayId, Options: later });
      }
      return TransitGateway.TransitGatewayId!;
    },
    update(region, id, wanted, previous) {
      const { Tags, Description, TransitGatewayCidrBlocks, MulticastSupport: _, ...options } = wanted;
      operations.ModifyTransitGateway(region, {
        TransitGatewayId: id,
        Description,
        Options: {
          ...options,
          AddTransitGatewayCidrBlocks: without(TransitGatewayCidrBlocks, previous.TransitGatewayCidrBlocks),
          RemoveTransitGatewayCidrBlocks: without(previous.TransitGatewayCidrBlocks, TransitGatewayCidrBlocks),
        },
      });
      retag(region.transitGateways, id, Tags, previous.Tags);
    },
    delete(region, id) {
      const gateway = region.transitGateways.get(id);
      if (gateway && !gateway.endedAt) operations.DeleteTransitGateway(region, { TransitGatewayId: id });
    },
    attributes: (region, id) => ({
      Id: id,
      TransitGatewayArn: find(region, 'transitGateways', id).TransitGatewayArn,
    }),
  }),
};
