import type { Finding } from '../lib/check/finding.ts';

/** A finding without what would give the answer away: its cause, code and trace. */
export function symptom({ verdict, expected, actual, where }: Finding): Finding {
  return { verdict, expected, actual, where };
}
