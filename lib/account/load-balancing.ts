import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Scope } from './calls.ts';
import type { Reader } from './reader.ts';
import { record } from './record.ts';

/** DescribeTags takes 20 ARNs at once. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html */
const TAGS_AT_ONCE = 20;

/** Load balancers of the named VPCs with all that belongs to them, and the VPCs' target groups. */
export async function readLoadBalancing(reader: Reader, { vpcIds }: Scope) {
  const inScope = (each: { VpcId?: string | undefined }) => vpcIds === undefined || vpcIds.includes(each.VpcId ?? '');
  const [balancers, groups] = await Promise.all([
    reader.ask('elbv2 describe-load-balancers'),
    reader.ask('elbv2 describe-target-groups'),
  ]);
  const LoadBalancers = (balancers?.LoadBalancers ?? []).filter(inScope);
  const TargetGroups = (groups?.TargetGroups ?? []).filter(inScope);
  const balancerArns = LoadBalancers.flatMap(({ LoadBalancerArn }) => LoadBalancerArn ?? []);
  const groupArns = TargetGroups.flatMap(({ TargetGroupArn }) => TargetGroupArn ?? []);
  const listeners = await reader.askEach('elbv2 describe-listeners', balancerArns.map(alone));
  const Listeners = listeners.flatMap((answer) => answer?.Listeners ?? []);
  const [Rules, health, ofBalancers, ofGroups, ElbTags] = await Promise.all([
    readRules(reader, Listeners),
    reader.askEach('elbv2 describe-target-health', groupArns.map(alone)),
    reader.askEach('elbv2 describe-load-balancer-attributes', balancerArns.map(alone)),
    reader.askEach('elbv2 describe-target-group-attributes', groupArns.map(alone)),
    readTags(reader, [...balancerArns, ...groupArns, ...Listeners.flatMap(({ ListenerArn }) => ListenerArn ?? [])]),
  ]);
  const attributes = [...ofBalancers, ...ofGroups];
  return {
    LoadBalancers,
    TargetGroups,
    Listeners,
    Rules,
    TargetHealth: record(groupArns, (_, i) => health[i] && (health[i].TargetHealthDescriptions ?? [])),
    Attributes: record([...balancerArns, ...groupArns], (_, i) => attributes[i] && valuesOf(attributes[i])),
    ElbTags,
  };
}

const alone = (arn: string) => [arn];

/**
 * The rules of an Application Load Balancer's listeners; those of other types have no rule but their default action.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 */
async function readRules(reader: Reader, listeners: readonly elbv2.Listener[]) {
  const arns = listeners.flatMap(({ ListenerArn, Protocol }) =>
    ListenerArn !== undefined && /^HTTPS?$/.test(Protocol ?? 'HTTP') ? [ListenerArn] : [],
  );
  const rules = await reader.askEach('elbv2 describe-rules', arns.map(alone));
  return arns.flatMap((ListenerArn, i) => (rules[i]?.Rules ?? []).map((rule) => ({ ...rule, ListenerArn })));
}

function valuesOf({ Attributes = [] }: { Attributes?: { Key?: string; Value?: string }[] | undefined }) {
  return record(
    Attributes.map(({ Key = '' }) => Key),
    (_, i) => Attributes[i]?.Value ?? '',
  );
}

async function readTags(reader: Reader, arns: readonly string[]): Promise<Record<string, elbv2.Tag[]>> {
  const batches = Array.from({ length: Math.ceil(arns.length / TAGS_AT_ONCE) }, (_, i) =>
    arns.slice(i * TAGS_AT_ONCE, (i + 1) * TAGS_AT_ONCE),
  );
  const answers = await reader.askEach('elbv2 describe-tags', batches);
  const described = answers.flatMap((answer) => answer?.TagDescriptions ?? []);
  return record(
    described.map(({ ResourceArn = '' }) => ResourceArn),
    (_, i) => described[i]?.Tags ?? [],
  );
}
