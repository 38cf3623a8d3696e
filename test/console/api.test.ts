import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exclusively } from '../../cli/lab-lock.ts';
import { entries } from '../../cli/logbook.ts';
import type {
  Case,
  Debrief,
  Evidence,
  Hint,
  Judged,
  Probe,
  Progress,
  Report,
  Review,
  Suspicions,
  Work,
} from '../../console/api.ts';
import { answerOf, errorOf, startApi } from './api-lab.ts';

const CASE = 'cases/public-subnet-missing-igw-route';
const REPLY = { what: 'reply', text: 'Thank you.', seconds: 60, rubric: Array(9).fill(true) };
const DIAGNOSIS = { direction: 'answer', component: 'route-table', reason: 'no-route' };

let lab: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  lab = await startApi();
});
afterAll(() => lab?.close());

const ask = (path: string) => lab.ask(path);
const post = (path: string, body?: unknown) => lab.post(path, body);

/** All that a stream of work says, until it ends. */
async function worksOf(path: string): Promise<Work[]> {
  const text = await (await ask(`${path}/work`)).text();
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => JSON.parse(data) as Work);
}

test('a POST that is not for the API is AWS’s', async () => {
  const body = new URLSearchParams({ Action: 'DescribeVpcs', Version: '2016-11-15' });
  for (const path of ['', 'console', 'other/console/api/progress']) {
    const response = await fetch(`${lab.aws.url}/${path}`, { method: 'POST', body, headers: { accept: 'text/html' } });
    expect(await response.text()).toMatch(/^<\?xml|<Error/);
  }
});

test('before it is deployed, a case has nothing to grade, and its answer is a secret', async () => {
  for (const deed of ['grade', 'probe', 'answer', 'write', 'diagnose', 'evidence', 'debrief', 'suspicions']) {
    const probed = { from: 'internet', to: 'internet', port: 80 };
    const body = { ...probed, ...REPLY, ...DIAGNOSIS, question: 1, answer: 'x', rating: 'right' };
    const path = `${CASE}/${deed}`;
    const response = await (['evidence', 'debrief', 'suspicions'].includes(deed) ? ask(path) : post(path, body));
    expect([deed, response.status]).toEqual([deed, 409]);
  }
  expect((await ask(`${CASE}/work`)).status).toBe(404);
});

