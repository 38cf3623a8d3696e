import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { ROLE_TAG } from '../place.ts';
import type { Lab } from '../scenario.ts';

/** The ARN of a load balancer's only listener. */
export async function listenerOf({ elbv2 }: Lab, LoadBalancerArn: string): Promise<string> {
  const { Listeners } = await elbv2.send(new elb.DescribeListenersCommand({ LoadBalancerArn }));
  return Listeners?.[0]?.ListenerArn ?? '';
}

/** The ARN of a load balancer's rule for a path. */
export async function ruleFor(lab: Lab, balancer: string, path: string): Promise<string> {
  const ListenerArn = await listenerOf(lab, balancer);
  const { Rules } = await lab.elbv2.send(new elb.DescribeRulesCommand({ ListenerArn }));
  const rule = Rules?.find((one) =>
    one.Conditions?.some(({ PathPatternConfig }) => PathPatternConfig?.Values?.includes(path)),
  );
  return rule?.RuleArn ?? '';
}

/** What a rule or a listener does that forwards to one target group. */
export function forwardTo(TargetGroupArn: string): elb.Action[] {
  return [{ Type: 'forward', TargetGroupArn }];
}

/** Registers an instance with a target group, on another port than the group's where one is given. */
export async function register({ elbv2 }: Lab, TargetGroupArn: string, Id: string, Port?: number): Promise<void> {
  await elbv2.send(new elb.RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id, Port }] }));
}

/** Takes an instance out of a target group: on every port, or on one. */
export async function deregister({ elbv2 }: Lab, TargetGroupArn: string, Id: string, Port?: number): Promise<void> {
  await elbv2.send(new elb.DeregisterTargetsCommand({ TargetGroupArn, Targets: [{ Id, Port }] }));
}

/** A new target group like one that is there, with some instances in it; one with `role` plays that role. */
export async function createGroupLike(
  { elbv2 }: Lab,
  like: string,
  { name, targets, port, role }: { name: string; targets: readonly string[]; port?: number; role?: string },
): Promise<string> {
  const { TargetGroups } = await elbv2.send(new elb.DescribeTargetGroupsCommand({ TargetGroupArns: [like] }));
  const { VpcId, Protocol, Port, HealthCheckPath } = TargetGroups?.[0] ?? {};
  const Tags = role ? [{ Key: ROLE_TAG, Value: role }] : undefined;
  const made = await elbv2.send(
    new elb.CreateTargetGroupCommand({ Name: name, VpcId, Protocol, Port: port ?? Port, HealthCheckPath, Tags }),
  );
  const TargetGroupArn = made.TargetGroups?.[0]?.TargetGroupArn ?? '';
  const Targets = targets.map((Id) => ({ Id }));
  await elbv2.send(new elb.RegisterTargetsCommand({ TargetGroupArn, Targets }));
  return TargetGroupArn;
}

/** A new load balancer that forwards port 80 to a target group; one with `role` plays that role. */
export async function createBalancer(
  { elbv2 }: Lab,
  {
    name,
    subnets,
    group,
    to,
    role,
    scheme = 'internet-facing',
  }: {
    name: string;
    subnets: string[];
    group: string;
    to: string;
    role?: string;
    scheme?: 'internet-facing' | 'internal';
  },
): Promise<string> {
  const { LoadBalancers } = await elbv2.send(
    new elb.CreateLoadBalancerCommand({
      Name: name,
      Scheme: scheme,
      Subnets: subnets,
      SecurityGroups: [group],
      Tags: role ? [{ Key: ROLE_TAG, Value: role }] : undefined,
    }),
  );
  const LoadBalancerArn = LoadBalancers?.[0]?.LoadBalancerArn ?? '';
  await elb.waitUntilLoadBalancerAvailable(
    { client: elbv2, maxWaitTime: 600 },
    { LoadBalancerArns: [LoadBalancerArn] },
  );
  const listener = { LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions: forwardTo(to) } as const;
  await elbv2.send(new elb.CreateListenerCommand(listener));
  return LoadBalancerArn;
}

/** Deletes a load balancer and waits until it is gone, so that its target groups are free. */
export async function deleteBalancer({ elbv2 }: Lab, LoadBalancerArn: string): Promise<void> {
  await elbv2.send(new elb.DeleteLoadBalancerCommand({ LoadBalancerArn }));
  await elb.waitUntilLoadBalancersDeleted({ client: elbv2, maxWaitTime: 600 }, { LoadBalancerArns: [LoadBalancerArn] });
}

/** Puts the nodes of a load balancer into other subnets. */
export async function setSubnets({ elbv2 }: Lab, LoadBalancerArn: string, Subnets: string[]): Promise<void> {
  await elbv2.send(new elb.SetSubnetsCommand({ LoadBalancerArn, Subnets }));
}

/** Changes the health check of a target group. */
export async function setHealthCheck(
  { elbv2 }: Lab,
  TargetGroupArn: string,
  check: Omit<elb.ModifyTargetGroupCommandInput, 'TargetGroupArn'>,
): Promise<void> {
  await elbv2.send(new elb.ModifyTargetGroupCommand({ TargetGroupArn, ...check }));
}
