import { setTimeout as sleep } from 'node:timers/promises';
import { BreakfixError } from './error.ts';

/** Asks until the answer is true, soon at first and then every few seconds; a DEADLINE_EXCEEDED error names what did not happen. */
export async function waitUntil(
  what: string,
  isSo: () => Promise<boolean>,
  { seconds, signal }: { seconds: number; signal?: AbortSignal },
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (let pause = 25; !(await isSo()); pause = Math.min(pause * 1.6, 5000)) {
    if (Date.now() + pause > deadline) {
      throw new BreakfixError(
        'DEADLINE_EXCEEDED',
        `Waited ${seconds} s, and still not: ${what}.`,
        'the same command again; it goes on where it stopped',
        75,
      );
    }
    await sleep(pause, undefined, { signal });
  }
}
