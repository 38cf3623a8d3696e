import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Machine } from './breakfix.ts';

const ID = 'private-subnet-no-nat';
let machine: Machine;
beforeAll(async () => {
  machine = await Machine.make();
});
afterAll(() => machine.clear());

test('lists the cases before anything runs', async () => {
  const { code, stdout } = await machine.run(['list', '--lang', 'ko']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/private-subnet-no-nat +서브넷과 라우팅 +★★ +20 +0.005 → 0.055 +-/);
});

test('plays without a terminal: deploys, shows ticket, grade and what to do next', async () => {
  const { code, stdout } = await machine.run(['play', ID]);
  expect(code).toBe(0);
  expect(stdout).toContain('Private, and silent (Production system impaired)');
  expect(stdout).toMatch(/Not solved yet: 1 of \d+ checks fails/);
  expect(stdout).toContain(`grade ${ID}`);
  const [page = ''] = /http:\S+\/console\/lab\/cases\/\S+/.exec(stdout) ?? [];
  expect(await (await fetch(page)).text()).toContain('<div id="root">');
}, 60_000);

test('plays on where it was left, and tells a program the same', async () => {
  const { code, value } = await machine.json(['play', ID]);
  expect(code).toBe(0);
  expect(value).toMatchObject({ scenario: ID, report: { verdict: 'unsolved' } });
});

test('grades without a word about the cause, unless asked to explain', async () => {
  const file = join(machine.home, 'report.xml');
  const plain = await machine.run(['grade', ID, '--junit', file]);
  expect(plain.code).toBe(1);
  expect(plain.stdout).not.toMatch(/rtb-|NO_ROUTE/);
  expect(readFileSync(file, 'utf8')).toContain('failures="1"');
  const explained = await machine.run(['grade', ID, '--explain']);
  expect(explained.code).toBe(1);
  expect(explained.stdout).toMatch(/✘ rtb-\w+ +route-table +NO_ROUTE_TO_DESTINATION/);
});

test('traces between places, and says who blocks', async () => {
  const { code, value } = await machine.json(['trace', '--from', 'batch', '--to', 'internet', '--port', '443']);
  expect(code).toBe(1);
  expect(value).toMatchObject({ verdict: 'blocked', blockers: [{ kind: 'route-table' }] });
  const open = await machine.run(['trace', '--from', 'batch', '--to', 'internet']);
  expect([open.code, open.stdout]).toEqual([1, expect.stringMatching(/What gets there\s+nothing/)]);
  expect((await machine.run(['trace', '--from', 'nobody', '--to', 'batch', '--port', '1'])).code).toBe(64);
});

test('tells how far packets get in the lab as it stands, and not what stops them', async () => {
  const { code, stdout, stderr } = await machine.run(['hint', ID, '--account']);
  expect(code).toBe(0);
  expect(stdout).toContain('Nothing that matters has changed since the lab was deployed');
  expect(stdout).toMatch(
    /batch reaches the internet on tcp\/443\. Found: times out\.\n {2}The request is let through as far as/,
  );
  expect(stdout).not.toMatch(/rtb-|private-route-table|NO_ROUTE/);
  expect(stderr).toContain('takes 10 points off');
  const korean = await machine.run(['hint', ID, '--account', '--lang', 'ko']);
  expect(korean.stdout).toContain('배포 이후 의미 있는 변화가 없습니다');
});

test('gives one hint after the other, and the last one again', async () => {
  const numbers = [];
  for (let i = 0; i < 4; i++) numbers.push(((await machine.json(['hint', ID])).value as { number: number }).number);
  expect(numbers).toEqual([1, 2, 3, 3]);
  expect((await machine.json(['hint', ID, '--number', '1'])).value).toMatchObject({ number: 1, of: 3 });
  expect((await machine.run(['hint', ID, '--number', '4'])).code).toBe(64);
});

test('keeps the solution to itself until it is confirmed', async () => {
  expect((await machine.run(['solution', ID])).code).toBe(64);
  const { code, stdout } = await machine.run(['solution', ID, '--yes']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/aws ec2 create-route \\\n {2}--route-table-id rtb-\w+ /);
}, 60_000);

test('says what is not deployed, and what there is no case of', async () => {
  const missing = await machine.run(['grade', 'sg-syn-dropped']);
  expect([missing.code, missing.stderr]).toEqual([69, expect.stringContaining('breakfix deploy sg-syn-dropped')]);
  expect((await machine.run(['ticket', 'privat-subnet-no-nat'])).stderr).toContain(ID);
});

test('writes down what was done, shows how far one is, and moves it to another machine', async () => {
  const { value } = await machine.json(['progress']);
  const { cases, next } = value as { cases: { scenario: string; state: string }[]; next: object };
  expect(cases.find(({ scenario }) => scenario === ID)).toMatchObject({ state: expect.stringMatching(/open|left/) });
  expect(next).toMatchObject({ scenario: ID });
  const file = join(machine.home, 'logbook.json');
  expect((await machine.run(['progress', '--export', file])).code).toBe(0);
  const { entries } = JSON.parse(readFileSync(file, 'utf8')) as { entries: unknown[] };
  const other = await Machine.make();
  try {
    const imported = await other.json(['progress', '--import', file]);
    expect(imported.value).toMatchObject({ imported: { entries: entries.length, added: entries.length } });
    expect((await other.json(['progress', '--import', file])).value).toMatchObject({ imported: { added: 0 } });
    expect(((await other.json(['progress'])).value as { cases: unknown }).cases).toEqual(cases);
  } finally {
    await other.clear();
  }
});

test.each([
  ['a file that is not there', undefined, 66],
  ['nothing', '', 66],
  ['another JSON', '[]', 65],
  ['null', 'null', 65],
  ['another version', '{"format":"breakfix-logbook","version":2,"entries":[]}', 65],
  ['a line that is none', '{"format":"breakfix-logbook","version":1,"entries":[{"kind":"ended"}]}', 65],
  ['a line named like a prototype', '{"format":"breakfix-logbook","version":1,"entries":[{"kind":"__proto__"}]}', 65],
])('refuses to read in %s', async (_, content, code) => {
  const file = join(machine.home, 'hostile.json');
  if (content !== undefined) writeFileSync(file, content);
  const answer = await machine.run(['progress', '--import', content === undefined ? `${file}.no` : file]);
  expect(answer.code).toBe(code);
  expect(answer.stderr).toContain('Try: a file that breakfix progress --export wrote');
});
