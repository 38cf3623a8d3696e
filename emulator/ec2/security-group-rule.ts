import type { IpPermission, SecurityGroupRule, SecurityGroupRuleDescription } from '@aws-sdk/client-ec2';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { describe, type FilterValues } from './describe.ts';
import { KINDS } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { withPeeringStatus } from './permission-view.ts';
import { operations as authorization } from './security-group-authorization.ts';
import { operations as changes } from './security-group-rule-change.ts';
import { permissionOf, type TemplateRule, templateRuleOf } from './template-permission.ts';

export const operations = {
  ...authorization,
  ...changes,

  DescribeSecurityGroupRules(region, input) {
    const rules = region.securityGroupRules.values().map((rule) => withPeeringStatus(region, rule));
    const { page, NextToken } = describe(rules, input, {
      ids: input.SecurityGroupRuleIds,
      idOf: (rule) => rule.SecurityGroupRuleId ?? '',
      ...KINDS.securityGroupRules,
      filters,
    });
    return { SecurityGroupRules: page, NextToken };
  },
} satisfies Ec2Operations;

const filters: Record<string, FilterValues<SecurityGroupRule>> = {
  'group-id': (rule) => [rule.GroupId],
  'security-group-rule-id': (rule) => [rule.SecurityGroupRuleId],
};

interface RuleProperties extends TemplateRule {
  GroupId?: string;
  GroupName?: string;
}

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::SecurityGroupIngress': ruleType({
    authorize: operations.AuthorizeSecurityGroupIngress,
    revoke: operations.RevokeSecurityGroupIngress,
    describe: operations.UpdateSecurityGroupRuleDescriptionsIngress,
  }),
  'AWS::EC2::SecurityGroupEgress': ruleType({
    authorize: operations.AuthorizeSecurityGroupEgress,
    revoke: operations.RevokeSecurityGroupEgress,
    describe: operations.UpdateSecurityGroupRuleDescriptionsEgress,
  }),
};

/** What both directions have in common. */
interface RuleOperations {
  authorize(region: Region, input: RuleRequest): { SecurityGroupRules: SecurityGroupRule[] };
  revoke(region: Region, input: { GroupId: string | undefined; SecurityGroupRuleIds: string[] }): object;
  describe(
    region: Region,
    input: { GroupId: string | undefined; SecurityGroupRuleDescriptions: SecurityGroupRuleDescription[] },
  ): object;
}

interface RuleRequest {
  GroupId: string | undefined;
  GroupName?: string | undefined;
  IpPermissions: IpPermission[];
}

/** What a rule may have, so that what it does not have is known to be missing. */
const UNSET = { CidrIp: undefined, CidrIpv6: undefined, Description: undefined };

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html */
function ruleType({ authorize, revoke, describe }: RuleOperations): ResourceType {
  return resourceType<RuleProperties>({
    create(region, { GroupId, GroupName, ...rule }) {
      const { SecurityGroupRules } = authorize(region, { GroupId, GroupName, IpPermissions: [permissionOf(rule)] });
      return SecurityGroupRules[0]?.SecurityGroupRuleId ?? '';
    },
    update(region, SecurityGroupRuleId, { Description }) {
      const { GroupId } = region.securityGroupRules.get(SecurityGroupRuleId) ?? {};
      describe(region, { GroupId, SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId, Description }] });
    },
    delete(region: Region, id) {
      const rule = region.securityGroupRules.get(id);
      if (rule) revoke(region, { GroupId: rule.GroupId, SecurityGroupRuleIds: [id] });
    },
    attributes: (_region, id) => ({ Id: id }),
    read(region, id) {
      const rule = region.securityGroupRules.get(id);
      return rule && { GroupId: rule.GroupId, ...UNSET, ...templateRuleOf(region, rule) };
    },
  });
}
