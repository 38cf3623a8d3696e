import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Machine } from './breakfix.ts';
import { atTerminal, CTRL_C, DOWN, ENTER, noTerminal, TAB } from './terminal.ts';

const ID = 'sg-syn-dropped';
let machine: Machine;
let count = 0;

beforeAll(async () => {
  if (noTerminal) console.warn(`Not tried: ${noTerminal}`);
  machine = await Machine.make();
});
afterAll(() => machine.clear());

/** Somebody who solved the case a while ago. */
beforeEach(async () => {
  rmSync(join(machine.home, 'state'), { recursive: true, force: true });
  const line = (kind: string, deed: object, second: number) => ({
    id: `00000000-0000-4000-8000-${String(count++).padStart(12, '0')}`,
    at: `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z`,
    ...{ scenario: ID, attempt: '00000000-0000-4000-9000-000000000000', kind, deed },
  });
  const entries = [
    line('started', { variant: 'A', seed: 'x', target: 'local' }, 0),
    line('graded', { verdict: 'solved', failing: {} }, 59),
  ];
  const file = join(machine.home, 'log.json');
  writeFileSync(file, JSON.stringify({ format: 'breakfix-logbook', version: 1, entries }));
  expect((await machine.run(['progress', '--import', file])).code).toBe(0);
});

interface Drill {
  readonly questions: readonly {
    readonly latest: { readonly answer: string; readonly rating: string | null } | null;
  }[];
  readonly left: readonly number[];
}

interface Written {
  readonly latest: { readonly text: string; readonly rubric?: readonly boolean[] } | null;
}

async function part<T>(name: string): Promise<T> {
  const { value } = await machine.json(['debrief', ID, '--part', name]);
  return (value as Readonly<Record<string, T>>)[name]!;
}

const latestOf = ({ questions }: Drill) => questions.map(({ latest }) => latest && [latest.answer, latest.rating]);

