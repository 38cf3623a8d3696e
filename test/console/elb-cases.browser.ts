import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manyErrors from '../../scenarios/alb-502-vs-504-targets/scenario.ts';
import inPrivate from '../../scenarios/alb-in-private-subnets/scenario.ts';
import misrouted from '../../scenarios/alb-misrouted-listener-rule/scenario.ts';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { deployCase } from './deployed-case.ts';
import { act, choose } from './person.ts';

let lab: ConsoleLab;
beforeAll(async () => {
  lab = await startConsoleLab();
});
afterAll(() => lab?.close());

type Case = Awaited<ReturnType<typeof deployCase>>;
type Watched = Page & { readonly errors: string[] };
type Fixes = Readonly<Record<string, (page: Page, deployed: Case) => Promise<void>>>;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function saved(page: Page, said: string): Promise<void> {
  await button(page, 'Save changes').click();
  await page.getByText(said).first().waitFor();
}

/** From the list of load balancers to the rules of the one listener. */
async function openRules(page: Page, deployed: Case): Promise<void> {
  await page.goto(`${lab.aws.url}/console/elb/load-balancers`);
  await page.getByRole('link', { name: deployed.name('loadBalancer'), exact: true }).click();
  await page.getByRole('link', { name: 'HTTP:80' }).click();
  await page.getByRole('heading', { name: 'Listener rules' }).waitFor();
}

async function ruleAction(page: Page, priority: number, action: string): Promise<void> {
  await page.getByRole('radio', { name: `Select the rule at ${priority}` }).check();
  await button(page, 'Rule actions').click();
  await page.getByRole('menuitem', { name: action }).click();
}

