import { BreakfixError } from '../lib/error.ts';
import type { Scenario } from '../lib/scenario.ts';
import { scenarios } from '../scenarios/index.ts';
import { type Given, text } from './verb.ts';

/** Nothing longer is a scenario's name with a slip of the finger. */
const LONGEST = 80;

/** The scenario that a verb was called with; an unknown name is answered with the closest one. */
export function givenScenario(given: Given): Scenario {
  const id = text(given, 'id') ?? '';
  const found = scenarios.find((scenario) => scenario.id === id);
  if (found) return found;
  const typed = id.slice(0, LONGEST).toLowerCase();
  const [closest] = scenarios.map((scenario) => scenario.id).sort((a, b) => distance(typed, a) - distance(typed, b));
  const near = closest !== undefined && distance(typed, closest) <= Math.max(3, typed.length / 2);
  const tryThis = near ? `${closest}, or breakfix list for all` : 'breakfix list';
  throw new BreakfixError('UNKNOWN_SCENARIO', `There is no case ${id.trim() || `'${id}'`}.`, tryThis, 64);
}

/** How many letters to add, drop or change; letters missing at the ends of `typed` count a quarter. */
function distance(typed: string, id: string): number {
  if (typed !== '' && id.includes(typed)) return (id.length - typed.length) / 4;
  let row = Array.from({ length: id.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...typed].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...id].entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[id.length] ?? 0;
}
