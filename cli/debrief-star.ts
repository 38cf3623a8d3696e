import { attempts } from '../learner/attempt.ts';
import { scoreOf } from '../learner/score.ts';
import type { Matter } from './debrief-matter.ts';
import type { Part } from './debrief-part.ts';
import { keep, showLatest, starRecord, writtenOf } from './debrief-writing.ts';
import { draftPath, keepDraft, readDraft } from './draft.ts';
import { entries } from './logbook.ts';
import { multiline } from './multiline.ts';
import { paint } from './output.ts';
import { faultIn } from './text-fault.ts';
import type { Context } from './verb.ts';
import type { Words } from './words/index.ts';

export const STEPS = ['situation', 'task', 'action', 'result'] as const;
type Step = (typeof STEPS)[number];

export type Note = Partial<Record<Step, string>>;

export const star: Part = {
  show(matter, context) {
    const { star: words } = context.words.debrief;
    context.print(`${paint('bold', words.heading)}\n`);
    const offered = drafted(matter, context);
    for (const step of STEPS) {
      context.print(`  ${words.prompts[step]}`);
      if (step === 'result' && offered.result) context.print(`    ${offered.result}`);
    }
    context.print(`\n${words.principles}: ${principlesOf(matter, context.words)}\n`);
    showLatest(matter, 'star', context);
  },
  tell(matter, context) {
    const { star: words } = context.words.debrief;
    const prompts = STEPS.map((step) => ({ step, prompt: words.prompts[step] }));
    const principles = matter.scenario.principles.map((each) => context.words.debrief.principles[each]);
    return { prompts, draft: drafted(matter, context), principles, latest: writtenOf(matter, 'star') };
  },
  work,
  record: starRecord,
};

/** Four questions, one after the other; what is answered is on disk before the next, and there again when they are left. */
async function work(matter: Matter, context: Context): Promise<void> {
  const { star: words, writing } = context.words.debrief;
  const file = draftPath(matter.scenario.id, 'star');
  const started = Date.now();
  star.show(matter, context);
  const note: Note = { ...drafted(matter, context), ...parsed(readDraft(file)) };
  for (const step of STEPS) {
    const answer = await multiline(context, {
      message: words.prompts[step],
      initialValue: note[step] ?? '',
      showSubmit: true,
      keep: (written) => keepDraft(file, JSON.stringify({ ...note, [step]: written })),
    });
    if (answer === undefined) return context.print(writing.kept);
    note[step] = answer;
  }
  const text = noteText(note, context.words);
  const fault = faultIn(text, writing);
  if (fault) return context.note(`${fault} ${writing.kept}`);
  keep(matter, context, { what: 'star', text, seconds: Math.round((Date.now() - started) / 1000) }, file);
}

/** A note as it is written down: each part below its title. */
export const noteText = (note: Note, { debrief: { star: words } }: Words): string =>
  STEPS.map((step) => `**${words.titles[step]}**\n\n${note[step]}`).join('\n\n');

/** A draft of a note; one that cannot be read is none. */
function parsed(draft: string): Note {
  try {
    const value = JSON.parse(draft) as Readonly<Record<string, unknown>>;
    return Object.fromEntries(STEPS.flatMap((step) => (typeof value[step] === 'string' ? [[step, value[step]]] : [])));
  } catch {
    return {};
  }
}

/** What can be said already: the ticket's first paragraph that says something, and the times that were measured. */
export function drafted(matter: Matter, { words }: Context): Note {
  const paragraphs = matter.text.ticket.split('\n\n').map((each) => each.replaceAll(/\s+/g, ' ').trim());
  const situation = paragraphs.find((each) => each.length > 60) ?? paragraphs[0] ?? '';
  const result = measured(matter, words);
  return { situation, ...(result && { result }) };
}

function measured({ scenario }: Matter, { debrief: { star: words, time } }: Words): string | undefined {
  const solved = attempts(entries(scenario.id)).findLast(({ solvedAt }) => solvedAt !== undefined);
  if (solved?.seconds === undefined) return undefined;
  const { points } = scoreOf(solved);
  return words.draft(time(solved.seconds), [
    ...(solved.diagnosis ? [words.diagnosed(time(solved.diagnosis.seconds))] : []),
    words.hints(solved.hints.length),
    ...(solved.misses > 0 ? [words.misses(solved.misses)] : []),
    ...(points === undefined ? [] : [words.points(points)]),
  ]);
}

export const principlesOf = ({ scenario }: Pick<Matter, 'scenario'>, { debrief: { principles } }: Words): string =>
  scenario.principles.map((each) => principles[each]).join(', ');
