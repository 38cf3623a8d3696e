import type { Scenario } from '../lib/scenario.ts';
import { drawTerms, type Terms } from '../lib/terms.ts';
import { allRecords } from './lab-record.ts';
import type { Context } from './verb.ts';

/**
 * The terms on which a scenario was last deployed to the chosen target, from our own record, so that no text has to ask
 * AWS; those of a deployment without a seed where there is no record.
 */
export function recordedTerms({ targetName, region }: Context, scenario: Scenario): Terms {
  const [record] = allRecords()
    .filter(({ id, target }) => id === scenario.id && target === targetName)
    .filter((each) => region === undefined || each.region === region)
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  return record ? drawTerms(scenario, record.seed, record.variant) : drawTerms(scenario);
}
