import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEntry } from '../../learner/deed.ts';

const ID = '8c5f4e0a-0000-4000-8000-000000000000';
const entry = (kind: string, deed: unknown, more: object = {}) => ({
  id: ID,
  attempt: ID,
  at: '2026-01-02T03:04:05.678Z',
  scenario: 'some-case',
  kind,
  deed,
  ...more,
});

const right = { direction: true, component: false, reason: true };
const answer = { direction: 'SYN', component: 'sg-1', reason: 'x' };

test.each([
  ['started', { variant: 'A', seed: 'x', target: 'local' }],
  ['hinted', { hint: 2 }],
  ['hinted', { hint: 'account' }],
  ['diagnosed', { answer, right }],
  ['graded', { verdict: 'unsolved', failing: { call: 'ENI_SG_RULES_MISMATCH' } }],
  ['graded', { verdict: 'solved', failing: {}, points: 90 }],
  ['revealed', {}],
  ['drilled', { question: 0, answer: '', rating: 'partly' }],
  ['wrote', { what: 'reply', text: 'Hello', seconds: 12, rubric: [true, false] }],
  ['ended', {}],
])('a line of kind %s is one', (kind, deed) => {
  expect(isEntry(entry(kind, deed))).toBe(true);
});

test.each([
  ['a kind that is not known', entry('constructor', {})],
  ['a hint that is not there', entry('hinted', { hint: 4 })],
  ['a target of another name', entry('started', { variant: 'A', seed: 'x', target: 'moon' })],
  ['a verdict that is none', entry('graded', { verdict: 'yes', failing: {} })],
  ['failing checks that are no texts', entry('graded', { verdict: 'unsolved', failing: { a: 1 } })],
  ['points that are no number', entry('graded', { verdict: 'solved', failing: {}, points: '9' })],
  ['half a diagnosis', entry('diagnosed', { answer })],
  ['no deed', entry('ended', undefined)],
  ['an id that is no UUID', entry('ended', {}, { id: '../../etc' })],
  ['an attempt that is no UUID', entry('ended', {}, { attempt: 'x' })],
  ['a scenario that could be a path', entry('ended', {}, { scenario: '../x' })],
  ['a time that is none', entry('ended', {}, { at: '2026-13-45T99:99:99Z' })],
  ['a text longer than anybody writes', entry('wrote', { what: 'star', text: 'x'.repeat(100_001), seconds: 1 })],
])('%s is refused', (_, value) => {
  expect(isEntry(value)).toBe(false);
});

test('anything may be asked', () => {
  fc.assert(fc.property(fc.anything(), (value) => !isEntry(value)));
});
