import type { Tag, TransitGatewayRouteTable } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { describe } from './describe.ts';
import { find, KINDS } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { specificationOf, tagsFor } from './tags.ts';
import { createTransitTable, liveGateway, tablesOf } from './transit-gateway-record.ts';

/** A table goes once no attachment looks in it and its gateway gives it to none. */
function refuseWhileUsed(region: Region, table: TransitGatewayRouteTable): void {
  const { TransitGatewayRouteTableId: id, TransitGatewayId } = table;
  const users = region.transitGatewayAttachments.filter((each) => each.Association?.TransitGatewayRouteTableId === id);
  if (users.length > 0) {
    const ids = users.map((each) => each.TransitGatewayAttachmentId).join(', ');
    throw new AwsError('IncorrectState', `${id} has existing associations: ${ids}.`);
  }
  if (!table.DefaultAssociationRouteTable && !table.DefaultPropagationRouteTable) return;
  throw new AwsError('IncorrectState', `${id} is a default route table of ${TransitGatewayId}.`);
}

export const operations = {
  CreateTransitGatewayRouteTable(region, input) {
    const gateway = liveGateway(region, input.TransitGatewayId);
    const { TransitGatewayId = '' } = gateway;
    const count = tablesOf(region, gateway).length + 1;
    refuseBeyond(region, 'route-tables-per-transit-gateway', count, TransitGatewayId);
    const tags = tagsFor(input.TagSpecifications, 'transit-gateway-route-table');
    const table = createTransitTable(region, TransitGatewayId, { tags });
    return { TransitGatewayRouteTable: { ...table, State: 'pending' } };
  },

  DescribeTransitGatewayRouteTables(region, input) {
    const { page, NextToken } = describe(region.transitGatewayRouteTables.values(), input, {
      ...KINDS.transitGatewayRouteTables,
      ids: input.TransitGatewayRouteTableIds,
      idOf: (table) => table.TransitGatewayRouteTableId!,
      filters: {
        'default-association-route-table': (table) => [table.DefaultAssociationRouteTable],
        'default-propagation-route-table': (table) => [table.DefaultPropagationRouteTable],
        state: (table) => [table.State],
        'transit-gateway-id': (table) => [table.TransitGatewayId],
        'transit-gateway-route-table-id': (table) => [table.TransitGatewayRouteTableId],
      },
    });
    return { TransitGatewayRouteTables: page, NextToken };
  },

  DeleteTransitGatewayRouteTable(region, input) {
    const table = find(region, 'transitGatewayRouteTables', input.TransitGatewayRouteTableId);
    refuseWhileUsed(region, table);
    region.transitGatewayRouteTables.delete(table.TransitGatewayRouteTableId!);
    return { TransitGatewayRouteTable: { ...table, State: 'deleting' } };
  },
} satisfies Ec2Operations;

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::TransitGatewayRouteTable': resourceType<{ TransitGatewayId: string; Tags?: Tag[] }>({
    create(region, { TransitGatewayId, Tags }) {
      const { TransitGatewayRouteTable } = operations.CreateTransitGatewayRouteTable(region, {
        TransitGatewayId,
        TagSpecifications: specificationOf('transit-gateway-route-table', Tags),
      });
      return TransitGatewayRouteTable.TransitGatewayRouteTableId!;
    },
    delete(region, id) {
      if (!region.transitGatewayRouteTables.get(id)) return;
      operations.DeleteTransitGatewayRouteTable(region, { TransitGatewayRouteTableId: id });
    },
    attributes: (_region, id) => ({ TransitGatewayRouteTableId: id }),
  }),
};
