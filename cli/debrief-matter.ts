import { type Debrief, debriefOf } from '../grader/debrief.ts';
import { attempts } from '../learner/attempt.ts';
import { SEED_TAG, tagValue, VARIANT_TAG } from '../lib/place.ts';
import type { Scenario } from '../lib/scenario.ts';
import { drawTerms, type Terms } from '../lib/terms.ts';
import { readText, type Text } from '../lib/text.ts';
import { type LabSnapshots, latestSnapshots } from './lab-snapshots.ts';
import { recordedTerms } from './lab-terms.ts';
import { entries } from './logbook.ts';
import type { Context } from './verb.ts';

/** What a debrief is about: a case as it was deployed last, and what the lab looked like, as far as that was kept. */
export interface Matter {
  readonly scenario: Scenario;
  readonly terms: Terms;
  readonly text: Text;
  readonly hasAfter: boolean;
  /** Undefined where nothing was kept of the lab. */
  readonly debrief: Debrief | undefined;
}

export function gather(context: Context, scenario: Scenario): Matter {
  const kept = latestSnapshots(context, scenario.id);
  const terms = termsFor(context, scenario, kept);
  return {
    scenario,
    terms,
    text: readText(scenario.id, context.lang, terms),
    hasAfter: kept?.after !== undefined,
    debrief: kept && debriefOf(scenario, terms, { ...kept, startedAt: kept.record.startedAt }, context.lang),
  };
}

/** Those of the lab that was kept, by its tags; else those of the latest attempt. */
function termsFor(context: Context, scenario: Scenario, kept: LabSnapshots | undefined): Terms {
  const tags = kept?.before.Vpcs.map(({ Tags = [] }) => Tags).find((each) => tagValue(each, SEED_TAG));
  if (!tags) return attemptedTerms(context, scenario);
  return drawTerms(scenario, tagValue(tags, SEED_TAG), tagValue(tags, VARIANT_TAG));
}

/** The terms of the latest attempt that the logbook tells of; else those of what our own record says. */
export function attemptedTerms(context: Context, scenario: Scenario): Terms {
  const latest = attempts(entries(scenario.id)).at(-1)?.terms;
  try {
    if (latest) return drawTerms(scenario, latest.seed, latest.variant);
  } catch {
    // A logbook of another release may name a variant that is gone.
  }
  return recordedTerms(context, scenario);
}