async function solve(deployed: Case, fix: Fixes[string]): Promise<void> {
  const page: Watched = await lab.open('');
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

async function tagAs(page: Page, role: string): Promise<void> {
  await page.getByRole('button', { name: 'Add new tag' }).click();
  await page.getByRole('textbox', { name: 'Key' }).fill('lab:role');
  await page.getByRole('textbox', { name: 'Value' }).fill(role);
}

/** A target group with one instance in it, on a port, that plays a role. */
async function groupFor(
  page: Page,
  { id, role, port, path }: { id: string; role: string; port: number; path: string },
) {
  const { Vpcs = [] } = await lab.ec2.describeVpcs({ Filters: [{ Name: 'is-default', Values: ['false'] }] });
  const { Subnets = [] } = await lab.ec2.describeSubnets({});
  const { Reservations = [] } = await lab.ec2.describeInstances({ InstanceIds: [id] });
  const subnet = Subnets.find(({ SubnetId }) => SubnetId === Reservations[0]?.Instances?.[0]?.SubnetId);
  const vpc = Vpcs.find(({ VpcId }) => VpcId === subnet?.VpcId)?.VpcId ?? '';
  await page.goto(`${lab.aws.url}/console/elb/target-groups`);
  await button(page, 'Create target group').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Target group name').fill('own');
  await dialog.getByLabel('Port', { exact: true }).fill(String(port));
  await choose(page, 'VPC', vpc);
  await dialog.getByLabel('Health check path').fill(path);
  await tagAs(page, role);
  await dialog.getByRole('button', { name: 'Create target group' }).click();
  await page.getByText('own was created. Register targets with it.').waitFor();
  await page.getByRole('link', { name: 'own', exact: true }).click();
  await register(page, id, port);
}

async function register(page: Page, id: string, port: number): Promise<void> {
  await button(page, 'Register targets').click();
  await page.getByRole('checkbox', { name: `Select ${id}` }).check();
  await page.getByLabel('Ports for the selected instances').fill(String(port));
  await button(page, 'Include as pending below').click();
  await saved(page, 'The targets were registered with');
}

describe('alb-misrouted-listener-rule', () => {
  const rename: Fixes[string] = async (page, deployed) => {
    await openRules(page, deployed);
    await ruleAction(page, 10, 'Edit rule');
    await page.getByLabel('Host header value').fill('shop.example.test');
    await saved(page, 'The rule at priority 10 was saved.');
  };
  const FIXES: readonly [variant: string, fix: string, Fixes[string]][] = [
    [
      'A',
      'API rule first',
      async (page, deployed) => {
        await openRules(page, deployed);
        await button(page, 'Rule actions').click();
        await page.getByRole('menuitem', { name: 'Reprioritize rules' }).click();
        await page.getByLabel('Priority of the rule at 10').fill('20');
        await page.getByLabel('Priority of the rule at 20').fill('10');
        await saved(page, 'The priorities of the rules were saved.');
      },
    ],
    [
      'A',
      'catch-all rule deleted',
      async (page, deployed) => {
        await openRules(page, deployed);
        await ruleAction(page, 10, 'Delete rule');
        await button(page, 'Delete').click();
        await page.getByText('The rule at priority 10 was deleted.').waitFor();
      },
    ],
    [
      'B',
      'rule forwards to the API',
      async (page, deployed) => {
        await openRules(page, deployed);
        await ruleAction(page, 10, 'Edit rule');
        await choose(page, 'Target group', deployed.name('apiTargets'));
        await saved(page, 'The rule at priority 10 was saved.');
      },
    ],
    ['C', 'new rule ahead', (page, deployed) => addRule(page, deployed, deployed.name('apiTargets'))],
    [
      'C',
      'both patterns',
      async (page, deployed) => {
        await openRules(page, deployed);
        await ruleAction(page, 10, 'Edit rule');
        await button(page, 'Add OR condition value').click();
        await page.getByRole('textbox', { name: 'Path value 2' }).fill('/api/*');
        await saved(page, 'The rule at priority 10 was saved.');
      },
    ],
    [
      'C',
      'new target group',
      async (page, deployed) => {
        const port = deployed.terms.port.api ?? 0;
        await groupFor(page, { id: deployed.id('api'), role: 'apiTargets', port, path: '/api/health' });
        await addRule(page, deployed, 'own');
      },
    ],
    [
      'D',
      'host condition removed',
      async (page, deployed) => {
        await openRules(page, deployed);
        await ruleAction(page, 10, 'Edit rule');
        await button(page, 'Remove condition Host header').click();
        await saved(page, 'The rule at priority 10 was saved.');
      },
    ],
    ['D', 'host condition for the present host', rename],
  ];

  test.each(FIXES)('variant %s: %s', async (variant, _, fix) => {
    await solve(await deployCase(lab, misrouted, variant), fix);
  });
});

/** The new load balancer in both public subnets that plays the old one's role. */
async function replaceBalancer(page: Page, deployed: Case, group: string): Promise<void> {
  await page.goto(`${lab.aws.url}/console/elb/load-balancers`);
  await button(page, 'Create load balancer').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Load balancer name').fill('shop');
  await choose(page, 'VPC', deployed.id('vpc'));
  for (const role of ['publicA', 'publicB']) await inSubnet(page, deployed.id(role), true);
  await choose(page, 'Security groups', deployed.id('albSecurityGroup'));
  await page.keyboard.press('Escape');
  await choose(page, 'Default action', group);
  await tagAs(page, 'loadBalancer');
  await dialog.getByRole('button', { name: 'Create load balancer' }).click();
  await page.getByText('shop was created.').waitFor();
}

/** Puts the load balancer's node of a zone into this subnet of it. */
async function inSubnet(page: Page, id: string, newZone = false): Promise<void> {
  const { Subnets } = await lab.ec2.describeSubnets({ SubnetIds: [id] });
  const zone = Subnets?.[0]?.AvailabilityZone ?? '';
  if (newZone) await page.getByRole('checkbox', { name: zone }).check();
  await choose(page, `Subnet in ${zone}`, id);
}

describe('alb-in-private-subnets', () => {
  const FIXES: Fixes = {
    'load balancer moved to the public subnets': async (page, deployed) => {
      await page.goto(`${lab.aws.url}/console/elb/load-balancers/${deployed.name('loadBalancer')}`);
      await act(page, 'Edit subnets');
      for (const role of ['publicA', 'publicB']) await inSubnet(page, deployed.id(role));
      await saved(page, 'The subnets of');
    },
    'new load balancer in the public subnets, the old one deleted': async (page, deployed) => {
      await page.goto(`${lab.aws.url}/console/elb/load-balancers`);
      await page.getByRole('radio', { name: `Select ${deployed.name('loadBalancer')}` }).check();
      await act(page, 'Delete load balancer');
      await button(page, 'Delete').click();
      await page.getByText('was deleted.').waitFor();
      await replaceBalancer(page, deployed, deployed.name('webTargets'));
    },
    'new load balancer beside the old one, with a target group of its own': async (page, deployed) => {
      await groupFor(page, { id: deployed.id('webA'), role: 'webTargets', port: 80, path: '/' });
      await replaceBalancer(page, deployed, 'own');
      for (const [kind, role] of [
        ['load-balancers', 'loadBalancer'],
        ['target-groups', 'webTargets'],
      ] as const) {
        await page.goto(`${lab.aws.url}/console/elb/${kind}/${deployed.name(role)}`);
        await act(page, 'Manage tags');
        const keys = page.getByRole('dialog').getByRole('textbox', { name: 'Key' });
        await keys.first().waitFor();
        const at = (await Promise.all((await keys.all()).map((key) => key.inputValue()))).indexOf('lab:role');
        await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).nth(at).click();
        await saved(page, 'The tags of');
      }
    },
  };

  test.each(Object.entries(FIXES))('%s', async (_, fix) => {
    await solve(await deployCase(lab, inPrivate), fix);
  });
});

