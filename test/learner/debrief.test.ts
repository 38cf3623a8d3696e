import { expect, test } from 'vitest';
import { knowsAnswer } from '../../learner/answer-known.ts';
import { attempts } from '../../learner/attempt.ts';
import type { Entry, Rating } from '../../learner/deed.ts';
import { endsInterview, notMastered, standings } from '../../learner/drill.ts';
import { REPLY_POINTS, tracesIn, wordsIn } from '../../learner/reply.ts';
import { latestWriting } from '../../learner/writing.ts';

type Line = readonly [kind: Entry['kind'], deed: object, attempt?: string];

/** Lines of one case's logbook, one a minute. */
const log = (...lines: readonly Line[]): Entry[] =>
  lines.map(
    ([kind, deed, attempt = 'a1'], i) =>
      ({ id: `${i}`, at: new Date(i * 60_000).toISOString(), scenario: 'r1', attempt, kind, deed }) as unknown as Entry,
  );

const STARTED: Line = ['started', { variant: 'A', seed: 's', target: 'local' }];
const SOLVED: Line = ['graded', { verdict: 'solved', failing: {} }];
const MISSED: Line = ['graded', { verdict: 'unsolved', failing: { a: 'X' } }];
const again = ([kind, deed]: Line): Line => [kind, deed, 'a2'];

test.each<[string, boolean, Line[]]>([
  ['of a case that was never begun', false, []],
  ['while it is not solved', false, [STARTED, MISSED]],
  ['once it is solved', true, [STARTED, SOLVED]],
  ['once the solution was shown', true, [STARTED, ['revealed', {}]]],
  ['while it is tried once more', false, [STARTED, SOLVED, ['ended', {}], again(STARTED)]],
  ['when the second try is given up', true, [STARTED, SOLVED, again(STARTED), again(['ended', {}])]],
  ['when the only try is given up', false, [STARTED, ['ended', {}]]],
])('the answer is a secret or not: %s', (_, known, lines) => {
  expect(knowsAnswer(attempts(log(...lines)))).toBe(known);
});

const drilled = (question: number, rating: Rating, answer: string = rating): Line => [
  'drilled',
  { question, answer, rating },
];

test('the latest answer to a question counts, and what is not right is asked again', () => {
  const entries = log(
    drilled(0, 'right'),
    drilled(1, 'wrong'),
    drilled(0, 'partly', 'later'),
    drilled(1, 'right'),
    drilled(9, 'right'),
  );
  const all = standings(entries, 3);
  expect(all.map(({ latest }) => latest?.answer)).toEqual(['later', 'right', undefined]);
  expect(notMastered(all).map(({ question }) => question)).toEqual([0, 2]);
});

test('only a right answer keeps an interviewer on the topic', () => {
  expect((['right', 'partly', 'wrong'] as const).map(endsInterview)).toEqual([false, true, true]);
});

test('the latest writing of a kind counts', () => {
  const wrote = (what: string, text: string): Line => ['wrote', { what, text, seconds: 1 }];
  const entries = log(wrote('reply', 'a'), wrote('star', 'b'), wrote('reply', 'c'));
  expect(latestWriting(entries, 'reply')).toMatchObject({ text: 'c' });
  expect(latestWriting(entries, 'translation')).toBeUndefined();
});

test.each([
  ['', 0],
  ['  \n ', 0],
  ['one', 1],
  ['Thanks - we found it.\n\n- acl-1', 5],
  ['네트워크 ACL을 고쳤습니다.', 3],
])('%j has %i words', (text, count) => {
  expect(wordsIn(text)).toBe(count);
});

test.each([
  ['nothing at all', []],
  ['entry 110 of acl-0123456789abcdef0', ['evidence']],
  ['arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/x', ['evidence']],
  ['to roll back, delete entry 110', ['steps']],
  ['문제가 생기면 되돌릴 수 있습니다', ['steps']],
  ['https://docs.aws.amazon.com/vpc/latest/userguide/x.html', ['links']],
  ['https://example.com/docs.aws.amazon.com/', []],
])('a program finds traces of the rubric in %j', (text, points) => {
  expect(tracesIn(text).flatMap(({ point, found }) => (found ? [point] : []))).toEqual(points);
});

test('a reply has nine points', () => {
  expect(new Set(REPLY_POINTS).size).toBe(9);
});
