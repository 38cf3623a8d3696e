import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { violations } from './violations.ts';

let lab: ConsoleLab;
beforeAll(async () => {
  lab = await startConsoleLab();
});
afterAll(() => lab?.close());

/** Every page that the navigation leads to, and those of which the first resource has one of its own. */
const PAGES = [
  'lab/cases',
  'lab/progress',
  'vpc/vpcs',
  'vpc/subnets',
  'vpc/route-tables',
  'vpc/internet-gateways',
  'vpc/security-groups',
];

test.each(PAGES)('%s has no serious violation, in a list and on a page of its own', async (path) => {
  const page = await lab.open(path);
  const first = page.getByRole('row').nth(1).getByRole('link').first();
  await first.waitFor();
  expect(await violations(page)).toEqual([]);
  await first.click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.context().close();
});

test('in dark mode neither', async () => {
  const page = await lab.open('vpc/security-groups');
  await page.getByRole('row').nth(1).waitFor();
  await page.getByRole('button', { name: 'Dark mode' }).click();
  await page.getByRole('button', { name: 'Light mode' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.reload();
  await page.getByRole('button', { name: 'Light mode' }).waitFor();
  await page.context().close();
});
