import { RATINGS, type Rating } from '../learner/deed.ts';
import { endsInterview, notMastered, type Standing, standings } from '../learner/drill.ts';
import { BreakfixError } from '../lib/error.ts';
import type { Matter } from './debrief-matter.ts';
import type { Part } from './debrief-part.ts';
import { draftPath, dropDraft, keepDraft, readDraft } from './draft.ts';
import { terminalLayout } from './layout.ts';
import { entries, note, writeDown } from './logbook.ts';
import { multiline } from './multiline.ts';
import { paint } from './output.ts';
import { confirm, select } from './prompt.ts';
import { section } from './render-markdown.ts';
import { faultIn } from './text-fault.ts';
import { type Context, type Given, text } from './verb.ts';

/** How the learner stands with each question of a case. */
export function standingsOf({ scenario, text: { chainQuestions } }: Matter): Standing[] {
  return standings(entries(scenario.id), chainQuestions.length);
}

export const drill: Part = {
  show(matter, context) {
    const { drill: words } = context.words.debrief;
    context.print(`${paint('bold', words.heading)}\n`);
    for (const { question, latest } of standingsOf(matter)) {
      const rating = latest?.rating ? words.ratings[latest.rating] : latest ? words.unrated : words.unanswered;
      const asked = matter.text.chainQuestions[question]?.question ?? '';
      context.print(`${section(`${question + 1} (${rating})`, asked, terminalLayout())}\n`);
    }
    context.print(words.left(notMastered(standingsOf(matter)).length));
    context.note(words.how(matter.scenario.id));
  },
  tell(matter) {
    const all = standingsOf(matter);
    const questions = all.map(({ question, latest }) => ({
      number: question + 1,
      question: matter.text.chainQuestions[question]?.question ?? '',
      model: matter.text.chainQuestions[question]?.answer ?? '',
      latest: latest ? { answer: latest.answer, rating: latest.rating ?? null, at: latest.at } : null,
    }));
    return { questions, left: notMastered(all).map(({ question }) => question + 1) };
  },
  work: (matter, context) => interview(matter, context, false),
  record: recordAnswer,
};

/** Asks the questions that are not mastered, one at a time, and writes each answer down at once. `strict` ends like an interview. */
export async function interview(matter: Matter, context: Context, strict: boolean): Promise<void> {
  const { drill: words } = context.words.debrief;
  const all = standingsOf(matter);
  const left = notMastered(all);
  if (left.length === 0 && (await confirm(context, words.again, false)) !== true) return;
  for (const { question } of left.length > 0 ? left : all) {
    const rating = await askOne(matter, context, question);
    if (rating === undefined) break;
    if (!strict || !endsInterview(rating)) continue;
    context.print(words.strict);
    break;
  }
  context.print(words.left(notMastered(standingsOf(matter)).length));
}

/** One question: the learner's answer, the model answer, the learner's own verdict; undefined when they leave. */
async function askOne(matter: Matter, context: Context, question: number): Promise<Rating | undefined> {
  const { drill: words, writing } = context.words.debrief;
  const { chainQuestions } = matter.text;
  const { question: asked = '', answer: model = '' } = chainQuestions[question] ?? {};
  const layout = terminalLayout();
  context.print(`\n${section(words.question(question + 1, chainQuestions.length), asked, layout)}\n`);
  const draft = draftPath(matter.scenario.id, `drill-${question + 1}`);
  const answer = await multiline(context, {
    message: words.answer,
    initialValue: readDraft(draft),
    keep: (written) => keepDraft(draft, written),
  });
  if (answer === undefined) {
    if (readDraft(draft).trim() !== '') context.print(writing.kept);
    return undefined;
  }
  context.print(`\n${section(words.model, model, layout)}\n`);
  const options = RATINGS.map((value) => ({ value, label: words.ratings[value] }));
  const rating = await select(context, { message: words.rate, options });
  const kept = note(matter.scenario.id, 'drilled', { question, answer, ...(rating && { rating }) });
  if (kept) {
    dropDraft(draft);
    if (!rating) context.print(words.notRated);
  } else context.note(writing.notRecorded);
  return rating;
}

function recordAnswer(matter: Matter, given: Given, context: Context): object | undefined {
  const [number, answer, rate] = [text(given, 'question'), text(given, 'answer'), text(given, 'rate')];
  if (number === undefined && answer === undefined && rate === undefined) return undefined;
  const { drill: words, writing } = context.words.debrief;
  const { id } = matter.scenario;
  const count = matter.text.chainQuestions.length;
  const question = /^\d{1,3}$/.test(number ?? '') ? Number(number) - 1 : -1;
  const rating = RATINGS.find((each) => each === rate);
  if (question < 0 || question >= count) throw usage(`--question is a number from 1 to ${count}.`, id);
  if (rating === undefined) throw usage(`--rate is ${RATINGS.join(', ')}.`, id);
  if (!answer?.trim()) throw usage('--answer says nothing.', id);
  const fault = faultIn(answer, writing);
  if (fault) throw usage(`--answer: ${fault}`, id);
  writeDown(id, 'drilled', { question, answer, rating });
  context.print(words.recorded(question + 1, words.ratings[rating]));
  return { question: question + 1, rating };
}

const usage = (what: string, id: string) =>
  new BreakfixError('USAGE', what, `breakfix debrief ${id} --question 1 --answer "…" --rate right`, 64);
