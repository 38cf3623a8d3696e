import type { VpnConnection } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Records } from '../records.ts';
import type { Region } from '../state.ts';
import { liveCustomerGateway } from './customer-gateway.ts';
import { find, notFound, required } from './kind.ts';
import { liveGateway } from './transit-gateway-record.ts';
import { liveVpnGateway } from './vpn-gateway-record.ts';

/** The VPN connection; AWS's error when there is none or it is deleted. */
export function liveVpnConnection(region: Region, id: string | undefined): Records['vpnConnections'] {
  const connection = find(region, 'vpnConnections', id);
  if (connection.endedAt) throw notFound('vpnConnections', id);
  return connection;
}

export type Ends = Pick<VpnConnection, 'CustomerGatewayId' | 'VpnGatewayId' | 'TransitGatewayId'>;

/** The two ends of a connection; AWS's error when they are not there, or there are not two. */
export function endsOf(region: Region, input: Ends): Ends {
  const { CustomerGatewayId } = liveCustomerGateway(region, input.CustomerGatewayId);
  if (input.VpnGatewayId && input.TransitGatewayId) {
    throw new AwsError('InvalidParameterCombination', 'You cannot specify both a VPN gateway and a transit gateway.');
  }
  if (input.TransitGatewayId) {
    return { CustomerGatewayId, TransitGatewayId: liveGateway(region, input.TransitGatewayId).TransitGatewayId };
  }
  const { VpnGatewayId } = liveVpnGateway(region, required(input.VpnGatewayId, 'VpnGatewayId'));
  return { CustomerGatewayId, VpnGatewayId };
}

/** The transit gateway attachment of a VPN connection, while it lasts. */
export const attachmentOf = (region: Region, { VpnConnectionId }: VpnConnection) =>
  region.transitGatewayAttachments.find(
    (each) => !each.endedAt && each.ResourceType === 'vpn' && each.ResourceId === VpnConnectionId,
  );

/** What a customer's device is told: the two ends of each tunnel and its key. */
export function configurationOf(
  { VpnConnectionId, CustomerGatewayId, VpnGatewayId, Options }: VpnConnection,
  customerAddress = '',
): string {
  const tunnels = (Options?.TunnelOptions ?? []).map(
    ({ OutsideIpAddress, TunnelInsideCidr, PreSharedKey }) =>
      `<ipsec_tunnel><customer_gateway><tunnel_outside_address><ip_address>${customerAddress}</ip_address></tunnel_outside_address></customer_gateway>` +
      `<vpn_gateway><tunnel_outside_address><ip_address>${OutsideIpAddress}</ip_address></tunnel_outside_address>` +
      `<tunnel_inside_address><network_cidr>${TunnelInsideCidr?.split('/')[1]}</network_cidr></tunnel_inside_address></vpn_gateway>` +
      `<ike><pre_shared_key>${PreSharedKey}</pre_shared_key></ike></ipsec_tunnel>`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<vpn_connection id="${VpnConnectionId}">` +
    `<customer_gateway_id>${CustomerGatewayId}</customer_gateway_id><vpn_gateway_id>${VpnGatewayId ?? ''}</vpn_gateway_id>` +
    `<vpn_connection_type>ipsec.1</vpn_connection_type>${tunnels.join('')}</vpn_connection>`
  );
}
