import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../lib/package-root.ts';
import { Machine } from './breakfix.ts';
import { atTerminal, CTRL_C, DOWN, ENTER, ESCAPE, noTerminal, type Step, UP } from './terminal.ts';

const ID = 'sg-syn-dropped';
const MENU = 'Open a shell (';

let machine: Machine;
beforeAll(async () => {
  if (noTerminal) console.warn(`Not tried: ${noTerminal}`);
  machine = await Machine.make();
});
afterAll(() => machine.clear());

const play = (steps: readonly Step[], args: readonly string[] = [ID]) =>
  atTerminal(machine, ['play', ...args, '--lang', 'en'], steps);

/** The menu's options from below: Enter on the one so many keys up. */
const UPWARDS = { quit: 1, destroy: 2, reset: 3, solution: 4 } as const;
const chosen = (option: keyof typeof UPWARDS) => [...Array<string>(UPWARDS[option]).fill(UP), ENTER];

async function stateOf(id: string): Promise<string | undefined> {
  const { value } = await machine.json(['status']);
  return (value as { labs: readonly { scenario: string; state: string }[] }).labs.find(
    ({ scenario }) => scenario === id,
  )?.state;
}

/** The kinds of what stands in the logbook. */
async function deeds(): Promise<string[]> {
  const file = join(machine.home, 'deeds.json');
  expect((await machine.run(['progress', '--export', file])).code).toBe(0);
  const { entries } = JSON.parse(readFileSync(file, 'utf8')) as { entries: readonly { kind: string }[] };
  return entries.map(({ kind }) => kind);
}

