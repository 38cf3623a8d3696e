import { addressSet } from '../network/address.ts';
import { onlyPoint } from '../network/interval.ts';
import type { Network } from '../network/network.ts';
import { type Course, divide, divideAmong, drop, type Event, type Ground, giveUp, pass } from './course.ts';
import { enterByGateway } from './gateway-route-table.ts';
import type { Position } from './position.ts';

type Leaving = Position & { readonly kind: 'vpn-gateway' };
type Entering = Position & { readonly kind: 'entering-by-vpn' };

const eventOf = (gatewayId: string): Event => ({ component: gatewayId, kind: 'vpn-gateway' });

function notUsable({ vpnGateways, gaps }: Network, course: Course, id: string, vpcId?: string): Course | undefined {
  const gateway = vpnGateways.get(id);
  const event = eventOf(id);
  if (!gateway && gaps.some(({ command }) => command.endsWith('describe-vpn-gateways')))
    return giveUp(course, event, { code: 'UNKNOWN_RESOURCE', note: 'the virtual private gateway could not be read' });
  if (!gateway?.available) return drop(course, event, { code: 'BAD_STATE', note: 'the gateway is not available' });
  if (gateway.vpcId === undefined || (vpcId !== undefined && gateway.vpcId !== vpcId))
    return drop(course, event, { code: 'BAD_STATE_ATTACHMENT', note: 'the gateway is not attached to this VPC' });
  if (gateway.down)
    return drop(course, event, { code: 'BAD_STATE_VPN', note: 'none of its VPN connections is available' });
  return undefined;
}

/** Out to a customer's own network, from interfaces of the VPC only. https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html */
export function leaveByVpn({ network }: Ground, course: Course, { gatewayId, vpcId }: Leaving): readonly Course[] {
  const failed = notUsable(network, course, gatewayId, vpcId);
  if (failed) return [failed];
  const event = eventOf(gatewayId);
  const { family, source } = course.packets;
  const value = onlyPoint(source);
  if (value !== undefined && !network.interfaceAt(vpcId, { family, value })) {
    const note = 'the source is not the private address of an interface of the VPC';
    return [drop(course, event, { code: 'VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS', note })];
  }
  const routes = network.vpnGateways.get(gatewayId)?.routes;
  if (!routes) {
    const note = 'the routes behind it are not part of the account';
    return [giveUp(course, event, { code: 'UNKNOWN_DESTINATION', note })];
  }
  const { inside, outside } = divide(course, { destination: addressSet(routes)[family] });
  const note = 'none of its VPN connections has a route to the destination';
  const lost = outside.map((part) => drop(part, event, { code: 'NO_ROUTE_TO_DESTINATION', note }));
  const beyond = 'the packet leaves for a network that is not part of the account';
  return inside ? [pass(inside, event, { kind: 'delivered', to: gatewayId }, { note: beyond }), ...lost] : lost;
}

/** In from a customer's network: to addresses of the VPC only. */
export function enterByVpn(ground: Ground, course: Course, { gatewayId }: Entering): readonly Course[] {
  const { network } = ground;
  const failed = notUsable(network, course, gatewayId);
  if (failed) return [failed];
  const event = eventOf(gatewayId);
  const vpcId = network.vpnGateways.get(gatewayId)?.vpcId ?? '';
  const own = network.vpcs.get(vpcId)?.addresses[course.packets.family] ?? [];
  const shares = [
    {
      match: { source: own },
      take: (part: Course) => {
        const note = 'the source is an address of the VPC itself';
        return [drop(part, event, { code: 'GATEWAY_REJECTS_SPOOFED_TRAFFIC', note })];
      },
    },
    {
      match: { destination: own },
      take: (part: Course) => enterByGateway(ground, pass(part, event, part.at), gatewayId, vpcId),
    },
  ];
  const note = 'the destination is not an address of the VPC';
  return divideAmong(course, shares, (rest) => [
    drop(rest, event, { code: 'VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', note }),
  ]);
}
