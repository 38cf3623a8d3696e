import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configOf } from '../emulator/stack.ts';
import { type ConsoleLab, startConsoleLab } from './browser.ts';

let lab: ConsoleLab;
beforeAll(async () => {
  lab = await startConsoleLab();
  await balance();
});
afterAll(() => lab?.close());

/** A load balancer with a listener, a stack and a path with an analysis, so that their pages have something to show. */
async function balance(): Promise<void> {
  const elb = new ElasticLoadBalancingV2(configOf(lab.aws));
  const { Subnets = [] } = await lab.ec2.describeSubnets({});
  const [{ VpcId, SubnetId = '' } = {}, { SubnetId: other = '' } = {}] = Subnets;
  const { TargetGroups } = await elb.createTargetGroup({ Name: 'web', Protocol: 'HTTP', Port: 80, VpcId });
  const { LoadBalancers } = await elb.createLoadBalancer({ Name: 'shop', Subnets: [SubnetId, other] });
  const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: TargetGroups?.[0]?.TargetGroupArn }];
  const { LoadBalancerArn } = LoadBalancers?.[0] ?? {};
  await elb.createListener({ LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions });
  const net = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.6.0.0/16' } };
  const TemplateBody = JSON.stringify({ Resources: { Net: net } });
  await new CloudFormation(configOf(lab.aws)).createStack({ StackName: 'net', TemplateBody });
  const { NetworkInterfaces } = await lab.ec2.describeNetworkInterfaces({});
  const { InternetGateways } = await lab.ec2.describeInternetGateways({});
  const { NetworkInsightsPath } = await lab.ec2.createNetworkInsightsPath({
    Source: InternetGateways?.[0]?.InternetGatewayId,
    Destination: NetworkInterfaces?.[0]?.NetworkInterfaceId,
    Protocol: 'tcp',
    ClientToken: 'path',
  });
  const { NetworkInsightsPathId } = NetworkInsightsPath ?? {};
  await lab.ec2.startNetworkInsightsAnalysis({ NetworkInsightsPathId, ClientToken: 'analysis' });
}

/** Every page that the navigation leads to, and those of which the first resource has one of its own. */
const PAGES = ['vpc/vpcs', 'vpc/subnets', 'vpc/route-tables', 'vpc/internet-gateways', 'vpc/security-groups'];

/** Of load balancing, stacks and paths, which `balance` makes. */
const BALANCED = ['elb/load-balancers', 'elb/target-groups', 'cloudformation/stacks', 'reachability/paths'];

/** What https://www.deque.com/axe/ calls serious or critical, each with where it is. */
async function violations(page: Page): Promise<string[]> {
  // As a debugger does it: the page's own policy lets no other script in.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

test.each([...PAGES, ...BALANCED])('%s has no serious violation, in a list and on a page of its own', async (path) => {
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

/** Pages of their own below a resource, each with the link or button that leads there from it. */
test.each([
  ['elb/load-balancers/shop', 'HTTP:80', 'Listener rules'],
  ['elb/load-balancers/shop', 'Add listener', 'Listener configuration'],
  ['elb/load-balancers/shop/edit-attributes', '', 'Attributes'],
  ['elb/target-groups/web/edit-health-check', '', 'Health check settings'],
  ['elb/target-groups/web/register-targets', '', 'Available instances'],
  ['cloudformation/stacks/net/drifts', '', 'Stack drift status'],
])('%s, %s has no serious violation', async (path, link, heading) => {
  const page = await lab.open(path);
  if (link) await page.getByRole('link', { name: link }).click();
  await page.getByRole('heading', { name: heading }).first().waitFor();
  expect(await violations(page)).toEqual([]);
  await page.context().close();
});

test('the form of a rule and an analysis have no serious violation', async () => {
  const page = await lab.open('elb/load-balancers/shop');
  await page.getByRole('link', { name: 'HTTP:80' }).click();
  await page.getByRole('button', { name: 'Add rule' }).click();
  await page.getByRole('button', { name: 'Add condition' }).click();
  await page.getByRole('menuitem', { name: 'HTTP header' }).click();
  expect(await violations(page)).toEqual([]);
  await page.goto(`${lab.aws.url}/console/reachability/paths`);
  await page.getByRole('link', { name: /^nip-/ }).click();
  await page.getByRole('link', { name: /^nia-/ }).click();
  await page.getByRole('heading', { name: 'Analysis', exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.context().close();
});
