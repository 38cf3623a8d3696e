import { grade } from '../grader/grade.ts';
import type { Report } from '../grader/report.ts';
import { snapshot } from '../lib/account/snapshot.ts';
import type { Account } from '../lib/account/types.ts';
import { BreakfixError } from '../lib/error.ts';
import { findStack, stackName, stackResources, vpcIdsAmong } from '../lib/lab-stack.ts';
import { VARIANT_TAG } from '../lib/place.ts';
import type { Scenario } from '../lib/scenario.ts';
import { explain } from './aws-errors.ts';
import { stackState } from './lab-state.ts';
import { note } from './logbook.ts';
import { notDeployed } from './not-deployed.ts';
import type { Target } from './verb.ts';

/** The variant of a scenario that stands at the target; a BreakfixError when none does, or not yet. */
export async function deployedVariant(target: Target, { id, variants }: Scenario): Promise<string> {
  const stack = await findStack(target.clients, stackName(id)).catch((error: unknown) => {
    throw explain(error);
  });
  const state = stackState(stack, undefined);
  if (state === 'absent') throw notDeployed(id, target);
  if (state !== 'deployed') {
    const what = `${id} is not ready: CloudFormation says ${stack?.StackStatus}.`;
    throw new BreakfixError('NOT_READY', what, `breakfix status; breakfix reset ${id} starts over`, 75);
  }
  return stack?.Tags?.find(({ Key }) => Key === VARIANT_TAG)?.Value ?? variants[0] ?? '';
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
  await deployedVariant(target, scenario);
  const report = grade(scenario, await labAccount(target, scenario));
  if (report.verdict === 'solved') note(scenario.id, { solved: report.gradedAt });
  return report;
}
