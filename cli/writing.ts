import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { multiline } from '@clack/prompts';
import type { Writing } from '../learner/deed.ts';
import { BreakfixError } from '../lib/error.ts';
import { homePath, removeFile } from './home.ts';
import { answered, cleanText } from './prompt.ts';
import type { Context } from './verb.ts';

/** What a learner wrote, and how long it took them. */
export interface Written {
  readonly text: string;
  readonly seconds: number;
}

/** Lets the learner write: in the editor that VISUAL or EDITOR names, else in the terminal. An editor's file outlives a crash. */
export async function write(context: Context, scenario: string, what: Writing): Promise<Written> {
  const start = Date.now();
  const editor = process.env.VISUAL || process.env.EDITOR;
  const text = editor ? await inEditor(context, editor, scenario, what) : await inTerminal(context);
  return { text: cleanText(text), seconds: Math.round((Date.now() - start) / 1000) };
}

/** Reads what was written elsewhere: a file, or `-` for standard input. */
export function readWriting(file: string): Written {
  try {
    return { text: cleanText(readFileSync(file === '-' ? 0 : file, 'utf8')), seconds: 0 };
  } catch (error) {
    if (error instanceof BreakfixError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new BreakfixError('NO_FILE', `${file} could not be read: ${why}`, 'a text file, or - for standard input', 66);
  }
}

/** What was begun in an editor is not needed any more. */
export function forgetDraft(scenario: string, what: Writing): void {
  removeFile(draftPath(scenario, what));
}

const draftPath = (scenario: string, what: Writing) => homePath('drafts', `${scenario}-${what}.md`);

async function inTerminal({ words }: Context): Promise<string> {
  return (await answered(multiline({ message: words.debrief.write }))) ?? '';
}

async function inEditor({ words, note }: Context, editor: string, scenario: string, what: Writing): Promise<string> {
  const file = draftPath(scenario, what);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // What an earlier, broken off session left is gone on with.
  writeFileSync(file, '', { flag: 'a', mode: 0o600 });
  note(words.debrief.editorOpens(editor));
  const [program = '', ...args] = editor.split(/\s+/).filter(Boolean);
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(program, [...args, file], { stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', resolve);
  }).catch((error: Error) => error.message);
  if (code !== 0) {
    note(words.debrief.draftKept(file));
    throw new BreakfixError('EDITOR_FAILED', `${program} did not end well (${code}).`, 'another EDITOR, or none', 69);
  }
  return readFileSync(file, 'utf8');
}
