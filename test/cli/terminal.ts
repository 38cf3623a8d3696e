import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../lib/package-root.ts';
import { BIN, ended, type Machine } from './breakfix.ts';

/** Why nothing can be tried at a terminal here; undefined where it can. */
export const noTerminal: string | undefined = (() => {
  const { status, error } = spawnSync('python3', ['-c', 'import pty, termios, os; os.waitstatus_to_exitcode(0)']);
  return status === 0 ? undefined : `no terminal without python3 and its pty (${error?.message ?? `exit ${status}`})`;
})();

export interface Step {
  /** Text that has to appear. */
  readonly until: string;
  /** Keys to press then, one after the other. */
  readonly send: readonly string[];
  /** The moment that the text is there, in the middle of some work, instead of when a prompt listens. */
  readonly atOnce?: boolean;
}

export const ENTER = '\r';
export const CTRL_C = '\u0003';
export const DOWN = '\u001b[B';
export const UP = '\u001b[A';
export const ESCAPE = '\u001b';
export const TAB = '\t';

export interface Shown {
  readonly code: number;
  readonly shown: string;
  /** The text that never appeared. */
  readonly missed: string | null;
}

/** Runs a verb at a terminal, where somebody answers what it asks. */
export async function atTerminal(
  machine: Machine,
  args: readonly string[],
  steps: readonly Step[],
  { columns = 100, env = {} }: { columns?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<Shown> {
  const child = spawn('python3', [join(packageRoot(), 'test', 'cli', 'terminal.py')], { cwd: machine.home });
  const { CI, VISUAL, EDITOR, ...own } = machine.env;
  const plan = { argv: [process.execPath, BIN, ...args], env: { ...own, TERM: 'xterm', ...env }, columns, steps };
  child.stdin.end(JSON.stringify(plan));
  const { stdout, stderr } = await ended(child);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Shown;
}
