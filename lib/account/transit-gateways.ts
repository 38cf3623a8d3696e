import type { Reader } from './reader.ts';
import { record } from './record.ts';
import type { TransitFacts } from './types.ts';

/** Transit gateways with their attachments and route tables; only where there are any is more asked than whether there are. */
export async function readTransitGateways(reader: Reader): Promise<Partial<TransitFacts>> {
  const gateways = await reader.ask('ec2 describe-transit-gateways');
  const { TransitGateways = [] } = gateways ?? {};
  if (gateways && TransitGateways.length === 0) return {};
  const [attachments, routing] = await Promise.all([readAttachments(reader), readRouteTables(reader)]);
  return { TransitGateways, ...attachments, ...routing };
}

async function readAttachments(reader: Reader): Promise<Partial<TransitFacts>> {
  const attachments = await reader.ask('ec2 describe-transit-gateway-attachments');
  const { TransitGatewayAttachments = [] } = attachments ?? {};
  const has = (type: string) => TransitGatewayAttachments.some(({ ResourceType }) => ResourceType === type);
  const [ofVpcs, ofPeers] = await Promise.all([
    has('vpc') ? reader.ask('ec2 describe-transit-gateway-vpc-attachments') : undefined,
    has('peering') ? reader.ask('ec2 describe-transit-gateway-peering-attachments') : undefined,
  ]);
  return {
    TransitGatewayAttachments,
    TransitGatewayVpcAttachments: ofVpcs?.TransitGatewayVpcAttachments ?? [],
    TransitGatewayPeeringAttachments: ofPeers?.TransitGatewayPeeringAttachments ?? [],
  };
}

async function readRouteTables(reader: Reader): Promise<Partial<TransitFacts>> {
  const tables = await reader.ask('ec2 describe-transit-gateway-route-tables');
  const { TransitGatewayRouteTables = [] } = tables ?? {};
  const ids = TransitGatewayRouteTables.flatMap(({ TransitGatewayRouteTableId }) => TransitGatewayRouteTableId ?? []);
  const each = ids.map((id) => [id]);
  const [routes, propagations] = await Promise.all([
    reader.askEach('ec2 search-transit-gateway-routes', each),
    reader.askEach('ec2 get-transit-gateway-route-table-propagations', each),
  ]);
  return {
    TransitGatewayRouteTables,
    TransitGatewayRoutes: record(ids, (_, i) => routes[i] && (routes[i].Routes ?? [])),
    TransitGatewayRouteTablePropagations: record(
      ids,
      (_, i) => propagations[i] && (propagations[i].TransitGatewayRouteTablePropagations ?? []),
    ),
  };
}
