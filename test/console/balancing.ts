import type { Page } from 'playwright-core';
import { type Case, tagAs } from './fix.ts';
import { button, choose, go, inDialog, saved } from './person.ts';

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
