import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Machine } from './breakfix.ts';
import { atTerminal, CTRL_C, DOWN, ENTER, noTerminal } from './terminal.ts';

const ID = 'nacl-syn-ack-dropped';
const RIGHT = ['--direction', 'answer', '--component', 'network-acl:baseline', '--reason', 'not-allowed'];
let machine: Machine;
beforeAll(async () => {
  if (noTerminal) console.warn(`Not tried: ${noTerminal}`);
  machine = await Machine.make();
  await machine.run(['deploy', ID, '--variant', 'A', '--seed', 'diagnose']);
}, 60_000);
afterAll(() => machine.clear());

test.each([
  ['nothing said', [], '--direction is missing'],
  ['a direction that is none', ['--direction', 'sideways'], '--direction sideways is not known'],
  ['a component that is none', ['--direction', 'answer', '--component', 'router'], '--component router is not known'],
  [
    'a component that the lab does not have',
    ['--direction', 'answer', '--component', 'network-acl:nobody', '--reason', 'no-route'],
    'There is no network-acl nobody in the lab',
  ],
  [
    'a reason that is none',
    ['--direction', 'answer', '--component', 'network-acl', '--reason', '\u001b[31m'],
    'is not known',
  ],
  [
    'an endless reason',
    ['--direction', 'answer', '--component', 'network-acl', '--reason', 'x'.repeat(100_000)],
    'is not known',
  ],
])('refuses %s, and asks nothing without a terminal', async (_, args, what) => {
  const { code, stderr } = await machine.run(['diagnose', ID, ...args]);
  expect([code, stderr]).toEqual([64, expect.stringContaining(what)]);
  expect(stderr).not.toContain('\u001b[31m');
});

test('needs a lab', async () => {
  expect((await machine.run(['diagnose', 'sg-syn-dropped', ...RIGHT])).code).toBe(69);
});

const written = async () => {
  const { value } = await machine.json(['progress']);
  const { cases } = value as { cases: { scenario: string; attempts: { diagnosis?: object }[] }[] };
  return cases.find(({ scenario }) => scenario === ID)?.attempts.some(({ diagnosis }) => diagnosis) ?? false;
};

describe.skipIf(noTerminal !== undefined)('at a terminal', () => {
  const ASKED = ['Which packet is lost', 'What loses it', 'Which one', 'Why'];

  test.each([0, 1, 2, 3])('Ctrl-C at question %i writes nothing down, and leaves the lab as it is', async (at) => {
    const steps = ASKED.slice(0, at + 1).map((until, i) => ({ until, send: [i === at ? CTRL_C : ENTER] }));
    const { code, missed } = await atTerminal(machine, ['diagnose', ID], steps);
    expect([missed, code]).toEqual([null, 130]);
    expect(await written()).toBe(false);
    expect((await machine.run(['grade', ID])).code).toBe(1);
  });
});

test('tells which parts are right, and nothing of what is', async () => {
  const wrong = ['--direction', 'answer', '--component', 'security-group', '--reason', 'no-route'];
  const { code, stdout } = await machine.run(['diagnose', ID, ...wrong]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/✔ direction: right\n✘ component: not right\n✘ reason: not right/);
  expect(stdout).toContain('it is the first');
  expect(stdout).not.toMatch(/network ACL|baseline|acl-/);
});

test('the first counts, and all are written down', async () => {
  const { code, value } = await machine.json(['diagnose', ID, ...RIGHT]);
  expect([code, value]).toMatchObject([
    0,
    { counts: false, right: { direction: true, component: true, reason: true } },
  ]);
  const { value: progress } = await machine.json(['progress']);
  const { cases } = progress as { cases: { scenario: string; attempts: { diagnosis?: { right: object } }[] }[] };
  const [attempt] = cases.find(({ scenario }) => scenario === ID)?.attempts ?? [];
  expect(attempt?.diagnosis?.right).toEqual({ direction: true, component: false, reason: false });
});

test.skipIf(noTerminal !== undefined)('keys that mean nothing are no answer; what is chosen is judged', async () => {
  const { code, missed, shown } = await atTerminal(
    machine,
    ['diagnose', ID, '--direction', 'answer'],
    [
      { until: 'What loses it', send: ['\u001b[31m', 'zzz', '\u0000', DOWN, ENTER] },
      { until: 'Which one', send: [ENTER] },
      { until: 'Why', send: [DOWN, ENTER] },
      { until: 'direction: right', send: [] },
    ],
  );
  expect([missed, code]).toEqual([null, 1]);
  expect(shown).toContain('reason: not right');
});

test('speaks Korean', async () => {
  const { stdout } = await machine.run(['diagnose', ID, ...RIGHT, '--lang', 'ko']);
  expect(stdout).toContain('정확합니다');
});

test('is none any more once the answer is known', async () => {
  await machine.run(['solution', ID, '--yes']);
  const { code, stderr } = await machine.run(['diagnose', ID, ...RIGHT]);
  expect([code, stderr]).toEqual([75, expect.stringContaining('breakfix debrief')]);
});
