import { formatAddress, formatBlocks, PUBLIC } from '../network/address.ts';
import { covers, subtract } from '../network/interval.ts';
import type { Network } from '../network/network.ts';
import { namePorts, nameProtocols } from '../network/permission.ts';
import type { Exposure } from './exposure.ts';
import { nodeOf } from './node.ts';

/** One way in from the internet, in words. */
export interface Exposed {
  /** An instance, a load balancer's ARN, or an interface. */
  readonly resource: string;
  readonly interface: string;
  readonly address: string;
  readonly protocol: string;
  /** `443`, `1024-65535`, or null for all. */
  readonly ports: string | null;
  /** CIDR blocks; `internet` for all of it. */
  readonly from: readonly string[];
  /** The ports that clients may send from, where not all of them may. */
  readonly sourcePorts?: string;
  /** The load balancer in between. */
  readonly via?: string;
}

export function exposedIn(network: Network, { nic, address, openings, via }: Exposure): Exposed[] {
  return openings.map(({ protocols, source, sourcePorts, ports }) => {
    const { family } = address;
    const [named, senders] = [namePorts(ports), namePorts(sourcePorts)];
    const isIcmp = /icmp/.test(nameProtocols(protocols));
    return {
      resource: nodeOf(network, nic),
      interface: nic.id,
      address: formatAddress(address),
      protocol: nameProtocols(protocols),
      ports: named === 'any' || isIcmp ? null : named,
      from: covers(source, withoutOwn(network, family)) ? ['internet'] : formatBlocks(family, source),
      ...(senders !== 'any' && !isIcmp && { sourcePorts: senders }),
      ...(via && { via: via.balancer.arn }),
    };
  });
}

/** A network may have public addresses inside: nobody on the internet has those. */
const withoutOwn = ({ vpcAddresses }: Network, family: 4 | 6) => subtract(PUBLIC[family], vpcAddresses[family]);
