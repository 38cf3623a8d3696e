import { grade } from '../grader/grade.ts';
import type { Report } from '../grader/report.ts';
import { snapshot } from '../lib/account/snapshot.ts';
import type { Account } from '../lib/account/types.ts';
import { BreakfixError } from '../lib/error.ts';
import { findStack, stackName, stackResources, vpcIdsAmong } from '../lib/lab-stack.ts';
import type { Scenario } from '../lib/scenario.ts';
import { type Terms, termsOf } from '../lib/terms.ts';
import { explain } from './aws-errors.ts';
import { stackState } from './lab-state.ts';
import { note } from './logbook.ts';
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

/** Grades a deployed scenario, and writes it down when it is solved. */
export async function gradeLab(target: Target, scenario: Scenario): Promise<Report> {
  const terms = await deployedTerms(target, scenario);
  const report = grade(scenario, await labAccount(target, scenario), terms);
  if (report.verdict === 'solved') note(scenario.id, { solved: report.gradedAt });
  return report;
}
