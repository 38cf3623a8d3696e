import type { CreateVolumeRequest, Volume } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Ec2Lab, newInstance, refusal, startEc2Lab } from './lab.ts';

const ZONE = 'us-east-1a';
const NOBODY = 'vol-0123456789abcdef0';

let lab: Ec2Lab;
beforeAll(async () => {
  lab = await startEc2Lab();
});
afterAll(() => lab.close());

const newVolume = async (rest: Partial<CreateVolumeRequest> = {}): Promise<string> =>
  (await lab.ec2.createVolume({ AvailabilityZone: ZONE, Size: 10, ...rest })).VolumeId ?? '';

const volumeNamed = async (id: string): Promise<Volume> =>
  (await lab.ec2.describeVolumes({ VolumeIds: [id] })).Volumes?.[0] ?? {};

const devicesOf = async (id: string) => {
  const { Reservations } = await lab.ec2.describeInstances({ InstanceIds: [id] });
  return (Reservations?.[0]?.Instances?.[0]?.BlockDeviceMappings ?? []).map(
    ({ DeviceName, Ebs }) => `${DeviceName} ${Ebs?.VolumeId} ${Ebs?.Status} ${Ebs?.DeleteOnTermination}`,
  );
};

const rootOf = async (id: string): Promise<string> => {
  const Filters = [
    { Name: 'attachment.instance-id', Values: [id] },
    { Name: 'attachment.device', Values: ['/dev/xvda'] },
  ];
  return (await lab.ec2.describeVolumes({ Filters })).Volumes?.[0]?.VolumeId ?? '';
};

