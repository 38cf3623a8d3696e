import type { Account } from '../lib/account/types.ts';
import { hourlyCharges, hourlyCost } from '../lib/cost.ts';
import type { Scenario } from '../lib/scenario.ts';
import type { Terms } from '../lib/terms.ts';
import { type Change, changesBetween } from './change.ts';
import { type Suspect, truthsOf } from './diagnosis.ts';
import { grade } from './grade.ts';
import { type Excess, excessOf } from './openness.ts';
import type { Report } from './report.ts';

/** How good a fix is that passes: 0 to 100, and why. docs/quality.md has the figures. */
export interface Quality {
  readonly points: number;
  readonly deductions: readonly Deduction[];
  /** What is open now beyond need, the largest first. */
  readonly excess: readonly Excess[];
  readonly changes: readonly ChangeSeen[];
  /** USD per hour at list price. */
  readonly cost: { readonly before: number; readonly after: number; readonly expected: number };
}

export interface ChangeSeen extends Omit<Change, 'undone'> {
  /** False where everything passes without it, too; undefined where that was not tried. */
  readonly needed: boolean | undefined;
}

/** What takes points off: openness inwards, openness outwards or in a network ACL, another layer, needless changes, cost. */
export interface Deduction {
  readonly what: 'inbound' | 'outbound' | 'layer' | 'needless' | 'cost';
  readonly points: number;
}

/** More changes than that are not tried one by one: nobody learns from so long a list. */
const MOST_TRIALS = 40;

/** Rates the fix of a lab that passes, by what it changed since it was deployed. */
export function rate(
  scenario: Scenario,
  terms: Terms,
  { before, after }: { before: Account; after: Account },
): Quality {
  const report = grade(scenario, after, terms);
  const excess = excessOf({ before, after }, report).sort((a, b) => b.size - a.size);
  const changes = judged(changesBetween(before, after), scenario, terms, after);
  const cost = {
    before: costOf(before),
    after: costOf(after),
    expected: Math.max(scenario.cost.broken, scenario.cost.fixed),
  };
  const suspects = suspectsIn(grade(scenario, before, terms));
  const inbound = excess.filter(({ kind, way }) => kind === 'security-group' && way === 'ingress');
  const outbound = excess.filter((each) => !inbound.includes(each));
  const needless =
    changes.filter((each) => each.needed === false && !isReplaced(each, changes)).length + report.advice.length;
  const all: readonly Deduction[] = [
    { what: 'inbound', points: forOpenness(inbound) },
    { what: 'outbound', points: Math.ceil(forOpenness(outbound) / 2) },
    { what: 'layer', points: atRightLayer(changes, suspects) ? 0 : 10 },
    { what: 'needless', points: Math.min(15, 3 * needless) },
    { what: 'cost', points: Math.min(15, Math.max(0, Math.round((cost.after - cost.expected) * 100))) },
  ];
  const deductions = all.filter(({ points }) => points > 0);
  const points = Math.max(0, 100 - deductions.reduce((sum, each) => sum + each.points, 0));
  return { points, deductions, excess, changes, cost };
}

/** A factor of 256 more addresses times ports costs about as much as the one before. */
const OPENNESS: readonly (readonly [size: number, points: number])[] = [
  [16, 0],
  [1024, 2],
  [65_536, 5],
  [2 ** 24, 10],
  [Number.POSITIVE_INFINITY, 15],
];

function forOpenness(excess: readonly Excess[]): number {
  const largest = Math.max(0, ...excess.map(({ size }) => size));
  return OPENNESS.find(([size]) => largest <= size)?.[1] ?? 0;
}

/** Which changes mend what a component has lost: a route needs something to lead to, a group may be given to a host. */
const LAYER: Readonly<Record<Suspect, RegExp>> = {
  'security-group': /^(security group|instance)$/,
  'network-acl': /^network ACL$/,
  'route-table':
    /^(route table|NAT gateway|VPC endpoint|load balancer|peering connection|transit gateway attachment|instance)$/,
  'nat-gateway': /^(NAT gateway|route table|instance)$/,
  'internet-gateway': /^(internet gateway|Elastic IP address|instance|load balancer)$/,
  'vpc-endpoint': /^(VPC endpoint|route table)$/,
  'vpc-peering-connection': /^(peering connection|route table)$/,
  'network-interface': /^(instance|route table)$/,
  'load-balancer': /^load balancer$/,
  listener: /^(listener|listener rule|target group)$/,
  'target-group': /^(target group|listener rule|listener|instance)$/,
};

/** The components that the failing checks of the broken lab point at. */
function suspectsIn({ checks }: Report): ReadonlySet<Suspect> {
  const codes = checks.map(({ finding }) => finding.code);
  return new Set([
    ...truthsOf(checks).map(({ component }) => component),
    ...(codes.includes('NOT_INSPECTED') ? (['route-table'] as const) : []),
    ...(codes.includes('NOT_INTERNET_FACING') ? (['load-balancer'] as const) : []),
  ]);
}

/** That something is taken away for which another of its kind was made is tidy, not needless. */
const isReplaced = ({ kind, type }: ChangeSeen, changes: readonly ChangeSeen[]) =>
  kind === 'removed' && changes.some((each) => each.kind === 'added' && each.type === type);

function atRightLayer(changes: readonly ChangeSeen[], suspects: ReadonlySet<Suspect>): boolean {
  const made = changes.filter(({ needed }) => needed !== false);
  return suspects.size === 0 || made.some(({ type }) => [...suspects].some((suspect) => LAYER[suspect].test(type)));
}

/** Takes each change back in the facts and grades again: what everything passes without was not needed. */
function judged(changes: readonly Change[], scenario: Scenario, terms: Terms, after: Account): ChangeSeen[] {
  return changes.map(({ undone, ...change }) => {
    // What these are needed for is told by other facts, too, so that taking them back alone would change nothing.
    const tried =
      changes.length <= MOST_TRIALS && !/^(Elastic IP address|transit gateway attachment)$/.test(change.type);
    const needed = tried ? grade(scenario, undone(after), terms).verdict !== 'solved' : undefined;
    return { ...change, needed };
  });
}

function costOf(account: Account): number {
  return hourlyCost(hourlyCharges(account, new Set(account.Vpcs.flatMap(({ VpcId }) => VpcId ?? []))));
}
