import type { NetworkInterface } from '../network/interface.ts';
import { intersect } from '../network/interval.ts';
import type { NetworkAcl } from '../network/network-acl.ts';
import type { Match } from '../network/packets.ts';
import type { SecurityGroupRule } from '../network/security-group.ts';
import type { ReachabilityCode } from './codes.ts';
import {
  answersTracked,
  type Course,
  divideAmong,
  type Event,
  type Ground,
  giveUp,
  type Position,
  pass,
  refuse,
  track,
} from './course.ts';

export type Way = 'ingress' | 'egress';

interface Rule {
  readonly match: Match;
  readonly allows: boolean;
  readonly event: Event;
}

/** Each part of the packets goes by the first rule that matches it; the rest is refused. */
function filter(
  ground: Ground,
  course: Course,
  rules: readonly Rule[],
  refusal: Event & { code: ReachabilityCode },
  next: Position,
): Course[] {
  const shares = rules.map(({ match, allows, event }) => ({
    match,
    take: (part: Course) =>
      allows ? pass(part, event, next) : refuse(ground, part, { ...event, code: refusal.code }, next),
  }));
  return divideAmong(course, shares, (rest) => [refuse(ground, rest, refusal, next)]);
}

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
): Course[] {
  if (nic.groups.length === 0) return [{ ...course, at: next }];
  const component = nic.groups.join(', ');
  if (answersTracked(course, nic.id)) {
    return [
      pass(
        course,
        { component, kind: 'security-group', rule: 'tracked connection', note: `${nic.id} saw the connection begin` },
        next,
      ),
    ];
  }
  const groups = nic.groups.map((id) => ground.network.securityGroups.get(id));
  if (groups.includes(undefined)) {
    return [giveUp(course, { component, kind: 'security-group', note: 'the rules of a group could not be read' })];
  }
  const seen = track(course, nic.id);
  const all = groups.flatMap((group) => (group ? group[way].map((rule) => ({ group: group.id, rule })) : []));
  const usable = all.filter(({ rule }) => !losesItsReference(course, rule, way));
  const rules = usable.map(
    ({ group, rule }): Rule => ({
      match: matchOf(rule, way, course),
      allows: true,
      event: { component: group, kind: 'security-group', rule: rule.text },
    }),
  );
  const lost = all.some(({ rule }) => losesItsReference(course, rule, way) && mayMatch(rule, course));
  const mismatch = lost ? 'SG_REFERENCES_NOT_PRESERVED' : 'ENI_SG_RULES_MISMATCH';
  const code = all.length === 0 ? 'SG_HAS_NO_RULES' : mismatch;
  const note = `no ${way} rule of ${nic.id}'s security groups allows it`;
  const unread = usable.map(({ rule }) => rule).filter((rule) => rule.unread);
  return filter(ground, seen, rules, { component, kind: 'security-group', code, note }, next).map((each) => {
    if (each.hops.at(-1)?.verdict !== 'drop' || !unread.some((rule) => mayMatch(rule, each))) return each;
    const undone = { ...each, hops: seen.hops, blocked: seen.blocked };
    return giveUp(undone, { component, kind: 'security-group', note: 'a prefix list in its rules could not be read' });
  });
}

function mayMatch({ protocols, ports }: SecurityGroupRule, { packets }: Course): boolean {
  return intersect(protocols, packets.protocols).length > 0 && intersect(ports, packets.destinationPorts).length > 0;
}

/** A rule that names a group as source does not match what a middlebox forwarded: the interface it came from is not the group's. */
function losesItsReference(course: Course, rule: SecurityGroupRule, way: Way): boolean {
  return rule.referencedGroup !== undefined && way === 'ingress' && course.forwarders.length > 0;
}

function matchOf(rule: SecurityGroupRule | NetworkAcl['ingress'][number], way: Way, course: Course): Match {
  const peer = rule.peer[course.packets.family];
  const far = way === 'ingress' ? { source: peer } : { destination: peer };
  return { protocols: rule.protocols, destinationPorts: rule.ports, ...far };
}

/** The network ACL of a subnet, which has no memory. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html */
export function throughNetworkAcl(
  ground: Ground,
  course: Course,
  subnetId: string,
  way: Way,
  next: Position,
): Course[] {
  const acl = ground.network.networkAcls.get(ground.network.subnets.get(subnetId)?.networkAclId ?? '');
  if (!acl)
    return [
      giveUp(course, {
        component: subnetId,
        kind: 'network-acl',
        note: `the network ACL of ${subnetId} could not be read`,
      }),
    ];
  const component = acl.id;
  const rules = acl[way].map(
    (entry): Rule => ({
      match: matchOf(entry, way, course),
      allows: entry.action === 'allow',
      event: { component, kind: 'network-acl', rule: entry.text, note: `${way} of ${subnetId}` },
    }),
  );
  const refusal = {
    component,
    kind: 'network-acl',
    code: 'SUBNET_ACL_RESTRICTION',
    rule: '* deny',
    note: `${way} of ${subnetId}`,
  } as const;
  return filter(ground, course, rules, refusal, next);
}
