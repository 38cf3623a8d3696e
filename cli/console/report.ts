import type { CheckResult, Report } from '../../console/server/labs.ts';
import { renderJson } from '../../grader/render-json.ts';
import { verdictLine } from '../../grader/render-text.ts';
import type { CheckResult as Checked } from '../../grader/report.ts';
import type { Scenario } from '../../lib/scenario.ts';
import { type Graded, gradeLab, lastReport } from '../grade-lab.ts';
import type { Context, Target } from '../verb.ts';

/** Grades a lab as `breakfix grade` does, and tells the symptoms only. */
export async function reportView(context: Context, target: Target, scenario: Scenario): Promise<Report> {
  return viewOf(await gradeLab(target, scenario, context.lang), context);
}

/** What the lab was graded as last, while it is deployed. */
export async function lastReportView(
  context: Context,
  target: Target,
  scenario: Scenario,
): Promise<Report | undefined> {
  const graded = await lastReport(target, scenario, context.lang);
  return graded && viewOf(graded, context);
}

function viewOf(graded: Graded, context: Context): Report {
  const { verdict, gradedAt, checks, advice, gaps } = renderJson(graded);
  const { quality } = graded;
  const { quality: words } = context.words;
  return {
    verdict,
    says: verdictLine(graded, { language: context.lang }),
    gradedAt,
    checks: checks.map(checkView),
    advice: advice.map(checkView),
    gaps: gaps.map(({ command, reason }) => `aws ${command}: ${reason}`),
    ...(quality && {
      quality: {
        says: words.head(quality.points),
        reasons: quality.deductions.map(({ what, points }) => `-${points} ${words.why[what]}`),
      },
    }),
  };
}

function checkView({ id, finding: { verdict, expected, actual, where } }: Checked): CheckResult {
  return { id, verdict, expected, actual, where };
}
