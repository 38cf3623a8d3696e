import type { Case, CaseRow, Hint, Progress } from '../../console/server/labs.ts';
import { blocksOf } from '../../console/server/markdown.ts';
import { attempts } from '../../learner/attempt.ts';
import { HINT_COSTS } from '../../learner/score.ts';
import type { Scenario } from '../../lib/scenario.ts';
import { drawTerms } from '../../lib/terms.ts';
import { readText } from '../../lib/text.ts';
import { scenarios } from '../../scenarios/index.ts';
import { mayDebrief } from '../debrief.ts';
import { accountHint, hintsShown, takeHint } from '../hint.ts';
import { type LabState, labsAt } from '../lab-state.ts';
import { recordedTerms } from '../lab-terms.ts';
import { entries } from '../logbook.ts';
import { readProgress, whyNext } from '../progress.ts';
import type { Context, Target } from '../verb.ts';
import { lastReportView } from './report.ts';

/** All cases with how far the learner and their labs are, and what comes next. */
export async function progressView(context: Context, target: Target): Promise<Progress> {
  const labs = new Map((await labsAt(target)).map(({ scenario, state }) => [scenario, state]));
  const { cases, tracks, next } = readProgress();
  const rows = scenarios.map((scenario): CaseRow => {
    const known = cases.find((each) => each.scenario === scenario.id);
    return {
      ...headOf(scenario, context, labs.get(scenario.id) ?? 'absent'),
      progress: known?.state ?? 'new',
      attempts: known?.attempts.length ?? 0,
      mastered: known?.mastered.length ?? 0,
      ...(known?.points !== undefined && { points: known.points }),
      ...(known?.seconds !== undefined && { seconds: known.seconds }),
    };
  });
  const called = tracks.map(({ track, solved, of }) => ({ track: context.words.tracks[track], solved, of }));
  return {
    cases: rows,
    tracks: called,
    ...(next && { next: { case: next.scenario, why: whyNext(next, context.words) } }),
  };
}

function headOf(scenario: Scenario, { lang, words }: Context, lab: LabState) {
  const { id, track, difficulty, minutes } = scenario;
  const { title, chainQuestions } = readText(id, lang, drawTerms(scenario));
  return { id, title, track: words.tracks[track], difficulty, minutes, lab, questions: chainQuestions.length };
}

/** A case as it stands, without anything that tells the answer. */
export async function caseView(context: Context, target: Target, scenario: Scenario): Promise<Omit<Case, 'work'>> {
  const { cases } = await progressView(context, target);
  const row = cases.find(({ id }) => id === scenario.id);
  if (!row) throw new Error(`${scenario.id} is on no list`);
  const { title, ticket, hints } = readText(scenario.id, context.lang, recordedTerms(context, scenario));
  const latest = attempts(entries(scenario.id)).at(-1);
  const { startedAt, solvedAt, diagnosis } = latest ?? {};
  const report = await lastReportView(context, target, scenario);
  return {
    ...row,
    title,
    ticket: blocksOf(ticket),
    customer: customerOf(ticket),
    severity: context.words.severities[scenario.severity],
    ...(startedAt && { startedAt }),
    ...(solvedAt && { solvedAt }),
    hints: hintsShown(scenario.id).map((hint) => ({ hint, text: blocksOf(hints[hint - 1] ?? '') })),
    hintCosts: HINT_COSTS,
    answerKnown: mayDebrief(scenario),
    ...(diagnosis && { diagnosis: { right: diagnosis.right, seconds: diagnosis.seconds } }),
    ...(report && { report }),
  };
}

/** A ticket ends with who wrote it. */
function customerOf(ticket: string): string {
  const last = ticket.trim().split('\n').at(-1) ?? '';
  return last.replace(/\s+(드림|올림)$/, '').trim();
}

/** A hint, which costs what it costs at the terminal. */
export async function hintView(
  context: Context,
  target: Target,
  scenario: Scenario,
  hint: Hint['hint'],
): Promise<Hint> {
  if (hint !== 'account') return { hint, text: blocksOf(takeHint(scenario, context, hint).hint) };
  const { lines } = await accountHint(context, target, scenario);
  return { hint, text: blocksOf(lines.join('\n')) };
}
