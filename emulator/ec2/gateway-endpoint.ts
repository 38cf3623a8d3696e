import type { VpcEndpoint } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { awsPrefixLists } from './aws-prefix-list.ts';
import { find } from './kind.ts';

interface GatewayChange {
  add?: readonly string[] | undefined;
  remove?: readonly string[] | undefined;
}

/** Adds the endpoint to route tables and takes it out of others. */
export function changeGateway(
  region: Region,
  endpoint: VpcEndpoint,
  { add = [], remove = [] }: GatewayChange,
): VpcEndpoint {
  const id = endpoint.VpcEndpointId!;
  for (const table of remove) removeRoute(region, id, table);
  for (const table of add) addRoute(region, endpoint, table);
  return region.vpcEndpoints.update(id, (draft) => {
    draft.RouteTableIds = [...(draft.RouteTableIds ?? []).filter((each) => !remove.includes(each)), ...add];
  });
}

/** Sends what is bound for the endpoint's service through it, in one more route table. */
function addRoute(region: Region, endpoint: VpcEndpoint, tableId: string): void {
  const table = find(region, 'routeTables', tableId);
  if (table.VpcId !== endpoint.VpcId) {
    throw new AwsError('InvalidParameter', `Route table ${tableId} does not belong to VPC ${endpoint.VpcId}`);
  }
  const listId = awsPrefixLists(region).find((list) => list.PrefixListName === endpoint.ServiceName)?.PrefixListId;
  if (table.Routes?.some((route) => route.DestinationPrefixListId === listId)) {
    throw new AwsError(
      'RouteAlreadyExists',
      `route table ${tableId} already has a route with destination-prefix-list-id ${listId}`,
    );
  }
  region.routeTables.update(tableId, (draft) => {
    draft.Routes?.push({
      DestinationPrefixListId: listId,
      GatewayId: endpoint.VpcEndpointId,
      Origin: 'CreateRoute',
      State: 'active',
    });
  });
}

function removeRoute(region: Region, endpointId: string, tableId: string): void {
  if (!region.routeTables.get(tableId)) return;
  region.routeTables.update(tableId, (draft) => {
    draft.Routes = draft.Routes?.filter((route) => route.GatewayId !== endpointId);
  });
}