describe('alb-502-vs-504-targets', () => {
  /** On the page of the group's rules, which is not one of load balancing. */
  const admitted = async (page: Page, deployed: Case) => {
    await page.goto(`${lab.aws.url}/console/vpc/security-groups/${deployed.id('reportsSecurityGroup')}`);
    await page.getByRole('link', { name: 'Edit inbound rules' }).click();
    await button(page, 'Add rule').click();
    await page.getByLabel('Port range of rule 3').fill(String(deployed.terms.port.app));
    await page.getByLabel('Source of rule 3').fill(deployed.id('albSecurityGroup'));
    await saved(page, 'The inbound rules of');
  };
  const FIXES: Fixes = {
    'registered on the port that it listens on': async (page, deployed) => {
      const [pay, port] = [deployed.id('pay'), deployed.terms.port.app ?? 0];
      await page.goto(`${lab.aws.url}/console/elb/target-groups/${deployed.name('payTargets')}`);
      await page.getByText('Target.FailedHealthChecks').waitFor();
      await register(page, pay, port);
      await page.getByRole('checkbox', { name: `Select ${pay}:80` }).check();
      await button(page, 'Deregister').click();
      await page.getByRole('dialog').getByRole('button', { name: 'Deregister' }).click();
      await page.getByText(`${pay}:80 was deregistered`).waitFor();
      await admitted(page, deployed);
    },
    'a new target group on the port that it listens on': async (page, deployed) => {
      const port = deployed.terms.port.app ?? 0;
      await groupFor(page, { id: deployed.id('pay'), role: 'payTargets', port, path: '/health' });
      await openRules(page, deployed);
      await ruleAction(page, 10, 'Edit rule');
      await choose(page, 'Target group', 'own');
      await saved(page, 'The rule at priority 10 was saved.');
      await page.goto(`${lab.aws.url}/console/elb/target-groups`);
      await page.getByRole('radio', { name: `Select ${deployed.name('payTargets')}` }).check();
      await act(page, 'Delete');
      await button(page, 'Delete').click();
      await page.getByText('was deleted.').waitFor();
      await admitted(page, deployed);
    },
  };

  test.each(Object.entries(FIXES))('%s', async (_, fix) => {
    await solve(await deployCase(lab, manyErrors), fix);
  });
});
