import type { Account } from './types.ts';

/** The account that the facts are of: the one that owns most of them; undefined when none is named. */
export function ownerIn({ SecurityGroups, RouteTables, NetworkInterfaces, Vpcs }: Account): string | undefined {
  const owned: { OwnerId?: string | undefined }[] = [...SecurityGroups, ...RouteTables, ...NetworkInterfaces, ...Vpcs];
  return mostCommon(owned.map(({ OwnerId }) => (OwnerId?.startsWith('amazon') ? undefined : OwnerId)));
}

/** The Region that the facts are of: that of most of their Availability Zones, else of their ARNs. */
export function regionIn({ Subnets, NetworkInterfaces, ...account }: Account): string | undefined {
  const zones = [...Subnets, ...NetworkInterfaces].map(
    ({ AvailabilityZone = '' }) => REGION.exec(AvailabilityZone)?.[0],
  );
  const arns = [
    ...Subnets.map(({ SubnetArn }) => SubnetArn),
    ...account.LoadBalancers.map(({ LoadBalancerArn }) => LoadBalancerArn),
    ...account.TargetGroups.map(({ TargetGroupArn }) => TargetGroupArn),
    ...account.TransitGateways.map(({ TransitGatewayArn }) => TransitGatewayArn),
  ];
  return (
    mostCommon(zones) ??
    mostCommon(arns.map((arn) => arn?.split(':')[3])) ??
    account.VpcBlockPublicAccessOptions?.AwsRegion
  );
}

/** What the names of a Region's zones begin with: `us-west-2` in `us-west-2a` and in `us-west-2-lax-1a`. */
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d{1,2}/;

function mostCommon(texts: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) if (text) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first?.[0];
}
