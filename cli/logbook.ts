import { homePath, readJson, writeJson } from './home.ts';

/** What the learner did with one scenario on this machine. */
export interface Entry {
  /** How many hints were shown. */
  readonly hints: number;
  /** ISO 8601; when it was last graded as solved. */
  readonly solved?: string;
}

type Logbook = Readonly<Record<string, Entry>>;

/** What is written down about a scenario. */
export function entry(scenario: string): Entry {
  const { hints, ...rest } = { ...read()[scenario] };
  return { ...rest, hints: Number.isInteger(hints) ? Number(hints) : 0 };
}

/** Writes down something new about a scenario, and answers whether that could be done: no verdict may depend on it. */
export function note(scenario: string, change: Partial<Entry>): boolean {
  try {
    writeJson(file(), { ...read(), [scenario]: { ...entry(scenario), ...change } });
    return true;
  } catch {
    return false;
  }
}

function read(): Logbook {
  return readJson<Logbook>(file()) ?? {};
}

function file(): string {
  return homePath('logbook.json');
}
