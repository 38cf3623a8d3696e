import { isDeepStrictEqual } from 'node:util';
import type { DeedKind, Deeds, Entry } from '../learner/deed.ts';
import { Logbook } from '../learner/logbook.ts';
import { BreakfixError } from '../lib/error.ts';
import { homePath } from './home.ts';

/** Works with the learner's logbook; one that cannot be read is set aside, and the learner is told. */
export function withLogbook<T>(work: (logbook: Logbook) => T): T {
  const logbook = Logbook.open(homePath('logbook.db'), (line) => process.stderr.write(`${line}\n`));
  try {
    return work(logbook);
  } finally {
    logbook.close();
  }
}

/** What is written down about a scenario, or about all; nothing where that cannot be read. */
export function entries(scenario?: string): Entry[] {
  try {
    return withLogbook((logbook) => logbook.entries(scenario));
  } catch {
    return [];
  }
}

/** Writes something down, and answers whether that could be done: no verdict may depend on it. */
export function note<Kind extends DeedKind>(scenario: string, kind: Kind, deed: Deeds[Kind]): boolean {
  try {
    withLogbook((logbook) => logbook.write(scenario, kind, deed));
    return true;
  } catch {
    return false;
  }
}

/** Writes something down, unless it is what the last line about the scenario says. */
export function noteUnlessSaid<Kind extends DeedKind>(scenario: string, kind: Kind, deed: Deeds[Kind]): void {
  try {
    withLogbook((logbook) => {
      const last = logbook.entries(scenario).at(-1);
      if (last?.kind !== kind || !isDeepStrictEqual(last.deed, deed)) logbook.write(scenario, kind, deed);
    });
  } catch {
    // A grade is told whether or not it can be written down.
  }
}

/** Writes down what the learner asked to be written down: that it cannot be done is an error. */
export function writeDown<Kind extends DeedKind>(scenario: string, kind: Kind, deed: Deeds[Kind]): void {
  if (note(scenario, kind, deed)) return;
  throw new BreakfixError('CANNOT_WRITE', 'The logbook could not be written.', 'breakfix doctor', 74);
}
