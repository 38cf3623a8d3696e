import type {
  AuthorizeSecurityGroupIngressRequest,
  IpPermission,
  RevokeSecurityGroupIngressRequest,
  SecurityGroup,
  SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import type { Region } from '../state.ts';
import { notFound } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { type Permission, parsePermissions, permissionKey, wordPermission } from './permission.ts';
import { ipPermissionsOf, rulesOf } from './permission-view.ts';
import { refuseBeyond } from './quota.ts';
import { groupOf } from './security-group-record.ts';
import { tagsFor } from './tags.ts';

type AuthorizeRequest = Omit<AuthorizeSecurityGroupIngressRequest, 'GroupName'> & { GroupName?: string };
type RevokeRequest = RevokeSecurityGroupIngressRequest;

export const operations = {
  AuthorizeSecurityGroupIngress: (region, input) => authorize(region, input, false),
  AuthorizeSecurityGroupEgress: (region, input) => authorize(region, input, true),
  RevokeSecurityGroupIngress: (region, input) => revoke(region, input, false),
  RevokeSecurityGroupEgress: (region, input) => revoke(region, input, true),
} satisfies Ec2Operations;

/** Adds rules to a group without asking whether one of them is there already. */
export function addRules(
  region: Region,
  group: SecurityGroup,
  IsEgress: boolean,
  permissions: readonly Permission[],
  Tags: SecurityGroupRule['Tags'] = [],
): SecurityGroupRule[] {
  return permissions.map((permission) => {
    const SecurityGroupRuleId = newId('sgr');
    return region.securityGroupRules.put(SecurityGroupRuleId, {
      SecurityGroupRuleId,
      SecurityGroupRuleArn: `arn:aws:ec2:${region.name}:${region.accountId}:security-group-rule/${SecurityGroupRuleId}`,
      GroupId: group.GroupId,
      GroupOwnerId: region.accountId,
      IsEgress,
      ...permission,
      Tags,
    });
  });
}

function authorize(region: Region, input: AuthorizeRequest, isEgress: boolean) {
  const group = groupOf(region, input);
  const permissions = parsePermissions(region, group, permissionsIn(input));
  const existing = new Set(rulesOf(region, group.GroupId, isEgress).map(permissionKey));
  const duplicate = permissions.find((permission) => existing.has(permissionKey(permission)));
  if (duplicate) {
    throw new AwsError('InvalidPermission.Duplicate', `the specified rule ${wordPermission(duplicate)} already exists`);
  }
  const SecurityGroupRules = addRules(
    region,
    group,
    isEgress,
    permissions,
    tagsFor(input.TagSpecifications, 'security-group-rule'),
  );
  checkQuota(region, group, isEgress);
  return { Return: true, SecurityGroupRules };
}

/** The request's permissions; a single one may also stand in the request itself. */
function permissionsIn(input: AuthorizeRequest): IpPermission[] {
  if (input.IpPermissions?.length) return input.IpPermissions;
  const { IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupName, SourceSecurityGroupOwnerId } = input;
  if (IpProtocol === undefined && SourceSecurityGroupName === undefined) {
    throw new AwsError('MissingParameter', `Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.`);
  }
  const pair = { GroupName: SourceSecurityGroupName, UserId: SourceSecurityGroupOwnerId };
  return [
    {
      IpProtocol: IpProtocol ?? '-1',
      FromPort,
      ToPort,
      IpRanges: CidrIp === undefined ? [] : [{ CidrIp }],
      UserIdGroupPairs: SourceSecurityGroupName === undefined ? [] : [pair],
    },
  ];
}

function checkQuota(region: Region, group: SecurityGroup, isEgress: boolean): void {
  const rules = rulesOf(region, group.GroupId, isEgress);
  const sizes = rules.map((rule) => region.managedPrefixLists.get(rule.PrefixListId)?.MaxEntries ?? 1);
  const counted = (other: 'CidrIpv4' | 'CidrIpv6') =>
    rules.reduce((sum, rule, index) => (rule[other] ? sum : sum + (sizes[index] ?? 1)), 0);
  const count = Math.max(counted('CidrIpv6'), counted('CidrIpv4'));
  refuseBeyond(region, 'rules-per-security-group', count, group.GroupId);
}

function revoke(region: Region, input: RevokeRequest, isEgress: boolean) {
  const group = groupOf(region, input);
  const rules = rulesOf(region, group.GroupId, isEgress);
  const { found, unknown } = input.SecurityGroupRuleIds?.length
    ? { found: input.SecurityGroupRuleIds.map((id) => ruleNamed(rules, id)), unknown: [] }
    : matching(rules, parsePermissions(region, group, permissionsIn(input), rules));
  if (unknown.length > 0 && !region.vpcs.get(group.VpcId)?.IsDefault) {
    throw new AwsError('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
  }
  for (const { SecurityGroupRuleId = '' } of found) region.securityGroupRules.delete(SecurityGroupRuleId);
  return {
    Return: true,
    RevokedSecurityGroupRules: found.map(({ ReferencedGroupInfo, ...rule }) => ({
      ...rule,
      ReferencedGroupId: ReferencedGroupInfo?.GroupId,
    })),
    UnknownIpPermissions: ipPermissionsOf(unknown),
  };
}

function ruleNamed(rules: readonly SecurityGroupRule[], id: string): SecurityGroupRule {
  const rule = rules.find((each) => each.SecurityGroupRuleId === id);
  if (rule) return rule;
  throw notFound('securityGroupRules', id);
}

function matching(rules: readonly SecurityGroupRule[], permissions: readonly Permission[]) {
  const byKey = new Map(rules.map((rule) => [permissionKey(rule), rule]));
  return {
    found: permissions.flatMap((permission) => byKey.get(permissionKey(permission)) ?? []),
    unknown: permissions.filter((permission) => !byKey.has(permissionKey(permission))),
  };
}
