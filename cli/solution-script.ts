import { fixScript, isIdentifier } from '../grader/fix-script.ts';
import { reference } from '../grader/shell-word.ts';
import { findStack, stackName } from '../lib/lab-stack.ts';
import { findPlaces } from '../lib/place.ts';
import type { Scenario } from '../lib/scenario.ts';
import type { Terms } from '../lib/terms.ts';
import { labAccount } from './grade-lab.ts';
import { physicalIds, type Recording, recordFix } from './record-fix.ts';
import type { Target } from './verb.ts';

/** The fixes of a scenario that suit a variant, by what they are called. */
export function fixesFor({ fixes }: Scenario, variant: string) {
  return Object.entries(fixes).filter(([, { variants }]) => variants === undefined || variants.includes(variant));
}

/**
 * A fix of a scenario as AWS CLI commands, made from the calls of the fix that the tests prove. The ids are those of the
 * lab at the target; without one, shell variables stand for its places.
 */
export async function solutionScript(
  scenario: Scenario,
  terms: Terms,
  name: string,
  target: Target | undefined,
  region: string,
): Promise<string> {
  const fix = scenario.fixes[name];
  if (!fix) throw new Error(`${scenario.id} has no fix ${name}`);
  const recording = await recordFix(scenario, terms, fix, region);
  const deployed = target && (await findStack(target.clients, stackName(scenario.id)));
  return fixScript(recording.calls, deployed ? await idsAt(target, scenario, recording) : variables(recording));
}

/** What the recorded lab's ids are called at the target: by logical id, and by place where the learner replaced one. */
async function idsAt(target: Target, scenario: Scenario, recording: Recording): Promise<Map<string, string>> {
  const theirs = await physicalIds(target.clients, scenario);
  const places = findPlaces(await labAccount(target, scenario));
  const pairs = [
    ...[...recording.resources].map(([logical, id]) => [id, theirs.get(logical)] as const),
    ...Object.entries(recording.places).map(([place, ids]) => [ids[0], places[place]?.[0]] as const),
  ];
  return new Map(pairs.flatMap(([from, to]) => (from && to && isIdentifier(from) ? [[from, to] as const] : [])));
}

function variables({ places }: Recording): Map<string, string> {
  return new Map(
    Object.entries(places).flatMap(([place, [id]]) => (id ? [[id, reference(variableName(place))] as const] : [])),
  );
}

function variableName(place: string): string {
  return place
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/\W/g, '_')
    .toUpperCase();
}
