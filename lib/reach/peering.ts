import { covers, onlyPoint } from '../network/interval.ts';
import { type Course, divide, drop, type Event, type Ground, giveUp, pass, remember } from './course.ts';
import type { Position } from './position.ts';

type AtPeering = Position & { readonly kind: 'peering' };

/**
 * Over a peering connection: from one of the two VPCs to the other, and no further.
 * https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 */
export function throughPeering(ground: Ground, course: Course, at: AtPeering): readonly Course[] {
  const { network } = ground;
  const { peeringId, vpcId } = at;
  const peering = network.peeringConnections.get(peeringId);
  const event: Event = { component: peeringId, kind: 'vpc-peering-connection', vpcId };
  if (!peering)
    return [giveUp(course, event, { code: 'UNKNOWN_RESOURCE', note: 'the peering connection is not known' })];
  if (!peering.active)
    return [drop(course, event, { code: 'BAD_STATE', note: `the peering connection is ${peering.status}` })];
  const [here, there] = peering.sides[0].vpcId === vpcId ? peering.sides : [peering.sides[1], peering.sides[0]];
  if (here.vpcId !== vpcId) {
    const note = 'the peering connection does not belong to this VPC';
    return [drop(course, event, { code: 'BAD_STATE_ATTACHMENT', note })];
  }
  const peer = network.vpcs.get(there.vpcId);
  const { family } = course.packets;
  const [own, others] = [network.vpcs.get(vpcId)?.addresses ?? here.addresses, peer?.addresses ?? there.addresses];
  const isWithin = covers(own[family], course.packets.source) && covers(others[family], course.packets.destination);
  const { inside, outside } = isWithin
    ? { inside: course, outside: [] }
    : divide(course, { source: own[family], destination: others[family] });
  const note = 'it takes packets from an address of one of the two VPCs to an address of the other, and no others';
  const refused = outside.map((part) => drop(part, event, { code: 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR', note }));
  if (!inside) return refused;
  if (!peer) {
    const unread = { component: there.vpcId, kind: 'vpc', code: 'NO_POSSIBLE_DESTINATION' } as const;
    const beyond = 'the other VPC is in an account or a Region that was not read';
    return [giveUp(pass(inside, event, inside.at), { ...unread, note: beyond }), ...refused];
  }
  const passed = pass(inside, event, { kind: 'arriving', vpcId: there.vpcId });
  return [rememberedByNat(ground, passed, at), ...refused];
}

/** What a NAT gateway sent is answered over the same connection. */
function rememberedByNat({ network }: Ground, course: Course, { vpcId, peeringId }: AtPeering): Course {
  const value = onlyPoint(course.packets.source);
  if (course.direction === 'return' || value === undefined) return course;
  const source = { family: course.packets.family, value };
  const nic = network.interfaceAt(vpcId, source);
  if (nic?.type !== 'nat_gateway') return course;
  return remember(course, { kind: 'peered', device: nic.id, peeringId, source });
}
