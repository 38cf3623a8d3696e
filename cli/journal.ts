import { existsSync, writeFileSync } from 'node:fs';
import { BreakfixError } from '../lib/error.ts';
import { casesIn, journalOf } from './journal-markdown.ts';
import { withLogbook } from './logbook.ts';
import { givenScenario } from './scenario.ts';
import { type Run, text } from './verb.ts';

/** Tells all of a learner's work as Markdown: on stdout, or in a file. */
export const run: Run = async (given, context) => {
  const { journal } = context.words;
  const id = text(given, 'case');
  const only = id === undefined ? undefined : givenScenario({ id }).id;
  const entries = withLogbook((logbook) => logbook.entries(only));
  const cases = casesIn(entries).map(({ scenario }) => scenario.id);
  if (cases.length === 0) throw new BreakfixError('NOTHING_WRITTEN', journal.empty, 'breakfix play', 69);
  const markdown = journalOf(entries, context.lang, context.words);
  const file = text(given, 'out');
  if (file === undefined) context.print(markdown.trimEnd());
  else if (existsSync(file) && !(await context.confirm(journal.overwrite(file)))) return 0;
  else {
    save(file, markdown);
    context.print(journal.written(file, cases.length));
  }
  context.emit({ cases, ...(file === undefined ? { markdown } : { file }) });
  return 0;
};

function save(file: string, markdown: string): void {
  try {
    writeFileSync(file, markdown, { mode: 0o600 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BreakfixError('CANNOT_WRITE', `${file} could not be written: ${why}`, 'another path', 73);
  }
}
