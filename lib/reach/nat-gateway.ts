import { type Address, pointOf } from '../network/address.ts';
import { ofEach } from '../network/each.ts';
import { type Intervals, intersect, onlyPoint } from '../network/interval.ts';
import type { NatGateway } from '../network/nat-gateway.ts';
import { ICMP } from '../network/packets.ts';
import {
  type Course,
  divideAmong,
  drop,
  type Event,
  type Ground,
  giveUp,
  pass,
  recall,
  remember,
  rewrite,
} from './course.ts';
import { throughNetworkAcl } from './filter.ts';
import type { Position } from './position.ts';
import { PORTED } from './traffic.ts';

type AtNatGateway = Position & { readonly kind: 'nat-gateway' };

/** The ports that NAT gateways and load balancers send from. https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html */
export const NAT_PORTS: Intervals = [[1024, 65535]];

/** https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html */
export function throughNatGateway(ground: Ground, course: Course, at: AtNatGateway): readonly Course[] {
  const nat = ground.network.natGateways.get(at.natGatewayId);
  const event: Event = { component: at.natGatewayId, kind: 'nat-gateway' };
  if (!nat) return [giveUp(course, event, { code: 'UNKNOWN_RESOURCE', note: 'the NAT gateway is not known' })];
  if (nat.state === 'pending') return [giveUp(course, event, { note: 'the NAT gateway is still pending' })];
  if (!nat.available) return [drop(course, event, { code: 'BAD_STATE', note: `the NAT gateway is ${nat.state}` })];
  if (course.direction === 'forward' && recall(course, 'translated', nat.regional ? nat.id : nat.interfaceId)) {
    const note = 'its own route table sends the packet back to it: that has no way to the internet';
    return [drop(course, event, { code: 'NO_POSSIBLE_DESTINATION', note })];
  }
  return nat.regional ? throughRegional(ground, course, nat, event) : throughZonal(ground, course, nat, at, event);
}

function throughZonal(
  ground: Ground,
  course: Course,
  nat: NatGateway,
  at: AtNatGateway,
  event: Event,
): readonly Course[] {
  const { nic } = nat;
  const [address] = nic?.addresses ?? [];
  if (!nic || !address) return [giveUp(course, event, { note: 'the interface of the NAT gateway is not known' })];
  const admitted =
    at.fromSubnetId === nic.subnetId
      ? [course]
      : throughNetworkAcl(ground, course, nic.subnetId, 'ingress', at, nic.subnet);
  return ofEach(admitted, (each) => {
    if (each.at !== at) return [each];
    return accepted(ground, each, nat, event).map((part) =>
      part.at.kind === 'dropped'
        ? part
        : translate(part, event, nic.id, address, { kind: 'departing', interfaceId: nic.id, nic }),
    );
  });
}

/** A regional NAT gateway has no subnet, hence no network ACL, and sends from its public address through the VPC's internet gateway. */
function throughRegional(ground: Ground, course: Course, nat: NatGateway, event: Event): readonly Course[] {
  const [address] = nat.publicAddresses;
  if (!address) return [drop(course, event, { code: 'BAD_STATE', note: 'the NAT gateway has no public address' })];
  const router: Position = { kind: 'routing', routeTableId: nat.routeTableId, vpcId: nat.vpcId };
  return accepted(ground, course, nat, event).map((part) =>
    part.at.kind === 'dropped' ? part : translate(part, event, nat.id, address, router),
  );
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html */
const TAKEN = [PORTED, [[ICMP, ICMP]] as const].map((protocols) => ({
  match: { protocols },
  take: (part: Course) => [part],
}));

/** Answers do not belong to a NAT gateway that has not sent the question; neither do packets from elsewhere or of other protocols. */
function accepted(ground: Ground, course: Course, nat: NatGateway, event: Event): readonly Course[] {
  if (course.direction === 'return') {
    const note = 'the answer would leave with the address of the NAT gateway, which nobody asked';
    return [drop(course, event, { code: 'NGW_SOURCE_ADDRESS_REASSIGN', note })];
  }
  if (!comesFromVpc(ground, course, nat)) {
    return [
      drop(course, event, {
        code: 'NGW_REQUIRES_SOURCE_IN_VPC',
        note: 'the source is not in the VPC of the NAT gateway',
      }),
    ];
  }
  const note = 'a NAT gateway passes TCP, UDP and ICMP only';
  return divideAmong(course, TAKEN, (rest) => [drop(rest, event, { code: 'PROTOCOL_RESTRICTION', note })]);
}

/** Or by a transit gateway; never by peering, a virtual private gateway or Direct Connect. */
function comesFromVpc({ network }: Ground, { packets, trail }: Course, nat: NatGateway): boolean {
  const source = onlyPoint(packets.source);
  if (source === undefined) return true;
  if (network.interfaceAt(nat.vpcId, { family: packets.family, value: source })) return true;
  for (let each = trail; each; each = each.before) if (each.event.kind === 'transit-gateway') return true;
  return false;
}

function translate(course: Course, event: Event, device: string, address: Address, next: Position): Course {
  const passed = pass(course, event, next, { note: 'sends it on from its own address' });
  return underOwnName(passed, device, address);
}

/** Puts a device's own address and any of its ports in place of the source, and remembers the way back. */
export function underOwnName(course: Course, device: string, address: Address): Course {
  const { packets, links } = course;
  const known = remember(course, { kind: 'translated', device, packets, links });
  // What stands in place of a source port in ICMP is the answer that is asked for.
  const sourcePorts = intersect(packets.protocols, PORTED).length > 0 ? NAT_PORTS : undefined;
  const renamed = rewrite(known, { source: [pointOf(address)], sourcePorts });
  return remember(renamed, { kind: 'tracked', device, packets: renamed.packets });
}
