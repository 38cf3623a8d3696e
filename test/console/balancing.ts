import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ConsoleLab } from './browser.ts';
import type { deployCase } from './deployed-case.ts';
import { choose } from './person.ts';

export type Case = Awaited<ReturnType<typeof deployCase>>;
export type Fix = (page: Page, deployed: Case) => Promise<void>;

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** The button of a dialog. */
export const inDialog = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true });

/** Saves a form, and waits until it is said that it was saved. */
export async function saved(page: Page, said: string): Promise<void> {
  await button(page, 'Save changes').click();
  await page.getByText(said).first().waitFor();
}

/** Makes a fix on the pages: the case is unsolved before, and solved after. */
export async function solve(lab: ConsoleLab, deployed: Case, fix: Fix): Promise<void> {
  const page = await lab.open('');
  page.setDefaultTimeout(10_000);
  try {
    expect(await deployed.verdict()).toBe('unsolved');
    await fix(page, deployed);
    expect(await deployed.verdict()).toBe('solved');
    expect(page.errors).toEqual([]);
  } finally {
    await page.context().close();
    await deployed.destroy();
  }
}

export const go = (page: Page, path: string) => page.goto(new URL(`/console/${path}`, page.url()).href);

/** From the list of load balancers to the rules of the one listener. */
export async function openRules(page: Page, deployed: Case): Promise<void> {
  await go(page, 'elb/load-balancers');
  await page.getByRole('link', { name: deployed.name('loadBalancer'), exact: true }).click();
  await page.getByRole('link', { name: 'HTTP:80' }).click();
  await page.getByRole('heading', { name: 'Listener rules' }).waitFor();
}

export async function ruleAction(page: Page, priority: number, action: string): Promise<void> {
  await page.getByRole('radio', { name: `Select the rule at ${priority}` }).check();
  await button(page, 'Rule actions').click();
  await page.getByRole('menuitem', { name: action }).click();
}

/** Gives what is made in a form a role of the case, as whoever replaces a part of a lab does. */
export async function tagAs(page: Page, role: string): Promise<void> {
  await page.getByRole('button', { name: 'Add new tag' }).click();
  await page.getByRole('textbox', { name: 'Key' }).fill('lab:role');
  await page.getByRole('textbox', { name: 'Value' }).fill(role);
}

export async function register(page: Page, id: string, port: number): Promise<void> {
  await button(page, 'Register targets').click();
  await page.getByRole('checkbox', { name: `Select ${id}` }).check();
  await page.getByLabel('Ports for the selected instances').fill(String(port));
  await button(page, 'Include as pending below').click();
  await saved(page, 'The targets were registered with');
}

interface Wanted {
  readonly vpc: string;
  /** The instance. */
  readonly id: string;
  readonly role: string;
  readonly port: number;
  readonly path: string;
}

/** A target group of the name `own` with one instance in it, on a port, that plays a role. */
export async function createOwnGroup(page: Page, { vpc, id, role, port, path }: Wanted): Promise<void> {
  await go(page, 'elb/target-groups');
  await button(page, 'Create target group').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Target group name').fill('own');
  await dialog.getByLabel('Port', { exact: true }).fill(String(port));
  await choose(page, 'VPC', vpc);
  await dialog.getByLabel('Health check path').fill(path);
  await tagAs(page, role);
  await inDialog(page, 'Create target group').click();
  await page.getByText('own was created. Register targets with it.').waitFor();
  await page.getByRole('link', { name: 'own', exact: true }).click();
  await register(page, id, port);
}
