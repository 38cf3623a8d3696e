import { writeFileSync } from 'node:fs';
import { renderJson } from '../grader/render-json.ts';
import { renderJunit } from '../grader/render-junit.ts';
import { renderCheck, renderText, verdictLine } from '../grader/render-text.ts';
import type { CheckResult, Report } from '../grader/report.ts';
import { symptom } from '../grader/symptom.ts';
import { waitUntil } from '../lib/deadline.ts';
import { BreakfixError } from '../lib/error.ts';
import { type Graded, gradeLab } from './grade-lab.ts';
import { terminalLayout } from './layout.ts';
import { renderQuality } from './render-quality.ts';
import { givenScenario } from './scenario.ts';
import { type Context, flag, type Run, text } from './verb.ts';

const EXIT_CODES = { solved: 0, unsolved: 1, unknown: 2 } as const;

/** Grades the fix: 0 solved, 1 not solved, 2 could not tell. */
export const run: Run = async (given, context) => {
  const scenario = givenScenario(given);
  const minutes = timeout(text(given, 'timeout'));
  const explain = flag(given, 'explain');
  const target = await context.target();
  const once = () => gradeLab(target, scenario, context.lang);
  const first = await once();
  printReport(context, first, explain);
  const last =
    flag(given, 'watch') && first.verdict !== 'solved' ? await watchFor(minutes, context, first, once) : first;
  const { grade: words } = context.words;
  const file = text(given, 'junit');
  if (file !== undefined) writeFileSync(file, renderJunit(last, context.lang));
  if (last.verdict !== 'solved' && !explain) context.note(words.hopByHop(scenario.id));
  if (last.verdict === 'solved') context.note(words.talk(scenario.id));
  context.emit(renderJson(last, { explain }));
  return EXIT_CODES[last.verdict];
};

/** Prints a report as text. */
export function printReport(context: Context, report: Graded, explain = false): void {
  context.print(renderText(report, { ...terminalLayout(context.lang), explain }));
  if (report.quality) context.print(`\n${renderQuality(report.quality, context.words)}`);
  else if (report.verdict === 'solved') context.print(`\n${context.words.quality.unrated}`);
}

/** Grades again and again until it is solved or time is up; answers the last report, and tells every change. */
export async function watch<Told extends Report>(
  first: Told,
  once: () => Promise<Told>,
  { seconds, onChange }: { seconds: number; onChange: (now: Told, changed: readonly CheckResult[]) => void },
): Promise<Told> {
  let last = first;
  const solved = async () => {
    const now = await once();
    const changed = changes(last, now);
    last = now;
    if (changed.length > 0) onChange(now, changed);
    return now.verdict === 'solved';
  };
  try {
    await waitUntil('it is solved', solved, { seconds });
  } catch (error) {
    if (!(error instanceof BreakfixError && error.code === 'DEADLINE_EXCEEDED')) throw error;
  }
  return last;
}

/** The checks whose symptom is another than before. */
export function changes(before: Report, now: Report): CheckResult[] {
  const said = (report: Report, id: string) => {
    const finding = report.checks.find((check) => check.id === id)?.finding;
    return finding && JSON.stringify(symptom(finding));
  };
  return now.checks.filter(({ id }) => said(before, id) !== said(now, id));
}

async function watchFor(minutes: number, context: Context, first: Graded, once: () => Promise<Graded>) {
  const { grade: words } = context.words;
  context.note(words.watching(minutes));
  const onChange = (now: Report, changed: readonly CheckResult[]) => printChanges(context, now, changed);
  const last = await watch(first, once, { seconds: minutes * 60, onChange });
  if (last.verdict !== 'solved') context.note(words.over(minutes));
  if (last.quality) context.print(`\n${renderQuality(last.quality, context.words)}`);
  return last;
}

function printChanges(context: Context, report: Report, changed: readonly CheckResult[]): void {
  const layout = terminalLayout(context.lang);
  const time = new Date(report.gradedAt).toLocaleTimeString();
  context.print(['', time, ...changed.flatMap((check) => renderCheck(check, layout))].join('\n'));
  context.print(verdictLine(report, layout));
}

function timeout(given: string | undefined): number {
  const minutes = Number(given ?? '10');
  if (Number.isFinite(minutes) && minutes > 0) return minutes;
  throw new BreakfixError('USAGE', `--timeout ${given} is not a number of minutes.`, '--timeout 10', 64);
}
