import type { Route, RouteTable, Tag } from '@aws-sdk/client-ec2';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { refuseWhileInUse } from './dependency.ts';
import { describe } from './describe.ts';
import { find, KINDS } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { createTable } from './route-table-record.ts';
import { asDescribed } from './route-target.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';
import { propagatedRoutes } from './vpn-gateway-record.ts';

/** The table as AWS answers it: whether a route leads anywhere is found out when it is asked. */
const view = (region: Region, table: RouteTable): RouteTable => ({
  ...table,
  Routes: [...(table.Routes ?? []), ...propagatedRoutes(region, table)].map((route) =>
    asDescribed(region, route, table.VpcId),
  ),
});

const ofRoutes = (value: (route: Route) => string | undefined) => (table: RouteTable) =>
  (table.Routes ?? []).map(value);

type Association = NonNullable<RouteTable['Associations']>[number];

const ofAssociations = (value: (association: Association) => string | boolean | undefined) => (table: RouteTable) =>
  (table.Associations ?? []).map(value);

const FILTERS = {
  'association.gateway-id': ofAssociations((each) => each.GatewayId),
  'association.main': ofAssociations((each) => each.Main),
  'association.route-table-association-id': ofAssociations((each) => each.RouteTableAssociationId),
  'association.route-table-id': ofAssociations((each) => each.RouteTableId),
  'association.subnet-id': ofAssociations((each) => each.SubnetId),
  'owner-id': (table: RouteTable) => [table.OwnerId],
  'route-table-id': (table: RouteTable) => [table.RouteTableId],
  'route.destination-cidr-block': ofRoutes((route) => route.DestinationCidrBlock),
  'route.destination-ipv6-cidr-block': ofRoutes((route) => route.DestinationIpv6CidrBlock),
  'route.destination-prefix-list-id': ofRoutes((route) => route.DestinationPrefixListId),
  'route.egress-only-internet-gateway-id': ofRoutes((route) => route.EgressOnlyInternetGatewayId),
  'route.gateway-id': ofRoutes((route) => route.GatewayId),
  'route.instance-id': ofRoutes((route) => route.InstanceId),
  'route.nat-gateway-id': ofRoutes((route) => route.NatGatewayId),
  'route.network-interface-id': ofRoutes((route) => route.NetworkInterfaceId),
  'route.transit-gateway-id': ofRoutes((route) => route.TransitGatewayId),
  'route.origin': ofRoutes((route) => route.Origin),
  'route.state': ofRoutes((route) => route.State),
  'route.vpc-peering-connection-id': ofRoutes((route) => route.VpcPeeringConnectionId),
  'vpc-id': (table: RouteTable) => [table.VpcId],
};

export const operations = {
  CreateRouteTable(region, input) {
    const { VpcId = '' } = find(region, 'vpcs', input.VpcId);
    const siblings = region.routeTables.filter((each) => each.VpcId === VpcId);
    refuseBeyond(region, 'route-tables-per-vpc', siblings.length + 1, VpcId);
    return { RouteTable: createTable(region, VpcId, { tags: tagsFor(input.TagSpecifications, 'route-table') }) };
  },

  DescribeRouteTables(region, input) {
    const tables = region.routeTables.values().map((table) => view(region, table));
    const { page, NextToken } = describe(tables, input, {
      ...KINDS.routeTables,
      ids: input.RouteTableIds,
      idOf: (table) => table.RouteTableId!,
      filters: FILTERS,
      pageSize: [5, 100],
    });
    return { RouteTables: page, NextToken };
  },

  DeleteRouteTable(region, input) {
    const { RouteTableId = '', Associations = [] } = find(region, 'routeTables', input.RouteTableId);
    const endpoint = region.vpcEndpoints.find((each) => each.RouteTableIds?.includes(RouteTableId) ?? false);
    refuseWhileInUse(Associations.length > 0 || endpoint !== undefined, 'routeTable', RouteTableId);
    region.routeTables.delete(RouteTableId);
    return {};
  },
} satisfies Ec2Operations;

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::RouteTable': resourceType<{ VpcId: string; Tags?: Tag[] }>({
    create(region, { VpcId, Tags }) {
      const TagSpecifications = specificationOf('route-table', Tags);
      return operations.CreateRouteTable(region, { VpcId, TagSpecifications }).RouteTable.RouteTableId!;
    },
    update: (region, id, properties, previous) => retag(region.routeTables, id, properties.Tags, previous.Tags),
    delete(region, id) {
      if (region.routeTables.get(id)) operations.DeleteRouteTable(region, { RouteTableId: id });
    },
    attributes: (_region, id) => ({ RouteTableId: id }),
    read: reading('routeTables', ['VpcId', 'Tags']),
  }),
};
