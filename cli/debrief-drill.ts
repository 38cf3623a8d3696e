import { multiline, select } from '@clack/prompts';
import { type Entry, RATINGS, type Rating } from '../learner/deed.ts';
import { BreakfixError } from '../lib/error.ts';
import type { Case } from './debrief-case.ts';
import { terminalLayout } from './layout.ts';
import { note } from './logbook.ts';
import { answered, cleanText } from './prompt.ts';
import { renderMarkdown, section } from './render-markdown.ts';
import type { Context } from './verb.ts';

/** How the learner rated the latest answer to each question. */
export function ratingsOf(entries: readonly Entry[]): ReadonlyMap<number, Rating | undefined> {
  return new Map(
    entries.flatMap(({ kind, deed }) => (kind === 'drilled' ? [[deed.question, deed.rating] as const] : [])),
  );
}

/**
 * Asks the questions that are not mastered yet, one at a time: the learner answers, sees a good answer and rates their own.
 * Each is written down as it is rated; with `strict` the first that is not right ends it, as in an interview.
 */
export async function drill(context: Context, { scenario, text, entries }: Case, strict: boolean): Promise<void> {
  const { debrief } = context.words;
  const ratings = new Map(ratingsOf(entries));
  const questions = text.chainQuestions;
  const numbers = [...questions.keys()].filter((number) => ratings.get(number) !== 'right');
  if (numbers.length === 0) return context.print(debrief.drillDone);
  context.print(`${debrief.drillIntro(numbers.length, questions.length)}\n`);
  for (const number of numbers) {
    const { question, answer } = questions[number]!;
    context.print(renderMarkdown(`**Q${number + 1}** ${question}`, terminalLayout()));
    const mine = cleanText((await answered(multiline({ message: debrief.yourAnswer }))) ?? '');
    context.print(`\n${section(debrief.modelAnswer, answer, terminalLayout())}\n`);
    const rating = await rate(context, scenario.id, number, mine);
    ratings.set(number, rating);
    keep(context, scenario.id, { question: number, answer: mine, rating });
    if (strict && rating !== 'right') {
      context.print(debrief.strictStop);
      break;
    }
  }
  const right = [...ratings.values()].filter((rating) => rating === 'right').length;
  context.print(debrief.drilled(right, questions.length));
}

/** The learner's rating; what they answered is kept even when they leave at this point. */
async function rate({ words }: Context, scenario: string, question: number, answer: string): Promise<Rating> {
  const options = RATINGS.map((value) => ({ value, label: words.debrief.ratings[value] }));
  try {
    return await answered(select({ message: words.debrief.rate, options }));
  } catch (error) {
    if (answer !== '') note(scenario, 'drilled', { question, answer });
    throw error;
  }
}

/** An answer from the command line: `number` counts from 1, as the questions are shown. */
export function drillOnce(
  context: Context,
  { scenario, text }: Case,
  given: { number: string; answer: string | undefined; rating: string | undefined },
) {
  const question = Number(/^\d{1,3}$/.exec(given.number)?.[0]) - 1;
  const asked = text.chainQuestions[question];
  if (!asked) {
    const what = `There is no question ${given.number}.`;
    throw new BreakfixError('USAGE', what, `--question 1 to ${text.chainQuestions.length}`, 64);
  }
  if (given.answer === undefined) return { number: question + 1, ...asked };
  const rating = RATINGS.find((each) => each === given.rating);
  if (given.rating !== undefined && !rating) {
    throw new BreakfixError('USAGE', `--rate ${given.rating} is not known.`, `--rate ${RATINGS.join(', ')}`, 64);
  }
  const mine = cleanText(given.answer);
  keep(context, scenario.id, { question, answer: mine, ...(rating && { rating }) });
  return { number: question + 1, ...asked, mine, rating };
}

function keep(context: Context, scenario: string, deed: { question: number; answer: string; rating?: Rating }): void {
  if (!note(scenario, 'drilled', deed)) context.note(context.words.debrief.notWritten);
}
