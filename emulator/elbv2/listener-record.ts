import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RuleRecord } from '../records.ts';
import type { Region } from '../state.ts';

/** The rules of a listener in the order in which they are tried: by priority, the default rule last. */
export function rulesOf(region: Region, listenerArn: string | undefined): RuleRecord[] {
  return region.rules.filter((rule) => rule.listenerArn === listenerArn).sort((a, b) => rankOf(a) - rankOf(b));
}

const rankOf = ({ IsDefault, Priority }: RuleRecord) => (IsDefault ? Number.POSITIVE_INFINITY : Number(Priority));

/** Deletes a listener and its rules. */
export function deleteListener(region: Region, listenerArn: string): void {
  for (const rule of rulesOf(region, listenerArn)) region.rules.delete(rule.RuleArn!);
  region.listeners.delete(listenerArn);
}

/** The target groups that actions forward to. */
function targetGroupsOf(actions: readonly Action[] | undefined): string[] {
  const arns = (actions ?? []).flatMap(({ TargetGroupArn, ForwardConfig }) => [
    TargetGroupArn,
    ...(ForwardConfig?.TargetGroups ?? []).map((each) => each.TargetGroupArn),
  ]);
  return [...new Set(arns.filter((arn) => arn !== undefined))];
}

/** The target groups that a load balancer's listeners forward to, by default or by a rule. */
export function targetGroupsUsedBy(region: Region, loadBalancerArn: string | undefined): string[] {
  const rules = region.rules.filter(
    ({ listenerArn }) => region.listeners.get(listenerArn)?.LoadBalancerArn === loadBalancerArn,
  );
  return [...new Set(rules.flatMap((rule) => targetGroupsOf(rule.Actions)))];
}

/** The load balancers whose listeners forward to a target group, by default or by a rule. */
export function loadBalancersUsing(region: Region, targetGroupArn: string | undefined): string[] {
  if (targetGroupArn === undefined) return [];
  const rules = region.rules.filter((rule) => targetGroupsOf(rule.Actions).includes(targetGroupArn));
  return [...new Set(rules.flatMap((rule) => region.listeners.get(rule.listenerArn)?.LoadBalancerArn ?? []))];
}
