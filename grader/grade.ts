import type { Account } from '../lib/account/types.ts';
import type { Check, View } from '../lib/check/check.ts';
import { HOUSE_RULES } from '../lib/check/house-rules.ts';
import { CHECK_WORDS } from '../lib/check/words/index.ts';
import { hourlyCharges } from '../lib/cost.ts';
import { interpret } from '../lib/network/network.ts';
import { findPlaces } from '../lib/place.ts';
import type { Scenario } from '../lib/scenario.ts';
import type { Terms } from '../lib/terms.ts';
import type { Language } from '../lib/text.ts';
import { type CheckResult, type Report, verdictOf } from './report.ts';

/** Grades a scenario, deployed on some terms, from the facts of its VPCs: what holds, what does not, and what could not be told; in sentences of a language. */
export function grade(scenario: Scenario, account: Account, terms: Terms, language: Language = 'en'): Report {
  const vpcIds = new Set(account.Vpcs.flatMap((vpc) => vpc.VpcId ?? []));
  const view: View = {
    network: interpret(account),
    places: findPlaces(account),
    charges: hourlyCharges(account, vpcIds),
    words: CHECK_WORDS[language],
  };
  const checks = runAll({ ...scenario.checks(terms), ...HOUSE_RULES }, view);
  return {
    scenario: scenario.id,
    verdict: verdictOf(checks),
    account: account.AccountId,
    region: account.Region,
    gradedAt: new Date().toISOString(),
    checks,
    advice: runAll(scenario.advice(terms), view).filter(
      ({ finding }) => finding.verdict === 'fail' && finding.code !== 'MISSING',
    ),
    gaps: account.gaps,
  };
}

function runAll(checks: Readonly<Record<string, Check>>, view: View): CheckResult[] {
  return Object.entries(checks).map(([id, check]) => ({ id, finding: check.run(view) }));
}
