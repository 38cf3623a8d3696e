import { type FindingCode, POLICY_CODES } from '../../lib/check/finding.ts';
import { REACHABILITY_CODES } from '../../lib/reach/codes.ts';
import type { Direction, Trace } from '../../lib/reach/trace.ts';

const verdicts: Record<Trace['verdict'], string> = { reachable: 'reachable', blocked: 'blocked', unknown: 'unknown' };
const directions: Record<Direction, string> = { forward: 'forward', return: 'return' };
const meanings: Readonly<Record<FindingCode, string>> = { ...REACHABILITY_CODES, ...POLICY_CODES };

const of = (all: number) => `of ${all} ${all === 1 ? 'check' : 'checks'}`;

/** What reports and traces say. */
export const en = {
  account: (account: string) => `account ${account}`,
  labels: { found: 'found', where: 'where', check: 'check', cause: 'cause', code: 'code', expected: 'expected' },
  remarks: 'Worth a thought, though it does not count against the fix',
  gaps: 'What could not be read',
  solved: (all: number) => `Solved: all ${all} checks pass.`,
  untold: (unknown: number, all: number) => `Could not tell: ${unknown} ${of(all)} cannot be decided.`,
  unsolved: (failing: number, all: number, unknown: number) => {
    const open = unknown > 0 ? `, ${unknown} cannot be decided` : '';
    return `Not solved yet: ${failing} ${of(all)} ${failing === 1 ? 'fails' : 'fail'}${open}.`;
  },
  verdicts,
  inPart: (verdict: string) => `${verdict} in part`,
  directions,
  nothing: 'nothing',
  fromPort: (ports: string) => ` from port ${ports}`,
  noAnswer: ', but no answer comes back',
  meanings,
  /** What a hop says, and its addresses. */
  note: (said = '') => said,
};
