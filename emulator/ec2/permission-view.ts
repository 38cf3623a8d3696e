import type { IpPermission, SecurityGroupRule } from '@aws-sdk/client-ec2';
import type { Region } from '../state.ts';
import { statusOf } from './vpc-peering-record.ts';

/** The rules of one direction as DescribeSecurityGroups shows them: gathered by protocol and ports. */
export function ipPermissionsOf(rules: readonly SecurityGroupRule[]): IpPermission[] {
  const gathered = new Map<string, IpPermission>();
  for (const rule of rules) {
    const key = [rule.IpProtocol, rule.FromPort, rule.ToPort].join('/');
    const permission = gathered.get(key) ?? emptyPermission(rule);
    gathered.set(key, permission);
    addPeer(permission, rule);
  }
  return [...gathered.values()];
}

/** The rules of a group in one direction, in the order in which they were made. */
export function rulesOf(region: Region, groupId: string | undefined, isEgress: boolean): SecurityGroupRule[] {
  const rules = region.securityGroupRules.filter((rule) => rule.GroupId === groupId && rule.IsEgress === isEgress);
  return rules.map((rule) => withPeeringStatus(region, rule));
}

/** A rule that names a group of a peer VPC tells how the peering connection stands. */
export function withPeeringStatus(region: Region, rule: SecurityGroupRule): SecurityGroupRule {
  const { ReferencedGroupInfo: peer } = rule;
  if (!peer?.VpcPeeringConnectionId) return rule;
  const connection = region.vpcPeeringConnections.get(peer.VpcPeeringConnectionId);
  const PeeringStatus = connection ? statusOf(connection).Code : 'deleted';
  return { ...rule, ReferencedGroupInfo: { ...peer, PeeringStatus } };
}

function emptyPermission({ IpProtocol, FromPort, ToPort }: SecurityGroupRule): IpPermission {
  const hasPorts = ['tcp', 'udp', 'icmp', 'icmpv6'].includes(IpProtocol ?? '');
  return {
    IpProtocol,
    ...(hasPorts ? { FromPort, ToPort } : {}),
    IpRanges: [],
    Ipv6Ranges: [],
    PrefixListIds: [],
    UserIdGroupPairs: [],
  };
}

function addPeer(permission: IpPermission, rule: SecurityGroupRule): void {
  const described = rule.Description === undefined ? {} : { Description: rule.Description };
  if (rule.CidrIpv4) permission.IpRanges?.push({ CidrIp: rule.CidrIpv4, ...described });
  if (rule.CidrIpv6) permission.Ipv6Ranges?.push({ CidrIpv6: rule.CidrIpv6, ...described });
  if (rule.PrefixListId) permission.PrefixListIds?.push({ PrefixListId: rule.PrefixListId, ...described });
  if (rule.ReferencedGroupInfo) {
    permission.UserIdGroupPairs?.push({ ...rule.ReferencedGroupInfo, ...described });
  }
}
