import { multiline, multiselect } from '@clack/prompts';
import type { Writing } from '../learner/deed.ts';
import { BreakfixError } from '../lib/error.ts';
import { readText } from '../lib/text.ts';
import type { Case } from './debrief-case.ts';
import { terminalLayout } from './layout.ts';
import { note } from './logbook.ts';
import { paint } from './output.ts';
import { answered, cleanText } from './prompt.ts';
import { section } from './render-markdown.ts';
import { POINTS, visiblePoints, wordsIn } from './rubric.ts';
import type { Context } from './verb.ts';
import { forgetDraft, readWriting, type Written, write } from './writing.ts';

/** The reply to the customer: the learner writes it, then holds it against the nine points. */
export async function writeReply(context: Context, { scenario, text }: Case): Promise<void> {
  const { debrief } = context.words;
  context.print(`${section(text.title, text.ticket, terminalLayout())}\n`);
  context.print(`${debrief.replyTask}\n${debrief.rubric.map((point, i) => `  ${i + 1}. ${point}`).join('\n')}\n`);
  const written = await write(context, scenario.id, 'reply');
  if (written.text === '') return context.print(debrief.empty);
  context.print(`${debrief.took(written.seconds)} ${debrief.wordCount(wordsIn(written.text))}`);
  const visible = visiblePoints(written.text);
  let points: number[] = visible;
  try {
    points = await answered(
      multiselect({
        message: debrief.rubricAsk,
        options: debrief.rubric.map((label, value) => ({ value, label })),
        initialValues: visible,
        required: false,
      }),
    );
  } catch (error) {
    // The reply is kept although it was not held against the rubric.
    keep(context, scenario.id, 'reply', written);
    throw error;
  }
  context.print(debrief.rubricOf(points.length));
  keep(context, scenario.id, 'reply', written, rubricOf(points));
}

/** A note of the case for the interview, in its four parts; what the logbook knows is offered as a draft. */
export async function writeStar(context: Context, { scenario, text, attempt }: Case): Promise<void> {
  const { debrief } = context.words;
  context.print(`${debrief.starTask}\n${principlesLine(context, scenario.principles)}\n`);
  const minutes = attempt.seconds === undefined ? undefined : Math.ceil(attempt.seconds / 60);
  const drafts = {
    situation: debrief.starDrafts.situation(text.title),
    ...(minutes !== undefined && { result: debrief.starDrafts.result(minutes, attempt.misses) }),
  };
  const start = Date.now();
  const parts: string[] = [];
  const soFar = () => ({ text: parts.join('\n\n'), seconds: Math.round((Date.now() - start) / 1000) });
  try {
    for (const part of ['situation', 'task', 'action', 'result'] as const) {
      const initialValue = part in drafts ? drafts[part as keyof typeof drafts] : undefined;
      const message = debrief.starParts[part];
      const answer = cleanText(
        (await answered(multiline({ message, ...(initialValue !== undefined && { initialValue }) }))) ?? '',
      );
      if (answer !== '') parts.push(`${message}: ${answer}`);
    }
  } finally {
    if (parts.length > 0) keep(context, scenario.id, 'star', soFar());
  }
  if (parts.length === 0) context.print(debrief.empty);
}

/** The Korean ticket into English, against the clock. */
export async function translate(context: Context, { scenario, terms }: Case): Promise<void> {
  const { debrief } = context.words;
  const [korean, english] = [readText(scenario.id, 'ko', terms), readText(scenario.id, 'en', terms)];
  context.print(`${section(korean.title, korean.ticket, terminalLayout())}\n`);
  context.print(`${debrief.translationTask}\n`);
  const written = await write(context, scenario.id, 'translation');
  if (written.text === '') return context.print(debrief.empty);
  keep(context, scenario.id, 'translation', written);
  context.print(`${debrief.took(written.seconds)}\n`);
  context.print(section(debrief.translationModel, `**${english.title}**\n\n${english.ticket}`, terminalLayout()));
}

/** Something that was written elsewhere, in a file or on standard input. `rubric`: the points that it has, `1,2,9`. */
export function keepFile(
  context: Context,
  { scenario }: Case,
  what: Writing,
  file: string,
  rubric: string | undefined,
): Written {
  const written = readWriting(file);
  if (written.text === '') throw new BreakfixError('EMPTY', context.words.debrief.empty, 'a file with text in it', 65);
  const points = what === 'reply' ? (pointsNamed(rubric) ?? visiblePoints(written.text)) : undefined;
  keep(context, scenario.id, what, written, points && rubricOf(points));
  return written;
}

function pointsNamed(rubric: string | undefined): number[] | undefined {
  if (rubric === undefined) return undefined;
  const points = rubric.split(',').map((each) => Number(/^\s*([1-9])\s*$/.exec(each)?.[1]) - 1);
  if (points.every((point) => point >= 0)) return points;
  throw new BreakfixError('USAGE', `--rubric ${rubric} names no points.`, '--rubric 1,2,9', 64);
}

/** The principles that a case gives a story for. */
export function principlesLine({ words }: Context, principles: Case['scenario']['principles']): string {
  return `${paint('bold', words.debrief.principles)}: ${principles.map((each) => words.debrief.principle[each]).join(', ')}`;
}

const rubricOf = (points: readonly number[]) => Array.from({ length: POINTS }, (_, point) => points.includes(point));

function keep(
  context: Context,
  scenario: string,
  what: Writing,
  { text, seconds }: Written,
  rubric?: readonly boolean[],
): void {
  const { debrief } = context.words;
  const kept = note(scenario, 'wrote', { what, text, seconds, ...(rubric && { rubric }) });
  if (kept) forgetDraft(scenario, what);
  context.note(kept ? debrief.written : debrief.notWritten);
}
