import { randomInt } from 'node:crypto';
import { allocationIds } from '../lib/addresses.ts';
import { type DeployEvent, deploy } from '../lib/deploy.ts';
import { BreakfixError } from '../lib/error.ts';
import { findStack, stackName } from '../lib/lab-stack.ts';
import type { Scenario } from '../lib/scenario.ts';
import { clear } from './destroy.ts';
import { exclusively } from './lab-lock.ts';
import { type LabRecord, readRecord, writeRecord } from './lab-record.ts';
import { stackState } from './lab-state.ts';
import { untilLocalAwsEnds } from './local-aws.ts';
import { usd } from './output.ts';
import { givenScenario } from './scenario.ts';
import { type Context, type Given, type Target, text } from './verb.ts';

/** Deploys a case. */
export async function run(given: Given, context: Context): Promise<number> {
  const scenario = givenScenario(given);
  const target = await context.target({ start: true });
  const record = await deployLab(context, target, scenario, text(given, 'variant'));
  context.print(`Read the ticket: breakfix ticket ${scenario.id}`);
  context.emit({ deployed: describe(record), usdPerHour: scenario.cost.broken });
  return 0;
}

/** Deploys a case at a target, in the given variant or any. Whatever a crashed deployment left behind goes first. */
export async function deployLab(
  context: Context,
  target: Target,
  scenario: Scenario,
  wanted?: string,
): Promise<LabRecord> {
  const variant = chooseVariant(scenario, wanted);
  const { account } = await target.identity();
  const place = { target: target.name, account, region: target.region, id: scenario.id };
  return exclusively(place, () => replaceLab(context, target, scenario, variant));
}

async function replaceLab(context: Context, target: Target, scenario: Scenario, variant: string): Promise<LabRecord> {
  const { account, arn } = await target.identity();
  const place = { target: target.name, account, region: target.region };
  const known = readRecord(place, scenario.id);
  const stack = await findStack(target.clients, stackName(scenario.id));
  const state = stackState(stack, known);
  if (state === 'deployed') throw alreadyDeployed(scenario.id, target);
  if (state === 'changing') throw busy(scenario.id, stack?.StackStatus);
  if (target.name === 'aws') await confirmAccount(context, scenario, target, account, arn);
  const record: LabRecord = {
    ...place,
    id: scenario.id,
    variant,
    profile: target.profile,
    stackName: stackName(scenario.id),
    startedAt: new Date().toISOString(),
    state: 'deploying',
    addressesBefore: known?.addressesBefore ?? (await allocationIds(target.clients)),
  };
  if (stack || known) {
    const found = stack?.StackStatus ?? (state === 'gone' ? 'its stack is gone' : 'it did not come to its end');
    context.note(`There was an earlier deployment of ${scenario.id}: ${found}. What is left of it goes first.`);
    await clear(context, target, scenario.id);
  }
  writeRecord(record);
  await create(context, target, scenario, variant);
  const deployed: LabRecord = { ...record, state: 'deployed' };
  writeRecord(deployed);
  return deployed;
}

async function create(context: Context, target: Target, scenario: Scenario, variant: string): Promise<void> {
  const { id } = scenario;
  const step = context.step(`Deploying ${id}`);
  const forget = context.onInterrupt(
    `Interrupted: ${id} may be deployed in part. breakfix status shows it, breakfix destroy ${id} removes it.`,
  );
  const onEvent = (event: DeployEvent) => {
    const line = eventLine(event);
    if (line) step.update(line);
  };
  const over = new AbortController();
  try {
    const deployment = deploy(target.clients, scenario, variant, {
      onEvent,
      ...(target.name === 'local' && { pollMilliseconds: 100 }),
    });
    const watch = target.endpoint ? [untilLocalAwsEnds(Number(new URL(target.endpoint).port), over.signal)] : [];
    await Promise.race([deployment, ...watch]);
    step.done(`${id} is deployed at ${target.name}, ${target.region}; about ${usd(scenario.cost.broken)} an hour`);
  } catch (error) {
    step.fail(`${id} was not deployed`);
    throw error;
  } finally {
    over.abort();
    forget();
  }
}

function eventLine({ event, completed, total }: DeployEvent): string | undefined {
  const { ResourceStatus: status = '', ResourceType: type, LogicalResourceId: id } = event;
  if (!/_(COMPLETE|FAILED)$/.test(status) || type === 'AWS::CloudFormation::Stack') return undefined;
  const count = total === undefined ? `${completed}` : `${completed}/${total}`;
  return `  ${count} ${type} ${id}${status === 'CREATE_COMPLETE' ? '' : ` ${status}`}`;
}

function chooseVariant({ id, variants }: Scenario, wanted: string | undefined): string {
  const chosen = wanted ?? variants[randomInt(variants.length)];
  if (chosen !== undefined && variants.includes(chosen)) return chosen;
  const what = `${id} has no variant ${chosen}.`;
  throw new BreakfixError('UNKNOWN_VARIANT', what, `--variant ${variants.join(', ')}`, 64);
}

async function confirmAccount(
  context: Context,
  { id, cost }: Scenario,
  { region }: Target,
  account: string,
  arn: string,
): Promise<void> {
  context.note(
    [
      `Deploying ${id} to your AWS account:`,
      `  account    ${account}`,
      `  region     ${region}`,
      `  principal  ${arn}`,
      `  cost       about ${usd(cost.broken)} an hour as deployed, ${usd(cost.fixed)} once fixed, until you destroy it`,
    ].join('\n'),
  );
  if (await context.confirm(`Deploy ${id} to account ${account} in ${region}?`)) return;
  throw new BreakfixError(
    'CANCELLED',
    'Not deployed.',
    `breakfix deploy ${id}, without --target aws, costs nothing`,
    130,
  );
}

function alreadyDeployed(id: string, { name, region }: Target): BreakfixError {
  return new BreakfixError(
    'ALREADY_DEPLOYED',
    `${id} is already deployed at ${name}, ${region}.`,
    `breakfix reset ${id} to start over, breakfix destroy ${id} to remove it`,
    73,
  );
}

function busy(id: string, status: string | undefined): BreakfixError {
  return new BreakfixError(
    'STACK_BUSY',
    `CloudFormation is still at work on ${id}: ${status}.`,
    'breakfix status, and again once it has finished',
    75,
  );
}

function describe({ id, variant, target, account, region, stackName, startedAt }: LabRecord) {
  return { scenario: id, variant, target, account, region, stack: stackName, since: startedAt };
}