describe('CreateVolume', () => {
  it('answers creating, and has the volume there as it was asked', async () => {
    const Tags = [{ Key: 'Name', Value: 'data' }];
    const answer = await lab.ec2.createVolume({
      ...{ AvailabilityZone: ZONE, Size: 20, VolumeType: 'gp3', Iops: 4000, Throughput: 500 },
      TagSpecifications: [{ ResourceType: 'volume', Tags }],
    });
    const { VolumeId = '' } = answer;
    expect(VolumeId).toMatch(/^vol-[0-9a-f]{17}$/);
    const volume = {
      ...{ VolumeId, AvailabilityZone: ZONE, Size: 20, VolumeType: 'gp3', Iops: 4000, Throughput: 500 },
      ...{ Encrypted: false, SnapshotId: '', MultiAttachEnabled: false, Tags },
    };
    expect(answer).toMatchObject({ ...volume, State: 'creating' });
    expect(answer.Attachments).toBeUndefined();
    expect(await volumeNamed(VolumeId)).toMatchObject({ ...volume, State: 'available', Attachments: [] });
    const Filters = [{ Name: 'resource-id', Values: [VolumeId] }];
    const { Tags: described } = await lab.ec2.describeTags({ Filters });
    expect(described).toEqual([{ ...Tags[0], ResourceId: VolumeId, ResourceType: 'volume' }]);
  });

  it.each([
    [{}, { VolumeType: 'gp2', Iops: 100, Throughput: undefined }],
    [{ Size: 1000 }, { VolumeType: 'gp2', Iops: 3000, Throughput: undefined }],
    [{ Size: 6000 }, { VolumeType: 'gp2', Iops: 16_000, Throughput: undefined }],
    [
      { VolumeType: 'gp3', Size: 1 },
      { Iops: 3000, Throughput: 125 },
    ],
    [
      { VolumeType: 'io1', Iops: 500 },
      { Iops: 500, Throughput: undefined },
    ],
    [
      { VolumeType: 'io2', Iops: 10_000, MultiAttachEnabled: true },
      { Iops: 10_000, MultiAttachEnabled: true },
    ],
    [{ VolumeType: 'st1', Size: 125 }, { Iops: undefined }],
    [{ VolumeType: 'standard' }, { Iops: undefined }],
  ] as const)('of %j has what its type gives: %j', async (asked, given) => {
    const id = await newVolume(asked);
    const volume = await volumeNamed(id);
    for (const [name, value] of Object.entries(given)) expect(volume[name as keyof Volume], name).toBe(value);
  });

  it.each([
    [{ AvailabilityZone: undefined }, 'MissingParameter: The request must contain the parameter AvailabilityZone'],
    [{ AvailabilityZone: 'us-east-1z' }, `InvalidZone.NotFound: The zone 'us-east-1z' does not exist.`],
    [{ AvailabilityZoneId: 'use1-az1' }, 'InvalidParameterCombination'],
    [{ Size: undefined }, 'MissingParameter: The request must contain the parameter size or snapshotId'],
    [{ Size: 16_385 }, 'InvalidParameterValue: Volume of 16385GiB is too large; maximum is 16384GiB.'],
    [{ Size: 1025, VolumeType: 'standard' }, 'maximum is 1024GiB.'],
    [{ Size: 124, VolumeType: 'sc1' }, 'InvalidParameterValue: Volume of 124GiB is too small; minimum is 125GiB.'],
    [{ Size: 3, VolumeType: 'io1', Iops: 100 }, 'Volume of 3GiB is too small; minimum is 4GiB.'],
    [{ VolumeType: 'gp9' as 'gp3' }, 'UnknownVolumeType: '],
    [{ Iops: 3000 }, 'InvalidParameterCombination: The parameter iops is not supported for gp2 volumes.'],
    [{ VolumeType: 'io1' }, 'InvalidParameterCombination: The parameter iops must be specified for io1 volumes.'],
    [{ VolumeType: 'io1', Iops: 99 }, 'InvalidParameterValue: Volume iops of 99 is too low; minimum is 100.'],
    [{ VolumeType: 'io1', Iops: 600 }, 'Iops to volume size ratio of 60.000000 is too high; maximum is 50.000000.'],
    [{ VolumeType: 'gp3', Iops: 80_001, Size: 1000 }, 'Volume iops of 80001 is too high; maximum is 80000.'],
    [{ VolumeType: 'gp3', Iops: 2999 }, 'Volume iops of 2999 is too low; minimum is 3000.'],
    [
      { VolumeType: 'gp3', Throughput: 1000 },
      'InvalidParameterValue: Throughput (MiBps) to iops ratio of 0.333333 is too high; maximum is 0.250000 MiBps per iops.',
    ],
    [{ VolumeType: 'gp3', Throughput: 124 }, 'InvalidParameterValue: Volume throughput of 124'],
    [{ Throughput: 125 }, 'InvalidParameterCombination: The parameter throughput is not supported for gp2 volumes.'],
    [{ VolumeType: 'gp3', MultiAttachEnabled: true }, 'InvalidParameterCombination: Multi-Attach'],
    [
      { KmsKeyId: 'alias/mine' },
      'InvalidParameterDependency: The parameter KmsKeyId requires the parameter Encrypted to be set.',
    ],
    [
      { SnapshotId: 'snap-0123456789abcdef0' },
      `InvalidSnapshot.NotFound: The snapshot 'snap-0123456789abcdef0' does not exist.`,
    ],
    [{ SnapshotId: 'mine' }, 'InvalidSnapshotID.Malformed: Invalid id: "mine" (expecting "snap-...")'],
    [{ VolumeInitializationRate: 200 }, 'InvalidParameterCombination'],
    [{ OutpostArn: 'arn:aws:outposts:us-east-1:123456789012:outpost/op-1' }, 'UnsupportedOperation'],
  ] as const)('refuses %j', async (wrong, error) => {
    expect(await refusal(newVolume(wrong))).toContain(error);
  });

  it('takes a size and a type from a snapshot', async () => {
    const source = await newVolume({ Encrypted: true });
    const { SnapshotId } = await lab.ec2.createSnapshot({ VolumeId: source });
    const { Encrypted, KmsKeyId, Size } = await volumeNamed(await newVolume({ SnapshotId, Size: undefined }));
    expect({ Encrypted, Size }).toEqual({ Encrypted: true, Size: 10 });
    expect(KmsKeyId).toBe((await volumeNamed(source)).KmsKeyId);
    expect(KmsKeyId).toMatch(/^arn:aws:kms:us-east-1:\d{12}:key\/[0-9a-f-]{36}$/);
    const larger = { SnapshotId, Size: 12, Encrypted: false, VolumeInitializationRate: 200 };
    expect(await volumeNamed(await newVolume(larger))).toMatchObject({
      ...{ Size: 12, SnapshotId, Encrypted: true, VolumeInitializationRate: 200 },
    });
    expect(await refusal(newVolume({ SnapshotId, Size: 9 }))).toContain('InvalidParameterValue: Volume of 9GiB');
    expect(await refusal(newVolume({ SnapshotId, VolumeInitializationRate: 301 }))).toContain('InvalidParameterValue');
  });

  it('makes nothing twice for one token, and nothing on a dry run', async () => {
    const request = { AvailabilityZone: ZONE, Size: 10, ClientToken: `volume-${Date.now()}` };
    const { VolumeId } = await lab.ec2.createVolume(request);
    expect((await lab.ec2.createVolume(request)).VolumeId).toBe(VolumeId);
    expect(await refusal(lab.ec2.createVolume({ ...request, Size: 11 }))).toContain('IdempotentParameterMismatch');
    expect(await refusal(newVolume({ DryRun: true }))).toContain('DryRunOperation');
  });

  it('knows zones by their ids', async () => {
    const id = await newVolume({ AvailabilityZone: undefined, AvailabilityZoneId: 'use1-az2' });
    const { AvailabilityZone, AvailabilityZoneId } = await volumeNamed(id);
    const { AvailabilityZones } = await lab.ec2.describeAvailabilityZones({ ZoneIds: ['use1-az2'] });
    expect([AvailabilityZone, AvailabilityZoneId]).toEqual([AvailabilityZones?.[0]?.ZoneName, 'use1-az2']);
  });
});

