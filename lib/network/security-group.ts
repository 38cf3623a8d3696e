import type { IpPermission, SecurityGroup as SecurityGroupFacts } from '@aws-sdk/client-ec2';
import { type AddressSet, addressSet, type Cidr, parseCidr } from './address.ts';
import { ofEach } from './each.ts';
import { Filter } from './filter.ts';
import type { FilterLine } from './filter-line.ts';
import { nameTraffic, parseProtocol, portsOf } from './permission.ts';

/** Which of an interface's directions a filter looks at. */
export type Way = 'ingress' | 'egress';

/** One allowed kind of traffic with one peer: the source of inbound, the destination of outbound traffic. */
export interface SecurityGroupRule extends FilterLine {
  readonly action: 'allow';
  /** Set when the peer is given as a security group: `peer` then holds its members' private addresses. */
  readonly referencedGroup?: string;
  /** Set when the peer is a prefix list, or a group of another account, that could not be read. */
  readonly unread?: string | undefined;
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
  /** The private addresses of the interfaces that have the group, as a rule of a VPC sees them; none for a stale reference. */
  membersOf(groupId: string, seenFromVpc: string, way: Way): AddressSet;
  /** Whether it can be told who has the group: not where it may be in a peer VPC of an account that was not read. */
  isRead(groupId: string, seenFromVpc: string): boolean;
  /** The entries of a prefix list; undefined when it could not be read. */
  prefixList(id: string): readonly Cidr[] | undefined;
}

/** Rules are read when they are first asked for: most of a large account's are never met. */
export function interpretSecurityGroup(facts: SecurityGroupFacts, peers: Peers): SecurityGroup {
  const [id, vpcId] = [facts.GroupId ?? '', facts.VpcId ?? ''];
  const read: { [W in Way]?: readonly SecurityGroupRule[] } = {};
  const rules = (way: Way, permissions: IpPermission[] = []) => {
    read[way] ??= ofEach(permissions, (permission) => rulesOf(permission, { id, vpcId, way }, peers));
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
  const rules: SecurityGroupRule[] = [];
  const add = (name: string, peer: AddressSet, unread?: string) => {
    const text = `allow ${traffic} ${name}`;
    rules.push({ action: 'allow', protocols, ports, peer, component, text, facts, unread });
  };
  const addBlock = (text = '') => {
    const cidr = parseCidr(text);
    if (cidr) add(text, addressSet([cidr]));
  };
  for (const { CidrIp } of facts.IpRanges ?? []) addBlock(CidrIp);
  for (const { CidrIpv6 } of facts.Ipv6Ranges ?? []) addBlock(CidrIpv6);
  for (const { PrefixListId: list = '' } of facts.PrefixListIds ?? []) {
    const entries = peers.prefixList(list);
    add(list, entries ? addressSet(entries) : NOBODY, entries ? undefined : list);
  }
  for (const { GroupId: group = '' } of facts.UserIdGroupPairs ?? []) {
    const text = `allow ${traffic} ${group}`;
    const isRead = peers.isRead(group, vpcId);
    rules.push({
      action: 'allow',
      protocols,
      ports,
      get peer() {
        return isRead ? peers.membersOf(group, vpcId, way) : NOBODY;
      },
      component,
      text,
      facts,
      unread: isRead ? undefined : group,
      referencedGroup: group,
    });
  }
  return rules;
}

/** What one security group lets through in one direction. */
interface GroupLines {
  /** The rules that name addresses. */
  readonly direct: Filter<SecurityGroupRule>;
  /** The rules that name a group: they can match only addresses of VPCs, and not what a middlebox forwarded. */
  readonly references: Filter<SecurityGroupRule>;
}

/** The security groups of an interface, in one direction: what one of them lets through gets through. */
export interface GroupFilter {
  /** What the rules that name addresses let through, group by group. */
  readonly direct: readonly Filter<SecurityGroupRule>[];
  /** The same, and then what the rules that name a group let through. */
  readonly all: readonly Filter<SecurityGroupRule>[];
  readonly rules: readonly SecurityGroupRule[];
  /** Rules whose peer could not be read. */
  readonly unread: readonly SecurityGroupRule[];
}

/** The security groups of an interface, in both directions: each worked out when it is first asked for. */
export class GroupFilters {
  readonly groups: readonly string[];
  /** The groups in one word. */
  readonly name: string;
  readonly #make: (groups: readonly string[], way: Way) => GroupFilter | undefined;
  #ingress: GroupFilter | undefined | null = null;
  #egress: GroupFilter | undefined | null = null;

  constructor(groups: readonly string[], make: (groups: readonly string[], way: Way) => GroupFilter | undefined) {
    this.groups = groups;
    this.name = groups.length === 1 ? groups[0]! : groups.join(', ');
    this.#make = make;
  }

  /** Undefined when the rules of a group could not be read. */
  get ingress(): GroupFilter | undefined {
    if (this.#ingress === null) this.#ingress = this.#make(this.groups, 'ingress');
    return this.#ingress;
  }

  get egress(): GroupFilter | undefined {
    if (this.#egress === null) this.#egress = this.#make(this.groups, 'egress');
    return this.#egress;
  }
}

/** The filters of lists of groups, what each group lets through worked out once. */
export function groupFilters(
  groupOf: (id: string) => SecurityGroup | undefined,
): (ids: readonly string[]) => GroupFilters {
  const lines = { ingress: new Map<SecurityGroup, GroupLines>(), egress: new Map<SecurityGroup, GroupLines>() };
  const linesOf = (group: SecurityGroup, way: Way): GroupLines => {
    const known = lines[way].get(group);
    if (known) return known;
    const made = {
      direct: new Filter(group[way].filter((rule) => rule.referencedGroup === undefined)),
      references: new Filter(group[way].filter((rule) => rule.referencedGroup !== undefined)),
    };
    lines[way].set(group, made);
    return made;
  };
  const filterOf = (ids: readonly string[], way: Way): GroupFilter | undefined => {
    const groups = ids.map(groupOf);
    return groups.includes(undefined) ? undefined : together(groups as SecurityGroup[], way, linesOf);
  };
  const known = new Map<string, GroupFilters>();
  return (ids) => {
    const key = ids.length === 1 ? ids[0]! : ids.join();
    let filters = known.get(key);
    if (!filters) {
      filters = new GroupFilters(ids, filterOf);
      known.set(key, filters);
    }
    return filters;
  };
}

const NO_RULES: readonly SecurityGroupRule[] = [];

function together(
  groups: readonly SecurityGroup[],
  way: Way,
  linesOf: (group: SecurityGroup, way: Way) => GroupLines,
): GroupFilter {
  const rules = ofEach(groups, (group) => group[way]);
  const lines = groups.map((group) => linesOf(group, way));
  const speaking = (filters: readonly Filter<SecurityGroupRule>[]) => filters.filter((each) => each.lines.length > 0);
  const direct = speaking(lines.map((each) => each.direct));
  const references = speaking(lines.map((each) => each.references));
  const unread = rules.filter((rule) => rule.unread !== undefined);
  return {
    direct,
    all: references.length > 0 ? [...direct, ...references] : direct,
    rules,
    unread: unread.length > 0 ? unread : NO_RULES,
  };
}
