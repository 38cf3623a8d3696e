import type { RouteTable } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import { find, invalid, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { addAssociation, isLocalRoute, removeAssociations } from './route-table-record.ts';
import { gatewayIn } from './route-target.ts';

type Association = NonNullable<RouteTable['Associations']>[number];

const ASSOCIATED = { AssociationState: { State: 'associated' as const } };

function associationOf(region: Region, test: (association: Association) => boolean): Association | undefined {
  return region.routeTables
    .values()
    .flatMap((table) => table.Associations ?? [])
    .find(test);
}

function associationNamed(region: Region, id: string | undefined): Association {
  const wanted = required(id, 'associationId');
  const association = associationOf(region, (each) => each.RouteTableAssociationId === wanted);
  if (association) return association;
  throw new AwsError('InvalidAssociationID.NotFound', `The association ID '${wanted}' does not exist`);
}

function checkSubnet(region: Region, table: RouteTable, subnetId: string): void {
  if (find(region, 'subnets', subnetId).VpcId !== table.VpcId) {
    throw invalid(`Route table ${table.RouteTableId} and subnet ${subnetId} belong to different networks`);
  }
}

/** A gateway's table may hold only local routes and routes to network interfaces. https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html */
function checkGateway(region: Region, table: RouteTable, gatewayId: string): void {
  if (!gatewayIn(region, gatewayId, table.VpcId)) {
    throw invalid(`Route table ${table.RouteTableId} and network gateway ${gatewayId} belong to different networks`);
  }
  const other = table.Routes?.find((route) => !isLocalRoute(route) && !route.NetworkInterfaceId);
  if (other) {
    throw invalid(
      `Route table ${table.RouteTableId} contains unsupported route target: ${other.GatewayId ?? other.NatGatewayId ?? other.EgressOnlyInternetGatewayId}`,
    );
  }
}

function refuseConflict(region: Region, tableId: string, associated: { SubnetId?: string; GatewayId?: string }): void {
  const { SubnetId, GatewayId } = associated;
  const existing = associationOf(
    region,
    (each) => (!!SubnetId && each.SubnetId === SubnetId) || (!!GatewayId && each.GatewayId === GatewayId),
  );
  if (!existing) return;
  throw new AwsError(
    'Resource.AlreadyAssociated',
    `the specified association for route table ${tableId} conflicts with an existing association`,
  );
}

export const operations = {
  AssociateRouteTable(region, input) {
    refuseMembers('AssociateRouteTable', input, ['PublicIpv4Pool']);
    const table = find(region, 'routeTables', input.RouteTableId);
    const { SubnetId, GatewayId } = input;
    if (SubnetId && GatewayId) {
      throw new AwsError('InvalidParameterCombination', 'The request must contain either subnetId or gatewayId');
    }
    if (GatewayId) checkGateway(region, table, GatewayId);
    else checkSubnet(region, table, required(SubnetId, 'subnetId'));
    refuseConflict(region, table.RouteTableId!, { SubnetId, GatewayId });
    return { AssociationId: addAssociation(region, table.RouteTableId!, { SubnetId, GatewayId }), ...ASSOCIATED };
  },

  DisassociateRouteTable(region, input) {
    const { RouteTableAssociationId: id, Main } = associationNamed(region, input.AssociationId);
    if (Main) throw invalid(`cannot disassociate the main route table association ${id}`);
    removeAssociations(region, (each) => each.RouteTableAssociationId === id);
    return {};
  },

  ReplaceRouteTableAssociation(region, input) {
    const association = associationNamed(region, input.AssociationId);
    const { RouteTableAssociationId: id, RouteTableId: from, SubnetId, GatewayId } = association;
    const table = find(region, 'routeTables', input.RouteTableId);
    if (region.routeTables.get(from)?.VpcId !== table.VpcId) {
      throw invalid(`route table ${from} and route table ${table.RouteTableId} belong to different networks`);
    }
    if (GatewayId) checkGateway(region, table, GatewayId);
    removeAssociations(region, (each) => each.RouteTableAssociationId === id);
    return { NewAssociationId: addAssociation(region, table.RouteTableId!, { SubnetId, GatewayId }), ...ASSOCIATED };
  },
} satisfies Ec2Operations;

interface AssociationProperties {
  RouteTableId: string;
  SubnetId?: string;
  GatewayId?: string;
}

/** A template's association ends only while it is still the one that the template made. */
function disassociate(region: Region, test: (association: Association) => boolean): void {
  const association = associationOf(region, test);
  if (association) operations.DisassociateRouteTable(region, { AssociationId: association.RouteTableAssociationId });
}

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::SubnetRouteTableAssociation': resourceType<AssociationProperties>({
    create: (region, { RouteTableId, SubnetId }) =>
      operations.AssociateRouteTable(region, { RouteTableId, SubnetId }).AssociationId,
    delete: (region, id) => disassociate(region, (each) => each.RouteTableAssociationId === id),
    attributes: (_region, id) => ({ Id: id }),
    read: (region, id) => associationOf(region, (each) => each.RouteTableAssociationId === id),
  }),

  'AWS::EC2::GatewayRouteTableAssociation': resourceType<AssociationProperties & { GatewayId: string }>({
    create(region, { RouteTableId, GatewayId }) {
      operations.AssociateRouteTable(region, { RouteTableId, GatewayId });
      return GatewayId;
    },
    update(region, id, { RouteTableId }) {
      const association = associationOf(region, (each) => each.GatewayId === id);
      operations.ReplaceRouteTableAssociation(region, {
        AssociationId: association?.RouteTableAssociationId,
        RouteTableId,
      });
    },
    delete: (region, id) => disassociate(region, (each) => each.GatewayId === id),
    attributes: (region, id) => ({
      AssociationId: associationOf(region, (each) => each.GatewayId === id)?.RouteTableAssociationId,
    }),
    read: (region, id) => associationOf(region, (each) => each.GatewayId === id),
  }),
};
