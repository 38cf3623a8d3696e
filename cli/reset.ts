import { findStack, stackName } from '../lib/lab-stack.ts';
import { SEED_TAG, tagValue, VARIANT_TAG } from '../lib/place.ts';
import type { Scenario } from '../lib/scenario.ts';
import { deployLab, type Wishes, wishes } from './deploy.ts';
import { clear } from './destroy.ts';
import { exclusively } from './lab-lock.ts';
import { type LabRecord, type Place, readRecord } from './lab-record.ts';
import { notDeployed } from './not-deployed.ts';
import { givenScenario } from './scenario.ts';
import type { Context, Given, Target } from './verb.ts';

/** Brings back the broken state. */
export async function run(given: Given, context: Context): Promise<number> {
  const scenario = givenScenario(given);
  const record = await resetLab(context, await context.target({ start: true }), scenario, wishes(given));
  const { id, variant, seed, target, account, region, startedAt } = record;
  context.emit({ reset: { scenario: id, variant, seed, target, account, region, since: startedAt } });
  return 0;
}

/** Destroys a lab with all that was made in it and deploys it anew, on the same terms unless others are wished for. */
export async function resetLab(
  context: Context,
  target: Target,
  scenario: Scenario,
  wanted: Wishes = {},
): Promise<LabRecord> {
  const { account } = await target.identity();
  const place = { target: target.name, account, region: target.region };
  return exclusively({ ...place, id: scenario.id }, () => startOver(context, target, place, scenario, wanted));
}

async function startOver(
  context: Context,
  target: Target,
  place: Place,
  scenario: Scenario,
  wanted: Wishes,
): Promise<LabRecord> {
  const record = readRecord(place, scenario.id);
  const stack = await findStack(target.clients, stackName(scenario.id));
  if (!stack && !record) throw notDeployed(scenario.id, target);
  const tag = (key: string) => tagValue(stack?.Tags, key);
  const seed = wanted.seed ?? tag(SEED_TAG) ?? record?.seed;
  // Another seed draws another variant, unless one is named.
  const variant = wanted.variant ?? (wanted.seed === undefined ? (tag(VARIANT_TAG) ?? record?.variant) : undefined);
  await clear(context, target, scenario.id);
  return deployLab(context, target, scenario, { seed, variant });
}
