import type { Route, RouteTable } from '@aws-sdk/client-ec2';
import type { Records } from '../records.ts';
import type { Region } from '../state.ts';
import { find, notFound } from './kind.ts';

type VpnGatewayRecord = Records['vpnGateways'];

/** The virtual private gateway; AWS's error when there is none or it is deleted. */
export function liveVpnGateway(region: Region, id: string | undefined): VpnGatewayRecord {
  const gateway = find(region, 'vpnGateways', id);
  if (gateway.endedAt) throw notFound('vpnGateways', id);
  return gateway;
}

/** The VPC that the gateway is attached to. What it was detached from stays in its description. */
export const attachedVpcOf = ({ VpcAttachments = [] }: VpnGatewayRecord): string | undefined =>
  VpcAttachments.find(({ State }) => State === 'attached')?.VpcId;

/** The gateway that is attached to a VPC. */
export const vpnGatewayOf = (region: Region, vpcId: string | undefined): VpnGatewayRecord | undefined =>
  region.vpnGateways.find((each) => attachedVpcOf(each) === vpcId);

/** The VPN connections of a gateway that have not been deleted. */
export const connectionsOf = (region: Region, gatewayId: string | undefined) =>
  region.vpnConnections.filter((each) => !each.endedAt && each.VpnGatewayId === gatewayId);

/**
 * What the attached gateways propagate to a route table: the static routes of their connections. A route that somebody made to
 * the same destination stands in its place. https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
export function propagatedRoutes(region: Region, { PropagatingVgws = [], Routes = [], VpcId }: RouteTable): Route[] {
  const taken = new Set(Routes.map(({ DestinationCidrBlock }) => DestinationCidrBlock));
  const routes = new Map<string, Route>();
  for (const { GatewayId } of PropagatingVgws) {
    const gateway = region.vpnGateways.get(GatewayId);
    if (!gateway || attachedVpcOf(gateway) !== VpcId) continue;
    for (const { DestinationCidrBlock = '' } of connectionsOf(region, GatewayId).flatMap((each) => each.Routes ?? [])) {
      if (taken.has(DestinationCidrBlock)) continue;
      routes.set(DestinationCidrBlock, { DestinationCidrBlock, GatewayId, Origin: 'EnableVgwRoutePropagation' });
    }
  }
  return [...routes.values()];
}
