import type { IpPermission, SecurityGroup as SecurityGroupFacts } from '@aws-sdk/client-ec2';
import { type AddressSet, addressSet, type Cidr, parseCidr } from './address.ts';
import { Filter, type FilterLine } from './filter.ts';
import { nameTraffic, parseProtocol, portsOf } from './permission.ts';

/** Which of an interface's directions a filter looks at. */
export type Way = 'ingress' | 'egress';

/** One allowed kind of traffic with one peer: the source of inbound, the destination of outbound traffic. */
export interface SecurityGroupRule extends FilterLine {
  readonly action: 'allow';
  /** Set when the peer is given as a security group: `peer` then holds its members' private addresses. */
  readonly referencedGroup?: string;
  /** Set when the peer is a prefix list, or a group of another account, that could not be read. */
  readonly unread?: string;
  readonly facts: IpPermission;
}

/** Rules are permissions only and have no order. https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
export interface SecurityGroup {
  readonly id: string;
  readonly vpcId: string;
  readonly name: string;
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
}

/** What a rule's peer may name instead of addresses. */
export interface Peers {
  /**
   * The private addresses of the interfaces that have the group, as a rule of a VPC sees them; none for a stale reference, undefined
   * where the group's members could not be read.
   */
  membersOf(groupId: string, seenFromVpc: string, way: Way): AddressSet | undefined;
  /** The entries of a prefix list; undefined when it could not be read. */
  prefixList(id: string): readonly Cidr[] | undefined;
}

/** Rules are read when they are first asked for: most of a large account's are never met. */
export function interpretSecurityGroup(facts: SecurityGroupFacts, peers: Peers): SecurityGroup {
  const [id, vpcId] = [facts.GroupId ?? '', facts.VpcId ?? ''];
  const read: { [W in Way]?: readonly SecurityGroupRule[] } = {};
  const rules = (way: Way, permissions: IpPermission[] = []) => {
    read[way] ??= permissions.flatMap((permission) => rulesOf(permission, { id, vpcId, way }, peers));
    return read[way];
  };
  return {
    id,
    vpcId,
    name: facts.GroupName ?? '',
    get ingress() {
      return rules('ingress', facts.IpPermissions);
    },
    get egress() {
      return rules('egress', facts.IpPermissionsEgress);
    },
  };
}

const NOBODY: AddressSet = { 4: [], 6: [] };

function rulesOf(
  facts: IpPermission,
  { id: component, vpcId, way }: { id: string; vpcId: string; way: Way },
  peers: Peers,
): SecurityGroupRule[] {
  const protocols = parseProtocol(facts.IpProtocol);
  if (!protocols) return [];
  const ports = portsOf(protocols, facts.FromPort, facts.ToPort);
  const traffic = nameTraffic(protocols, ports);
  const rule = (peer: AddressSet, name: string): SecurityGroupRule => {
    return { action: 'allow', protocols, ports, peer, component, text: `allow ${traffic} ${name}`, facts };
  };
  const blocks = [
    ...(facts.IpRanges ?? []).map((range) => range.CidrIp),
    ...(facts.Ipv6Ranges ?? []).map((range) => range.CidrIpv6),
  ];
  return [
    ...blocks.flatMap((text) => {
      const cidr = parseCidr(text ?? '');
      return cidr ? [rule(addressSet([cidr]), text!)] : [];
    }),
    ...(facts.PrefixListIds ?? []).map(({ PrefixListId: id = '' }): SecurityGroupRule => {
      const entries = peers.prefixList(id);
      return entries ? rule(addressSet(entries), id) : { ...rule(NOBODY, id), unread: id };
    }),
    ...(facts.UserIdGroupPairs ?? []).map(({ GroupId: id = '' }): SecurityGroupRule => {
      const members = peers.membersOf(id, vpcId, way);
      const read = rule(members ?? NOBODY, id);
      return members ? { ...read, referencedGroup: id } : { ...read, referencedGroup: id, unread: id };
    }),
  ];
}

/** What the security groups of an interface let through together, in one direction. */
export interface GroupFilter {
  readonly rules: readonly SecurityGroupRule[];
  readonly filter: Filter<SecurityGroupRule>;
  /** The same without the rules that name a group, which do not match what a middlebox forwarded. */
  readonly direct: Filter<SecurityGroupRule>;
  /** Rules whose peer could not be read. */
  readonly unread: readonly SecurityGroupRule[];
}

/** Undefined when the rules of a group could not be read. */
export function groupFilter(groups: readonly (SecurityGroup | undefined)[], way: Way): GroupFilter | undefined {
  if (groups.includes(undefined)) return undefined;
  const rules = groups.flatMap((group) => group?.[way] ?? []);
  const direct = rules.filter((rule) => rule.referencedGroup === undefined);
  const filter = new Filter(rules);
  return {
    rules,
    filter,
    direct: direct.length === rules.length ? filter : new Filter(direct),
    unread: rules.filter((rule) => rule.unread !== undefined),
  };
}
