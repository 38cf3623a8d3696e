import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configOf } from '../emulator/stack.ts';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { act } from './person.ts';

let lab: ConsoleLab;
beforeAll(async () => {
  lab = await startConsoleLab();
});
afterAll(() => lab?.close());

const vpc = async () => (await lab.ec2.createVpc({ CidrBlock: '10.7.0.0/16' })).Vpc?.VpcId ?? '';

async function balancer(): Promise<string> {
  const elb = new ElasticLoadBalancingV2(configOf(lab.aws));
  const { Subnets = [] } = await lab.ec2.describeSubnets({ Filters: [{ Name: 'default-for-az', Values: ['true'] }] });
  const { LoadBalancers } = await elb.createLoadBalancer({
    Name: 'shop',
    Subnets: Subnets.slice(0, 2).flatMap(({ SubnetId = '' }) => SubnetId),
  });
  const { TargetGroups } = await elb.createTargetGroup({
    Name: 'web',
    Protocol: 'HTTP',
    Port: 80,
    VpcId: Subnets[0]?.VpcId,
  });
  const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: TargetGroups?.[0]?.TargetGroupArn }];
  const { LoadBalancerArn } = LoadBalancers?.[0] ?? {};
  await elb.createListener({ LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions });
  return 'shop';
}

async function targetGroup(): Promise<string> {
  const elb = new ElasticLoadBalancingV2(configOf(lab.aws));
  await elb.createTargetGroup({ Name: 'spare', Protocol: 'HTTP', Port: 80, VpcId: await vpc() });
  return 'spare';
}

async function stack(): Promise<string> {
  const net = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.6.0.0/16' } };
  const TemplateBody = JSON.stringify({ Resources: { Net: net } });
  await new CloudFormation(configOf(lab.aws)).createStack({ StackName: 'net', TemplateBody });
  return 'net';
}

async function prefixList(): Promise<string> {
  const { PrefixList } = await lab.ec2.createManagedPrefixList({
    PrefixListName: 'offices',
    MaxEntries: 2,
    AddressFamily: 'IPv4',
    Entries: [{ Cidr: '198.51.100.0/24' }],
  });
  return PrefixList?.PrefixListId ?? '';
}

/** A page, what to make for it, its action, and a tab that asks for parts of what is deleted. */
test.each([
  ['elb/load-balancers', balancer, 'Delete load balancer', 'Attributes'],
  ['elb/target-groups', targetGroup, 'Delete', 'Attributes'],
  ['cloudformation/stacks', stack, 'Delete stack', 'Resources'],
  ['vpc/vpcs', vpc, 'Delete VPC', 'Resource map'],
  ['vpc/managed-prefix-lists', prefixList, 'Delete prefix list', 'Entries'],
])('what is deleted on its own page of %s is gone, and nobody asks for its parts', async (path, make, action, tab) => {
  const id = await make();
  const page = await lab.open(`${path}/${id}`);
  await page.getByRole('tab', { name: tab }).click();
  await act(page, action);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText(/^There is no /).waitFor();
  expect(page.errors).toEqual([]);
  await page.context().close();
});
