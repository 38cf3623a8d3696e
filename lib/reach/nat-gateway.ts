import { type Address, pointOf } from '../network/address.ts';
import type { Intervals } from '../network/interval.ts';
import type { NatGateway } from '../network/nat-gateway.ts';
import { ICMP, type Packets, TCP, UDP } from '../network/packets.ts';
import {
  type Course,
  divide,
  drop,
  type Event,
  type Ground,
  giveUp,
  type Position,
  pass,
  rewrite,
  type Translation,
  track,
} from './course.ts';
import { throughNetworkAcl } from './filter.ts';
import { onlyPoint } from './interface.ts';

type AtNatGateway = Position & { readonly kind: 'nat-gateway' };

/** The ports that NAT gateways and load balancers send from. https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html */
const NAT_PORTS: Intervals = [[1024, 65535]];

/** https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html */
export function throughNatGateway(ground: Ground, course: Course, at: AtNatGateway): Course[] {
  const nat = ground.network.natGateways.get(at.natGatewayId);
  const event: Event = { component: at.natGatewayId, kind: 'nat-gateway' };
  if (!nat) return [giveUp(course, { ...event, note: 'the NAT gateway is not known' })];
  if (nat.state === 'pending') return [giveUp(course, { ...event, note: 'the NAT gateway is still pending' })];
  if (!nat.available) return [drop(course, { ...event, code: 'BAD_STATE', note: `the NAT gateway is ${nat.state}` })];
  return nat.regional ? throughRegional(course, nat, event) : throughZonal(ground, course, nat, at, event);
}

function throughZonal(ground: Ground, course: Course, nat: NatGateway, at: AtNatGateway, event: Event): Course[] {
  const nic = ground.network.interfaces.get(nat.interfaceId ?? '');
  const [address] = nic?.addresses ?? [];
  if (!nic || !address) return [giveUp(course, { ...event, note: 'the interface of the NAT gateway is not known' })];
  if (course.direction === 'forward' && course.translations.has(nic.id)) {
    const note = 'its own subnet sends the packet back to it: that subnet has no way to the internet';
    return [drop(course, { ...event, code: 'NO_POSSIBLE_DESTINATION', note })];
  }
  const admitted =
    at.fromSubnetId === nic.subnetId ? [course] : throughNetworkAcl(ground, course, nic.subnetId, 'ingress', at);
  return admitted.flatMap((each) => {
    if (each.at !== at) return [each];
    return accepted(ground, each, nat, event).map((part) =>
      part.at.kind === 'dropped'
        ? part
        : translate(part, event, nic.id, address, { kind: 'departing', interfaceId: nic.id }),
    );
  });
}

/** A regional NAT gateway has no subnet, hence no network ACL, and sends from its public address through the VPC's internet gateway. */
function throughRegional(course: Course, nat: NatGateway, event: Event): Course[] {
  const [address] = nat.publicAddresses;
  if (!address) return [drop(course, { ...event, code: 'BAD_STATE', note: 'the NAT gateway has no public address' })];
  return [
    translate(course, event, nat.id, address, { kind: 'routing', routeTableId: nat.routeTableId, vpcId: nat.vpcId }),
  ];
}

/** Answers do not belong to a NAT gateway that has not sent the question; neither do packets from elsewhere or of other protocols. */
function accepted(ground: Ground, course: Course, nat: NatGateway, event: Event): Course[] {
  if (course.direction === 'return') {
    const note = 'the answer would leave with the address of the NAT gateway, which nobody asked';
    return [drop(course, { ...event, code: 'NGW_SOURCE_ADDRESS_REASSIGN', note })];
  }
  if (!comesFromVpc(ground, course.packets, nat)) {
    return [
      drop(course, {
        ...event,
        code: 'NGW_REQUIRES_SOURCE_IN_VPC',
        note: 'the source is not in the VPC of the NAT gateway',
      }),
    ];
  }
  const { inside, outside } = divide(course, {
    protocols: [
      [ICMP, ICMP],
      [TCP, TCP],
      [UDP, UDP],
    ],
  });
  const other = outside.map((each) =>
    drop(each, { ...event, code: 'PROTOCOL_RESTRICTION', note: 'a NAT gateway passes TCP, UDP and ICMP only' }),
  );
  return inside ? [inside, ...other] : other;
}

function comesFromVpc({ network }: Ground, packets: Packets, nat: NatGateway): boolean {
  const source = onlyPoint(packets.source);
  return (
    source === undefined || network.interfaceAt(nat.vpcId, { family: packets.family, value: source }) !== undefined
  );
}

function translate(course: Course, event: Event, device: string, address: Address, next: Position): Course {
  const passed = pass(course, { ...event, note: 'sends it on from its own address' }, next);
  return underOwnName(passed, device, address);
}

/** Puts a device's own address and any of its ports in place of the source, and remembers the way back. */
export function underOwnName(course: Course, device: string, address: Address): Course {
  const { packets, links } = course;
  const translation: Translation = { source: packets.source, sourcePorts: packets.sourcePorts, links };
  const renamed = rewrite(course, { source: [pointOf(address)], sourcePorts: NAT_PORTS });
  return {
    ...track(renamed, device),
    translations: new Map(course.translations).set(device, translation),
  };
}
