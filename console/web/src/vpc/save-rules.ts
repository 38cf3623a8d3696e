import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  type EC2Client,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { type Direction, type EditedRule, permission, ruleRequest } from './rule.ts';

const same = (one: EditedRule, other: EditedRule) =>
  one.protocol === other.protocol &&
  one.ports === other.ports &&
  one.peer === other.peer &&
  one.description === other.description;

/** Brings a security group from the rules that it had to those that are wanted: added first, so that nothing stops in between. */
export async function saveRules(
  ec2: EC2Client,
  GroupId: string,
  direction: Direction,
  before: readonly EditedRule[],
  wanted: readonly EditedRule[],
): Promise<void> {
  const added = wanted.filter(({ id }) => id === undefined).map(permission);
  const gone = before.flatMap(({ id }) => (id && !wanted.some((rule) => rule.id === id) ? [id] : []));
  const changed = wanted.filter((rule) => before.some((each) => each.id === rule.id && !same(each, rule)));
  const inbound = direction === 'inbound';
  if (added.length > 0) {
    const request = { GroupId, IpPermissions: added };
    await (inbound
      ? ec2.send(new AuthorizeSecurityGroupIngressCommand(request))
      : ec2.send(new AuthorizeSecurityGroupEgressCommand(request)));
  }
  if (changed.length > 0) {
    const SecurityGroupRules = changed.map((rule) => ({
      SecurityGroupRuleId: rule.id,
      SecurityGroupRule: ruleRequest(rule),
    }));
    await ec2.send(new ModifySecurityGroupRulesCommand({ GroupId, SecurityGroupRules }));
  }
  if (gone.length > 0) {
    const request = { GroupId, SecurityGroupRuleIds: gone };
    await (inbound
      ? ec2.send(new RevokeSecurityGroupIngressCommand(request))
      : ec2.send(new RevokeSecurityGroupEgressCommand(request)));
  }
}
