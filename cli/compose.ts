import { readFileSync, statSync } from 'node:fs';
import { LONGEST_TEXT } from '../learner/deed.ts';
import { BreakfixError } from '../lib/error.ts';
import { keepDraft, readDraft } from './draft.ts';
import { multiline } from './multiline.ts';
import { inForeground } from './shell.ts';
import { faultIn } from './text-fault.ts';
import type { Context } from './verb.ts';

export interface Composed {
  readonly text: string;
  readonly seconds: number;
}

interface Task {
  readonly message: string;
  /** Where the draft is kept until it is written down. */
  readonly draft: string;
  /** What it answers: shown above it in an editor, and taken off again. */
  readonly about: string;
  /** How long it has taken, in words, shown at a prompt while somebody writes. */
  readonly clock?: (seconds: number) => string;
}

/**
 * Has the learner write something longer, in their editor (`$VISUAL` or `$EDITOR`) or at a prompt; undefined when they leave it
 * out. The draft is on disk when this returns.
 */
export async function compose(context: Context, task: Task): Promise<Composed | undefined> {
  const started = Date.now();
  const editor = editorOf(process.env);
  const written = editor === '' ? await prompted(context, task) : await edited(editor, task);
  const { writing: words } = context.words.debrief;
  const fault = written === undefined ? undefined : faultIn(written, words);
  if (written === undefined || fault) {
    const drafted = readDraft(task.draft).trim() !== '';
    context.print(drafted ? `${fault ?? words.leftOut} ${words.kept}` : words.leftOut);
    return undefined;
  }
  return { text: written, seconds: Math.round((Date.now() - started) / 1000) };
}

/** npm's own answer to who has chosen no editor: https://docs.npmjs.com/cli/v11/using-npm/config#editor */
const EDITORS_OF_NPM = /^vi$|notepad\.exe$/i;

/** The editor that the learner has chosen. What npm starts finds one in `EDITOR` even if they have not. */
export function editorOf({ VISUAL, EDITOR, npm_lifecycle_event }: NodeJS.ProcessEnv): string {
  const chosen = (VISUAL || EDITOR || '').trim();
  return !VISUAL && npm_lifecycle_event !== undefined && EDITORS_OF_NPM.test(chosen) ? '' : chosen;
}

const prompted = (context: Context, { message, draft, clock }: Task): Promise<string | undefined> =>
  multiline(context, {
    message,
    initialValue: readDraft(draft),
    showSubmit: true,
    keep: (text) => keepDraft(draft, text),
    ...(clock && { clock }),
  });

/** An editor with its options, `code --wait`, is a program and its arguments: no shell reads it. */
async function edited(editor: string, { draft, about }: Task): Promise<string> {
  const [program = '', ...args] = editor.split(/\s+/);
  const quoted = about.split('\n').map((line) => `> ${line}`.trimEnd());
  keepDraft(draft, `${[...quoted, ''].join('\n')}\n${readDraft(draft)}`);
  try {
    await inForeground(program, [...args, draft]);
  } catch (error) {
    const what = `The editor ${program} could not be started: ${(error as NodeJS.ErrnoException).code}.`;
    throw new BreakfixError('NO_EDITOR', what, 'EDITOR with the name of another, or empty for a prompt', 69);
  } finally {
    keepDraft(draft, unquoted(readDraft(draft)));
  }
  return readDraft(draft);
}

/** Without what it answers, which stands before it. */
function unquoted(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const first = lines.findIndex((line) => !line.startsWith('>') && line.trim() !== '');
  return first < 0 ? '' : lines.slice(first).join('\n').trimEnd();
}

/** The text of a file, or of stdin for `-`. */
export function readComposed(option: string, file: string): string {
  const fail = (why: string, exitCode: number) =>
    new BreakfixError('BAD_TEXT', `${option} ${file}: ${why}.`, `${option} with a text file, or - for stdin`, exitCode);
  let text: string;
  try {
    if (file !== '-' && statSync(file).size > 8 * LONGEST_TEXT) throw fail('it is too long', 65);
    text = readFileSync(file === '-' ? 0 : file, 'utf8')
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n')
      .trim();
  } catch (error) {
    if (error instanceof BreakfixError) throw error;
    throw fail(`it could not be read (${(error as NodeJS.ErrnoException).code})`, 66);
  }
  if (text === '') throw fail('it is empty', 65);
  if (text.length > LONGEST_TEXT) throw fail(`it is longer than ${LONGEST_TEXT} characters`, 65);
  return text;
}
