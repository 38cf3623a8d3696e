import type { Deeds, Writing } from '../learner/deed.ts';
import { REPLY_POINTS, tracesIn, WORD_LIMIT, wordsIn } from '../learner/reply.ts';
import { latestWriting } from '../learner/writing.ts';
import { BreakfixError } from '../lib/error.ts';
import { readText } from '../lib/text.ts';
import { type Composed, compose, readComposed } from './compose.ts';
import type { Matter } from './debrief-matter.ts';
import type { Part } from './debrief-part.ts';
import { draftPath, dropDraft } from './draft.ts';
import { terminalLayout } from './layout.ts';
import { entries, note, writeDown } from './logbook.ts';
import { paint } from './output.ts';
import { multiselect } from './prompt.ts';
import { section } from './render-markdown.ts';
import { type Context, type Given, text } from './verb.ts';

/** What was written of a kind in a case, or null, as a program is told of it. */
export const writtenOf = ({ scenario }: Matter, what: Writing) => latestWriting(entries(scenario.id), what) ?? null;

/** Says when it was written before, if it was. */
export function showLatest(matter: Matter, what: Writing, context: Context): void {
  const latest = writtenOf(matter, what);
  if (latest) context.print(`${context.words.debrief.writing.latest(latest.at.slice(0, 10))}\n`);
}

/** Writes it down, and lets go of the draft only then. */
export function keep({ scenario }: Matter, context: Context, deed: Deeds['wrote'], draft: string): void {
  const { writing: words, time } = context.words.debrief;
  if (note(scenario.id, 'wrote', deed)) {
    dropDraft(draft);
    context.print(words.recorded(time(deed.seconds)));
  } else context.note(words.notRecorded);
}

/** Writes down a text that an option names the file of; how long it took nobody knows. */
function recordFile(what: Writing, { scenario }: Matter, given: Given, more: Partial<Deeds['wrote']> = {}) {
  const file = text(given, what);
  if (file === undefined) return undefined;
  const written = readComposed(`--${what}`, file);
  const deed = { what, text: written, seconds: 0, ...more };
  writeDown(scenario.id, 'wrote', deed);
  return deed;
}

export const reply: Part = {
  show(matter, context) {
    const { reply: words } = context.words.debrief;
    context.print(`${paint('bold', words.heading)}\n`);
    for (const [i, point] of REPLY_POINTS.entries()) context.print(`  ${i + 1}. ${words.points[point]}`);
    context.print('');
    showLatest(matter, 'reply', context);
  },
  tell(matter, context) {
    const { points } = context.words.debrief.reply;
    const rubric = REPLY_POINTS.map((point, i) => ({ number: i + 1, point, meaning: points[point] }));
    return { rubric, wordLimit: WORD_LIMIT, latest: writtenOf(matter, 'reply') };
  },
  async work(matter, context) {
    const { heading, message } = context.words.debrief.reply;
    const layout = terminalLayout();
    context.print(`\n${section(heading, matter.text.ticket, layout)}\n`);
    reply.show(matter, context);
    const draft = draftPath(matter.scenario.id, 'reply');
    const written = await compose(context, { message, draft, about: matter.text.ticket });
    if (!written) return;
    showHints(written, context);
    const rubric = await judged(written, context);
    keep(matter, context, { what: 'reply', ...written, ...(rubric && { rubric }) }, draft);
    if (rubric) context.print(context.words.debrief.reply.made(rubric.filter(Boolean).length));
  },
  record(matter, given, context) {
    const rubric = rubricGiven(given, matter.scenario.id);
    const deed = recordFile('reply', matter, given, rubric ? { rubric } : {});
    if (!deed) return undefined;
    showHints(deed, context);
    return { words: wordsIn(deed.text), wordLimit: WORD_LIMIT, traces: tracesIn(deed.text), rubric: rubric ?? null };
  },
};

/** How long it is, and what a program sees of it; the learner decides. */
function showHints({ text: written }: { readonly text: string }, context: Context): void {
  const { reply: words } = context.words.debrief;
  const count = wordsIn(written);
  context.print(paint(count < WORD_LIMIT ? 'green' : 'red', words.words(count, WORD_LIMIT)));
  for (const { point, found } of tracesIn(written)) {
    context.print(`  ${found ? words.found : words.missed}: ${words.points[point]}`);
  }
  context.print(paint('dim', words.hintOnly));
}

async function judged({ text: written }: Composed, context: Context): Promise<boolean[] | undefined> {
  const { reply: words } = context.words.debrief;
  const chosen = await multiselect(context, {
    message: words.check,
    options: REPLY_POINTS.map((value) => ({ value, label: words.points[value] })),
    initialValues: tracesIn(written).flatMap(({ point, found }) => (found ? [point] : [])),
  });
  return chosen && REPLY_POINTS.map((point) => chosen.includes(point));
}

function rubricGiven(given: Given, id: string): boolean[] | undefined {
  const named = text(given, 'rubric');
  if (named === undefined) return undefined;
  const numbers = named.split(',').map((each) => Number(each.trim() || Number.NaN));
  if (text(given, 'reply') !== undefined && numbers.every((each) => REPLY_POINTS[each - 1] !== undefined))
    return REPLY_POINTS.map((_, i) => numbers.includes(i + 1));
  const what = `--rubric names points from 1 to ${REPLY_POINTS.length} of a --reply.`;
  throw new BreakfixError('USAGE', what, `breakfix debrief ${id} --reply FILE --rubric 1,2,5`, 64);
}

/** The English ticket, to hold a translation against. */
export const englishTicket = ({ scenario, terms }: Matter) => readText(scenario.id, 'en', terms).ticket;
export const koreanTicket = ({ scenario, terms }: Matter) => readText(scenario.id, 'ko', terms).ticket;

/** Seconds that a translation may take. */
export const TRANSLATION_TIME = 5 * 60;

export const translation: Part = {
  show(matter, context) {
    context.print(`${section(context.words.debrief.translation.heading, koreanTicket(matter), terminalLayout())}\n`);
    showLatest(matter, 'translation', context);
  },
  tell(matter) {
    const latest = writtenOf(matter, 'translation');
    return { ticket: koreanTicket(matter), model: englishTicket(matter), seconds: TRANSLATION_TIME, latest };
  },
  async work(matter, context) {
    const { translation: words, time } = context.words.debrief;
    translation.show(matter, context);
    const draft = draftPath(matter.scenario.id, 'translation');
    const clock = (seconds: number) => `${time(seconds)} / ${time(TRANSLATION_TIME)}`;
    const written = await compose(context, { message: words.message, draft, about: koreanTicket(matter), clock });
    if (!written) return;
    keep(matter, context, { what: 'translation', ...written }, draft);
    const took = time(written.seconds);
    context.print(written.seconds <= TRANSLATION_TIME ? words.inTime(took) : words.late(took));
    showModel(matter, context);
  },
  record(matter, given, context) {
    if (!recordFile('translation', matter, given)) return undefined;
    showModel(matter, context);
    return { model: englishTicket(matter) };
  },
};

function showModel(matter: Matter, context: Context): void {
  context.print(`\n${section(context.words.debrief.translation.model, englishTicket(matter), terminalLayout())}\n`);
}

export const starRecord: NonNullable<Part['record']> = (matter, given) => {
  const deed = recordFile('star', matter, given);
  return deed && { principles: matter.scenario.principles };
};
