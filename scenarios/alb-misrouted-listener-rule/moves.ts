import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { createBalancer, createGroupLike, forwardTo, listenerOf, ruleFor } from '../../lib/parts/balancing-moves.ts';
import type { Lab } from '../../lib/scenario.ts';

type CaseLab = Lab<
  | 'loadBalancer'
  | 'webTargets'
  | 'apiTargets'
  | 'api'
  | 'publicA'
  | 'publicB'
  | 'privateA'
  | 'privateB'
  | 'albSecurityGroup'
  | 'apiSecurityGroup'
>;

const listener = (lab: CaseLab) => listenerOf(lab, lab.id('loadBalancer'));
const ruleAt = (lab: CaseLab, path: string) => ruleFor(lab, lab.id('loadBalancer'), path);

function conditions(paths: string[], host?: string): elb.RuleCondition[] {
  const path = { Field: 'path-pattern', PathPatternConfig: { Values: paths } };
  return host ? [path, { Field: 'host-header', HostHeaderConfig: { Values: [host] } }] : [path];
}

export async function setPriority(lab: CaseLab, path: string, Priority: number): Promise<void> {
  const RulePriorities = [{ RuleArn: await ruleAt(lab, path), Priority }];
  await lab.elbv2.send(new elb.SetRulePrioritiesCommand({ RulePriorities }));
}

export async function deleteRule(lab: CaseLab, path: string): Promise<void> {
  await lab.elbv2.send(new elb.DeleteRuleCommand({ RuleArn: await ruleAt(lab, path) }));
}

/** Replaces the conditions of the rule for a path. */
export async function setConditions(lab: CaseLab, path: string, paths: string[], host?: string): Promise<void> {
  const input = { RuleArn: await ruleAt(lab, path), Conditions: conditions(paths, host) };
  await lab.elbv2.send(new elb.ModifyRuleCommand(input));
}

/** Makes the rule for a path forward to another target group. */
export async function forward(lab: CaseLab, path: string, to: 'webTargets' | 'apiTargets'): Promise<void> {
  const input = { RuleArn: await ruleAt(lab, path), Actions: forwardTo(lab.id(to)) };
  await lab.elbv2.send(new elb.ModifyRuleCommand(input));
}

/** Adds a rule that forwards some paths to the API; with `method`, only requests of that method. */
export async function createRule(lab: CaseLab, Priority: number, paths: string[], method?: string): Promise<void> {
  const Actions = forwardTo(lab.id('apiTargets'));
  const only = method ? [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: [method] } }] : [];
  const Conditions = [...conditions(paths), ...only];
  await lab.elbv2.send(new elb.CreateRuleCommand({ ListenerArn: await listener(lab), Priority, Conditions, Actions }));
}

/** Forwards what no rule matches to the API. */
export async function defaultToApi(lab: CaseLab): Promise<void> {
  const input = { ListenerArn: await listener(lab), DefaultActions: forwardTo(lab.id('apiTargets')) };
  await lab.elbv2.send(new elb.ModifyListenerCommand(input));
}

/** Puts a load balancer of its own in front of the API. */
export async function addLoadBalancer(lab: CaseLab): Promise<void> {
  // A target group serves one load balancer only.
  const to = await createGroupLike(lab, lab.id('apiTargets'), { name: 'api-direct', targets: [lab.id('api')] });
  const subnets = [lab.id('publicA'), lab.id('publicB')];
  await createBalancer(lab, { name: 'api', subnets, group: lab.id('albSecurityGroup'), to });
}

/** Forwards the API's requests to a new target group, which plays the role of the old one. */
export async function forwardToNewGroup(lab: CaseLab): Promise<void> {
  const Actions = forwardTo(
    await createGroupLike(lab, lab.id('apiTargets'), { name: 'api-new', targets: [lab.id('api')], role: 'apiTargets' }),
  );
  const input = { ListenerArn: await listener(lab), Priority: 5, Conditions: conditions(['/api/*']), Actions };
  await lab.elbv2.send(new elb.CreateRuleCommand(input));
}