describe('DescribeVolumes', () => {
  it('selects by filters and in pages', async () => {
    const Tags = [{ Key: 'set', Value: 'pages' }];
    const TagSpecifications = [{ ResourceType: 'volume' as const, Tags }];
    const ids: string[] = [];
    for (let i = 1; i <= 6; i++) ids.push(await newVolume({ Size: i, TagSpecifications }));
    const tagged = { Name: 'tag:set', Values: ['pages'] };
    const first = await lab.ec2.describeVolumes({ Filters: [tagged], MaxResults: 5 });
    const rest = await lab.ec2.describeVolumes({ Filters: [tagged], MaxResults: 5, NextToken: first.NextToken });
    expect([first.Volumes?.length, rest.Volumes?.length, rest.NextToken]).toEqual([5, 1, undefined]);
    const sizes = async (Name: string, Values: string[]) =>
      (await lab.ec2.describeVolumes({ Filters: [tagged, { Name, Values }] })).Volumes?.map(({ Size }) => Size);
    expect(await sizes('size', ['2', '4'])).toEqual([2, 4]);
    expect(await sizes('volume-type', ['gp3'])).toEqual([]);
    expect(await sizes('status', ['available'])).toHaveLength(6);
    expect(await sizes('encrypted', ['true'])).toEqual([]);
    expect(await sizes('availability-zone', [ZONE])).toHaveLength(6);
    expect(await sizes('multi-attach-enabled', ['false'])).toHaveLength(6);
    expect(await refusal(sizes('colour', ['red']))).toContain('InvalidParameterValue');
    const { Volumes } = await lab.ec2.describeVolumes({ VolumeIds: ids.slice(0, 2) });
    expect(Volumes?.map(({ VolumeId }) => VolumeId)).toEqual(ids.slice(0, 2));
  });

  it('names what is malformed or unknown', async () => {
    expect(await refusal(lab.ec2.describeVolumes({ VolumeIds: [NOBODY] }))).toBe(
      `InvalidVolume.NotFound: The volume '${NOBODY}' does not exist.`,
    );
    expect(await refusal(lab.ec2.describeVolumes({ VolumeIds: ['disk'] }))).toBe(
      'InvalidVolumeID.Malformed: Invalid id: "disk" (expecting "vol-...")',
    );
  });
});

