import type { VpnConnection } from '@aws-sdk/client-ec2';
import type { Records } from '../records.ts';
import type { Region } from '../state.ts';
import { find, notFound } from './kind.ts';

/** The VPN connection; AWS's error when there is none or it is deleted. */
export function liveVpnConnection(region: Region, id: string | undefined): Records['vpnConnections'] {
  const connection = find(region, 'vpnConnections', id);
  if (connection.endedAt) throw notFound('vpnConnections', id);
  return connection;
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
