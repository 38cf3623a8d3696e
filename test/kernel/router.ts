import type { Subnet } from '@aws-sdk/client-ec2';
import { aclRules, chain } from './filter.ts';
import { cidrOf, type Ground, type LinuxRoute, routerAddress, VPC_ROUTER } from './ground.ts';
import { HEARING } from './host.ts';
import { INTERNET, type Machine } from './plan.ts';

/** The table of everything that a VPC's `local` route reaches. */
const LOCAL = 900;
const SILENT = chain('silent', ['drop'], 'filter hook output priority 0');

const subnetsOf = ({ account }: Ground, vpcId: string) => account.Subnets.filter((each) => each.VpcId === vpcId);

/** A VPC's router: a bridge for each subnet, a table for each subnet's routes, and the network ACLs between them. No conntrack. */
export function vpcRouter(ground: Ground, vpcId: string): Machine {
  const subnets = subnetsOf(ground, vpcId);
  const bridge = (subnetId: string) => `sn${subnets.findIndex((each) => each.SubnetId === subnetId)}`;
  const linked = ground.gatewayOf(vpcId) ? ['addr add 169.254.0.2/30 dev igw0', 'link set igw0 up'] : [];
  return {
    name: VPC_ROUTER(vpcId),
    birth: [
      'link set lo up',
      ...linked,
      ...subnets.flatMap((subnet, i) => subnetBirth(subnet, `sn${i}`, 100 + i)),
      ...ground.seats
        .filter((each) => each.vpcId === vpcId)
        .flatMap(({ port, subnetId }) => [`link set ${port} master ${bridge(subnetId)}`, `link set ${port} up`]),
      `rule add lookup ${LOCAL} pref ${LOCAL}`,
      `route add blackhole default table ${LOCAL}`,
    ],
    ip: subnets.flatMap((subnet, i) => tableOf(ground, subnet, 100 + i, bridge)),
    nft: [
      SILENT,
      ...subnets.flatMap((subnet, i) => aclChains(ground, subnet, i)),
      chain(
        'cross',
        subnets.flatMap((_, i) => crossing(`sn${i}`, i)),
        'filter hook forward priority 0',
      ),
    ],
  };
}

function subnetBirth(subnet: Subnet, bridge: string, table: number): string[] {
  return [
    `link add ${bridge} type bridge forward_delay 0 mcast_snooping 0`,
    `addr add ${routerAddress(subnet)}/${cidrOf(subnet).length} dev ${bridge}`,
    `link set ${bridge} up`,
    `rule add iif ${bridge} lookup ${table} pref ${table}`,
    `route add ${subnet.CidrBlock} dev ${bridge} table ${LOCAL}`,
  ];
}

/** `local` throws the search into the next table, so that a route to a middlebox wins by its prefix; no route drops. */
function tableOf(ground: Ground, subnet: Subnet, table: number, bridge: (subnetId: string) => string): string[] {
  const through = (to: LinuxRoute['to'], block: string) => {
    if (to === 'local') return `throw ${block}`;
    if (to === 'blackhole') return `blackhole ${block}`;
    if (to === 'igw') return `${block} via 169.254.0.1 dev igw0 onlink`;
    const seat = ground.seats.find((each) => each.interfaceId === to);
    return seat ? `${block} via ${seat.address} dev ${bridge(seat.subnetId)} onlink` : `blackhole ${block}`;
  };
  return [
    `route replace blackhole default table ${table} metric 9`,
    `route flush table ${table}`,
    `route add blackhole default table ${table} metric 9`,
    ...ground
      .routesOf(subnet.SubnetId ?? '')
      .map(({ block, to, rank }) => `route add ${through(to, block)} table ${table} metric ${rank}`),
  ];
}

function aclChains({ account }: Ground, subnet: Subnet, index: number): string[] {
  const acl = account.NetworkAcls.find((each) => each.Associations?.some((to) => to.SubnetId === subnet.SubnetId));
  const decided = (way: 'in' | 'out') =>
    aclRules(acl?.Entries ?? [], way).map((rule) => rule.replace(/accept$/, 'return'));
  return [chain(`out${index}`, decided('out')), chain(`in${index}`, decided('in'))];
}

/** A network ACL filters what enters or leaves its subnet, not what stays in it. */
const crossing = (bridge: string, index: number) => [
  `iifname ${bridge} oifname != ${bridge} jump out${index}`,
  `oifname ${bridge} iifname != ${bridge} jump in${index}`,
];

const NEVER_OUTSIDE = '{ 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10 }';

/** An internet gateway: exchanges private for public addresses one to one, keeps no state, and drops all else. */
export function internetGateway(ground: Ground, id: string, vpcId: string, index: number): Machine {
  const pairs = ground.published(vpcId);
  const exchange = (field: string, from: 'inside' | 'outside', to: 'inside' | 'outside') =>
    pairs.length === 0
      ? []
      : [`ip ${field} set ip ${field} map { ${pairs.map((each) => `${each[from]} : ${each[to]}`).join(', ')} } accept`];
  const blocks = ground.account.Vpcs.filter((each) => each.VpcId === vpcId).map((each) => each.CidrBlock);
  return {
    name: id,
    birth: [
      'link set lo up',
      'addr add 169.254.0.1/30 dev vpc0',
      'link set vpc0 up',
      `addr add 169.254.${index + 1}.1/30 dev net0`,
      'link set net0 up',
      `route add default via 169.254.${index + 1}.2 dev net0`,
      ...blocks.map((block) => `route add ${block} via 169.254.0.2 dev vpc0`),
    ],
    ip: [],
    nft: [
      SILENT,
      chain('outwards', [`ip daddr ${NEVER_OUTSIDE} drop`, ...exchange('saddr', 'inside', 'outside'), 'drop']),
      chain('inwards', [`ip saddr ${NEVER_OUTSIDE} drop`, ...exchange('daddr', 'outside', 'inside'), 'drop']),
      chain(
        'exchange',
        ['iifname vpc0 jump outwards', 'iifname net0 jump inwards'],
        'filter hook prerouting priority -150',
      ),
    ],
  };
}

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
