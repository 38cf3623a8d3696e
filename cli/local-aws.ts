import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Quotas } from '../emulator/state.ts';
import { waitUntil } from '../lib/deadline.ts';
import { BreakfixError } from '../lib/error.ts';
import { packageRoot } from '../lib/package-root.ts';
import { home, homePath, readJson, removeFile, writeJson } from './home.ts';
import { packageVersion } from './package.ts';

const DEFAULT_PORT = 4580;
/** A log of more bytes is started anew; every call is a line. */
const LARGEST_LOG = 4 * 1024 * 1024;
const HEALTH = '/_breakfix/health';
const QUOTAS = '/_breakfix/quotas';

/** The local AWS that this home folder has running, as it wrote it down itself. */
export interface LocalAws {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  readonly version: string;
  readonly startedAt: string;
}

/** Who answers at a port of this machine: the local AWS, something else, or nobody. */
export type Answer =
  | { readonly by: 'local AWS'; readonly health: Health }
  | { readonly by: 'something else' | 'nobody'; readonly health?: undefined };

/** What the local AWS says of itself. */
export interface Health {
  readonly version: string;
  readonly accountId: string;
  readonly pid: number;
  readonly startedAt: string;
  /** The folder that keeps its account. */
  readonly home: string | null;
  /** The quotas that its account was granted. */
  readonly quotas?: Quotas;
}

/** The port to use: as asked for, else of the one that runs, else the default. */
export function localPort(asked: string | undefined): number {
  const value = asked ?? process.env.BREAKFIX_PORT;
  if (value === undefined || value === '') return readLocalAws()?.port ?? DEFAULT_PORT;
  const port = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (port > 0 && port < 65_536) return port;
  throw new BreakfixError('USAGE', `${value} is not a port.`, `--port ${DEFAULT_PORT}`, 64);
}

/** The URL of the local AWS at a port; always a loopback address. */
export function localUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** Where the local AWS keeps its state. */
export function localAwsFolder(): string {
  return homePath('local-aws');
}

export function readLocalAws(): LocalAws | undefined {
  return readJson<LocalAws>(recordPath());
}

/** Written by the process that listens, as soon as it does. */
export function writeLocalAws(port: number): void {
  const startedAt = new Date().toISOString();
  writeJson(recordPath(), { pid: process.pid, port, url: localUrl(port), version: packageVersion(), startedAt });
}

export function forgetLocalAws(): void {
  removeFile(recordPath());
}

/** Asks who answers at a port. */
export async function whoAnswers(port: number): Promise<Answer> {
  try {
    const response = await fetch(localUrl(port) + HEALTH, { signal: AbortSignal.timeout(2000) });
    const body: unknown = await response.json().catch(() => undefined);
    return response.ok && isHealth(body) ? { by: 'local AWS', health: body } : { by: 'something else' };
  } catch (error) {
    const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
    return { by: cause?.code === 'ECONNREFUSED' ? 'nobody' : 'something else' };
  }
}

function isHealth(body: unknown): body is Health {
  return typeof body === 'object' && body !== null && 'accountId' in body && 'pid' in body;
}

/** What became of a wish for a running local AWS. */
export interface Start {
  /** Whether it had to be started. */
  readonly started: boolean;
  /** Says where the state went that could not be read. */
  readonly warning?: string;
}

/** Makes sure that the local AWS runs. */
export async function startLocalAws(port: number): Promise<Start> {
  const running = readLocalAws();
  if (running && running.port !== port && (await whoAnswers(running.port)).by === 'local AWS') {
    throw new BreakfixError(
      'OTHER_PORT',
      `The local AWS already runs, at port ${running.port}.`,
      `breakfix down, then breakfix up --port ${port}; or leave --port and BREAKFIX_PORT away`,
      73,
    );
  }
  const { by } = await whoAnswers(port);
  if (by === 'local AWS') return { started: false };
  if (by === 'something else') throw portTaken(port);
  const before = unreadableStates();
  const child = spawnLocalAws(port);
  let exit: number | null | undefined;
  child.on('exit', (code) => {
    exit = code;
  });
  await waitUntil(
    'the local AWS answers',
    async () => {
      if ((await whoAnswers(port)).by === 'local AWS') return true;
      if (exit !== undefined) throw didNotStart();
      return false;
    },
    { seconds: 30 },
  );
  child.unref();
  const [kept] = unreadableStates().filter((name) => !before.includes(name));
  if (kept === undefined) return { started: true };
  const warning = `Its state could not be read and was kept as ${join(localAwsFolder(), kept)}; the account starts afresh.`;
  return { started: true, warning };
}

