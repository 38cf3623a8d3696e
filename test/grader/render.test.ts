import { expect, test } from 'vitest';
import { renderJson } from '../../grader/render-json.ts';
import { renderJunit } from '../../grader/render-junit.ts';
import { renderText } from '../../grader/render-text.ts';
import { renderTrace } from '../../grader/render-trace.ts';
import { type Report, verdictOf } from '../../grader/report.ts';
import { columns, cut, wrap } from '../../grader/wrap.ts';
import type { Finding } from '../../lib/check/finding.ts';
import type { Header, Hop, Trace } from '../../lib/reach/trace.ts';

const HEADER: Header = {
  protocol: 'tcp',
  source: '10.20.10.7',
  sourcePort: '1024-65535',
  destination: '198.51.100.77',
  destinationPort: '443',
};

function hop(component: string, kind: Hop['kind'], more: Partial<Hop> = {}): Hop {
  return { direction: 'forward', component, kind, verdict: 'pass', header: HEADER, ...more };
}

const DROP = hop('rtb-2', 'route-table', { verdict: 'drop', code: 'CANNOT_ROUTE', note: 'no route matches' });
const TRACE: Trace = {
  from: 'batch',
  to: 'internet',
  protocol: 'tcp',
  port: 443,
  verdict: 'blocked',
  partial: false,
  lastHop: '',
  forward: [
    hop('i-1', 'instance'),
    hop('sg-10', 'security-group', { rule: 'egress allow tcp/443 to 0.0.0.0/0' }),
    DROP,
  ],
  return: [],
  blockers: [DROP],
};

const FINDINGS: Record<string, Finding> = {
  sealed: { verdict: 'pass', expected: 'nothing on the internet reaches batch', actual: 'nothing does', where: [] },
  outbound: {
    verdict: 'fail',
    expected: 'batch reaches the internet on tcp/443',
    actual: 'the connection times out & <nothing> answers',
    where: ['i-1'],
    code: 'CANNOT_ROUTE',
    cause: 'No route of rtb-2 matches.',
    trace: TRACE,
  },
  budget: { verdict: 'unknown', expected: 'the lab costs at most $0.10', actual: 'prices are not known', where: [] },
};

const report: Report = {
  scenario: 'private-subnet-no-nat',
  verdict: 'unsolved',
  account: '123456789012',
  region: 'eu-west-1',
  gradedAt: '2026-01-01T00:00:00.000Z',
  checks: Object.entries(FINDINGS).map(([id, finding]) => ({ id, finding })),
  advice: [],
  gaps: [{ command: 'ec2 describe-prefix-lists', reason: 'AccessDenied' }],
};

test('the verdict is unsolved on one failure, unknown on one open question, else solved', () => {
  const of = (...verdicts: Finding['verdict'][]) => verdictOf(verdicts.map((verdict) => ({ finding: { verdict } })));
  expect([of('pass'), of('pass', 'unknown'), of('unknown', 'fail', 'pass')]).toEqual(['solved', 'unknown', 'unsolved']);
});

test('tells what was expected, what was found and where, and keeps the cause to itself', () => {
  expect(renderText(report)).toBe(`private-subnet-no-nat · account 123456789012 · eu-west-1

✔ nothing on the internet reaches batch
✘ batch reaches the internet on tcp/443
    found   the connection times out & <nothing> answers
    where   i-1
? the lab costs at most $0.10
    found   prices are not known

What could not be read
? aws ec2 describe-prefix-lists: AccessDenied

Not solved yet: 1 of 3 checks fails, 1 cannot be decided.`);
});

test('explains on request', () => {
  const text = renderText(report, { explain: true });
  expect(text).toContain('    cause   No route of rtb-2 matches.\n    code    CANNOT_ROUTE: ');
  expect(text).toContain('✘ rtb-2  route-table     CANNOT_ROUTE · no route matches');
});

test('draws the way of a packet', () => {
  expect(renderTrace(TRACE)).toEqual([
    'batch → internet  tcp/443  blocked',
    '  forward',
    '    tcp 10.20.10.7:1024-65535 → 198.51.100.77:443',
    '    ✔ i-1    instance        ',
    '    ✔ sg-10  security-group  egress allow tcp/443 to 0.0.0.0/0',
    '    ✘ rtb-2  route-table     CANNOT_ROUTE · no route matches',
  ]);
});

test('JSON holds the cause back as well', () => {
  const text = JSON.stringify(renderJson(report));
  expect(text).toContain('the connection times out');
  expect(text).not.toMatch(/CANNOT_ROUTE|rtb-2/);
  expect(renderJson(report, { explain: true })).toEqual(report);
});

test('JUnit XML counts failures and open questions apart, and escapes', () => {
  const xml = renderJunit(report);
  expect(xml).toContain('<testsuite name="private-subnet-no-nat" tests="3" failures="1" errors="1" skipped="0"');
  expect(xml).toContain('<testcase classname="breakfix.private-subnet-no-nat" name="sealed"/>');
  expect(xml).toContain('<failure message="the connection times out &amp; &lt;nothing&gt; answers">');
  expect(xml).not.toMatch(/CANNOT_ROUTE|rtb-2/);
  expect(xml).toContain('<error message="prices are not known">');
});

test('speaks Korean, and aligns what it says by columns', () => {
  const text = renderText(report, { language: 'ko', explain: true });
  expect(text).toContain('private-subnet-no-nat · 계정 123456789012 · eu-west-1');
  expect(text).toContain('    원인    No route of rtb-2 matches.\n    코드    CANNOT_ROUTE: 경로의 CIDR');
  expect(text).toContain('    batch → internet  tcp/443  차단됨\n      요청\n');
  expect(text).toMatch(/아직 해결되지 않았습니다\. 3개 항목 중 1개가 실패했고 1개는 확인하지 못했습니다\.$/);
  expect(renderJunit(report, 'ko')).toContain('기대: batch reaches the internet on tcp/443\n결과: ');
});

test('wraps by columns, not characters', () => {
  expect(columns('보안 group')).toBe(10);
  expect(wrap('보안 그룹 보안 그룹', 10)).toEqual(['보안 그룹', '보안 그룹']);
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('', 7)).toEqual(['']);
});

test.each([
  ['네트워크 ACL', 9, '네트워크 '],
  ['네트워크', 7, '네트워'],
  ['route', 9, 'route'],
  ['', 3, ''],
])('%s is cut to %d columns', (text, width, expected) => {
  expect(cut(text, width)).toBe(expected);
});
