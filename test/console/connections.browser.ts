import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { act, choose } from './person.ts';

let lab: ConsoleLab;
let vpc = '';
let other = '';
let subnet = '';
beforeAll(async () => {
  lab = await startConsoleLab();
  const { ec2 } = lab;
  vpc = (await ec2.createVpc({ CidrBlock: '10.1.0.0/16' })).Vpc?.VpcId ?? '';
  other = (await ec2.createVpc({ CidrBlock: '10.2.0.0/16' })).Vpc?.VpcId ?? '';
  await ec2.modifyVpcAttribute({ VpcId: vpc, EnableDnsHostnames: { Value: true } });
  subnet = (await ec2.createSubnet({ VpcId: vpc, CidrBlock: '10.1.0.0/24' })).Subnet?.SubnetId ?? '';
});
afterAll(() => lab?.close());

test('a gateway endpoint is created, gets a route table and a policy', async () => {
  const { ec2 } = lab;
  const Filters = [{ Name: 'vpc-id', Values: [vpc] }];
  const table = (await ec2.describeRouteTables({ Filters })).RouteTables?.[0]?.RouteTableId ?? '';
  const page = await lab.open('vpc/endpoints');
  await page.getByRole('button', { name: 'Create endpoint' }).click();
  await choose(page, 'Endpoint type', 'Gateway');
  await choose(page, 'Service name', 'com.amazonaws.us-east-1.s3');
  await choose(page, 'VPC', vpc);
  await page.getByRole('dialog').getByRole('button', { name: 'Create endpoint' }).click();
  await page.getByText('was created').waitFor();
  const endpoint = async () => (await ec2.describeVpcEndpoints({ Filters })).VpcEndpoints?.[0];
  const id = (await endpoint())?.VpcEndpointId ?? '';
  await page.goto(`${lab.aws.url}/console/vpc/endpoints/${id}`);
  await act(page, 'Manage route tables');
  await choose(page, 'Route tables', table);
  await page.getByRole('button', { name: 'Modify route tables' }).click();
  await page.getByText(`The route tables of ${id} were saved.`).waitFor();
  await act(page, 'Manage policy');
  const policy = '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}';
  await page.getByRole('textbox', { name: 'Policy' }).fill(policy);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`The policy of ${id} was saved.`).waitFor();
  expect(await endpoint()).toMatchObject({ VpcEndpointType: 'Gateway', RouteTableIds: [table] });
  expect((await endpoint())?.PolicyDocument).toContain('Deny');
  await act(page, 'Delete VPC endpoints');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText(`${id} was deleted.`).waitFor();
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('an interface endpoint is created in a subnet, and loses its private DNS name', async () => {
  const { ec2 } = lab;
  const page = await lab.open('vpc/endpoints');
  await page.getByRole('button', { name: 'Create endpoint' }).click();
  await choose(page, 'Service name', 'com.amazonaws.us-east-1.ssm');
  await choose(page, 'VPC', vpc);
  await choose(page, 'Subnets', subnet);
  await page.getByRole('dialog').getByRole('button', { name: 'Create endpoint' }).click();
  await page.getByText('was created').waitFor();
  const Filters = [{ Name: 'service-name', Values: ['com.amazonaws.us-east-1.ssm'] }];
  const endpoint = async () => (await ec2.describeVpcEndpoints({ Filters })).VpcEndpoints?.[0];
  expect(await endpoint()).toMatchObject({ SubnetIds: [subnet], PrivateDnsEnabled: true });
  const id = (await endpoint())?.VpcEndpointId ?? '';
  await page.goto(`${lab.aws.url}/console/vpc/endpoints/${id}`);
  await act(page, 'Modify private DNS name');
  await page.getByRole('checkbox', { name: 'Enable for this endpoint' }).uncheck();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText(`The private DNS name of ${id} was saved.`).waitFor();
  expect((await endpoint())?.PrivateDnsEnabled).toBe(false);
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('a peering connection is requested, accepted and deleted', async () => {
  const { ec2 } = lab;
  const page = await lab.open('vpc/peering-connections');
  await page.getByRole('button', { name: 'Create peering connection' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^VPC ID \(Requester\)/ })
    .click();
  await page.getByRole('option', { name: vpc }).click();
  await page.getByLabel('VPC ID (Accepter)').fill(other);
  await page.getByRole('dialog').getByRole('button', { name: 'Create peering connection' }).click();
  await page.getByText('The accepter has to accept it.').waitFor();
  const peering = async () => (await ec2.describeVpcPeeringConnections({})).VpcPeeringConnections?.[0];
  const id = (await peering())?.VpcPeeringConnectionId ?? '';
  await page.goto(`${lab.aws.url}/console/vpc/peering-connections/${id}`);
  await act(page, 'Accept request');
  await page.getByRole('button', { name: 'Accept request' }).click();
  await page.getByText(`${id} was accepted.`).waitFor();
  expect((await peering())?.Status?.Code).toBe('active');
  await act(page, 'Edit DNS settings');
  await page.getByRole('checkbox', { name: /^Allow accepter VPC/ }).check();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText(`The DNS settings of ${id} were saved.`).waitFor();
  const { PeeringOptions } = (await peering())?.RequesterVpcInfo ?? {};
  expect(PeeringOptions?.AllowDnsResolutionFromRemoteVpc).toBe(true);
  await act(page, 'Delete peering connection');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText(`${id} was deleted.`).waitFor();
  expect((await peering())?.Status?.Code).toMatch(/^delet/);
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('a transit gateway, an attachment and a static route are created', async () => {
  const { ec2 } = lab;
  const page = await lab.open('vpc/transit-gateways');
  await page.getByRole('button', { name: 'Create transit gateway' }).click();
  await page.getByRole('checkbox', { name: 'Default route table association' }).uncheck();
  await page.getByRole('checkbox', { name: 'Default route table propagation' }).uncheck();
  await page.getByRole('dialog').getByRole('button', { name: 'Create transit gateway' }).click();
  await page.getByText('was created').waitFor();
  const gateway = (await ec2.describeTransitGateways({})).TransitGateways?.[0]?.TransitGatewayId ?? '';

  await page.goto(`${lab.aws.url}/console/vpc/transit-gateway-attachments`);
  await page.getByRole('button', { name: 'Create transit gateway attachment' }).click();
  await choose(page, 'Transit gateway ID', gateway);
  await choose(page, 'VPC ID', vpc);
  await choose(page, 'Subnet IDs', subnet);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').getByRole('button', { name: 'Create transit gateway attachment' }).click();
  await page.getByText('was created').waitFor();
  const made = (await ec2.describeTransitGatewayVpcAttachments({})).TransitGatewayVpcAttachments?.[0];
  expect(made).toMatchObject({ TransitGatewayId: gateway, VpcId: vpc, SubnetIds: [subnet] });
  const attachment = made?.TransitGatewayAttachmentId ?? '';

  await page.goto(`${lab.aws.url}/console/vpc/transit-gateway-route-tables`);
  await page.getByRole('button', { name: 'Create transit gateway route table' }).click();
  await choose(page, 'Transit gateway ID', gateway);
  await page.getByRole('dialog').getByRole('button', { name: 'Create transit gateway route table' }).click();
  await page.getByText('was created').waitFor();
  const tables = (await ec2.describeTransitGatewayRouteTables({})).TransitGatewayRouteTables ?? [];
  const TransitGatewayRouteTableId = tables[0]?.TransitGatewayRouteTableId ?? '';
  await page.goto(`${lab.aws.url}/console/vpc/transit-gateway-route-tables/${TransitGatewayRouteTableId}`);
  for (const action of ['Create association', 'Create propagation']) {
    await act(page, action);
    await choose(page, 'Choose attachment', attachment);
    await page.getByRole('button', { name: action }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await act(page, 'Create static route');
  await page.getByLabel('CIDR').fill('0.0.0.0/0');
  await choose(page, 'Choose attachment', attachment);
  await page.getByRole('button', { name: 'Create static route' }).click();
  await page.getByText('The static route to 0.0.0.0/0 was created.').waitFor();
  const Filters = [{ Name: 'attachment.transit-gateway-attachment-id', Values: [attachment] }];
  const { Routes } = await ec2.searchTransitGatewayRoutes({ TransitGatewayRouteTableId, Filters });
  expect(Routes?.map(({ DestinationCidrBlock, Type }) => [DestinationCidrBlock, Type]).sort()).toEqual([
    ['0.0.0.0/0', 'static'],
    ['10.1.0.0/16', 'propagated'],
  ]);
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('the entries of a prefix list are edited', async () => {
  const { ec2 } = lab;
  const page = await lab.open('vpc/managed-prefix-lists');
  await page.getByRole('button', { name: 'Create prefix list' }).click();
  await page.getByLabel('Prefix list name').fill('offices');
  await page.getByLabel('Prefix list entries').fill('192.0.2.0/24 Seoul\n198.51.100.0/24');
  await page.getByRole('dialog').getByRole('button', { name: 'Create prefix list' }).click();
  await page.getByText('was created').waitFor();
  const Filters = [{ Name: 'prefix-list-name', Values: ['offices'] }];
  const PrefixListId = (await ec2.describeManagedPrefixLists({ Filters })).PrefixLists?.[0]?.PrefixListId ?? '';
  await page.goto(`${lab.aws.url}/console/vpc/managed-prefix-lists/${PrefixListId}`);
  await act(page, 'Modify prefix list');
  await page.getByLabel('Prefix list entries').fill('192.0.2.0/24 Seoul\n203.0.113.0/24 Busan');
  await page.getByRole('button', { name: 'Save prefix list' }).click();
  await page.getByText(`The entries of ${PrefixListId} were saved.`).waitFor();
  const { Entries = [] } = await ec2.getManagedPrefixListEntries({ PrefixListId });
  expect(Entries.map(({ Cidr, Description }) => `${Cidr} ${Description}`).sort()).toEqual([
    '192.0.2.0/24 Seoul',
    '203.0.113.0/24 Busan',
  ]);
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('public access is blocked, and a VPC is excluded from that', async () => {
  const { ec2 } = lab;
  const page = await lab.open('vpc/block-public-access/us-east-1');
  await act(page, 'Edit public access settings');
  await choose(page, 'Internet gateway block direction', 'Bidirectional');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('The public access settings were saved.').waitFor();
  const options = async () => (await ec2.describeVpcBlockPublicAccessOptions({})).VpcBlockPublicAccessOptions;
  expect((await options())?.InternetGatewayBlockMode).toBe('block-bidirectional');

  await page.goto(`${lab.aws.url}/console/vpc/public-access-exclusions`);
  await page.getByRole('button', { name: 'Create exclusions' }).click();
  await choose(page, 'VPC', vpc);
  await page.getByRole('dialog').getByRole('button', { name: 'Create exclusions' }).click();
  await page.getByText('was created').waitFor();
  const { VpcBlockPublicAccessExclusions: made } = await ec2.describeVpcBlockPublicAccessExclusions({});
  expect(made?.[0]).toMatchObject({ InternetGatewayExclusionMode: 'allow-bidirectional' });
  expect(made?.[0]?.ResourceArn).toContain(vpc);
  expect(page.errors).toEqual([]);
  await page.context().close();
});
