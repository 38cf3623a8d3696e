import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { launch, template } from './emulator/fill.ts';
import { Subject } from './emulator/subject.ts';
import { short } from './reach/render.ts';
import type { Report } from './report.ts';
import { median } from './statistics.ts';

const SIZES = [1, 100, 10_000];
/** DescribeInstances by id with the last number of instances may take this much longer than with the one before. */
const MOST_RATIO = 1.5;
const ROUNDS = 9;

/** What is measured of an account with a number of instances. */
interface Measured {
  readonly instances: number;
  /** Milliseconds to launch all of them. */
  readonly launch: number;
  /** Requests per second, one after the other. */
  readonly byId: number;
  readonly tag: number;
  readonly run: number;
  /** Milliseconds of a DescribeInstances that tells of all. */
  readonly all: number;
  readonly megabytes: number;
}

/** The local AWS from outside, each with a state folder on disk: start, requests, a stack, memory. */
export async function emulator(): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'breakfix-bench-'));
  try {
    return await measureIn(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureIn(folder: string): Promise<Report> {
  const start = { memory: await firstAnswer(), disk: await firstAnswer(join(folder, 'start')) };
  const stack = await deploy(join(folder, 'stack'));
  const accounts: Account[] = [];
  try {
    for (const size of SIZES) accounts.push(await accountOf(join(folder, `${size}`), size));
    const measured: Measured[] = [];
    for (const account of accounts) measured.push(await measure(account));
    const ratio = await ratioById(accounts.at(-2)!, accounts.at(-1)!);
    const json = { start, stack, measured, ratioById: { ratio, most: MOST_RATIO, met: ratio <= MOST_RATIO } };
    return { json, text: textOf(start, stack, measured, ratio) };
  } finally {
    for (const { subject } of accounts) await subject.stop();
  }
}

/** Milliseconds from nothing to the first answer of EC2; the median of five starts. */
async function firstAnswer(home?: string): Promise<number> {
  const found: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const begin = performance.now();
    const subject = await Subject.start(home);
    await subject.call('DescribeVpcs');
    found.push(performance.now() - begin);
    await subject.stop();
  }
  return median(found);
}

/** Milliseconds to create and to delete a stack of 50 resources, the first time and the median of those after. */
async function deploy(home: string) {
  const subject = await Subject.start(home);
  const [create, remove]: [number[], number[]] = [[], []];
  const version = '2010-05-15';
  for (let round = 0; round < ROUNDS; round += 1) {
    const StackName = `bench-${round}`;
    create.push(await timed(() => subject.call('CreateStack', { StackName, TemplateBody: template() }, version)));
    const shown = await subject.call('DescribeStacks', { StackName }, version);
    if (!shown.includes('<StackStatus>CREATE_COMPLETE<')) throw new Error(`the stack failed: ${shown}`);
    remove.push(await timed(() => subject.call('DeleteStack', { StackName }, version)));
  }
  await subject.stop();
  return { first: create[0]!, create: median(create.slice(1)), delete: median(remove) };
}

interface Account {
  readonly subject: Subject;
  readonly ids: readonly string[];
  readonly launch: number;
}

async function accountOf(home: string, size: number): Promise<Account> {
  const subject = await Subject.start(home);
  let ids: string[] = [];
  const milliseconds = await timed(async () => {
    ids = await launch(subject, size);
  });
  return { subject, ids, launch: milliseconds };
}

async function measure({ subject, ids, launch: milliseconds }: Account): Promise<Measured> {
  const id = (turn: number) => ids[(turn * 7919) % ids.length] ?? '';
  const byId = (turn: number) => subject.call('DescribeInstances', { 'InstanceId.1': id(turn) });
  const tag = (turn: number) =>
    subject.call('CreateTags', { 'ResourceId.1': id(turn), 'Tag.1.Key': 'turn', 'Tag.1.Value': `${turn}` });
  await perSecond(300, byId);
  return {
    instances: ids.length,
    launch: milliseconds,
    byId: await perSecond(500, byId),
    tag: await perSecond(300, tag),
    all: await allOf(subject),
    megabytes: await subject.megabytes(),
    run: await perSecond(30, () => launch(subject, 1)),
  };
}

async function allOf(subject: Subject): Promise<number> {
  const found: number[] = [];
  for (let round = 0; round < 3; round += 1) found.push(await timed(() => subject.call('DescribeInstances')));
  return median(found);
}

/** How much longer DescribeInstances by id takes in the larger account: the median of rounds in which both take turns. */
async function ratioById(small: Account, large: Account): Promise<number> {
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [less, more] = [await rate(small), await rate(large)];
    ratios.push(less / more);
  }
  return median(ratios);
}

const rate = ({ subject, ids }: Account): Promise<number> =>
  perSecond(200, (turn) =>
    subject.call('DescribeInstances', { 'InstanceId.1': ids[(turn * 7919) % ids.length] ?? '' }),
  );

async function perSecond(count: number, work: (turn: number) => Promise<unknown>): Promise<number> {
  const milliseconds = await timed(async () => {
    for (let turn = 0; turn < count; turn += 1) await work(turn);
  });
  return (1000 * count) / milliseconds;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

const ROWS: readonly [string, keyof Measured][] = [
  ['launch all, ms', 'launch'],
  ['DescribeInstances by id, requests/s', 'byId'],
  ['CreateTags, requests/s', 'tag'],
  ['RunInstances of one with its look-ups, calls/s', 'run'],
  ['DescribeInstances of all, ms', 'all'],
  ['memory, MB', 'megabytes'],
];

function textOf(
  start: { memory: number; disk: number },
  stack: { first: number; create: number; delete: number },
  measured: readonly Measured[],
  ratio: number,
): string {
  const head = ['instances', ...measured.map(({ instances }) => instances.toLocaleString('en'))];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const [title, row] of ROWS) table.push([title, ...measured.map((each) => short(each[row]))]);
  return [
    `first answer after ${short(start.memory)} ms in memory, ${short(start.disk)} ms with a state folder`,
    `a stack of 50 resources: created in ${short(stack.create)} ms (the first in ${short(stack.first)} ms), deleted in ${short(stack.delete)} ms`,
    table.toString(),
    `${ratio <= MOST_RATIO ? 'met' : 'missed'}: DescribeInstances by id at ${SIZES.at(-1)?.toLocaleString('en')} against ${SIZES.at(-2)} instances, ratio ${short(ratio)}, at most ${MOST_RATIO}`,
  ].join('\n');
}
