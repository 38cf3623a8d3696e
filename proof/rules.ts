import { HOUSE_RULES } from '../lib/check/house-rules.ts';
import type { Scenario } from '../lib/scenario.ts';

/** Something that every case keeps to, whatever its ticket asks for; and what in a case shows that it is tested. */
export interface GradingRule {
  readonly id: string;
  readonly means: string;
  /** The fixes and wrong fixes of a case that would come out otherwise without the rule. */
  shownBy(scenario: Scenario): readonly string[];
}

type Failed = readonly (readonly [check: string, code: string])[];

const failuresOf = (fails: Readonly<Record<string, string | undefined>>): Failed =>
  Object.entries(fails).flatMap(([check, code]) => (code === undefined ? [] : [[check, code] as const]));

/** The wrong fixes with a failure of some kind. */
const wrong =
  (suits: (failure: Failed[number], scenario: Scenario) => boolean): GradingRule['shownBy'] =>
  (scenario) =>
    Object.entries(scenario.wrongFixes)
      .filter(([, { fails }]) => failuresOf(fails).some((failure) => suits(failure, scenario)))
      .map(([name]) => name);

const withCode = (...codes: readonly string[]) => wrong(([, code]) => codes.includes(code));

/** Codes that say that something no longer works, rather than that something is open or dear. */
const POLICY =
  /^(REACHABLE|OPEN_TO_INTERNET|RULE_TOO_WIDE|ROUTE_TOO_WIDE|INTERNET_GATEWAY_ROUTE|PUBLIC_ADDRESS|WRONG_SUBNET|ACL_|NOT_INSPECTED|HEALTH_CHECK_NEUTERED|ENDPOINT_POLICY_TOO_WIDE|NOT_INTERNET_FACING|OVER_BUDGET)/;

/** Whether a check holds in every variant as deployed, so that its failure is a loss. */
const workedBefore = (scenario: Scenario, check: string) =>
  !(check in HOUSE_RULES) && Object.values(scenario.broken).every((broken) => !(check in broken));

/** The rules of the grader, in the order in which docs/authoring.md explains them. */
export const GRADING_RULES: readonly GradingRule[] = [
  {
    id: 'G1',
    means:
      'The effect counts, not the recipe: whatever fulfils the intents passes, and what carries the role tag plays the role.',
    shownBy: ({ fixes }) => Object.keys(fixes),
  },
  {
    id: 'G2',
    means:
      'Openness is that of all rules together, over every address: halves, prefix lists, further groups and IPv6 count.',
    shownBy: withCode('OPEN_TO_INTERNET', 'RULE_TOO_WIDE'),
  },
  {
    id: 'G3',
    means: 'Nothing wider than a subnet, an address or a group gets in on all ports.',
    shownBy: wrong(([check]) => check === 'manyPorts'),
  },
  { id: 'G4', means: 'Ports 22 and 3389 never answer the internet.', shownBy: wrong(([check]) => check === 'shells') },
  {
    id: 'G5',
    means: 'Private stays private: no route to an internet gateway in effect, no public address.',
    shownBy: withCode('INTERNET_GATEWAY_ROUTE', 'PUBLIC_ADDRESS'),
  },
  {
    id: 'G6',
    means: 'A mandated network ACL stays associated, and keeps denying what it denied.',
    shownBy: withCode('ACL_NOT_ASSOCIATED', 'ACL_NEUTRALISED'),
  },
  {
    id: 'G7',
    means: 'Health checks go on telling whether the application answers.',
    shownBy: withCode('HEALTH_CHECK_NEUTERED'),
  },
  {
    id: 'G8',
    means: 'What worked before still works.',
    shownBy: wrong(([check, code], scenario) => !POLICY.test(code) && workedBefore(scenario, check)),
  },
  {
    id: 'G9',
    means: 'A blackhole, a gateway that is not available, a private NAT gateway and an inactive peering lead nowhere.',
    shownBy: withCode(
      ...[
        'BAD_STATE_ROUTE',
        'NO_POSSIBLE_DESTINATION',
        'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
        'BAD_STATE_NAT_GATEWAY',
      ],
    ),
  },
  {
    id: 'G10',
    means: 'Entries of network ACLs count in the order of their numbers, routes by the longest prefix.',
    shownBy: withCode('SUBNET_ACL_RESTRICTION', 'NO_ROUTE_TO_DESTINATION'),
  },
  {
    id: 'G11',
    means: 'The cost per hour is told, and fails a fix where the ticket sets a budget.',
    shownBy: (scenario) => [
      ...withCode('OVER_BUDGET')(scenario),
      ...Object.entries(scenario.fixes).flatMap(([name, { advises = [] }]) =>
        advises.some((each) => /free|one/i.test(each)) ? [name] : [],
      ),
    ],
  },
  {
    id: 'G12',
    means: 'What is needless but harmless passes, with a remark.',
    shownBy: ({ fixes }) =>
      Object.entries(fixes).flatMap(([name, { advises = [] }]) => (advises.length > 0 ? [name] : [])),
  },
];
