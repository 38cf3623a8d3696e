import { type Address, type AddressSet, pointOf, RFC1918, RFC6598 } from '../network/address.ts';
import { type NetworkInterface, privateAddressOf, publicAddressOf } from '../network/interface.ts';
import { contains, intersect } from '../network/interval.ts';
import type { Network } from '../network/network.ts';
import type { ReachabilityCode } from './codes.ts';
import {
  type Course,
  divide,
  divideAmong,
  drop,
  type Event,
  type Ground,
  giveUp,
  type Position,
  pass,
  rewrite,
} from './course.ts';
import { onlyPoint, restore } from './interface.ts';
import { underOwnName } from './nat-gateway.ts';

type LeavingVpc = Position & { readonly kind: 'leaving-vpc' };

/** The far side of every internet gateway. */
const INTERNET = 'internet';

/** Private destinations are dropped on the way out, each with its own code. */
const NEVER_ROUTED: readonly (readonly [AddressSet, ReachabilityCode])[] = [
  [RFC1918, 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS'],
  [RFC6598, 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS'],
];

/** Out through a gateway: an address with a public one beside it is exchanged for that; any other source is dropped. */
export function leaveVpc(ground: Ground, course: Course, at: LeavingVpc): Course[] {
  const event: Event = { component: at.gatewayId, kind: kindOf(at.gatewayId) };
  if (ground.network.internetGateways.get(at.gatewayId) !== at.vpcId) return [notAttached(ground, course, event)];
  const note = 'private addresses do not exist on the internet';
  const shares = NEVER_ROUTED.map(([block, code]) => ({
    match: { destination: block[course.packets.family] },
    take: (part: Course) => drop(part, { ...event, code, note }),
  }));
  return divideAmong(course, shares, (rest) =>
    rest.packets.family === 6
      ? towardsInternet(ground.network, pass(rest, event, outside))
      : exchangeSource(ground, rest, at, event),
  );
}

const kindOf = (gatewayId: string) =>
  gatewayId.startsWith('eigw-') ? 'egress-only-internet-gateway' : 'internet-gateway';

function notAttached({ network }: Ground, course: Course, event: Event): Course {
  const unread = network.gaps.some((gap) => gap.command.includes('internet-gateways'));
  if (unread) return giveUp(course, { ...event, note: 'the internet gateways could not be read' });
  return drop(course, { ...event, code: 'BAD_STATE_ATTACHMENT', note: 'the gateway is not attached to this VPC' });
}

const outside: Position = { kind: 'delivered', to: INTERNET };

function exchangeSource(ground: Ground, course: Course, at: LeavingVpc, event: Event): Course[] {
  const { network } = ground;
  const source = onlyPoint(course.packets.source);
  const sender = source === undefined ? undefined : network.interfaceAt(at.vpcId, { family: 4, value: source });
  const mapped = source === undefined || !sender ? undefined : publicAddressOf(sender, { family: 4, value: source });
  if (mapped) {
    const note = 'exchanges the private source address for the public one';
    return towardsInternet(network, rewrite(pass(course, { ...event, note }, outside), { source: [pointOf(mapped)] }));
  }
  if (source !== undefined && isRegionalNat(network, { family: 4, value: source }))
    return towardsInternet(network, pass(course, event, outside));
  const forwarder = network.interfaces.get(course.forwarders.at(-1) ?? '');
  const masquerade = forwarder?.publicAddresses[0];
  if (forwarder && masquerade && course.direction === 'forward') {
    return exchangeSource(ground, translate(course, forwarder, masquerade.private), at, event);
  }
  const note = 'the source has no public IPv4 address';
  return [drop(course, { ...event, code: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS', note })];
}

const isRegionalNat = (network: Network, address: Address) =>
  [...network.natGateways.values()].some(
    (nat) => nat.regional && nat.publicAddresses.some((each) => each.value === address.value),
  );

/** A NAT instance: what it forwards to the internet, it sends in its own name. That its system does so cannot be seen from outside. */
function translate(course: Course, forwarder: NetworkInterface, address: Address): Course {
  const note = 'assumed: its system translates what it forwards to the internet';
  const passed = pass(course, { component: forwarder.id, kind: 'network-interface', note }, course.at);
  return underOwnName(passed, forwarder.id, address);
}

/** A public address of this account lies behind an internet gateway again. */
function towardsInternet({ ownPublicAddresses }: Network, course: Course): Course[] {
  const own = ownPublicAddresses[course.packets.family];
  if (intersect(course.packets.destination, own).length === 0) return [course];
  const { inside, outside: others } = divide(course, { destination: own });
  return [...(inside ? [{ ...inside, at: { kind: 'entering-vpc' } as const }] : []), ...others];
}

/** In from the internet: only to the public address of an interface in a VPC that has an internet gateway. */
export function enterVpc(ground: Ground, course: Course): Course[] {
  const shares = ownAddressesAmong(ground.network, course).map((address) => ({
    match: { destination: [pointOf(address)] },
    take: (part: Course) => exchangeDestination(ground, part, address),
  }));
  const note = 'no interface behind an internet gateway has this public address';
  const nobody = {
    component: INTERNET,
    kind: 'internet',
    code: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
    note,
  } as const;
  return divideAmong(course, shares, (rest) => [drop(rest, nobody)]);
}

function ownAddressesAmong(network: Network, { packets: { family, destination } }: Course): Address[] {
  const only = onlyPoint(destination);
  if (only !== undefined) return contains(network.ownPublicAddresses[family], only) ? [{ family, value: only }] : [];
  return network.publicAddresses.filter((each) => each.family === family && contains(destination, each.value));
}

function exchangeDestination(ground: Ground, course: Course, address: Address): Course {
  const { network } = ground;
  const nic = network.interfaceWithPublic(address);
  if (!nic) return answerToRegionalNat(network, course, address);
  const gateway = gatewayInto(network, nic.vpcId, course);
  if (!gateway) {
    const note = `${nic.vpcId} has no internet gateway`;
    return drop(course, { component: nic.vpcId, kind: 'other', code: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', note });
  }
  const note = family6(address) ? undefined : 'exchanges the public destination address for the private one';
  const passed = pass(
    course,
    { component: gateway, kind: 'internet-gateway', ...(note && { note }) },
    { kind: 'arriving', vpcId: nic.vpcId },
  );
  const inside = privateAddressOf(nic, address);
  return inside ? rewrite(passed, { destination: [pointOf(inside)] }) : passed;
}

/** An egress-only internet gateway lets in answers only. */
function gatewayInto(network: Network, vpcId: string, { direction }: Course): string | undefined {
  const gateways = [...network.internetGateways].filter(([, attachedTo]) => attachedTo === vpcId).map(([id]) => id);
  return gateways.find((id) => id.startsWith('igw-')) ?? (direction === 'return' ? gateways[0] : undefined);
}

const family6 = ({ family }: Address) => family === 6;

function answerToRegionalNat(network: Network, course: Course, address: Address): Course {
  const nat = [...network.natGateways.values()].find((each) =>
    each.publicAddresses.some((own) => own.value === address.value),
  );
  const translation = nat && course.direction === 'return' ? course.translations.get(nat.id) : undefined;
  if (!nat || !translation) {
    const note = 'a NAT gateway takes in nothing but answers to what it sent';
    return drop(course, {
      component: nat?.id ?? INTERNET,
      kind: 'nat-gateway',
      code: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
      note,
    });
  }
  const passed = pass(
    course,
    { component: nat.id, kind: 'nat-gateway', note: 'translates the answer back' },
    { kind: 'arriving', vpcId: nat.vpcId },
  );
  return restore(passed, translation);
}
