import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConsoleLab, startConsoleLab } from './browser.ts';

let lab: ConsoleLab;
let vpc: string;
let subnet: string;
let table: string;
beforeAll(async () => {
  lab = await startConsoleLab();
  const { ec2 } = lab;
  vpc = (await ec2.createVpc({ CidrBlock: '10.6.0.0/16' })).Vpc?.VpcId ?? '';
  subnet = (await ec2.createSubnet({ VpcId: vpc, CidrBlock: '10.6.1.0/24' })).Subnet?.SubnetId ?? '';
  await ec2.createTags({ Resources: [subnet], Tags: [{ Key: 'Name', Value: 'web' }] });
  const { RouteTables } = await ec2.describeRouteTables({ Filters: [{ Name: 'vpc-id', Values: [vpc] }] });
  table = RouteTables?.[0]?.RouteTableId ?? '';
});
afterAll(() => lab?.close());

test('draws a VPC, and draws it anew when somebody changes the account', async () => {
  const { ec2 } = lab;
  const page = await lab.open(`vpc/vpcs/${vpc}`);
  await page.getByRole('region', { name: 'web: Isolated subnet' }).waitFor();
  const { NatGateway } = await ec2.createNatGateway({ SubnetId: subnet, ConnectivityType: 'private' });
  const nat = NatGateway?.NatGatewayId ?? '';
  await page.getByText(nat).waitFor();
  await ec2.createRoute({ RouteTableId: table, DestinationCidrBlock: '192.168.0.0/16', NatGatewayId: nat });
  await page.getByRole('region', { name: 'web: Private subnet' }).waitFor();
  const InternetGatewayId = (await ec2.createInternetGateway({})).InternetGateway?.InternetGatewayId ?? '';
  await ec2.attachInternetGateway({ InternetGatewayId, VpcId: vpc });
  await page.getByText(InternetGatewayId).waitFor();
  await ec2.createRoute({ RouteTableId: table, DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId });
  await page.getByRole('region', { name: 'web: Public subnet' }).waitFor();
  await page.getByLabel(`web sends 0.0.0.0/0 to ${InternetGatewayId}`).waitFor({ state: 'attached' });
  await ec2.detachInternetGateway({ InternetGatewayId, VpcId: vpc });
  await page.getByRole('region', { name: 'web: Private subnet' }).waitFor();
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('leads to the page of what is drawn', async () => {
  const page = await lab.open(`vpc/vpcs/${vpc}`);
  await page.getByRole('region', { name: 'web: ' }).click({ position: { x: 20, y: 12 } });
  await page.getByRole('heading', { level: 1, name: subnet }).waitFor();
  await page.context().close();
});

describe('a packet', () => {
  let page: Awaited<ReturnType<ConsoleLab['open']>>;
  let GroupId: string;
  beforeAll(async () => {
    const { ec2 } = lab;
    GroupId = (await ec2.createSecurityGroup({ VpcId: vpc, GroupName: 'hosts', Description: 'hosts' })).GroupId ?? '';
    const { Images } = await ec2.describeImages({
      Owners: ['amazon'],
      Filters: [{ Name: 'architecture', Values: ['x86_64'] }],
    });
    for (const name of ['client', 'server']) {
      await ec2.runInstances({
        ...{ ImageId: Images?.[0]?.ImageId, InstanceType: 't3.nano', MinCount: 1, MaxCount: 1 },
        ...{ SubnetId: subnet, SecurityGroupIds: [GroupId] },
        TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: name }] }],
      });
    }
    page = await lab.open(`vpc/vpcs/${vpc}`);
  });

  const choose = async (label: string, option: string) => {
    await page.getByRole('button', { name: label }).click();
    await page.getByRole('option', { name: option }).click();
  };

  test('stops at what drops it, with the rule that did, and goes on when that is mended', async () => {
    await choose('From', 'client');
    await choose('To', 'server');
    await page.getByLabel('Port').fill('80');
    await page.getByRole('button', { name: 'Follow' }).click();
    await page.getByText('The connection does not open.').waitFor();
    const steps = page.getByRole('table', { name: 'The way of the packet' }).getByRole('row');
    expect(await steps.last().textContent()).toContain(`${GroupId}`);
    expect(await steps.last().textContent()).toContain('Dropped');
    await page.getByText('✘ SYN').waitFor();
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '10.6.0.0/16' }] }];
    await lab.ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
    // What was found is of an account that has changed since.
    await page.getByText('The connection does not open.').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Follow' }).click();
    await page.getByText('The connection opens.').waitFor();
    expect(await steps.filter({ hasText: 'SYN-ACK' }).count()).toBeGreaterThan(0);
    await page.getByText('SYN-ACK', { exact: true }).last().waitFor();
    expect(page.errors).toEqual([]);
  });

  test('is not shown while a case is open, since it would give the answer away', async () => {
    const body = JSON.stringify({});
    const headers = { 'content-type': 'application/json' };
    const api = `${lab.aws.url}/console/api/cases/sg-syn-dropped`;
    await fetch(`${api}/deploy`, { method: 'POST', headers, body });
    await expect
      .poll(async () => ((await (await fetch(api)).json()) as { work?: { state: string } }).work?.state, {
        timeout: 30_000,
      })
      .toBe('done');
    await page.getByRole('button', { name: 'Follow' }).click();
    await page.getByText('Where the packet goes would give away what is wrong in sg-syn-dropped.').waitFor();
    await fetch(`${api}/solution`, { method: 'POST', headers, body });
    await page.getByRole('button', { name: 'Follow' }).click();
    await page.getByText('The connection opens.').waitFor();
  });
});
