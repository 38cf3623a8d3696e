import type { Account } from '../../lib/account/types.ts';
import { chain } from './filter.ts';
import { type RouterPart, VPC_ROUTER, type Wire } from './plan.ts';

/** A cable between the routers of two VPCs. */
export interface Peering {
  readonly id: `pcx-${string}`;
  readonly device: string;
  readonly active: boolean;
  /** Requester and accepter. */
  readonly ends: readonly [End, End];
}

interface End {
  readonly vpcId: string;
  readonly address: string;
  readonly blocks: readonly string[];
}

export function peeringsOf({ VpcPeeringConnections, Vpcs }: Account): Peering[] {
  const isHere = (vpcId: string | undefined) => Vpcs.some((each) => each.VpcId === vpcId);
  return VpcPeeringConnections.filter(
    ({ RequesterVpcInfo, AccepterVpcInfo }) => isHere(RequesterVpcInfo?.VpcId) && isHere(AccepterVpcInfo?.VpcId),
  ).map(({ VpcPeeringConnectionId, RequesterVpcInfo, AccepterVpcInfo, Status }, i) => {
    const end = (info: typeof RequesterVpcInfo, host: number): End => ({
      vpcId: info?.VpcId ?? '',
      address: `169.254.${200 + i}.${host}`,
      blocks: (info?.CidrBlockSet ?? []).flatMap(({ CidrBlock }) => CidrBlock ?? []),
    });
    return {
      id: VpcPeeringConnectionId as `pcx-${string}`,
      device: `px${i}`,
      active: Status?.Code === 'active',
      ends: [end(RequesterVpcInfo, 1), end(AccepterVpcInfo, 2)],
    };
  });
}

export const peeringWires = (peerings: readonly Peering[]): Wire[] =>
  peerings.map(({ device, ends: [a, b] }) => [
    { machine: VPC_ROUTER(a.vpcId), device },
    { machine: VPC_ROUTER(b.vpcId), device },
  ]);

/** The peering connections of a VPC, as seen from there. */
function sidesOf(peerings: readonly Peering[], vpcId: string) {
  return peerings.flatMap(({ ends: [a, b], ...rest }) => {
    if (a.vpcId === vpcId) return [{ ...rest, near: a, far: b }];
    return b.vpcId === vpcId ? [{ ...rest, near: b, far: a }] : [];
  });
}

type Side = ReturnType<typeof sidesOf>[number];

const across = ({ far, device }: Side) => `via ${far.address} dev ${device} onlink`;

/** Where the router of a VPC sends what a route gives to a peering connection. */
export function throughPeering(peerings: readonly Peering[], vpcId: string, id: string): string | undefined {
  const side = sidesOf(peerings, vpcId).find((each) => each.active && each.id === id);
  return side && across(side);
}

export function peeringPart(account: Account, peerings: readonly Peering[], vpcId: string): RouterPart {
  const sides = sidesOf(peerings, vpcId);
  const open = sides.filter(({ active }) => active);
  const asking = open.flatMap((side) => natAddresses(account, side.far.vpcId).map((address) => ({ address, ...side })));
  return {
    birth: [
      ...sides.flatMap(({ device, near }) => [`addr add ${near.address}/30 dev ${device}`, `link set ${device} up`]),
      `rule add fwmark ${BACK} lookup ${BACK} pref ${BACK}`,
    ],
    ip: asking.map((side) => `route replace ${side.address} ${across(side)} table ${BACK}`),
    chains: asking.length > 0 ? returnToSender(asking) : [],
    crossing: open.flatMap(fromVpcToVpc),
  };
}

const either = (blocks: readonly string[]) => `{ ${blocks.join(', ')} }`;

/**
 * A peering connection carries what goes from an address of one VPC to an address of the other. What comes out of it is in no
 * subnet, so no route table sends it on. https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
 */
const fromVpcToVpc = ({ device, near, far }: Side) => [
  `oifname ${device} ip saddr != ${either(near.blocks)} drop`,
  `oifname ${device} ip daddr != ${either(far.blocks)} drop`,
];

/** The mark and the table of answers that go back the way the question came. */
const BACK = 50;

const natAddresses = ({ NatGateways }: Account, vpcId: string): string[] =>
  NatGateways.filter((nat) => nat.VpcId === vpcId).flatMap(({ NatGatewayAddresses = [] }) =>
    NatGatewayAddresses.flatMap(({ PrivateIp }) => PrivateIp ?? []),
  );

/**
 * What a NAT gateway of the peer has asked is answered without a route.
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
 */
const returnToSender = (asking: readonly { readonly address: string; readonly device: string }[]) => [
  'set asked { type ipv4_addr . inet_service . ipv4_addr . inet_service; flags dynamic; size 4096; }',
  chain(
    'remember',
    [
      ...asking.map(
        ({ address, device }) =>
          `iifname ${device} ip saddr ${address} add @asked { ip saddr . tcp sport . ip daddr . tcp dport }`,
      ),
      `ip daddr . tcp dport . ip saddr . tcp sport @asked meta mark set ${BACK}`,
    ],
    'filter hook prerouting priority -150',
  ),
];
