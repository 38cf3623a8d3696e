import type { Finding } from '../lib/check/finding.ts';
import type { Language } from '../lib/text.ts';
import type { CheckResult, Report } from './report.ts';
import { symptom } from './symptom.ts';
import { REPORT_WORDS } from './words/index.ts';

/** A report as JUnit XML, one test case for each check; a check that cannot be decided is an error, not a failure. */
export function renderJunit(report: Report, language: Language = 'en'): string {
  const count = (verdict: Finding['verdict']) => report.checks.filter((c) => c.finding.verdict === verdict).length;
  const totals = { tests: report.checks.length, failures: count('fail'), errors: count('unknown') };
  const suite = { name: report.scenario, ...totals, skipped: 0, timestamp: report.gradedAt };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'breakfix', ...totals })}>`,
    `  <testsuite${attributes(suite)}>`,
    '    <properties>',
    `      <property${attributes({ name: 'account', value: report.account })}/>`,
    `      <property${attributes({ name: 'region', value: report.region })}/>`,
    '    </properties>',
    ...report.checks.flatMap((check) => testCase(report.scenario, check, language)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(scenario: string, { id, finding }: CheckResult, language: Language): string[] {
  const { labels } = REPORT_WORDS[language];
  const open = `    <testcase${attributes({ classname: `breakfix.${scenario}`, name: id })}`;
  if (finding.verdict === 'pass') return [`${open}/>`];
  const element = finding.verdict === 'fail' ? 'failure' : 'error';
  const body = [
    `${labels.expected}: ${finding.expected}`,
    `${labels.found}: ${finding.actual}`,
    `${labels.where}: ${symptom(finding).where.join(', ')}`,
  ];
  return [
    `${open}>`,
    `      <${element}${attributes({ message: finding.actual })}>${escapeXml(body.join('\n'))}</${element}>`,
    '    </testcase>',
  ];
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML 1.0, which has no way at all to say most control characters. */
function escapeXml(text: string): string {
  const said = [...text].filter((character) => character >= ' ' || '\t\n\r'.includes(character)).join('');
  return said.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
