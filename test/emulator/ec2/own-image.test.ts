import type { Image, RegisterImageRequest } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amazonLinux, type Ec2Lab, newInstance, refusal, startEc2Lab } from './lab.ts';
import { elsewhere } from './local-ec2.ts';

const FRIEND = '210987654321';
const NOBODY = 'ami-0123456789abcdef0';

let lab: Ec2Lab;
let instance: string;
let dataVolume: string;
beforeAll(async () => {
  lab = await startEc2Lab();
  instance = await newInstance(lab.ec2, lab.subnets[0]);
  const { VolumeId = '' } = await lab.ec2.createVolume({ AvailabilityZone: 'us-east-1a', Size: 3, VolumeType: 'gp3' });
  dataVolume = VolumeId;
  await lab.ec2.attachVolume({ VolumeId, InstanceId: instance, Device: '/dev/sdf' });
});
afterAll(() => lab.close());

let images = 0;
const nameOf = (what: string) => `breakfix-${what}-${Date.now()}-${images++}`;

const newImage = async (rest: object = {}): Promise<string> =>
  (await lab.ec2.createImage({ InstanceId: instance, Name: nameOf('image'), ...rest })).ImageId ?? '';

const imageNamed = async (id: string, rest: object = {}): Promise<Image> =>
  (await lab.ec2.describeImages({ ImageIds: [id], ...rest })).Images?.[0] ?? {};

const snapshotsOf = ({ BlockDeviceMappings = [] }: Image) =>
  BlockDeviceMappings.map(({ Ebs }) => Ebs?.SnapshotId ?? '');

describe('CreateImage', () => {
  it('takes snapshots of the volumes, and shows as an image of the account', async () => {
    const Name = nameOf('web');
    const Tags = [{ Key: 'Name', Value: 'web' }];
    const id = await newImage({
      ...{ Name, Description: 'a web server', NoReboot: true },
      TagSpecifications: [
        { ResourceType: 'image', Tags },
        { ResourceType: 'snapshot', Tags },
      ],
    });
    expect(id).toMatch(/^ami-[0-9a-f]{17}$/);
    const image = await imageNamed(id);
    expect(image).toMatchObject({
      ...{ Name, Description: 'a web server', State: 'available', Public: false, Architecture: 'x86_64', Tags },
      ...{ ImageType: 'machine', RootDeviceType: 'ebs', RootDeviceName: '/dev/xvda', VirtualizationType: 'hvm' },
      ...{ EnaSupport: true, SourceInstanceId: instance, SourceImageId: await amazonLinux(lab.ec2) },
      BlockDeviceMappings: [
        { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 8, VolumeType: 'gp3', DeleteOnTermination: true } },
        { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 3, VolumeType: 'gp3', Iops: 3000, DeleteOnTermination: false } },
      ],
    });
    expect(image.ImageLocation).toBe(`${image.OwnerId}/${Name}`);
    const { Snapshots } = await lab.ec2.describeSnapshots({ SnapshotIds: snapshotsOf(image) });
    expect(Snapshots).toMatchObject([
      { VolumeSize: 8, Description: `Created by CreateImage(${instance}) for ${id}`, Tags },
      { VolumeSize: 3, VolumeId: dataVolume },
    ]);
    const mine = async (rest: object) =>
      (await lab.ec2.describeImages({ Filters: [{ Name: 'name', Values: [Name] }], ...rest })).Images?.length;
    expect(await mine({ Owners: ['self'] })).toBe(1);
    expect(await mine({ Owners: ['amazon'] })).toBe(0);
    expect(await mine({ ExecutableUsers: ['all'] })).toBe(0);
    const Filters = [{ Name: 'block-device-mapping.snapshot-id', Values: snapshotsOf(image) }];
    expect((await lab.ec2.describeImages({ Filters })).Images?.map(({ ImageId }) => ImageId)).toEqual([id]);
  });

  it('maps other devices than the instance where it is asked to', async () => {
    const id = await newImage({
      BlockDeviceMappings: [
        { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 30 } },
        { DeviceName: '/dev/sdf', NoDevice: '' },
        { DeviceName: '/dev/sdg', Ebs: { VolumeSize: 5, VolumeType: 'gp2' } },
      ],
    });
    const { BlockDeviceMappings } = await imageNamed(id);
    expect(BlockDeviceMappings?.map(({ DeviceName, Ebs }) => `${DeviceName} ${Ebs?.VolumeSize}`)).toEqual([
      '/dev/xvda 30',
      '/dev/sdg 5',
    ]);
    expect(BlockDeviceMappings?.[1]?.Ebs?.SnapshotId).toBeUndefined();
  });

  it('refuses names that are taken or cannot be, and instances that are not there', async () => {
    const Name = nameOf('taken');
    const id = await newImage({ Name });
    expect(await refusal(newImage({ Name }))).toBe(
      `InvalidAMIName.Duplicate: AMI name ${Name} is already in use by AMI ${id}`,
    );
    for (const wrong of ['ab', 'x'.repeat(129), 'naïve?']) {
      expect(await refusal(newImage({ Name: wrong }))).toContain(
        'InvalidAMIName.Malformed: AMI names must be between 3 and 128 characters long',
      );
    }
    const rootless = [{ DeviceName: '/dev/xvda', NoDevice: '' }];
    expect(await refusal(newImage({ BlockDeviceMappings: rootless }))).toBe(
      'InvalidBlockDeviceMapping: No root snapshot specified in device mapping.',
    );
    expect(await refusal(newImage({ InstanceId: 'i-0123456789abcdef0' }))).toContain('InvalidInstanceID.NotFound');
    expect(await refusal(newImage({ Name: nameOf('dry'), DryRun: true }))).toContain('DryRunOperation');
  });
});

