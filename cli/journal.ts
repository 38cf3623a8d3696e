import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { attempts } from '../learner/attempt.ts';
import type { Entry } from '../learner/deed.ts';
import { BreakfixError } from '../lib/error.ts';
import { drawTerms, type Terms } from '../lib/terms.ts';
import { readText } from '../lib/text.ts';
import { scenarios } from '../scenarios/index.ts';
import { attemptedTerms } from './debrief-matter.ts';
import { type Chapter, journalMarkdown } from './journal-markdown.ts';
import { withLogbook } from './logbook.ts';
import { givenScenario } from './scenario.ts';
import { type Context, type Run, text } from './verb.ts';

/** Writes down all that the learner did and wrote, case by case, as Markdown. */
export const run: Run = async (given, context) => {
  const named = text(given, 'case');
  const only = named === undefined ? undefined : givenScenario({ id: named }).id;
  const { journal: words } = context.words;
  const chapters = chaptersOf(
    withLogbook((logbook) => logbook.entries(only)),
    context,
  );
  if (chapters.length === 0) {
    const what = only === undefined ? words.empty : words.emptyCase(only);
    throw new BreakfixError('EMPTY_LOGBOOK', what, `breakfix play${only === undefined ? '' : ` ${only}`}`, 69);
  }
  const markdown = journalMarkdown(chapters, context.words);
  const file = text(given, 'out');
  if (file === undefined) context.print(markdown.trimEnd());
  else await writeTo(file, markdown, context);
  context.emit({ cases: chapters.map(({ id }) => id), ...(file === undefined ? { markdown } : { file }) });
  return 0;
};

/** In teaching order; what this release has no case for comes last. */
function chaptersOf(entries: readonly Entry[], context: Context): Chapter[] {
  const written = new Set(entries.map(({ scenario }) => scenario));
  const known = scenarios.map(({ id }) => id).filter((id) => written.has(id));
  const unknown = [...written].filter((id) => !known.includes(id)).sort();
  return [...known, ...unknown].map((id) => {
    const own = entries.filter(({ scenario }) => scenario === id);
    const scenario = scenarios.find((each) => each.id === id);
    const terms: Terms | undefined = scenario && attemptedTerms(context, scenario);
    const variant = attempts(own).at(-1)?.terms?.variant ?? terms?.variant;
    const read = scenario && readText(id, context.lang, terms ?? drawTerms(scenario));
    return { id, entries: own, scenario, text: read, variant };
  });
}

async function writeTo(file: string, markdown: string, context: Context): Promise<void> {
  const { journal: words } = context.words;
  const replace = existsSync(file);
  if (replace && !(await context.confirm(words.overwrite(file)))) {
    throw new BreakfixError('CANCELLED', 'Cancelled; nothing was written.', '--out with another name', 130);
  }
  try {
    if (replace) replaceFile(file, markdown);
    else writeFileSync(file, markdown, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BreakfixError('CANNOT_WRITE', `${file} could not be written: ${reason}`, 'another path', 73);
  }
  context.print(words.out(file));
}

/** Either the old content stands or the new. */
function replaceFile(file: string, content: string): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, content, { mode: 0o600, flag: 'wx' });
  renameSync(unfinished, file);
}
