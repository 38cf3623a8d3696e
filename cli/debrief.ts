import { select } from '@clack/prompts';
import { WRITINGS } from '../learner/deed.ts';
import { BreakfixError } from '../lib/error.ts';
import type { Scenario } from '../lib/scenario.ts';
import { commandName } from './command-name.ts';
import { type Case, openCase } from './debrief-case.ts';
import { drill, drillOnce, ratingsOf } from './debrief-drill.ts';
import { keepFile, principlesLine, translate, writeReply, writeStar } from './debrief-writings.ts';
import { terminalLayout } from './layout.ts';
import { paint } from './output.ts';
import { answered } from './prompt.ts';
import { renderEvidence, renderWays } from './render-debrief.ts';
import { renderQuestions, section } from './render-markdown.ts';
import { givenScenario } from './scenario.ts';
import { type Context, flag, type Given, type Run, text } from './verb.ts';

const PARTS = ['cause', 'trace', 'evidence', 'drill', 'reply', 'star', 'translation'] as const;
type Part = (typeof PARTS)[number];

/** Talks a solved case over: what it was, what everybody saw, and what an interviewer would ask. */
export const run: Run = async (given, context) => {
  const scenario = givenScenario(given);
  const part = partOf(text(given, 'part'));
  const kept = keepGiven(given, context, openCase(context, scenario));
  if (!kept) await debrief(context, scenario, part, flag(given, 'strict'));
  context.emit({ ...describe(openCase(context, scenario)), ...kept });
  return 0;
};

/** The readable parts, then whatever the learner wants to practise; one part alone when it is named. */
export async function debrief(context: Context, scenario: Scenario, part?: Part, strict = false): Promise<void> {
  if (part) return show(context, scenario, part, strict);
  for (const each of ['cause', 'trace', 'evidence'] as const) await show(context, scenario, each, strict);
  if (!context.interactive) {
    await show(context, scenario, 'drill', strict);
    return context.note(context.words.debrief.more(scenario.id, commandName()));
  }
  const { again, parts } = context.words.debrief;
  const options = (['drill', 'reply', 'star', 'translation', 'leave'] as const).map((value) => ({
    value,
    label: parts[value],
  }));
  for (;;) {
    const choice = await answered(select({ message: again, options }));
    if (choice === 'leave') return;
    await show(context, scenario, choice, strict);
  }
}

async function show(context: Context, scenario: Scenario, part: Part, strict: boolean): Promise<void> {
  const opened = openCase(context, scenario);
  const { debrief: words } = context.words;
  const { text, failures } = opened;
  switch (part) {
    case 'cause':
      context.print(`${section(words.cause, text.rootCause, terminalLayout())}\n`);
      return context.print(`${principlesLine(context, scenario.principles)}\n`);
    case 'trace':
      context.print(`${paint('bold', words.way)}\n`);
      return context.print(`${failures ? renderWays(failures, context.words) : words.nothingKept}\n`);
    case 'evidence': {
      const tables = failures?.flatMap((failure) => renderEvidence(failure, context.words) ?? []) ?? [];
      if (tables.length > 0) context.print(`${paint('bold', words.evidence)}\n\n${tables.join('\n\n')}\n`);
      return;
    }
    case 'drill':
      if (context.interactive) return drill(context, opened, strict);
      context.print(paint('bold', words.drill));
      return context.print(`\n${renderQuestions(text.chainQuestions, terminalLayout())}\n`);
    default:
      return practise(context, opened, part);
  }
}

const PRACTICE = { reply: writeReply, star: writeStar, translation: translate } as const;

async function practise(context: Context, opened: Case, part: keyof typeof PRACTICE): Promise<void> {
  if (context.interactive) return PRACTICE[part](context, opened);
  const tryThis = `--${part} FILE, or --${part} - for standard input`;
  throw new BreakfixError('NO_TERMINAL', 'Nobody can write here: this is no terminal.', tryThis, 64);
}

/** What was answered or written on the command line is kept without asking anything; undefined where nothing was. */
function keepGiven(given: Given, context: Context, opened: Case): object | undefined {
  const number = text(given, 'question');
  const files = WRITINGS.flatMap((what) => {
    const file = text(given, what);
    return file === undefined ? [] : [{ what, file }];
  });
  if (number === undefined && files.length === 0) return undefined;
  for (const { what, file } of files) keepFile(context, opened, what, file, text(given, 'rubric'));
  if (number === undefined) return {};
  const answer = drillOnce(context, opened, { number, answer: text(given, 'answer'), rating: text(given, 'rate') });
  const { number: asked, question, answer: model } = answer;
  context.print(renderQuestions([{ question: `**Q${asked}** ${question}`, answer: model }], terminalLayout()));
  return { asked: answer };
}

function partOf(given: string | undefined): Part | undefined {
  if (given === undefined) return undefined;
  const part = PARTS.find((each) => each === given);
  if (part) return part;
  throw new BreakfixError('USAGE', `--part ${given} is not known.`, `--part ${PARTS.join(', ')}`, 64);
}

/** All of it, for a program. */
function describe({ scenario, terms, text, failures, entries, attempt }: Case) {
  const ratings = ratingsOf(entries);
  const wrote = entries.flatMap((entry) => (entry.kind === 'wrote' ? [{ at: entry.at, ...entry.deed }] : []));
  return {
    scenario: scenario.id,
    variant: terms.variant,
    principles: scenario.principles,
    solvedAt: attempt.solvedAt,
    rootCause: text.rootCause,
    failures,
    questions: text.chainQuestions.map((each, i) => ({ number: i + 1, ...each, rating: ratings.get(i) })),
    writings: Object.fromEntries(WRITINGS.map((what) => [what, wrote.findLast((each) => each.what === what)])),
  };
}
