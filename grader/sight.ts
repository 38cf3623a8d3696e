import type { ComponentKind, Hop, Trace } from '../lib/reach/trace.ts';
import type { CheckResult, Report } from './report.ts';

/** How far a lost packet gets: the last component that let it through, none where it is lost at once. */
interface Reached {
  readonly direction: 'request' | 'answer';
  readonly last: { readonly component: string; readonly kind: ComponentKind } | undefined;
}

/** What the grader sees of one check that fails, without what would give the cure away. */
interface Sight {
  readonly expected: string;
  readonly actual: string;
  /** Whether it held when the lab was deployed, so that somebody has broken it since. */
  readonly broken: boolean;
  readonly reached: Reached | undefined;
}

/** What is to be seen of a lab as it stands, beside how it was deployed. */
export interface Sights {
  /** Whether all that fails still fails for the same reasons at the same places. */
  readonly untouched: boolean;
  readonly failing: readonly Sight[];
}

export function sightsOf(now: Report, before: Report | undefined): Sights {
  const failing = failuresOf(now);
  const first = new Map(before && failuresOf(before).map((check) => [check.id, placeOf(check)]));
  return {
    untouched:
      before !== undefined &&
      failing.length === first.size &&
      failing.every((each) => first.get(each.id) === placeOf(each)),
    failing: failing.map((check) => ({
      expected: check.finding.expected,
      actual: check.finding.actual,
      broken: before !== undefined && !first.has(check.id),
      reached: check.finding.trace && reachedIn(check.finding.trace),
    })),
  };
}

const failuresOf = ({ checks }: Report) => checks.filter(({ finding }) => finding.verdict === 'fail');

/** Why and where a check fails, to be compared with: never to be shown. */
function placeOf({ finding: { code, trace, actual } }: CheckResult): string {
  return JSON.stringify([
    code,
    actual,
    trace?.blockers.map(({ component, direction, rule }) => [component, direction, rule]),
  ]);
}

function reachedIn(trace: Trace): Reached | undefined {
  const hops: readonly Hop[] = [...trace.forward, ...trace.return];
  const drop = hops.findIndex(({ verdict }) => verdict === 'drop');
  const lost = hops[drop];
  if (!lost) return undefined;
  const last = hops.slice(0, drop).findLast(({ direction }) => direction === lost.direction);
  return {
    direction: lost.direction === 'forward' ? 'request' : 'answer',
    last: last && { component: last.component, kind: last.kind },
  };
}
