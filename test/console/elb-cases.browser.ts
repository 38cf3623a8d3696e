import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import manyErrors from '../../scenarios/alb-502-vs-504-targets/scenario.ts';
import inPrivate from '../../scenarios/alb-in-private-subnets/scenario.ts';
import misrouted from '../../scenarios/alb-misrouted-listener-rule/scenario.ts';
import { createOwnGroup, openRules, register, ruleAction } from './balancing.ts';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { allow, cidrOf } from './filtering.ts';
import { type Case, type Fix, solvedByHand, tagAs } from './fix.ts';
import { act, button, choose, go, inDialog, remove, saved } from './person.ts';
import { launch, terminate } from './routing.ts';

let lab: ConsoleLab;
beforeAll(async () => {
  lab = await startConsoleLab();
});
afterAll(() => lab?.close());

async function addRule(page: Page, deployed: Case, group: string): Promise<void> {
  await openRules(page, deployed);
  await button(page, 'Add rule').click();
  await page.getByLabel('Priority').fill('5');
  await button(page, 'Add condition').click();
  await page.getByRole('menuitem', { name: 'Path' }).click();
  await page.getByLabel('Path value').fill('/api/*');
  await choose(page, 'Target group', group);
  await saved(page, 'The rule at priority 5 was added.');
}

/** Changes the rule at priority 10 of the listener. */
const rewrite =
  (change: (page: Page, deployed: Case) => Promise<void>): Fix =>
  async (page, deployed) => {
    await openRules(page, deployed);
    await ruleAction(page, 10, 'Edit rule');
    await change(page, deployed);
    await saved(page, 'The rule at priority 10 was saved.');
  };

/** Gives the rule at priority 10 another path. */
const repath = (path: string) => rewrite((page) => page.getByLabel('Path value').fill(path));

solvedByHand(() => lab, misrouted, {
  'API rule first': async (page, deployed) => {
    await openRules(page, deployed);
    await button(page, 'Rule actions').click();
    await page.getByRole('menuitem', { name: 'Reprioritize rules' }).click();
    await page.getByLabel('Priority of the rule at 10').fill('20');
    await page.getByLabel('Priority of the rule at 20').fill('10');
    await saved(page, 'The priorities of the rules were saved.');
  },
  'catch-all rule deleted': async (page, deployed) => {
    await openRules(page, deployed);
    await ruleAction(page, 10, 'Delete rule');
    await button(page, 'Delete').click();
    await page.getByText('The rule at priority 10 was deleted.').waitFor();
  },
  'catch-all rule narrowed': repath('/static/*'),
  'rule forwards to the API': rewrite((page, { name }) => choose(page, 'Target group', name('apiTargets'))),
  'new rule ahead': (page, deployed) => addRule(page, deployed, deployed.name('apiTargets')),
  'new target group': async (page, deployed) => {
    const [vpc, id, port] = [deployed.id('vpc'), deployed.id('api'), deployed.terms.port.api ?? 0];
    await createOwnGroup(page, { vpc, id, role: 'apiTargets', port, path: '/api/health' });
    await addRule(page, deployed, 'own');
  },
  'pattern with the wildcard': repath('/api/*'),
  'both patterns': rewrite(async (page) => {
    await button(page, 'Add OR condition value').click();
    await page.getByRole('textbox', { name: 'Path value 2' }).fill('/api/*');
  }),
  'host condition removed': rewrite((page) => button(page, 'Remove condition Host header').click()),
  'host condition for the present host': rewrite((page) =>
    page.getByLabel('Host header value').fill('shop.example.test'),
  ),
});

/** The new load balancer in both public subnets that plays the old one's role. */
async function replaceBalancer(page: Page, deployed: Case, group: string): Promise<void> {
  await go(page, `elb/load-balancers`);
  await button(page, 'Create load balancer').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Load balancer name').fill('shop');
  await choose(page, 'VPC', deployed.id('vpc'));
  for (const role of ['publicA', 'publicB']) await inSubnet(page, deployed.id(role), true);
  await choose(page, 'Security groups', deployed.id('albSecurityGroup'));
  await page.keyboard.press('Escape');
  await choose(page, 'Default action', group);
  await tagAs(page, 'loadBalancer');
  await inDialog(page, 'Create load balancer').click();
  await page.getByText('shop was created.').waitFor();
}

/** Puts the load balancer's node of a zone into this subnet of it. */
async function inSubnet(page: Page, id: string, newZone = false): Promise<void> {
  const { Subnets } = await lab.ec2.describeSubnets({ SubnetIds: [id] });
  const zone = Subnets?.[0]?.AvailabilityZone ?? '';
  if (newZone) await page.getByRole('checkbox', { name: zone }).check();
  await choose(page, `Subnet in ${zone}`, id);
}

