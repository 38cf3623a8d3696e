import { attempts } from '../learner/attempt.ts';
import { type Deeds, type Entry, WRITINGS } from '../learner/deed.ts';
import { scoreOf } from '../learner/score.ts';
import type { Scenario } from '../lib/scenario.ts';
import { drawTerms } from '../lib/terms.ts';
import { type Language, readText } from '../lib/text.ts';
import { scenarios } from '../scenarios/index.ts';
import type { Words } from './words/index.ts';

/** A learner's record as Markdown: what they solved, how, and what they can say about it. */
export function journalOf(entries: readonly Entry[], language: Language, words: Words): string {
  const cases = casesIn(entries);
  const title = (scenario: Scenario) => readText(scenario.id, language, drawTerms(scenario)).title;
  const contents = cases.map(({ scenario }) => `- [${title(scenario)}](#${scenario.id})`);
  return [
    `# ${words.journal.title}`,
    words.journal.intro,
    `**${words.journal.contents}**`,
    contents.join('\n'),
    ...cases.flatMap((each) => chapter(each.scenario, each.entries, language, words)),
    '',
  ].join('\n\n');
}

/** The cases that a logbook tells of, in teaching order. */
export function casesIn(entries: readonly Entry[]): { scenario: Scenario; entries: readonly Entry[] }[] {
  return scenarios
    .map((scenario) => ({ scenario, entries: entries.filter((entry) => entry.scenario === scenario.id) }))
    .filter((each) => each.entries.length > 0);
}

function chapter(scenario: Scenario, entries: readonly Entry[], language: Language, words: Words): string[] {
  const all = attempts(entries);
  const attempt = all.findLast(({ solvedAt }) => solvedAt !== undefined) ?? all.at(-1);
  if (!attempt) return [];
  const { journal } = words;
  const terms = drawTerms(scenario, attempt.terms?.seed, attempt.terms?.variant);
  const text = readText(scenario.id, language, terms);
  const given = all.some(({ solvedAt, revealed }) => solvedAt !== undefined || revealed);
  const { points } = scoreOf(attempt);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [journal.facts.variant, attempt.terms && `${attempt.terms.variant}, \`${attempt.terms.seed}\``],
    [journal.facts.diagnosed, attempt.diagnosis && journal.seconds(attempt.diagnosis.seconds)],
    [journal.facts.fixed, attempt.seconds === undefined ? undefined : journal.seconds(attempt.seconds)],
    [journal.facts.attempts, `${all.length}`],
    [journal.facts.hints, attempt.revealed ? journal.revealed : attempt.hints.join(', ') || journal.none],
    [journal.facts.points, points === undefined ? undefined : words.points(points)],
  ];
  return [
    `<a id="${scenario.id}"></a>`,
    `## ${text.title}`,
    attempt.solvedAt === undefined ? journal.unsolved : journal.solved(attempt.solvedAt.slice(0, 10)),
    facts.flatMap(([name, value]) => (value === undefined ? [] : [`- ${name}: ${value}`])).join('\n'),
    `### ${journal.ticket}`,
    quoted(text.ticket),
    ...diagnosisOf(attempt.diagnosis, words),
    // What would give the answer away is for those who have it.
    ...(given ? [`### ${journal.cause}`, text.rootCause] : []),
    ...writingsOf(entries, words),
    ...(given ? drillOf(entries, text.chainQuestions, words) : []),
  ];
}

function diagnosisOf(diagnosis: Deeds['diagnosed'] | undefined, { journal }: Words): string[] {
  if (!diagnosis) return [];
  const { answer, right } = diagnosis;
  const lines = (['direction', 'component', 'reason'] as const).map(
    (part) => `- ${journal.parts[part]}: ${inline(answer[part])} (${right[part] ? journal.right : journal.wrong})`,
  );
  return [`### ${journal.diagnosis}`, lines.join('\n')];
}

function writingsOf(entries: readonly Entry[], { journal }: Words): string[] {
  const written = entries.flatMap((entry) => (entry.kind === 'wrote' ? [entry.deed] : []));
  return WRITINGS.flatMap((what) => {
    const latest = written.findLast((each) => each.what === what);
    if (!latest) return [];
    const points = latest.rubric?.filter(Boolean).length;
    const rubric = points === undefined ? [] : [journal.rubric(points, latest.seconds)];
    return [`### ${journal.writings[what]}`, ...rubric, quoted(latest.text)];
  });
}

function drillOf(
  entries: readonly Entry[],
  questions: readonly { readonly question: string; readonly answer: string }[],
  { journal, debrief }: Words,
): string[] {
  const drilled = entries.flatMap((entry) => (entry.kind === 'drilled' ? [entry.deed] : []));
  const told = questions.flatMap(({ question, answer }, number) => {
    const latest = drilled.findLast((each) => each.question === number);
    if (!latest) return [];
    const rating = latest.rating && ` (${journal.rated}: ${debrief.ratings[latest.rating]})`;
    return [
      `**Q${number + 1}** ${question}`,
      `${journal.mine}${rating ?? ''}:`,
      quoted(latest.answer || '-'),
      `${debrief.modelAnswer}: ${answer}`,
    ];
  });
  return told.length > 0 ? [`### ${journal.drill}`, ...told] : [];
}

/** What somebody wrote, as a quotation: whatever Markdown is in it ends with it, and HTML is text. */
export function quoted(text: string): string {
  return harmless(text)
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

const inline = (text: string) => harmless(text).replaceAll(/\s+/g, ' ');

const harmless = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