/** Grants the account of the local AWS quotas, which it keeps. Answers all that it has been granted. */
export async function grantQuotas(port: number, quotas: Quotas): Promise<Quotas> {
  if (Object.keys(quotas).length > 0) {
    const response = await fetch(localUrl(port) + QUOTAS, { method: 'POST', body: JSON.stringify(quotas) });
    if (!response.ok)
      throw new BreakfixError('QUOTA', `The local AWS did not take it: ${await response.text()}`, RESTART);
  }
  return (await whoAnswers(port)).health?.quotas ?? {};
}

const RESTART = 'breakfix down, then the same command: another version of breakfix may have started it';

/** The files of states that could not be read, which were set aside. */
export function unreadableStates(): string[] {
  try {
    return readdirSync(localAwsFolder()).filter((name) => /\.db\.unreadable-[^.]*$/.test(name));
  } catch {
    return [];
  }
}

/** Stops the local AWS of this home folder. Answers false when there was none. */
export async function stopLocalAws(): Promise<boolean> {
  const running = readLocalAws();
  if (!running) return false;
  const { pid, port } = running;
  const { health } = await whoAnswers(port);
  // After a crash the number may belong to somebody else's process by now.
  if (!(health?.pid === pid && isAlive(pid)) && !isOurs(pid)) {
    forgetLocalAws();
    return false;
  }
  process.kill(pid, 'SIGTERM');
  try {
    await waitUntil('the local AWS has stopped', async () => !isAlive(pid), { seconds: 5 });
  } catch {
    process.kill(pid, 'SIGKILL');
    await waitUntil('the local AWS has stopped', async () => !isAlive(pid), { seconds: 5 });
  }
  forgetLocalAws();
  return true;
}

/** Rejects as soon as the local AWS at a port is no longer there; never resolves. Clients alone would go on trying for a minute. */
export async function untilLocalAwsEnds(port: number, signal: AbortSignal): Promise<never> {
  const ended = async () => (await whoAnswers(port)).by === 'nobody';
  while (!(await ended())) await sleep(500, undefined, { signal, ref: false });
  throw new BreakfixError(
    'UNREACHABLE',
    'The local AWS has ended in the middle of this.',
    'breakfix up, then breakfix status: what it had acknowledged is kept',
    69,
  );
}

/** Whether a process of that number runs. One that has ended counts as gone, also where nobody collects its exit code. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    // In a container whose first process is no init, what has ended stays as a zombie. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

/** Where the background process writes what it has to say. */
export function logPath(): string {
  return homePath('local-aws.log');
}

/** The error for a port at which something else listens. */
export function portTaken(port: number): BreakfixError {
  return new BreakfixError(
    'PORT_IN_USE',
    `Port ${port} is in use by something that is not the local AWS.`,
    `breakfix up --port ${port + 1}, or stop what listens there`,
    73,
  );
}

function spawnLocalAws(port: number) {
  mkdirSync(home(), { recursive: true, mode: 0o700 });
  const size = statSync(logPath(), { throwIfNoEntry: false })?.size ?? 0;
  const log = openSync(logPath(), size > LARGEST_LOG ? 'w' : 'a', 0o600);
  try {
    return spawn(process.execPath, [...entry(), 'up', '--foreground', '--port', String(port)], {
      // Not the person's current folder, which would be kept from being removed or unmounted.
      cwd: packageRoot(),
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, BREAKFIX_HOME: home() },
    });
  } finally {
    closeSync(log);
  }
}

/** The command line itself: compiled, or from its sources when it runs from them. */
function entry(): string[] {
  const self = process.argv[1];
  if (self?.endsWith('breakfix.ts')) return [...process.execArgv, self];
  return [join(packageRoot(), 'dist', 'bin', 'breakfix.js')];
}

function didNotStart(): BreakfixError {
  const lines = readFileSync(logPath(), 'utf8').trimEnd().split('\n').slice(-8).join('\n');
  return new BreakfixError('NOT_STARTED', `The local AWS did not start:\n${lines}`, 'breakfix doctor', 69);
}

/** Whether a process is a local AWS, going by its command line; on Windows nobody can tell. */
export function isOurs(pid: number): boolean {
  if (process.platform === 'win32' || !isAlive(pid)) return false;
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return /breakfix.* up .*--foreground/.test(stdout ?? '');
}

function recordPath(): string {
  return homePath('local-aws.json');
}
