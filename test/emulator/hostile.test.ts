import { Agent, request } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SERVICES } from '../../emulator/services.ts';
import { accountIds } from './hostile/account.ts';
import { type Raw, requests, type Target } from './hostile/requests.ts';
import { fault, type Reply } from './hostile/shape.ts';
import { LocalAwsProcess } from './local-aws-process.ts';

/** `HOSTILE_REQUESTS=100000` for all of them, `HOSTILE_SEED` to see the same ones again. */
const COUNT = Number(process.env.HOSTILE_REQUESTS ?? 4_000);
const SEED = Number(process.env.HOSTILE_SEED ?? Date.now() % 2 ** 31);
const BATCH = 500;
const AT_ONCE = 8;
/** After so many it is clear that something is wrong. */
const MOST_FAULTS = 20;
/** Resident memory after the last quarter may be that much above what it was after the first. */
const MORE_MEMORY = { factor: 1.25, bytes: 32 * 1024 * 1024 };

let aws: LocalAwsProcess;
let targets: Target[];
const agents = [1, 2, 3].map(() => new Agent({ keepAlive: true, maxSockets: AT_ONCE }));

beforeAll(async () => {
  aws = await LocalAwsProcess.start();
  targets = await Promise.all(
    SERVICES.map(async (entry) => {
      const { shape, handlers } = await entry.load();
      return {
        shape,
        target: entry.target,
        operations: [...shape.operations.values()].filter(({ name }) => handlers[name]),
      };
    }),
  );
});
afterAll(async () => {
  for (const agent of agents) agent.destroy();
  await aws.kill();
});

test(`${COUNT} hostile requests are all answered as AWS would, in the memory that the first took`, {
  timeout: 3_600_000,
}, async () => {
  const memory: number[] = [];
  const outcomes = new Map<string, number>();
  const faults: string[] = [];
  for (let done = 0; done < COUNT && faults.length < MOST_FAULTS; done += BATCH) {
    const pool = await furnished();
    const batch = fc.sample(
      requests(targets, () => pool),
      { numRuns: Math.min(BATCH, COUNT - done), seed: SEED + done },
    );
    // Connections that the server gave up meanwhile are noticed before they are used again.
    await new Promise((resolve) => setTimeout(resolve, 10));
    await inParallel(batch, async (raw, index) => {
      if (raw.hangsUp) return hangUp(raw);
      const reply = await send(raw).catch((error: unknown): Reply => ({ status: 0, headers: {}, body: String(error) }));
      const why = fault(raw, reply);
      const outcome = `${raw.idea}: ${reply.status}`;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (why !== undefined) faults.push(`request ${done + index}: ${why}\n${told(raw)}\n${reply.body.slice(0, 500)}`);
    });
    if (!aws.alive) break;
    if (Math.floor((4 * (done + BATCH)) / COUNT) > Math.floor((4 * done) / COUNT)) {
      await fetch(`${aws.url}/_breakfix/reset`, { method: 'POST' });
      memory.push((await aws.memory()).rss);
    }
  }
  const megabytes = memory.map((bytes) => Math.round(bytes / 2 ** 20));
  const table = [...outcomes].sort().map(([outcome, count]) => `${String(count).padStart(7)} ${outcome}`);
  console.info(
    `${COUNT} requests, seed ${SEED}, memory after each quarter ${megabytes.join(', ')} MB\n${table.join('\n')}`,
  );
  expect([...faults, ...aws.defects], `seed ${SEED}`).toEqual([]);
  expect(aws.alive).toBe(true);
  expect((await fetch(`${aws.url}/_breakfix/health`)).status).toBe(200);
  const [first = 0, last = Number.POSITIVE_INFINITY] = [memory[0], memory.at(-1)];
  expect(last).toBeLessThan(first * MORE_MEMORY.factor + MORE_MEMORY.bytes);
  // A test whose requests are all turned away at the door, or all let in, tells little.
  const succeeded = [...outcomes]
    .filter(([outcome]) => outcome.endsWith(': 200'))
    .reduce((sum, [, count]) => sum + count, 0);
  expect(succeeded / COUNT).toBeGreaterThan(0.05);
  expect(succeeded / COUNT).toBeLessThan(0.6);
});

/** A fresh account with a little of everything, and the ids of all of it. */
async function furnished(): Promise<string[]> {
  const reset = await fetch(`${aws.url}/_breakfix/reset`, { method: 'POST' });
  await reset.text();
  return accountIds(aws.url);
}

async function inParallel<T>(items: readonly T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  const queue = items.entries();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const [index, item] of queue) await work(item, index);
    }),
  );
}

let turn = 0;

async function hangUp(raw: Raw): Promise<void> {
  await new Promise<void>((resolve) => {
    const { port } = new URL(aws.url);
    const headers = [...raw.headers.flat(), 'content-length', String(raw.body.length)];
    const sent = request({
      host: '127.0.0.1',
      port,
      method: raw.method,
      path: raw.path,
      headers: ['host', `127.0.0.1:${port}`, ...headers] as never,
    });
    sent.on('error', () => resolve()).on('close', resolve);
    sent.write(raw.body.subarray(0, raw.body.length / 2), () => sent.destroy());
  });
}

function send({ method, path, headers, body, chunked }: Raw): Promise<Reply> {
  turn += 1;
  const { port } = new URL(aws.url);
  const flat = headers.flat();
  const length = chunked ? ['transfer-encoding', 'chunked'] : ['content-length', String(body.length)];
  const host = headers.some(([name]) => name === 'host') ? [] : ['host', `127.0.0.1:${port}`];
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        agent: agents[turn % agents.length],
        headers: [...host, ...flat, ...length] as never,
        timeout: 30_000,
      },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('error', reject);
        reply.on('end', () =>
          resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(chunks).toString() }),
        );
      },
    );
    sent.on('error', reject);
    sent.on('timeout', () => sent.destroy(new Error('no answer in 30 seconds')));
    if (chunked) for (let at = 0; at < body.length; at += 65_536) sent.write(body.subarray(at, at + 65_536));
    else if (body.length > 0) sent.write(body);
    sent.end();
  });
}

function told({ idea, method, path, headers, body, chunked }: Raw): string {
  const head = headers.slice(0, 6).map(([name, value]) => `${name}: ${value.slice(0, 120)}`);
  return [
    `${idea}${chunked ? ', chunked' : ''}`,
    `${method} ${path.slice(0, 100)}`,
    ...head,
    body.toString('latin1').slice(0, 1500),
  ].join('\n');
}
