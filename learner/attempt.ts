import type { DeedKind, Deeds, Entry } from './deed.ts';

/** One run at a case, from its deployment on, as the logbook tells it. Times are ISO 8601. */
export interface Attempt {
  readonly id: string;
  readonly scenario: string;
  readonly startedAt: string;
  readonly terms: Deeds['started'] | undefined;
  /** The hints that were shown before it was solved, those of earlier attempts at it since it was last solved included. */
  readonly hints: readonly Deeds['hinted']['hint'][];
  /** How often it was graded without being solved, before it was. */
  readonly misses: number;
  /** The first diagnosis, which is the one that counts, and the seconds that it took. */
  readonly diagnosis: (Deeds['diagnosed'] & { readonly seconds: number }) | undefined;
  readonly solvedAt: string | undefined;
  /** Seconds from the deployment to the first grade that was `solved`. */
  readonly seconds: number | undefined;
  /** The fix's own points, 0 to 100, where it was rated. */
  readonly fixPoints: number | undefined;
  /** Whether the solution was shown before it was solved, in this attempt or an earlier one since it was last solved. */
  readonly revealed: boolean;
  readonly endedAt: string | undefined;
}

/** The attempts that a logbook tells of, in the order in which they began. */
export function attempts(entries: readonly Entry[]): Attempt[] {
  const byAttempt = new Map<string, Entry[]>();
  for (const entry of entries) {
    const known = byAttempt.get(entry.attempt);
    if (known) known.push(entry);
    else byAttempt.set(entry.attempt, [entry]);
  }
  const all = [...byAttempt.values()].map(attemptOf).sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  const known = new Map<string, Pick<Attempt, 'hints' | 'revealed'>>();
  return all.map((attempt) => {
    const before = known.get(attempt.scenario);
    const hints = [...new Set([...(before?.hints ?? []), ...attempt.hints])];
    const revealed = attempt.revealed || before?.revealed === true;
    if (attempt.solvedAt === undefined) known.set(attempt.scenario, { hints, revealed });
    else known.delete(attempt.scenario);
    return { ...attempt, hints, revealed };
  });
}

/** The lines of one kind. */
function all<Kind extends DeedKind>(entries: readonly Entry[], kind: Kind) {
  return entries.filter((entry) => entry.kind === kind) as unknown as readonly { at: string; deed: Deeds[Kind] }[];
}

function attemptOf(entries: readonly Entry[]): Attempt {
  const [first] = entries as [Entry, ...Entry[]];
  const solved = entries.findIndex((entry) => entry.kind === 'graded' && entry.deed.verdict === 'solved');
  const before = solved < 0 ? entries : entries.slice(0, solved);
  const end = solved < 0 ? undefined : all(entries.slice(solved), 'graded')[0];
  const since = (at: string) => Math.max(0, Math.round((Date.parse(at) - Date.parse(first.at)) / 1000));
  const [diagnosed] = all(before, 'diagnosed');
  return {
    id: first.attempt,
    scenario: first.scenario,
    startedAt: first.at,
    terms: all(entries, 'started')[0]?.deed,
    hints: [...new Set(all(before, 'hinted').map(({ deed }) => deed.hint))],
    misses: all(before, 'graded').filter(({ deed }) => deed.verdict === 'unsolved').length,
    diagnosis: diagnosed && { ...diagnosed.deed, seconds: since(diagnosed.at) },
    solvedAt: end?.at,
    seconds: end && since(end.at),
    fixPoints: end?.deed.points,
    revealed: all(before, 'revealed').length > 0,
    endedAt: all(entries, 'ended').at(-1)?.at,
  };
}
