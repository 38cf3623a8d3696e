import type { VpnConnectionOptions, VpnConnectionOptionsSpecification } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { cidrOf, formatCidr } from './cidr.ts';
import { refuseMembers } from './dependency.ts';
import { invalid } from './kind.ts';
import type { Ends } from './vpn-connection-record.ts';
import { connectionsOf } from './vpn-gateway-record.ts';
import { insideBlocks, newTunnel } from './vpn-tunnel.ts';

const TUNNELS = 2;

/** The blocks of both sides that a connection carries, with what they are when nobody says. */
const SIDES = {
  LocalIpv4NetworkCidr: '0.0.0.0/0',
  RemoteIpv4NetworkCidr: '0.0.0.0/0',
} as const;

export const OPTIONS_NOT_EMULATED = [
  'TransportTransitGatewayAttachmentId',
  'LocalIpv6NetworkCidr',
  'RemoteIpv6NetworkCidr',
  'TunnelBandwidth',
] as const satisfies readonly (keyof VpnConnectionOptionsSpecification)[];

/** The options of a new connection with their defaults and its tunnels; AWS's error for what cannot be. */
export function optionsOf(
  region: Region,
  id: string,
  ends: Ends,
  given: VpnConnectionOptionsSpecification,
): VpnConnectionOptions {
  refuseMembers('CreateVpnConnection', given, OPTIONS_NOT_EMULATED);
  const { OutsideIpAddressType = 'PublicIpv4', TunnelInsideIpVersion = 'ipv4', EnableAcceleration = false } = given;
  if (OutsideIpAddressType !== 'PublicIpv4' || TunnelInsideIpVersion !== 'ipv4') {
    throw new AwsError('UnsupportedOperation', 'The local AWS does not emulate private or IPv6 tunnels.');
  }
  if (EnableAcceleration && !ends.TransitGatewayId) {
    throw new AwsError('InvalidParameterCombination', 'Acceleration is supported only for transit gateways.');
  }
  const wanted = given.TunnelOptions ?? [];
  if (wanted.length > TUNNELS) throw invalid(`TunnelOptions may hold at most ${TUNNELS} elements.`);
  const taken = insideBlocks(ends.VpnGatewayId ? connectionsOf(region, ends.VpnGatewayId) : []);
  const tunnels = Array.from({ length: TUNNELS }, (_, i) => {
    const tunnel = newTunnel(region, id, wanted[i] ?? {}, taken);
    taken.push(tunnel.TunnelInsideCidr ?? '');
    return tunnel;
  });
  return {
    EnableAcceleration,
    StaticRoutesOnly: given.StaticRoutesOnly ?? false,
    ...sidesOf(given),
    OutsideIpAddressType,
    TunnelInsideIpVersion,
    TunnelOptions: tunnels,
  };
}

/** The blocks of both sides, as AWS tells them. */
export function sidesOf(given: Partial<Record<keyof typeof SIDES, string | undefined>>): VpnConnectionOptions {
  const names = Object.keys(SIDES) as (keyof typeof SIDES)[];
  return Object.fromEntries(names.map((name) => [name, formatCidr(cidrOf(given[name] ?? SIDES[name], name, 4))]));
}
