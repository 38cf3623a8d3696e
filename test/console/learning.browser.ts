import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entries } from '../../cli/logbook.ts';
import { WORDS } from '../../console/web/src/lab/words.ts';
import { attempts } from '../../learner/attempt.ts';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { violationsInBothModes } from './violations.ts';

const CASE = 'public-subnet-missing-igw-route';

let lab: ConsoleLab;
let page: Page & { readonly errors: string[] };
beforeAll(async () => {
  lab = await startConsoleLab();
  page = await lab.open(`lab/cases/${CASE}`);
  await page.getByRole('button', { name: 'Deploy the lab' }).click();
  await page.getByRole('button', { name: 'Grade' }).waitFor();
});
afterAll(async () => {
  await page?.context().close();
  await lab?.close();
});

const part = (name: string) => page.getByRole('region', { name });
const choose = async (label: string, option: string) => {
  await part('Diagnosis').getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
};
const written = () => entries(CASE).flatMap((each) => (each.kind === 'wrote' ? [each.deed] : []));

test('a diagnosis is judged by its parts, and the first one stays', async () => {
  await choose('Which packet is lost?', 'the answer (SYN-ACK)');
  await choose('What loses it, or sends it wrong?', 'a network ACL');
  await choose('Why?', 'it has no route there');
  await page.getByRole('button', { name: 'Diagnose' }).click();
  await page.getByText('The first diagnosis, after').waitFor();
  expect(attempts(entries(CASE)).at(-1)?.diagnosis?.right).toEqual({ direction: true, component: false, reason: true });
  await choose('What loses it, or sends it wrong?', 'a route table');
  await page.getByRole('button', { name: 'Diagnose' }).click();
  await page.getByRole('heading', { name: 'This diagnosis' }).waitFor();
  await expect.poll(() => page.getByText('Not right', { exact: true }).count()).toBe(1);
  expect(await violationsInBothModes(page)).toEqual([]);
  await page.reload();
  await page.getByText('The first diagnosis, after').waitFor();
});

test('a report is there again when the page is loaded anew', async () => {
  await page.getByRole('button', { name: 'Grade' }).click();
  await page.getByText('Not solved yet: 1 of 8 checks fails.').waitFor();
  const at = await page.getByText(/^Graded at/).innerText();
  await page.reload();
  await page.getByText('Not solved yet: 1 of 8 checks fails.').waitFor();
  expect(await page.getByText(/^Graded at/).innerText()).toBe(at);
  expect(attempts(entries(CASE)).at(-1)?.misses).toBe(1);
});

test('once it is solved, a reply is written, looked at by a program and judged by the learner', async () => {
  const { RouteTables = [] } = await lab.ec2.describeRouteTables({
    Filters: [{ Name: 'tag:Name', Values: ['public-route-table'] }],
  });
  const { Subnets = [] } = await lab.ec2.describeSubnets({ Filters: [{ Name: 'tag:Name', Values: ['public-a'] }] });
  const RouteTableId = RouteTables[0]?.RouteTableId ?? '';
  await lab.ec2.associateRouteTable({ RouteTableId, SubnetId: Subnets[0]?.SubnetId });
  await page.getByRole('button', { name: 'Grade' }).click();
  await page.getByRole('heading', { name: 'Reply to the customer' }).waitFor();
  expect(await page.getByRole('heading', { name: 'Diagnosis' }).count()).toBe(0);

  const text = `Thank you. ${RouteTableId} now serves the subnet.`;
  await page.getByRole('textbox', { name: 'Your reply' }).fill(text);
  // What was typed is there again when the page is loaded anew.
  await page.reload();
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.getByText('7 words, fewer than 250').waitFor();
  expect(await page.getByRole('checkbox', { name: 'evidence: times and resource ids' }).isChecked()).toBe(true);
  await page.getByRole('checkbox', { name: 'the cause in one plain sentence' }).check();
  await part('Reply to the customer').getByRole('button', { name: 'Hand in' }).click();
  await page.getByText('2 of 9 points').waitFor();
  expect(written()).toMatchObject([{ what: 'reply', text }]);
  expect(written()[0]?.rubric?.flatMap((is, place) => (is ? [place] : []))).toEqual([1, 2]);
  expect(await page.getByRole('textbox', { name: 'Your reply' }).inputValue()).toBe('');
});

test('a STAR note has what was measured in it, and is handed in when its four parts are written', async () => {
  const hand = part('STAR note').getByRole('button', { name: 'Hand in' });
  expect(await page.getByRole('textbox', { name: /^Result/ }).inputValue()).toMatch(/^Solved .* diagnosed after /);
  expect(await hand.isDisabled()).toBe(true);
  await page.getByRole('textbox', { name: /^Task/ }).fill('Bring the new server to the internet.');
  await page.getByRole('textbox', { name: /^Action/ }).fill('Associated the public route table.');
  await hand.click();
  await expect.poll(() => written().at(-1)?.text).toContain('**Task**\n\nBring the new server to the internet.');
});

test('a ticket is translated against the clock, and compared with the English one', async () => {
  const { writing: words } = WORDS.en;
  await page.getByRole('button', { name: words.start('5:00') }).click();
  const drill = part(words.translation);
  await drill.getByRole('timer').waitFor();
  expect(await page.getByRole('heading', { name: words.model }).count()).toBe(0);
  await page.getByRole('textbox', { name: words.translationText }).fill('Hello support,');
  await drill.getByRole('button', { name: 'Hand in' }).click();
  await page.getByText(/^Handed in after 0:0\d, in time/).waitFor();
  await page.getByRole('heading', { name: words.model }).waitFor();
  expect(written().at(-1)).toMatchObject({ what: 'translation', text: 'Hello support,' });
  expect(await violationsInBothModes(page)).toEqual([]);
  expect(page.errors).toEqual([]);
});

test('in Korean, nothing of it is English', async () => {
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('menuitem', { name: '한국어' }).click();
  await page.getByRole('heading', { name: WORDS.ko.writing.reply }).waitFor();
  await page.getByText('고객이 겪은 현상과 그 영향').waitFor();
  const lines = (await page.getByRole('main').innerText()).split('\n').map((line) => line.trim());
  const english = Object.values(WORDS.en.writing).filter((word) => typeof word === 'string');
  expect(lines.filter((line) => english.includes(line))).toEqual([]);
});
