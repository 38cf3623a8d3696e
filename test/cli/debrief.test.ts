import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexer, type Tokens } from 'marked';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../lib/clients.ts';
import { type Bench, openLab } from '../../proof/bench.ts';
import { findScenario } from '../../scenarios/index.ts';
import { Machine } from './breakfix.ts';
import { atTerminal, noTerminal } from './terminal.ts';

const ID = 'sg-syn-dropped';
let machine: Machine;
beforeAll(async () => {
  machine = await Machine.make();
});
afterAll(() => machine.clear());

/** Repairs the deployed lab as one of the scenario's own fixes does. */
async function repair(): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const clients = connect({ region: 'us-east-1', endpoint: `http://127.0.0.1:${machine.port}`, credentials });
  const scenario = findScenario(ID);
  const [fix] = Object.values(scenario.fixes);
  await fix!.apply(await openLab({ clients } as Bench, scenario));
}

const debrief = (...args: readonly string[]) => machine.run(['debrief', ID, ...args]);

describe('before it is solved', () => {
  test('an empty logbook makes no journal', async () => {
    const { code, stdout, stderr } = await machine.run(['journal']);
    expect([code, stdout]).toEqual([69, '']);
    expect(stderr).toBe('Nothing is written down yet.\nTry: breakfix play\n');
  });

  test('a debrief is refused, and gives nothing away', async () => {
    expect((await machine.run(['deploy', ID, '--seed', 'x'])).code).toBe(0);
    const { code, stdout, stderr } = await debrief();
    expect([code, stdout]).toEqual([75, '']);
    expect(stderr).toContain(`Try: breakfix hint ${ID}, breakfix grade ${ID}`);
    const anyway = await debrief('--anyway');
    expect([anyway.code, anyway.stdout]).toEqual([64, '']);
    expect((await machine.json(['debrief', ID, '--part', 'cause'])).value).toMatchObject({
      error: { code: 'NOT_SOLVED' },
    });
    expect((await debrief('--question', '1', '--answer', 'x', '--rate', 'right')).code).toBe(75);
  });

  test('neither does the journal', async () => {
    const { code, stdout } = await machine.run(['journal']);
    expect(code).toBe(0);
    expect(stdout).toContain('| - | - | - | - | 0 | 0 | - |');
    expect(stdout).not.toMatch(/Root cause|stale|sg-order-old/);
  });

  test('--anyway is a yes to the solution', async () => {
    const other = 'private-subnet-no-nat';
    const { code, stdout } = await machine.run(['debrief', other, '--anyway', '--yes', '--part', 'trace']);
    expect(code).toBe(0);
    expect(stdout).toContain('was not kept');
    const { stdout: journal } = await machine.run(['journal', '--case', other]);
    expect(journal).toContain('The solution was shown before it was solved.');
    expect((await machine.run(['debrief', other, '--part', 'cause'])).code).toBe(0);
  });
});

