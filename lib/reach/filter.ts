import { divideAmongFilters, type Filter, type PeerField } from '../network/filter.ts';
import type { NetworkInterface } from '../network/interface.ts';
import { intersect } from '../network/interval.ts';
import type { Packets } from '../network/packets.ts';
import type { GroupFilter, SecurityGroupRule, Way } from '../network/security-group.ts';
import type { Subnet } from '../network/subnet.ts';
import type { ReachabilityCode } from './codes.ts';
import {
  answersTracked,
  type Course,
  type Event,
  type Ground,
  giveUp,
  moved,
  narrow,
  pass,
  recall,
  refuse,
  remember,
} from './course.ts';
import { nodeOf } from './node.ts';
import type { Position } from './position.ts';

const PEER: Readonly<Record<Way, PeerField>> = { ingress: 'source', egress: 'destination' };

/**
 * The security groups of an interface: the union of their rules, and for an answer the memory of the connection.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html
 */
export function throughSecurityGroups(
  ground: Ground,
  course: Course,
  nic: NetworkInterface,
  way: Way,
  next: Position,
): readonly Course[] {
  if (nic.filters.name === '' || nic.id === ground.withoutGroupsOf) return [moved(course, next)];
  if (answersTracked(course, nic.id)) return [pass(course, groupEvent(ground, nic, way, undefined, TRACKED), next)];
  const groups = nic.filters[way];
  if (!groups)
    return [giveUp(course, groupEvent(ground, nic, way), { note: 'the rules of a group could not be read' })];
  const seen = remember(course, { kind: 'tracked', device: nic.id, packets: course.packets });
  const through: Course[] = [];
  const peer = PEER[way];
  const rest = divideAmongFilters(filtersOf(ground, course, groups, way), [course.packets], peer, (part, lines) => {
    through.push(pass(narrow(seen, part), groupEvent(ground, nic, way, { lines, peer }), next));
  });
  if (rest.length === 0) return through;
  if (ground.passingOnly && groups.unread.length === 0) return through;
  const event = groupEvent(ground, nic, way);
  for (const part of rest) through.push(refusedByGroups(ground, narrow(seen, part), { nic, way, event, groups }, next));
  return through;
}

/** Rules that name a group speak of addresses of VPCs only, so what comes from elsewhere need not be held against them. */
function filtersOf({ network }: Ground, course: Course, { direct, all }: GroupFilter, way: Way): readonly Filter[] {
  if (forwarded(course, way) || all === direct) return direct;
  const { family } = course.packets;
  return intersect(course.packets[PEER[way]], network.vpcAddresses[family]).length > 0 ? all : direct;
}

const TRACKED = 'tracked connection';

const groupEvent = (
  { network }: Ground,
  nic: NetworkInterface,
  way: Way,
  filter?: Event['filter'],
  rule?: string,
): Event => ({
  component: nic.filters.name,
  kind: 'security-group',
  node: nic.instanceId ?? (() => nodeOf(network, nic)),
  rule,
  note: rule && 'its interface saw the connection begin',
  filter,
  way,
  interfaceId: nic.id,
  subnetId: nic.subnetId,
  vpcId: nic.vpcId,
});

/** A rule that names a group as source does not match what a middlebox forwarded: the interface it came from is not the group's. */
const forwarded = ({ forwarders }: Course, way: Way) => way === 'ingress' && forwarders.length > 0;

interface Asked {
  readonly nic: NetworkInterface;
  readonly way: Way;
  readonly event: Event;
  readonly groups: GroupFilter;
}

function refusedByGroups(ground: Ground, course: Course, asked: Asked, next: Position): Course {
  const { nic, way, event, groups } = asked;
  const balancer = admittedByNode(ground, course, asked);
  if (balancer) return pass(course, event, next, balancer);
  const unread = groups.unread.find((rule) => mayMatch(rule, course.packets));
  if (unread?.referencedGroup) {
    const note = `the members of ${unread.referencedGroup}, in another account, could not be read`;
    return giveUp(course, event, { code: 'UNKNOWN_PEERED_SGS', note });
  }
  if (unread) return giveUp(course, event, { note: `the prefix list ${unread.unread} in its rules could not be read` });
  return refuse(ground, course, event, next, () => ({
    code: codeOf(ground, course, asked),
    note: `no ${way} rule of ${nic.id}'s security groups allows it`,
  }));
}