describe('an instance of an own image', () => {
  it('has its devices, with what is on the snapshots', async () => {
    const ImageId = await newImage();
    const id = await newInstance(lab.ec2, lab.subnets[0], { ImageId });
    const Filters = [{ Name: 'attachment.instance-id', Values: [id] }];
    const { Volumes } = await lab.ec2.describeVolumes({ Filters });
    const snapshots = snapshotsOf(await imageNamed(ImageId));
    expect(Volumes?.map(({ SnapshotId }) => SnapshotId).sort()).toEqual([...snapshots].sort());
    expect(Volumes?.map(({ Attachments }) => Attachments?.[0]?.DeleteOnTermination)).toEqual([true, false]);
    const { Reservations } = await lab.ec2.describeInstances({ InstanceIds: [id] });
    expect(Reservations?.[0]?.Instances?.[0]).toMatchObject({
      ...{ ImageId, RootDeviceName: '/dev/xvda', MetadataOptions: { HttpTokens: 'required' } },
    });
    await lab.ec2.terminateInstances({ InstanceIds: [id] });
    const left = Volumes?.find(({ Size }) => Size === 3)?.VolumeId ?? '';
    await lab.ec2.deleteVolume({ VolumeId: left });
  });
});

describe('RegisterImage', () => {
  const register = async (rest: Partial<RegisterImageRequest> = {}) => {
    const { SnapshotId } = await lab.ec2.createSnapshot({ VolumeId: dataVolume });
    const { ImageId = '' } = await lab.ec2.registerImage({
      ...{ Name: nameOf('registered'), RootDeviceName: '/dev/sda1', VirtualizationType: 'hvm', EnaSupport: true },
      Architecture: 'arm64',
      BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { SnapshotId, VolumeType: 'gp3' } }],
      ...rest,
    });
    return ImageId;
  };

  it('makes an image of a snapshot, which can be launched', async () => {
    const ImageId = await register({ BootMode: 'uefi', ImdsSupport: 'v2.0' });
    expect(await imageNamed(ImageId)).toMatchObject({
      ...{ Architecture: 'arm64', BootMode: 'uefi', ImdsSupport: 'v2.0', RootDeviceName: '/dev/sda1' },
      BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { VolumeSize: 3, VolumeType: 'gp3', Encrypted: false } }],
    });
    const request = { ImageId, InstanceType: 't4g.nano' } as const;
    const id = await newInstance(lab.ec2, lab.subnets[0], request);
    await lab.ec2.terminateInstances({ InstanceIds: [id] });
  });

  it('makes one that today cannot be launched where the request says too little', async () => {
    const request = { InstanceType: 't4g.nano' } as const;
    const old = await register({ VirtualizationType: undefined });
    expect((await imageNamed(old)).VirtualizationType).toBe('paravirtual');
    expect(await refusal(newInstance(lab.ec2, lab.subnets[0], { ...request, ImageId: old }))).toContain(
      `InvalidParameterCombination: Virtualization type 'hvm' is required for instances of type 't4g.nano'.`,
    );
    const slow = await register({ EnaSupport: undefined });
    expect(await refusal(newInstance(lab.ec2, lab.subnets[0], { ...request, ImageId: slow }))).toContain(
      'InvalidParameterCombination: Enhanced networking with the Elastic Network Adapter (ENA) is required for the',
    );
  });

  it.each([
    [{ RootDeviceName: '/dev/xvda' }, 'InvalidBlockDeviceMapping: No root snapshot specified in device mapping.'],
    [
      { BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { SnapshotId: 'snap-0123456789abcdef0' } }] },
      'InvalidSnapshot.NotFound',
    ],
    [{ Architecture: 'sparc' as 'arm64' }, 'InvalidParameterValue'],
    [{ ImageLocation: 'bucket/image.manifest.xml' }, 'UnsupportedOperation'],
  ] as const)('refuses %j', async (wrong, error) => {
    expect(await refusal(register(wrong as Partial<RegisterImageRequest>))).toContain(error);
  });

  it('refuses to encrypt what a snapshot holds, and to make less of it', async () => {
    const { SnapshotId } = await lab.ec2.createSnapshot({ VolumeId: dataVolume });
    const mapped = (Ebs: object) => [{ DeviceName: '/dev/sda1', Ebs: { SnapshotId, ...Ebs } }];
    expect(await refusal(register({ BlockDeviceMappings: mapped({ Encrypted: true }) }))).toContain('InvalidParameter');
    expect(await refusal(register({ BlockDeviceMappings: mapped({ VolumeSize: 2 }) }))).toContain(
      'InvalidBlockDeviceMapping: Volume of size 2GB is smaller than snapshot',
    );
  });
});

