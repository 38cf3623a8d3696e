import { expect, test } from 'vitest';
import { changes, watch } from '../../cli/grade.ts';
import type { Report } from '../../grader/report.ts';
import type { Finding } from '../../lib/check/finding.ts';

function report(checks: Record<string, Partial<Finding>>): Report {
  const finding = { verdict: 'pass', expected: 'it works', actual: 'it does', where: [] } as const;
  return {
    scenario: 'any',
    verdict: 'unsolved',
    account: '123456789012',
    region: 'us-east-1',
    gradedAt: '2026-01-01T00:00:00.000Z',
    checks: Object.entries(checks).map(([id, part]) => ({ id, finding: { ...finding, ...part } })),
    advice: [],
    gaps: [],
  };
}

test('only what is found otherwise than before counts as a change', () => {
  const before = report({ a: { verdict: 'fail', actual: 'times out' }, b: {}, c: { where: ['i-1'] } });
  const now = report({ a: {}, b: { cause: 'no matter' }, c: { where: ['i-2'] } });
  expect(changes(before, now).map(({ id }) => id)).toEqual(['a', 'c']);
  expect(changes(now, now)).toEqual([]);
});

test('watches until it is solved, and tells what changed', async () => {
  const broken = report({ a: { verdict: 'fail', actual: 'times out' }, b: {} });
  const solved: Report = { ...report({ a: {}, b: {} }), verdict: 'solved' };
  const grades = [broken, broken, solved];
  const told: string[][] = [];
  const onChange = (_: Report, changed: readonly { id: string }[]) => told.push(changed.map(({ id }) => id));
  const last = await watch(broken, async () => grades.shift() ?? broken, { seconds: 5, onChange });
  expect(last).toBe(solved);
  expect(told).toEqual([['a']]);
});

test('answers the last report when time is up', async () => {
  const broken = report({ a: { verdict: 'fail' } });
  const now = report({ a: { verdict: 'unknown' } });
  expect(await watch(broken, async () => now, { seconds: 0.03, onChange: () => {} })).toBe(now);
});
