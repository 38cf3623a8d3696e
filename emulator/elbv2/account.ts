import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Account } from '../../lib/account/types.ts';
import type { Region } from '../state.ts';
import { operations as listeners } from './listener.ts';
import { operations as loadBalancers } from './load-balancer.ts';
import { operations as loadBalancerAttributes } from './load-balancer-attributes.ts';
import { operations as rules } from './rule.ts';
import { operations as tags } from './tags.ts';
import { operations as targetGroups } from './target-group.ts';
import { operations as targetGroupAttributes } from './target-group-attributes.ts';

type LoadBalancing = Pick<
  Account,
  'LoadBalancers' | 'Listeners' | 'Rules' | 'TargetGroups' | 'TargetHealth' | 'Attributes' | 'ElbTags'
>;

/** The facts of Elastic Load Balancing in a Region, as its Describe operations answer them. */
export function loadBalancingOf(region: Region): LoadBalancing {
  const LoadBalancers = everyPage((Marker) => {
    const { LoadBalancers, NextMarker } = loadBalancers.DescribeLoadBalancers(region, { Marker });
    return { page: LoadBalancers, NextMarker };
  });
  const TargetGroups = everyPage((Marker) => {
    const { TargetGroups, NextMarker } = targetGroups.DescribeTargetGroups(region, { Marker });
    return { page: TargetGroups, NextMarker };
  });
  const Listeners = LoadBalancers.flatMap(
    ({ LoadBalancerArn }) => listeners.DescribeListeners(region, { LoadBalancerArn }).Listeners,
  );
  const Rules = Listeners.flatMap(({ ListenerArn = '' }) =>
    rules.DescribeRules(region, { ListenerArn }).Rules.map((rule) => ({ ...rule, ListenerArn })),
  );
  const arns = [
    ...LoadBalancers.map(({ LoadBalancerArn = '' }) => LoadBalancerArn),
    ...Listeners.map(({ ListenerArn = '' }) => ListenerArn),
    ...Rules.map(({ RuleArn = '' }) => RuleArn),
    ...TargetGroups.map(({ TargetGroupArn = '' }) => TargetGroupArn),
  ];
  return {
    LoadBalancers,
    Listeners,
    Rules,
    TargetGroups,
    TargetHealth: Object.fromEntries(
      TargetGroups.map(({ TargetGroupArn = '' }) => [TargetGroupArn, registered(region, TargetGroupArn)]),
    ),
    Attributes: Object.fromEntries([
      ...LoadBalancers.map(({ LoadBalancerArn = '' }) =>
        attributesOf(LoadBalancerArn, () =>
          loadBalancerAttributes.DescribeLoadBalancerAttributes(region, { LoadBalancerArn }),
        ),
      ),
      ...TargetGroups.map(({ TargetGroupArn = '' }) =>
        attributesOf(TargetGroupArn, () =>
          targetGroupAttributes.DescribeTargetGroupAttributes(region, { TargetGroupArn }),
        ),
      ),
    ]),
    ElbTags: Object.fromEntries(
      arns.map((arn) => [arn, tags.DescribeTags(region, { ResourceArns: [arn] }).TagDescriptions[0]?.Tags ?? []]),
    ),
  };
}

function everyPage<T>(read: (marker: string | undefined) => { page: T[]; NextMarker: string | undefined }): T[] {
  const all: T[] = [];
  let marker: string | undefined;
  do {
    const { page, NextMarker } = read(marker);
    all.push(...page);
    marker = NextMarker;
  } while (marker !== undefined);
  return all;
}

function attributesOf(arn: string, read: () => { Attributes: { Key: string; Value: string }[] }) {
  return [arn, Object.fromEntries(read().Attributes.map(({ Key, Value }) => [Key, Value]))] as const;
}

/** Which targets are registered, without a word on their health. */
function registered(region: Region, targetGroupArn: string): TargetHealthDescription[] {
  const { targets = [] } = region.targetGroups.get(targetGroupArn) ?? {};
  return targets.map((Target) => ({ Target }));
}