solvedByHand(() => lab, inPrivate, {
  'load balancer moved to the public subnets': async (page, deployed) => {
    await go(page, `elb/load-balancers/${deployed.name('loadBalancer')}`);
    await act(page, 'Edit subnets');
    for (const role of ['publicA', 'publicB']) await inSubnet(page, deployed.id(role));
    await saved(page, 'The subnets of');
  },
  'new load balancer in the public subnets, the old one deleted': async (page, deployed) => {
    await go(page, `elb/load-balancers`);
    await page.getByRole('radio', { name: `Select ${deployed.name('loadBalancer')}` }).check();
    await act(page, 'Delete load balancer');
    await button(page, 'Delete').click();
    await page.getByText('was deleted.').waitFor();
    await replaceBalancer(page, deployed, deployed.name('webTargets'));
  },
  'new load balancer beside the old one, with a target group of its own': async (page, deployed) => {
    await createOwnGroup(page, {
      vpc: deployed.id('vpc'),
      id: deployed.id('webA'),
      role: 'webTargets',
      port: 80,
      path: '/',
    });
    await replaceBalancer(page, deployed, 'own');
    for (const [kind, role] of [
      ['load-balancers', 'loadBalancer'],
      ['target-groups', 'webTargets'],
    ] as const) {
      await go(page, `elb/${kind}/${deployed.name(role)}`);
      await act(page, 'Manage tags');
      const keys = page.getByRole('dialog').getByRole('textbox', { name: 'Key' });
      await keys.first().waitFor();
      const at = (await Promise.all((await keys.all()).map((key) => key.inputValue()))).indexOf('lab:role');
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).nth(at).click();
      await saved(page, 'The tags of');
    }
  },
});

/** Lets the load balancer reach the reports, on the page of the group's rules, which is not one of load balancing. */
const admitted = (page: Page, { id, terms }: Case, peer = id('albSecurityGroup')) =>
  allow(page, 'inbound', id('reportsSecurityGroup'), terms.port.app ?? 0, peer);

async function deregister(page: Page, target: string): Promise<void> {
  await page.getByRole('checkbox', { name: `Select ${target}` }).check();
  await button(page, 'Deregister').click();
  await inDialog(page, 'Deregister').click();
  await page.getByText(`${target} was deregistered`).waitFor();
}

const registerOnAppPort: Fix = async (page, { id, name, terms }) => {
  await go(page, `elb/target-groups/${name('payTargets')}`);
  await page.getByText('Target.FailedHealthChecks').waitFor();
  await register(page, id('pay'), terms.port.app ?? 0);
  await deregister(page, `${id('pay')}:80`);
};

/** Launches a server like that of the payments, whose program listens on port 80, and answers its id. */
async function launchOn80(page: Page, { id, terms }: Case): Promise<string> {
  await go(page, `ec2/instances/${id('pay')}`);
  await act(page, 'Launch more like this');
  const program = page.getByLabel('User data');
  await program.fill((await program.inputValue()).replaceAll(String(terms.port.app), '80'));
  return launch(page);
}

solvedByHand(() => lab, manyErrors, {
  'registered on the port that it listens on, and the load balancer admitted by its group': async (page, deployed) => {
    await registerOnAppPort(page, deployed);
    await admitted(page, deployed);
  },
  'registered on the port that it listens on, and both subnets of the load balancer admitted': async (
    page,
    deployed,
  ) => {
    await registerOnAppPort(page, deployed);
    for (const role of ['publicA', 'publicB']) await admitted(page, deployed, await cidrOf(page, deployed.id(role)));
  },
  'a new target group on the port that it listens on': async (page, deployed) => {
    const [vpc, id, port] = [deployed.id('vpc'), deployed.id('pay'), deployed.terms.port.app ?? 0];
    await createOwnGroup(page, { vpc, id, role: 'payTargets', port, path: '/health' });
    await openRules(page, deployed);
    await ruleAction(page, 10, 'Edit rule');
    await choose(page, 'Target group', 'own');
    await saved(page, 'The rule at priority 10 was saved.');
    await go(page, 'elb/target-groups');
    await page.getByRole('radio', { name: `Select ${deployed.name('payTargets')}` }).check();
    await remove(page, 'Delete');
    await admitted(page, deployed);
  },
  'a payment server that listens on the registered port': async (page, deployed) => {
    const server = await launchOn80(page, deployed);
    await go(page, `elb/target-groups/${deployed.name('payTargets')}`);
    await register(page, server, 80);
    await deregister(page, `${deployed.id('pay')}:80`);
    await terminate(page, deployed.id('pay'));
    await admitted(page, deployed);
  },
});
