import { grade } from '../grader/grade.ts';
import { type Sights, sightsOf } from '../grader/sight.ts';
import { attempts } from '../learner/attempt.ts';
import { HINT_COSTS } from '../learner/score.ts';
import type { Account } from '../lib/account/types.ts';
import { BreakfixError } from '../lib/error.ts';
import { namedResources } from '../lib/place.ts';
import type { Scenario } from '../lib/scenario.ts';
import { readText } from '../lib/text.ts';
import { deployedTerms, labAccount } from './grade-lab.ts';
import { readRecord } from './lab-record.ts';
import { readSnapshots } from './lab-snapshots.ts';
import { recordedTerms } from './lab-terms.ts';
import { terminalLayout } from './layout.ts';
import { entries, note } from './logbook.ts';
import { paint } from './output.ts';
import { section } from './render-markdown.ts';
import { givenScenario } from './scenario.ts';
import { type Context, flag, type Run, type Target, text } from './verb.ts';

/** Shows the next hint, or the one that was asked for by number. */
export const run: Run = async (given, context) => {
  const scenario = givenScenario(given);
  if (flag(given, 'account')) await showAccountHint(context, await context.target(), scenario);
  else showHint(scenario, context, text(given, 'number'));
  return 0;
};

/** Tells what the grader sees of the lab as it stands: how far packets get, never what stops them. */
export async function showAccountHint(context: Context, target: Target, scenario: Scenario): Promise<void> {
  const { hint: words } = context.words;
  const { sights, lines } = await accountHint(context, target, scenario);
  context.print(`${paint('bold', words.account)}\n`);
  context.print(lines.join('\n'));
  context.note(words.cost(HINT_COSTS.account));
  context.emit({ scenario: scenario.id, hint: 'account', ...sights });
}

/** What the grader sees of the lab as it stands, as facts and as lines of Markdown; that it was told is written down. */
export async function accountHint(
  context: Context,
  target: Target,
  scenario: Scenario,
): Promise<{ readonly sights: Sights; readonly lines: readonly string[] }> {
  const terms = await deployedTerms(target, scenario);
  const account = await labAccount(target, scenario);
  const place = { target: target.name, account: account.AccountId, region: target.region };
  const kept = readSnapshots(place, scenario.id, readRecord(place, scenario.id));
  const at = (state: Account) => grade(scenario, state, terms, context.lang);
  const sights = sightsOf(at(account), kept && at(kept.before));
  const names = new Map(namedResources(account).map(({ id, name }) => [id, name]));
  note(scenario.id, 'hinted', { hint: 'account' });
  return { sights, lines: linesOf(sights, names, context) };
}

function linesOf({ untouched, failing }: Sights, names: ReadonlyMap<string, string>, { words }: Context): string[] {
  const { hint } = words;
  if (failing.length === 0) return [hint.solved];
  const told = failing.flatMap(({ expected, actual, broken, reached }) => {
    const last = reached?.last && (names.get(reached.last.component) ?? reached.last.kind);
    return [
      `- ${broken ? hint.broken(expected) : hint.failing(expected, actual)}`,
      ...(reached ? [`  ${hint[reached.direction](last)}`] : []),
    ];
  });
  return untouched ? [hint.untouched, '', ...told] : told;
}

/** Shows a hint: the next that was not shown yet (the last again once all were), or hint `wanted`. */
export function showHint(scenario: Scenario, context: Context, wanted?: string): void {
  const { id } = scenario;
  const { hint: words } = context.words;
  const last = Math.max(0, ...hintsShown(id));
  const { number, of, hint, kept } = takeHint(scenario, context, wanted ?? Math.min(last + 1, 3));
  context.print(section(words.number(number, of), hint, terminalLayout()));
  if (!kept) context.note(words.notWritten(id, number + 1));
  if (number === of) context.note(words.last(id));
  context.emit({ scenario: id, number, of, hint });
}

type HintNumber = 1 | 2 | 3;

/** The written hints that were shown in the latest attempt, and in those before it since it was last solved. */
export function hintsShown(id: string): HintNumber[] {
  const shown = attempts(entries(id)).at(-1)?.hints ?? [];
  return shown.filter((each) => typeof each === 'number');
}

/** A hint by its number; that it was shown is written down, and `kept` tells whether that could be done. */
export function takeHint(scenario: Scenario, context: Context, wanted: string | number) {
  const { id } = scenario;
  const { hints } = readText(id, context.lang, recordedTerms(context, scenario));
  const number = Number(/^\d+$/.exec(String(wanted))?.[0]);
  const hint = hints[number - 1];
  if (hint === undefined) {
    const tryThis = `breakfix hint ${id} --number 1 (to ${hints.length})`;
    throw new BreakfixError('USAGE', `There is no hint ${wanted}.`, tryThis, 64);
  }
  const isKept = hintsShown(id).includes(number as HintNumber);
  const kept = isKept || note(id, 'hinted', { hint: number as HintNumber });
  return { number: number as HintNumber, of: hints.length, hint, kept };
}
