import type { VpnConnection, VpnGateway, VpnState } from '@aws-sdk/client-ec2';
import type { Account } from '../../lib/account/types.ts';

export interface VpnGatewaySketch {
  /** The VPC that it is attached to; none where it is detached. */
  vpc?: string;
  state?: VpnState;
  /** Connections by id: the static routes behind each, or `bgp` where it learns them. */
  connections?: Record<string, { routes: string[] | 'bgp'; state?: VpnState }>;
}

/** Virtual private gateways with their connections. */
export function vpnFacts(
  sketches: Readonly<Record<string, VpnGatewaySketch>>,
): Pick<Account, 'VpnGateways' | 'VpnConnections'> {
  const all = Object.entries(sketches);
  return {
    VpnGateways: all.map(
      ([VpnGatewayId, { vpc, state }]): VpnGateway => ({
        VpnGatewayId,
        State: state ?? 'available',
        VpcAttachments: vpc ? [{ VpcId: vpc, State: 'attached' }] : [],
      }),
    ),
    VpnConnections: all.flatMap(([VpnGatewayId, { connections = {} }]) =>
      Object.entries(connections).map(
        ([VpnConnectionId, { routes, state }]): VpnConnection => ({
          VpnConnectionId,
          VpnGatewayId,
          State: state ?? 'available',
          Options: { StaticRoutesOnly: routes !== 'bgp' },
          Routes: (routes === 'bgp' ? [] : routes).map((block) => ({
            DestinationCidrBlock: block,
            State: 'available',
          })),
        }),
      ),
    ),
  };
}