describe('an image that is taken away', () => {
  it('leaves its snapshots, which could not go before', async () => {
    const ImageId = await newImage();
    const [SnapshotId = '', other = ''] = snapshotsOf(await imageNamed(ImageId));
    expect(await refusal(lab.ec2.deleteSnapshot({ SnapshotId }))).toBe(
      `InvalidSnapshot.InUse: The snapshot ${SnapshotId} is currently in use by ${ImageId}`,
    );
    expect((await lab.ec2.deregisterImage({ ImageId })).Return).toBe(true);
    expect(await refusal(imageNamed(ImageId))).toBe(
      `InvalidAMIID.NotFound: The image id '[${ImageId}]' does not exist`,
    );
    for (const id of [SnapshotId, other]) await lab.ec2.deleteSnapshot({ SnapshotId: id });
  });

  it('takes them along when it is told to, but for those of another image', async () => {
    const ImageId = await newImage();
    const image = await imageNamed(ImageId);
    const [root = '', data = ''] = snapshotsOf(image);
    const BlockDeviceMappings = [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId: root } }];
    const shared = { Name: nameOf('shared'), RootDeviceName: '/dev/xvda', BlockDeviceMappings };
    const { ImageId: second = '' } = await lab.ec2.registerImage(shared);
    const answer = await lab.ec2.deregisterImage({ ImageId, DeleteAssociatedSnapshots: true });
    expect(answer.DeleteSnapshotResults).toEqual([
      { SnapshotId: root, ReturnCode: 'skipped' },
      { SnapshotId: data, ReturnCode: 'success' },
    ]);
    await lab.ec2.deregisterImage({ ImageId: second, DeleteAssociatedSnapshots: true });
    expect(await refusal(lab.ec2.describeSnapshots({ SnapshotIds: [root] }))).toContain('InvalidSnapshot.NotFound');
  });

  it("must be the account's own", async () => {
    const ImageId = await amazonLinux(lab.ec2);
    expect(await refusal(lab.ec2.deregisterImage({ ImageId }))).toBe(
      `AuthFailure: Not authorized for image:${ImageId}`,
    );
    expect(await refusal(lab.ec2.deregisterImage({ ImageId: NOBODY }))).toContain('InvalidAMIID.NotFound');
  });
});