describe('a deployed case', () => {
  beforeAll(async () => {
    const response = await post(`${CASE}/deploy`);
    expect(response.status).toBe(202);
  });

  test('tells its deployment step by step, from the beginning whenever it is listened to', async () => {
    const [first, second] = await Promise.all([worksOf(CASE), worksOf(CASE)]);
    expect(first.at(-1)).toMatchObject({ kind: 'deploy', state: 'done' });
    expect(first.at(-1)?.lines.filter((line) => /AWS::EC2::/.test(line)).length).toBeGreaterThan(10);
    expect(second.at(-1)).toEqual(first.at(-1));
    expect(entries('public-subnet-missing-igw-route').map(({ kind }) => kind)).toEqual(['started']);
  });

  test('is deployed once', async () => {
    await post(`${CASE}/deploy`);
    expect((await worksOf(CASE)).at(-1)).toMatchObject({ state: 'failed', error: { code: 'ALREADY_DEPLOYED' } });
  });

  test('is not changed by two at once', async () => {
    const place = { target: 'local', account: lab.aws.state.accountId, region: 'us-east-1' } as const;
    await exclusively({ ...place, id: 'public-subnet-missing-igw-route' }, async () => {
      await post(`${CASE}/destroy`);
      expect((await worksOf(CASE)).at(-1)).toMatchObject({ state: 'failed', error: { code: 'LAB_BUSY' } });
    });
    const answers = await Promise.all([post('cases/sg-syn-dropped/deploy'), post('cases/sg-syn-dropped/destroy')]);
    expect(answers.map(({ status }) => status)).toEqual([202, 409]);
    expect(await errorOf(answers[1] as Response)).toMatchObject({
      code: 'LAB_BUSY',
      message: 'The console is at work on sg-syn-dropped.',
    });
    await worksOf('cases/sg-syn-dropped');
  });

  test('is told without its answer', async () => {
    const shown = await answerOf<Case>(ask(CASE));
    const severity = 'System impaired';
    expect(shown).toMatchObject({
      lab: 'deployed',
      severity,
      customer: 'Web operations',
      hints: [],
      answerKnown: false,
    });
    const hint = await answerOf<Hint>(post(`${CASE}/hint`, { hint: 'account' }));
    const report = await answerOf<Report>(post(`${CASE}/grade`));
    const evidence = await answerOf<Evidence>(ask(`${CASE}/evidence`));
    const text = JSON.stringify([shown, hint, report, evidence]);
    expect(text).not.toMatch(/NO_ROUTE|"(variant|seed|cause|trace|rootCause)"/);
    expect(report.verdict).toBe('unsolved');
    expect(report.checks.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)).toEqual(['newServer']);
  });

  test('keeps the report of the last grade, in either language, while the lab is as it was deployed', async () => {
    const report = await answerOf<Report>(post(`${CASE}/grade`));
    expect((await answerOf<Case>(ask(CASE))).report).toEqual(report);
    const korean = (await answerOf<Case>(ask(`${CASE}?lang=ko`))).report;
    expect(korean).toMatchObject({ verdict: 'unsolved', gradedAt: report.gradedAt });
    expect(korean?.says).toMatch(/[가-힣]/);
  });

  test('is diagnosed: only what is right is told, and the first one counts', async () => {
    const { components, directions } = await answerOf<Suspicions>(ask(`${CASE}/suspicions?lang=ko`));
    expect(directions.map(({ name }) => name)).toContain('응답(SYN-ACK), 오는 길에서');
    const tables = components.find(({ id }) => id === 'route-table')?.resources ?? [];
    expect(tables.length).toBeGreaterThan(1);
    const other = tables.find(({ name }) => name === 'public-route-table')?.id;
    const wrong = await answerOf<Judged>(post(`${CASE}/diagnose`, { ...DIAGNOSIS, resource: other }));
    expect(wrong).toEqual({ direction: true, component: false, reason: true });
    const right = await answerOf<Judged>(post(`${CASE}/diagnose`, DIAGNOSIS));
    expect(right).toEqual({ direction: true, component: true, reason: true });
    expect((await answerOf<Case>(ask(CASE))).diagnosis).toMatchObject({ right: wrong, seconds: expect.any(Number) });
    const stranger = await post(`${CASE}/diagnose`, { ...DIAGNOSIS, resource: 'rtb-0123456789abcdef0' });
    expect(stranger.status).toBe(400);
    expect(entries('public-subnet-missing-igw-route').filter(({ kind }) => kind === 'diagnosed').length).toBe(2);
  });

  test('has evidence: routes and rules in effect, and what a connection does', async () => {
    const { ends, subnets, interfaces } = await answerOf<Evidence>(ask(`${CASE}/evidence`));
    expect(ends.map(({ name }) => name)).toEqual(expect.arrayContaining(['web-a', 'web-b', 'db', 'internet']));
    const routesOf = (name: string) => subnets.find((each) => each.name === name)?.routes.map(({ target }) => target);
    expect(routesOf('public-a')).toEqual(['local']);
    expect(routesOf('public-b')).toEqual(['local', expect.stringMatching(/^igw-/)]);
    const web = interfaces.find(({ name }) => name === 'web-a');
    expect(web?.inbound.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['allow tcp/80 0.0.0.0/0', '100 allow all 0.0.0.0/0']),
    );
    const idOf = (name: string) => ends.find((each) => each.name === name)?.id;
    const connect = async (from: string, to: string, port: number) => {
      const { outcome, seconds, status, flowLog } = await answerOf<Probe>(
        post(`${CASE}/probe`, { from: idOf(from), to: idOf(to), port }),
      );
      return [outcome, seconds, status, flowLog.slice(1).map((line) => line.split(' ').slice(-3).join(' '))];
    };
    expect(await connect('internet', 'web-a', 80)).toEqual([
      'timed out',
      5,
      undefined,
      ['ACCEPT OK 2', 'ACCEPT OK 18'],
    ]);
    expect(await connect('internet', 'web-b', 80)).toEqual(['connected', 0, 200, ['ACCEPT OK 2', 'ACCEPT OK 18']]);
    expect(await connect('internet', 'db', 5432)).toEqual(['timed out', 5, undefined, []]);
    const accepted = ['ACCEPT OK 2', 'ACCEPT OK 18'];
    expect(await connect('web-b', 'db', 5432)).toEqual(['connected', 0, undefined, [...accepted, ...accepted]]);
    const stranger = await post(`${CASE}/probe`, { from: 'i-0123456789abcdef0', to: 'internet', port: 80 });
    expect([stranger.status, (await errorOf(stranger)).code]).toEqual([400, 'UNKNOWN_END']);
  });

  test('takes hints and the solution into the logbook, once each', async () => {
    for (const hint of [2, 2]) await post(`${CASE}/hint`, { hint });
    const shown = await answerOf<Case>(ask(CASE));
    expect(shown.hints.map(({ hint }) => hint)).toEqual([2]);
    const { commands } = await answerOf<{ commands: string }>(post(`${CASE}/solution`));
    expect(commands).toMatch(/^aws ec2 associate-route-table --subnet-id subnet-/);
    const kinds = entries('public-subnet-missing-igw-route').map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'hinted').length).toBe(2);
    expect(kinds.at(-1)).toBe('revealed');
    expect((await ask(`${CASE}/debrief`)).status).toBe(200);
  });

  test('is written about once its answer is known, into the logbook', async () => {
    expect((await post(`${CASE}/diagnose`, DIAGNOSIS)).status).toBe(409);
    const text = 'rtb-0123456789abcdef0 was changed; to roll back, replace it.';
    const { length, traces } = await answerOf<Review>(post(`${CASE}/review`, { text }));
    expect(length).toEqual({ says: '8 words, fewer than 250', isRight: true });
    expect(traces.filter(({ found }) => found).map(({ point }) => point)).toEqual([2, 3]);
    const note = { situation: 'a', task: 'b', action: 'c', result: 'd' };
    await post(`${CASE}/write`, { ...REPLY, text });
    await post(`${CASE}/write`, { what: 'star', note, seconds: 2 });
    await post(`${CASE}/write`, { what: 'translation', text: 'Hello', seconds: 3 });
    const { reply, star, translation } = await answerOf<Debrief>(ask(`${CASE}/debrief`));
    expect(reply.points.length).toBe(9);
    expect(reply.latest).toMatchObject({ made: 9, seconds: 60 });
    expect(star.latest?.text.length).toBe(8);
    expect(translation).toMatchObject({ seconds: 300, latest: { seconds: 3 } });
    const wrote = entries('public-subnet-missing-igw-route').flatMap((each) =>
      each.kind === 'wrote' ? [each.deed] : [],
    );
    expect(wrote.map(({ what }) => what)).toEqual(['reply', 'star', 'translation']);
    expect(wrote[0]).toEqual({ ...REPLY, text });
  });

  test('goes without a trace, and the progress knows', async () => {
    await post(`${CASE}/destroy`);
    expect((await worksOf(CASE)).at(-1)).toMatchObject({ kind: 'destroy', state: 'done' });
    const { cases } = await answerOf<Progress>(ask('progress'));
    expect(cases[0]).toMatchObject({ lab: 'absent', progress: 'left', attempts: 1 });
  });
});
