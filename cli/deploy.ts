import { randomBytes } from 'node:crypto';
import { allocationIds } from '../lib/addresses.ts';
import { type DeployEvent, deploy } from '../lib/deploy.ts';
import { BreakfixError } from '../lib/error.ts';
import { findStack, stackName } from '../lib/lab-stack.ts';
import type { Scenario } from '../lib/scenario.ts';
import { drawTerms, type Terms } from '../lib/terms.ts';
import { clear } from './destroy.ts';
import { labAccount } from './grade-lab.ts';
import { exclusively } from './lab-lock.ts';
import { type LabRecord, readRecord, writeRecord } from './lab-record.ts';
import { writeSnapshots } from './lab-snapshots.ts';
import { stackState } from './lab-state.ts';
import { untilLocalAwsEnds } from './local-aws.ts';
import { note } from './logbook.ts';
import { usd } from './output.ts';
import { quotaReached } from './quota-reached.ts';
import { givenScenario } from './scenario.ts';
import { type Context, type Given, type Target, text } from './verb.ts';

/** Deploys a case. */
export async function run(given: Given, context: Context): Promise<number> {
  const scenario = givenScenario(given);
  const target = await context.target({ start: true });
  const record = await deployLab(context, target, scenario, wishes(given));
  context.print(context.words.deploy.next(scenario.id));
  context.emit({ deployed: describe(record), usdPerHour: scenario.cost.broken });
  return 0;
}

/** What the learner wants of the terms; the rest is drawn. */
export interface Wishes {
  readonly seed?: string | undefined;
  readonly variant?: string | undefined;
}

/** The wishes that a verb was called with. */
export function wishes(given: Given): Wishes {
  return { seed: text(given, 'seed'), variant: text(given, 'variant') };
}

/** Deploys a case at a target, on terms that are drawn anew each time unless wished for. Whatever a crashed deployment left behind goes first. */
export async function deployLab(
  context: Context,
  target: Target,
  scenario: Scenario,
  wishes: Wishes = {},
): Promise<LabRecord> {
  const { seed = randomBytes(4).toString('hex'), variant } = wishes;
  const terms = drawTerms(scenario, seed, variant);
  const { account } = await target.identity();
  const place = { target: target.name, account, region: target.region, id: scenario.id };
  return exclusively(place, () => replaceLab(context, target, scenario, terms, !isWish(wishes)));
}

/** Whether anything is wished for. */
export const isWish = ({ seed, variant }: Wishes): boolean => seed !== undefined || variant !== undefined;

async function replaceLab(
  context: Context,
  target: Target,
  scenario: Scenario,
  terms: Terms,
  anyTerms: boolean,
): Promise<LabRecord> {
  const { account, arn } = await target.identity();
  const place = { target: target.name, account, region: target.region };
  const known = readRecord(place, scenario.id);
  const stack = await findStack(target.clients, stackName(scenario.id));
  const state = stackState(stack, known);
  if (state === 'deployed' && known?.state === 'deploying' && anyTerms) return begin(context, target, scenario, known);
  if (state === 'deployed') throw alreadyDeployed(scenario.id, target);
  if (state === 'changing') throw busy(scenario.id, stack?.StackStatus);
  if (target.name === 'aws') await confirmAccount(context, scenario, target, account, arn);
  const record: LabRecord = {
    ...place,
    id: scenario.id,
    variant: terms.variant,
    seed: terms.seed,
    profile: target.profile,
    stackName: stackName(scenario.id),
    startedAt: new Date().toISOString(),
    state: 'deploying',
    addressesBefore: known?.addressesBefore ?? (await allocationIds(target.clients)),
  };
  if (stack || known) {
    const { deploy: words } = context.words;
    const found = stack?.StackStatus ?? (state === 'gone' ? words.stackGone : words.unfinished);
    context.note(words.earlier(scenario.id, found));
    await clear(context, target, scenario.id);
  }
  writeRecord(record);
  await create(context, target, scenario, terms);
  return begin(context, target, scenario, record);
}

/** The attempt begins with a lab that stands. Only then is it deployed for us: what is interrupted before is taken up here. */
async function begin(context: Context, target: Target, scenario: Scenario, record: LabRecord): Promise<LabRecord> {
  const { deploy: words } = context.words;
  const forget = context.onInterrupt(words.interrupted(scenario.id));
  const deployed: LabRecord = { ...record, state: 'deployed' };
  try {
    await keepBefore(context, target, scenario, deployed);
    const { variant, seed = '' } = record;
    note(scenario.id, 'started', { variant, seed, target: target.name });
    writeRecord(deployed);
    return deployed;
  } finally {
    forget();
  }
}

/** Keeps what the broken lab looks like: a fix is rated by what it changed. */
async function keepBefore(context: Context, target: Target, scenario: Scenario, record: LabRecord): Promise<void> {
  try {
    const before = await labAccount(target, scenario);
    writeSnapshots({ record, before });
  } catch (error) {
    if (!(error instanceof BreakfixError)) throw error;
    context.note(context.words.deploy.notKept(context.words.phrase(error.message)));
  }
}

async function create(context: Context, target: Target, scenario: Scenario, terms: Terms): Promise<void> {
  const { id } = scenario;
  const { deploy: words } = context.words;
  const step = context.step(words.deploying(id));
  const forget = context.onInterrupt(words.interrupted(id));
  const onEvent = (event: DeployEvent) => {
    const line = eventLine(event);
    if (line) step.update(line);
  };
  const over = new AbortController();
  try {
    const deployment = deploy(target.clients, scenario, terms, {
      onEvent,
      ...(target.name === 'local' && { pollMilliseconds: 100 }),
    });
    const watch = target.endpoint ? [untilLocalAwsEnds(Number(new URL(target.endpoint).port), over.signal)] : [];
    await Promise.race([deployment, ...watch]);
    step.done(words.deployed(id, target.name, target.region, usd(scenario.cost.broken)));
  } catch (error) {
    step.fail(words.notDeployed(id));
    throw await quotaReached(error, id, target);
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

async function confirmAccount(
  context: Context,
  { id, cost }: Scenario,
  { region }: Target,
  account: string,
  arn: string,
): Promise<void> {
  const { deploy: words } = context.words;
  context.note(
    [words.toAccount(id), ...words.account(account, region, arn, usd(cost.broken), usd(cost.fixed))].join('\n'),
  );
  if (await context.confirm(words.confirm(id, account, region))) return;
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

function describe({ id, variant, seed, target, account, region, stackName, startedAt }: LabRecord) {
  return { scenario: id, variant, seed, target, account, region, stack: stackName, since: startedAt };
}
