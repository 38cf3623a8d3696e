import type { Debrief, Review, Writing, Written } from '../../console/server/labs.ts';
import { blocksOf } from '../../console/server/markdown.ts';
import type { Writing as Kind } from '../../learner/deed.ts';
import { REPLY_POINTS, tracesIn, WORD_LIMIT, wordsIn } from '../../learner/reply.ts';
import type { Matter } from '../debrief-matter.ts';
import { drafted, noteText, STEPS } from '../debrief-star.ts';
import { englishTicket, koreanTicket, TRANSLATION_TIME, writtenOf } from '../debrief-writing.ts';
import { writeDown } from '../logbook.ts';
import type { Context } from '../verb.ts';

/** What a learner writes once a case is solved, and what was written last of each. */
export function writingsView(matter: Matter, context: Context): Pick<Debrief, 'reply' | 'star' | 'translation'> {
  const { reply, star, principles } = context.words.debrief;
  const draft = drafted(matter, context);
  return {
    reply: {
      message: reply.message,
      points: REPLY_POINTS.map((point) => reply.points[point]),
      ...latest(matter, 'reply'),
    },
    star: {
      steps: STEPS.map((step) => ({ step, prompt: star.prompts[step], draft: draft[step] ?? '' })),
      principles: matter.scenario.principles.map((each) => principles[each]),
      ...latest(matter, 'star'),
    },
    translation: {
      ticket: blocksOf(koreanTicket(matter)),
      model: blocksOf(englishTicket(matter)),
      seconds: TRANSLATION_TIME,
      ...latest(matter, 'translation'),
    },
  };
}

function latest(matter: Matter, what: Kind): { readonly latest?: Written & { readonly made?: number } } {
  const written = writtenOf(matter, what);
  if (!written) return {};
  const { text, at, seconds, rubric } = written;
  const made = rubric && { made: rubric.filter(Boolean).length };
  return { latest: { text: blocksOf(text), at, seconds, ...made } };
}

/** What a program sees of a reply; the learner decides. */
export function reviewOf(text: string, { words }: Context): Review {
  const { reply } = words.debrief;
  const count = wordsIn(text);
  return {
    length: { says: reply.words(count, WORD_LIMIT), isRight: count < WORD_LIMIT },
    traces: tracesIn(text).map(({ point, found }) => ({
      point: REPLY_POINTS.indexOf(point),
      found,
    })),
  };
}

/** Writes what was handed in into the logbook, as `breakfix debrief` does. */
export function recordWriting(context: Context, { scenario }: Matter, writing: Writing): void {
  const { what, seconds } = writing;
  const text = what === 'star' ? noteText(writing.note, context.words) : writing.text;
  writeDown(scenario.id, 'wrote', { what, text, seconds, ...(what === 'reply' && { rubric: writing.rubric }) });
}
