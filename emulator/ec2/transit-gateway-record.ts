import type { Tag, TransitGateway } from '@aws-sdk/client-ec2';
import { newId } from '../id.ts';
import type { Records, TransitGatewayRouteTableRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { find, invalid, notFound } from './kind.ts';

/** The transit gateway; AWS's error when there is none or it is deleted. */
export function liveGateway(region: Region, id: string | undefined): Records['transitGateways'] {
  const gateway = find(region, 'transitGateways', id);
  if (gateway.endedAt) throw notFound('transitGateways', id);
  return gateway;
}

/** Makes a route table of a transit gateway that holds nothing. */
export function createTransitTable(
  region: Region,
  transitGatewayId: string,
  options: { association?: boolean; propagation?: boolean; tags?: Tag[] } = {},
): TransitGatewayRouteTableRecord {
  const id = newId('tgw-rtb');
  return region.transitGatewayRouteTables.put(id, {
    TransitGatewayRouteTableId: id,
    TransitGatewayId: transitGatewayId,
    State: 'available',
    DefaultAssociationRouteTable: options.association ?? false,
    DefaultPropagationRouteTable: options.propagation ?? false,
    CreationTime: new Date(),
    Tags: options.tags ?? [],
    staticRoutes: [],
    prefixLists: [],
    propagatingAttachmentIds: [],
  });
}

/** The route tables of a transit gateway. */
export const tablesOf = (region: Region, { TransitGatewayId }: TransitGateway): TransitGatewayRouteTableRecord[] =>
  region.transitGatewayRouteTables.filter((table) => table.TransitGatewayId === TransitGatewayId);

/** The value of an option that is either on or off; `standard` when the request leaves it out. */
export function choice<Value extends 'enable' | 'disable'>(
  value: Value | undefined,
  parameter: string,
  standard: Value,
): Value {
  if (value === undefined || value === 'enable' || value === 'disable') return value ?? standard;
  throw invalid(`Value (${value}) for parameter ${parameter} is invalid. Valid values are enable and disable.`);
}
