import { DescribeLoadBalancersCommand, type LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Clients } from '../clients.ts';
import { type Tagged, withTags } from './with-tags.ts';

export type Balancer = Tagged<LoadBalancer>;

export async function loadBalancersIn({ elb }: Clients): Promise<Balancer[]> {
  const { LoadBalancers = [] } = await elb.send(new DescribeLoadBalancersCommand({}));
  return withTags(elb, LoadBalancers, ({ LoadBalancerArn = '' }) => LoadBalancerArn);
}

/** A load balancer's page; its name is unique in a Region. */
export const balancerPath = ({ LoadBalancerName }: LoadBalancer): string => `elb/load-balancers/${LoadBalancerName}`;

export const isApplication = ({ Type }: LoadBalancer): boolean => Type === 'application';

export const subnetsOf = ({ AvailabilityZones = [] }: LoadBalancer): string[] =>
  AvailabilityZones.flatMap(({ SubnetId }) => SubnetId ?? []);
