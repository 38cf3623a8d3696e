import type { Finding } from '../lib/check/finding.ts';
import { type Layout, plain } from './paint.ts';
import { renderTrace } from './render-trace.ts';
import type { CheckResult, Report } from './report.ts';
import { symptom } from './symptom.ts';
import { REPORT_WORDS } from './words/index.ts';
import { hanging, pad } from './wrap.ts';

const MARKS = { pass: ['green', '✔'], fail: ['red', '✘'], unknown: ['yellow', '?'] } as const;

/**
 * A report for a person. It tells what was expected, what was found and where; the cause, its code and the packet's
 * way only with `explain`, because they give the answer away.
 */
export function renderText(
  report: Report,
  { explain = false, ...layout }: Layout & { explain?: boolean } = {},
): string {
  const full = complete(layout);
  const { paint, language } = full;
  const place = [report.scenario, REPORT_WORDS[language].account(report.account), report.region].join(' · ');
  return [
    paint('bold', place),
    '',
    ...report.checks.flatMap((check) => renderCheck(check, { ...layout, explain })),
    ...remarks(report, full),
    ...gaps(report, full),
    '',
    verdictLine(report, full),
  ].join('\n');
}

/** One check as lines: only its expectation when it passes. */
export function renderCheck({ id, finding }: CheckResult, options: Layout & { explain?: boolean } = {}): string[] {
  const { explain = false } = options;
  const layout = complete(options);
  const { width, paint } = layout;
  const [colour, mark] = MARKS[finding.verdict];
  const lines = [...hanging(`${paint(colour, mark)} `, finding.expected, width)];
  if (finding.verdict !== 'pass') lines.push(...found(explain ? finding : symptom(finding), layout));
  if (finding.verdict !== 'pass' && explain) lines.push(...cause(id, finding, layout));
  return lines;
}

/** The last line of a report: the verdict in one sentence. */
export function verdictLine({ verdict, checks }: Report, layout: Layout = {}): string {
  const { paint, language } = complete(layout);
  const words = REPORT_WORDS[language];
  const all = checks.length;
  const count = (wanted: Finding['verdict']) => checks.filter(({ finding }) => finding.verdict === wanted).length;
  if (verdict === 'solved') return paint('green', words.solved(all));
  if (verdict === 'unknown') return paint('yellow', words.untold(count('unknown'), all));
  return paint('red', words.unsolved(count('fail'), all, count('unknown')));
}

type Full = Required<Layout>;
const complete = ({ width = 100, paint = plain, language = 'en' }: Layout): Full => ({ width, paint, language });

type Label = keyof (typeof REPORT_WORDS)['en']['labels'];
function labelled(label: Label, text: string, { width, paint, language }: Full): string[] {
  const name = REPORT_WORDS[language].labels[label];
  return hanging(`    ${paint('dim', name)}${pad(name, 8).slice(name.length)}`, text, width);
}

function found(finding: Finding, layout: Full): string[] {
  const where = finding.where.join(', ');
  return [...labelled('found', finding.actual, layout), ...(where === '' ? [] : labelled('where', where, layout))];
}

function cause(id: string, finding: Finding, layout: Full): string[] {
  const { meanings } = REPORT_WORDS[layout.language];
  const lines = [...labelled('check', id, layout)];
  if (finding.cause) lines.push(...labelled('cause', finding.cause, layout));
  if (finding.code) lines.push(...labelled('code', `${finding.code}: ${meanings[finding.code]}`, layout));
  if (finding.trace)
    lines.push(...renderTrace(finding.trace, { ...layout, width: layout.width - 4 }).map((line) => `    ${line}`));
  return lines;
}

function remarks({ advice }: Report, layout: Full): string[] {
  const { width, paint, language } = layout;
  if (advice.length === 0) return [];
  return [
    '',
    paint('bold', REPORT_WORDS[language].remarks),
    ...advice.flatMap(({ finding }) => [
      ...hanging(`${paint('yellow', '!')} `, finding.expected, width),
      ...found(symptom(finding), layout),
    ]),
  ];
}

function gaps({ gaps }: Report, { width, paint, language }: Full): string[] {
  if (gaps.length === 0) return [];
  return [
    '',
    paint('bold', REPORT_WORDS[language].gaps),
    ...gaps.flatMap(({ command, reason }) => hanging(`${paint('yellow', '?')} aws ${command}: `, reason, width)),
  ];
}
