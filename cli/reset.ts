import { findStack, stackName } from '../lib/lab-stack.ts';
import { VARIANT_TAG } from '../lib/place.ts';
import type { Scenario } from '../lib/scenario.ts';
import { deployLab } from './deploy.ts';
import { clear } from './destroy.ts';
import { exclusively } from './lab-lock.ts';
import { type LabRecord, type Place, readRecord } from './lab-record.ts';
import { notDeployed } from './not-deployed.ts';
import { givenScenario } from './scenario.ts';
import { type Context, type Given, type Target, text } from './verb.ts';

/** Brings back the broken state. */
export async function run(given: Given, context: Context): Promise<number> {
  const scenario = givenScenario(given);
  const record = await resetLab(context, await context.target({ start: true }), scenario, text(given, 'variant'));
  const { id, variant, target, account, region, startedAt } = record;
  context.emit({ reset: { scenario: id, variant, target, account, region, since: startedAt } });
  return 0;
}

/** Destroys a lab with all that was made in it and deploys it anew, in the same variant unless another is named. */
export async function resetLab(
  context: Context,
  target: Target,
  scenario: Scenario,
  wanted?: string,
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
  wanted: string | undefined,
): Promise<LabRecord> {
  const record = readRecord(place, scenario.id);
  const stack = await findStack(target.clients, stackName(scenario.id));
  if (!stack && !record) throw notDeployed(scenario.id, target);
  const variant = wanted ?? stack?.Tags?.find((tag) => tag.Key === VARIANT_TAG)?.Value ?? record?.variant;
  await clear(context, target, scenario.id);
  return deployLab(context, target, scenario, variant);
}
