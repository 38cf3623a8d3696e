import { chain } from './filter.ts';
import type { Ground } from './ground.ts';
import { HEARING } from './host.ts';
import { INTERNET, type Machine } from './plan.ts';

/** Everybody else, and the way from one gateway to another. */
export function internet(ground: Ground, gateways: readonly { readonly vpcId: string }[]): Machine {
  const home = gateways.flatMap(({ vpcId }, i) =>
    ground.published(vpcId).map(({ outside }) => `route replace ${outside} via 169.254.${i + 1}.1 dev igw${i}`),
  );
  return {
    name: 'internet',
    birth: [
      'link set lo up',
      ...INTERNET.map((address) => `addr add ${address}/32 dev lo`),
      ...gateways.flatMap((_, i) => [`addr add 169.254.${i + 1}.2/30 dev igw${i}`, `link set igw${i} up`]),
    ],
    ip: [
      'route replace blackhole default',
      'route flush table main proto boot',
      // What belongs to nobody is sent too, so that a gateway is seen to drop it.
      gateways.length > 0 ? 'route add default via 169.254.1.1 dev igw0' : 'route add blackhole default',
      ...home,
    ],
    nft: [...HEARING, chain('silent', ['meta l4proto icmp drop'], 'filter hook output priority 0')],
  };
}
