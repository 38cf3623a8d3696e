import { setTimeout as sleep } from 'node:timers/promises';
import type { Request } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConsoleLab, startConsoleLab } from './browser.ts';

let lab: ConsoleLab;
beforeAll(async () => {
  lab = await startConsoleLab();
});
afterAll(() => lab?.close());

/** Names a resource anew, many times in a row, for some seconds; answers the last name. */
async function burst(id: string, seconds: number): Promise<string> {
  const end = Date.now() + seconds * 1000;
  let Value = '';
  for (let count = 0; Date.now() < end; count += 1) {
    Value = `name-${count}`;
    await lab.ec2.createTags({ Resources: [id], Tags: [{ Key: 'Name', Value }] });
    await sleep(20);
  }
  return Value;
}

test.each([
  ['vpc/vpcs', (request: Request) => request.postData()?.includes('Action=DescribeVpcs&') ?? false],
  ['lab/cases', (request: Request) => request.url().includes('/console/api/progress')],
])('%s asks again about once a second while the account changes all the time', async (path, isAsked) => {
  const page = await lab.open(path);
  await page.getByRole('row').nth(1).getByRole('link').first().waitFor();
  // A page asks once more when it begins to hear of changes.
  await sleep(500);
  let asked = 0;
  page.on('request', (request) => {
    if (isAsked(request)) asked += 1;
  });
  const id = (await lab.ec2.describeVpcs({})).Vpcs?.[0]?.VpcId ?? '';
  await burst(id, 3);
  expect(asked).toBeGreaterThanOrEqual(2);
  await sleep(500);
  expect(asked).toBeLessThanOrEqual(4);
  await page.context().close();
});

test('a list shows what a burst of changes has come to', async () => {
  const page = await lab.open('vpc/vpcs');
  const row = page.getByRole('row').nth(1);
  const id = await row.getByRole('link').first().innerText();
  const name = await burst(id, 1);
  await row.getByText(name, { exact: true }).waitFor({ timeout: 2000 });
  await page.context().close();
});
