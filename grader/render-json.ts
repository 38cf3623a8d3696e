import type { CheckResult, Report } from './report.ts';

/** A report for a program: as it is with `explain`, otherwise without what would give the answer away. */
export function renderJson(report: Report, { explain = false }: { explain?: boolean } = {}): Report {
  if (explain) return report;
  return { ...report, checks: report.checks.map(symptomOnly), advice: report.advice.map(symptomOnly) };
}

function symptomOnly({ id, finding }: CheckResult): CheckResult {
  const { verdict, expected, actual, where } = finding;
  return { id, finding: { verdict, expected, actual, where } };
}
