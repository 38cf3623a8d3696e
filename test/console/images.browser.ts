import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConsoleLab, startConsoleLab } from './browser.ts';

/** Where `npm run docs:images` writes the pictures of docs/console.md; otherwise they are taken and let go of. */
const FOLDER = process.env.BREAKFIX_IMAGES;
const MOST_BYTES = 150_000;
const CASE = 'public-subnet-missing-igw-route';

let lab: ConsoleLab;
let page: Page & { readonly errors: string[] };
beforeAll(async () => {
  lab = await startConsoleLab();
  page = await lab.open('lab/cases');
  await page.setViewportSize({ width: 1280, height: 720 });
});
afterAll(async () => {
  await page?.context().close();
  await lab?.close();
});

/** What a person sees now, from the top of the page or from a part of it on. */
async function picture(name: string, from?: Locator): Promise<void> {
  await from?.evaluate((each) => each.scrollIntoView());
  const image = await page.screenshot();
  expect(image.length).toBeLessThan(MOST_BYTES);
  if (!FOLDER) return;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name}.png`), image);
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const heading = (name: string) => page.getByRole('heading', { name, exact: true });
const goTo = (path: string) => page.goto(`${lab.aws.url}/console/${path}`);
const choose = async (label: string, option: string) => {
  await page.getByRole('button', { name: new RegExp(`^${label} `) }).click();
  await page.getByRole('option', { name: option }).first().click();
};

/** The route table of a name, and a subnet. */
async function idsOf(table: string, subnet: string) {
  const named = (name: string) => ({ Filters: [{ Name: 'tag:Name', Values: [name] }] });
  const { RouteTables = [] } = await lab.ec2.describeRouteTables(named(table));
  const { Subnets = [] } = await lab.ec2.describeSubnets(named(subnet));
  const [{ RouteTableId = '', VpcId = '' } = {}] = RouteTables;
  return { table: RouteTableId, subnet: Subnets[0]?.SubnetId ?? '', vpc: VpcId };
}

test('the cases, and a ticket in both languages', async () => {
  await page.getByRole('link', { name: 'Public in name only' }).waitFor();
  await picture('cases');
  await page.getByRole('link', { name: 'Public in name only' }).click();
  await button('Deploy the lab').click();
  await button('Grade').waitFor();
  await page.reload();
  await page.getByText('The new server there').waitFor();
  await picture('ticket');
  await button('English').click();
  await page.getByRole('menuitem', { name: '한국어' }).click();
  await page.getByText('주고받은 내용').waitFor();
  await picture('ticket.ko');
  await button('한국어').click();
  await page.getByRole('menuitem', { name: 'English' }).click();
});

test('the evidence, the report, and the page to mend it on', async () => {
  await button('Grade').click();
  await page.getByText('Not solved yet').waitFor();
  await picture('report', heading('Report'));
  await page.getByRole('link', { name: 'Evidence of this case' }).click();
  await choose('From', 'internet');
  await choose('To', 'web-a');
  await button('Connect').click();
  await page.getByText('Timed out, after 5 s').waitFor();
  await picture('evidence');
  const { table } = await idsOf('public-route-table', 'public-a');
  await goTo(`vpc/route-tables/${table}`);
  await page.getByRole('tab', { name: 'Subnet associations' }).click();
  await page.getByRole('link', { name: 'Edit subnet associations' }).waitFor();
  await picture('route-table');
});

test('the debrief, and a packet that is dropped on the map, in the dark', async () => {
  const { table, subnet, vpc } = await idsOf('public-route-table', 'public-a');
  await lab.ec2.associateRouteTable({ RouteTableId: table, SubnetId: subnet });
  await goTo(`lab/cases/${CASE}`);
  await button('Grade').click();
  await page.getByText('dropped here').waitFor();
  await button('Close navigation').click();
  await picture('debrief', heading('Before and after'));
  await goTo(`vpc/vpcs/${vpc}`);
  await button('Dark mode').click();
  await choose('From', 'The internet');
  await choose('To', 'web-a');
  await button('Follow').click();
  await page.getByText('The connection does not open.').waitFor();
  await page.locator('.map-packet-drop').waitFor();
  await picture('map', page.getByText('The connection does not open.'));
  expect(page.errors).toEqual([]);
});
