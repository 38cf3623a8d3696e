import { isDeepStrictEqual } from 'node:util';
import { grade } from '../grader/grade.ts';
import type { Report } from '../grader/report.ts';
import { snapshot } from '../lib/account/snapshot.ts';
import type { Account } from '../lib/account/types.ts';
import { BreakfixError } from '../lib/error.ts';
import { findStack, stackName, stackResources, vpcIdsAmong } from '../lib/lab-stack.ts';
import type { Scenario } from '../lib/scenario.ts';
import { type Terms, termsOf } from '../lib/terms.ts';
import { explain } from './aws-errors.ts';
import { readRecord } from './lab-record.ts';
import { readSnapshots, writeSnapshots } from './lab-snapshots.ts';
import { stackState } from './lab-state.ts';
import { entries, note } from './logbook.ts';
import { notDeployed } from './not-deployed.ts';
import type { Target } from './verb.ts';

/** The terms of the scenario that stands at the target; a BreakfixError when none does, or not yet. */
export async function deployedTerms(target: Target, scenario: Scenario): Promise<Terms> {
  const { id } = scenario;
  const stack = await findStack(target.clients, stackName(id)).catch((error: unknown) => {
    throw explain(error);
  });
  const state = stackState(stack, undefined);
  if (state === 'absent') throw notDeployed(id, target);
  if (state !== 'deployed') {
    const what = `${id} is not ready: CloudFormation says ${stack?.StackStatus}.`;
    throw new BreakfixError('NOT_READY', what, `breakfix status; breakfix reset ${id} starts over`, 75);
  }
  return termsOf(scenario, stack?.Tags);
}

/** The VPCs of a deployed scenario as they stand, with all that is in them. */
export async function labAccount(target: Target, { id }: Scenario): Promise<Account> {
  try {
    const resources = await stackResources(target.clients, stackName(id));
    return await snapshot(target.clients, { vpcIds: vpcIdsAmong(resources) });
  } catch (error) {
    throw explain(error);
  }
}

/** Grades a deployed scenario, and writes down what came of it unless that is what the last grade said. */
export async function gradeLab(target: Target, scenario: Scenario): Promise<Report> {
  const terms = await deployedTerms(target, scenario);
  const account = await labAccount(target, scenario);
  const report = grade(scenario, account, terms);
  if (report.verdict === 'solved') keepAfter(target, scenario, account);
  writeDown(report);
  return report;
}

/** Keeps what the lab looked like when it was first solved. */
function keepAfter({ name, region }: Target, { id }: Scenario, account: Account): void {
  const place = { target: name, account: account.AccountId, region };
  const kept = readSnapshots(place, id, readRecord(place, id));
  if (kept && !kept.after) writeSnapshots({ ...kept, after: account });
}

function writeDown({ scenario, verdict, checks }: Report): void {
  const failing = Object.fromEntries(
    checks.flatMap(({ id, finding }) => (finding.verdict === 'pass' ? [] : [[id, finding.code ?? finding.verdict]])),
  );
  const deed = { verdict, failing };
  const last = entries(scenario).at(-1);
  if (last?.kind === 'graded' && isDeepStrictEqual(last.deed, deed)) return;
  note(scenario, 'graded', deed);
}
