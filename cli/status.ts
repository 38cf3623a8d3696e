import { snapshot } from '../lib/account/snapshot.ts';
import { costSince, hourlyCharges, hourlyCost } from '../lib/cost.ts';
import { stackName, stackResources, vpcIdsAmong } from '../lib/lab-stack.ts';
import { allRecords, type LabRecord } from './lab-record.ts';
import { type DeployedLab, type LabState, labsAt } from './lab-state.ts';
import { localPort, localUrl, portTaken, readLocalAws, whoAnswers } from './local-aws.ts';
import { paint, usd } from './output.ts';
import { renderTable } from './table.ts';
import { localTargetAt } from './target.ts';
import { type Context, type Given, type Target, text } from './verb.ts';
import type { Words } from './words/index.ts';

interface Row extends DeployedLab {
  readonly target: string;
  readonly account: string;
  readonly region: string;
  readonly usdPerHour: number;
  readonly usdSoFar: number;
  /** What is billed, but has no price on our list. */
  readonly unpriced: readonly string[];
}

/** Shows what is deployed where, since when, and what it costs. */
export async function run(given: Given, context: Context): Promise<number> {
  const port = localPort(text(given, 'port'));
  const { by, health } = await whoAnswers(port);
  const local = by === 'local AWS' ? localTargetAt(port, context.region) : undefined;
  const targets = [
    ...(local && context.targetName === 'local' ? [await context.target()] : local ? [local] : []),
    ...(context.targetName === 'aws' ? [await context.target()] : []),
  ];
  const rows = (await Promise.all(targets.map(rowsOf))).flat();
  const unseen = allRecords().filter((record) => !rows.some((row) => isOf(row, record)));
  const crashed = by === 'nobody' && readLocalAws() !== undefined;
  context.emit({
    localAws: {
      url: localUrl(port),
      running: health !== undefined,
      crashed,
      portTaken: by === 'something else',
      ...(health && { pid: health.pid }),
    },
    labs: rows,
    unseen,
  });
  const { status: words, phrase } = context.words;
  if (health) context.print(words.runs(localUrl(port), clock(health.startedAt)));
  else if (by === 'something else') context.print(paint('yellow', phrase(portTaken(port).message)));
  else if (crashed) context.print(`${paint('yellow', words.ended)} ${words.tryUp}`);
  else context.print(`${words.notRunning} ${words.tryUp}`);
  print(context, rows, unseen);
  return 0;
}

async function rowsOf(target: Target): Promise<Row[]> {
  const { account } = await target.identity();
  const labs = await labsAt(target);
  return Promise.all(labs.map(async (lab) => rowOf(lab, target, account)));
}

async function rowOf(lab: DeployedLab, { clients, name, region }: Target, account: string): Promise<Row> {
  const resources = await stackResources(clients, stackName(lab.scenario));
  const vpcIds = vpcIdsAmong(resources);
  const charges = vpcIds.length > 0 ? hourlyCharges(await snapshot(clients, { vpcIds }), new Set(vpcIds)) : [];
  return {
    ...lab,
    target: name,
    account,
    region,
    usdPerHour: hourlyCost(charges),
    usdSoFar: lab.since ? costSince(lab.since, charges) : 0,
    unpriced: charges.filter((charge) => charge.usdPerHour === undefined).map(({ what, id }) => `${what} ${id}`),
  };
}

function print(context: Context, rows: readonly Row[], unseen: readonly LabRecord[]): void {
  const { status: words } = context.words;
  if (rows.length > 0) {
    context.print(
      renderTable(
        words.head,
        rows.map((row) => cellsOf(row, words)),
      ),
    );
    for (const { scenario, state, unpriced } of rows) {
      const advice = ADVISED.find((each) => each === state);
      if (advice) context.print(`${scenario}: ${words.advice[advice](scenario)}`);
      for (const what of unpriced) context.print(`${scenario}: ${words.unpriced(what)}`);
    }
    if (rows.every((row) => row.target === 'local')) {
      context.print(paint('dim', words.free));
    }
  } else context.print(words.nothing);
  for (const { id, target, account, region, state } of unseen) {
    context.print(words.unseen(id, words.records[state], `${target} ${account} ${region}`));
  }
}

/** The states in which there is something to say or to do. */
const ADVISED = ['maybe deployed', 'failed', 'gone', 'changing'] as const satisfies readonly LabState[];

function cellsOf(row: Row, words: Words['status']): string[] {
  return [
    row.scenario,
    row.variant ?? '?',
    row.target === 'local' ? `local ${row.region}` : `${row.account} ${row.region}`,
    paint(row.state === 'deployed' ? 'cyan' : 'yellow', words.states[row.state]),
    row.stackStatus ?? '-',
    row.since ? clock(row.since.toISOString()) : '',
    usd(row.usdPerHour),
    usd(row.usdSoFar),
  ];
}

function isOf(row: Row, record: LabRecord): boolean {
  return (
    row.scenario === record.id &&
    row.target === record.target &&
    row.account === record.account &&
    row.region === record.region
  );
}

/** A moment as the clock on the wall shows it. */
function clock(iso: string): string {
  const date = new Date(iso);
  return `${date.toLocaleDateString('sv')} ${date.toLocaleTimeString('sv', { timeStyle: 'short' })}`;
}
