import type { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { pageOf } from './existing.ts';
import type { Elbv2Operations } from './operations.ts';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const LIMITS = {
  'application-load-balancers': 50,
  'network-load-balancers': 50,
  'target-groups': 3000,
  'targets-per-application-load-balancer': 1000,
  'targets-per-network-load-balancer': 3000,
  'targets-per-availability-zone-per-network-load-balancer': 500,
  'listeners-per-application-load-balancer': 50,
  'listeners-per-network-load-balancer': 50,
  'rules-per-application-load-balancer': 100,
  'condition-values-per-alb-rule': 5,
  'target-groups-per-application-load-balancer': 100,
  'target-groups-per-action-on-application-load-balancer': 5,
  'target-groups-per-action-on-network-load-balancer': 5,
  'target-id-registrations-per-application-load-balancer': 1000,
  'certificates-per-application-load-balancer': 25,
  'certificates-per-network-load-balancer': 25,
  'condition-wildcards-per-alb-rule': 5,
  'trust-stores': 20,
  'revocation-lists-per-trust-store': 30,
  'reserved-lcus-per-application-load-balancer': 15000,
} as const;

/** Limits that are looked at where a rule or an action is read, or that nothing is counted against: no account is granted more. */
const FIXED: readonly string[] = [
  'targets-per-availability-zone-per-network-load-balancer',
  'condition-values-per-alb-rule',
  'target-groups-per-action-on-application-load-balancer',
  'target-groups-per-action-on-network-load-balancer',
  'target-id-registrations-per-application-load-balancer',
  'condition-wildcards-per-alb-rule',
];

/** The limits of which an account can be granted more. */
export const GRANTABLE: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(LIMITS).filter(([name]) => !FIXED.includes(name)),
);

/** Refuses what would be more than a limit allows, with AWS's error for that. */
export function checkLimit(
  region: Region,
  limit: keyof typeof LIMITS,
  count: number,
  refusal: (most: number) => AwsError,
): void {
  const most = region.quotaOf(limit, LIMITS[limit]);
  if (count > most) throw refusal(most);
}

export const operations = {
  DescribeAccountLimits(region: Region, input) {
    const limits = Object.entries(LIMITS).map(([Name, max]) => ({ Name, Max: String(region.quotaOf(Name, max)) }));
    const { page, NextMarker } = pageOf(limits, input);
    return { Limits: page, NextMarker };
  },
} satisfies Elbv2Operations;
