import { parseCidr } from '../../lib/network/address.ts';
import { chain, SILENT } from './filter.ts';
import { bridgeOf, cidrOf, type Ground, subnetsOf } from './ground.ts';
import type { Machine, RouterPart } from './plan.ts';
import { edgeRoutesOf, filled, type LinuxRoute } from './route-table.ts';

/** The table of what comes in from the internet. */
const EDGE = 300;

/** The router's end of an internet gateway, with the routes of the gateway's own table. */
export function gatewayPart(ground: Ground, vpcId: string): RouterPart {
  const id = ground.gatewayOf(vpcId);
  if (!id) return { birth: [], ip: [], chains: [], crossing: [] };
  const routes = edgeRoutesOf(ground, id);
  const open = routes.map((route) => (isPublic(ground, route) ? route : ({ ...route, to: 'blackhole' } as const)));
  return {
    birth: ['addr add 169.254.0.2/30 dev igw0', 'link set igw0 up', `rule add iif igw0 lookup ${EDGE} pref ${EDGE}`],
    ip: filled(ground, { vpcId, zone: '' }, open, EDGE),
    chains: [],
    crossing: routes.flatMap((route) => redirected(ground, vpcId, route)),
  };
}

/**
 * An interface that gets what comes in for others must have a public address itself.
 * https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
 */
const isPublic = ({ seats, published }: Ground, { to }: LinuxRoute) =>
  !to.startsWith('eni-') ||
  seats.some(
    ({ interfaceId, vpcId, address }) =>
      interfaceId === to && published(vpcId).some(({ inside }) => inside === address),
  );

/**
 * A subnet whose traffic is redirected must not go around the middlebox on its way out: INGRESS_RTB_TRAFFIC_REDIRECTION.
 * https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
 */
function redirected(ground: Ground, vpcId: string, { block, to }: LinuxRoute): string[] {
  if (to === 'local') return [];
  const home = ground.seats.find(({ interfaceId }) => interfaceId === to)?.subnetId;
  const whole = parseCidr(block);
  return subnetsOf(ground, vpcId)
    .filter((subnet) => subnet.SubnetId !== home)
    .filter((subnet) => whole && whole.first <= cidrOf(subnet).first && cidrOf(subnet).last <= whole.last)
    .map((subnet) => `iifname ${bridgeOf(ground.account, subnet.SubnetId)} oifname igw0 drop`);
}

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
