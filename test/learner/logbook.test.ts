import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Logbook } from '../../learner/logbook.ts';

let folder: string;
let open: Logbook[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakfix-'));
  open = [];
});
afterEach(() => {
  for (const logbook of open) logbook.close();
  rmSync(folder, { recursive: true });
});

const file = (name = 'logbook.db') => join(folder, name);
function opened(name?: string, log?: (line: string) => void): Logbook {
  const logbook = Logbook.open(file(name), log);
  open.push(logbook);
  return logbook;
}
const STARTED = { variant: 'A', seed: 's', target: 'local' } as const;

test('tells what was written, in the order of time', () => {
  const logbook = opened();
  logbook.write('a', 'hinted', { hint: 1 }, new Date(2000));
  logbook.write('b', 'started', STARTED, new Date(1000));
  const lines = opened()
    .entries()
    .map(({ scenario, at }) => [scenario, at]);
  expect(lines).toEqual([
    ['b', '1970-01-01T00:00:01.000Z'],
    ['a', '1970-01-01T00:00:02.000Z'],
  ]);
  expect(logbook.entries('a').map(({ deed }) => deed)).toEqual([{ hint: 1 }]);
});

test('what follows a start belongs to its attempt, and a new start begins another', () => {
  const logbook = opened();
  const [first, hint, second, grade, other] = [
    logbook.write('a', 'started', STARTED),
    logbook.write('a', 'hinted', { hint: 1 }),
    logbook.write('a', 'started', STARTED),
    logbook.write('a', 'graded', { verdict: 'unsolved', failing: {} }),
    logbook.write('b', 'revealed', {}),
  ];
  expect(hint.attempt).toBe(first.attempt);
  expect(second.attempt).not.toBe(first.attempt);
  expect(grade.attempt).toBe(second.attempt);
  expect([first.attempt, second.attempt]).not.toContain(other.attempt);
});

test('lines without a start are one attempt', () => {
  const logbook = opened();
  const { attempt } = logbook.write('a', 'hinted', { hint: 1 });
  expect(logbook.write('a', 'hinted', { hint: 2 }).attempt).toBe(attempt);
});

test('logbooks of two machines are put together, and nothing is there twice', () => {
  const [one, two] = [opened('one.db'), opened('two.db')];
  one.write('a', 'started', STARTED, new Date('2026-11-01T09:00:00Z'));
  two.write('b', 'started', STARTED, new Date('2026-11-01T10:00:00Z'));
  expect(one.add(two.entries())).toBe(1);
  expect(one.add(two.entries())).toBe(0);
  expect(two.add(one.entries())).toBe(1);
  expect(one.entries()).toEqual(two.entries());
});

test.each([
  ['text', 'this is no database'.repeat(100)],
  ['a torn file', 'SQLite format 3\0'],
])('%s is set aside with a word, and a new logbook begins', (_, content) => {
  writeFileSync(file(), content);
  const said: string[] = [];
  opened(undefined, (line) => said.push(line)).write('a', 'started', STARTED);
  expect(said.join()).toMatch(/could not be read .* It was kept as .*unreadable/);
  expect(readdirSync(folder).some((name) => name.includes('unreadable'))).toBe(true);
  expect(opened().entries()).toHaveLength(1);
});

const CHILD = fileURLToPath(new URL('./logbook-child.ts', import.meta.url));
const child = (name: string) =>
  spawn(process.execPath, ['--import', 'tsx', CHILD, file(), name], { stdio: ['ignore', 'pipe', 'inherit'] });

test('two terminals at once, the first to make the file included, and a kill lose no line', async () => {
  const writers = ['a', 'b'].map(child);
  const said = writers.map(() => [] as string[]);
  writers.forEach((writer, i) => {
    createInterface({ input: writer.stdout }).on('line', (line) => {
      said[i]?.push(line);
      if (said[i]?.length === 60) writer.kill('SIGKILL');
    });
  });
  await Promise.all(writers.map((writer) => once(writer, 'close')));
  const there = new Set(
    opened()
      .entries()
      .map(({ id }) => id),
  );
  for (const lines of said) {
    expect(lines.length).toBeGreaterThanOrEqual(60);
    expect(lines.filter((id) => !there.has(id))).toEqual([]);
  }
});
