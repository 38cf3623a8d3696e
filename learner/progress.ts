import type { Scenario, Track } from '../lib/scenario.ts';
import { type Attempt, attempts } from './attempt.ts';
import type { Entry } from './deed.ts';
import { scoreOf } from './score.ts';

/** How far a learner is with one case. */
export interface CaseProgress {
  readonly scenario: string;
  readonly track: Track;
  /** `open` means that it was begun, and neither solved nor destroyed since. */
  readonly state: 'new' | 'open' | 'left' | 'solved';
  readonly attempts: readonly Attempt[];
  /** The best points of any attempt, and the seconds of the fastest one that was solved. */
  readonly points: number | undefined;
  readonly seconds: number | undefined;
  readonly solvedAt: string | undefined;
  /** Questions of the interview drill, by their number from 0, whose latest rating was `right`. */
  readonly mastered: readonly number[];
}

/** What to do next, and why. */
export type Next =
  | { readonly scenario: string; readonly why: 'open' | 'first' }
  | { readonly scenario: string; readonly why: 'follows' | 'opens a track'; readonly after: string }
  | { readonly scenario: string; readonly why: 'again'; readonly points: number }
  | { readonly scenario: string; readonly why: 'drill'; readonly left: number };

export interface Progress {
  readonly cases: readonly CaseProgress[];
  readonly tracks: readonly { readonly track: Track; readonly solved: number; readonly of: number }[];
  /** Undefined when there is nothing left to learn here. */
  readonly next: Next | undefined;
}

/** A case as the path sees it: the scenario, and how many questions its drill has. */
export interface Station extends Pick<Scenario, 'id' | 'track'> {
  readonly questions: number;
}

/** Below this a solved case is worth another attempt. */
const GOOD = 70;

/** How far a learner is, from the logbook, along the cases in teaching order. */
export function progress(stations: readonly Station[], entries: readonly Entry[]): Progress {
  const cases = stations.map(({ id, track }) => caseProgress(id, track, entries));
  const names = [...new Set(stations.map(({ track }) => track))];
  const tracks = names.map((track) => {
    const inTrack = cases.filter((each) => each.track === track);
    return { track, solved: inTrack.filter(({ state }) => state === 'solved').length, of: inTrack.length };
  });
  return { cases, tracks, next: nextOf(cases, stations) };
}

function caseProgress(scenario: string, track: Track, entries: readonly Entry[]): CaseProgress {
  const own = entries.filter((entry) => entry.scenario === scenario);
  const all = attempts(own);
  const solved = all.filter(({ solvedAt }) => solvedAt !== undefined);
  const latest = all.at(-1);
  const ratings = new Map(
    own.flatMap((entry) => (entry.kind === 'drilled' ? [[entry.deed.question, entry.deed.rating]] : [])),
  );
  const running = latest !== undefined && latest.endedAt === undefined && latest.solvedAt === undefined;
  const done = solved.length > 0 ? 'solved' : all.length > 0 ? 'left' : 'new';
  return {
    scenario,
    track,
    state: running ? 'open' : done,
    attempts: all,
    points: best(
      solved.flatMap((attempt) => scoreOf(attempt).points ?? []),
      Math.max,
    ),
    seconds: best(
      solved.flatMap(({ seconds }) => seconds ?? []),
      Math.min,
    ),
    solvedAt: solved.at(-1)?.solvedAt,
    mastered: [...ratings].filter(([, rating]) => rating === 'right').map(([question]) => question as number),
  };
}

function best(values: readonly number[], of: (...values: number[]) => number): number | undefined {
  return values.length > 0 ? of(...values) : undefined;
}

/**
 * What was begun is finished first; then comes the first unsolved case of the track that was worked in last, then the
 * first of all; where all are solved, what was solved badly, then what its drill has left.
 */
function nextOf(cases: readonly CaseProgress[], stations: readonly Station[]): Next | undefined {
  const open = cases.find(({ state }) => state === 'open');
  if (open) return { scenario: open.scenario, why: 'open' };
  const lastSolved = cases
    .filter(({ solvedAt }) => solvedAt !== undefined)
    .sort((a, b) => (a.solvedAt ?? '').localeCompare(b.solvedAt ?? ''))
    .at(-1);
  const unsolved = cases.filter(({ solvedAt }) => solvedAt === undefined);
  const follower = unsolved.find(({ track }) => track === lastSolved?.track);
  if (follower && lastSolved) return { scenario: follower.scenario, why: 'follows', after: lastSolved.scenario };
  const [first] = unsolved;
  if (first && lastSolved) return { scenario: first.scenario, why: 'opens a track', after: lastSolved.scenario };
  if (first) return { scenario: first.scenario, why: 'first' };
  const poor = cases.find(({ points = 0 }) => points < GOOD);
  if (poor) return { scenario: poor.scenario, why: 'again', points: poor.points ?? 0 };
  for (const { scenario, mastered } of cases) {
    const left = (stations.find(({ id }) => id === scenario)?.questions ?? 0) - mastered.length;
    if (left > 0) return { scenario, why: 'drill', left };
  }
  return undefined;
}
