import type { IpPermission, SecurityGroup, SecurityGroupRule } from '@aws-sdk/client-ec2';
import type { Region } from '../state.ts';
import { find } from './kind.ts';
import { parsePermissions, permissionKey } from './permission.ts';
import { rulesOf } from './permission-view.ts';
import { operations } from './security-group-authorization.ts';

/** A rule as templates write it, for either direction. */
export interface TemplateRule {
  IpProtocol: string;
  FromPort?: number;
  ToPort?: number;
  CidrIp?: string;
  CidrIpv6?: string;
  SourcePrefixListId?: string;
  SourceSecurityGroupId?: string;
  SourceSecurityGroupName?: string;
  SourceSecurityGroupOwnerId?: string;
  DestinationPrefixListId?: string;
  DestinationSecurityGroupId?: string;
  Description?: string;
}

export interface InlineRules {
  SecurityGroupIngress?: TemplateRule[];
  SecurityGroupEgress?: TemplateRule[];
}

/** The rule as EC2's own operations take it. */
export function permissionOf(rule: TemplateRule): IpPermission {
  const { IpProtocol, FromPort, ToPort, CidrIp, CidrIpv6, Description } = rule;
  const PrefixListId = rule.SourcePrefixListId ?? rule.DestinationPrefixListId;
  const GroupId = rule.SourceSecurityGroupId ?? rule.DestinationSecurityGroupId;
  const GroupName = rule.SourceSecurityGroupName;
  return {
    IpProtocol,
    FromPort,
    ToPort,
    IpRanges: CidrIp ? [{ CidrIp, Description }] : [],
    Ipv6Ranges: CidrIpv6 ? [{ CidrIpv6, Description }] : [],
    PrefixListIds: PrefixListId ? [{ PrefixListId, Description }] : [],
    UserIdGroupPairs:
      GroupId || GroupName ? [{ GroupId, GroupName, UserId: rule.SourceSecurityGroupOwnerId, Description }] : [],
  };
}

const ALLOW_ALL: TemplateRule[] = [
  { IpProtocol: '-1', CidrIp: '0.0.0.0/0' },
  { IpProtocol: '-1', CidrIpv6: '::/0' },
];

/**
 * Brings a group's rules from what a template said inline to what it says now; rules that others made stay.
 * A group without egress rules was made to allow all, which the first egress rule replaces and nothing restores.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
 */
export function changeInlineRules(region: Region, groupId: string, wanted: InlineRules, previous: InlineRules): void {
  const group = find(region, 'securityGroups', groupId);
  change(region, group, false, wanted.SecurityGroupIngress, previous.SecurityGroupIngress);
  const egress = wanted.SecurityGroupEgress ?? [];
  const before = previous.SecurityGroupEgress ?? [];
  change(region, group, true, egress, egress.length > 0 && before.length === 0 ? ALLOW_ALL : before);
}

function change(
  region: Region,
  group: SecurityGroup,
  isEgress: boolean,
  wanted: TemplateRule[] = [],
  previous: TemplateRule[] = [],
): void {
  const was = previous.flatMap((rule) => parsePermissions(region, group, [permissionOf(rule)]).map(keyOf));
  const will = wanted.flatMap((rule) => parsePermissions(region, group, [permissionOf(rule)]).map(keyOf));
  const dropped = new Set(was.filter((key) => !will.includes(key)));
  for (const rule of rulesOf(region, group.GroupId, isEgress)) {
    if (dropped.has(keyOf(rule))) region.securityGroupRules.delete(rule.SecurityGroupRuleId ?? '');
  }
  const added = wanted.filter((_, index) => !was.includes(will[index] ?? ''));
  if (added.length === 0) return;
  const authorize = isEgress ? operations.AuthorizeSecurityGroupEgress : operations.AuthorizeSecurityGroupIngress;
  authorize(region, { GroupId: group.GroupId, IpPermissions: added.map(permissionOf) });
}

/** The rules that are a group's own: those that other resources of the stack added to it are theirs. */
export function inlineRulesOf(region: Region, groupId: string, siblings: ReadonlySet<string>): InlineRules {
  const own = (isEgress: boolean) =>
    rulesOf(region, groupId, isEgress)
      .filter(({ SecurityGroupRuleId = '' }) => !siblings.has(SecurityGroupRuleId))
      .map((rule) => templateRuleOf(region, rule));
  return { SecurityGroupIngress: own(false), SecurityGroupEgress: own(true) };
}

/** A rule as a template would write it: without ports where there are none. */
export function templateRuleOf(region: Region, rule: SecurityGroupRule): TemplateRule {
  const {
    IpProtocol = '',
    FromPort,
    ToPort,
    CidrIpv4,
    CidrIpv6,
    PrefixListId,
    ReferencedGroupInfo,
    Description,
  } = rule;
  const { GroupId, UserId } = ReferencedGroupInfo ?? {};
  const [side, owner] = rule.IsEgress ? ['Destination', undefined] : ['Source', UserId];
  const given = {
    IpProtocol,
    CidrIp: CidrIpv4,
    CidrIpv6,
    Description,
    [`${side}PrefixListId`]: PrefixListId,
    [`${side}SecurityGroupId`]: GroupId,
    ...(rule.IsEgress ? {} : { SourceSecurityGroupName: region.securityGroups.get(GroupId)?.GroupName }),
    SourceSecurityGroupOwnerId: owner,
    ...(IpProtocol === '-1' ? {} : { FromPort, ToPort }),
  };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as unknown as TemplateRule;
}

/** A changed description makes a new rule too. */
const keyOf = (permission: SecurityGroupRule): string => `${permissionKey(permission)} ${permission.Description ?? ''}`;
