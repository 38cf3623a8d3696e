import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { grade } from '../../grader/grade.ts';
import { snapshot } from '../../lib/account/snapshot.ts';
import { connect } from '../../lib/clients.ts';
import { destroy } from '../../lib/destroy.ts';
import type { Scenario } from '../../lib/scenario.ts';
import { drawTerms } from '../../lib/terms.ts';
import { createStack, synthesise } from '../../proof/bench.ts';
import misrouted from '../../scenarios/alb-misrouted-listener-rule/scenario.ts';
import { configOf } from '../emulator/stack.ts';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { choose } from './person.ts';

let lab: ConsoleLab;
let elb: ElasticLoadBalancingV2;
beforeAll(async () => {
  lab = await startConsoleLab();
  elb = new ElasticLoadBalancingV2(configOf(lab.aws));
});
afterAll(() => lab?.close());

type Watched = Page & { readonly errors: string[] };

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function save(page: Page, said: string): Promise<void> {
  await button(page, 'Save changes').click();
  await page.getByText(said).first().waitFor();
}

async function done(page: Watched): Promise<void> {
  expect(page.errors).toEqual([]);
  await page.context().close();
}

/** A case as it is deployed for a learner, and what a learner's work is worth. */
async function deployCase(scenario: Scenario, variant: string) {
  const clients = connect({ ...configOf(lab.aws), endpoint: lab.aws.url });
  const terms = drawTerms(scenario, 'console', variant);
  await createStack(clients, synthesise(scenario, terms));
  const { LoadBalancers = [] } = await elb.describeLoadBalancers({});
  return {
    balancer: LoadBalancers[0]?.LoadBalancerName ?? '',
    verdict: async () => grade(scenario, await snapshot(clients, {}), terms).verdict,
    destroy: () => destroy(clients, scenario.id),
    terms,
  };
}

describe('alb-misrouted-listener-rule is solved on the pages of the listener', () => {
  const FIXES: Readonly<Record<string, (page: Page, apiPort: number | undefined) => Promise<void>>> = {
    A: async (page) => {
      await button(page, 'Rule actions').click();
      await page.getByRole('menuitem', { name: 'Reprioritize rules' }).click();
      await page.getByLabel('Priority of the rule at 10').fill('20');
      await page.getByLabel('Priority of the rule at 20').fill('10');
      await save(page, 'The priorities of the rules were saved.');
    },
    B: async (page, apiPort) => {
      await editRule(page, 10);
      await choose(page, 'Target group', `HTTP:${apiPort}`);
      await save(page, 'The rule at priority 10 was saved.');
    },
    C: async (page) => {
      await editRule(page, 10);
      await page.getByLabel('Path value').fill('/api/*');
      await save(page, 'The rule at priority 10 was saved.');
    },
    D: async (page) => {
      await editRule(page, 10);
      await button(page, 'Remove condition Host header').click();
      await save(page, 'The rule at priority 10 was saved.');
    },
  };

  test.each(Object.entries(FIXES))('variant %s', async (variant, fix) => {
    const { balancer, destroy, terms, verdict } = await deployCase(misrouted, variant);
    expect(await verdict()).toBe('unsolved');
    const page = await lab.open('elb/load-balancers');
    await page.getByRole('link', { name: balancer, exact: true }).click();
    await page.getByRole('link', { name: 'HTTP:80' }).click();
    await fix(page, terms.port.api);
    expect(await verdict()).toBe('solved');
    await done(page);
    await destroy();
  });
});

async function editRule(page: Page, priority: number): Promise<void> {
  await page.getByRole('radio', { name: `Select the rule at ${priority}` }).check();
  await button(page, 'Rule actions').click();
  await page.getByRole('menuitem', { name: 'Edit rule' }).click();
}
