import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { EC2 } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalAws } from '../../../emulator/local-aws.ts';
import { outputsOf, ref, startStacks, statusOf } from '../stack.ts';
import { IMAGE } from './every-type.ts';

let aws: LocalAws;
let ec2: EC2;
let cloudformation: CloudFormation;
beforeAll(async () => {
  ({ aws, ec2, cloudformation } = await startStacks());
});
afterAll(() => aws.close());

const disk = (more: object = {}, attributes: object = {}) => ({
  Type: 'AWS::EC2::Volume',
  Properties: { AvailabilityZone: 'us-east-1a', Size: 10, ...more },
  ...attributes,
});

const SERVER = {
  Net: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  Sub: {
    Type: 'AWS::EC2::Subnet',
    Properties: { VpcId: ref('Net'), CidrBlock: '10.0.0.0/24', AvailabilityZone: 'us-east-1a' },
  },
};

const server = (Volumes?: object[]) => ({
  Type: 'AWS::EC2::Instance',
  Properties: { ImageId: ref('Image'), InstanceType: 't3.nano', SubnetId: ref('Sub'), ...(Volumes && { Volumes }) },
});

const body = (Resources: object, ...outputs: string[]) =>
  JSON.stringify({
    Parameters: { Image: { Type: IMAGE.type, Default: IMAGE.default } },
    Resources,
    Outputs: Object.fromEntries(outputs.map((id) => [id, { Value: ref(id) }])),
  });

let stacks = 0;

async function deployed(resources: object, ...outputs: string[]) {
  const StackName = `disks-${stacks++}`;
  await cloudformation.createStack({ StackName, TemplateBody: body(resources, ...outputs) });
  expect(await statusOf(cloudformation, StackName)).toBe('CREATE_COMPLETE');
  return { StackName, ids: await outputsOf(cloudformation, StackName) };
}

const snapshotsOf = async (volume: string | undefined) => {
  const Filters = [{ Name: 'volume-id', Values: [volume ?? ''] }];
  return (await ec2.describeSnapshots({ Filters })).Snapshots?.map(({ VolumeSize, State }) => `${VolumeSize} ${State}`);
};

const isThere = async (volume: string | undefined) =>
  (await ec2.describeVolumes({ Filters: [{ Name: 'volume-id', Values: [volume ?? ''] }] })).Volumes?.length === 1;

const devicesOf = async (instance: string | undefined) => {
  const { Reservations } = await ec2.describeInstances({ InstanceIds: [instance ?? ''] });
  const mappings = Reservations?.[0]?.Instances?.[0]?.BlockDeviceMappings ?? [];
  return mappings
    .slice(1)
    .map(({ DeviceName, Ebs }) => `${DeviceName} ${Ebs?.VolumeId}`)
    .sort();
};

test.each([
  ['Snapshot', ['10 completed'], false],
  ['Delete', [], false],
  ['Retain', [], true],
])('a stack that goes treats its volume as DeletionPolicy %s asks', async (DeletionPolicy, snapshots, stays) => {
  const { StackName, ids } = await deployed({ Disk: disk({}, { DeletionPolicy }) }, 'Disk');
  await cloudformation.deleteStack({ StackName });
  expect(await snapshotsOf(ids.Disk)).toEqual(snapshots);
  expect(await isThere(ids.Disk)).toBe(stays);
});

test('a volume that leaves its stack leaves a snapshot, and the change set says so', async () => {
  const attributes = { DeletionPolicy: 'Snapshot' };
  const { StackName, ids } = await deployed({ Disk: disk({}, attributes), Other: disk() }, 'Disk');
  const TemplateBody = body({ Other: disk() });
  const ChangeSetName = 'without';
  await cloudformation.createChangeSet({ StackName, ChangeSetName, TemplateBody });
  const { Changes } = await cloudformation.describeChangeSet({ StackName, ChangeSetName });
  expect(Changes?.map((each) => each.ResourceChange)).toMatchObject([{ Action: 'Remove', PolicyAction: 'Snapshot' }]);
  await cloudformation.executeChangeSet({ StackName, ChangeSetName });
  expect(await statusOf(cloudformation, StackName)).toBe('UPDATE_COMPLETE');
  expect([await snapshotsOf(ids.Disk), await isThere(ids.Disk)]).toEqual([['10 completed'], false]);
});

