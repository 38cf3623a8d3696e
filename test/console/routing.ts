import type { Page } from 'playwright-core';
import { act, button, choose, create, find, go, inDialog, saved, told } from './person.ts';

export const ANYWHERE = '0.0.0.0/0';

/** Opens the routes of a table to be edited. */
async function openRoutes(page: Page, table: string): Promise<void> {
  await go(page, `vpc/route-tables/${table}`);
  await page.getByRole('link', { name: 'Edit routes' }).click();
  await button(page, 'Add route').waitFor();
}

const savedRoutes = (page: Page, table: string) => saved(page, `The routes of ${table} were saved.`);

/** Adds routes through one target to a table. */
export async function addRoutes(page: Page, table: string, target: string, ...blocks: readonly string[]) {
  await openRoutes(page, table);
  for (const block of blocks) {
    await button(page, 'Add route').click();
    await page
      .getByRole('textbox', { name: /^Destination/ })
      .last()
      .fill(block);
    await choose(page, `Target of ${block}`, target);
  }
  await savedRoutes(page, table);
}

/** The id, of a kind such as `pcx`, through which a table has a route. */
export async function targetIn(page: Page, table: string, kind: string): Promise<string> {
  await go(page, `vpc/route-tables/${table}`);
  return told(page, new RegExp(`^(${kind}-\\w+)$`));
}

/** Gives a route of a table another target. */
export async function replaceRoute(page: Page, table: string, target: string, block: string): Promise<void> {
  await openRoutes(page, table);
  await choose(page, `Target of ${block}`, target);
  await savedRoutes(page, table);
}

export async function createTable(page: Page, vpc: string): Promise<string> {
  const fill = () => choose(page, 'VPC', vpc);
  return create(page, 'vpc/route-tables', 'Create route table', fill, /^(rtb-\w+) was created/);
}

/** The id of a VPC's main route table. */
export const mainTable = (page: Page, vpc: string) => find(page, 'vpc/route-tables', vpc, 'Yes');

/** Gives a subnet another route table. */
export async function useTable(page: Page, table: string, subnet: string): Promise<void> {
  await go(page, `vpc/route-tables/${table}/edit-subnet-associations`);
  await page.getByRole('checkbox', { name: `Select ${subnet}` }).check();
  await saved(page, `The subnet associations of ${table} were saved.`);
}

/** Makes a public NAT gateway in a subnet, with an Elastic IP address of its own, and answers its id. */
export async function createNatGateway(page: Page, subnet: string): Promise<string> {
  await go(page, 'ec2/elastic-ips');
  await button(page, 'Allocate Elastic IP address').click();
  await inDialog(page, 'Allocate').click();
  const address = await told(page, /^(\S+) was allocated/);
  return newNatGateway(page, async () => {
    await choose(page, 'Subnet', subnet);
    await choose(page, 'Elastic IP allocation ID', address);
  });
}

export const createRegionalNatGateway = (page: Page, vpc: string) =>
  newNatGateway(page, async () => {
    await choose(page, 'Availability mode', 'Regional');
    await choose(page, 'VPC', vpc);
  });

const newNatGateway = (page: Page, fill: () => Promise<void>) =>
  create(page, 'vpc/nat-gateways', 'Create NAT gateway', fill, /^(nat-\w+) was created/);

/** Presses the button that launches an instance, and answers the id of what was launched. */
export async function launch(page: Page): Promise<string> {
  await button(page, 'Launch instance').click();
  return told(page, /launch of (i-\w+)/);
}

/** Launches a NAT instance that translates blocks of addresses, turns off its check, and answers its id. */
export async function launchNatInstance(
  page: Page,
  { vpc, subnet, group, blocks }: { vpc: string; subnet: string; group: string; blocks: readonly string[] },
): Promise<string> {
  await go(page, 'ec2/instances');
  await button(page, 'Launch instances').click();
  await page.getByLabel('Name', { exact: true }).fill('nat');
  await choose(page, 'VPC', vpc);
  await choose(page, 'Subnet', subnet);
  await choose(page, 'Auto-assign public IP', 'Enable');
  await choose(page, 'Common security groups', group);
  await page.keyboard.press('Escape');
  const translate = `nft add rule ip nat postrouting ip saddr { ${blocks.join(', ')} } masquerade`;
  await page.getByLabel('User data').fill(`#!/bin/bash\nsysctl -w net.ipv4.ip_forward=1\n${translate}\n`);
  const id = await launch(page);
  await act(page, 'Change source/destination check');
  await page.getByRole('checkbox', { name: 'Stop' }).check();
  await button(page, 'Save').click();
  await told(page, /^The source \/ destination check of .* was saved/);
  return id;
}

export async function terminate(page: Page, instance: string): Promise<void> {
  await go(page, `ec2/instances/${instance}`);
  await act(page, 'Terminate (delete) instance');
  await inDialog(page, 'Terminate').click();
  await told(page, /was terminated/);
}
