import { type Finding, POLICY_CODES } from '../lib/check/finding.ts';
import { REACHABILITY_CODES } from '../lib/reach/codes.ts';
import { type Layout, type Paint, plain } from './paint.ts';
import { renderTrace } from './render-trace.ts';
import type { CheckResult, Report } from './report.ts';
import { symptom } from './symptom.ts';
import { hanging } from './wrap.ts';

const MARKS = { pass: ['green', '✔'], fail: ['red', '✘'], unknown: ['yellow', '?'] } as const;

/**
 * A report for a person. It tells what was expected, what was found and where; the cause, its code and the packet's
 * way only with `explain`, because they give the answer away.
 */
export function renderText(
  report: Report,
  { explain = false, ...layout }: Layout & { explain?: boolean } = {},
): string {
  const { width = 100, paint = plain } = layout;
  const place = [report.scenario, `account ${report.account}`, report.region].join(' · ');
  return [
    paint('bold', place),
    '',
    ...report.checks.flatMap((check) => renderCheck(check, { ...layout, explain })),
    ...remarks(report, width, paint),
    ...gaps(report, width, paint),
    '',
    verdictLine(report, paint),
  ].join('\n');
}

/** One check as lines: only its expectation when it passes. */
export function renderCheck({ id, finding }: CheckResult, options: Layout & { explain?: boolean } = {}): string[] {
  const { width = 100, paint = plain, explain = false } = options;
  const [colour, mark] = MARKS[finding.verdict];
  const lines = [...hanging(`${paint(colour, mark)} `, finding.expected, width)];
  if (finding.verdict !== 'pass') lines.push(...found(explain ? finding : symptom(finding), width, paint));
  if (finding.verdict !== 'pass' && explain) lines.push(...cause(id, finding, width, paint));
  return lines;
}

/** The last line of a report: the verdict in one sentence. */
export function verdictLine({ verdict, checks }: Report, paint: Paint = plain): string {
  const count = (wanted: Finding['verdict']) => checks.filter(({ finding }) => finding.verdict === wanted).length;
  const of = `of ${checks.length} ${checks.length === 1 ? 'check' : 'checks'}`;
  if (verdict === 'solved') return paint('green', `Solved: all ${checks.length} checks pass.`);
  if (verdict === 'unknown') return paint('yellow', `Could not tell: ${count('unknown')} ${of} cannot be decided.`);
  const open = count('unknown') > 0 ? `, ${count('unknown')} cannot be decided` : '';
  return paint('red', `Not solved yet: ${count('fail')} ${of} ${count('fail') === 1 ? 'fails' : 'fail'}${open}.`);
}

function found(finding: Finding, width: number, paint: Paint): string[] {
  const where = finding.where.join(', ');
  return [
    ...hanging(`    ${paint('dim', 'found')}   `, finding.actual, width),
    ...(where === '' ? [] : hanging(`    ${paint('dim', 'where')}   `, where, width)),
  ];
}

function cause(id: string, finding: Finding, width: number, paint: Paint): string[] {
  const lines = [...hanging(`    ${paint('dim', 'check')}   `, id, width)];
  if (finding.cause) lines.push(...hanging(`    ${paint('dim', 'cause')}   `, finding.cause, width));
  if (finding.code) {
    const meaning = { ...REACHABILITY_CODES, ...POLICY_CODES }[finding.code];
    lines.push(...hanging(`    ${paint('dim', 'code')}    `, `${finding.code}: ${meaning}`, width));
  }
  if (finding.trace)
    lines.push(...renderTrace(finding.trace, { width: width - 4, paint }).map((line) => `    ${line}`));
  return lines;
}

function remarks({ advice }: Report, width: number, paint: Paint): string[] {
  if (advice.length === 0) return [];
  return [
    '',
    paint('bold', 'Worth a thought, though it does not count against the fix'),
    ...advice.flatMap(({ finding }) => [
      ...hanging(`${paint('yellow', '!')} `, finding.expected, width),
      ...found(symptom(finding), width, paint),
    ]),
  ];
}

function gaps({ gaps }: Report, width: number, paint: Paint): string[] {
  if (gaps.length === 0) return [];
  return [
    '',
    paint('bold', 'What could not be read'),
    ...gaps.flatMap(({ command, reason }) => hanging(`${paint('yellow', '?')} aws ${command}: `, reason, width)),
  ];
}
