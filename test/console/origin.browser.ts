import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Progress } from '../../console/api.ts';
import { type ConsoleLab, ELSEWHERE, startConsoleLab } from './browser.ts';

let lab: ConsoleLab;
let elsewhere: Server;
let other: string;
beforeAll(async () => {
  lab = await startConsoleLab();
  elsewhere = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>elsewhere</p>'));
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  other = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
});
afterAll(async () => {
  elsewhere?.close();
  await lab?.close();
});

/** What a page of another origin gets to see of a request: the answer's status and text, or that it failed. */
const ask = async (path: string, init: RequestInit) => {
  const context = await lab.browser.newContext();
  const page = await context.newPage();
  await page.goto(other);
  const answer = await page.evaluate(
    ([url, options]) =>
      fetch(url, options).then(
        async (response) => `${response.type} ${response.status} ${await response.text()}`,
        () => 'failed',
      ),
    [lab.aws.url + path, init] as const,
  );
  await context.close();
  return answer;
};

/** The cases that somebody has begun. */
const labsUnderWay = async () => {
  const { cases } = (await (await fetch(`${lab.aws.url}/console/api/progress`)).json()) as Progress;
  return cases.filter(({ lab: state }) => state !== 'absent').map(({ id }) => id);
};

const CREATE = new URLSearchParams({
  Action: 'CreateVpc',
  Version: '2016-11-15',
  CidrBlock: '10.66.0.0/16',
}).toString();

const DEPLOY = '/console/api/cases/sg-syn-dropped/deploy';

test.each<[string, string, RequestInit]>([
  ['reads no page', '/console/', {}],
  ['reads no health', '/_breakfix/health', {}],
  ['hears of no change', '/_breakfix/changes', {}],
  ['calls no operation', '/', { method: 'POST', body: CREATE }],
  ['calls none that it cannot read the answer of', '/', { method: 'POST', body: CREATE, mode: 'no-cors' }],
  ['reads no case', '/console/api/progress', {}],
  ['deploys no case', DEPLOY, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }],
  ['deploys none without asking first', DEPLOY, { method: 'POST', body: '{}', mode: 'no-cors' }],
  ['resets nothing', '/_breakfix/reset', { method: 'POST', mode: 'no-cors' }],
])('a page of another origin %s', async (_, path, init) => {
  const { VpcId } = (await lab.ec2.createVpc({ CidrBlock: '10.9.0.0/16' })).Vpc ?? {};
  // Of an opaque answer, the page is told nothing at all.
  expect(['failed', 'opaque 0 ']).toContain(await ask(path, init));
  expect(await labsUnderWay()).toEqual([]);
  const { Vpcs = [] } = await lab.ec2.describeVpcs({});
  expect(Vpcs.map(({ CidrBlock }) => CidrBlock)).not.toContain('10.66.0.0/16');
  expect(Vpcs.map((vpc) => vpc.VpcId)).toContain(VpcId);
  await lab.ec2.deleteVpc({ VpcId });
});

test('a name of its own that somebody points here gets no page', async () => {
  const page = await lab.browser.newPage();
  const answered = page.waitForResponse(() => true);
  await page.goto(`http://${ELSEWHERE}:${lab.aws.port}/console/`).catch(() => {});
  expect((await answered).status()).toBe(403);
  await page.close();
});

test('a page of another origin gets the console into no frame', async () => {
  const context = await lab.browser.newContext();
  const page = await context.newPage();
  await page.goto(other);
  await page.evaluate(
    `document.body.append(Object.assign(document.createElement('iframe'), { src: '${lab.aws.url}/console/' }))`,
  );
  await page.waitForTimeout(500);
  expect(await page.frames().at(-1)?.getByRole('navigation').count()).toBe(0);
  await context.close();
});
