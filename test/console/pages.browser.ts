import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConsoleLab, startConsoleLab } from './browser.ts';

let lab: ConsoleLab;
beforeAll(async () => {
  lab = await startConsoleLab();
});
afterAll(() => lab?.close());

const defaultVpc = async () => (await lab.ec2.describeVpcs({})).Vpcs?.[0]?.VpcId ?? '';

describe('a list', () => {
  test('shows the account, and follows what is changed from elsewhere', async () => {
    const page = await lab.open('vpc/vpcs');
    await page.getByRole('link', { name: await defaultVpc() }).waitFor();
    const { Vpc } = await lab.ec2.createVpc({ CidrBlock: '10.7.0.0/16' });
    await page.getByRole('link', { name: Vpc?.VpcId ?? '' }).waitFor();
    await lab.ec2.deleteVpc({ VpcId: Vpc?.VpcId });
    await page.getByRole('link', { name: Vpc?.VpcId ?? '' }).waitFor({ state: 'detached' });
    expect(page.errors).toEqual([]);
    await page.context().close();
  });

  test('is filtered by what it shows, and sorted by its columns', async () => {
    const page = await lab.open('vpc/subnets');
    const rows = page.getByRole('row').filter({ hasText: 'subnet-' });
    await expect.poll(() => rows.count()).toBe(6);
    await page.getByRole('combobox').fill('us-east-1c');
    await page.keyboard.press('Enter');
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    const column = page.getByRole('button', { name: 'Availability Zone' });
    await column.press('Enter');
    await column.press('Enter');
    await expect.poll(() => rows.first().textContent()).toContain('us-east-1f');
    await page.context().close();
  });

  test('of another Region is of that Region', async () => {
    const page = await lab.open('vpc/vpcs?region=eu-west-1');
    await page.getByRole('row').filter({ hasText: 'vpc-' }).waitFor();
    expect(await page.getByRole('link', { name: await defaultVpc() }).count()).toBe(0);
    await page.context().close();
  });
});

describe('a resource', () => {
  test('has a page of its own that a link leads to', async () => {
    const page = await lab.open(`vpc/vpcs/${await defaultVpc()}`);
    await page.getByRole('heading', { level: 1, name: await defaultVpc() }).waitFor();
    await page.getByText('172.31.0.0/16').waitFor();
    await page.context().close();
  });

  test('that is not there is said to be missing', async () => {
    const page = await lab.open('vpc/vpcs/vpc-0123456789abcdef0');
    await page.getByText('There is no VPC vpc-0123456789abcdef0 in this Region.').waitFor();
    await page.context().close();
  });
});

describe('rules of a security group', () => {
  test('are added, changed and deleted, and AWS’s refusal is shown in its words, with what to do', async () => {
    const { SecurityGroups } = await lab.ec2.describeSecurityGroups({});
    const GroupId = SecurityGroups?.[0]?.GroupId ?? '';
    const rules = async () => {
      const Filters = [{ Name: 'group-id', Values: [GroupId] }];
      const { SecurityGroupRules = [] } = await lab.ec2.describeSecurityGroupRules({ Filters });
      return SecurityGroupRules.filter(({ IsEgress }) => !IsEgress).map(({ FromPort, CidrIpv4 }) => [
        FromPort,
        CidrIpv4,
      ]);
    };
    const page = await lab.open(`vpc/security-groups/${GroupId}`);
    const way = page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('listitem');
    await expect.poll(() => way.allInnerTexts()).toEqual(['VPC', 'Security groups', GroupId]);
    await page.getByRole('link', { name: 'Edit inbound rules' }).click();
    await page.getByRole('button', { name: 'Delete rule 1' }).click();
    await page.getByRole('button', { name: 'Add rule' }).click();
    await page.getByLabel('Port range of rule 1').fill('443');
    await page.getByLabel('Source of rule 1').fill('10.0.0.0/33');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('InvalidParameterValue').waitFor();
    await page.getByText('CIDR block 10.0.0.0/33 is malformed').waitFor();
    await page.getByText('Change the field that the message names, and try again.').waitFor();
    await page.getByLabel('Source of rule 1').fill('10.0.0.0/8');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText(`The inbound rules of ${GroupId} were saved.`).waitFor();
    expect(await rules()).toEqual([[443, '10.0.0.0/8']]);

    await page.getByRole('link', { name: 'Edit inbound rules' }).click();
    await page.getByLabel('Port range of rule 1').fill('8443');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect.poll(rules).toEqual([[8443, '10.0.0.0/8']]);
    await page.context().close();
  });
});

