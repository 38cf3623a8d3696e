import { AwsError } from '../error.ts';
import { newArnSuffix } from '../id.ts';
import type { RuleRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { checkLimit } from './account-limit.ts';
import { actionsOf } from './action.ts';
import { conditionsOf } from './condition.ts';
import { inRange, validationError } from './constraint.ts';
import { arnOf, existing, pageOf, pathOf } from './existing.ts';
import { rulesOf } from './listener-record.ts';
import type { Elbv2Operations } from './operations.ts';
import { checkTags } from './tag-set.ts';
import { transformsOf } from './transform.ts';

function checkPriority(region: Region, listenerArn: string, priority: number | undefined): void {
  if (priority === undefined) throw validationError('A rule priority must be specified');
  inRange('priority', priority, 1, 50000);
  if (rulesOf(region, listenerArn).some((rule) => rule.Priority === String(priority))) {
    throw new AwsError('PriorityInUse', `Priority '${priority}' is currently in use`);
  }
}

/** Refuses one rule more than a load balancer may have; default rules do not count. */
function checkCount(region: Region, loadBalancerArn: string | undefined): void {
  const its = region.rules.filter(
    ({ IsDefault, listenerArn }) =>
      !IsDefault && region.listeners.get(listenerArn)?.LoadBalancerArn === loadBalancerArn,
  );
  checkLimit(region, 'rules-per-application-load-balancer', its.length + 1, () => {
    const message = `The maximum number of rules on load balancer ${loadBalancerArn} has been reached`;
    return new AwsError('TooManyRules', message);
  });
}

/** A rule that may be changed: the default rule answers AWS's refusal. */
function ordinary(region: Region, ruleArn: string | undefined, refusal: string): RuleRecord {
  const rule = existing(region, 'rules', ruleArn);
  if (rule.IsDefault) throw new AwsError('OperationNotPermitted', `Default rule '${ruleArn}' ${refusal}`);
  return rule;
}

function selected(region: Region, listenerArn: string | undefined, ruleArns: string[] | undefined): RuleRecord[] {
  if ((listenerArn === undefined) === !ruleArns?.length) {
    throw validationError('You must specify either listener rule ARNs or a listener ARN');
  }
  if (ruleArns?.length) return ruleArns.map((arn) => existing(region, 'rules', arn));
  existing(region, 'listeners', listenerArn);
  return rulesOf(region, listenerArn);
}

export const operations = {
  CreateRule(region: Region, input) {
    const listener = existing(region, 'listeners', input.ListenerArn);
    checkTags(input.Tags);
    const rule = {
      Conditions: conditionsOf(input.Conditions, listener.Protocol),
      Actions: actionsOf(region, input.Actions, listener),
      Transforms: transformsOf(input.Transforms, listener.Protocol),
    };
    checkPriority(region, input.ListenerArn!, input.Priority);
    checkCount(region, listener.LoadBalancerArn);
    const RuleArn = arnOf(region, 'rules', `${pathOf(input.ListenerArn!)}/${newArnSuffix()}`);
    const record = region.rules.put(RuleArn, {
      RuleArn,
      Priority: String(input.Priority),
      ...rule,
      IsDefault: false,
      listenerArn: input.ListenerArn!,
      tags: input.Tags ?? [],
    });
    return { Rules: [record] };
  },

  DescribeRules(region: Region, input) {
    const { page, NextMarker } = pageOf(selected(region, input.ListenerArn, input.RuleArns), input);
    return { Rules: page, NextMarker };
  },

  ModifyRule(region: Region, input) {
    const before = ordinary(region, input.RuleArn, 'cannot be modified');
    if (!input.Conditions && !input.Actions && !input.Transforms && !input.ResetTransforms) {
      throw validationError('Either conditions or actions must be specified');
    }
    if (input.Transforms?.length && input.ResetTransforms) {
      throw validationError('You cannot specify transforms and reset them at the same time');
    }
    const listener = existing(region, 'listeners', before.listenerArn);
    const record = region.rules.put(input.RuleArn!, {
      ...before,
      ...(input.Conditions ? { Conditions: conditionsOf(input.Conditions, listener.Protocol) } : {}),
      ...(input.Actions ? { Actions: actionsOf(region, input.Actions, listener, before.Actions) } : {}),
      ...(input.Transforms ? { Transforms: transformsOf(input.Transforms, listener.Protocol) } : {}),
      ...(input.ResetTransforms ? { Transforms: [] } : {}),
    });
    return { Rules: [record] };
  },

  DeleteRule(region: Region, input) {
    ordinary(region, input.RuleArn, 'cannot be deleted');
    region.rules.delete(input.RuleArn!);
    return {};
  },

  /** All the priorities change at once, so that rules can trade places. */
  SetRulePriorities(region: Region, input) {
    const pairs = input.RulePriorities ?? [];
    if (pairs.length === 0) throw validationError('At least one rule priority must be specified');
    const changed = pairs.map(({ RuleArn, Priority }) => {
      inRange('priority', Priority ?? 0, 1, 50000);
      return { ...ordinary(region, RuleArn, 'cannot be given another priority'), Priority: String(Priority) };
    });
    for (const rule of changed) region.rules.put(rule.RuleArn!, rule);
    for (const rule of changed) {
      const holders = rulesOf(region, rule.listenerArn).filter(({ Priority }) => Priority === rule.Priority);
      if (holders.length > 1) throw new AwsError('PriorityInUse', `Priority '${rule.Priority}' is currently in use`);
    }
    return { Rules: changed };
  },
} satisfies Elbv2Operations;