describe('an attached volume', () => {
  let instance: string;
  beforeAll(async () => {
    instance = await newInstance(lab.ec2, lab.subnets[0]);
  });

  it('shows at the volume and at the instance until it is detached', async () => {
    const VolumeId = await newVolume();
    const attachment = { VolumeId, InstanceId: instance, Device: '/dev/sdf' };
    const attaching = await lab.ec2.attachVolume(attachment);
    expect(attaching).toMatchObject({ ...attachment, State: 'attaching', DeleteOnTermination: false });
    expect(await volumeNamed(VolumeId)).toMatchObject({
      State: 'in-use',
      Attachments: [{ ...attachment, State: 'attached', DeleteOnTermination: false }],
    });
    const root = await rootOf(instance);
    expect(await devicesOf(instance)).toEqual([
      `/dev/xvda ${root} attached true`,
      `/dev/sdf ${VolumeId} attached false`,
    ]);
    expect(await refusal(lab.ec2.deleteVolume({ VolumeId }))).toBe(
      `VolumeInUse: Volume ${VolumeId} is currently attached to ${instance}`,
    );
    const Filters = [
      { Name: 'block-device-mapping.volume-id', Values: [VolumeId] },
      { Name: 'block-device-mapping.device-name', Values: ['/dev/sdf'] },
    ];
    expect((await lab.ec2.describeInstances({ Filters })).Reservations).toMatchObject([
      { Instances: [{ InstanceId: instance }] },
    ]);
    const Ebs = { DeleteOnTermination: true };
    const BlockDeviceMappings = [{ DeviceName: '/dev/sdf', Ebs }];
    await lab.ec2.modifyInstanceAttribute({ InstanceId: instance, BlockDeviceMappings });
    expect(await devicesOf(instance)).toContain(`/dev/sdf ${VolumeId} attached true`);
    expect((await volumeNamed(VolumeId)).Attachments).toMatchObject([{ DeleteOnTermination: true }]);
    const Attribute = 'blockDeviceMapping';
    const described = await lab.ec2.describeInstanceAttribute({ InstanceId: instance, Attribute });
    expect(described.BlockDeviceMappings).toHaveLength(2);
    const detaching = await lab.ec2.detachVolume({ VolumeId });
    expect(detaching).toMatchObject({ ...attachment, State: 'detaching' });
    expect(await volumeNamed(VolumeId)).toMatchObject({ State: 'available', Attachments: [] });
    expect(await devicesOf(instance)).toEqual([`/dev/xvda ${root} attached true`]);
    expect(await refusal(lab.ec2.detachVolume({ VolumeId }))).toBe(
      `IncorrectState: Volume '${VolumeId}' is in the 'available' state.`,
    );
    await lab.ec2.deleteVolume({ VolumeId });
    expect(await refusal(lab.ec2.deleteVolume({ VolumeId }))).toContain('InvalidVolume.NotFound');
  });

  it('is attached to one instance only, in its own zone, at a free device', async () => {
    const InstanceId = instance;
    const VolumeId = await newVolume();
    const Device = '/dev/sdg';
    const far = await newVolume({ AvailabilityZone: 'us-east-1b' });
    expect(await refusal(lab.ec2.attachVolume({ VolumeId: far, InstanceId, Device }))).toBe(
      `InvalidVolume.ZoneMismatch: The volume '${far}' is not in the same availability zone as instance '${InstanceId}'`,
    );
    expect(await refusal(lab.ec2.attachVolume({ VolumeId, InstanceId, Device: '/dev/xvda' }))).toBe(
      `InvalidParameterValue: Invalid value '/dev/xvda' for unixDevice. Attachment point /dev/xvda is already in use`,
    );
    expect(await refusal(lab.ec2.attachVolume({ VolumeId, InstanceId, Device: '/dev/nvme1n1' }))).toBe(
      'InvalidParameterValue: Value (/dev/nvme1n1) for parameter device is invalid. /dev/nvme1n1 is not a valid EBS device name.',
    );
    expect(await refusal(lab.ec2.attachVolume({ VolumeId, InstanceId: 'i-0123456789abcdef0', Device }))).toContain(
      'InvalidInstanceID.NotFound',
    );
    const other = await newInstance(lab.ec2, lab.subnets[0]);
    await lab.ec2.attachVolume({ VolumeId, InstanceId, Device });
    expect(await refusal(lab.ec2.attachVolume({ VolumeId, InstanceId: other, Device }))).toBe(
      `VolumeInUse: ${VolumeId} is already attached to an instance`,
    );
    expect(await refusal(lab.ec2.detachVolume({ VolumeId, InstanceId: other }))).toContain(
      'InvalidAttachment.NotFound',
    );
    expect(await refusal(lab.ec2.detachVolume({ VolumeId, Device: '/dev/sdz' }))).toContain(
      'InvalidAttachment.NotFound',
    );
    await lab.ec2.terminateInstances({ InstanceIds: [other] });
    const spare = await newVolume();
    expect(await refusal(lab.ec2.attachVolume({ VolumeId: spare, InstanceId: other, Device }))).toBe(
      `IncorrectState: Instance '${other}' is not 'running'.`,
    );
  });

  it('goes to several instances with Multi-Attach, and stays in use until the last lets go', async () => {
    const VolumeId = await newVolume({ VolumeType: 'io2', Iops: 100, MultiAttachEnabled: true });
    const other = await newInstance(lab.ec2, lab.subnets[0]);
    const Device = '/dev/sdm';
    for (const InstanceId of [instance, other]) await lab.ec2.attachVolume({ VolumeId, InstanceId, Device });
    expect((await volumeNamed(VolumeId)).Attachments).toHaveLength(2);
    expect(await refusal(lab.ec2.attachVolume({ VolumeId, InstanceId: other, Device: '/dev/sdn' }))).toContain(
      'VolumeInUse',
    );
    expect(await refusal(lab.ec2.detachVolume({ VolumeId }))).toContain('MissingParameter');
    await lab.ec2.detachVolume({ VolumeId, InstanceId: other });
    expect((await volumeNamed(VolumeId)).State).toBe('in-use');
    await lab.ec2.detachVolume({ VolumeId, InstanceId: instance });
    expect((await volumeNamed(VolumeId)).State).toBe('available');
  });

  it('is left by an instance that ends, unless it goes with it', async () => {
    const InstanceId = await newInstance(lab.ec2, lab.subnets[0]);
    const [stays, goes] = [await newVolume(), await newVolume()];
    await lab.ec2.attachVolume({ VolumeId: stays, InstanceId, Device: '/dev/sdf' });
    await lab.ec2.attachVolume({ VolumeId: goes, InstanceId, Device: '/dev/sdg' });
    const BlockDeviceMappings = [{ DeviceName: '/dev/sdg', Ebs: { DeleteOnTermination: true } }];
    await lab.ec2.modifyInstanceAttribute({ InstanceId, BlockDeviceMappings });
    const root = await rootOf(InstanceId);
    await lab.ec2.terminateInstances({ InstanceIds: [InstanceId] });
    expect(await volumeNamed(stays)).toMatchObject({ State: 'available', Attachments: [] });
    for (const id of [goes, root]) expect(await refusal(volumeNamed(id))).toContain('InvalidVolume.NotFound');
    expect(await devicesOf(InstanceId)).toEqual([]);
  });

  it('at the root is taken only from a stopped instance, which does not start without', async () => {
    const InstanceId = await newInstance(lab.ec2, lab.subnets[0]);
    const VolumeId = await rootOf(InstanceId);
    expect(await refusal(lab.ec2.detachVolume({ VolumeId, Force: true }))).toBe(
      `OperationNotPermitted: Unable to detach root volume '${VolumeId}' from instance '${InstanceId}'`,
    );
    await lab.ec2.stopInstances({ InstanceIds: [InstanceId] });
    await lab.ec2.detachVolume({ VolumeId });
    expect(await refusal(lab.ec2.startInstances({ InstanceIds: [InstanceId] }))).toBe(
      `InvalidParameterValue: Invalid value '${InstanceId}' for instanceId. Instance does not have a volume attached at root (/dev/xvda)`,
    );
    await lab.ec2.attachVolume({ VolumeId, InstanceId, Device: '/dev/xvda' });
    await lab.ec2.startInstances({ InstanceIds: [InstanceId] });
  });
});

