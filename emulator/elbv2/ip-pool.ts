import type { IpamPools, LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { oneOf, validationError } from './constraint.ts';
import { existing } from './existing.ts';
import type { Elbv2Operations } from './operations.ts';

/** Refuses IPAM pools that a load balancer cannot take public addresses from. */
export function checkIpamPools(pools: IpamPools | undefined, { Type, Scheme }: LoadBalancer): void {
  const id = pools?.Ipv4IpamPoolId;
  if (id === undefined) return;
  if (!/^ipam-pool-[0-9a-f]+$/.test(id)) throw validationError(`IPAM pool ID '${id}' is not valid`);
  if (Type === 'application' && Scheme === 'internet-facing') return;
  throw new AwsError(
    'InvalidConfigurationRequest',
    "IPAM pools are only supported for internet-facing load balancers with type 'application'",
  );
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/modify-load-balancer-ip-pools.html */
export const operations = {
  ModifyIpPools(region: Region, input) {
    const { IpamPools: before, ...loadBalancer } = existing(region, 'loadBalancers', input.LoadBalancerArn);
    const removed = input.RemoveIpamPools ?? [];
    for (const each of removed) oneOf('removeIpamPools', each, ['ipv4']);
    if (!input.IpamPools?.Ipv4IpamPoolId && removed.length === 0) {
      throw validationError('You must specify IPAM pools to use or to remove');
    }
    checkIpamPools(input.IpamPools, loadBalancer);
    const pools = input.IpamPools ?? (removed.length > 0 ? undefined : before);
    region.loadBalancers.put(input.LoadBalancerArn!, { ...loadBalancer, ...(pools && { IpamPools: pools }) });
    return { IpamPools: pools };
  },
} satisfies Elbv2Operations;
