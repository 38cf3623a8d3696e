import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configOf } from '../emulator/stack.ts';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { violationsInBothModes } from './violations.ts';

let lab: ConsoleLab;
beforeAll(async () => {
  lab = await startConsoleLab();
  const { ec2 } = lab;
  const { Images } = await ec2.describeImages({ Owners: ['amazon'] });
  const server = { ImageId: Images?.[0]?.ImageId, InstanceType: 't4g.micro' as const, MinCount: 1, MaxCount: 1 };
  const { VpcId, SubnetId } = (await ec2.runInstances(server)).Instances?.[0] ?? {};
  const { AllocationId } = await ec2.allocateAddress({ Domain: 'vpc' });
  await ec2.createNatGateway({ SubnetId, AllocationId });
  await ec2.createEgressOnlyInternetGateway({ VpcId });
  await ec2.createVpcEndpoint({ VpcId, ServiceName: 'com.amazonaws.us-east-1.s3' });
  const { Vpc } = await ec2.createVpc({ CidrBlock: '10.7.0.0/16' });
  await ec2.createVpcPeeringConnection({ VpcId, PeerVpcId: Vpc?.VpcId });
  await ec2.createVpcBlockPublicAccessExclusion({ VpcId, InternetGatewayExclusionMode: 'allow-egress' });
  const { TransitGateway } = await ec2.createTransitGateway({});
  const { TransitGatewayId } = TransitGateway ?? {};
  await ec2.createTransitGatewayVpcAttachment({ TransitGatewayId, VpcId, SubnetIds: [SubnetId ?? ''] });
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
const PAGES = [
  'lab/cases',
  'lab/progress',
  'vpc/vpcs',
  'vpc/subnets',
  'vpc/route-tables',
  'vpc/internet-gateways',
  'vpc/security-groups',
  'vpc/network-acls',
  'vpc/managed-prefix-lists',
  'vpc/dhcp-option-sets',
  'vpc/block-public-access',
  'vpc/public-access-exclusions',
  'vpc/nat-gateways',
  'vpc/egress-only-internet-gateways',
  'vpc/endpoints',
  'vpc/peering-connections',
  'vpc/transit-gateways',
  'vpc/transit-gateway-attachments',
  'vpc/transit-gateway-route-tables',
  'ec2/instances',
  'ec2/elastic-ips',
  'ec2/network-interfaces',
];

/** Of load balancing, stacks and paths, which `balance` makes. */
const BALANCED = ['elb/load-balancers', 'elb/target-groups', 'cloudformation/stacks', 'reachability/paths'];

test.each([...PAGES, ...BALANCED])('%s has no serious violation, in a list and on a page of its own', async (path) => {
  const page = await lab.open(path);
  const first = page.getByRole('row').nth(1).getByRole('link').first();
  await first.waitFor();
  expect(await violationsInBothModes(page)).toEqual([]);
  await first.click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await violationsInBothModes(page)).toEqual([]);
  await page.context().close();
});

test('the mode that was chosen is kept', async () => {
  const page = await lab.open('vpc/security-groups');
  await page.getByRole('button', { name: 'Dark mode' }).click();
  await page.reload();
  await page.getByRole('button', { name: 'Light mode' }).waitFor();
  await page.context().close();
});

test('the map of a VPC, with what is in it, has no serious violation', async () => {
  const { Subnets = [] } = await lab.ec2.describeSubnets({});
  const page = await lab.open(`vpc/vpcs/${Subnets[0]?.VpcId}`);
  await page.getByRole('link', { name: /NAT gateway/ }).waitFor();
  expect(await violationsInBothModes(page)).toEqual([]);
  await page.context().close();
});

test.each([
  ['vpc/route-tables', 'edit-routes', 'Edit routes'],
  ['vpc/route-tables', 'edit-subnet-associations', 'Edit subnet associations'],
  ['vpc/network-acls', 'edit-inbound-rules', 'Edit inbound rules'],
  ['vpc/network-acls', 'edit-outbound-rules', 'Edit outbound rules'],
  ['vpc/network-acls', 'edit-subnet-associations', 'Edit subnet associations'],
  ['vpc/security-groups', 'edit-inbound-rules', 'Edit inbound rules'],
  ['vpc/security-groups', 'edit-outbound-rules', 'Edit outbound rules'],
])('%s, %s has no serious violation', async (path, edit, heading) => {
  const page = await lab.open(path);
  const id = await page.getByRole('row').nth(1).getByRole('link').first().innerText();
  await page.goto(`${lab.aws.url}/console/${path}/${id}/${edit}`);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  expect(await violationsInBothModes(page)).toEqual([]);
  await page.context().close();
});

/** Pages of their own below a resource, each with the link or button that leads there from it. */
test.each([
  ['ec2/instances/launch', '', 'Launch an instance'],
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
  expect(await violationsInBothModes(page)).toEqual([]);
  await page.context().close();
});

test('the routes of a table, as they are edited, have no serious violation', async () => {
  const page = await lab.open('vpc/route-tables');
  await page.getByRole('link', { name: /^rtb-/ }).first().click();
  await page.getByRole('link', { name: 'Edit routes' }).click();
  await page.getByRole('button', { name: /^Target of .* local/ }).waitFor();
  expect(await violationsInBothModes(page)).toEqual([]);
  await page.context().close();
});

test('the form of a rule and an analysis have no serious violation', async () => {
  const page = await lab.open('elb/load-balancers/shop');
  await page.getByRole('link', { name: 'HTTP:80' }).click();
  await page.getByRole('button', { name: 'Add rule' }).click();
  await page.getByRole('button', { name: 'Add condition' }).click();
  await page.getByRole('menuitem', { name: 'HTTP header' }).click();
  expect(await violationsInBothModes(page)).toEqual([]);
  await page.goto(`${lab.aws.url}/console/reachability/paths`);
  await page.getByRole('link', { name: /^nip-/ }).click();
  await page.getByRole('link', { name: /^nia-/ }).click();
  await page.getByRole('heading', { name: 'Analysis', exact: true }).waitFor();
  expect(await violationsInBothModes(page)).toEqual([]);
  await page.context().close();
});
