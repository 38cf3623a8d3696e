import { expect, test } from 'vitest';
import { attempts } from '../../learner/attempt.ts';
import type { DeedKind, Deeds, Entry } from '../../learner/deed.ts';
import { progress, type Station } from '../../learner/progress.ts';
import { scoreOf } from '../../learner/score.ts';

const STATIONS: Station[] = [
  { id: 'r1', track: 'routing', questions: 2 },
  { id: 'r2', track: 'routing', questions: 2 },
  { id: 'f1', track: 'firewalls', questions: 2 },
];

const STARTED: Deeds['started'] = { variant: 'A', seed: 's', target: 'local' };
const SOLVED: Deeds['graded'] = { verdict: 'solved', failing: {} };
const UNSOLVED: Deeds['graded'] = { verdict: 'unsolved', failing: { call: 'X' } };

type Line = { [K in DeedKind]: readonly [scenario: string, kind: K, deed: Deeds[K], second?: number] }[DeedKind];

/** Lines of a logbook, one a minute unless they name their second; `started` begins an attempt. */
function log(...lines: readonly Line[]): Entry[] {
  const current = new Map<string, string>();
  return lines.map(([scenario, kind, deed, second], i) => {
    if (kind === 'started' || !current.has(scenario)) current.set(scenario, `attempt-${i}`);
    const at = new Date((second ?? i * 60) * 1000).toISOString();
    return { id: `line-${i}`, at, scenario, attempt: current.get(scenario), kind, deed } as unknown as Entry;
  });
}

const solve = (id: string): Line[] => [
  [id, 'started', STARTED],
  [id, 'graded', SOLVED],
  [id, 'ended', {}],
];

test('an attempt tells its times, hints and misses; what comes after it is solved does not count', () => {
  const [attempt] = attempts(
    log(
      ['r1', 'started', STARTED, 0],
      ['r1', 'graded', UNSOLVED, 60],
      ['r1', 'hinted', { hint: 1 }, 61],
      ['r1', 'hinted', { hint: 1 }, 62],
      [
        'r1',
        'diagnosed',
        {
          answer: { direction: 'd', component: 'c', reason: 'r' },
          right: { direction: true, component: true, reason: false },
        },
        90,
      ],
      ['r1', 'graded', { ...SOLVED, points: 80 }, 300],
      ['r1', 'hinted', { hint: 2 }, 400],
      ['r1', 'revealed', {}, 401],
      ['r1', 'graded', UNSOLVED, 500],
    ),
  );
  expect(attempt).toMatchObject({
    hints: [1],
    misses: 1,
    seconds: 300,
    diagnosis: { seconds: 90, right: { direction: true, component: true, reason: false } },
    revealed: false,
    fixPoints: 80,
  });
  expect(scoreOf(attempt!)).toEqual({
    points: 80,
    reasons: [
      { what: 'fix', detail: '', points: 80 },
      { what: 'diagnosis', detail: '2 of 3', points: 5 },
      { what: 'hint', detail: '1', points: -5 },
    ],
  });
});

test('a reset does not wash away what was shown, a solution does', () => {
  const all = attempts(
    log(
      ['r1', 'started', STARTED],
      ['r1', 'hinted', { hint: 3 }],
      ['r1', 'revealed', {}],
      ['r1', 'started', STARTED],
      ['r1', 'graded', SOLVED],
      ['r1', 'started', STARTED],
      ['r1', 'graded', SOLVED],
    ),
  );
  expect(all.map((attempt) => scoreOf(attempt).points)).toEqual([undefined, 0, 100]);
});

test('hints of one case cost another nothing', () => {
  const all = attempts(log(['r1', 'started', STARTED], ['r1', 'hinted', { hint: 3 }], ...solve('r2')));
  expect(all.find(({ scenario }) => scenario === 'r2')?.hints).toEqual([]);
});

test.each<[string, Line[], object | undefined]>([
  ['nothing was done', [], { scenario: 'r1', why: 'first' }],
  ['a case is begun', [['f1', 'started', STARTED]], { scenario: 'f1', why: 'open' }],
  [
    'a case was given up',
    [
      ['f1', 'started', STARTED],
      ['f1', 'ended', {}],
    ],
    { scenario: 'r1', why: 'first' },
  ],
  ['the first of a track is solved', solve('r1'), { scenario: 'r2', why: 'follows', after: 'r1' }],
  ['a track is done', [...solve('r1'), ...solve('r2')], { scenario: 'f1', why: 'opens a track', after: 'r2' }],
  [
    'all is solved, one of it badly',
    [
      ['r1', 'started', STARTED],
      ['r1', 'revealed', {}],
      ['r1', 'graded', SOLVED],
      ['r1', 'ended', {}],
      ...solve('r2'),
      ...solve('f1'),
    ],
    { scenario: 'r1', why: 'again', points: 0 },
  ],
  [
    'all is solved well',
    [
      ...solve('r1'),
      ...solve('r2'),
      ...solve('f1'),
      ['r1', 'drilled', { question: 0, answer: '', rating: 'right' }],
      ['r1', 'drilled', { question: 1, answer: '', rating: 'right' }],
      ['r2', 'drilled', { question: 0, answer: '', rating: 'right' }],
      ['r2', 'drilled', { question: 0, answer: '', rating: 'wrong' }],
    ],
    { scenario: 'r2', why: 'drill', left: 2 },
  ],
])('what comes next when %s', (_, lines, next) => {
  expect(progress(STATIONS, log(...lines)).next).toEqual(next);
});

test('nothing comes next when all is solved and mastered', () => {
  const mastered = STATIONS.flatMap(({ id }) => [
    ...solve(id),
    ...[0, 1].map((question): Line => [id, 'drilled', { question, answer: '', rating: 'right' }]),
  ]);
  expect(progress(STATIONS, log(...mastered)).next).toBeUndefined();
});

test('cases and tracks tell their state, best points and best time', () => {
  const { cases, tracks } = progress(
    STATIONS,
    log(
      ['r1', 'started', STARTED, 0],
      ['r1', 'graded', { ...SOLVED, points: 60 }, 100],
      ['r1', 'started', STARTED, 200],
      ['r1', 'hinted', { hint: 1 }, 210],
      ['r1', 'graded', SOLVED, 500],
      ['f1', 'started', STARTED, 600],
      ['f1', 'ended', {}, 700],
    ),
  );
  expect(cases.map(({ scenario, state, points, seconds }) => [scenario, state, points, seconds])).toEqual([
    ['r1', 'solved', 95, 100],
    ['r2', 'new', undefined, undefined],
    ['f1', 'left', undefined, undefined],
  ]);
  expect(tracks).toEqual([
    { track: 'routing', solved: 1, of: 2 },
    { track: 'firewalls', solved: 0, of: 1 },
  ]);
});
