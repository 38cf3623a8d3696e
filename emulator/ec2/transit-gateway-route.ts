import type { CreateTransitGatewayRouteRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { TransitGatewayRouteTableRecord } from '../records.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { canonical, cidrOf, formatCidr } from './cidr.ts';
import { find, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseOtherGateway, usableAttachment } from './transit-gateway-attachment-record.ts';
import { staticRoute } from './transit-gateway-table-routes.ts';

type StaticRoute = TransitGatewayRouteTableRecord['staticRoutes'][number];

/** Where a request wants its packets to go: an attachment of the table's gateway, or undefined for a blackhole. */
export function transitTarget(
  region: Region,
  table: TransitGatewayRouteTableRecord,
  {
    TransitGatewayAttachmentId,
    Blackhole,
  }: { TransitGatewayAttachmentId?: string | undefined; Blackhole?: boolean | undefined },
): string | undefined {
  if (Blackhole && TransitGatewayAttachmentId) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameters Blackhole and TransitGatewayAttachmentId cannot be used together.',
    );
  }
  if (Blackhole) return undefined;
  const attachment = usableAttachment(region, TransitGatewayAttachmentId);
  refuseOtherGateway(attachment, table);
  return attachment.TransitGatewayAttachmentId;
}

const destinationIn = (text: string | undefined) =>
  formatCidr(cidrOf(required(text, 'DestinationCidrBlock'), 'DestinationCidrBlock'));

function editRoutes(
  region: Region,
  { TransitGatewayRouteTableId: id = '' }: TransitGatewayRouteTableRecord,
  edit: (routes: StaticRoute[]) => StaticRoute[],
): void {
  region.transitGatewayRouteTables.update(id, (draft) => {
    draft.staticRoutes = edit(draft.staticRoutes);
  });
}

function existingRoute(table: TransitGatewayRouteTableRecord, destination: string): StaticRoute {
  const existing = table.staticRoutes.find((each) => each.destination === destination);
  if (existing) return existing;
  throw new AwsError(
    'InvalidRoute.NotFound',
    `Route ${destination} does not exist in Transit Gateway Route Table ${table.TransitGatewayRouteTableId}.`,
  );
}

export const operations = {
  CreateTransitGatewayRoute(region, input) {
    const table = find(region, 'transitGatewayRouteTables', input.TransitGatewayRouteTableId);
    const destination = destinationIn(input.DestinationCidrBlock);
    const route = { destination, attachmentId: transitTarget(region, table, input) };
    if (table.staticRoutes.some((each) => each.destination === destination)) {
      throw new AwsError(
        'RouteAlreadyExists',
        `Route ${destination} already exists in Transit Gateway Route Table ${table.TransitGatewayRouteTableId}.`,
      );
    }
    editRoutes(region, table, (routes) => [...routes, route]);
    return { Route: staticRoute(region, route) };
  },

  ReplaceTransitGatewayRoute(region, input) {
    const table = find(region, 'transitGatewayRouteTables', input.TransitGatewayRouteTableId);
    const { destination } = existingRoute(table, destinationIn(input.DestinationCidrBlock));
    const route = { destination, attachmentId: transitTarget(region, table, input) };
    editRoutes(region, table, (routes) => routes.map((each) => (each.destination === destination ? route : each)));
    return { Route: staticRoute(region, route) };
  },

  DeleteTransitGatewayRoute(region, input) {
    const table = find(region, 'transitGatewayRouteTables', input.TransitGatewayRouteTableId);
    const route = existingRoute(table, destinationIn(input.DestinationCidrBlock));
    editRoutes(region, table, (routes) => routes.filter((each) => each.destination !== route.destination));
    return { Route: { ...staticRoute(region, route), State: 'deleted' } };
  },
} satisfies Ec2Operations;

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::TransitGatewayRoute': resourceType<CreateTransitGatewayRouteRequest>({
    create(region, properties) {
      operations.CreateTransitGatewayRoute(region, properties);
      return `${properties.TransitGatewayRouteTableId}|${canonical(properties.DestinationCidrBlock)}`;
    },
    delete(region, id, properties) {
      const [tableId, destination] = id.split('|');
      const table = region.transitGatewayRouteTables.get(tableId);
      if (!table?.staticRoutes.some((each) => each.destination === destination)) return;
      const { TransitGatewayRouteTableId, DestinationCidrBlock } = properties;
      operations.DeleteTransitGatewayRoute(region, { TransitGatewayRouteTableId, DestinationCidrBlock });
    },
  }),
};
