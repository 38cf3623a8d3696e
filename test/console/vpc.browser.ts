import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { act, choose } from './person.ts';

let lab: ConsoleLab;
let vpc = '';
let subnet = '';
beforeAll(async () => {
  lab = await startConsoleLab();
  vpc = (await lab.ec2.createVpc({ CidrBlock: '10.8.0.0/16' })).Vpc?.VpcId ?? '';
  subnet = (await lab.ec2.createSubnet({ VpcId: vpc, CidrBlock: '10.8.0.0/24' })).Subnet?.SubnetId ?? '';
});
afterAll(() => lab?.close());

const inVpc = () => [{ Name: 'vpc-id', Values: [vpc] }];

async function finish(page: Page & { errors: string[] }): Promise<void> {
  expect(page.errors).toEqual([]);
  await page.context().close();
}

test('a network ACL is created, its rules edited and a subnet put under it', async () => {
  const { ec2 } = lab;
  const page = await lab.open('vpc/network-acls');
  await page.getByRole('button', { name: 'Create network ACL' }).click();
  await page.getByLabel('Name tag').fill('strict');
  await choose(page, 'VPC', vpc);
  await page.getByRole('dialog').getByRole('button', { name: 'Create network ACL' }).click();
  await page.getByText('It denies everything until it has rules.').waitFor();
  const acls = async () => (await ec2.describeNetworkAcls({ Filters: inVpc() })).NetworkAcls ?? [];
  const own = async () => (await acls()).find(({ IsDefault }) => !IsDefault);
  const id = (await own())?.NetworkAclId ?? '';
  const entries = async () =>
    ((await own())?.Entries ?? [])
      .filter(({ Egress, RuleNumber = 0 }) => !Egress && RuleNumber < 32767)
      .map(({ RuleNumber, Protocol, PortRange, RuleAction, CidrBlock }) => [
        ...[RuleNumber, Protocol, PortRange?.From, PortRange?.To, RuleAction, CidrBlock],
      ]);

  await page.goto(`${lab.aws.url}/console/vpc/network-acls/${id}`);
  await page.getByRole('link', { name: 'Edit inbound rules' }).click();
  await page.getByRole('button', { name: 'Add new rule' }).click();
  await page.getByLabel('Port range of rule 1').fill('1024-65535');
  await page.getByRole('button', { name: 'Add new rule' }).click();
  await choose(page, 'Type of rule 2', 'SSH');
  await choose(page, 'Allow/Deny of rule 2', 'Deny');
  await page.getByLabel('Source of rule 2').fill('192.0.2.0/24');
  expect(await page.getByRole('button', { name: 'Remove rule *' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText(`The inbound rules of ${id} were saved.`).waitFor();
  expect(await entries()).toEqual([
    [100, '6', 1024, 65535, 'allow', '0.0.0.0/0'],
    [200, '6', 22, 22, 'deny', '192.0.2.0/24'],
  ]);

  await page.getByRole('link', { name: 'Edit inbound rules' }).click();
  await page.getByRole('button', { name: 'Remove rule 2' }).click();
  await page.getByLabel('Port range of rule 1').fill('443');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect.poll(entries).toEqual([[100, '6', 443, 443, 'allow', '0.0.0.0/0']]);

  const holders = async () =>
    (await acls()).filter(({ Associations = [] }) => Associations.some(({ SubnetId }) => SubnetId === subnet));
  for (const wanted of [false, true]) {
    await page.goto(`${lab.aws.url}/console/vpc/network-acls/${id}/edit-subnet-associations`);
    await page.getByRole('checkbox', { name: `Select ${subnet}` }).click();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText(`The subnet associations of ${id} were saved.`).waitFor();
    expect((await holders()).map(({ IsDefault }) => IsDefault)).toEqual([wanted]);
  }
  await act(page, 'Delete network ACLs');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect.poll(own).toBeUndefined();
  await finish(page);
});

test('a NAT gateway is created with an address that was allocated before, and deleted', async () => {
  const { ec2 } = lab;
  const { InternetGateway } = await ec2.createInternetGateway({});
  await ec2.attachInternetGateway({ VpcId: vpc, InternetGatewayId: InternetGateway?.InternetGatewayId });
  const page = await lab.open('ec2/elastic-ips');
  await page.getByRole('button', { name: 'Allocate Elastic IP address' }).click();
  await page.getByRole('button', { name: 'Allocate', exact: true }).click();
  await page.getByText('was allocated').waitFor();
  const allocation = (await ec2.describeAddresses({})).Addresses?.[0]?.AllocationId ?? '';

  await page.goto(`${lab.aws.url}/console/vpc/nat-gateways`);
  await page.getByRole('button', { name: 'Create NAT gateway' }).click();
  await choose(page, 'Subnet', subnet);
  await choose(page, 'Elastic IP allocation ID', allocation);
  await page.getByRole('dialog').getByRole('button', { name: 'Create NAT gateway' }).click();
  await page.getByText('Route to it to use it.').waitFor();
  const gateway = async () => (await ec2.describeNatGateways({})).NatGateways?.[0];
  expect(await gateway()).toMatchObject({
    SubnetId: subnet,
    ConnectivityType: 'public',
    NatGatewayAddresses: [expect.objectContaining({ AllocationId: allocation })],
  });
  await page.goto(`${lab.aws.url}/console/vpc/nat-gateways/${(await gateway())?.NatGatewayId}`);
  await act(page, 'Delete NAT gateway');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect.poll(async () => (await gateway())?.State).toMatch(/^delet/);

  await page.goto(`${lab.aws.url}/console/vpc/nat-gateways`);
  await page.getByRole('button', { name: 'Create NAT gateway' }).click();
  await choose(page, 'Availability mode', 'Regional');
  await choose(page, 'VPC', vpc);
  await page.getByRole('dialog').getByRole('button', { name: 'Create NAT gateway' }).click();
  await page.getByText('Route to it to use it.').waitFor();
  const modes = (await ec2.describeNatGateways({})).NatGateways?.map(({ AvailabilityMode }) => AvailabilityMode);
  expect(modes).toContain('regional');
  await finish(page);
});

test('a VPC, a subnet, a route table and a group are created; the table becomes the main one', async () => {
  const { ec2 } = lab;
  const page = await lab.open('vpc/vpcs');
  await page.getByRole('button', { name: 'Create VPC' }).click();
  await page.getByLabel('Name tag').fill('new');
  await page.getByLabel('IPv4 CIDR').fill('10.9.0.0/16');
  await page.getByRole('dialog').getByRole('button', { name: 'Create VPC' }).click();
  await page.getByText('was created').waitFor();
  const Filters = [{ Name: 'tag:Name', Values: ['new'] }];
  const id = (await ec2.describeVpcs({ Filters })).Vpcs?.[0]?.VpcId ?? '';
  const inNew = [{ Name: 'vpc-id', Values: [id] }];

  await page.goto(`${lab.aws.url}/console/vpc/subnets`);
  await page.getByRole('button', { name: 'Create subnet' }).click();
  await choose(page, 'VPC ID', id);
  await choose(page, 'Availability Zone', 'us-east-1b');
  await page.getByLabel('IPv4 subnet CIDR block').fill('10.9.1.0/24');
  await page.getByRole('dialog').getByRole('button', { name: 'Create subnet' }).click();
  await page.getByText('was created').waitFor();
  const made = (await ec2.describeSubnets({ Filters: inNew })).Subnets?.[0];
  expect(made).toMatchObject({ CidrBlock: '10.9.1.0/24', AvailabilityZone: 'us-east-1b' });

  await page.goto(`${lab.aws.url}/console/vpc/route-tables`);
  await page.getByRole('button', { name: 'Create route table' }).click();
  await choose(page, 'VPC', id);
  await page.getByRole('dialog').getByRole('button', { name: 'Create route table' }).click();
  await page.getByText('was created').waitFor();
  const tables = async () => (await ec2.describeRouteTables({ Filters: inNew })).RouteTables ?? [];
  const table = (await tables()).find(({ Associations = [] }) => Associations.length === 0)?.RouteTableId ?? '';
  await page.goto(`${lab.aws.url}/console/vpc/route-tables/${table}`);
  await act(page, 'Set main route table');
  await page.getByRole('button', { name: 'Set main route table' }).click();
  await page.getByText(`${table} is the main route table of ${id}.`).waitFor();
  const main = (await tables()).find(({ Associations = [] }) => Associations.some(({ Main }) => Main));
  expect(main?.RouteTableId).toBe(table);

  await page.goto(`${lab.aws.url}/console/vpc/subnets/${made?.SubnetId}`);
  await page.getByRole('link', { name: table }).waitFor();
  await page.goto(`${lab.aws.url}/console/vpc/security-groups`);
  await page.getByRole('button', { name: 'Create security group' }).click();
  await page.getByLabel('Security group name').fill('web');
  await page.getByRole('dialog').getByLabel('Description').fill('The web servers');
  await choose(page, 'VPC', id);
  await page.getByRole('dialog').getByRole('button', { name: 'Create security group' }).click();
  await page.getByText('It lets nothing in').waitFor();
  const { SecurityGroups = [] } = await ec2.describeSecurityGroups({ Filters: inNew });
  expect(SecurityGroups.map(({ GroupName }) => GroupName).sort()).toEqual(['default', 'web']);
  await finish(page);
});

test('tags are added, changed and removed', async () => {
  const { ec2 } = lab;
  await ec2.createTags({ Resources: [subnet], Tags: ['a', 'b'].map((Key) => ({ Key, Value: 'old' })) });
  const page = await lab.open(`vpc/subnets/${subnet}`);
  await page.getByRole('tab', { name: 'Tags' }).click();
  await page.getByRole('button', { name: 'Manage tags' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Remove' }).first().click();
  await dialog.getByLabel('Value').fill('new');
  await dialog.getByRole('button', { name: 'Add new tag' }).click();
  await dialog.getByLabel('Key').last().fill('Name');
  await dialog.getByLabel('Value').last().fill('front');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`The tags of ${subnet} were saved.`).waitFor();
  const { Tags = [] } = (await ec2.describeSubnets({ SubnetIds: [subnet] })).Subnets?.[0] ?? {};
  expect(Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]))).toEqual({ b: 'new', Name: 'front' });
  await finish(page);
});
