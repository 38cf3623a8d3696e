import {
  DescribeTagsCommand,
  type ElasticLoadBalancingV2Client,
  type Tag,
} from '@aws-sdk/client-elastic-load-balancing-v2';

/** Something of Elastic Load Balancing with its tags beside it. */
export type Tagged<T> = T & { readonly Tags: Tag[] };

/** How many resources one request may name. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html */
const MOST = 20;

/** Asks for the tags of resources, which Elastic Load Balancing does not tell with them. */
export async function withTags<T>(
  elb: ElasticLoadBalancingV2Client,
  items: readonly T[],
  arnOf: (item: T) => string,
): Promise<Tagged<T>[]> {
  const starts = items.map((_, index) => index).filter((index) => index % MOST === 0);
  const answers = await Promise.all(
    starts.map((start) =>
      elb.send(new DescribeTagsCommand({ ResourceArns: items.slice(start, start + MOST).map(arnOf) })),
    ),
  );
  const tags = new Map(
    answers
      .flatMap(({ TagDescriptions = [] }) => TagDescriptions)
      .map(({ ResourceArn, Tags = [] }) => [ResourceArn, Tags]),
  );
  return items.map((item) => ({ ...item, Tags: tags.get(arnOf(item)) ?? [] }));
}
