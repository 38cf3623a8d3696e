import type { NetworkInterface } from '../network/interface.ts';
import type { Network } from '../network/network.ts';
import type { Way } from '../network/security-group.ts';
import type { Direction } from './trace.ts';

/**
 * Whether VPC Block Public Access stops a packet at an internet gateway. Answers to what it let pass are let pass too.
 * An `allow-egress` exclusion counts in bidirectional mode only; in ingress mode NAT gateways and egress-only gateways may send.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessOptions.html
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessExclusion.html
 */
export function isBlocked(
  { blockPublicAccess: { mode, exclusions } }: Network,
  direction: Direction,
  way: Way,
  { subnetId, vpcId, type }: Pick<NetworkInterface, 'subnetId' | 'vpcId' | 'type'>,
  gatewayId: string,
): boolean {
  if (mode === 'off' || direction === 'return') return false;
  const exclusion = exclusions.get(subnetId) ?? exclusions.get(vpcId);
  if (exclusion === 'allow-bidirectional') return false;
  if (way === 'ingress') return true;
  if (mode === 'block-bidirectional') return exclusion !== 'allow-egress';
  return type !== 'nat_gateway' && !gatewayId.startsWith('eigw-');
}
