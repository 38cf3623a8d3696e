import type { NetworkInterface } from '../network/interface.ts';
import type { Network } from '../network/network.ts';

/** What an interface is a part of: an instance, a NAT gateway, a load balancer, else just itself. */
export function nodeOf(network: Network, nic: NetworkInterface): string {
  return nic.instanceId ?? network.natGatewayOf.get(nic.id)?.id ?? network.balancerOf.get(nic.id)?.arn ?? nic.id;
}