describe('routes and associations', () => {
  test('are edited as a whole', async () => {
    const { ec2 } = lab;
    const { Vpc } = await ec2.createVpc({ CidrBlock: '10.8.0.0/16' });
    const { Subnet } = await ec2.createSubnet({ VpcId: Vpc?.VpcId, CidrBlock: '10.8.0.0/24' });
    const { RouteTable } = await ec2.createRouteTable({ VpcId: Vpc?.VpcId });
    const { InternetGateway } = await ec2.createInternetGateway({});
    const gateway = InternetGateway?.InternetGatewayId ?? '';
    const table = RouteTable?.RouteTableId ?? '';
    const page = await lab.open(`vpc/internet-gateways/${gateway}`);
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Attach to VPC' }).click();
    await page.getByRole('button', { name: 'VPC' }).click();
    await page.getByRole('option', { name: Vpc?.VpcId ?? '' }).click();
    await page.getByRole('button', { name: 'Attach internet gateway' }).click();
    await page.getByText(`${gateway} was attached to ${Vpc?.VpcId}.`).waitFor();

    await page.goto(`${lab.aws.url}/console/vpc/route-tables/${table}/edit-routes`);
    await page.getByRole('button', { name: 'Add route' }).click();
    await page.getByLabel('Destination', { exact: true }).fill('0.0.0.0/0');
    await page.getByRole('button', { name: 'Target of 0.0.0.0/0' }).click();
    await page.getByRole('option', { name: gateway }).click();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText(`The routes of ${table} were saved.`).waitFor();

    await page.goto(`${lab.aws.url}/console/vpc/route-tables/${table}/edit-subnet-associations`);
    await page.getByRole('checkbox', { name: `Select ${Subnet?.SubnetId}` }).check();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText(`The subnet associations of ${table} were saved.`).waitFor();
    const { RouteTables } = await ec2.describeRouteTables({ RouteTableIds: [table] });
    expect(RouteTables?.[0]?.Routes).toContainEqual(
      expect.objectContaining({ DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway, State: 'active' }),
    );
    expect(RouteTables?.[0]?.Associations?.[0]?.SubnetId).toBe(Subnet?.SubnetId);
    expect(page.errors).toEqual([]);
    await page.context().close();
  });

  test('the local route leads to an interface, and back', async () => {
    const { ec2 } = lab;
    const { Vpc } = await ec2.createVpc({ CidrBlock: '10.9.0.0/16' });
    const { Subnet } = await ec2.createSubnet({ VpcId: Vpc?.VpcId, CidrBlock: '10.9.0.0/24' });
    const { NetworkInterface } = await ec2.createNetworkInterface({ SubnetId: Subnet?.SubnetId });
    const { InternetGateway } = await ec2.createInternetGateway({});
    const eni = NetworkInterface?.NetworkInterfaceId ?? '';
    const { RouteTable } = await ec2.createRouteTable({ VpcId: Vpc?.VpcId });
    const RouteTableIds = [RouteTable?.RouteTableId ?? ''];
    const routes = async () => (await ec2.describeRouteTables({ RouteTableIds })).RouteTables?.[0]?.Routes;
    const page = await lab.open(`vpc/route-tables/${RouteTableIds[0]}/edit-routes`);
    const local = page.getByRole('button', { name: 'Target of 10.9.0.0/16' });
    await local.click();
    await page.getByRole('option', { name: 'local' }).waitFor();
    expect(await page.getByRole('option', { name: InternetGateway?.InternetGatewayId ?? '' }).count()).toBe(0);
    await page.getByRole('option', { name: eni }).click();
    expect(await page.getByRole('button', { name: 'Remove 10.9.0.0/16' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText(`The routes of ${RouteTableIds[0]} were saved.`).waitFor();
    expect(await routes()).toEqual([expect.objectContaining({ NetworkInterfaceId: eni, Origin: 'CreateRouteTable' })]);

    await page.getByRole('link', { name: 'Edit routes' }).click();
    await local.click();
    await page.getByRole('option', { name: 'local' }).click();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('cell', { name: 'local' }).waitFor();
    expect(await routes()).toEqual([expect.objectContaining({ GatewayId: 'local', Origin: 'CreateRouteTable' })]);
    expect(page.errors).toEqual([]);
    await page.context().close();
  });
});

test('a link of the navigation leads to its page in another tab, too', async () => {
  const page = await lab.open('lab/cases?region=eu-west-1');
  const links = page.getByRole('navigation').locator('a[href]');
  await page.getByRole('link', { name: 'Subnets', exact: true }).waitFor();
  const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(hrefs.filter((href) => !href?.startsWith('/console/'))).toEqual([]);
  expect(hrefs.filter((href) => !href?.endsWith('?region=eu-west-1'))).toEqual([]);
  await page.getByRole('link', { name: 'Subnets', exact: true }).click();
  await page.waitForURL(`${lab.aws.url}/console/vpc/subnets?region=eu-west-1`);
  await page.locator('[aria-current=page]', { hasText: 'Subnets' }).first().waitFor();
  await page.context().close();
});

test('assets are sent packed, and may be kept; the page itself is asked for anew', async () => {
  const page = await fetch(`${lab.aws.url}/console/`);
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const asset = /\/console\/assets\/[^"]+\.js/.exec(await page.text())?.[0] ?? '';
  const { headers } = await fetch(lab.aws.url + asset);
  expect([headers.get('content-encoding'), headers.get('content-type')]).toEqual(['gzip', 'text/javascript']);
  expect(headers.get('cache-control')).toContain('immutable');
  for (const missing of ['assets/none.js', 'assets/../../../package.json', 'assets/%2e%2e/%2e%2e/package.json']) {
    const { status, headers } = await fetch(`${lab.aws.url}/console/${missing}`);
    expect([status, headers.get('content-type')]).not.toEqual([200, 'application/octet-stream']);
  }
});
