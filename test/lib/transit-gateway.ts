import type { TransitGatewayAttachmentResourceType, TransitGatewayAttachmentState } from '@aws-sdk/client-ec2';
import type { Account } from '../../lib/account/types.ts';
import { transitGatewayRoute } from './written.ts';

/** A transit gateway's attachments and route tables, by id. */
export interface TransitGatewaySketch {
  /** Off unless said, as at AWS; that of an attachment is on unless said. */
  groupReferencing?: boolean;
  attachments: Record<string, AttachmentSketch>;
  /** `10.1.0.0/16 -> tgw-attach-b`, `10.1.0.0/16 -> tgw-attach-b propagated`, `10.9.0.0/16 -> blackhole`. */
  tables: Record<string, string[]>;
}

interface AttachmentSketch {
  /** The VPC that it is to, or what else: a VPN connection, another transit gateway. */
  vpc: string;
  kind?: TransitGatewayAttachmentResourceType;
  /** None for what is not a VPC. */
  subnets: string[];
  /** The route table that the attachment is associated with. */
  table?: string;
  appliance?: boolean;
  groupReferencing?: boolean;
  state?: TransitGatewayAttachmentState;
}

type Facts = Pick<
  Account,
  | 'TransitGateways'
  | 'TransitGatewayAttachments'
  | 'TransitGatewayVpcAttachments'
  | 'TransitGatewayRouteTables'
  | 'TransitGatewayRoutes'
  | 'TransitGatewayRouteTablePropagations'
>;

const support = (enabled: boolean) => (enabled ? 'enable' : 'disable');

export function transitGatewayFacts(sketches: Readonly<Record<string, TransitGatewaySketch>>, OwnerId: string): Facts {
  const gateways = Object.entries(sketches);
  return {
    TransitGateways: gateways.map(([TransitGatewayId, { groupReferencing = false }]) => ({
      TransitGatewayId,
      OwnerId,
      State: 'available',
      Options: { SecurityGroupReferencingSupport: support(groupReferencing) },
    })),
    ...attachmentFacts(gateways, OwnerId),
    ...tableFacts(gateways),
  };
}

type Gateways = readonly (readonly [string, TransitGatewaySketch])[];

function attachmentFacts(gateways: Gateways, OwnerId: string) {
  const all = gateways.flatMap(([TransitGatewayId, { attachments }]) =>
    Object.entries(attachments).map(([TransitGatewayAttachmentId, { state: State = 'available', ...sketch }]) => ({
      ids: { TransitGatewayAttachmentId, TransitGatewayId, State },
      sketch,
    })),
  );
  return {
    TransitGatewayAttachments: all.map(({ ids, sketch: { vpc, kind, table } }) => ({
      ...ids,
      TransitGatewayOwnerId: OwnerId,
      ResourceOwnerId: OwnerId,
      ResourceType: kind ?? ('vpc' as const),
      ResourceId: vpc,
      ...(table && { Association: { TransitGatewayRouteTableId: table, State: 'associated' as const } }),
    })),
    TransitGatewayVpcAttachments: all
      .filter(({ sketch }) => !sketch.kind)
      .map(({ ids, sketch: { vpc, subnets, appliance, groupReferencing } }) => ({
        ...ids,
        VpcId: vpc,
        VpcOwnerId: OwnerId,
        SubnetIds: subnets,
        Options: {
          SecurityGroupReferencingSupport: support(groupReferencing ?? true),
          ApplianceModeSupport: support(appliance ?? false),
        } as const,
      })),
  };
}

function tableFacts(gateways: Gateways) {
  const tables = gateways.flatMap(([TransitGatewayId, { attachments, tables }]) =>
    Object.entries(tables).map(([TransitGatewayRouteTableId, texts]) => ({
      ids: { TransitGatewayRouteTableId, TransitGatewayId },
      routes: texts.map((text) => transitGatewayRoute(text, (attachmentId) => attachments[attachmentId])),
    })),
  );
  const propagated = tables.map(({ ids, routes }) => {
    const origins = routes
      .filter(({ Type }) => Type === 'propagated')
      .flatMap(({ TransitGatewayAttachments = [] }) => TransitGatewayAttachments);
    const once = new Map(origins.map((each) => [each.TransitGatewayAttachmentId, each]));
    return [
      ids.TransitGatewayRouteTableId,
      [...once.values()].map((each) => ({ ...each, State: 'enabled' as const })),
    ] as const;
  });
  return {
    TransitGatewayRouteTables: tables.map(({ ids }) => ({ ...ids, State: 'available' as const })),
    TransitGatewayRoutes: Object.fromEntries(
      tables.map(({ ids, routes }) => [ids.TransitGatewayRouteTableId, routes] as const),
    ),
    TransitGatewayRouteTablePropagations: Object.fromEntries(propagated),
  };
}
