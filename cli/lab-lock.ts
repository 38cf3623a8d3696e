import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { BreakfixError } from '../lib/error.ts';
import { homePath, removeFile } from './home.ts';
import type { LabRecord } from './lab-record.ts';
import { isAlive } from './local-aws.ts';

/** A lock that does not say whose it is yet is being written; after that many milliseconds nobody is writing it any more. */
const WRITTEN_BY_NOW = 5000;

const held = new Set<string>();

/**
 * Changes a lab while no other breakfix of this home folder does; throws BreakfixError LAB_BUSY when one is at it. The lock of
 * a process that has ended does not count.
 */
export async function exclusively<T>(
  { target, account, region, id }: Pick<LabRecord, 'target' | 'account' | 'region' | 'id'>,
  work: () => Promise<T>,
): Promise<T> {
  const path = homePath('labs', `${target}-${account}-${region}-${id}.lock`);
  if (held.has(path)) return work();
  take(path, id);
  held.add(path);
  try {
    return await work();
  } finally {
    held.delete(path);
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
