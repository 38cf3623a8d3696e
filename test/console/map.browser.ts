import { afterAll, beforeAll, expect, test } from 'vitest';
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