function codeOf({ network }: Ground, course: Course, { way, groups }: Asked): ReachabilityCode {
  if (groups.rules.length === 0) return 'SG_HAS_NO_RULES';
  const isForwarded = forwarded(course, way);
  const crossed = transitTablesCrossed(course);
  if (!isForwarded && crossed === 0) return 'ENI_SG_RULES_MISMATCH';
  const references = groups.rules.filter((rule) => rule.referencedGroup && mayMatch(rule, course.packets));
  if (references.length === 0) return 'ENI_SG_RULES_MISMATCH';
  if (isForwarded || crossed > 1) return 'SG_REFERENCES_NOT_PRESERVED';
  const elsewhere = references.some((rule) => {
    const vpcId = network.securityGroups.get(rule.referencedGroup ?? '')?.vpcId;
    return vpcId !== undefined && vpcId !== network.securityGroups.get(rule.component)?.vpcId;
  });
  return elsewhere ? 'SG_REFERENCING_SUPPORT' : 'ENI_SG_RULES_MISMATCH';
}

/** More than one where transit gateways are peered: no reference holds over that. */
function transitTablesCrossed({ trail, direction }: Course): number {
  let count = 0;
  for (let each = trail; each && each.direction === direction; each = each.before)
    if (each.event.kind === 'transit-gateway-route-table') count++;
  return count;
}

function mayMatch({ protocols, ports }: SecurityGroupRule, packets: Packets): boolean {
  return intersect(packets.protocols, protocols).length > 0 && intersect(packets.destinationPorts, ports).length > 0;
}

/**
 * A target's rule that names the group of a network load balancer admits its clients, also under their own addresses.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
function admittedByNode({ network }: Ground, course: Course, { nic, way, groups }: Asked): Partial<Event> | undefined {
  const preserved =
    way === 'ingress' && course.direction === 'forward' ? recall(course, 'preserved', nic.id) : undefined;
  const node = preserved && network.interfaces.get(preserved.node);
  if (!node) return undefined;
  const rule = groups.rules.find(
    (each) => node.groups.includes(each.referencedGroup ?? '') && mayMatch(each, course.packets),
  );
  return (
    rule && {
      component: rule.component,
      rule: rule.text,
      note: `it comes from a load balancer that has ${rule.referencedGroup}`,
    }
  );
}

const ACL_REFUSAL = { code: 'SUBNET_ACL_RESTRICTION', rule: '* deny' } as const;

/** The network ACL of a subnet, which has no memory. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html */
export function throughNetworkAcl(
  ground: Ground,
  course: Course,
  subnetId: string,
  way: Way,
  next: Position,
  subnet: Subnet | undefined = ground.network.subnets.get(subnetId),
): readonly Course[] {
  const acl = subnet?.networkAcl;
  if (!acl) {
    const note = `the network ACL of ${subnetId} could not be read`;
    return [giveUp(course, { component: subnetId, kind: 'network-acl', note })];
  }
  const lines: Filter = acl[way];
  const { passed, refused } = lines.divide(course.packets, PEER[way]);
  const event: Event = {
    component: acl.id,
    kind: 'network-acl',
    node: subnetId,
    note: `${way} of ${subnetId}`,
    filter: { lines, peer: PEER[way] },
    way,
    subnetId,
    vpcId: acl.vpcId,
  };
  const through: Course[] = [];
  for (const part of passed) through.push(pass(narrow(course, part), event, next));
  if (refused.length === 0) return through;
  if (ground.passingOnly) return through;
  for (const part of refused) through.push(refuse(ground, narrow(course, part), event, next, ACL_REFUSAL));
  return through;
}
