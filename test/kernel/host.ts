import type { NetworkInterface } from '@aws-sdk/client-ec2';
import type { Account } from '../../lib/account/types.ts';
import { chain, groupRules } from './filter.ts';
import { type Ground, type Seat, seatOf } from './ground.ts';
import { type Machine, VPC_ROUTER } from './plan.ts';
import { LOSE } from './reference.ts';
import { routesOf } from './route-table.ts';

/** Counts who is heard, by the DSCP that each probe carries; behind the security groups. */
export const HEARING = [
  'set seen { type dscp; flags dynamic; size 64; }',
  chain('hear', ['tcp flags & (syn | ack) == syn add @seen { ip dscp }'], 'filter hook input priority 10'),
];

/** A conntrack zone of its own for each network: what an earlier one saw is forgotten. */
export const memory = ({ zone }: Ground) =>
  ['prerouting', 'output'].map((hook) =>
    chain(`zone_${hook}`, [`ct zone set ${zone}`], `filter hook ${hook} priority -300`),
  );

/** An instance's interface: stateful security groups, the source/destination check, and an operating system that forwards. */
export function hostMachine(ground: Ground, nic: NetworkInterface): Machine {
  const seat = seatOf(ground, nic);
  const { account } = ground;
  const groups = (nic.Groups ?? []).flatMap((group) => group.GroupId ?? []);
  const rules = (way: 'in' | 'out') => (groups.length === 0 ? ['accept'] : groupRules(account, groups, way));
  const check = (field: string) => (nic.SourceDestCheck === false ? [] : [`ip ${field} != ${seat.address} drop`]);
  const tracked = 'ct state established,related accept';
  // A stopped instance keeps its link: packets that wait for an ARP answer would come out in the next network.
  const power = isRunning(account, nic) ? [] : ['drop'];
  return {
    name: seat.machine,
    ...wired(seat),
    nft: [
      ...memory(ground),
      ...HEARING,
      chain(
        'arrive',
        ['iifname lo accept', ...power, ...check('daddr'), tracked, ...rules('in')],
        'filter hook prerouting priority 0; policy drop',
      ),
      chain(
        'depart',
        ['oifname lo accept', ...power, ...check('saddr'), tracked, ...rules('out')],
        'filter hook postrouting priority 0; policy drop',
      ),
      chain('forward', [LOSE], 'filter hook forward priority 0'),
      chain('translate', masquerade(ground, nic, seat), 'nat hook postrouting priority 100'),
    ],
  };
}

/** What stands in a subnet: one address, and the VPC router for everything else. */
export const wired = (seat: Seat): Pick<Machine, 'birth' | 'ip'> => ({
  birth: [
    'link set lo up',
    `addr add ${seat.address}/${seat.prefix} dev eth0`,
    'link set eth0 up',
    `route add default via ${seat.gateway} dev eth0`,
  ],
  ip: [],
});

const isRunning = (account: Account, nic: NetworkInterface): boolean =>
  account.Instances.find((each) => each.InstanceId === nic.Attachment?.InstanceId)?.State?.Name === 'running';

/**
 * A NAT instance sends what goes to the internet from its own address: by the routes of its subnet, longest prefix first. Hosts with
 * public addresses of their own keep them.
 */
function masquerade(ground: Ground, nic: NetworkInterface, seat: Seat): string[] {
  if (!nic.PrivateIpAddresses?.[0]?.Association?.PublicIp) return [];
  const published = ground.published(seat.vpcId).map(({ inside }) => inside);
  const routes = routesOf(ground, seat.subnetId).map(
    (route) => `ip daddr ${route.block} ${route.to === 'igw' ? `snat to ${seat.address}` : 'return'}`,
  );
  return [`ip saddr { ${published.join(', ')} } return`, ...routes];
}

export const cable = (seat: Seat) =>
  [
    { machine: seat.machine, device: 'eth0' },
    { machine: VPC_ROUTER(seat.vpcId), device: seat.port },
  ] as const;
