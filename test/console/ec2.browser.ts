import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { act, choose } from './person.ts';

let lab: ConsoleLab;
let instance = '';
let eni = '';
let group = '';
beforeAll(async () => {
  lab = await startConsoleLab();
  const { ec2 } = lab;
  const ImageId = (await ec2.describeImages({ Owners: ['amazon'] })).Images?.[0]?.ImageId ?? '';
  const { Instances } = await ec2.runInstances({ ImageId, InstanceType: 't4g.micro', MinCount: 1, MaxCount: 1 });
  instance = Instances?.[0]?.InstanceId ?? '';
  eni = Instances?.[0]?.NetworkInterfaces?.[0]?.NetworkInterfaceId ?? '';
  const VpcId = Instances?.[0]?.VpcId;
  group = (await ec2.createSecurityGroup({ GroupName: 'web', Description: 'web', VpcId })).GroupId ?? '';
});
afterAll(() => lab?.close());

const now = async () =>
  (await lab.ec2.describeInstances({ InstanceIds: [instance] })).Reservations?.[0]?.Instances?.[0] ?? {};
const nowOfInterface = async () =>
  (await lab.ec2.describeNetworkInterfaces({ NetworkInterfaceIds: [eni] })).NetworkInterfaces?.[0] ?? {};

test('an instance is stopped and started, and its groups, check and metadata options are changed', async () => {
  const page = await lab.open(`ec2/instances/${instance}`);
  await act(page, 'Stop instance');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect.poll(async () => (await now()).State?.Name).toBe('stopped');
  await page.getByText('Stopped', { exact: true }).waitFor();
  await act(page, 'Start instance');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect.poll(async () => (await now()).State?.Name).toBe('running');

  await act(page, 'Change security groups');
  await choose(page, 'Associated security groups', group);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`The security groups of ${instance} were saved.`).waitFor();
  expect((await now()).SecurityGroups?.map(({ GroupName }) => GroupName).sort()).toEqual(['default', 'web']);

  await act(page, 'Change source/destination check');
  await page.getByRole('checkbox', { name: 'Stop' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await now()).SourceDestCheck).toBe(false);

  await act(page, 'Modify instance metadata options');
  await page.getByLabel('Metadata response hop limit').fill('3');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await now()).MetadataOptions?.HttpPutResponseHopLimit).toBe(3);
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('an interface gets groups, private addresses and an Elastic IP address', async () => {
  const { AllocationId = '' } = await lab.ec2.allocateAddress({ Domain: 'vpc' });
  const page = await lab.open(`ec2/network-interfaces/${eni}`);
  await act(page, 'Manage IP addresses');
  const { PrivateIpAddress = '' } = await nowOfInterface();
  const other = PrivateIpAddress.replace(/\d+$/, (last) => String((Number(last) % 200) + 20));
  await page.getByLabel('Secondary private IPv4 addresses').fill(other);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`The addresses of ${eni} were saved.`).waitFor();
  const { PrivateIpAddresses = [] } = await nowOfInterface();
  expect(PrivateIpAddresses.map((each) => each.PrivateIpAddress)).toEqual([PrivateIpAddress, other]);

  await act(page, 'Change source/dest. check');
  await page.getByRole('checkbox', { name: 'Enable source/destination check' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`The source/dest. check of ${eni} was saved.`).waitFor();
  expect((await nowOfInterface()).SourceDestCheck).toBe(true);

  await act(page, 'Associate address');
  await choose(page, 'Elastic IP address', AllocationId);
  await page.getByRole('button', { name: 'Associate', exact: true }).click();
  await page.getByText(`${AllocationId} was associated with ${eni}.`).waitFor();
  expect((await nowOfInterface()).Association?.AllocationId).toBe(AllocationId);

  await page.goto(`${lab.aws.url}/console/ec2/elastic-ips/${AllocationId}`);
  await act(page, 'Disassociate Elastic IP address');
  await page.getByRole('button', { name: 'Disassociate', exact: true }).click();
  await page.getByText('was disassociated').waitFor();
  await act(page, 'Release Elastic IP addresses');
  await page.getByRole('button', { name: 'Release', exact: true }).click();
  await page.getByText('was released').waitFor();
  expect((await lab.ec2.describeAddresses({})).Addresses).toEqual([]);
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('an instance is terminated', async () => {
  const page = await lab.open(`ec2/instances/${instance}`);
  await act(page, 'Terminate (delete) instance');
  await page.getByRole('button', { name: 'Terminate', exact: true }).click();
  await expect.poll(async () => (await now()).State?.Name).toMatch(/^(shutting-down|terminated)$/);
  await page.context().close();
});
