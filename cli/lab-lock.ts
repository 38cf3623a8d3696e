import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { BreakfixError } from '../lib/error.ts';
import { homePath, removeFile } from './home.ts';
import type { LabRecord } from './lab-record.ts';
import { isAlive } from './local-aws.ts';

/** A lock that does not say whose it is yet is being written; after that many milliseconds nobody is writing it any more. */
const WRITTEN_BY_NOW = 5000;

/** The locks that whoever asks holds already: work on a lab may have parts that lock it, too. */
const held = new AsyncLocalStorage<ReadonlySet<string>>();

/**
 * Changes a lab while nobody else of this home folder does, in this process or another; throws BreakfixError LAB_BUSY when somebody
 * is at it. The lock of a process that has ended does not count.
 */
export async function exclusively<T>(
  { target, account, region, id }: Pick<LabRecord, 'target' | 'account' | 'region' | 'id'>,
  work: () => Promise<T>,
): Promise<T> {
  const path = homePath('labs', `${target}-${account}-${region}-${id}.lock`);
  const own = held.getStore() ?? new Set();
  if (own.has(path)) return work();
  take(path, id);
  try {
    return await held.run(new Set([...own, path]), work);
  } finally {
    removeFile(path);
  }
}

function take(path: string, id: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = holderOf(path);
      if (holder !== undefined) throw busy(path, id, holder);
      removeFile(path);
    }
  }
}

/** The process that holds a lock, or undefined when none does any more. */
function holderOf(path: string): string | undefined {
  try {
    const pid = readFileSync(path, 'utf8');
    if (pid === '') return Date.now() - statSync(path).mtimeMs < WRITTEN_BY_NOW ? '?' : undefined;
    return isAlive(Number(pid)) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function busy(path: string, id: string, holder: string): BreakfixError {
  return new BreakfixError(
    'LAB_BUSY',
    `Another breakfix, process ${holder}, is at work on ${id}.`,
    `the same command once it has finished; if that process is something else, remove ${path}`,
    75,
  );
}