describe.skipIf(noTerminal !== undefined)('at a terminal', () => {
  test('the drill asks, shows the model answer, lets the learner rate it, and ends like an interview', async () => {
    const { code, shown, missed } = await atTerminal(
      machine,
      ['debrief', ID, '--part', 'drill', '--strict'],
      [
        { until: 'Question 1 of', send: [] },
        { until: 'Your answer', send: [ENTER, ENTER] },
        { until: 'Write something', send: ['no rule: it is stateful', ENTER, 'and tracked', ENTER, ENTER] },
        { until: 'Model answer', send: [] },
        { until: 'How was yours?', send: [ENTER] },
        { until: 'Question 2 of', send: [] },
        { until: 'Your answer', send: ['never \u001b[31m', ENTER, ENTER] },
        { until: 'How was yours?', send: [DOWN, DOWN, ENTER] },
        { until: 'go on to another topic', send: [] },
      ],
    );
    expect([missed, code]).toEqual([null, 0]);
    expect(shown.indexOf('Model answer')).toBeGreaterThan(shown.indexOf('and tracked'));
    const drill = await part<Drill>('drill');
    expect(latestOf(drill).slice(0, 3)).toEqual([
      ['no rule: it is stateful\nand tracked', 'right'],
      [expect.stringContaining('never'), 'wrong'],
      null,
    ]);
    expect(drill.left[0]).toBe(2);
  });

  test('Ctrl-C in an answer keeps those before it, and the drill goes on with what is left', async () => {
    const first = await atTerminal(
      machine,
      ['debrief', ID, '--part', 'drill'],
      [
        { until: 'Your answer', send: ['one', ENTER, ENTER] },
        { until: 'How was yours?', send: [ENTER] },
        { until: 'Question 2 of', send: [] },
        { until: 'Your answer', send: ['half an ans', CTRL_C] },
        { until: 'The draft was kept', send: [] },
      ],
    );
    expect([first.missed, first.code]).toEqual([null, 0]);
    expect(latestOf(await part<Drill>('drill')).slice(0, 2)).toEqual([['one', 'right'], null]);
    const second = await atTerminal(
      machine,
      ['debrief', ID, '--part', 'drill'],
      [
        { until: 'Question 2 of', send: [] },
        { until: 'half an ans', send: ['wer', ENTER, ENTER] },
        { until: 'How was yours?', send: [CTRL_C] },
        { until: 'without a rating', send: [] },
      ],
    );
    expect([second.missed, second.code]).toEqual([null, 0]);
    expect(second.shown).not.toContain('Question 1 of');
    expect(latestOf(await part<Drill>('drill'))[1]).toEqual(['half an answer', null]);
  });

  test('a reply is written at a prompt, counted, and judged by its writer', async () => {
    const { code, shown, missed } = await atTerminal(
      machine,
      ['debrief', ID, '--part', 'reply'],
      [
        { until: 'Write the reply', send: ['Thanks, acl-0123456789abcdef0', ENTER, ENTER, 'Bye', TAB, ENTER] },
        { until: 'Which of the nine points', send: [' ', ENTER] },
        { until: '2 of 9 points', send: [] },
      ],
    );
    expect([missed, code]).toEqual([null, 0]);
    expect(shown).toContain('3 words, fewer than 250');
    expect((await part<Written>('reply')).latest).toMatchObject({
      text: 'Thanks, acl-0123456789abcdef0\n\nBye',
      rubric: [true, false, true, false, false, false, false, false, false],
    });
  });

  test('Ctrl-C before the rubric keeps the reply', async () => {
    const { code, missed } = await atTerminal(
      machine,
      ['debrief', ID, '--part', 'reply'],
      [
        { until: 'Write the reply', send: ['Thanks', TAB, ENTER] },
        { until: 'Which of the nine points', send: [CTRL_C] },
        { until: 'Written down', send: [] },
      ],
    );
    expect([missed, code]).toEqual([null, 0]);
    const { latest } = await part<Written>('reply');
    expect([latest?.text, latest?.rubric]).toEqual(['Thanks', undefined]);
  });

  test('a translation is written against the clock, and what was written before Ctrl-C is there again', async () => {
    const command = ['debrief', ID, '--part', 'translation'];
    const left = await atTerminal(machine, command, [
      { until: '0:00 / 5:00', send: ['Dear support,'] },
      { until: '0:01 / 5:00', send: [] },
      { until: '0:02 / 5:00', send: [' hello', CTRL_C] },
      { until: 'Nothing was written down. The draft was kept', send: [] },
    ]);
    expect([left.missed, left.code]).toEqual([null, 0]);
    expect(left.shown).not.toContain('The English ticket');
    const done = await atTerminal(machine, command, [
      { until: 'Dear support, hello', send: [' there', TAB, ENTER] },
      { until: 'within 5 minutes', send: [] },
    ]);
    expect([done.missed, done.code]).toEqual([null, 0]);
    expect((await part<Written>('translation')).latest?.text).toBe('Dear support, hello there');
    const again = await atTerminal(machine, command, [{ until: 'Your translation', send: [CTRL_C] }]);
    expect(again.shown).toContain('Nothing was written down.');
  });

  test('an editor gets the ticket above the draft, and its arguments as they are', async () => {
    const editor = join(machine.home, 'editor.sh');
    writeFileSync(
      editor,
      '#!/bin/sh\n[ "$1" = "--wait" ] || exit 9\ncp "$2" seen.md\necho "My own words; \\$(touch no)" >> "$2"\n',
    );
    chmodSync(editor, 0o700);
    const { code, missed } = await atTerminal(
      machine,
      ['debrief', ID, '--part', 'translation'],
      [{ until: 'The English ticket', send: [] }],
      { env: { EDITOR: `${editor} --wait` } },
    );
    expect([missed, code]).toEqual([null, 0]);
    expect(readFileSync(join(machine.home, 'seen.md'), 'utf8')).toMatch(/^> .*\p{Script=Hangul}/u);
    expect((await part<Written>('translation')).latest?.text).toBe('My own words; $(touch no)');
    const broken = await atTerminal(machine, ['debrief', ID, '--part', 'reply'], [], {
      env: { VISUAL: 'no-such-editor; touch no' },
    });
    expect([broken.code, broken.shown]).toEqual([69, expect.stringContaining('no-such-editor; could not be started')]);
    expect(existsSync(join(machine.home, 'no'))).toBe(false);
  });

  test('a STAR note that is left half-way goes on where it was', async () => {
    const begun = await atTerminal(
      machine,
      ['debrief', ID, '--part', 'star'],
      [
        { until: '◆  Situation', send: ['. They lost orders.', TAB, ENTER] },
        { until: '◆  Task', send: [CTRL_C] },
        { until: 'The draft was kept', send: [] },
      ],
    );
    expect([begun.missed, begun.code]).toEqual([null, 0]);
    expect((await part<Written>('star')).latest).toBeNull();
    const done = await atTerminal(
      machine,
      ['debrief', ID, '--part', 'star'],
      [
        { until: '◆  Situation', send: [TAB, ENTER] },
        { until: '◆  Task', send: ['Keep it least privilege', TAB, ENTER] },
        { until: '◆  Action', send: ['Read both groups', TAB, ENTER] },
        { until: '◆  Result', send: [TAB, ENTER] },
        { until: 'Written down', send: [] },
      ],
    );
    expect([done.missed, done.code]).toEqual([null, 0]);
    const { text } = (await part<Written>('star')).latest!;
    expect(text).toMatch(/\*\*Situation\*\*[\s\S]*They lost orders\.[\s\S]*\*\*Task\*\*\n\nKeep it least privilege/);
    expect(text).toContain('Solved 0:59 after the deployment');
  });

  test.each([
    ['the menu', [], 'Your turn'],
    ['a translation', ['--part', 'translation'], 'Your translation'],
    ['a reply', ['--part', 'reply'], 'Write the reply'],
    ['a STAR note', ['--part', 'star'], '◆  Situation'],
  ])('Ctrl-C leaves %s without a trace of trouble', async (_, args, until) => {
    const { code, shown, missed } = await atTerminal(machine, ['debrief', ID, ...args], [{ until, send: [CTRL_C] }]);
    expect([missed, code]).toEqual([null, 0]);
    expect(shown).not.toMatch(/bug in breakfix|at .*\.js:/);
  });

  test('before it is solved a yes is needed, and a no tells nothing', async () => {
    const other = ['debrief', 'private-subnet-no-nat', '--anyway'];
    const no = await atTerminal(machine, other, [{ until: 'as if the solution had been shown', send: [ENTER] }]);
    expect([no.missed, no.code]).toEqual([null, 130]);
    expect(no.shown).not.toContain('Root cause');
    const left = await atTerminal(machine, other, [{ until: 'as if the solution had been shown', send: [CTRL_C] }]);
    expect([left.missed, left.code]).toEqual([null, 130]);
    expect((await machine.run(['journal', '--case', 'private-subnet-no-nat'])).code).toBe(69);
  });
});