describe('CopyImage', () => {
  it('copies a public image, encrypted, with snapshots of its own', async () => {
    const SourceImageId = await amazonLinux(lab.ec2);
    const { ImageId = '' } = await lab.ec2.copyImage({
      ...{ SourceRegion: 'us-east-1', SourceImageId, Name: nameOf('copy'), Encrypted: true },
    });
    const image = await imageNamed(ImageId, { Owners: ['self'] });
    expect(image).toMatchObject({
      ...{ SourceImageId, SourceImageRegion: 'us-east-1', Public: false, ImdsSupport: 'v2.0' },
      BlockDeviceMappings: [{ Ebs: { Encrypted: true, VolumeSize: 8 } }],
    });
    expect(image.ImageOwnerAlias).toBeUndefined();
    const { Snapshots } = await lab.ec2.describeSnapshots({ SnapshotIds: snapshotsOf(image) });
    expect(Snapshots).toMatchObject([{ Encrypted: true }]);
    expect(Snapshots?.[0]?.Description).toContain(
      `Copied for DestinationAmi ${ImageId} from SourceAmi ${SourceImageId}`,
    );
  });

  it('reaches into another Region, and copies tags only when it is told to', async () => {
    const Tags = [{ Key: 'team', Value: 'red' }];
    const SourceImageId = await newImage({ TagSpecifications: [{ ResourceType: 'image', Tags }] });
    const west = await elsewhere(lab.ec2, 'us-west-2');
    const copy = async (more: object) => {
      const request = { SourceRegion: 'us-east-1', SourceImageId, Name: nameOf('west'), ...more };
      const { ImageId = '' } = await west.copyImage(request);
      const { Images } = await west.describeImages({ ImageIds: [ImageId] });
      await west.deregisterImage({ ImageId, DeleteAssociatedSnapshots: true });
      return Images?.[0];
    };
    expect(await copy({ CopyImageTags: true })).toMatchObject({ Tags, SourceImageRegion: 'us-east-1', SourceImageId });
    expect((await copy({}))?.Tags).toEqual([]);
    west.destroy();
  });

  it('needs a name of its own and a source that is there', async () => {
    const copy = (rest: object) =>
      refusal(lab.ec2.copyImage({ SourceRegion: 'us-east-1', SourceImageId: NOBODY, Name: nameOf('copy'), ...rest }));
    expect(await copy({})).toContain('InvalidAMIID.NotFound');
    expect(await copy({ SourceImageId: await amazonLinux(lab.ec2), Name: '' })).toContain('MissingParameter');
    expect(await copy({ SourceRegion: 'mars-1' })).toContain('InvalidParameterValue');
  });
});