describe('volumes of a launch', () => {
  const launched = async (...BlockDeviceMappings: object[]) => {
    const id = await newInstance(lab.ec2, lab.subnets[0], { BlockDeviceMappings });
    const Filters = [{ Name: 'attachment.instance-id', Values: [id] }];
    const { Volumes = [] } = await lab.ec2.describeVolumes({ Filters });
    return Object.fromEntries(Volumes.map((each) => [each.Attachments?.[0]?.Device, each]));
  };

  it('are those of the image, changed and added to', async () => {
    const { SnapshotId } = await lab.ec2.createSnapshot({ VolumeId: await newVolume() });
    const volumes = await launched(
      { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 16, VolumeType: 'io2', Iops: 200, Encrypted: true } },
      { DeviceName: '/dev/sdf', Ebs: { SnapshotId, DeleteOnTermination: false } },
      { DeviceName: '/dev/sdg', Ebs: { VolumeSize: 5 } },
      { DeviceName: '/dev/sdh', VirtualName: 'ephemeral0' },
    );
    expect(Object.keys(volumes)).toEqual(['/dev/xvda', '/dev/sdf', '/dev/sdg']);
    expect(volumes['/dev/xvda']).toMatchObject({ Size: 16, VolumeType: 'io2', Iops: 200, Encrypted: true });
    expect(volumes['/dev/xvda']?.Throughput).toBeUndefined();
    expect(volumes['/dev/sdf']).toMatchObject({
      ...{ Size: 10, SnapshotId, VolumeType: 'gp2', Attachments: [{ DeleteOnTermination: false }] },
    });
    expect(volumes['/dev/sdg']).toMatchObject({ Size: 5, Attachments: [{ DeleteOnTermination: true }] });
  });

  it.each([
    [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 1 } }, 'InvalidBlockDeviceMapping: Volume of size 1GB is smaller'],
    [{ DeviceName: '/dev/xvda', Ebs: { VolumeType: 'st1', VolumeSize: 125 } }, 'InvalidParameterValue'],
    [
      { DeviceName: '/dev/sdf', Ebs: { DeleteOnTermination: true } },
      'MissingParameter: The request must contain the parameter size or snapshotId',
    ],
    [
      { DeviceName: '/dev/xvda', Ebs: { SnapshotId: 'snap-0123456789abcdef0' } },
      'InvalidBlockDeviceMapping: snapshotId cannot be modified on root device',
    ],
    [{ DeviceName: '/dev/sdf', Ebs: { SnapshotId: 'snap-0123456789abcdef0' } }, 'InvalidSnapshot.NotFound'],
    [{ DeviceName: '/dev/sdf', Ebs: { VolumeSize: 10, Iops: 100 } }, 'The parameter iops is not supported for gp2'],
  ])('are refused for %j', async (mapping, error) => {
    expect(await refusal(launched(mapping))).toContain(error);
  });
});

