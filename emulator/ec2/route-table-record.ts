import type { Route, RouteTable, Tag } from '@aws-sdk/client-ec2';
import { newId } from '../id.ts';
import type { Region } from '../state.ts';

type Destination = Pick<Route, 'DestinationCidrBlock' | 'DestinationIpv6CidrBlock'>;

const localRoute = (destination: Destination): Route => ({
  ...destination,
  GatewayId: 'local',
  Origin: 'CreateRouteTable',
  State: 'active',
});

/** Makes a route table that holds the local routes of its VPC and nothing else. */
export function createTable(region: Region, vpcId: string, options: { main?: boolean; tags?: Tag[] } = {}): RouteTable {
  const vpc = region.vpcs.get(vpcId);
  const id = newId('rtb');
  const table = region.routeTables.put(id, {
    RouteTableId: id,
    VpcId: vpcId,
    OwnerId: region.accountId,
    Associations: [],
    PropagatingVgws: [],
    Routes: [
      ...(vpc?.CidrBlockAssociationSet ?? []).map((each) => localRoute({ DestinationCidrBlock: each.CidrBlock })),
      ...(vpc?.Ipv6CidrBlockAssociationSet ?? []).map((each) =>
        localRoute({ DestinationIpv6CidrBlock: each.Ipv6CidrBlock }),
      ),
    ],
    Tags: options.tags ?? [],
  });
  if (options.main) addAssociation(region, id, {});
  return table;
}

/** Associates a table with a subnet or gateway; with neither it becomes its VPC's main table. Returns the association's id. */
export function addAssociation(
  region: Region,
  tableId: string,
  associated: { SubnetId?: string | undefined; GatewayId?: string | undefined },
): string {
  const id = newId('rtbassoc');
  region.routeTables.update(tableId, (draft) => {
    draft.Associations = [
      ...(draft.Associations ?? []),
      {
        RouteTableAssociationId: id,
        RouteTableId: tableId,
        Main: !associated.SubnetId && !associated.GatewayId,
        ...(associated.SubnetId ? { SubnetId: associated.SubnetId } : {}),
        ...(associated.GatewayId ? { GatewayId: associated.GatewayId } : {}),
        AssociationState: { State: 'associated' },
      },
    ];
  });
  return id;
}

/** Ends the associations that pass the test, in every table. */
export function removeAssociations(
  region: Region,
  test: (association: NonNullable<RouteTable['Associations']>[number]) => boolean,
): void {
  for (const table of region.routeTables.filter((each) => (each.Associations ?? []).some(test))) {
    region.routeTables.update(table.RouteTableId!, (draft) => {
      draft.Associations = draft.Associations?.filter((each) => !test(each));
    });
  }
}

export function addLocalRoute(region: Region, vpcId: string, destination: Destination): void {
  editRoutes(region, vpcId, (routes) => [...routes, localRoute(destination)]);
}

export function removeLocalRoute(region: Region, vpcId: string, cidr: string): void {
  editRoutes(region, vpcId, (routes) => routes.filter((each) => !isLocalRoute(each) || destinationOf(each) !== cidr));
}

function editRoutes(region: Region, vpcId: string, edit: (routes: Route[]) => Route[]): void {
  for (const table of region.routeTables.filter((each) => each.VpcId === vpcId)) {
    region.routeTables.update(table.RouteTableId!, (draft) => {
      draft.Routes = edit(draft.Routes ?? []);
    });
  }
}

/** Whether the route came with the table: it stays one of the VPC's own even when its target was replaced. */
export const isLocalRoute = (route: Route): boolean => route.Origin === 'CreateRouteTable';

/** The route's CIDR block or prefix list. */
export const destinationOf = (route: Route): string | undefined =>
  route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId;
