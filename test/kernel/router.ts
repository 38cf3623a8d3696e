import { chain, SILENT } from './filter.ts';
import { type Ground, subnetsOf } from './ground.ts';
import { gatewayPart } from './internet-gateway.ts';
import { peeringPart } from './peering.ts';
import { type Machine, VPC_ROUTER } from './plan.ts';
import { LOCAL, subnetPart } from './subnet.ts';

/** A VPC's router: its subnets, its internet gateway, its peering connections. No conntrack. */
export function vpcRouter(ground: Ground, vpcId: string): Machine {
  const parts = [
    ...subnetsOf(ground, vpcId).map((subnet, i) => subnetPart(ground, subnet, i)),
    gatewayPart(ground, vpcId),
    peeringPart(ground.account, ground.peerings, vpcId),
  ];
  return {
    name: VPC_ROUTER(vpcId),
    birth: [
      'link set lo up',
      `rule add lookup ${LOCAL} pref ${LOCAL}`,
      `route add blackhole default table ${LOCAL}`,
      ...parts.flatMap(({ birth }) => birth),
    ],
    ip: parts.flatMap(({ ip }) => ip),
    nft: [
      SILENT,
      ...parts.flatMap(({ chains }) => chains),
      chain(
        'cross',
        parts.flatMap(({ crossing }) => crossing),
        'filter hook forward priority 0',
      ),
    ],
  };
}