test('a volume that is still attached is not deleted, and leaves no snapshot', async () => {
  const { StackName, ids } = await deployed(
    { ...SERVER, Server: server(), Disk: disk({}, { DeletionPolicy: 'Snapshot' }) },
    'Disk',
    'Server',
  );
  // A machine that somebody else has made.
  const { Subnets } = await ec2.describeSubnets({
    Filters: [
      { Name: 'default-for-az', Values: ['true'] },
      { Name: 'availability-zone', Values: ['us-east-1a'] },
    ],
  });
  const { Images } = await ec2.describeImages({ Filters: [{ Name: 'architecture', Values: ['x86_64'] }] });
  const launch = { ImageId: Images?.[0]?.ImageId, InstanceType: 't3.nano', MinCount: 1, MaxCount: 1 } as const;
  const { Instances } = await ec2.runInstances({ ...launch, SubnetId: Subnets?.[0]?.SubnetId });
  await ec2.attachVolume({ VolumeId: ids.Disk, InstanceId: Instances?.[0]?.InstanceId, Device: '/dev/sdf' });
  await cloudformation.deleteStack({ StackName });
  expect(await statusOf(cloudformation, StackName)).toContain('DELETE_FAILED');
  expect(await statusOf(cloudformation, StackName)).toContain(`Volume ${ids.Disk} is currently attached to`);
  expect(await snapshotsOf(ids.Disk)).toEqual([]);
  await ec2.detachVolume({ VolumeId: ids.Disk });
  await cloudformation.deleteStack({ StackName });
  expect(await snapshotsOf(ids.Disk)).toEqual(['10 completed']);
});

test('a volume grows in place, and cannot change its zone', async () => {
  const { StackName, ids } = await deployed({ Disk: disk({ VolumeType: 'gp3' }) }, 'Disk');
  const grown = disk({ VolumeType: 'gp3', Size: 20, Throughput: 250, AutoEnableIO: true });
  await cloudformation.updateStack({ StackName, TemplateBody: body({ Disk: grown }, 'Disk') });
  expect(await statusOf(cloudformation, StackName)).toBe('UPDATE_COMPLETE');
  expect((await outputsOf(cloudformation, StackName)).Disk).toBe(ids.Disk);
  const { Volumes } = await ec2.describeVolumes({ VolumeIds: [ids.Disk ?? ''] });
  expect(Volumes).toMatchObject([{ Size: 20, Throughput: 250, VolumeType: 'gp3' }]);
  const moved = disk({ VolumeType: 'gp3', Size: 20, AvailabilityZone: 'us-east-1b' });
  await cloudformation.updateStack({ StackName, TemplateBody: body({ Disk: moved }, 'Disk') });
  const status = await statusOf(cloudformation, StackName);
  expect(status).toContain('UPDATE_ROLLBACK_COMPLETE');
  expect(status).toContain('Disk: Volume properties other than AutoEnableIO, type, size, and IOPS cannot be updated.');
});

test('a volume keeps its size when the update that gave it fails', async () => {
  const { StackName, ids } = await deployed({ Disk: disk({ VolumeType: 'gp3', Throughput: 125 }) }, 'Disk');
  const wrong = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/8' }, DependsOn: 'Disk' };
  const grown = disk({ VolumeType: 'gp3', Size: 20, Throughput: 250 });
  await cloudformation.updateStack({ StackName, TemplateBody: body({ Disk: grown, Wrong: wrong }, 'Disk') });
  expect(await statusOf(cloudformation, StackName)).toContain('UPDATE_ROLLBACK_COMPLETE');
  const { Volumes } = await ec2.describeVolumes({ VolumeIds: [ids.Disk ?? ''] });
  expect(Volumes).toMatchObject([{ Size: 20, Throughput: 125 }]);
});

