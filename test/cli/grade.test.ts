import { expect, test } from 'vitest';
import { changes } from '../../cli/grade.ts';
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
