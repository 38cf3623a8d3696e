import type { Account } from '../lib/account/types.ts';
import { interpret, type Network } from '../lib/network/network.ts';
import { findPlaces, type Places, shownName } from '../lib/place.ts';
import { trace as follow } from '../lib/reach/flow.ts';
import { forwardsTo } from '../lib/reach/listener-rule.ts';
import type { Trace } from '../lib/reach/trace.ts';
import type { Scenario } from '../lib/scenario.ts';
import type { Terms } from '../lib/terms.ts';
import type { Language } from '../lib/text.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { type FlowLogRecord, flowLogOf } from './flow-log.ts';
import { grade } from './grade.ts';
import type { CheckResult } from './report.ts';

/** One thing that was wrong, as the customer could see it, and what is seen of it after the fix. */
interface Symptom {
  readonly expected: string;
  readonly before: string;
  /** Undefined while there is no fix. */
  readonly after: string | undefined;
}

/** A flow that failed, with its way before and after the fix, and what there was to be seen of it. */
export interface FailedFlow {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port: number;
  readonly before: Trace;
  readonly after: Trace | undefined;
  /** Whether the packet got there and nothing listened. */
  readonly refused: boolean;
  /** For each hop that drops, as it shows when those before it are repaired. */
  readonly stages: readonly Stage[];
}

export interface Stage {
  readonly evidence: Evidence;
  readonly flowLog: readonly FlowLogRecord[];
}

/** How a load balancer saw a target before and after the fix. */
interface TargetSeen {
  readonly group: string;
  readonly target: string;
  readonly before: string;
  readonly after: string | undefined;
}

/** What a failure looked like from outside and inside, computed from the lab as it was kept. */
export interface Debrief {
  readonly symptoms: readonly Symptom[];
  readonly flows: readonly FailedFlow[];
  readonly targets: readonly TargetSeen[];
  /** Roles by the ids of the network interfaces of those who play them. */
  readonly names: Readonly<Record<string, string>>;
}

/** The lab when it was deployed, at `startedAt`, and when it was first graded as solved. */
interface Kept {
  readonly startedAt: string;
  readonly before: Account;
  readonly after?: Account;
}

/** Tells what failed in a lab, how it showed, and what the fix made of it. */
export function debriefOf(
  scenario: Scenario,
  terms: Terms,
  { startedAt, before, after }: Kept,
  language: Language = 'en',
): Debrief {
  const at = (account: Account) => look(scenario, terms, account, language);
  const [broken, fixed] = [at(before), after && at(after)];
  const failing = broken.checks.filter(({ finding }) => finding.verdict !== 'pass');
  const flows = [...tracesOf(failing), ...refusedOrSilent(broken)];
  return {
    symptoms: failing.map(({ id, finding }) => ({
      expected: finding.expected,
      before: finding.actual,
      after: fixed?.checks.find((check) => check.id === id)?.finding.actual,
    })),
    flows: [...flows].map(([key, flow]) => {
      const stages = evidenceOf(broken.network, flow.trace, flow.refused).map((evidence) => ({
        evidence,
        flowLog: flow.works ? [] : flowLogOf(broken.network, evidence, new Date(startedAt)),
      }));
      const { from, to, protocol, port } = flow.trace;
      return {
        ...{ from, to, protocol, port, refused: flow.refused, stages },
        before: flow.trace,
        after: fixed && afterwards(fixed, key, flow.id),
      };
    }),
    targets: targetsSeen(broken, fixed),
    names: namesOf(broken),
  };
}

interface Looked {
  readonly network: Network;
  readonly places: Places;
  readonly checks: readonly CheckResult[];
}

function look(scenario: Scenario, terms: Terms, account: Account, language: Language): Looked {
  const { checks } = grade(scenario, account, terms, language);
  return { network: interpret(account), places: findPlaces(account), checks };
}

interface Flow {
  /** The check that follows it; undefined where none does. */
  readonly id: string | undefined;
  readonly trace: Trace;
  readonly refused: boolean;
  /** Nothing on the way fails, and somebody answers. */
  readonly works: boolean;
}