describe('ModifyVolume', () => {
  const modificationOf = async (id: string) =>
    (await lab.ec2.describeVolumesModifications({ VolumeIds: [id] })).VolumesModifications?.[0];

  it('changes size, type and performance, and tells of it', async () => {
    const VolumeId = await newVolume();
    const { VolumeModification } = await lab.ec2.modifyVolume({ VolumeId, Size: 20, VolumeType: 'gp3', Iops: 5000 });
    const change = {
      ...{ VolumeId, OriginalSize: 10, OriginalVolumeType: 'gp2', OriginalIops: 100, TargetSize: 20 },
      ...{ TargetVolumeType: 'gp3', TargetIops: 5000, TargetThroughput: 125 },
    };
    expect(VolumeModification).toMatchObject({ ...change, ModificationState: 'modifying', Progress: 0 });
    expect(await volumeNamed(VolumeId)).toMatchObject({ Size: 20, VolumeType: 'gp3', Iops: 5000, Throughput: 125 });
    const done = await modificationOf(VolumeId);
    expect(done).toMatchObject(change);
    expect(done?.ModificationState).toMatch(/^(optimizing|completed)$/);
  });

  it('keeps what the new type can have, and gives up what it cannot', async () => {
    const VolumeId = await newVolume({ VolumeType: 'io1', Iops: 400 });
    await lab.ec2.modifyVolume({ VolumeId, VolumeType: 'io2' });
    expect(await volumeNamed(VolumeId)).toMatchObject({ VolumeType: 'io2', Iops: 400 });
    const other = await newVolume({ VolumeType: 'gp3', Iops: 4000, Throughput: 200 });
    await lab.ec2.modifyVolume({ VolumeId: other, VolumeType: 'gp2' });
    const { Iops, Throughput } = await volumeNamed(other);
    expect([Iops, Throughput]).toEqual([100, undefined]);
  });

  it('refuses what a volume cannot become', async () => {
    const VolumeId = await newVolume();
    const modify = (change: object) => refusal(lab.ec2.modifyVolume({ VolumeId, ...change }));
    expect(await modify({ Size: 9 })).toBe('InvalidParameterValue: New size cannot be smaller than existing size');
    expect(await modify({ VolumeType: 'io1' })).toContain('The parameter iops must be specified for io1 volumes.');
    expect(await modify({ VolumeType: 'st1' })).toContain('minimum is 125GiB.');
    expect(await modify({})).toContain('InvalidParameterValue');
    expect(await modify({ MultiAttachEnabled: true })).toContain('InvalidParameterCombination');
    expect(await refusal(lab.ec2.modifyVolume({ VolumeId: NOBODY, Size: 20 }))).toContain('InvalidVolume.NotFound');
    expect(await refusal(modificationOf(VolumeId))).toBe(
      `InvalidVolumeModification.NotFound: Modification for volume '${VolumeId}' does not exist.`,
    );
  });

  it('is done four times a day', async () => {
    const VolumeId = await newVolume();
    for (const Size of [11, 12, 13, 14]) await lab.ec2.modifyVolume({ VolumeId, Size });
    expect(await refusal(lab.ec2.modifyVolume({ VolumeId, Size: 15 }))).toContain(
      `VolumeModificationRateExceeded: You've reached the maximum modification rate per volume limit.`,
    );
    expect((await modificationOf(VolumeId))?.TargetSize).toBe(14);
    const Filters = [
      { Name: 'target-size', Values: ['14'] },
      { Name: 'original-size', Values: ['13'] },
    ];
    const { VolumesModifications } = await lab.ec2.describeVolumesModifications({ Filters, VolumeIds: [VolumeId] });
    expect(VolumesModifications).toHaveLength(1);
  });
});

