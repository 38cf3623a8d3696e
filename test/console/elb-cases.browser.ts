import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import manyErrors from '../../scenarios/alb-502-vs-504-targets/scenario.ts';
import inPrivate from '../../scenarios/alb-in-private-subnets/scenario.ts';
import misrouted from '../../scenarios/alb-misrouted-listener-rule/scenario.ts';
import { createOwnGroup, openRules, register, ruleAction } from './balancing.ts';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { deployCase } from './deployed-case.ts';
import { type Case, type Fix, solve, tagAs } from './fix.ts';
import { act, button, choose, go, inDialog, saved } from './person.ts';

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

/** Gives the rule at priority 10 another path. */
const repath =
  (path: string): Fix =>
  async (page, deployed) => {
    await openRules(page, deployed);
    await ruleAction(page, 10, 'Edit rule');
    await page.getByLabel('Path value').fill(path);
    await saved(page, 'The rule at priority 10 was saved.');
  };

describe('alb-misrouted-listener-rule', () => {
  const rename: Fix = async (page, deployed) => {
    await openRules(page, deployed);
    await ruleAction(page, 10, 'Edit rule');
    await page.getByLabel('Host header value').fill('shop.example.test');
    await saved(page, 'The rule at priority 10 was saved.');
  };
  const FIXES: readonly [variant: string, fix: string, Fix][] = [
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
    ['A', 'catch-all rule narrowed', repath('/static/*')],
    ['C', 'pattern with the wildcard', repath('/api/*')],
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
        await createOwnGroup(page, {
          vpc: deployed.id('vpc'),
          id: deployed.id('api'),
          role: 'apiTargets',
          port,
          path: '/api/health',
        });
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
    await solve(lab, await deployCase(lab, misrouted, variant), fix);
  });
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

describe('alb-in-private-subnets', () => {
  const FIXES: Readonly<Record<string, Fix>> = {
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
  };

  test.each(Object.entries(FIXES))('%s', async (_, fix) => {
    await solve(lab, await deployCase(lab, inPrivate), fix);
  });
});

describe('alb-502-vs-504-targets', () => {
  /** On the page of the group's rules, which is not one of load balancing. */
  const admitted = async (page: Page, deployed: Case) => {
    await go(page, `vpc/security-groups/${deployed.id('reportsSecurityGroup')}`);
    await page.getByRole('link', { name: 'Edit inbound rules' }).click();
    await button(page, 'Add rule').click();
    await page.getByLabel('Port range of rule 3').fill(String(deployed.terms.port.app));
    await page.getByLabel('Source of rule 3').fill(deployed.id('albSecurityGroup'));
    await saved(page, 'The inbound rules of');
  };
  const FIXES: Readonly<Record<string, Fix>> = {
    'registered on the port that it listens on': async (page, deployed) => {
      const [pay, port] = [deployed.id('pay'), deployed.terms.port.app ?? 0];
      await go(page, `elb/target-groups/${deployed.name('payTargets')}`);
      await page.getByText('Target.FailedHealthChecks').waitFor();
      await register(page, pay, port);
      await page.getByRole('checkbox', { name: `Select ${pay}:80` }).check();
      await button(page, 'Deregister').click();
      await inDialog(page, 'Deregister').click();
      await page.getByText(`${pay}:80 was deregistered`).waitFor();
      await admitted(page, deployed);
    },
    'a new target group on the port that it listens on': async (page, deployed) => {
      const port = deployed.terms.port.app ?? 0;
      await createOwnGroup(page, {
        vpc: deployed.id('vpc'),
        id: deployed.id('pay'),
        role: 'payTargets',
        port,
        path: '/health',
      });
      await openRules(page, deployed);
      await ruleAction(page, 10, 'Edit rule');
      await choose(page, 'Target group', 'own');
      await saved(page, 'The rule at priority 10 was saved.');
      await go(page, `elb/target-groups`);
      await page.getByRole('radio', { name: `Select ${deployed.name('payTargets')}` }).check();
      await act(page, 'Delete');
      await button(page, 'Delete').click();
      await page.getByText('was deleted.').waitFor();
      await admitted(page, deployed);
    },
  };

  test.each(Object.entries(FIXES))('%s', async (_, fix) => {
    await solve(lab, await deployCase(lab, manyErrors), fix);
  });
});
