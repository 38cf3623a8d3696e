import type { NetworkInterface } from '@aws-sdk/client-ec2';
import { chain } from './filter.ts';
import { type Ground, seatOf } from './ground.ts';
import { HEARING, memory, wired } from './host.ts';
import type { Machine } from './plan.ts';

/** The blocks of the VPCs that a transit gateway joins to one; a peering connection leads to no NAT gateway. */
function joinedBlocks({ account, links }: Ground, vpcId: string): string[] {
  const gateways = links.filter((link) => link.vpcId === vpcId).map(({ gatewayId }) => gatewayId);
  const vpcs = links
    .filter((link) => link.vpcId !== vpcId && gateways.includes(link.gatewayId))
    .map((link) => link.vpcId);
  return account.Vpcs.filter((each) => vpcs.includes(each.VpcId ?? '')).flatMap(({ CidrBlock }) => CidrBlock ?? []);
}

/**
 * A NAT gateway: answers only, for interfaces of its VPC and what a transit gateway brings, TCP, UDP and ICMP only, from ports
 * 1024-65535. https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
 */
export function natMachine(ground: Ground, nic: NetworkInterface): Machine {
  const seat = seatOf(ground, nic);
  const senders = ground.seats.filter((each) => each.vpcId === seat.vpcId).map(({ address }) => address);
  const joined = joinedBlocks(ground, seat.vpcId);
  return {
    name: seat.machine,
    ...wired(seat),
    nft: [
      ...memory(ground),
      ...HEARING,
      chain('deaf', ['drop'], 'filter hook input priority 0'),
      chain(
        'pass',
        [
          'ct state established,related accept',
          `ct state new meta l4proto { tcp, udp, icmp } ip saddr { ${[...senders, ...joined].join(', ')} } accept`,
        ],
        'filter hook forward priority 0; policy drop',
      ),
      chain(
        'translate',
        [`meta l4proto { tcp, udp } snat to ${seat.address}:1024-65535`, `snat to ${seat.address}`],
        'nat hook postrouting priority 100',
      ),
    ],
  };
}