describe('the status of a volume', () => {
  let VolumeId: string;
  beforeEach(async () => {
    VolumeId = await newVolume();
  });

  it('is in order', async () => {
    const { VolumeStatuses } = await lab.ec2.describeVolumeStatus({ VolumeIds: [VolumeId] });
    expect(VolumeStatuses).toMatchObject([
      {
        ...{ VolumeId, AvailabilityZone: ZONE, Actions: [], Events: [] },
        VolumeStatus: { Status: 'ok', Details: expect.arrayContaining([{ Name: 'io-enabled', Status: 'passed' }]) },
      },
    ]);
    const Filters = [{ Name: 'volume-status.status', Values: ['impaired'] }];
    expect((await lab.ec2.describeVolumeStatus({ Filters })).VolumeStatuses).toEqual([]);
    expect(await refusal(lab.ec2.describeVolumeStatus({ VolumeIds: [NOBODY] }))).toContain('InvalidVolume.NotFound');
    await lab.ec2.enableVolumeIO({ VolumeId });
    expect(await refusal(lab.ec2.enableVolumeIO({ VolumeId: NOBODY }))).toContain('InvalidVolume.NotFound');
  });

  it('has an attribute that can be changed, and one that cannot', async () => {
    const read = (Attribute: 'autoEnableIO' | 'productCodes') =>
      lab.ec2.describeVolumeAttribute({ VolumeId, Attribute });
    expect(await read('autoEnableIO')).toMatchObject({ VolumeId, AutoEnableIO: { Value: false } });
    await lab.ec2.modifyVolumeAttribute({ VolumeId, AutoEnableIO: { Value: true } });
    expect(await read('autoEnableIO')).toMatchObject({ AutoEnableIO: { Value: true } });
    expect(await read('productCodes')).toMatchObject({ VolumeId, ProductCodes: [] });
    expect(await refusal(lab.ec2.modifyVolumeAttribute({ VolumeId }))).toContain('MissingParameter');
    expect(await refusal(read('colour' as 'productCodes'))).toContain('InvalidParameterValue');
  });
});
