import type { Finding } from '../lib/check/finding.ts';

/** A finding without what would give the answer away: its cause, code and trace, and the components that drop the packet. */
export function symptom({ verdict, expected, actual, where, trace }: Finding): Finding {
  const blockers = new Set(trace?.blockers.map((hop) => hop.component));
  return { verdict, expected, actual, where: where.filter((id) => !blockers.has(id)) };
}
