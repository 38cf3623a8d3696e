import type { CheckResult, Report } from '../../console/server/labs.ts';
import { renderJson } from '../../grader/render-json.ts';
import { verdictLine } from '../../grader/render-text.ts';
import type { CheckResult as Graded } from '../../grader/report.ts';
import type { Scenario } from '../../lib/scenario.ts';
import { gradeLab } from '../grade-lab.ts';
import type { Context, Target } from '../verb.ts';

/** Grades a lab as `breakfix grade` does, and tells the symptoms only. */
export async function reportView(context: Context, target: Target, scenario: Scenario): Promise<Report> {
  const graded = await gradeLab(target, scenario, context.lang);
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

function checkView({ id, finding: { verdict, expected, actual, where } }: Graded): CheckResult {
  return { id, verdict, expected, actual, where };
}
