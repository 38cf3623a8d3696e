import type { Diagnosis, Judged, Named, Suspicions } from '../../console/server/labs.ts';
import { DIRECTIONS, REASONS, SUSPECTS } from '../../grader/diagnosis.ts';
import type { Scenario } from '../../lib/scenario.ts';
import { brokenAccount, diagnose, resourcesOf } from '../diagnose.ts';
import { deployedTerms } from '../grade-lab.ts';
import type { Context, Target } from '../verb.ts';

/** What a diagnosis of a deployed lab can name, in words. */
export async function suspicionsView(context: Context, target: Target, scenario: Scenario): Promise<Suspicions> {
  await deployedTerms(target, scenario);
  const account = await brokenAccount(target, scenario);
  const { directions, components, reasons } = context.words.diagnose;
  return {
    directions: DIRECTIONS.map((id) => ({ id, name: directions[id] })),
    components: SUSPECTS.map((id) => ({ id, name: components[id], resources: resourcesOf(account, id).map(named) })),
    reasons: REASONS.map((id) => ({ id, name: reasons[id] })),
  };
}

const named = ({ id, name }: Named): Named => ({ id, name });

/** Judges a diagnosis and writes it down, as `breakfix diagnose` does. */
export async function diagnosisView(
  context: Context,
  target: Target,
  scenario: Scenario,
  { direction, component, resource, reason }: Diagnosis,
): Promise<Judged> {
  const given = { direction, component: resource ? `${component}:${resource}` : component, reason };
  const { right } = await diagnose(context, target, scenario, given);
  return right;
}
