import type { Subnet } from '@aws-sdk/client-ec2';
import { aclRules, chain } from './filter.ts';
import { bridgeOf, cidrOf, type Ground, routerAddress } from './ground.ts';
import type { RouterPart } from './plan.ts';
import { filled, routesOf } from './route-table.ts';

/** The table of everything that a VPC's `local` route reaches. */
export const LOCAL = 900;
const FIRST_TABLE = 100;

/** A subnet of a VPC: a bridge, a table for its routes, and its network ACL. */
export function subnetPart(ground: Ground, subnet: Subnet, index: number): RouterPart {
  const bridge = bridgeOf(ground.account, subnet.SubnetId);
  const table = FIRST_TABLE + index;
  const links = ground.links.filter(({ subnetId }) => subnetId === subnet.SubnetId);
  const [vpcId, zone] = [subnet.VpcId ?? '', subnet.AvailabilityZone ?? ''];
  return {
    birth: [
      `link add ${bridge} type bridge forward_delay 0 mcast_snooping 0`,
      `addr add ${routerAddress(subnet)}/${cidrOf(subnet).length} dev ${bridge}`,
      `link set ${bridge} up`,
      `route add ${subnet.CidrBlock} dev ${bridge} table ${LOCAL}`,
      ...ground.seats
        .filter(({ subnetId }) => subnetId === subnet.SubnetId)
        .flatMap(({ port }) => [`link set ${port} master ${bridge}`, `link set ${port} up`]),
      ...links.flatMap(({ device, net }) => [`addr add ${net}.2/30 dev ${device}`, `link set ${device} up`]),
      // What comes out of a transit gateway is routed as if it came from the attachment's subnet.
      ...[bridge, ...links.map(({ device }) => device)].map(
        (from) => `rule add iif ${from} lookup ${table} pref ${table}`,
      ),
    ],
    ip: [
      ...filled(ground, { vpcId, zone }, routesOf(ground, subnet.SubnetId ?? ''), table),
      `route add blackhole default table ${table} metric 9`,
    ],
    chains: aclChains(ground, subnet, index),
    crossing: crossing(
      bridge,
      links.map(({ device }) => device),
      index,
    ),
  };
}

function aclChains({ account }: Ground, subnet: Subnet, index: number): string[] {
  const acl = account.NetworkAcls.find((each) => each.Associations?.some((to) => to.SubnetId === subnet.SubnetId));
  const decided = (way: 'in' | 'out') =>
    aclRules(acl?.Entries ?? [], way).map((rule) => rule.replace(/accept$/, 'return'));
  return [chain(`out${index}`, decided('out')), chain(`in${index}`, decided('in'))];
}

/**
 * A network ACL filters what enters or leaves its subnet, not what stays in it. A transit gateway's interface is in the subnet, but
 * what goes to it is filtered also there, and what comes from it only where it leaves.
 * https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
 */
function crossing(bridge: string, links: readonly string[], index: number): string[] {
  const inside = `{ ${[bridge, ...links].join(', ')} }`;
  return [
    `iifname ${bridge} oifname != ${bridge} jump out${index}`,
    `oifname ${bridge} iifname != ${inside} jump in${index}`,
    ...links.flatMap((link) => [
      `iifname ${link} oifname != ${inside} jump out${index}`,
      `oifname ${link} jump in${index}`,
    ]),
  ];
}
