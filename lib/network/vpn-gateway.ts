import type { Account } from '../account/types.ts';
import { type Cidr, parseCidr } from './address.ts';

/** A virtual private gateway; what lies behind its connections is not part of an account. */
export interface VpnGateway {
  readonly id: string;
  readonly available: boolean;
  readonly vpcId: string | undefined;
  /** The blocks behind its connections; undefined where a connection learns its routes by BGP, or none could be read. */
  readonly routes: readonly Cidr[] | undefined;
  /** It has connections, and none of them is available. */
  readonly down: boolean;
}

/** https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html */
export function interpretVpnGateways({ VpnGateways, VpnConnections, gaps }: Account): VpnGateway[] {
  const unread = gaps.some(({ command }) => command.endsWith('describe-vpn-connections'));
  return VpnGateways.map(({ VpnGatewayId: id = '', State, VpcAttachments = [] }) => {
    const all = VpnConnections.filter((each) => each.VpnGatewayId === id && each.State !== 'deleted');
    const connections = all.filter((each) => each.State === undefined || each.State === 'available');
    const learnt = connections.some((each) => each.Options?.StaticRoutesOnly !== true);
    const blocks = connections
      .flatMap(({ Routes = [] }) => Routes)
      .filter((route) => route.State === undefined || route.State === 'available')
      .flatMap((route) => parseCidr(route.DestinationCidrBlock ?? '') ?? []);
    return {
      id,
      available: State === undefined || State === 'available',
      vpcId: VpcAttachments.find((each) => each.State === undefined || each.State === 'attached')?.VpcId,
      routes: unread || learnt ? undefined : blocks,
      down: all.length > 0 && connections.length === 0,
    };
  });
}
