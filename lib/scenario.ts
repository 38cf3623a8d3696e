import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { CfnResource, Stack } from 'aws-cdk-lib';
import type { Check } from './check/check.ts';
import type { FindingCode } from './check/finding.ts';
import type { HouseRule } from './check/house-rules.ts';
import type { INTERNET } from './place.ts';
import type { Terms } from './terms.ts';

export type Track = 'foundations' | 'routing' | 'firewalls' | 'load-balancing' | 'private-access' | 'multi-vpc';

/** Of https://www.amazon.jobs/content/en/our-workplace/leadership-principles, those that a case makes a story for. */
export type Principle =
  | 'customer-obsession'
  | 'highest-standards'
  | 'bias-for-action'
  | 'frugality'
  | 'earn-trust'
  | 'dive-deep'
  | 'have-backbone';

/** What a fix works with: the SDK clients of the target, and the deployed lab's ids by place. */
export interface Lab<Place extends string = string, Port extends string = string> {
  readonly ec2: EC2Client;
  readonly elbv2: ElasticLoadBalancingV2Client;
  /** The id (an ARN for load balancers and target groups) of the resource that plays a role. */
  id(place: Place): string;
  /** On what terms it was deployed. */
  readonly terms: Terms<string, Port>;
}

/** Something a learner might do, as calls of the SDK. */
export interface Fix<Place extends string = string, CheckId extends string = string, Port extends string = string> {
  /** What it is called in Korean; its key is what it is called in English. */
  readonly korean: string;
  /** The variants it is meant for; all of them when absent. */
  readonly variants?: readonly string[];
  readonly apply: (lab: Lab<Place, Port>) => Promise<void>;
  /** Advice that the report gives although the fix is accepted. */
  readonly advises?: readonly CheckId[];
}

/** A fix that must not pass, with the checks that still fail and each one's reason. */
export interface WrongFix<
  Place extends string = string,
  CheckId extends string = string,
  Port extends string = string,
> {
  readonly variants?: readonly string[];
  readonly apply: (lab: Lab<Place, Port>) => Promise<void>;
  readonly fails: Readonly<Partial<Record<CheckId | HouseRule, FindingCode>>>;
}

/**
 * The severities of a support case, by their codes, from general guidance to a business-critical system that is down.
 * https://docs.aws.amazon.com/awssupport/latest/user/case-management.html
 */
export type Severity = 'low' | 'normal' | 'high' | 'urgent' | 'critical';

/** One case. Its texts lie beside it in `en.md` and `ko.md`; its id is the name of its folder. */
export interface Scenario<
  Place extends string = string,
  CheckId extends string = string,
  AdviceId extends string = string,
  Variant extends string = string,
  Port extends string = string,
> {
  readonly id: string;
  readonly track: Track;
  readonly difficulty: 1 | 2 | 3 | 4 | 5;
  /** How much it hurts the customer, who chose it when they opened the case. */
  readonly severity: Severity;
  /** How long a learner who meets it for the first time is expected to take. */
  readonly minutes: number;
  /** The Leadership Principles that the case makes a story for. */
  readonly principles: readonly [Principle, ...Principle[]];
  /** USD per hour at list price in us-east-1. */
  readonly cost: { readonly broken: number; readonly fixed: number };
  readonly variants: readonly Variant[];
  /** How many faults it injects over all its variants: each stands at one comment that begins with `The fault:`. */
  readonly faults: number;
  /** For each service, the TCP ports that it may listen on; which one it is, the terms say. */
  readonly ports: Readonly<Record<Port, readonly number[]>>;
  /** Defines the stack's resources and names the places; each named resource gets the role tag and a Name. */
  build(stack: Stack, terms: Terms<Variant, Port>): Readonly<Record<Place, CfnResource>>;
  checks(terms: Terms<Variant, Port>): Readonly<Record<CheckId, Check<Place | typeof INTERNET>>>;
  /** Checks whose failure is worth a remark, but does not fail the fix. */
  advice(terms: Terms<Variant, Port>): Readonly<Record<AdviceId, Check<Place | typeof INTERNET>>>;
  /** For each variant, exactly the checks that fail on a fresh deploy, each with its reason. */
  readonly broken: Readonly<Record<Variant, Readonly<Partial<Record<CheckId, FindingCode>>>>>;
  readonly fixes: Readonly<Record<string, Fix<Place, AdviceId, Port>>>;
  readonly wrongFixes: Readonly<Record<string, WrongFix<Place, CheckId, Port>>>;
}

/** Types a scenario's parts against each other and returns it for the registry. */
export function defineScenario<
  const Variant extends string,
  Resources extends Readonly<Record<string, CfnResource>>,
  CheckId extends string,
  AdviceId extends string = never,
  Port extends string = never,
>(scenario: {
  id: string;
  track: Track;
  difficulty: 1 | 2 | 3 | 4 | 5;
  severity: Severity;
  minutes: number;
  principles: readonly [Principle, ...Principle[]];
  cost: { broken: number; fixed: number };
  variants: readonly Variant[];
  faults: number;
  ports?: Record<Port, readonly number[]>;
  build: (stack: Stack, terms: Terms<NoInfer<Variant>, NoInfer<Port>>) => Resources;
  checks: (
    terms: Terms<NoInfer<Variant>, NoInfer<Port>>,
  ) => Record<CheckId, Check<PlaceOf<Resources> | typeof INTERNET>>;
  advice?: (
    terms: Terms<NoInfer<Variant>, NoInfer<Port>>,
  ) => Record<AdviceId, Check<PlaceOf<Resources> | typeof INTERNET>>;
  broken: Record<NoInfer<Variant>, Partial<Record<NoInfer<CheckId>, FindingCode>>>;
  fixes: Record<string, Fix<PlaceOf<Resources>, NoInfer<AdviceId>, NoInfer<Port>>>;
  wrongFixes: Record<string, WrongFix<PlaceOf<Resources>, NoInfer<CheckId>, NoInfer<Port>>>;
}): Scenario {
  return { ports: {}, advice: () => ({}), ...scenario } as unknown as Scenario;
}

type PlaceOf<Resources> = NoInfer<keyof Resources & string>;
