import type { Gap } from '../lib/account/types.ts';
import type { Finding, Verdict } from '../lib/check/finding.ts';

/** What one check of a scenario found; `id` is the check's name in the scenario. */
export interface CheckResult {
  readonly id: string;
  readonly finding: Finding;
}

/** The grade of one deployed scenario: what was asked of the account and what it answered. */
export interface Report {
  readonly scenario: string;
  readonly variant?: string;
  /** `unknown` when no check fails, but at least one could not be told. */
  readonly verdict: 'solved' | 'unsolved' | 'unknown';
  /** The account's twelve digits. */
  readonly account: string;
  readonly region: string;
  /** ISO 8601. */
  readonly gradedAt: string;
  readonly checks: readonly CheckResult[];
  /** Remarks on an otherwise good fix: only those that apply. */
  readonly advice: readonly CheckResult[];
  /** Commands whose answers could not be read. */
  readonly gaps: readonly Gap[];
}

/** The verdict over all checks: one failure is enough for `unsolved`; without one, one `unknown` makes it `unknown`. */
export function verdictOf(checks: readonly { readonly finding: { readonly verdict: Verdict } }[]): Report['verdict'] {
  const verdicts = new Set(checks.map(({ finding }) => finding.verdict));
  if (verdicts.has('fail')) return 'unsolved';
  return verdicts.has('unknown') ? 'unknown' : 'solved';
}
