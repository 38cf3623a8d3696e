import type { ReachabilityCode } from '../reach/codes.ts';
import type { Trace } from '../reach/trace.ts';

export type Verdict = 'pass' | 'fail' | 'unknown';

/** Why a rule about the configuration, rather than a path, is broken. */
export const POLICY_CODES = {
  REACHABLE: 'a flow that must not get through does',
  OPEN_TO_INTERNET: 'security groups admit public addresses',
  RULE_TOO_WIDE: 'a rule allows more ports or addresses than the intent needs',
  FLOW_NOT_ALLOWED: 'no security group rule allows a flow that must stay allowed',
  INTERNET_GATEWAY_ROUTE: 'the effective route table sends traffic to an internet gateway',
  ROUTE_TOO_WIDE: 'a route sends more to another network than the intent needs',
  PUBLIC_ADDRESS: 'a private host has a public address',
  WRONG_SUBNET: 'the host is in another subnet than the customer agreed to',
  ACL_NOT_ASSOCIATED: 'the mandated network ACL is no longer associated with the subnet',
  ACL_NEUTRALISED: 'the network ACL allows what the baseline denies',
  NOT_INSPECTED: 'the path does not pass through the mandated interface',
  WRONG_TARGET_GROUP: 'the request is answered by another target group',
  WRONG_TARGET: 'a part of the requests is answered by a host that is not meant to',
  HEALTH_CHECK_NEUTERED: 'the health check no longer tells whether the application answers',
  NO_HEALTHY_TARGET: 'no target of the group is healthy, or not all that have to be',
  ENDPOINT_POLICY_DENIES: 'the policy of the endpoint on the way does not allow it',
  ENDPOINT_POLICY_TOO_WIDE: 'the policy of an endpoint allows more than the customer agreed to',
  PUBLIC_NAME: 'the name of a service resolves to public addresses',
  NO_INSTANCE_PROFILE: 'the instance has no instance profile',
  NOT_INTERNET_FACING: 'the load balancer is not, or not everywhere, where the internet reaches it',
  OVER_BUDGET: 'the lab costs more per hour than the customer agreed to',
  MISSING: 'the resource that the check is about does not exist',
  NOT_READABLE: 'the account could not be read well enough to tell',
} as const;

export type FindingCode = ReachabilityCode | keyof typeof POLICY_CODES;

/** What one check found. `actual` tells the symptom as the customer would see it; `cause` may give the answer away. */
export interface Finding {
  readonly verdict: Verdict;
  readonly expected: string;
  readonly actual: string;
  /** Resource ids that the finding is about. */
  readonly where: readonly string[];
  /** For a failure: the code of the first blocker, or of the broken policy. */
  readonly code?: FindingCode;
  /** What is wrong, in one sentence; shown only on request. */
  readonly cause?: string;
  /** The path that shows it; shown only on request. */
  readonly trace?: Trace;
}
