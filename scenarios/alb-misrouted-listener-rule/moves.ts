import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { ROLE_TAG } from '../../lib/place.ts';
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

/** The ARN of the load balancer's only listener. */
async function listener(lab: CaseLab): Promise<string> {
  const input = { LoadBalancerArn: lab.id('loadBalancer') };
  const { Listeners } = await lab.elbv2.send(new elb.DescribeListenersCommand(input));
  return Listeners?.[0]?.ListenerArn ?? '';
}

/** The ARN of the rule for a path. */
async function ruleFor(lab: CaseLab, path: string): Promise<string> {
  const { Rules } = await lab.elbv2.send(new elb.DescribeRulesCommand({ ListenerArn: await listener(lab) }));
  const rule = Rules?.find((one) =>
    one.Conditions?.some(({ PathPatternConfig }) => PathPatternConfig?.Values?.includes(path)),
  );
  return rule?.RuleArn ?? '';
}

function forwardTo(TargetGroupArn: string): elb.Action[] {
  return [{ Type: 'forward', TargetGroupArn }];
}

function conditions(paths: string[], host?: string): elb.RuleCondition[] {
  const path = { Field: 'path-pattern', PathPatternConfig: { Values: paths } };
  return host ? [path, { Field: 'host-header', HostHeaderConfig: { Values: [host] } }] : [path];
}

export async function setPriority(lab: CaseLab, path: string, Priority: number): Promise<void> {
  const RulePriorities = [{ RuleArn: await ruleFor(lab, path), Priority }];
  await lab.elbv2.send(new elb.SetRulePrioritiesCommand({ RulePriorities }));
}

export async function deleteRule(lab: CaseLab, path: string): Promise<void> {
  await lab.elbv2.send(new elb.DeleteRuleCommand({ RuleArn: await ruleFor(lab, path) }));
}

/** Replaces the conditions of the rule for a path. */
export async function setConditions(lab: CaseLab, path: string, paths: string[], host?: string): Promise<void> {
  const input = { RuleArn: await ruleFor(lab, path), Conditions: conditions(paths, host) };
  await lab.elbv2.send(new elb.ModifyRuleCommand(input));
}

/** Makes the rule for a path forward to another target group. */
export async function forward(lab: CaseLab, path: string, to: 'webTargets' | 'apiTargets'): Promise<void> {
  const input = { RuleArn: await ruleFor(lab, path), Actions: forwardTo(lab.id(to)) };
  await lab.elbv2.send(new elb.ModifyRuleCommand(input));
}

/** Adds a rule that forwards some paths to the API; with `method`, only requests of that method. */
export async function createRule(lab: CaseLab, Priority: number, paths: string[], method?: string): Promise<void> {
  const Actions = forwardTo(lab.id('apiTargets'));
  const only = method ? [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: [method] } }] : [];
  const Conditions = [...conditions(paths), ...only];
  await lab.elbv2.send(new elb.CreateRuleCommand({ ListenerArn: await listener(lab), Priority, Conditions, Actions }));
}

/** Changes the health check of a target group. */
export async function probe(
  lab: CaseLab,
  group: 'webTargets' | 'apiTargets',
  check: Omit<elb.ModifyTargetGroupCommandInput, 'TargetGroupArn'>,
): Promise<void> {
  await lab.elbv2.send(new elb.ModifyTargetGroupCommand({ TargetGroupArn: lab.id(group), ...check }));
}

/** Puts the nodes of the load balancer into the private subnets. */
export async function moveToPrivateSubnets(lab: CaseLab): Promise<void> {
  const input = { LoadBalancerArn: lab.id('loadBalancer'), Subnets: [lab.id('privateA'), lab.id('privateB')] };
  await lab.elbv2.send(new elb.SetSubnetsCommand(input));
}

/** Forwards what no rule matches to the API. */
export async function defaultToApi(lab: CaseLab): Promise<void> {
  const input = { ListenerArn: await listener(lab), DefaultActions: forwardTo(lab.id('apiTargets')) };
  await lab.elbv2.send(new elb.ModifyListenerCommand(input));
}

export async function registerApiAsWeb(lab: CaseLab): Promise<void> {
  const input = { TargetGroupArn: lab.id('webTargets'), Targets: [{ Id: lab.id('api'), Port: lab.terms.port.api }] };
  await lab.elbv2.send(new elb.RegisterTargetsCommand(input));
}

/** Puts a load balancer of its own in front of the API. */
export async function addLoadBalancer(lab: CaseLab): Promise<void> {
  const { LoadBalancers } = await lab.elbv2.send(
    new elb.CreateLoadBalancerCommand({
      Name: 'api',
      Subnets: [lab.id('publicA'), lab.id('publicB')],
      SecurityGroups: [lab.id('albSecurityGroup')],
    }),
  );
  const LoadBalancerArn = LoadBalancers?.[0]?.LoadBalancerArn ?? '';
  const arns = { LoadBalancerArns: [LoadBalancerArn] };
  await elb.waitUntilLoadBalancerAvailable({ client: lab.elbv2, maxWaitTime: 600 }, arns);
  // A target group serves one load balancer only.
  const TargetGroupArn = await createGroupOfApi(lab, 'api-direct');
  const listener = { LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions: forwardTo(TargetGroupArn) } as const;
  await lab.elbv2.send(new elb.CreateListenerCommand(listener));
}

/** A new target group with the API server in it, like the one that is there; one with `role` takes its place. */
async function createGroupOfApi(lab: CaseLab, Name: string, role?: string): Promise<string> {
  const { TargetGroups } = await lab.elbv2.send(
    new elb.DescribeTargetGroupsCommand({ TargetGroupArns: [lab.id('apiTargets')] }),
  );
  const { VpcId, Protocol, Port, HealthCheckPath } = TargetGroups?.[0] ?? {};
  const Tags = role ? [{ Key: ROLE_TAG, Value: role }] : undefined;
  const made = await lab.elbv2.send(
    new elb.CreateTargetGroupCommand({ Name, VpcId, Protocol, Port, HealthCheckPath, Tags }),
  );
  const TargetGroupArn = made.TargetGroups?.[0]?.TargetGroupArn ?? '';
  await lab.elbv2.send(new elb.RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: lab.id('api') }] }));
  return TargetGroupArn;
}

/** Forwards the API's requests to a new target group, which plays the role of the old one. */
export async function forwardToNewGroup(lab: CaseLab): Promise<void> {
  const Actions = forwardTo(await createGroupOfApi(lab, 'api-new', 'apiTargets'));
  const input = { ListenerArn: await listener(lab), Priority: 5, Conditions: conditions(['/api/*']), Actions };
  await lab.elbv2.send(new elb.CreateRuleCommand(input));
}
