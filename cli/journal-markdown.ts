import { lexer } from 'marked';
import { knowsAnswer } from '../learner/answer-known.ts';
import { type Attempt, attempts } from '../learner/attempt.ts';
import type { Deeds, Entry, Writing } from '../learner/deed.ts';
import { standings } from '../learner/drill.ts';
import { wordsIn } from '../learner/reply.ts';
import { scoreOf } from '../learner/score.ts';
import { latestWriting } from '../learner/writing.ts';
import type { Scenario } from '../lib/scenario.ts';
import type { Text } from '../lib/text.ts';
import { asInline, asMarkdown, asQuotation, quoted } from './as-markdown.ts';
import { principlesOf } from './debrief-star.ts';
import { WORDS, type Words } from './words/index.ts';

/** A case as the journal tells of it: one that this release does not know has lines in the logbook only. */
export interface Chapter {
  readonly id: string;
  readonly entries: readonly Entry[];
  readonly scenario: Scenario | undefined;
  readonly text: Text | undefined;
  readonly variant: string | undefined;
}

/** The journal as Markdown: a record of what was done, with what the learner wrote as they wrote it. */
export function journalMarkdown(chapters: readonly Chapter[], words: Words, now = new Date()): string {
  const { journal } = words;
  const contents = chapters.map((chapter) => `- [${titleOf(chapter)}](#${chapter.id})`);
  const parts = [
    `# ${journal.title}`,
    journal.intro(chapters.length, day(now.toISOString())),
    `## ${journal.contents}`,
    contents.join('\n'),
    ...chapters.flatMap((chapter) => chapterMarkdown(chapter, words)),
  ];
  return `${parts.join('\n\n')}\n`;
}

const day = (at: string) => at.slice(0, 10);

const titleOf = ({ id, text }: Chapter) => (text ? asInline(text.title) : `\`${id}\``);

function chapterMarkdown(chapter: Chapter, words: Words): string[] {
  const { id, entries, scenario } = chapter;
  const all = attempts(entries);
  const { facts, attempts: heading, head } = words.journal;
  return [
    `<a id="${id}"></a>`,
    `## ${titleOf(chapter)}`,
    [
      `- ${facts.case}: \`${id}\``,
      ...(scenario ? [`- ${facts.track}: ${words.tracks[scenario.track]}`] : []),
      ...(scenario ? [`- ${facts.principles}: ${principlesOf({ scenario }, words)}`] : []),
      ...(all.at(-1)?.revealed ? [`- ${facts.shown}`] : []),
    ].join('\n'),
    `### ${heading}`,
    table(
      head,
      all.map((attempt) => attemptCells(attempt, words)),
    ),
    ...diagnosisMarkdown(all, words),
    ...causeMarkdown(chapter, all, words),
    ...writingMarkdown('star', chapter, words),
    ...writingMarkdown('reply', chapter, words),
    ...drillMarkdown(chapter, words),
    ...writingMarkdown('translation', chapter, words),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Which variant it is, is for the learner to find out while they are at it. */
const isOver = ({ solvedAt, endedAt, revealed }: Attempt) => [solvedAt, endedAt].some(Boolean) || revealed;

function attemptCells(attempt: Attempt, words: Words): string[] {
  const { startedAt, terms, solvedAt, diagnosis, seconds, hints, misses } = attempt;
  const { time } = words.debrief;
  const { points } = scoreOf(attempt);
  return [
    day(startedAt),
    terms && isOver(attempt) ? asInline(terms.variant) : '-',
    solvedAt ? day(solvedAt) : '-',
    diagnosis ? time(diagnosis.seconds) : '-',
    seconds === undefined ? '-' : time(seconds),
    String(hints.length),
    String(misses),
    points === undefined ? '-' : words.points(points),
  ];
}

function diagnosisMarkdown(all: readonly Attempt[], { journal: { diagnosis, said } }: Words): string[] {
  const latest = all.findLast((attempt) => attempt.diagnosis !== undefined)?.diagnosis;
  if (!latest) return [];
  const lines = (['direction', 'component', 'reason'] as const).map(
    (part) => `- ${latest.right[part] ? '✔' : '✘'} ${said[part]}: ${asInline(latest.answer[part])}`,
  );
  return [`### ${diagnosis}`, lines.join('\n')];
}

/** Its first paragraph, and what it says of the variant; nothing while it is a secret. */
function causeMarkdown({ text, variant }: Chapter, all: readonly Attempt[], { journal: { cause } }: Words): string[] {
  if (!text || !knowsAnswer(all)) return [];
  const tokens = lexer(text.rootCause);
  const first = tokens.find(({ type }) => type === 'paragraph')?.raw.trim() ?? '';
  const items = tokens.flatMap((token) => (token.type === 'list' ? (token.items as { text: string }[]) : []));
  const own = items.find((item) => new RegExp(`^\\*\\*(Variant|변형) ${variant}\\b`).test(item.text));
  return [`### ${cause}`, first, ...(own ? [own.text.trim()] : [])];
}

function writingMarkdown(what: Writing, { entries }: Chapter, words: Words): string[] {
  const latest = latestWriting(entries, what);
  if (!latest) return [];
  const { journal, debrief } = words;
  const remarks = [
    journal.written(day(latest.at)),
    ...(latest.seconds > 0 ? [journal.took(debrief.time(latest.seconds))] : []),
    ...(what === 'reply' ? [journal.words(wordsIn(latest.text))] : []),
    ...(latest.rubric ? [debrief.reply.made(latest.rubric.filter(Boolean).length)] : []),
  ];
  const body = what === 'star' ? starMarkdown(latest) : asQuotation(latest.text);
  return [`### ${journal[what]}`, `*${remarks.join(' · ')}*`, body];
}

/** The names of the four steps stay bold; all else is the learner's. */
function starMarkdown({ text }: Pick<Deeds['wrote'], 'text'>): string {
  const titles = Object.values(WORDS).flatMap(({ debrief }) => Object.values(debrief.star.titles));
  const pieces: { title?: string; text: string }[] = [{ text: '' }];
  for (const line of text.split('\n')) {
    const title = titles.find((each) => line === `**${each}**`);
    if (title) pieces.push({ title, text: '' });
    else pieces.at(-1)!.text += `${line}\n`;
  }
  const told = pieces.map((piece) => [piece.title ? `**${piece.title}**` : '', asMarkdown(piece.text)]);
  return quoted(told.flat().filter(Boolean).join('\n\n'));
}

function drillMarkdown({ entries, text }: Chapter, { journal, debrief: { drill } }: Words): string[] {
  const highest = Math.max(-1, ...entries.flatMap((each) => (each.kind === 'drilled' ? [each.deed.question] : [])));
  const count = text?.chainQuestions.length ?? Math.min(100, highest + 1);
  const answered = standings(entries, count).flatMap(({ question, latest }) =>
    latest
      ? [
          `#### ${journal.question(question + 1, latest.rating ? drill.ratings[latest.rating] : drill.unrated)}`,
          ...(text ? [text.chainQuestions[question]?.question ?? ''] : []),
          asQuotation(latest.answer),
        ]
      : [],
  );
  return answered.length > 0 ? [`### ${journal.drill}`, ...answered] : [];
}
