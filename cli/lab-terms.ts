import type { Scenario } from '../lib/scenario.ts';
import { drawTerms, type Terms } from '../lib/terms.ts';
import { allRecords } from './lab-record.ts';
import { latestSnapshots } from './lab-snapshots.ts';
import type { Context } from './verb.ts';

/**
 * The terms on which a scenario was last deployed to the chosen target, from our own record, so that no text has to ask
 * AWS; a lab that is gone left its snapshots. Those of a deployment without a seed where there is neither.
 */
export function recordedTerms({ targetName, region }: Context, scenario: Scenario): Terms {
  const [record] = allRecords()
    .filter(({ id, target }) => id === scenario.id && target === targetName)
    .filter((each) => region === undefined || each.region === region)
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  const known = record ?? latestSnapshots({ targetName, region }, scenario.id)?.record;
  return known ? drawTerms(scenario, known.seed, known.variant) : drawTerms(scenario);
}
