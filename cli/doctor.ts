import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DescribeAddressesCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { BreakfixError } from '../lib/error.ts';
import { packageRoot } from '../lib/package-root.ts';
import { explain } from './aws-errors.ts';
import { home } from './home.ts';
import {
  isOurs,
  localAwsFolder,
  localPort,
  localUrl,
  readLocalAws,
  unreadableStates,
  whoAnswers,
} from './local-aws.ts';
import { paint } from './output.ts';
import { packageVersion } from './package.ts';
import { type Context, type Given, type Target, text } from './verb.ts';

type Verdict = 'ok' | 'warn' | 'fail';

interface Symptom {
  readonly what: string;
  readonly verdict: Verdict;
  readonly found: string;
  /** How to mend it. */
  readonly mend?: string | undefined;
}

const MARKS: Readonly<Record<Verdict, string>> = {
  ok: paint('green', '✓'),
  warn: paint('yellow', '!'),
  fail: paint('red', '✗'),
};

/** Looks at everything that breakfix needs. Exit code 1 when something must be mended. */
export async function run(given: Given, context: Context): Promise<number> {
  const { phrase, tryThis } = context.words;
  const found = [
    node(),
    ...packages(),
    homeFolder(),
    ...(await localAws(localPort(text(given, 'port')))),
    ...(await target(context)),
    awsCli(),
  ];
  const symptoms = found.map(({ what, verdict, found, mend }) => ({
    what: phrase(what),
    verdict,
    found: phrase(found),
    ...(mend !== undefined && { mend: phrase(mend) }),
  }));
  for (const { what, verdict, found, mend } of symptoms) {
    context.print(`${MARKS[verdict]} ${what}: ${found}`);
    if (mend && verdict !== 'ok') context.print(`    ${tryThis(mend)}`);
  }
  const failed = symptoms.some(({ verdict }) => verdict === 'fail');
  context.emit({ ok: !failed, symptoms });
  return failed ? 1 : 0;
}

function node(): Symptom {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > 20 || (major === 20 && minor >= 19);
  return {
    what: 'Node.js',
    verdict: enough ? 'ok' : 'fail',
    found: `${process.version} on ${process.platform} ${process.arch}`,
    mend: 'Node.js 20.19 or newer, https://nodejs.org',
  };
}

function packages(): Symptom[] {
  const names = ['aws-cdk-lib', '@aws-cdk/toolkit-lib', '@aws-sdk/client-ec2', 'libsql'];
  const wanted = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const list = names.map((name) => {
    const [found, want] = [installed(name), wanted.dependencies[name]];
    return { name, found, off: found === undefined ? 'missing' : found === want ? undefined : `${found}, not ${want}` };
  });
  const off = list.filter((one) => one.off);
  const breakfix = { what: 'breakfix', verdict: 'ok' as const, found: packageVersion() };
  if (off.length === 0) return [breakfix];
  const found = off.map((one) => `${one.name} ${one.off}`).join('; ');
  return [breakfix, { what: 'packages', verdict: 'fail', found, mend: 'npm ci' }];
}

function installed(name: string): string | undefined {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    try {
      const manifest = readFileSync(join(folder, name, 'package.json'), 'utf8');
      return (JSON.parse(manifest) as { version: string }).version;
    } catch {
      // Not in this folder; Node looks in the next one, too.
    }
  }
  return undefined;
}

function homeFolder(): Symptom {
  const what = 'home folder';
  try {
    mkdirSync(home(), { recursive: true, mode: 0o700 });
    accessSync(home(), constants.R_OK | constants.W_OK);
    return { what, verdict: 'ok', found: home() };
  } catch (error) {
    const found = `${home()} cannot be written: ${error instanceof Error ? error.message : error}`;
    return { what, verdict: 'fail', found, mend: 'give yourself the right, or set BREAKFIX_HOME' };
  }
}

async function localAws(port: number): Promise<Symptom[]> {
  const what = 'local AWS';
  const { by, health } = await whoAnswers(port);
  const record = readLocalAws();
  if (by === 'something else') {
    const found = `port ${port} is in use by something else`;
    return [{ what, verdict: 'fail', found, mend: `breakfix up --port ${port + 1}` }];
  }
  if (health === undefined) {
    if (!record)
      return [{ what, verdict: 'ok', found: 'not running; breakfix up or breakfix play starts it' }, ...state()];
    const hangs = isOurs(record.pid);
    const found = hangs
      ? `process ${record.pid} lives, but does not answer at port ${port}`
      : `ended without being told to (process ${record.pid}); what it acknowledged is kept`;
    return [{ what, verdict: 'warn', found, mend: hangs ? 'breakfix down' : 'breakfix up' }, ...state()];
  }
  const same = health.version === packageVersion();
  const foreign = health.home !== null && health.home !== localAwsFolder();
  return [
    {
      what,
      verdict: same && !foreign ? 'ok' : 'warn',
      found: `${localUrl(port)}, version ${health.version}, process ${health.pid}, state in ${health.home ?? 'memory'}`,
      mend: foreign ? 'another BREAKFIX_HOME started it: use that one, or another port' : 'breakfix down, breakfix up',
    },
    ...state(),
  ];
}

function state(): Symptom[] {
  const what = 'state of the local AWS';
  const [unreadable] = unreadableStates();
  if (unreadable !== undefined) {
    const found = `one that could not be read was kept as ${join(localAwsFolder(), unreadable)}`;
    return [{ what, verdict: 'warn', found, mend: 'remove it once you need nothing of it' }];
  }
  try {
    return [{ what, verdict: statSync(localAwsFolder()).isDirectory() ? 'ok' : 'fail', found: localAwsFolder() }];
  } catch {
    return [{ what, verdict: 'ok', found: 'none yet' }];
  }
}

async function target(context: Context): Promise<Symptom[]> {
  const what = `target ${context.targetName}`;
  try {
    const found = await context.target();
    const { account, arn } = await found.identity();
    const known: Symptom = { what, verdict: 'ok', found: `account ${account}, region ${found.region}, as ${arn}` };
    return [known, ...(found.name === 'aws' ? await quotas(found) : [])];
  } catch (error) {
    const reason = explain(error);
    if (!(reason instanceof BreakfixError)) throw error;
    const idle = reason.code === 'NOT_RUNNING';
    return [{ what, verdict: idle ? 'ok' : 'fail', found: reason.message, mend: reason.tryThis }];
  }
}

/** The default quotas that a lab meets first; https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
async function quotas({ clients: { ec2 } }: Target): Promise<Symptom[]> {
  const [{ Vpcs = [] }, { Addresses = [] }] = await Promise.all([
    ec2.send(new DescribeVpcsCommand({})),
    ec2.send(new DescribeAddressesCommand({})),
  ]);
  const room = (what: string, used: number): Symptom => ({
    what,
    verdict: used >= 5 ? 'warn' : 'ok',
    found: `${used} in use; the default quota is 5`,
    mend: 'Service Quotas in the AWS console, another Region, or remove what you no longer need',
  });
  return [room('VPCs', Vpcs.length), room('elastic IP addresses', Addresses.length)];
}

function awsCli(): Symptom {
  const what = 'AWS CLI';
  const { stdout, stderr, error } = spawnSync('aws', ['--version'], {
    encoding: 'utf8',
    timeout: 10_000,
    shell: process.platform === 'win32',
  });
  const version = (stdout || stderr || '').trim().split(' ')[0];
  if (!error && version) return { what, verdict: 'ok', found: version };
  const mend = 'https://aws.amazon.com/cli/; any other AWS client does as well';
  return { what, verdict: 'warn', found: 'not found', mend };
}
