import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleAt } from '../../cli/console/serve.ts';
import { exclusively } from '../../cli/lab-lock.ts';
import { entries } from '../../cli/logbook.ts';
import type {
  ApiError,
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
import { type LocalAws, startLocalAws } from '../../emulator/local-aws.ts';

const CASE = 'cases/public-subnet-missing-igw-route';
const REPLY = { what: 'reply', text: 'Thank you.', seconds: 60, rubric: Array(9).fill(true) };
const DIAGNOSIS = { direction: 'answer', component: 'route-table', reason: 'no-route' };
const JSON_TYPE = { 'content-type': 'application/json' };

let aws: LocalAws;
let home: string;
const homeBefore = process.env.BREAKFIX_HOME;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'breakfix-api-'));
  process.env.BREAKFIX_HOME = home;
  aws = await startLocalAws({ port: 0, pages: consoleAt(() => aws.port) });
});
afterAll(async () => {
  await aws.close();
  process.env.BREAKFIX_HOME = homeBefore;
  rmSync(home, { recursive: true, force: true });
});

const ask = (path: string, init: RequestInit = {}) => fetch(`${aws.url}/console/api/${path}`, init);
const post = (path: string, body: unknown = {}) =>
  ask(path, { method: 'POST', headers: JSON_TYPE, body: typeof body === 'string' ? body : JSON.stringify(body) });
const errorOf = async (response: Response) => ((await response.json()) as { error: ApiError }).error;
const answerOf = async <T>(response: Promise<Response>) => (await (await response).json()) as T;

/** All that a stream of work says, until it ends. */
async function worksOf(path: string): Promise<Work[]> {
  const text = await (await ask(`${path}/work`)).text();
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => JSON.parse(data) as Work);
}

describe('what is asked wrongly is refused, and by what is wrong with it', () => {
  test.each<[string, string, unknown, number, string]>([
    ['no JSON', `${CASE}/hint`, '{"hint": 1', 400, 'BAD_REQUEST'],
    ['a deep hole', `${CASE}/hint`, '['.repeat(200_000), 400, 'BAD_REQUEST'],
    ['a list', `${CASE}/hint`, '[1]', 400, 'BAD_REQUEST'],
    ['null', `${CASE}/probe`, 'null', 400, 'BAD_REQUEST'],
    ['no such hint', `${CASE}/hint`, { hint: 4 }, 400, 'BAD_REQUEST'],
    ['the text of a number', `${CASE}/hint`, { hint: '1' }, 400, 'BAD_REQUEST'],
    ['an inherited member', `${CASE}/hint`, '{"__proto__": {"hint": 1}}', 400, 'BAD_REQUEST'],
    ['a port that is none', `${CASE}/probe`, { from: 'internet', to: 'internet', port: 0 }, 400, 'BAD_REQUEST'],
    ['a part of a port', `${CASE}/probe`, { from: 'internet', to: 'internet', port: 80.5 }, 400, 'BAD_REQUEST'],
    ['an end that is no text', `${CASE}/probe`, { from: { a: 1 }, to: 'internet', port: 80 }, 400, 'BAD_REQUEST'],
    ['a long name', `${CASE}/probe`, { from: 'i'.repeat(401), to: 'internet', port: 80 }, 400, 'BAD_REQUEST'],
    ['a path that is none', `${CASE}/probe`, { from: 'a', to: 'b', port: 80, path: 'x y' }, 400, 'BAD_REQUEST'],
    ['a header in a header', `${CASE}/probe`, { from: 'a', to: 'b', port: 80, host: 'a\nb' }, 400, 'BAD_REQUEST'],
    ['no such rating', `${CASE}/answer`, { question: 1, answer: 'x', rating: 'best' }, 400, 'BAD_REQUEST'],
    ['an empty answer', `${CASE}/answer`, { question: 1, answer: ' ', rating: 'right' }, 400, 'BAD_REQUEST'],
    ['a text that is none', `${CASE}/review`, { text: 1 }, 400, 'BAD_REQUEST'],
    ['no such writing', `${CASE}/write`, { what: 'poem', text: 'x', seconds: 1 }, 400, 'BAD_REQUEST'],
    ['a rubric of two points', `${CASE}/write`, { ...REPLY, rubric: [true, false] }, 400, 'BAD_REQUEST'],
    ['a time before the beginning', `${CASE}/write`, { ...REPLY, seconds: -1 }, 400, 'BAD_REQUEST'],
    ['a note without its result', `${CASE}/write`, { what: 'star', note: {}, seconds: 1 }, 400, 'BAD_REQUEST'],
    ['half a diagnosis', `${CASE}/diagnose`, { direction: 'answer' }, 400, 'BAD_REQUEST'],
    ['a body beyond bounds', `${CASE}/answer`, 'x'.repeat(512 * 1024 + 1), 413, 'TOO_LARGE'],
    ['a case that is none', 'cases/none/deploy', {}, 404, 'UNKNOWN_SCENARIO'],
    ['the folder above', 'cases/..%2F..%2Fetc/deploy', {}, 404, 'UNKNOWN_SCENARIO'],
    ['what every object has', 'cases/constructor/grade', {}, 404, 'UNKNOWN_SCENARIO'],
    ['a Region that is none', `${CASE}/deploy?region=../x`, {}, 400, 'BAD_REQUEST'],
    ['a deed that is none', `${CASE}/format`, {}, 404, 'NOT_FOUND'],
  ])('%s', async (_, path, body, status, code) => {
    const response = await post(path, body);
    expect([response.status, (await errorOf(response)).code]).toEqual([status, code]);
  });

  test('a body that does not call itself JSON', async () => {
    const response = await ask(`${CASE}/deploy`, { method: 'POST', body: '{}' });
    expect([response.status, (await errorOf(response)).hint]).toEqual([400, 'content-type: application/json']);
  });

  test('a page of another origin', async () => {
    const response = await ask(`${CASE}/deploy`, {
      method: 'POST',
      headers: { ...JSON_TYPE, origin: 'http://example.com' },
      body: '{}',
    });
    expect(response.status).toBe(403);
  });

  test('in the language that is asked for', async () => {
    const { message } = await errorOf(await post('cases/none/deploy?lang=ko'));
    expect(message).toBe('그런 케이스는 없습니다: none.');
  });
});

test('a POST that is not for the API is AWS’s', async () => {
  const body = new URLSearchParams({ Action: 'DescribeVpcs', Version: '2016-11-15' });
  for (const path of ['', 'console', 'other/console/api/progress']) {
    const response = await fetch(`${aws.url}/${path}`, { method: 'POST', body, headers: { accept: 'text/html' } });
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
    const place = { target: 'local', account: aws.state.accountId, region: 'us-east-1' } as const;
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
    expect(shown).toMatchObject({ lab: 'deployed', customer: 'Web operations', hints: [], answerKnown: false });
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
