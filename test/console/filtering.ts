import type { Page } from 'playwright-core';
import { act, button, choose, create, go, saved, told } from './person.ts';

type Direction = 'inbound' | 'outbound';

/** Adds a TCP rule to a security group. */
export async function allow(
  page: Page,
  direction: Direction,
  group: string,
  ports: number | string,
  peer: string,
): Promise<void> {
  await go(page, `vpc/security-groups/${group}`);
  await page.getByRole('tab', { name: direction }).click();
  await page.getByRole('link', { name: `Edit ${direction} rules` }).click();
  await button(page, 'Add rule').click();
  await page
    .getByLabel(/^Port range of rule/)
    .last()
    .fill(String(ports));
  await page
    .getByLabel(direction === 'inbound' ? /^Source of rule/ : /^Destination of rule/)
    .last()
    .fill(peer);
  await saved(page, `The ${direction} rules of ${group} were saved.`);
}

/** Makes a security group that lets TCP in, and answers its id. */
export async function createGroup(
  page: Page,
  { name, vpc, ports, peer }: { name: string; vpc: string; ports: number; peer: string },
): Promise<string> {
  const fill = async () => {
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Security group name').fill(name);
    await dialog.getByLabel('Description').fill(name);
    await choose(page, 'VPC', vpc);
  };
  const group = await create(page, 'vpc/security-groups', 'Create security group', fill, /^(sg-\w+) was created/);
  await allow(page, 'inbound', group, ports, peer);
  return group;
}

/** Puts an instance into one more security group, and out of another one if it is named. */
export async function changeGroups(page: Page, instance: string, added: string, left?: string): Promise<void> {
  await go(page, `ec2/instances/${instance}`);
  await act(page, 'Change security groups');
  await choose(page, 'Associated security groups', added);
  await page.keyboard.press('Escape');
  if (left) await page.getByRole('button', { name: `Remove ${left}` }).click();
  await button(page, 'Save').click();
  await told(page, /^The security groups of .* were saved/);
}

/** Opens the rules of a network ACL to be edited. */
export async function openEntries(page: Page, direction: Direction, acl: string): Promise<void> {
  await go(page, `vpc/network-acls/${acl}`);
  await page.getByRole('tab', { name: direction }).click();
  await page.getByRole('link', { name: `Edit ${direction} rules` }).click();
  await button(page, 'Add new rule').waitFor();
}

/** Adds a rule that allows TCP to a network ACL. */
export async function addEntry(
  page: Page,
  direction: Direction,
  acl: string,
  { number = 110, ports = '1024-65535', peer = '0.0.0.0/0' },
): Promise<void> {
  await openEntries(page, direction, acl);
  await button(page, 'Add new rule').click();
  const last = (label: RegExp) => page.getByRole('textbox', { name: label }).last();
  await last(/^Rule number of rule/).fill(String(number));
  await last(/^Port range of rule/).fill(ports);
  await last(/^(Source|Destination) of rule/).fill(peer);
  await saved(page, `The ${direction} rules of ${acl} were saved.`);
}

/** The network ACL that a subnet is under, as its page names it. */
export async function networkAclOf(page: Page, subnet: string): Promise<string> {
  await go(page, `vpc/subnets/${subnet}`);
  await page.getByRole('tab', { name: 'Network ACL' }).click();
  return page.getByRole('link', { name: /^acl-/ }).first().innerText();
}

/** A fact on the page of a resource, by the words before it. */
async function fact(page: Page, path: string, label: string): Promise<string> {
  await go(page, path);
  const value = page.getByRole('term').filter({ hasText: label }).locator('xpath=following-sibling::dd[1]');
  return value.innerText();
}

/** The private address of an instance, as its page names it. */
export const addressOf = (page: Page, instance: string) =>
  fact(page, `ec2/instances/${instance}`, 'Private IPv4 addresses');

/** The addresses of a subnet, as its page names them. */
export const cidrOf = (page: Page, subnet: string) => fact(page, `vpc/subnets/${subnet}`, 'IPv4 CIDR');
