import type { CheckResult, Report } from './report.ts';
import { symptom } from './symptom.ts';

/** A report for a program: as it is with `explain`, otherwise without what would give the answer away. */
export function renderJson(report: Report, { explain = false }: { explain?: boolean } = {}): Report {
  if (explain) return report;
  return { ...report, checks: report.checks.map(symptomOnly), advice: report.advice.map(symptomOnly) };
}

function symptomOnly({ id, finding }: CheckResult): CheckResult {
  return { id, finding: symptom(finding) };
}
