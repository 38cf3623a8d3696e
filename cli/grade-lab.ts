import { grade } from '../grader/grade.ts';
import { type Quality, rate } from '../grader/quality.ts';
import type { Report } from '../grader/report.ts';
import { snapshot } from '../lib/account/snapshot.ts';
import type { Account } from '../lib/account/types.ts';
import { BreakfixError } from '../lib/error.ts';
import { findStack, stackName, stackResources, vpcIdsAmong } from '../lib/lab-stack.ts';
import type { Scenario } from '../lib/scenario.ts';
import { type Terms, termsOf } from '../lib/terms.ts';
import type { Language } from '../lib/text.ts';
import { explain } from './aws-errors.ts';
import { readRecord } from './lab-record.ts';
import { type LabSnapshots, readSnapshots, writeSnapshots } from './lab-snapshots.ts';
import { stackState } from './lab-state.ts';
import { noteUnlessSaid } from './logbook.ts';
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

/** A report, and how good the fix is where it passes and the lab's first state was kept. */
export interface Graded extends Report {
  readonly quality?: Quality;
}

/** Grades a deployed scenario, rates what passes, and writes down what came of it unless that is what the last grade said. */
export async function gradeLab(target: Target, scenario: Scenario, language: Language): Promise<Graded> {
  const terms = await deployedTerms(target, scenario);
  const account = await labAccount(target, scenario);
  const report = grade(scenario, account, terms, language);
  const kept = report.verdict === 'solved' ? keepAfter(target, scenario, account) : undefined;
  const quality = kept && rate(scenario, terms, { before: kept.before, after: account });
  writeDown(report, quality?.points);
  return { ...report, ...(quality && { quality }) };
}

/** Keeps what the lab looked like when it was first solved, and answers what is kept of it. */
function keepAfter({ name, region }: Target, { id }: Scenario, account: Account): LabSnapshots | undefined {
  const place = { target: name, account: account.AccountId, region };
  const kept = readSnapshots(place, id, readRecord(place, id));
  if (kept && !kept.after) writeSnapshots({ ...kept, after: account });
  return kept;
}

/** No verdict may depend on whether this can be written. */
function writeDown({ scenario, verdict, checks }: Report, points: number | undefined): void {
  const failing = Object.fromEntries(
    checks.flatMap(({ id, finding }) => (finding.verdict === 'pass' ? [] : [[id, finding.code ?? finding.verdict]])),
  );
  noteUnlessSaid(scenario, 'graded', { verdict, failing, ...(points !== undefined && { points }) });
}
