import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { isEntry } from '../learner/deed.ts';
import { type CaseProgress, type Next, type Progress, progress } from '../learner/progress.ts';
import { BreakfixError } from '../lib/error.ts';
import { drawTerms } from '../lib/terms.ts';
import { readText } from '../lib/text.ts';
import { scenarios } from '../scenarios/index.ts';
import { commandName } from './command-name.ts';
import { withLogbook } from './logbook.ts';
import { paint } from './output.ts';
import { renderTable } from './table.ts';
import { type Context, type Run, text } from './verb.ts';
import type { Words } from './words/index.ts';

/** Shows how far the learner is, what comes next and why; writes the logbook to a file, or reads one in. */
export const run: Run = async (given, context) => {
  const [from, to] = [text(given, 'import'), text(given, 'export')];
  const added = from === undefined ? undefined : importFrom(from, context);
  const exported = to === undefined ? undefined : exportTo(to, context);
  const now = readProgress();
  if (from === undefined && to === undefined) print(context, now);
  context.emit({ ...now, ...(added && { imported: added }), ...(exported && { exported }) });
  return 0;
};

/** How far the learner is, from the logbook of this machine. */
export function readProgress(): Progress {
  const stations = scenarios.map((scenario) => ({
    id: scenario.id,
    track: scenario.track,
    questions: readText(scenario.id, 'en', drawTerms(scenario)).chainQuestions.length,
  }));
  return progress(
    stations,
    withLogbook((logbook) => logbook.entries()),
  );
}

/** Why a case comes next, in words. */
export function whyNext(next: Next, { progress: { why } }: Words): string {
  switch (next.why) {
    case 'follows':
    case 'opens a track':
      return why[next.why](next.after);
    case 'again':
      return why.again(next.points);
    case 'drill':
      return why.drill(next.left);
    default:
      return why[next.why];
  }
}

function print(context: Context, { cases, tracks, next }: Progress): void {
  const { words } = context;
  for (const { track, solved, of } of tracks) {
    context.print(paint('bold', words.progress.trackLine(words.tracks[track], solved, of)));
    const inTrack = cases.filter((each) => each.track === track);
    const rows = inTrack.map((each) => cells(each, words));
    context.print(`${renderTable(words.progress.head, rows)}\n`);
  }
  if (cases.every(({ attempts }) => attempts.length === 0)) context.print(words.progress.nothingYet);
  if (!next) context.print(words.progress.done);
  else {
    const verb = next.why === 'drill' ? 'debrief' : 'play';
    context.print(`${paint('bold', `${words.progress.next}: ${commandName()} ${verb} ${next.scenario}`)}`);
    context.print(`  ${whyNext(next, words)}`);
  }
}

function cells({ scenario, state, attempts, points, seconds, mastered }: CaseProgress, words: Words): string[] {
  return [
    scenario,
    words.progress.states[state],
    attempts.length > 0 ? String(attempts.length) : '-',
    points === undefined ? '-' : words.points(points),
    seconds === undefined ? '-' : words.minutes(Math.ceil(seconds / 60)),
    mastered.length > 0 ? String(mastered.length) : '-',
  ];
}

/** What an exported file is called inside, and the form of it. */
const FORMAT = { format: 'breakfix-logbook', version: 1 };

/** More than a lifetime of labs. */
const LARGEST_FILE = 256 * 1024 * 1024;

function exportTo(file: string, context: Context) {
  const entries = withLogbook((logbook) => logbook.entries());
  try {
    writeFileSync(file, `${JSON.stringify({ ...FORMAT, entries }, null, 2)}\n`, { mode: 0o600 });
  } catch (error) {
    throw new BreakfixError('CANNOT_WRITE', `${file} could not be written: ${reason(error)}`, 'another path', 73);
  }
  context.print(context.words.progress.exported(entries.length, file));
  return { file, entries: entries.length };
}

function importFrom(file: string, context: Context) {
  const read = parse(file);
  const bad = read.findIndex((entry) => !isEntry(entry));
  if (bad >= 0) {
    throw new BreakfixError('BAD_LOGBOOK', `${file}: entry ${bad + 1} is no line of a logbook.`, EXPECTED, 65);
  }
  const added = withLogbook((logbook) => logbook.add(read.filter(isEntry)));
  context.print(context.words.progress.imported(added, read.length));
  return { file, entries: read.length, added };
}

const EXPECTED = 'a file that breakfix progress --export wrote';

function parse(file: string): readonly unknown[] {
  let content: unknown;
  try {
    if (statSync(file).size > LARGEST_FILE) throw new Error('it is larger than 256 MB');
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BreakfixError('BAD_LOGBOOK', `${file} could not be read: ${reason(error)}`, EXPECTED, 66);
  }
  const { format, version, entries } = (content ?? {}) as { format?: unknown; version?: unknown; entries?: unknown };
  if (format === FORMAT.format && version === FORMAT.version && Array.isArray(entries)) return entries;
  throw new BreakfixError('BAD_LOGBOOK', `${file} is no exported logbook.`, EXPECTED, 65);
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));
