import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exclusively } from '../../cli/lab-lock.ts';
import { entries } from '../../cli/logbook.ts';
import { WORDS } from '../../console/web/src/lab/words.ts';
import { attempts } from '../../learner/attempt.ts';
import { notKorean } from '../korean.ts';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { violationsInBothModes } from './violations.ts';

const CASE = 'public-subnet-missing-igw-route';

/** Every English word of the lab's own that stands for itself. */
const ENGLISH = Object.values(WORDS.en).flatMap((word) => (typeof word === 'string' ? word : Object.values(word)));

let lab: ConsoleLab;
beforeAll(async () => {
  lab = await startConsoleLab();
});
afterAll(() => lab?.close());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** What a select of that label offers by that name is chosen. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  await button(page, new RegExp(`^${label} `)).click();
  await page.getByRole('option', { name: option }).click();
}

test('a case is solved from the first click to the last', async () => {
  const page = await lab.open('');
  await page.getByRole('link', { name: 'Public in name only' }).click();
  await page.getByText('Unassigned').waitFor();
  expect(await button(page, 'Grade').count()).toBe(0);
  await button(page, 'Deploy the lab').click();
  await page.getByText('The new server there').waitFor();
  await page.getByRole('timer').waitFor();
  await button(page, /^Hint 1/).click();
  await page.getByText('What is decided for each subnet by itself?').waitFor();

  await button(page, 'Grade').click();
  await page.getByText('Not solved yet: 1 of 8 checks fails.').waitFor();
  const failing = page.getByRole('row').filter({ hasText: 'Fail' });
  expect(await failing.textContent()).toContain('the internet reaches web-a on tcp/80');
  // The symptom, and nothing of the cause.
  expect(await page.getByText('NO_ROUTE').count()).toBe(0);
  expect(await page.getByText('Root cause').count()).toBe(0);
  expect(await violationsInBothModes(page)).toEqual([]);

  await page.getByRole('link', { name: 'Evidence of this case' }).click();
  await choose(page, 'From', 'internet');
  await choose(page, 'To', 'web-a');
  await button(page, 'Connect').click();
  await page.getByText('Timed out, after 5 s').waitFor();
  await page.getByText('curl: (28)').waitFor();
  expect(await page.getByText('ACCEPT OK 18').count()).toBe(1);
  expect(await violationsInBothModes(page)).toEqual([]);

  await page.getByRole('navigation').getByRole('link', { name: 'Route tables', exact: true }).click();
  await page.getByRole('link', { name: /^rtb-/ }).first().waitFor();
  const { Subnets = [] } = await lab.ec2.describeSubnets({ Filters: [{ Name: 'tag:Name', Values: ['public-a'] }] });
  const { RouteTables = [] } = await lab.ec2.describeRouteTables({
    Filters: [{ Name: 'tag:Name', Values: ['public-route-table'] }],
  });
  await page.getByRole('link', { name: RouteTables[0]?.RouteTableId ?? '' }).click();
  await page.getByRole('tab', { name: 'Subnet associations' }).click();
  await page.getByRole('link', { name: 'Edit subnet associations' }).click();
  await page.getByRole('checkbox', { name: `Select ${Subnets[0]?.SubnetId}` }).check();
  await button(page, 'Save changes').click();
  await page.getByText(`The subnet associations of ${RouteTables[0]?.RouteTableId} were saved.`).waitFor();

  await page.getByRole('navigation').getByRole('link', { name: 'Cases' }).click();
  await page.getByRole('link', { name: 'Public in name only' }).click();
  await button(page, 'Grade').click();
  await page.getByText('Quality of the fix: 100 of 100').waitFor();
  await page.getByText('Resolved').waitFor();
  await page.getByText('Root cause').waitFor();
  await page.getByText('dropped here').waitFor();
  await page.getByText('SYN-RECV').waitFor();
  expect(await violationsInBothModes(page)).toEqual([]);

  await button(page, /^Question 1 of 5/).click();
  await page.getByRole('textbox', { name: 'Your answer' }).fill('It does.');
  await button(page, 'Show the model answer').click();
  await button(page, 'Right').click();
  await page.getByRole('navigation').getByRole('link', { name: 'Progress' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Public in name only' });
  await expect.poll(() => row.textContent()).toMatch(/Solved195.*1 of 5/);

  // The same logbook as the command line's.
  const [attempt] = attempts(entries(CASE));
  expect(attempt).toMatchObject({ hints: [1], misses: 1, fixPoints: 100, revealed: false });
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('a deployment goes on while its page is loaded anew', async () => {
  const page = await lab.open('lab/cases/sg-syn-dropped');
  await button(page, 'Deploy the lab').click();
  await page.getByText('Under way').waitFor();
  await page.reload();
  await button(page, 'Grade').waitFor();
  await button(page, /^Deployment/).click();
  await page.getByText('sg-syn-dropped is deployed at local, us-east-1').waitFor();
  expect(await page.getByText('1/').first().textContent()).toMatch(/AWS::EC2::/);

  await button(page, 'Tear down').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Tear down' }).click();
  await button(page, 'Deploy the lab').waitFor();
  await expect
    .poll(async () => (await entries('sg-syn-dropped')).map(({ kind }) => kind))
    .toEqual(['started', 'ended']);
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('what a terminal is at work on is refused, and the page says so', async () => {
  const id = 'nacl-syn-ack-dropped';
  const page = await lab.open(`lab/cases/${id}`);
  const { accountId: account } = lab.aws.state;
  await exclusively({ target: 'local', account, region: 'us-east-1', id }, async () => {
    await button(page, 'Deploy the lab').click();
    await page.getByText('LAB_BUSY').waitFor();
    await page.getByText(`is at work on ${id}.`).waitFor();
  });
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('in Korean, all that the lab says is Korean', async () => {
  const page = await lab.open('lab/cases/private-subnet-no-nat');
  await button(page, 'English').click();
  await page.getByRole('menuitem', { name: '한국어' }).click();
  await button(page, '실습 환경 배포').click();
  await button(page, '채점').click();
  await page.getByText('미해결').first().waitFor();
  await button(page, /^힌트 1/).click();
  await button(page, /^계정에서 얻는 힌트/).click();
  await page.getByText('지금 채점기가 보는 상태').or(page.getByText('배포 이후 의미 있는 변화가 없습니다.')).waitFor();
  expect(notKorean(await page.getByRole('table').innerText())).toEqual([]);
  const lines = (await page.getByRole('main').innerText()).split('\n');
  expect(lines.filter((line) => ENGLISH.includes(line.trim()))).toEqual([]);
  expect(lines).toContain(WORDS.ko.details.heading);
  await button(page, '포기하고 풀이 보기').click();
  await page.getByRole('dialog').getByRole('button', { name: '포기하고 풀이 보기' }).click();
  await page.getByText('정답으로 인정되는 수정').waitFor();
  await page.getByText('면접 문답').waitFor();
  await page.goto(`${lab.aws.url}/console/lab/evidence/private-subnet-no-nat`);
  await page.getByText('적용되는 규칙').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('ko');
  expect(attempts(entries('private-subnet-no-nat')).at(-1)).toMatchObject({ revealed: true, misses: 1 });
  expect(page.errors).toEqual([]);
  await page.context().close();
});
