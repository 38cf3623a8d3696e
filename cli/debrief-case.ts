import { type Evidence, evidenceOf } from '../grader/evidence.ts';
import { grade } from '../grader/grade.ts';
import { type Attempt, attempts } from '../learner/attempt.ts';
import type { Entry } from '../learner/deed.ts';
import { BreakfixError } from '../lib/error.ts';
import type { Trace } from '../lib/reach/trace.ts';
import type { Scenario } from '../lib/scenario.ts';
import { drawTerms, type Terms } from '../lib/terms.ts';
import { readText, type Text } from '../lib/text.ts';
import { latestSnapshots } from './lab-snapshots.ts';
import { recordedTerms } from './lab-terms.ts';
import { entries } from './logbook.ts';
import type { Context } from './verb.ts';

/** What failed in the lab as it was deployed, and what became of it. */
export interface Failure {
  readonly check: string;
  readonly expected: string;
  readonly actual: string;
  /** The packet's way, and what everybody saw of it; absent where no packet was lost. */
  readonly before?: Trace;
  readonly after?: Trace;
  readonly evidence?: Evidence;
}

/** All that a debriefing is about: the case as it was played last. */
export interface Case {
  readonly scenario: Scenario;
  readonly terms: Terms;
  readonly text: Text;
  readonly entries: readonly Entry[];
  readonly attempt: Attempt;
  /** Undefined where it was not kept what the lab looked like. */
  readonly failures: readonly Failure[] | undefined;
}

/** The case to talk over; a BreakfixError before it was solved or its solution was shown, since it gives the answer away. */
export function openCase(context: Context, scenario: Scenario): Case {
  const written = entries(scenario.id);
  const attempt = attempts(written).findLast(({ solvedAt, revealed }) => solvedAt !== undefined || revealed);
  if (!attempt) {
    throw new BreakfixError(
      'NOT_SOLVED',
      `${scenario.id} is not solved yet, and the debriefing gives its answer away.`,
      `breakfix grade ${scenario.id}; breakfix solution ${scenario.id} gives it up`,
      75,
    );
  }
  const snapshots = latestSnapshots(context, scenario.id);
  const terms = snapshots
    ? drawTerms(scenario, snapshots.record.seed, snapshots.record.variant)
    : recordedTerms(context, scenario);
  const before = snapshots && grade(scenario, snapshots.before, terms);
  const after = snapshots?.after && grade(scenario, snapshots.after, terms);
  return {
    scenario,
    terms,
    text: readText(scenario.id, context.lang, terms),
    entries: written,
    attempt,
    failures: before?.checks
      .filter(({ finding }) => finding.verdict === 'fail')
      .map(({ id, finding: { expected, actual, trace, code } }) => {
        const mended = after?.checks.find((check) => check.id === id)?.finding.trace;
        // That it goes another way than it must is no loss of a packet.
        if (!trace || code === 'NOT_INSPECTED') return { check: id, expected, actual };
        const evidence = evidenceOf(trace);
        return { check: id, expected, actual, before: trace, ...(mended && { after: mended }), evidence };
      }),
  };
}
