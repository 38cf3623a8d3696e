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
  const terms = await deployedTerms(target, scenario);
  const account = await labAccount(target, scenario);
  const place = { target: target.name, account: account.AccountId, region: target.region };
  const kept = readSnapshots(place, scenario.id, readRecord(place, scenario.id));
  const at = (state: Account) => grade(scenario, state, terms, context.lang);
  const sights = sightsOf(at(account), kept && at(kept.before));
  const names = new Map(namedResources(account).map(({ id, name }) => [id, name]));
  note(scenario.id, 'hinted', { hint: 'account' });
  context.print(`${paint('bold', words.account)}\n`);
  context.print(linesOf(sights, names, context).join('\n'));
  context.note(words.cost(HINT_COSTS.account));
  context.emit({ scenario: scenario.id, hint: 'account', ...sights });
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
export function showHint(of: Scenario, context: Context, wanted?: string): void {
  const scenario = of.id;
  const { hint: words } = context.words;
  const { hints } = readText(scenario, context.lang, recordedTerms(context, of));
  const shown =
    attempts(entries(scenario))
      .at(-1)
      ?.hints.filter((each) => typeof each === 'number') ?? [];
  const last = Math.max(0, ...shown);
  const number = wanted === undefined ? Math.min(last + 1, hints.length) : Number(/^\d+$/.exec(wanted)?.[0]);
  const hint = hints[number - 1];
  if (hint === undefined) {
    throw new BreakfixError(
      'USAGE',
      `There is no hint ${wanted}.`,
      `breakfix hint ${scenario} --number 1 (to ${hints.length})`,
      64,
    );
  }
  const kept = shown.includes(number as 1 | 2 | 3) || note(scenario, 'hinted', { hint: number as 1 | 2 | 3 });
  context.print(section(words.number(number, hints.length), hint, terminalLayout()));
  if (!kept) context.note(words.notWritten(scenario, number + 1));
  if (number === hints.length) context.note(words.last(scenario));
  context.emit({ scenario, number, of: hints.length, hint });
}
