import type { ComponentKind, Hop } from '../lib/reach/trace.ts';
import type { CheckResult } from './report.ts';

/** Which of the two packets of a handshake is lost; `neither` where both arrive, and the answer is the wrong one. */
export const DIRECTIONS = ['request', 'answer', 'neither'] as const;
export type DiagnosedDirection = (typeof DIRECTIONS)[number];

/** The kinds of components that a learner may suspect, whatever the case. */
export const SUSPECTS = [
  ...['security-group', 'network-acl', 'route-table', 'internet-gateway', 'nat-gateway', 'vpc-endpoint'],
  ...['vpc-peering-connection', 'network-interface', 'load-balancer', 'listener', 'target-group'],
] as const satisfies readonly ComponentKind[];
export type Suspect = (typeof SUSPECTS)[number];

/** What is wrong with it, in words that fit every case. */
export const REASONS = [
  ...['not-allowed', 'no-route', 'leads-nowhere', 'source-check', 'no-public-address'],
  ...['wrong-rule', 'nothing-listens', 'policy', 'name'],
] as const;
export type Reason = (typeof REASONS)[number];

/** Where the packet dies, why, and where exactly: the id of the component, where a learner has named one. */
export interface Diagnosis {
  readonly direction: DiagnosedDirection;
  readonly component: Suspect;
  readonly id?: string | undefined;
  readonly reason: Reason;
}

/** One true answer: the ids are those of all components that may be named for it. */
export interface Truth extends Omit<Diagnosis, 'id'> {
  readonly ids: readonly string[];
}

/** Which parts of a diagnosis are right. */
export interface Judgement {
  readonly direction: boolean;
  readonly component: boolean;
  readonly reason: boolean;
}

/** All true answers about a lab: every fault that a failing check shows is one. */
export function truthsOf(checks: readonly CheckResult[]): Truth[] {
  const failing = checks.filter(({ finding }) => finding.verdict === 'fail');
  return failing.flatMap(({ finding }) => {
    // That it goes another way than it must is how a fault shows, not the fault.
    if (finding.code === 'NOT_INSPECTED') return [];
    const blockers = finding.trace?.blockers.flatMap((hop) => truthOf(hop) ?? []) ?? [];
    return blockers.length > 0 ? blockers : withoutLoss(finding);
  });
}

/** What a diagnosis has right of the truth that it is nearest to. */
export function judge(diagnosis: Diagnosis, truths: readonly Truth[]): Judgement {
  const judgements = truths.map((truth) => ({
    direction: diagnosis.direction === truth.direction,
    component:
      diagnosis.component === truth.component && (diagnosis.id === undefined || truth.ids.includes(diagnosis.id)),
    reason: diagnosis.reason === truth.reason,
  }));
  const right = ({ direction, component, reason }: Judgement) => [direction, component, reason].filter(Boolean).length;
  const nothing: Judgement = { direction: false, component: false, reason: false };
  return judgements.reduce((best, each) => (right(each) > right(best) ? each : best), nothing);
}

function truthOf({ direction, kind, component, code }: Hop): Truth | undefined {
  const suspect = SUSPECTS.find((each) => each === kind);
  const reason = code && REASON_OF[code];
  if (!suspect || !reason) return undefined;
  // Several groups of one interface are named together.
  return {
    direction: direction === 'forward' ? 'request' : 'answer',
    component: suspect,
    ids: component.split(/,\s*/),
    reason,
  };
}

const REASON_OF: Readonly<Record<string, Reason>> = {
  ENI_SG_RULES_MISMATCH: 'not-allowed',
  SG_HAS_NO_RULES: 'not-allowed',
  SG_REFERENCES_NOT_PRESERVED: 'not-allowed',
  SG_REFERENCING_SUPPORT: 'not-allowed',
  SUBNET_ACL_RESTRICTION: 'not-allowed',
  VPC_BLOCK_PUBLIC_ACCESS_ENABLED: 'not-allowed',
  NO_ROUTE_TO_DESTINATION: 'no-route',
  BAD_STATE_ROUTE: 'leads-nowhere',
  NO_POSSIBLE_DESTINATION: 'leads-nowhere',
  BAD_STATE: 'leads-nowhere',
  ENI_SOURCE_DEST_CHECK_RESTRICTION: 'source-check',
  IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS: 'no-public-address',
  IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: 'no-public-address',
};

/** What is wrong where no packet is lost; nothing for what only follows from something else. */
function withoutLoss({ code, actual, where }: CheckResult['finding']): Truth[] {
  const truth = (component: Suspect, reason: Reason): Truth[] => [
    { direction: 'neither', component, ids: where, reason },
  ];
  switch (code) {
    case 'WRONG_TARGET_GROUP':
    case 'WRONG_TARGET':
      return truth('listener', 'wrong-rule');
    case 'NO_HEALTHY_TARGET':
      return /HTTP 502/.test(actual) ? truth('target-group', 'nothing-listens') : [];
    case 'ENDPOINT_POLICY_DENIES':
      return truth('vpc-endpoint', 'policy');
    case 'PUBLIC_NAME':
      return truth('vpc-endpoint', 'name');
    default:
      return [];
  }
}