describe.skipIf(noTerminal !== undefined)('play at a terminal', () => {
  test('Ctrl-C before a case is chosen deploys none', async () => {
    const { code, shown, missed } = await play([{ until: 'Which case?', send: ['zzz', CTRL_C] }], []);
    expect([missed, code]).toEqual([null, 0]);
    expect(shown).toContain('The local AWS keeps running at');
    expect(await stateOf(ID)).toBeUndefined();
  });

  test('Ctrl-C in the middle of a deployment says what is left, and the next play begins anew', async () => {
    const { code, shown, missed } = await play([{ until: 'Deploying', send: [CTRL_C], atOnce: true }]);
    expect([missed, code]).toEqual([null, 130]);
    expect(shown).toContain(`destroy ${ID} removes it`);
    expect(await deeds()).toEqual([]);
    const again = await play([{ until: MENU, send: [CTRL_C] }]);
    expect([again.missed, again.code]).toEqual([null, 0]);
    expect(await stateOf(ID)).toBe('deployed');
    expect(await deeds()).toEqual(['started']);
  });

  test('a deployment that was interrupted when all stood is taken up, and its fix will be rated', async () => {
    const [records, snapshots] = ['labs', 'snapshots'].map((folder) => join(machine.home, 'state', folder));
    const [record = ''] = readdirSync(records!);
    const file = join(records!, record);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"deployed"', '"deploying"'));
    rmSync(snapshots!, { recursive: true });
    const seed = await machine.run(['deploy', ID, '--seed', 'other']);
    expect([seed.code, seed.stderr]).toEqual([73, expect.stringContaining('already deployed')]);
    expect((await play([{ until: MENU, send: [CTRL_C] }])).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('"deployed"');
    expect(readdirSync(snapshots!)).toHaveLength(1);
  });

  test.each([
    ['solution', 'It gives the answer away', CTRL_C],
    ['solution', 'It gives the answer away', ESCAPE],
    ['reset', 'Undo all that was changed?', CTRL_C],
    ['destroy', `Remove ${ID}`, CTRL_C],
    ['destroy', `Remove ${ID}`, 'n'],
  ] as const)('%s asks, and does nothing without a yes', async (option, question, answer) => {
    const before = await deeds();
    const { code, shown, missed } = await play([
      { until: MENU, send: chosen(option) },
      { until: question, send: [answer] },
      { until: '↑/↓ to move', send: ['\u001b[99;5u', 'q', '한', CTRL_C] },
    ]);
    expect([missed, code]).toEqual([null, 0]);
    expect(shown).toContain(`${ID} is still deployed there`);
    expect(await stateOf(ID)).toBe('deployed');
    expect(await deeds()).toEqual(before);
  });

  test('Ctrl-C at the question whether to keep it keeps it', async () => {
    const { code, missed } = await play([
      { until: MENU, send: chosen('quit') },
      { until: 'deployed for later?', send: [CTRL_C] },
      { until: 'is still deployed there', send: [] },
    ]);
    expect([missed, code]).toEqual([null, 0]);
    expect(await stateOf(ID)).toBe('deployed');
  });

  test('Ctrl-C in the shell belongs to what runs there; exit comes back to the menu', async () => {
    const { code, shown, missed } = await play([
      { until: MENU, send: [ENTER] },
      { until: 'breakfix trace --from A', send: ['sleep 60', ENTER] },
      { until: 'sleep 60', send: [CTRL_C] },
      { until: '^C', send: ['echo case=$BREAKFIX_CASE', ENTER] },
      { until: `case=${ID}`, send: ['exit', ENTER] },
      { until: '◆', send: [CTRL_C] },
    ]);
    expect([missed, code]).toEqual([null, 0]);
    expect(shown).toContain(`${ID} is still deployed there`);
  });

  test('two terminals in one case: what both are told is of one lab and one logbook', async () => {
    const hint = [{ until: MENU, send: [...Array<string>(4).fill(DOWN), ENTER] }] as const;
    const before = (await deeds()).filter((kind) => kind === 'hinted').length;
    const both = await Promise.all([
      play([...hint, { until: 'Hint', send: [] }, { until: '↑/↓ to move', send: [CTRL_C] }]),
      play([...hint, { until: 'Hint', send: [] }, { until: '↑/↓ to move', send: [CTRL_C] }]),
    ]);
    expect(both.map(({ code, missed }) => [missed, code])).toEqual([
      [null, 0],
      [null, 0],
    ]);
    expect((await deeds()).filter((kind) => kind === 'hinted').length).toBeGreaterThan(before);
    expect(await stateOf(ID)).toBe('deployed');
  });

  test('Ctrl-C in the middle of a removal says how to go on, and going on leaves nothing', async () => {
    const { code, shown, missed } = await play([
      { until: MENU, send: chosen('destroy') },
      { until: `Remove ${ID}`, send: [ENTER] },
      { until: 'Destroying', send: [CTRL_C], atOnce: true },
    ]);
    expect([missed, code]).toEqual([null, 130]);
    expect(shown).toContain(`destroy ${ID}`);
    expect((await machine.run(['destroy', ID, '--yes'])).code).toBe(0);
    expect(await stateOf(ID)).toBeUndefined();
  });
});

describe.skipIf(noTerminal !== undefined)('the questions of new', () => {
  const cases = () => readdirSync(join(packageRoot(), 'scenarios'));

  test.each([
    ['nothing', [ENTER], 64],
    ['a path', ['../../outside', ENTER], 64],
    ['control characters', ['a\u0007-\u0001b', ENTER], 64],
    ['very much', ['a-'.repeat(2000), ENTER], 64],
    ['what is there', [ID, ENTER], 64],
    ['Ctrl-C', ['dns-timeout', CTRL_C], 130],
  ] as const)('%s as an id makes no case', async (_, send, exitCode) => {
    const before = cases();
    const { code, shown, missed } = await atTerminal(
      machine,
      ['new', '--lang', 'en'],
      [{ until: 'Id of the case', send }],
    );
    expect([missed, code]).toEqual([null, exitCode]);
    expect(shown).not.toContain('bug in breakfix');
    expect(cases()).toEqual(before);
  });

  test.each([1, 2])('Ctrl-C at question %i after the id makes none', async (at) => {
    const before = cases();
    const steps = [
      { until: 'Id of the case', send: ['dns-timeout-after-move', ENTER] },
      { until: '↑/↓', send: at === 1 ? [CTRL_C] : [ENTER] },
      ...(at === 2 ? [{ until: '★', send: [CTRL_C] }] : []),
    ];
    const { code, missed } = await atTerminal(machine, ['new', '--lang', 'en'], steps);
    expect([missed, code]).toEqual([null, 130]);
    expect(cases()).toEqual(before);
  });
});
