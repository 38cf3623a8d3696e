import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EC2 } from '@aws-sdk/client-ec2';
import { type Browser, chromium, type Page } from 'playwright-core';
import { consoleAt } from '../../cli/console/serve.ts';
import { type LocalAws, startLocalAws } from '../../emulator/local-aws.ts';
import { configOf } from '../emulator/stack.ts';

const CHROMIUM = process.env.BREAKFIX_CHROMIUM ?? '/usr/bin/chromium';

/** A name that the browser takes for this machine, as a page of somebody's could make it. */
export const ELSEWHERE = 'console.example';

/** Nothing of the browser's own goes out to the network. */
const QUIET = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  `--host-resolver-rules=MAP ${ELSEWHERE} 127.0.0.1`,
];

/** A local AWS with its console and a home folder of its own, a browser, and a client that changes the account behind the browser's back. */
export interface ConsoleLab {
  readonly aws: LocalAws;
  readonly ec2: EC2;
  readonly browser: Browser;
  /** A page of its own, at a path below `/console/`. What goes wrong in it is in `errors`. */
  open(path: string): Promise<Page & { readonly errors: string[] }>;
  close(): Promise<void>;
}

export async function startConsoleLab(): Promise<ConsoleLab> {
  if (!existsSync(CHROMIUM)) throw new Error(`no browser at ${CHROMIUM}: install chromium, or set BREAKFIX_CHROMIUM`);
  const home = mkdtempSync(join(tmpdir(), 'breakfix-console-'));
  process.env.BREAKFIX_HOME = home;
  const aws: LocalAws = await startLocalAws({ port: 0, pages: consoleAt(() => aws.port) });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
  return {
    aws,
    browser,
    ec2: new EC2(configOf(aws)),
    async open(path) {
      const context = await browser.newContext({ viewport: { width: 1600, height: 1000 }, reducedMotion: 'reduce' });
      const page = Object.assign(await context.newPage(), { errors: [] as string[] });
      page.on('pageerror', (error) => page.errors.push(error.message));
      page.on('console', (message) => message.type() === 'error' && page.errors.push(message.text()));
      await page.goto(`${aws.url}/console/${path}`);
      return page;
    },
    async close() {
      await browser.close();
      await aws.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
