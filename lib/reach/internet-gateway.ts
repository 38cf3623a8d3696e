import { type Address, type AddressSet, addressSet, parseCidr, pointOf, RFC1918, RFC6598 } from '../network/address.ts';
import { ofEach } from '../network/each.ts';
import { type NetworkInterface, privateAddressOf, publicAddressOf } from '../network/interface.ts';
import { contains, intersect, onlyPoint } from '../network/interval.ts';
import type { Network } from '../network/network.ts';
import { isBlocked } from './block-public-access.ts';
import type { ReachabilityCode } from './codes.ts';
import {
  type Course,
  divide,
  divideAmong,
  drop,
  type Event,
  type Ground,
  giveUp,
  moved,
  pass,
  recall,
  rewrite,
} from './course.ts';
import { enterByGateway, isRedirected } from './gateway-route-table.ts';
import { restore } from './interface.ts';
import { underOwnName } from './nat-gateway.ts';
import type { Position } from './position.ts';

type LeavingVpc = Position & { readonly kind: 'leaving-vpc' };

/** The far side of every internet gateway. */
const INTERNET = 'internet';

type Blocks = readonly (readonly [AddressSet, ReachabilityCode])[];

/** Private destinations are dropped on the way out, each with its own code. */
const NEVER_SENT: Blocks = [
  [RFC1918, 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS'],
  [RFC6598, 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS'],
];

/** And so are private sources on the way in. */
const NEVER_TAKEN: Blocks = [
  [RFC1918, 'IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS'],
  [RFC6598, 'IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS'],
];

/** Addresses that IPv6 hosts have on their own link or site only. */
const NOT_GLOBAL = addressSet(['fc00::/7', 'fe80::/10'].flatMap((text) => parseCidr(text) ?? []));

const NOTE = 'private addresses do not exist on the internet';

/** Out through a gateway: an address with a public one beside it is exchanged for that; any other source is dropped. */
export function leaveVpc(ground: Ground, course: Course, at: LeavingVpc): readonly Course[] {
  const event: Event = { component: at.gatewayId, kind: kindOf(at.gatewayId), vpcId: at.vpcId };
  if (ground.network.internetGateways.get(at.gatewayId) !== at.vpcId) return [notAttached(ground, course, event)];
  if (at.subnetId && isRedirected(ground.network, at.gatewayId, at.subnetId, course.packets.family)) {
    const note = `the gateway's route table sends what is for ${at.subnetId} to a middlebox, which this goes around`;
    return [drop(course, event, { code: 'INGRESS_RTB_TRAFFIC_REDIRECTION', note })];
  }
  if (course.packets.family === 6) return ipv6(ground, course, at, event);
  if (!touches(course.packets.destination, 4)) return exchangeSource(ground, course, at, event);
  const shares = NEVER_SENT.map(([block, code]) => ({
    match: { destination: block[4] },
    take: (part: Course) => [drop(part, event, { code, note: NOTE })],
  }));
  return divideAmong(course, shares, (rest) => exchangeSource(ground, rest, at, event));
}

const touches = (set: Course['packets']['source'], family: 4) =>
  intersect(set, RFC1918[family]).length > 0 || intersect(set, RFC6598[family]).length > 0;

const kindOf = (gatewayId: string) =>
  gatewayId.startsWith('eigw-') ? 'egress-only-internet-gateway' : 'internet-gateway';

function notAttached({ network }: Ground, course: Course, event: Event): Course {
  const unread = network.gaps.some((gap) => gap.command.includes('internet-gateways'));
  if (unread) return giveUp(course, event, { note: 'the internet gateways could not be read' });
  return drop(course, event, { code: 'BAD_STATE_ATTACHMENT', note: 'the gateway is not attached to this VPC' });
}

const OUTSIDE: Position = { kind: 'delivered', to: INTERNET };

/** IPv6 is not translated: a global address of an interface of the VPC goes out as it is. */
function ipv6(ground: Ground, course: Course, at: LeavingVpc, event: Event): readonly Course[] {
  const { network } = ground;
  const { inside: local, outside: global } = divide(course, { destination: NOT_GLOBAL[6] });
  const lost = local ? [drop(local, event, { code: 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS', note: NOTE })] : [];
  return [
    ...lost,
    ...ofEach(global, (part) => {
      const source = onlyPoint(part.packets.source);
      const sender = source === undefined ? undefined : network.interfaceAt(at.vpcId, { family: 6, value: source });
      if (source !== undefined && (!sender || contains(NOT_GLOBAL[6], source))) {
        const note = 'the source is not a global address of an interface of the VPC';
        return [drop(part, event, { code: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS', note })];
      }
      if (sender && isBlocked(network, part.direction, 'egress', sender, at.gatewayId)) return [blocked(part, event)];
      return towardsInternet(ground, pass(part, event, OUTSIDE, { node: INTERNET }));
    }),
  ];
}

const blocked = (course: Course, event: Event): Course =>
  drop(course, event, {
    code: 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    note: 'VPC Block Public Access is on in this Region, and nothing excludes the subnet or its VPC',
  });

function exchangeSource(ground: Ground, course: Course, at: LeavingVpc, event: Event): readonly Course[] {
  const { network } = ground;
  const source = onlyPoint(course.packets.source);
  const address: Address | undefined = source === undefined ? undefined : { family: 4, value: source };
  const sender = address && network.interfaceAt(at.vpcId, address);
  const mapped = sender && address && publicAddressOf(sender, address);
  if (mapped) return underPublicAddress(ground, course, sender, mapped, at, event);
  const regional = address && network.regionalNatGatewayAt(address);
  if (regional) {
    const place = { vpcId: regional.vpcId, subnetId: '', type: 'nat_gateway' };
    if (isBlocked(network, course.direction, 'egress', place, at.gatewayId)) return [blocked(course, event)];
    return towardsInternet(ground, pass(course, event, OUTSIDE, { node: INTERNET }));
  }
  const forwarder = network.interfaces.get(course.forwarders.at(-1) ?? '');
  const masquerade = forwarder?.publicAddresses[0];
  if (forwarder?.vpcId === at.vpcId && masquerade && course.direction === 'forward') {
    const translated = translate(course, forwarder, masquerade.private);
    return underPublicAddress(ground, translated, forwarder, masquerade.public, at, event);
  }
  const note = 'the source has no public IPv4 address';
  return [drop(course, event, { code: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS', note })];
}

function underPublicAddress(
  ground: Ground,
  course: Course,
  sender: NetworkInterface,
  address: Address,
  at: LeavingVpc,
  event: Event,
): readonly Course[] {
  if (isBlocked(ground.network, course.direction, 'egress', sender, at.gatewayId)) return [blocked(course, event)];
  const note = 'exchanges the private source address for the public one';
  const exchanged = { source: [pointOf(address)] };
  return towardsInternet(ground, rewrite(pass(course, event, OUTSIDE, { node: INTERNET, note }), exchanged));
}

/** A NAT instance: what it forwards to the internet, it sends in its own name. That its system does so cannot be seen from outside. */
function translate(course: Course, forwarder: NetworkInterface, address: Address): Course {
  const note = 'assumed: its system translates what it forwards to the internet';
  const passed = pass(course, { component: forwarder.id, kind: 'network-interface', note }, course.at);
  return underOwnName(passed, forwarder.id, address);
}

/** A public address of this account lies behind an internet gateway again, unless it is that of an asker on the internet. */
function towardsInternet({ network, home }: Ground, course: Course): readonly Course[] {
  if (course.direction === 'return' && home === INTERNET) return [course];
  const { family, destination } = course.packets;
  const only = onlyPoint(destination);
  if (only !== undefined)
    return [network.isOwnPublicAddress({ family, value: only }) ? moved(course, { kind: 'entering-vpc' }) : course];
  const own = network.ownPublicAddresses()[family];
  if (intersect(destination, own).length === 0) return [course];
  const { inside, outside: others } = divide(course, { destination: own });
  return [...(inside ? [moved(inside, { kind: 'entering-vpc' })] : []), ...others];
}

/** In from the internet: only to the public address of an interface in a VPC that has an internet gateway. */
export function enterVpc(ground: Ground, course: Course): readonly Course[] {
  const { packets } = course;
  const only = onlyPoint(packets.destination);
  if (only !== undefined) return enterAt(ground, course, { family: packets.family, value: only });
  const shares = ground.network.publicAddresses
    .filter((each) => each.family === packets.family && contains(packets.destination, each.value))
    .map((address) => ({
      match: { destination: [pointOf(address)] },
      take: (part: Course) => enterAt(ground, part, address),
    }));
  return divideAmong(course, shares, (rest) => [nobody(rest)]);
}

function nobody(course: Course): Course {
  const note = 'no interface behind an internet gateway has this public address';
  return drop(
    course,
    { component: INTERNET, kind: 'internet' },
    { code: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', note },
  );
}

function enterAt(ground: Ground, course: Course, address: Address): readonly Course[] {
  const { network } = ground;
  const nic = network.interfaceWithPublic(address);
  if (!nic) {
    const nat = network.regionalNatGatewayAt(address);
    return [nat ? answerToRegionalNat(course, nat.id, nat.vpcId) : nobody(course)];
  }
  const gateway = gatewayInto(network, nic.vpcId, course);
  const event: Event = { component: gateway ?? nic.vpcId, kind: gateway ? kindOf(gateway) : 'vpc', vpcId: nic.vpcId };
  if (!gateway) {
    const note = `${nic.vpcId} has no internet gateway`;
    return [drop(course, event, { code: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', note })];
  }
  const { family, source } = course.packets;
  const own = network.vpcs.get(nic.vpcId)?.addresses[family] ?? [];
  if (!(family === 4 && touches(source, 4)) && intersect(source, own).length === 0)
    return exchangeDestination(ground, course, nic, address, event);
  const spoofed = {
    code: 'GATEWAY_REJECTS_SPOOFED_TRAFFIC',
    note: 'the source is an address of the VPC itself',
  } as const;
  const shares = [
    ...NEVER_TAKEN.map(([block, code]) => ({
      match: { source: block[family] },
      take: (part: Course) => [drop(part, event, { code, note: NOTE })],
    })),
    { match: { source: own }, take: (part: Course) => [drop(part, event, spoofed)] },
  ];
  return divideAmong(course, shares, (rest) => exchangeDestination(ground, rest, nic, address, event));
}

const EXCHANGED = { note: 'exchanges the public destination address for the private one' };

function exchangeDestination(
  ground: Ground,
  course: Course,
  nic: NetworkInterface,
  address: Address,
  event: Event,
): readonly Course[] {
  if (isBlocked(ground.network, course.direction, 'ingress', nic, event.component)) return [blocked(course, event)];
  const passed = pass(course, event, course.at, address.family === 6 ? undefined : EXCHANGED);
  const inside = privateAddressOf(nic, address);
  const exchanged = inside ? rewrite(passed, { destination: [pointOf(inside)] }) : passed;
  return enterByGateway(ground, exchanged, event.component, nic.vpcId);
}

/** Answers come by the gateway that the question left by; an egress-only internet gateway lets in nothing else. */
function gatewayInto(network: Network, vpcId: string, { direction, trail }: Course): string | undefined {
  for (let each = trail; direction === 'return' && each; each = each.before) {
    const { kind, component } = each.event;
    if (each.direction !== 'forward' || each.event.vpcId !== vpcId) continue;
    if (kind === 'egress-only-internet-gateway' || kind === 'internet-gateway') return component;
  }
  return network.internetGatewaysOf.get(vpcId)?.find((id) => id.startsWith('igw-'));
}

function answerToRegionalNat(course: Course, natId: string, vpcId: string): Course {
  const translation = course.direction === 'return' ? recall(course, 'translated', natId) : undefined;
  const event: Event = { component: natId, kind: 'nat-gateway', vpcId };
  if (!translation) {
    const note = 'a NAT gateway takes in nothing but answers to what it sent';
    return drop(course, event, { code: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', note });
  }
  const passed = pass(course, event, { kind: 'arriving', vpcId }, { note: 'translates the answer back' });
  return restore(passed, translation);
}
