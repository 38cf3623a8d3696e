import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Case, Progress, Work } from '../../console/api.ts';
import { Machine } from './breakfix.ts';

const ID = 'sg-syn-dropped';

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.make();
  await machine.run(['up']);
});
afterAll(() => machine.clear());

const api = async <T>(path: string, body?: object) => {
  const init = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  return (await (await fetch(`http://127.0.0.1:${machine.port}/console/api/${path}`, init)).json()) as T;
};

/** How the latest work of the console ended. */
async function end(): Promise<Work | undefined> {
  const stream = await fetch(`http://127.0.0.1:${machine.port}/console/api/cases/${ID}/work`);
  const [, last = 'null'] = /^data: (.*)\s*$/m.exec((await stream.text()).trim().split('\n\n').at(-1) ?? '') ?? [];
  return JSON.parse(last) as Work;
}

test('terminal and browser work on one lab with one logbook', async () => {
  await api(`cases/${ID}/deploy`, {});
  const meanwhile = await machine.json(['deploy', ID]);
  // It is refused either way: while the other is at work, or since it is done before the command line has started.
  expect([73, 75]).toContain(meanwhile.code);
  expect(meanwhile.value).toMatchObject({ error: { code: expect.stringMatching(/LAB_BUSY|STACK_BUSY|DEPLOYED/) } });
  expect(await end()).toMatchObject({ state: 'done' });

  await Promise.all([
    machine.run(['hint', ID, '--number', '1']),
    machine.run(['grade', ID]),
    api(`cases/${ID}/hint`, { hint: 2 }),
  ]);
  await api(`cases/${ID}/grade`, {});
  const shown = await api<Case>(`cases/${ID}`);
  expect(shown.hints.map(({ hint }) => hint).sort()).toEqual([1, 2]);

  const { cases } = (await machine.json(['progress'])).value as { cases: { scenario: string; attempts: object[] }[] };
  const attempt = cases.find(({ scenario }) => scenario === ID)?.attempts.at(-1);
  const row = (await api<Progress>('progress')).cases.find(({ id }) => id === ID);
  expect(row).toMatchObject({ lab: 'deployed', progress: 'open', attempts: 1 });
  expect(attempt).toMatchObject({ startedAt: shown.startedAt, hints: expect.arrayContaining([1, 2]) });

  await machine.run(['destroy', ID, '--yes']);
  expect(await api<Case>(`cases/${ID}`)).toMatchObject({ lab: 'absent', progress: 'left' });
}, 120_000);
