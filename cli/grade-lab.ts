import { grade } from '../grader/grade.ts';
import { type Quality, rate } from '../grader/quality.ts';
import type { Report } from '../grader/report.ts';
import { snapshot } from '../lib/account/snapshot.ts';
import type { Account } from '../lib/account/types.ts';
import { BreakfixError } from '../lib/error.ts';
import { findStack, stackName, stackResources, vpcIdsAmong } from '../lib/lab-stack.ts';
import type { Scenario } from '../lib/scenario.ts';
import { drawTerms, type Terms, termsOf } from '../lib/terms.ts';
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
  const graded = rated(report, scenario, terms, keep(target, scenario, account, report), account);
  writeDown(graded, graded.quality?.points);
  return graded;
}

/** The report of the last grade of the lab as it is deployed, told anew from what it looked like then. */
export async function lastReport(target: Target, scenario: Scenario, language: Language): Promise<Graded | undefined> {
  const { account } = await target.identity();
  const place = { target: target.name, account, region: target.region };
  const record = readRecord(place, scenario.id);
  const kept = record && readSnapshots(place, scenario.id, record);
  if (!kept?.graded) return undefined;
  const terms = drawTerms(scenario, kept.record.seed, kept.record.variant);
  const report = { ...grade(scenario, kept.graded.account, terms, language), gradedAt: kept.graded.at };
  return rated(report, scenario, terms, kept, kept.graded.account);
}

function rated(
  report: Report,
  scenario: Scenario,
  terms: Terms,
  kept: LabSnapshots | undefined,
  account: Account,
): Graded {
  if (!kept || report.verdict !== 'solved') return report;
  return { ...report, quality: rate(scenario, terms, { before: kept.before, after: account }) };
}

/** Keeps what the lab looked like when it was graded, and when it was first solved, and answers what was kept of it before. */
function keep(
  { name, region }: Target,
  { id }: Scenario,
  account: Account,
  { verdict, gradedAt }: Report,
): LabSnapshots | undefined {
  const place = { target: name, account: account.AccountId, region };
  const kept = readSnapshots(place, id, readRecord(place, id));
  const after = kept?.after ?? (verdict === 'solved' ? account : undefined);
  try {
    if (kept) writeSnapshots({ ...kept, graded: { at: gradedAt, account }, ...(after && { after }) });
  } catch {
    // A grade is told whether or not it can be kept.
  }
  return kept;
}

/** No verdict may depend on whether this can be written. */
function writeDown({ scenario, verdict, checks }: Report, points: number | undefined): void {
  const failing = Object.fromEntries(
    checks.flatMap(({ id, finding }) => (finding.verdict === 'pass' ? [] : [[id, finding.code ?? finding.verdict]])),
  );
  noteUnlessSaid(scenario, 'graded', { verdict, failing, ...(points !== undefined && { points }) });
}
