import type { IpPermission, SecurityGroup as SecurityGroupFacts } from '@aws-sdk/client-ec2';
import { type AddressSet, addressSet, type Cidr, parseCidr } from './address.ts';
import type { Intervals } from './interval.ts';
import { nameTraffic, parseProtocol, portsOf } from './permission.ts';

/** One allowed kind of traffic with one peer. `peer` is the far end: the source of inbound, the destination of outbound traffic. */
export interface SecurityGroupRule {
  readonly protocols: Intervals;
  readonly ports: Intervals;
  readonly peer: AddressSet;
  /** Set when the peer is given as a security group: `peer` then holds its members' private addresses. */
  readonly referencedGroup?: string;
  /** Set when the peer is a prefix list that could not be read. */
  readonly unread?: true;
  readonly text: string;
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
  /** The private addresses of the interfaces that have the group, as seen from a VPC; empty for a stale reference. */
  membersOf(groupId: string, seenFromVpc: string): AddressSet;
  /** The entries of a prefix list; undefined when it could not be read. */
  prefixList(id: string): readonly Cidr[] | undefined;
}

export function interpretSecurityGroup(facts: SecurityGroupFacts, peers: Peers): SecurityGroup {
  const vpcId = facts.VpcId ?? '';
  const rules = (permissions: IpPermission[] | undefined) =>
    (permissions ?? []).flatMap((permission) => rulesOf(permission, vpcId, peers));
  return {
    id: facts.GroupId ?? '',
    vpcId,
    name: facts.GroupName ?? '',
    ingress: rules(facts.IpPermissions),
    egress: rules(facts.IpPermissionsEgress),
  };
}

function rulesOf(permission: IpPermission, vpcId: string, peers: Peers): SecurityGroupRule[] {
  const protocols = parseProtocol(permission.IpProtocol);
  if (!protocols) return [];
  const ports = portsOf(protocols, permission.FromPort, permission.ToPort);
  const traffic = nameTraffic(protocols, ports);
  const rule = (peer: AddressSet, name: string): SecurityGroupRule => ({
    protocols,
    ports,
    peer,
    text: `allow ${traffic} ${name}`,
  });
  const blocks = [
    ...(permission.IpRanges ?? []).map((range) => range.CidrIp),
    ...(permission.Ipv6Ranges ?? []).map((range) => range.CidrIpv6),
  ];
  return [
    ...blocks.flatMap((text) => {
      const cidr = parseCidr(text ?? '');
      return cidr ? [rule(addressSet([cidr]), text!)] : [];
    }),
    ...(permission.PrefixListIds ?? []).map(({ PrefixListId: id = '' }): SecurityGroupRule => {
      const entries = peers.prefixList(id);
      return { ...rule(addressSet(entries ?? []), id), ...(!entries && { unread: true }) };
    }),
    ...(permission.UserIdGroupPairs ?? []).map(({ GroupId: id = '' }) => ({
      ...rule(peers.membersOf(id, vpcId), id),
      referencedGroup: id,
    })),
  ];
}
