import { attempts } from '../learner/attempt.ts';
import { BreakfixError } from '../lib/error.ts';
import type { Scenario } from '../lib/scenario.ts';
import { readText } from '../lib/text.ts';
import { recordedTerms } from './lab-terms.ts';
import { terminalLayout } from './layout.ts';
import { entries, note } from './logbook.ts';
import { section } from './render-markdown.ts';
import { givenScenario } from './scenario.ts';
import { type Context, type Run, text } from './verb.ts';

/** Shows the next hint, or the one that was asked for by number. */
export const run: Run = async (given, context) => {
  showHint(givenScenario(given), context, text(given, 'number'));
  return 0;
};

/** Shows a hint: the next that was not shown yet (the last again once all were), or hint `wanted`. */
export function showHint(of: Scenario, context: Context, wanted?: string): void {
  const scenario = of.id;
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
  context.print(section(`Hint ${number} of ${hints.length}`, hint, terminalLayout()));
  if (!kept)
    context.note(`It could not be written down. The next one: breakfix hint ${scenario} --number ${number + 1}`);
  if (number === hints.length) context.note(`That was the last one. The answer: breakfix solution ${scenario}`);
  context.emit({ scenario, number, of: hints.length, hint });
}
