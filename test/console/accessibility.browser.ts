import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { violations } from './violations.ts';

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
});
afterAll(() => lab?.close());

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

test.each(PAGES)('%s has no serious violation, in a list and on a page of its own', async (path) => {
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
