import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Libsql from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { State } from '../../emulator/state.ts';
import { openState } from '../../emulator/storage.ts';

let home: string;
let states: State[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'breakfix-'));
  states = [];
});
afterEach(() => {
  for (const state of states) state.close();
  rmSync(home, { recursive: true });
});

function open(log: string[] = []): State {
  const state = openState({ home, log: (line) => log.push(line) });
  states.push(state);
  return state;
}

const file = () => join(home, 'account-123456789012.db');
const names = (state: State) =>
  state.transaction('us-east-1', ({ keyPairs }) => keyPairs.values().map(({ KeyName }) => KeyName));
const add = (state: State, ...all: string[]) =>
  state.transaction('us-east-1', ({ keyPairs }) => all.forEach((name) => void keyPairs.put(name, { KeyName: name })));

test('what was written is there again, in the order of creation', () => {
  const state = open();
  add(state, 'c', 'a', 'b');
  state.transaction('us-east-1', ({ keyPairs }) => {
    keyPairs.put('c', { KeyName: 'c2' });
    keyPairs.delete('a');
  });
  add(state, 'a');
  state.close();
  expect(names(open())).toEqual(['c2', 'b', 'a']);
});

test('dates stay dates, and a template may hold whatever it likes', () => {
  const record = {
    KeyName: 'k',
    CreateTime: new Date(1_700_000_000_123),
    Tags: [{ Key: '한국어 🚀', Value: undefined }],
    properties: {
      $date: 'no date',
      $literal: { $date: 5 },
      nested: [null, true, 1.5, { __proto__: null, when: new Date(0) }],
    },
  };
  const state = open();
  state.transaction('us-east-1', ({ keyPairs }) => keyPairs.put('k', record));
  state.close();
  expect(open().transaction('us-east-1', ({ keyPairs }) => keyPairs.get('k'))).toEqual(record);
});

test('a failed operation writes nothing', () => {
  const state = open();
  const fail = () =>
    state.transaction('us-east-1', ({ keyPairs }) => {
      keyPairs.put('a', { KeyName: 'a' });
      throw new Error('no');
    });
  expect(fail).toThrow('no');
  state.close();
  expect(names(open())).toEqual([]);
});

test('a reset is written too', () => {
  const state = open();
  add(state, 'a');
  state.reset();
  state.close();
  expect(names(open())).toEqual([]);
});

const CHILD = fileURLToPath(new URL('storage-child.ts', import.meta.url));

test('a process that is killed after its answer has lost nothing', async () => {
  for (let round = 1; round <= 3; round += 1) {
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, home, `key-${round}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(line).toBe('written');
  }
  expect(names(open())).toEqual(['key-1', 'key-2', 'key-3']);
});

test('a state folder belongs to one process', () => {
  const state = open();
  const again = () => open();
  expect(again).toThrow(expect.objectContaining({ code: 'STATE_IN_USE' }));
  const child = spawnSync(process.execPath, ['--import', 'tsx', CHILD, home, 'x'], { encoding: 'utf8' });
  expect(child.stdout).toContain('STATE_IN_USE');
  add(state, 'a');
  state.close();
  expect(names(open())).toEqual(['a']);
});

test('two accounts in one folder do not meet', () => {
  add(open(), 'a');
  const other = openState({ home, accountId: '210987654321' });
  states.push(other);
  expect(names(other)).toEqual([]);
});

test.each([
  ['of an older version', () => change('PRAGMA user_version = 0')],
  ['empty', () => writeFileSync(file(), '')],
  ['a single byte', () => writeFileSync(file(), 'x')],
  ['no database', () => writeFileSync(file(), 'what a mess '.repeat(1000))],
  ['half of one', () => writeFileSync(file(), readFileSync(file()).subarray(0, 6000))],
  ['one with a hole', () => writeFileSync(file(), holed(readFileSync(file())))],
  ['one of another version', () => change('PRAGMA user_version = 99')],
  ['one with a damaged record', () => change("UPDATE record SET value = '{' WHERE collection = 'keyPairs'")],
])('a file that is %s is set aside and said so', (_, damage) => {
  const state = open();
  add(state, ...Array.from({ length: 300 }, (_each, index) => `key-${index}`));
  state.close();
  damage();
  const damaged = readFileSync(file());
  const log: string[] = [];
  expect(names(open(log))).toEqual([]);
  const kept = readdirSync(home).find((name) => name.includes('.unreadable-'));
  expect(log).toEqual([expect.stringContaining(String(kept))]);
  // SQLite counts its visits in the header's first hundred bytes.
  expect(
    readFileSync(join(home, String(kept)))
      .subarray(100)
      .equals(damaged.subarray(100)),
  ).toBe(true);
});

function holed(database: Buffer): Buffer {
  return database.fill(0xab, 4096, database.length - 4096);
}

function change(sql: string): void {
  const database = new Libsql(file());
  database.exec(sql);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

test('without a folder the state is in memory', () => {
  const state = openState();
  add(state, 'a');
  expect(names(state)).toEqual(['a']);
  expect(names(openState())).toEqual([]);
});

test.each(['', '12345678901', '1234567890123', '../../etc/pwd'])('%s is no account', (accountId) => {
  expect(() => openState({ home, accountId })).toThrow(expect.objectContaining({ code: 'ACCOUNT_ID' }));
});

test('a folder that cannot be made is an error that can be repaired', () => {
  writeFileSync(join(home, 'taken'), '');
  const inside = () => openState({ home: join(home, 'taken', 'inside') });
  expect(inside).toThrow(expect.objectContaining({ code: 'STATE_FOLDER' }));
});

test('a folder where the file should be is set aside, with what is in it', () => {
  mkdirSync(file());
  writeFileSync(join(file(), 'kept'), 'precious');
  const log: string[] = [];
  expect(names(open(log))).toEqual([]);
  const kept = String(readdirSync(home).find((name) => name.includes('.unreadable-')));
  expect(log).toEqual([expect.stringContaining(kept)]);
  expect(readFileSync(join(home, kept, 'kept'), 'utf8')).toBe('precious');
});

test('a folder that nothing can be written to is an error that can be repaired', () => {
  const away = new Libsql(file());
  away.close();
  symlinkSync(join(home, 'nowhere', 'else'), join(home, 'account-210987654321.db'));
  const inside = () => openState({ home, accountId: '210987654321' });
  expect(inside).toThrow(
    expect.objectContaining({ code: 'STATE_FOLDER', tryThis: expect.stringContaining('writable') }),
  );
});

test('what a full disk refuses has not happened, and the rest is there', () => {
  // A limit to the size of files stands for the disk's: in blocks of 1,024 bytes, with its signal ignored.
  const limited = `trap '' XFSZ; ulimit -f 400; exec "$0" --import tsx "$1" "$2" until-full-1`;
  const { stdout } = spawnSync('bash', ['-c', limited, process.execPath, CHILD, home], { encoding: 'utf8' });
  const { written, shown, why } = JSON.parse(stdout.split('\n')[1] ?? '{}') as Record<string, unknown>;
  expect(why).toMatch(/disk I\/O error|full/);
  expect(written).toBeGreaterThan(10);
  expect(shown).toBe(written);
  const log: string[] = [];
  expect(names(open(log))).toEqual([
    'until-full-1',
    ...Array.from({ length: Number(written) }, (_, at) => `full-${at}`),
  ]);
  expect(log).toEqual([]);
});