describe('the attributes of an image', () => {
  it('tell who may launch it, and change', async () => {
    const ImageId = await newImage();
    const read = async () =>
      (await lab.ec2.describeImageAttribute({ ImageId, Attribute: 'launchPermission' })).LaunchPermissions;
    const Attribute = 'launchPermission';
    await lab.ec2.modifyImageAttribute({ ImageId, Attribute, OperationType: 'add', UserIds: [FRIEND] });
    const OrganizationArn = 'arn:aws:organizations::123456789012:organization/o-a1b2c3d4e5';
    await lab.ec2.modifyImageAttribute({ ImageId, LaunchPermission: { Add: [{ OrganizationArn }] } });
    expect(await read()).toEqual([{ UserId: FRIEND }, { OrganizationArn }]);
    const { Images } = await lab.ec2.describeImages({ ImageIds: [ImageId], ExecutableUsers: [FRIEND] });
    expect(Images).toHaveLength(1);
    await lab.ec2.modifyImageAttribute({ ImageId, LaunchPermission: { Remove: [{ UserId: FRIEND }] } });
    expect(await read()).toEqual([{ OrganizationArn }]);
    await lab.ec2.resetImageAttribute({ ImageId, Attribute });
    expect(await read()).toEqual([]);
    const wrong = { ImageId, LaunchPermission: { Add: [{ UserId: '12' }] } };
    expect(await refusal(lab.ec2.modifyImageAttribute(wrong))).toBe(
      'InvalidAMIAttributeItemValue: Invalid attribute item value "12" for userId item type.',
    );
  });

  it('are also a description and what it knows of the metadata service', async () => {
    const ImageId = await newImage({ Description: 'old' });
    const read = (Attribute: 'description' | 'imdsSupport' | 'blockDeviceMapping') =>
      lab.ec2.describeImageAttribute({ ImageId, Attribute });
    await lab.ec2.modifyImageAttribute({ ImageId, Description: { Value: 'new' } });
    expect((await read('description')).Description).toEqual({ Value: 'new' });
    await lab.ec2.modifyImageAttribute({ ImageId, Attribute: 'description', Value: 'newer' });
    expect((await imageNamed(ImageId)).Description).toBe('newer');
    expect((await read('imdsSupport')).ImdsSupport).toEqual({ Value: 'v2.0' });
    expect(await refusal(read('blockDeviceMapping'))).toContain('AuthFailure');
    expect(await refusal(lab.ec2.modifyImageAttribute({ ImageId }))).toContain('InvalidParameterCombination');
    const foreign = { ImageId: await amazonLinux(lab.ec2), Description: { Value: 'mine' } };
    expect(await refusal(lab.ec2.modifyImageAttribute(foreign))).toContain('AuthFailure: Not authorized for image:');
  });

  it('make it public only where the account lets it', async () => {
    const ImageId = await newImage();
    const give = { ImageId, LaunchPermission: { Add: [{ Group: 'all' as const }] } };
    const state = async () => (await lab.ec2.getImageBlockPublicAccessState({})).ImageBlockPublicAccessState;
    expect(await state()).toBe('block-new-sharing');
    expect(await refusal(lab.ec2.modifyImageAttribute(give))).toBe(
      `OperationNotPermitted: You can't publicly share this image because block public access for AMIs is enabled for this account. To publicly share the image, you must call the DisableImageBlockPublicAccess API.`,
    );
    await lab.ec2.disableImageBlockPublicAccess({});
    await lab.ec2.modifyImageAttribute(give);
    expect([await state(), (await imageNamed(ImageId)).Public]).toEqual(['unblocked', true]);
    await lab.ec2.enableImageBlockPublicAccess({ ImageBlockPublicAccessState: 'block-new-sharing' });
    expect([await state(), (await imageNamed(ImageId)).Public]).toEqual(['block-new-sharing', true]);
  });
});

describe('an image out of use', () => {
  it('is disabled: hidden, private and not to be launched, until it is enabled', async () => {
    const ImageId = await newImage();
    await lab.ec2.modifyImageAttribute({ ImageId, LaunchPermission: { Add: [{ UserId: FRIEND }] } });
    await lab.ec2.disableImage({ ImageId });
    expect((await lab.ec2.describeImages({ ImageIds: [ImageId] })).Images).toEqual([]);
    expect((await imageNamed(ImageId, { IncludeDisabled: true })).State).toBe('disabled');
    const launch = () => newInstance(lab.ec2, lab.subnets[0], { ImageId });
    expect(await refusal(launch())).toBe(`InvalidAMIID.Unavailable: The image ID: '${ImageId}' is no longer available`);
    await lab.ec2.enableImage({ ImageId });
    expect((await imageNamed(ImageId)).State).toBe('available');
    const Attribute = 'launchPermission';
    expect((await lab.ec2.describeImageAttribute({ ImageId, Attribute })).LaunchPermissions).toEqual([]);
    await lab.ec2.terminateInstances({ InstanceIds: [await launch()] });
  });

  it('is deprecated to the minute, and shown to its owner', async () => {
    const ImageId = await newImage();
    const day = 24 * 3_600_000;
    const DeprecateAt = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + day);
    await lab.ec2.enableImageDeprecation({ ImageId, DeprecateAt: new Date(DeprecateAt.getTime() + 20_000) });
    expect((await imageNamed(ImageId)).DeprecationTime).toBe(DeprecateAt.toISOString());
    for (const days of [-1, 11 * 366]) {
      const wrong = { ImageId, DeprecateAt: new Date(Date.now() + days * day) };
      expect(await refusal(lab.ec2.enableImageDeprecation(wrong))).toContain('InvalidParameterValue');
    }
    await lab.ec2.disableImageDeprecation({ ImageId });
    expect((await imageNamed(ImageId)).DeprecationTime).toBeUndefined();
  });
});
