import type {
  SecurityGroup,
  SecurityGroupRule,
  SecurityGroupRuleRequest,
  UpdateSecurityGroupRuleDescriptionsIngressRequest,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { find, invalid, notFound, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { type Permission, parseDescription, parsePermissions, permissionKey, wordPermission } from './permission.ts';
import { rulesOf } from './permission-view.ts';
import { groupOf } from './security-group-record.ts';

export const operations = {
  ModifySecurityGroupRules(region, input) {
    const group = find(region, 'securityGroups', input.GroupId);
    for (const { SecurityGroupRuleId, SecurityGroupRule } of required(input.SecurityGroupRules, 'SecurityGroupRules')) {
      replaceRule(region, group, SecurityGroupRuleId, SecurityGroupRule ?? {});
    }
    return { Return: true };
  },

  UpdateSecurityGroupRuleDescriptionsIngress: (region, input) => updateDescriptions(region, input, false),
  UpdateSecurityGroupRuleDescriptionsEgress: (region, input) => updateDescriptions(region, input, true),
} satisfies Ec2Operations;

function replaceRule(
  region: Region,
  group: SecurityGroup,
  id: string | undefined,
  request: SecurityGroupRuleRequest,
): void {
  const rule = find(region, 'securityGroupRules', id);
  if (rule.GroupId !== group.GroupId) throw notFound('securityGroupRules', id);
  const permission = permissionOf(region, group, request);
  if (peerKind(permission) !== peerKind(rule)) {
    throw invalid(`You cannot change the rule type of security group rule '${id}'.`);
  }
  const others = rulesOf(region, group.GroupId, rule.IsEgress === true).filter(
    (each) => each.SecurityGroupRuleId !== id,
  );
  if (others.some((each) => permissionKey(each) === permissionKey(permission))) {
    throw new AwsError(
      'InvalidPermission.Duplicate',
      `the specified rule ${wordPermission(permission)} already exists`,
    );
  }
  const { SecurityGroupRuleId = '', SecurityGroupRuleArn, GroupId, GroupOwnerId, IsEgress, Tags } = rule;
  region.securityGroupRules.put(SecurityGroupRuleId, {
    SecurityGroupRuleId,
    SecurityGroupRuleArn,
    GroupId,
    GroupOwnerId,
    IsEgress,
    ...permission,
    Tags,
  });
}

/** The rule type cannot be changed. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRuleRequest.html */
function peerKind(rule: SecurityGroupRule): string {
  const kinds = ['CidrIpv4', 'CidrIpv6', 'PrefixListId', 'ReferencedGroupInfo'] as const;
  return kinds.filter((kind) => rule[kind] !== undefined).join();
}

function permissionOf(region: Region, group: SecurityGroup, request: SecurityGroupRuleRequest): Permission {
  const { IpProtocol, FromPort, ToPort, CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId, Description } = request;
  const permissions = parsePermissions(region, group, [
    {
      IpProtocol,
      FromPort,
      ToPort,
      IpRanges: CidrIpv4 ? [{ CidrIp: CidrIpv4, Description }] : [],
      Ipv6Ranges: CidrIpv6 ? [{ CidrIpv6, Description }] : [],
      PrefixListIds: PrefixListId ? [{ PrefixListId, Description }] : [],
      UserIdGroupPairs: ReferencedGroupId ? [{ GroupId: ReferencedGroupId, Description }] : [],
    },
  ]);
  const [permission, ...more] = permissions;
  if (permission && more.length === 0) return permission;
  throw new AwsError(
    'InvalidParameterCombination',
    'Only one of cidrIp, cidrIpv6, prefixListId, or referencedGroupId can be specified',
  );
}

function updateDescriptions(
  region: Region,
  input: UpdateSecurityGroupRuleDescriptionsIngressRequest,
  isEgress: boolean,
) {
  const group = groupOf(region, input);
  const rules = rulesOf(region, group.GroupId, isEgress);
  for (const { rule, Description } of describedRules(region, group, rules, input)) {
    region.securityGroupRules.update(rule.SecurityGroupRuleId ?? '', (draft) => {
      delete draft.Description;
      Object.assign(draft, parseDescription(Description));
    });
  }
  return { Return: true };
}

function describedRules(
  region: Region,
  group: SecurityGroup,
  rules: readonly SecurityGroupRule[],
  input: UpdateSecurityGroupRuleDescriptionsIngressRequest,
): { rule: SecurityGroupRule; Description: string | undefined }[] {
  if (input.SecurityGroupRuleDescriptions?.length) {
    return input.SecurityGroupRuleDescriptions.map(({ SecurityGroupRuleId, Description }) => {
      const rule = rules.find((each) => each.SecurityGroupRuleId === SecurityGroupRuleId);
      if (!rule) throw notFound('securityGroupRules', SecurityGroupRuleId);
      return { rule, Description };
    });
  }
  const permissions = required(input.IpPermissions, 'ipPermissions or securityGroupRuleDescriptions');
  return parsePermissions(region, group, permissions, rules).map((permission) => {
    const rule = rules.find((each) => permissionKey(each) === permissionKey(permission));
    if (rule) return { rule, Description: permission.Description };
    throw new AwsError('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
  });
}
