import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { act, button, choose } from './person.ts';
import { launch } from './routing.ts';

let lab: ConsoleLab;
let vpc = '';
let subnet = '';
let group = '';
beforeAll(async () => {
  lab = await startConsoleLab();
  const { ec2 } = lab;
  vpc = (await ec2.createVpc({ CidrBlock: '10.8.0.0/16' })).Vpc?.VpcId ?? '';
  await ec2.createSubnet({ VpcId: vpc, CidrBlock: '10.8.0.0/24' });
  subnet = (await ec2.createSubnet({ VpcId: vpc, CidrBlock: '10.8.1.0/24' })).Subnet?.SubnetId ?? '';
  await ec2.modifySubnetAttribute({ SubnetId: subnet, MapPublicIpOnLaunch: { Value: true } });
  group = (await ec2.createSecurityGroup({ GroupName: 'web', Description: 'web', VpcId: vpc })).GroupId ?? '';
  await ec2.createKeyPair({ KeyName: 'mine' });
});
afterAll(() => lab?.close());

const open = async (path: string) => {
  const page = await lab.open(path);
  page.setDefaultTimeout(10_000);
  return page;
};

const instance = async (id: string) =>
  (await lab.ec2.describeInstances({ InstanceIds: [id] })).Reservations?.[0]?.Instances?.[0] ?? {};

async function userDataOf(InstanceId: string): Promise<string> {
  const { UserData } = await lab.ec2.describeInstanceAttribute({ InstanceId, Attribute: 'userData' });
  return Buffer.from(UserData?.Value ?? '', 'base64').toString();
}

const PROGRAM = '#!/bin/bash\n# 서버\n# listens: tcp/8080\n';

test('an instance is launched with all that the page asks for, after AWS has refused it in its own words', async () => {
  const page = await open('ec2/instances');
  await button(page, 'Launch instances').click();
  await page.getByLabel('Name', { exact: true }).fill('web');
  await button(page, 'Add new tag').click();
  await page.getByRole('textbox', { name: 'Key' }).fill('role');
  await page.getByRole('textbox', { name: 'Value' }).fill('server');
  await choose(page, 'Instance type', 't4g.nano');
  await choose(page, 'Key pair name', 'mine');
  await choose(page, 'VPC', vpc);
  await choose(page, 'Subnet', subnet);
  await page.getByRole('button', { name: 'Auto-assign public IP Enable' }).waitFor();
  await choose(page, 'Auto-assign public IP', 'Disable');
  await choose(page, 'Common security groups', group);
  await page.keyboard.press('Escape');
  await button(page, 'Advanced network configuration').click();
  await page.getByLabel('Primary IP').fill('10.8.0.9');
  await page.getByLabel('User data').fill(PROGRAM);

  await button(page, 'Launch instance').click();
  await page.getByText("The architecture 'arm64' of the specified instance type does not match").waitFor();
  await choose(page, 'Amazon Machine Image', 'al2023-ami-minimal-2023.9.20251110.1-kernel-6.1-arm64');
  await button(page, 'Launch instance').click();
  await page.getByText("Address 10.8.0.9 does not fall within the subnet's address range").waitFor();
  await page.getByLabel('Primary IP').fill('10.8.1.9');
  const id = await launch(page);
  await page.getByRole('heading', { name: id }).waitFor();

  const made = await instance(id);
  expect(made).toMatchObject({ InstanceType: 't4g.nano', KeyName: 'mine', SubnetId: subnet, Architecture: 'arm64' });
  expect([made.PrivateIpAddress, made.PublicIpAddress]).toEqual(['10.8.1.9', undefined]);
  expect(made.SecurityGroups?.map(({ GroupId }) => GroupId)).toEqual([group]);
  expect(Object.fromEntries((made.Tags ?? []).map(({ Key, Value }) => [Key, Value]))).toEqual({
    ...{ Name: 'web', role: 'server' },
  });
  expect(await userDataOf(id)).toBe(PROGRAM);
  // The browser tells of each answer that is an error.
  expect(page.errors).toEqual(Array(2).fill(expect.stringContaining('400')));
  await page.context().close();
});

test('what is proposed can be launched as it is, more than once', async () => {
  const page = await open('ec2/instances/launch');
  await page.getByLabel('Number of instances').fill('2');
  const before = (await lab.ec2.describeInstances({})).Reservations?.length ?? 0;
  await button(page, 'Launch instance').click();
  await page.getByText(/launch of i-\w+, i-\w+\./).waitFor();
  await page.getByRole('heading', { name: 'Instances' }).waitFor();
  const { Reservations = [] } = await lab.ec2.describeInstances({});
  expect(Reservations.length).toBe(before + 1);
  const made = Reservations.find(({ Instances = [] }) => Instances.length === 2)?.Instances?.[0];
  expect(made).toMatchObject({ InstanceType: 't3.micro', Architecture: 'x86_64' });
  expect(made?.PublicIpAddress).toBeDefined();
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('more like one that there is: its tags and user data too, but not its address', async () => {
  const { Images } = await lab.ec2.describeImages({ Owners: ['amazon'] });
  const Tags = [
    { Key: 'Name', Value: 'old' },
    { Key: 'lab:role', Value: 'server' },
  ];
  const { Instances } = await lab.ec2.runInstances({
    ...{ ImageId: Images?.[0]?.ImageId, InstanceType: 't4g.small', MinCount: 1, MaxCount: 1 },
    NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: subnet, Groups: [group], AssociatePublicIpAddress: false }],
    UserData: Buffer.from(PROGRAM).toString('base64'),
    TagSpecifications: [{ ResourceType: 'instance', Tags }],
  });
  const old = await instance(Instances?.[0]?.InstanceId ?? '');
  const page = await open(`ec2/instances/${old.InstanceId}`);
  await act(page, 'Launch more like this');
  expect(await page.getByLabel('User data').inputValue()).toBe(PROGRAM);
  const id = await launch(page);
  const made = await instance(id);
  const { ImageId, InstanceType, SubnetId, SecurityGroups } = old;
  expect(made).toMatchObject({ ImageId, InstanceType, SubnetId, SecurityGroups });
  expect(made.Tags).toEqual(expect.arrayContaining(Tags));
  expect(made.PublicIpAddress).toBeUndefined();
  expect(made.PrivateIpAddress).not.toBe(old.PrivateIpAddress);
  expect(await userDataOf(id)).toBe(PROGRAM);
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('more like one that is not there says so in AWS’s words', async () => {
  const page = await open('ec2/instances/i-0123456789abcdef0/launch-more-like-this');
  await page.getByText("The instance ID 'i-0123456789abcdef0' does not exist").waitFor();
  await page.context().close();
});