describe('once it is solved', () => {
  beforeAll(async () => {
    await repair();
    expect((await machine.run(['grade', ID])).code).toBe(0);
    expect((await machine.run(['destroy', ID, '--yes'])).code).toBe(0);
    await machine.run(['down']);
  });

  test('the readable parts are printed, also when the lab is gone and nothing runs', async () => {
    const { code, stdout } = await debrief();
    expect(code).toBe(0);
    expect(stdout).toMatch(/security-group-connection-tracking\.html/);
    expect(stdout).toMatch(/before +after\nforward +forward/);
    expect(stdout).toMatch(/✘ sg-\w+ {2}security-group +✔ sg-\w+ {2}security-group/);
    expect(stdout.match(/◀ dropped here/g)).toHaveLength(1);
    expect(stdout).toMatch(/SYN: sg-\w+ security-group egress +SYN_SENT +nothing +out REJECT 2 +no record/);
    expect(stdout).toMatch(
      /SYN: sg-\w+ security-group ingress \(once sg-\w+ is repaired\) +SYN_SENT +nothing +out ACCEPT 2 +in REJECT 2/,
    );
    expect(stdout).toMatch(/\n3 \d{12} eni-\w+ [\d.]+ [\d.]+ 51514 \d+ 6 3 180 \d+ \d+ REJECT OK 2\n/);
  });

  test('all of it in Korean', async () => {
    const { stdout } = await debrief('--lang', 'ko');
    for (const heading of ['근본 원인', '수정 전과 후', '증거', '직접 해 볼 차례입니다'])
      expect(stdout).toContain(heading);
    const { stdout: star } = await debrief('--lang', 'ko', '--part', 'star');
    expect(star).toContain('Earn Trust(신뢰 구축)');
  });

  test('a program is told everything', async () => {
    const { code, value } = await machine.json(['debrief', ID]);
    expect(code).toBe(0);
    expect(value).toMatchObject({
      ...{ scenario: ID, variant: 'A', language: 'en' },
      cause: { links: expect.arrayContaining([expect.stringContaining('https://docs.aws.amazon.com/')]) },
      trace: { kept: true, flows: [{ before: { verdict: 'blocked' }, after: { verdict: 'reachable' } }] },
      evidence: { flows: [{ stages: [{ flowLog: [{ action: 'REJECT', 'tcp-flags': 2 }] }, {}] }] },
      drill: { left: [1, 2, 3, 4, 5] },
      reply: {
        wordLimit: 250,
        rubric: expect.arrayContaining([expect.objectContaining({ number: 9, point: 'next' })]),
      },
      star: {
        principles: ['Dive Deep', 'Earn Trust'],
        draft: { result: expect.stringMatching(/^Solved \d+:\d\d after/) },
      },
      translation: { seconds: 300, ticket: expect.stringMatching(/\p{Script=Hangul}/u) },
    });
  });

  test.skipIf(noTerminal !== undefined)('on a narrow terminal the ways stand one under the other', async () => {
    const { code, shown, missed } = await atTerminal(
      machine,
      ['debrief', ID, '--part', 'trace'],
      [{ until: 'return', send: [] }],
      { columns: 60 },
    );
    expect([missed, code]).toEqual([null, 0]);
    expect(shown).toMatch(/before\r\norder → inventory[\s\S]*after\r\norder → inventory/);
  });

  test('what cannot be written down is refused as a whole', async () => {
    const tooLong = 'x'.repeat(100_001);
    writeFileSync(join(machine.home, 'empty.md'), ' \n\n');
    writeFileSync(join(machine.home, 'long.md'), tooLong);
    writeFileSync(join(machine.home, 'good.md'), 'x');
    const before = (await machine.json(['journal'])).value;
    const refused: readonly (readonly [code: number, ...args: string[]])[] = [
      [64, '--question', '6', '--answer', 'x', '--rate', 'right'],
      [64, '--question', '0', '--answer', 'x', '--rate', 'right'],
      [64, '--question', '1', '--answer', 'x', '--rate', 'good'],
      [64, '--question', '1', '--answer', ' \n', '--rate', 'right'],
      [64, '--question', '1', '--answer', tooLong, '--rate', 'right'],
      [64, '--question', '1', '--answer', 'x'],
      [64, '--part', 'everything'],
      [64, '--rubric', '1'],
      [64, '--reply', 'good.md', '--rubric', '1,10'],
      [64, '--reply', 'good.md', '--rubric', '1,,'],
      [65, '--reply', 'empty.md'],
      [65, '--reply', 'long.md'],
      [66, '--reply', 'nowhere.md'],
      [66, '--star', '.'],
    ];
    for (const [code, ...args] of refused) {
      const answer = await debrief(...args);
      expect([args, answer.code, answer.stderr]).toEqual([args, code, expect.stringContaining('Try: ')]);
    }
    expect((await machine.json(['journal'])).value).toEqual(before);
  });
});

/** What somebody might write to break the page that it stands on. */
const HOSTILE =
  '# Not a heading\n\n```\nnot a fence\n<script>alert(1)</script>\n> not a quote\n| a | b |\n|---|---|\n\u001b[31m<!--';

