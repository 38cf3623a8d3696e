import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../lib/package-root.ts';

/** The compiled command line, as `npm run build` leaves it. */
export const BIN = join(packageRoot(), 'dist', 'bin', 'breakfix.js');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A home folder and a port of its own, so that nothing of the person who runs the tests is touched. */
export class Machine {
  readonly home = mkdtempSync(join(tmpdir(), 'breakfix-test-'));
  readonly env: NodeJS.ProcessEnv;

  private constructor(readonly port: number) {
    const clean = Object.entries(process.env).filter(([name]) => !/^(AWS|CDK|BREAKFIX|LC|LANG|XDG)_?/.test(name));
    this.env = {
      ...Object.fromEntries(clean),
      HOME: this.home,
      BREAKFIX_HOME: join(this.home, 'state'),
      BREAKFIX_PORT: String(port),
      AWS_EC2_METADATA_DISABLED: 'true',
      NO_COLOR: '1',
    };
  }

  static async make(): Promise<Machine> {
    return new Machine(await freePort());
  }

  /** Runs a verb to its end, without a terminal. */
  run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    const child = this.start(args, env);
    return ended(child);
  }

  start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    return spawn(process.execPath, [BIN, ...args], {
      cwd: this.home,
      env: { ...this.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Runs a verb with --json and parses what it prints. */
  async json(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number | null; value: unknown }> {
    const { code, stdout } = await this.run([...args, '--json'], env);
    return { code, value: JSON.parse(stdout) };
  }

  /** As if nothing had ever been deployed; the local AWS goes on running where it does, which takes most of the time. */
  async empty(): Promise<void> {
    await fetch(`http://127.0.0.1:${this.port}/_breakfix/reset`, { method: 'POST' }).catch(() => {});
    rmSync(join(this.home, 'state', 'labs'), { recursive: true, force: true });
  }

  async clear(): Promise<void> {
    await this.run(['down']);
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** What a child process says until it ends. */
export function ended(child: ChildProcess): Promise<Outcome> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
