import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BreakfixError } from '../lib/error.ts';
import { packageRoot } from '../lib/package-root.ts';
import type { Scenario, Track } from '../lib/scenario.ts';
import { scenarios } from '../scenarios/index.ts';
import { scaffold } from './new-case.ts';
import { answered, line, select } from './prompt.ts';
import { type Context, type Given, type Run, text } from './verb.ts';

/** Begins a case: a folder that compiles and fails its own proof, each TODO in it a thing to write. */
export const run: Run = async (given, context) => {
  const root = sources();
  const id = usable(await idOf(given, context), root);
  const track = await trackOf(given, context);
  const difficulty = await difficultyOf(given, context);
  const folder = join(root, 'scenarios', id);
  const index = join(root, 'scenarios', 'index.ts');
  const listed = listedIn(readFileSync(index, 'utf8'), id, track);
  mkdirSync(folder);
  const files = Object.entries(scaffold({ id, track, difficulty }));
  for (const [name, content] of files) writeFileSync(join(folder, name), content, { flag: 'wx' });
  writeFileSync(index, listed);
  const { newCase: words } = context.words;
  context.print(words.made(id));
  context.print(words.next(id).join('\n'));
  context.emit({ scenario: id, track, difficulty, files: files.map(([name]) => `scenarios/${id}/${name}`) });
  return 0;
};

/** The root of a clone; an installed package has no sources to add to. */
function sources(): string {
  const root = packageRoot();
  if (existsSync(join(root, 'scenarios', 'index.ts'))) return root;
  throw new BreakfixError(
    'NO_SOURCES',
    'This is an installed package: a case is written in a clone of the repository.',
    'clone it, npm ci, and npx breakfix new there',
    69,
  );
}

async function idOf(given: Given, { interactive, words }: Context): Promise<string> {
  const id = text(given, 'id');
  if (id !== undefined) return id;
  if (interactive) return answered(line(words.newCase.askId));
  throw new BreakfixError('USAGE', 'The case needs an id.', 'breakfix new <id>', 64);
}

/** Longer names do not fit into those of AWS's resources. */
const LONGEST_ID = 40;

/** Words that say what is wrong, and would stand in every resource's name. */
const SPOILERS = /(^|-)(broken|fault|faulty|wrong|bug|missing|misconfigured)(-|$)/;

function usable(id: string, root: string): string {
  const refuse = (why: string) =>
    new BreakfixError(
      'BAD_ID',
      `${JSON.stringify(id.slice(0, 60))} ${why}.`,
      'lower-case words with hyphens: dns-timeout-after-move',
      64,
    );
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) throw refuse('is not a few lower-case words with hyphens');
  if (id.length > LONGEST_ID) throw refuse(`is longer than ${LONGEST_ID} characters`);
  if (SPOILERS.test(id) && !scenarios.some((scenario) => scenario.id === id)) throw refuse('gives the answer away');
  if (scenarios.some((scenario) => scenario.id === id) || existsSync(join(root, 'scenarios', id))) {
    throw refuse('is there already');
  }
  return id;
}

async function trackOf(given: Given, { interactive, words }: Context): Promise<Track> {
  const tracks = words.newCase.tracks();
  const names = Object.keys(tracks) as Track[];
  const wanted = text(given, 'track');
  if (wanted === undefined && interactive) {
    const options = names.map((value) => ({ value, label: tracks[value] }));
    return answered(select({ words }, { message: words.newCase.askTrack, options }));
  }
  const found = names.find((name) => name === (wanted ?? 'routing'));
  if (found) return found;
  throw new BreakfixError('USAGE', `--track ${wanted} is not known.`, `--track ${names.join(', ')}`, 64);
}

async function difficultyOf(given: Given, { interactive, words }: Context): Promise<Scenario['difficulty']> {
  const levels = [1, 2, 3, 4, 5] as const;
  const wanted = text(given, 'difficulty');
  if (wanted === undefined && interactive) {
    const options = levels.map((value) => ({ value, label: '★'.repeat(value) }));
    return answered(select({ words }, { message: words.newCase.askDifficulty, options }));
  }
  const found = levels.find((level) => `${level}` === (wanted ?? '2'));
  if (found) return found;
  throw new BreakfixError('USAGE', `--difficulty ${wanted} is not known.`, '--difficulty 1 to 5', 64);
}

/** The registry with one case more: imported in alphabetical order, listed behind the last of its track. */
function listedIn(registry: string, id: string, track: Track): string {
  const name = id.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const lines = registry.split('\n');
  const path = `./${id}/scenario.ts`;
  const isImport = (line: string) => /^import \w+ from '\.\/[^']+\/scenario\.ts';$/.test(line);
  const behind = lines.findLastIndex((line) => isImport(line) && (/'([^']+)'/.exec(line)?.[1] ?? '') < path);
  const first = lines.findIndex(isImport);
  lines.splice(behind < 0 ? first : behind + 1, 0, `import ${name} from '${path}';`);
  const last = scenarios.findLast((scenario) => scenario.track === track) ?? scenarios.at(-1);
  const neighbour = last?.id.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const at = lines.indexOf(`  ${neighbour},`);
  if (first < 0 || at < 0) {
    throw new BreakfixError(
      'UNREADABLE_REGISTRY',
      'scenarios/index.ts is not written as it was.',
      'add the case by hand',
      70,
    );
  }
  lines.splice(at + 1, 0, `  ${name},`);
  return lines.join('\n');
}