describe('the journal', () => {
  beforeAll(async () => {
    const file = join(machine.home, 'hostile.md');
    writeFileSync(file, HOSTILE);
    for (const what of ['reply', 'star', 'translation']) expect((await debrief(`--${what}`, file)).code).toBe(0);
    const answered = await debrief('--question', '2', '--answer', HOSTILE, '--rate', 'partly');
    expect([answered.code, answered.stdout]).toEqual([0, 'Question 2 was written down: partly.\n']);
  });

  const headings = (markdown: string) =>
    lexer(markdown).flatMap((token) => (token.type === 'heading' ? [`${token.depth} ${token.text}`] : []));

  test('keeps its own headings, whatever was written', async () => {
    const { code, stdout } = await machine.run(['journal', '--case', ID]);
    expect(code).toBe(0);
    expect(headings(stdout)).toEqual([
      '1 Troubleshooting journal',
      '2 Contents',
      '2 The SYN that nobody saw',
      '3 Attempts',
      '3 Root cause in short',
      '3 STAR note',
      '3 Reply to the customer',
      '3 Interview drill',
      '4 Question 2: partly',
      '3 Translation of the ticket',
    ]);
    const tokens = lexer(stdout);
    expect(tokens.filter(({ type }) => type === 'code')).toEqual([]);
    expect(tokens.filter(({ type }) => type === 'html').map(({ raw }) => raw.trim())).toEqual([]);
    expect(tokens.filter(({ type }) => type === 'table')).toHaveLength(1);
    expect(tokens.filter(({ type }) => type === 'blockquote')).toHaveLength(4);
    expect(stdout).not.toContain('\u001b');
  });

  test('tells the times, and its contents lead to the cases', async () => {
    const { stdout } = await machine.run(['journal', '--lang', 'ko']);
    const tables = lexer(stdout).filter((token): token is Tokens.Table => token.type === 'table');
    const rows = tables.map(({ header, rows }) => [header, ...rows].map((row) => row.map(({ text }) => text)));
    const head = ['시작', '변형', '해결', '진단까지', '해결까지', '힌트', '실패한 채점', '점수'];
    expect(rows.map(([first]) => first)).toEqual([head, head]);
    expect(rows[1]?.[1]?.[4]).toMatch(/^\d+분 \d+초$/);
    for (const [, id] of stdout.matchAll(/\]\(#([a-z0-9-]+)\)/g)) expect(stdout).toContain(`<a id="${id}"></a>`);
    expect([...stdout.matchAll(/\]\(#/g)]).toHaveLength(2);
  });

  test('replaces no file without a yes', async () => {
    const file = join(machine.home, 'journal.md');
    expect((await machine.run(['journal', '--out', file])).code).toBe(0);
    const written = readFileSync(file, 'utf8');
    expect(headings(written)[0]).toBe('1 Troubleshooting journal');
    writeFileSync(file, 'mine');
    const refused = await machine.run(['journal', '--out', file]);
    expect([refused.code, readFileSync(file, 'utf8')]).toEqual([64, 'mine']);
    expect((await machine.run(['journal', '--out', file, '--yes'])).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(written);
    expect((await machine.run(['journal', '--out', machine.home, '--yes'])).code).toBe(73);
    expect((await machine.run(['journal', '--out', join(file, 'x.md')])).code).toBe(73);
  });

  test('tells a program the same, and of a case that is none who it may be', async () => {
    const { value } = await machine.json(['journal']);
    expect(value).toMatchObject({ cases: ['private-subnet-no-nat', ID], markdown: expect.stringContaining('# ') });
    const { code, stderr } = await machine.run(['journal', '--case', 'sg-syn-droped']);
    expect([code, stderr]).toEqual([64, expect.stringContaining(ID)]);
    const other = await machine.run(['journal', '--case', 'alb-in-private-subnets']);
    expect([other.code, other.stderr]).toEqual([69, expect.stringContaining('Nothing is written down of alb-in')]);
  });
});