const keyOf = ({ from, to, protocol, port }: Trace) => `${from} ${to} ${protocol}/${port}`;

function tracesOf(failing: readonly CheckResult[]): Map<string, Flow> {
  const flows = new Map<string, Flow>();
  for (const { id, finding } of failing) {
    const { trace } = finding;
    if (!trace || flows.has(keyOf(trace))) continue;
    flows.set(keyOf(trace), { id, trace, refused: false, works: trace.blockers.length === 0 });
  }
  return flows;
}

function afterwards(fixed: Looked, key: string, id: string | undefined): Trace | undefined {
  const ofCheck = fixed.checks.find((check) => check.id === id)?.finding.trace;
  return ofCheck ?? connections(fixed).find(({ trace }) => keyOf(trace) === key)?.trace;
}

interface Connection {
  readonly trace: Trace;
  readonly reason: string | undefined;
}

/** The connections that load balancers make to their targets, each from one node. */
function connections({ network, places }: Looked): Connection[] {
  const found = new Map<string, Connection>();
  for (const balancer of network.loadBalancers.values()) {
    const [node] = balancer.nodes;
    const arns = new Set(balancer.listeners.flatMap(({ rules }) => rules.flatMap(forwardsTo)));
    for (const group of [...arns].flatMap((arn) => network.targetGroups.get(arn) ?? [])) {
      if (!node || group.type === 'lambda' || group.type === 'alb') continue;
      for (const { id, port, health } of group.targets) {
        const told = follow(network, { from: node.id, to: id, protocol: 'tcp', port });
        const trace = { ...told, from: roleOf(places, balancer.arn), to: roleOf(places, id) };
        found.set(keyOf(trace), { trace, reason: health?.Reason });
      }
    }
  }
  return [...found.values()];
}

/** Those of the connections to targets that fail: dropped on the way, or refused by the target. */
function refusedOrSilent(looked: Looked): [string, Flow][] {
  const checked = tracesOf(looked.checks.filter(({ finding }) => finding.verdict !== 'pass'));
  return connections(looked).flatMap(({ trace, reason }): [string, Flow][] => {
    const dropped = trace.blockers.length > 0;
    const refused = !dropped && reason === 'Target.FailedHealthChecks';
    if (checked.has(keyOf(trace)) || !(dropped || refused)) return [];
    return [[keyOf(trace), { id: undefined, trace, refused, works: false }]];
  });
}

function targetsSeen(broken: Looked, fixed: Looked | undefined): TargetSeen[] {
  const later = fixed && new Map(healthIn(fixed).map((each) => [`${each.group} ${each.target}`, each.health]));
  return healthIn(broken).map(({ group, target, health }) => ({
    ...{ group, target, before: health },
    after: later?.get(`${group} ${target}`),
  }));
}

function healthIn({ network, places }: Looked): { group: string; target: string; health: string }[] {
  const all = [...network.targetGroups.values()].flatMap(({ arn, targets }) =>
    targets.map(({ id, health }) => ({
      group: roleOf(places, arn),
      target: roleOf(places, id),
      health: [health?.State, health?.Reason].filter(Boolean).join(', '),
    })),
  );
  return all.sort((a, b) => a.group.localeCompare(b.group));
}

function roleOf(places: Places, id: string): string {
  const [role] = Object.entries(places).find(([, ids]) => ids.includes(id)) ?? [];
  return role === undefined ? id : shownName(role);
}

function namesOf({ network, places }: Looked): Record<string, string> {
  const named = [...network.interfaces.values()].map((nic) => {
    const owners = [nic.instanceId, network.balancerOf.get(nic.id)?.arn, network.natGatewayOf.get(nic.id)?.id];
    const owner = [...owners, network.vpcEndpointOf.get(nic.id)?.id, nic.id].find((id) => id !== undefined) ?? nic.id;
    return [nic.id, roleOf(places, owner)] as const;
  });
  return Object.fromEntries(named.filter(([id, name]) => name !== id));
}