test('a volume that somebody changes has drifted, and so has a detached one', async () => {
  const link = { InstanceId: ref('Server'), VolumeId: ref('Disk'), Device: '/dev/sdf' };
  const { StackName, ids } = await deployed(
    { ...SERVER, Server: server(), Disk: disk(), Link: { Type: 'AWS::EC2::VolumeAttachment', Properties: link } },
    ...['Disk', 'Server', 'Link'],
  );
  expect(ids.Link).toBe(`${ids.Disk}|${ids.Server}`);
  expect(await devicesOf(ids.Server)).toEqual([`/dev/sdf ${ids.Disk}`]);
  await ec2.modifyVolume({ VolumeId: ids.Disk, Size: 30 });
  await ec2.detachVolume({ VolumeId: ids.Disk });
  const drift = async (LogicalResourceId: string) =>
    (await cloudformation.detectStackResourceDrift({ StackName, LogicalResourceId })).StackResourceDrift;
  expect(await drift('Disk')).toMatchObject({
    StackResourceDriftStatus: 'MODIFIED',
    PropertyDifferences: [{ PropertyPath: '/Size', ExpectedValue: '10', ActualValue: '30' }],
  });
  expect((await drift('Link'))?.StackResourceDriftStatus).toBe('DELETED');
  await cloudformation.deleteStack({ StackName });
  expect(await isThere(ids.Disk)).toBe(false);
});

test('a volume moves to another device by another attachment', async () => {
  const parts = (Device: string) => ({
    ...{ ...SERVER, Server: server(), Disk: disk(), Spare: disk() },
    Link: {
      Type: 'AWS::EC2::VolumeAttachment',
      Properties: { InstanceId: ref('Server'), VolumeId: ref(Device === '/dev/sdf' ? 'Disk' : 'Spare'), Device },
    },
  });
  const { StackName, ids } = await deployed(parts('/dev/sdf'), 'Disk', 'Spare', 'Server');
  await cloudformation.updateStack({ StackName, TemplateBody: body(parts('/dev/sdg'), 'Disk', 'Spare', 'Server') });
  expect(await statusOf(cloudformation, StackName)).toBe('UPDATE_COMPLETE');
  expect(await devicesOf(ids.Server)).toEqual([`/dev/sdg ${ids.Spare}`]);
});

test('an instance attaches the volumes that it names', async () => {
  const parts = (...Volumes: object[]) => ({ ...SERVER, Server: server(Volumes), One: disk(), Two: disk() });
  const volume = (Device: string, id: string) => ({ Device, VolumeId: ref(id) });
  const outputs = ['One', 'Two', 'Server'];
  const { StackName, ids } = await deployed(parts(volume('/dev/sdf', 'One')), ...outputs);
  expect(await devicesOf(ids.Server)).toEqual([`/dev/sdf ${ids.One}`]);
  const TemplateBody = body(parts(volume('/dev/sdf', 'Two'), volume('/dev/sdg', 'One')), ...outputs);
  await cloudformation.updateStack({ StackName, TemplateBody });
  expect(await statusOf(cloudformation, StackName)).toBe('UPDATE_COMPLETE');
  expect(await devicesOf(ids.Server)).toEqual([`/dev/sdf ${ids.Two}`, `/dev/sdg ${ids.One}`]);
  await ec2.detachVolume({ VolumeId: ids.Two });
  const { StackResourceDrift } = await cloudformation.detectStackResourceDrift({
    ...{ StackName, LogicalResourceId: 'Server' },
  });
  expect(StackResourceDrift?.PropertyDifferences).toMatchObject([
    { PropertyPath: '/Volumes/0', DifferenceType: 'REMOVE' },
  ]);
  await cloudformation.deleteStack({ StackName });
  expect([await isThere(ids.One), await isThere(ids.Two)]).toEqual([false, false]);
});

test('a template cannot ask for snapshots of what has none', async () => {
  const Resources = { Net: { ...SERVER.Net, DeletionPolicy: 'Snapshot' } };
  await expect(cloudformation.validateTemplate({ TemplateBody: JSON.stringify({ Resources }) })).rejects.toThrow(
    'Template error: resource type AWS::EC2::VPC does not support deletion policy Snapshot',
  );
});
