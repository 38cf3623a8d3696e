import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Figures, Message } from './figures.ts';

/** What a process found out before it ended, or was stopped. */
export interface Outcome {
  readonly figures: Figures;
  /** Why something was not measured. */
  readonly notes: readonly string[];
  /** Whether it ran to its end. */
  readonly complete: boolean;
}

const running = new Set<ChildProcess>();

/** Runs one task of `child.ts` in a process of its own, and stops it when it takes too long. */
export function run(task: string, args: readonly string[], minutes: number): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const figures: Figures = {};
    const notes: string[] = [];
    const child = fork(new URL(`./child${extname(import.meta.url)}`, import.meta.url), [task, ...args], {
      stdio: 'inherit',
    });
    running.add(child);
    const clock = setTimeout(() => {
      notes.push(`stopped after ${minutes} minutes, before all was measured`);
      child.kill('SIGKILL');
    }, minutes * 60_000);
    child.on('message', (message: Message) => {
      if ('skipped' in message) notes.push(message.skipped);
      else figures[message.figure] = message.value;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(clock);
      running.delete(child);
      const complete = code === 0;
      if (!complete && notes.length === 0) notes.push(`${task} ended with ${code}`);
      resolve({ figures, notes, complete });
    });
  });
}

/** Works in a temporary folder that is gone afterwards, also when the person has had enough. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'breakfix-bench-'));
  const clear = () => {
    for (const child of running) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  const leave = () => {
    clear();
    process.exit(130);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, leave);
  try {
    return await work(folder);
  } finally {
    clear();
    for (const signal of signals) process.removeListener(signal, leave);
  }
}
