import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignHops } from '../../grader/align.ts';
import { sideBySide } from '../../grader/side-by-side.ts';
import { columns } from '../../grader/wrap.ts';
import type { Header, Hop, Trace } from '../../lib/reach/trace.ts';

const HEADER: Header = {
  ...{
    protocol: 'tcp',
    source: '10.20.1.7',
    sourcePort: '1024-65535',
    destination: '10.20.0.5',
    destinationPort: '443',
  },
};

const hop = (component: string, kind: Hop['kind'], more: Partial<Hop> = {}): Hop => ({
  ...{ direction: 'forward', component, kind, verdict: 'pass', header: HEADER },
  ...more,
});

function trace(forward: readonly Hop[], back: readonly Hop[] = []): Trace {
  const all = [...forward, ...back];
  return {
    ...{ from: 'a', to: 'b', protocol: 'tcp', port: 443, verdict: 'blocked', partial: false, lastHop: '' },
    forward,
    return: back,
    blockers: all.filter(({ verdict }) => verdict === 'drop'),
  };
}

const SG = hop('sg-1', 'security-group', { way: 'egress' });
const ACL = hop('acl-1', 'network-acl', { way: 'egress' });
const DROP = hop('rtb-1', 'route-table', {
  verdict: 'drop',
  code: 'NO_ROUTE_TO_DESTINATION',
  note: 'no route matches',
});
const ROUTE = hop('rtb-2', 'route-table', { rule: '0.0.0.0/0 -> nat-1' });
const NAT = hop('nat-1', 'nat-gateway');

test('hops of one kind stand in one row, also where another resource has taken the place', () => {
  const pairs = alignHops(trace([SG, ACL, DROP]), trace([SG, ACL, ROUTE, NAT]));
  expect(pairs.map(([a, b]) => [a?.component, b?.component])).toEqual([
    ['sg-1', 'sg-1'],
    ['acl-1', 'acl-1'],
    ['rtb-1', 'rtb-2'],
    [undefined, 'nat-1'],
  ]);
});

test('what is gone or new leaves its row half empty', () => {
  const pairs = alignHops(trace([SG, NAT, ACL]), trace([SG, ROUTE, ACL]));
  const names = pairs.map(([a, b]) => `${a?.component}/${b?.component}`);
  expect(names).toEqual(['sg-1/sg-1', 'nat-1/undefined', 'undefined/rtb-2', 'acl-1/acl-1']);
});

test('no hop is lost, and none changes its place', () => {
  const hops = fc.array(fc.constantFrom(SG, ACL, DROP, ROUTE, NAT, { ...SG, way: 'ingress' as const }), {
    maxLength: 9,
  });
  fc.assert(
    fc.property(hops, hops, (a, b) => {
      const pairs = alignHops(trace(a), trace(b));
      expect(pairs.flatMap(([left]) => left ?? [])).toEqual(a);
      expect(pairs.flatMap(([, right]) => right ?? [])).toEqual(b);
      expect(pairs.filter(([left, right]) => !left && !right)).toEqual([]);
    }),
  );
});

test('marks the hop that dropped the packet, and only the first', () => {
  const later = { ...DROP, direction: 'return' } as const;
  const rows = sideBySide(trace([SG, DROP], [later]), trace([SG, ROUTE], [ROUTE]), 'here');
  const marked = rows.filter(([before]) => before.includes('◀ here'));
  expect(marked).toEqual([
    [
      '✘ rtb-1  route-table\n  NO_ROUTE_TO_DESTINATION · no route matches\n  ◀ here',
      '✔ rtb-2  route-table\n  0.0.0.0/0 -> nat-1',
    ],
  ]);
});

test('says the packet where it changes, and the direction once', () => {
  const answer: Header = { ...HEADER, source: HEADER.destination, destination: HEADER.source };
  const back = { ...SG, direction: 'return', header: answer } as const;
  const rows = sideBySide(trace([SG, ACL], [back]), trace([SG, ACL], [back]), 'here', { width: 60 });
  expect(rows.map(([before]) => before)).toEqual([
    'forward',
    'tcp 10.20.1.7:1024-65535 → 10.20.0.5:443\n✔ sg-1  security-group',
    '✔ acl-1  network-acl',
    'return',
    'tcp 10.20.0.5:1024-65535 → 10.20.1.7:443\n✔ sg-1  security-group',
  ]);
});

test('no line is wider than its column', () => {
  const long = hop(`arn:aws:elasticloadbalancing:us-east-1:1:listener/app/${'x'.repeat(120)}`, 'listener', {
    note: 'y'.repeat(99),
  });
  const rows = sideBySide(trace([long, DROP]), trace([long]), 'here', { width: 30 });
  for (const line of rows.flat().flatMap((cell) => cell.split('\n'))) expect(columns(line)).toBeLessThanOrEqual(30);
});
