import { DescribeTargetGroupsCommand, type TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Clients } from '../clients.ts';
import { type Tagged, withTags } from './with-tags.ts';

export type Group = Tagged<TargetGroup>;

export async function targetGroupsIn({ elb }: Clients): Promise<Group[]> {
  const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({}));
  return withTags(elb, TargetGroups, ({ TargetGroupArn = '' }) => TargetGroupArn);
}

/** A target group's page; its name is unique in a Region. */
export const groupPath = ({ TargetGroupName }: TargetGroup): string => `elb/target-groups/${TargetGroupName}`;

/** The name that a load balancer's or target group's ARN holds. */
export const nameIn = (arn: string): string => arn.split('/').at(-2) ?? arn;
