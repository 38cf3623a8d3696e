import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Clients } from '../clients.ts';
import type { Reader } from './reader.ts';

/** DescribeTags takes 20 ARNs at once. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html */
const TAGS_AT_ONCE = 20;

/** Load balancers of the named VPCs with all that belongs to them, and the VPCs' target groups. */
export async function readLoadBalancing(
  { elbv2: client }: Clients,
  reader: Reader,
  vpcIds: readonly string[] | undefined,
) {
  const inScope = (each: { VpcId?: string | undefined }) => vpcIds === undefined || vpcIds.includes(each.VpcId ?? '');
  const [balancers, groups] = await Promise.all([
    reader.pages(
      'elbv2 describe-load-balancers',
      elbv2.paginateDescribeLoadBalancers({ client }, {}),
      (page) => page.LoadBalancers,
    ),
    reader.pages(
      'elbv2 describe-target-groups',
      elbv2.paginateDescribeTargetGroups({ client }, {}),
      (page) => page.TargetGroups,
    ),
  ]);
  const LoadBalancers = balancers.filter(inScope);
  const TargetGroups = groups.filter(inScope);
  const Listeners = await each(LoadBalancers, ({ LoadBalancerArn }) =>
    reader.pages(
      'elbv2 describe-listeners',
      elbv2.paginateDescribeListeners({ client }, { LoadBalancerArn }),
      (page) => page.Listeners,
    ),
  );
  const [Rules, health, attributes] = await Promise.all([
    each(Listeners, async ({ ListenerArn = '' }) => {
      const pages = elbv2.paginateDescribeRules({ client }, { ListenerArn });
      const rules = await reader.pages('elbv2 describe-rules', pages, (page) => page.Rules);
      return rules.map((rule) => ({ ...rule, ListenerArn }));
    }),
    each(TargetGroups, async ({ TargetGroupArn }) => [
      [TargetGroupArn ?? '', await readHealth(client, reader, TargetGroupArn)] as const,
    ]),
    readAttributes(client, reader, LoadBalancers, TargetGroups),
  ]);
  const arns = [
    ...LoadBalancers.map((balancer) => balancer.LoadBalancerArn),
    ...TargetGroups.map((group) => group.TargetGroupArn),
    ...Listeners.map((listener) => listener.ListenerArn),
  ].flatMap((arn) => arn ?? []);
  const ElbTags = await readTags(client, reader, arns);
  return {
    LoadBalancers,
    TargetGroups,
    Listeners,
    Rules,
    TargetHealth: Object.fromEntries(health),
    Attributes: attributes,
    ElbTags,
  };
}

/** What `read` gives for each, one list after the other, all read at once. */
async function each<T, R>(all: readonly T[], read: (one: T) => Promise<readonly R[]>): Promise<R[]> {
  return (await Promise.all(all.map(read))).flat();
}

function readHealth(client: elbv2.ElasticLoadBalancingV2Client, reader: Reader, TargetGroupArn: string | undefined) {
  const command = new elbv2.DescribeTargetHealthCommand({ TargetGroupArn });
  return reader.once('elbv2 describe-target-health', async () => (await client.send(command)).TargetHealthDescriptions);
}

async function readAttributes(
  client: elbv2.ElasticLoadBalancingV2Client,
  reader: Reader,
  balancers: readonly elbv2.LoadBalancer[],
  groups: readonly elbv2.TargetGroup[],
): Promise<Record<string, Record<string, string>>> {
  const ofBalancers = each(balancers, async ({ LoadBalancerArn = '' }) => {
    const command = new elbv2.DescribeLoadBalancerAttributesCommand({ LoadBalancerArn });
    const read = async () => (await client.send(command)).Attributes;
    return [[LoadBalancerArn, await reader.once('elbv2 describe-load-balancer-attributes', read)] as const];
  });
  const ofGroups = each(groups, async ({ TargetGroupArn = '' }) => {
    const command = new elbv2.DescribeTargetGroupAttributesCommand({ TargetGroupArn });
    const read = async () => (await client.send(command)).Attributes;
    return [[TargetGroupArn, await reader.once('elbv2 describe-target-group-attributes', read)] as const];
  });
  const all = [...(await ofBalancers), ...(await ofGroups)];
  return Object.fromEntries(
    all.map(([arn, list]) => [arn, Object.fromEntries(list.map(({ Key = '', Value = '' }) => [Key, Value]))]),
  );
}

async function readTags(client: elbv2.ElasticLoadBalancingV2Client, reader: Reader, arns: readonly string[]) {
  const batches = Array.from({ length: Math.ceil(arns.length / TAGS_AT_ONCE) }, (_, i) =>
    arns.slice(i * TAGS_AT_ONCE, (i + 1) * TAGS_AT_ONCE),
  );
  const described = await each(batches, (ResourceArns) =>
    reader.once(
      'elbv2 describe-tags',
      async () => (await client.send(new elbv2.DescribeTagsCommand({ ResourceArns }))).TagDescriptions,
    ),
  );
  return Object.fromEntries(described.map(({ ResourceArn = '', Tags = [] }) => [ResourceArn, Tags]));
}
