import type { CreateRuleInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import { existing } from './existing.ts';
import { operations as rules } from './rule.ts';
import { differs, retag } from './template.ts';

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listenerrule.html */
  'AWS::ElasticLoadBalancingV2::ListenerRule': resourceType<CreateRuleInput>({
    create: (region, properties) => rules.CreateRule(region, properties).Rules[0]?.RuleArn ?? '',

    update(region, RuleArn, { Conditions, Actions, Transforms, Priority, Tags }, previous) {
      const ResetTransforms = !Transforms?.length && previous.Transforms !== undefined;
      rules.ModifyRule(region, { RuleArn, Conditions, Actions, Transforms, ResetTransforms });
      if (differs(Priority, previous.Priority)) {
        rules.SetRulePriorities(region, { RulePriorities: [{ RuleArn, Priority }] });
      }
      retag(region, 'rules', RuleArn, Tags, previous.Tags);
    },

    delete(region, RuleArn) {
      if (region.rules.get(RuleArn)) rules.DeleteRule(region, { RuleArn });
    },

    attributes: (region, RuleArn) => ({ RuleArn, IsDefault: existing(region, 'rules', RuleArn).IsDefault }),

    read: reading('rules', ['Priority', 'Conditions', 'Actions', 'Transforms'], ({ listenerArn, tags }) => ({
      ListenerArn: listenerArn,
      Tags: tags,
    })),
  }),
};
