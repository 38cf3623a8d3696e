import type { BlockDeviceMapping, CreateImageRequest, Image, RegisterImageRequest, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import type { VolumeRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { choicesIn } from './choices.ts';
import { refuseMembers } from './dependency.ts';
import { imagesOf, newImage } from './image-record.ts';
import type { InstanceRecord } from './instance-record.ts';
import { find, required } from './kind.ts';
import { deviceSize, overlaid } from './launch-volume.ts';
import type { Ec2Operations } from './operations.ts';
import { newSnapshot } from './snapshot-record.ts';
import { tagsFor } from './tags.ts';
import { attachmentTo, volumesOf } from './volume-record.ts';
import { isProvisioned, volumeShape } from './volume-type.ts';

export const operations = {
  /** Takes snapshots of the instance's volumes. A guest that restarts for it shows nowhere. */
  CreateImage(region, input) {
    refuseMembers('CreateImage', input, ['SnapshotLocation']);
    const instance = find(region, 'instances', input.InstanceId);
    if (instance.State?.Name === 'terminated') {
      throw new AwsError('IncorrectInstanceState', `The instance '${instance.InstanceId}' is not in a valid state.`);
    }
    const ImageId = newId('ami');
    newImage(region, {
      ...ofInstance(region, instance),
      ImageId,
      Name: required(input.Name, 'name'),
      Description: input.Description,
      BlockDeviceMappings: devicesOf(region, instance, input, ImageId),
      Tags: tagsFor(input.TagSpecifications, 'image', ['image', 'snapshot']),
    });
    return { ImageId };
  },

  /** Of snapshots: images of manifests in Amazon S3 are none of the local AWS's. */
  RegisterImage(region, input) {
    refuseMembers('RegisterImage', input, ['ImageLocation', 'BillingProducts', 'KernelId', 'RamdiskId']);
    const ImageId = newId('ami');
    newImage(region, {
      ...registered(input),
      ImageId,
      Name: required(input.Name, 'name'),
      Description: input.Description,
      RootDeviceName: required(input.RootDeviceName, 'rootDeviceName'),
      BlockDeviceMappings: registeredDevices(region, input),
      Tags: tagsFor(input.TagSpecifications, 'image', ['image', 'snapshot']),
    });
    return { ImageId };
  },
} satisfies Ec2Operations;

function ofInstance(region: Region, instance: InstanceRecord): Image {
  const { Architecture, BootMode, EnaSupport, Hypervisor, PlatformDetails, RootDeviceName, UsageOperation } = instance;
  const source = imagesOf(region).find((each) => each.ImageId === instance.ImageId);
  return {
    ...{ Architecture, BootMode, EnaSupport, Hypervisor, PlatformDetails, RootDeviceName, UsageOperation },
    SriovNetSupport: 'simple',
    VirtualizationType: instance.VirtualizationType,
    ...(source?.ImdsSupport ? { ImdsSupport: source.ImdsSupport } : {}),
    SourceImageId: instance.ImageId,
    SourceImageRegion: region.name,
    SourceInstanceId: instance.InstanceId,
  };
}

function devicesOf(
  region: Region,
  { InstanceId, RootDeviceName }: InstanceRecord,
  { BlockDeviceMappings = [], TagSpecifications }: CreateImageRequest,
  imageId: string,
): BlockDeviceMapping[] {
  const volumes = new Map(volumesOf(region, InstanceId).map((each) => [attachmentTo(each, InstanceId)?.Device, each]));
  const mapped = [...volumes].map(([DeviceName, volume]) => mappingOf(DeviceName, volume, InstanceId));
  const description = `Created by CreateImage(${InstanceId}) for ${imageId}`;
  const devices = overlaid(mapped, BlockDeviceMappings).map(({ DeviceName, Ebs, ...mapping }) => {
    const volume = volumes.get(DeviceName);
    if (!Ebs || !volume || Ebs.SnapshotId) return deviceOf(region, { DeviceName, Ebs, ...mapping });
    const SnapshotId = snapshotOf(
      region,
      volume,
      description,
      tagsFor(TagSpecifications, 'snapshot', ['image', 'snapshot']),
    );
    return deviceOf(region, { DeviceName, Ebs: { ...Ebs, Encrypted: undefined, SnapshotId } });
  });
  refuseWithoutRoot(devices, RootDeviceName);
  return devices;
}

function mappingOf(DeviceName: string | undefined, volume: VolumeRecord, instanceId: string | undefined) {
  const { Size, VolumeType, Iops, Throughput } = volume;
  const DeleteOnTermination = attachmentTo(volume, instanceId)?.DeleteOnTermination;
  const provisioned = isProvisioned(VolumeType) ? { Iops, Throughput } : {};
  return { DeviceName, Ebs: { VolumeSize: Size, VolumeType, DeleteOnTermination, ...provisioned } };
}

function snapshotOf(region: Region, volume: VolumeRecord, Description: string, Tags: Tag[]): string | undefined {
  const { VolumeId, Size, Encrypted, KmsKeyId } = volume;
  return newSnapshot(region, { VolumeId, VolumeSize: Size, Encrypted, KmsKeyId, Description, Tags }).SnapshotId;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RegisterImage.html */
const CHOICES = {
  Architecture: ['i386', 'x86_64', 'arm64', 'x86_64_mac', 'arm64_mac'],
  BootMode: ['legacy-bios', 'uefi', 'uefi-preferred'],
  ImdsSupport: ['v2.0'],
  SriovNetSupport: ['simple'],
  TpmSupport: ['v2.0'],
  VirtualizationType: ['hvm', 'paravirtual'],
} as const;

const registered = (input: RegisterImageRequest): Image & { uefiData?: string | undefined } => ({
  Architecture: 'i386',
  VirtualizationType: 'paravirtual',
  EnaSupport: input.EnaSupport ?? false,
  ...choicesIn(input, CHOICES),
  ...(input.UefiData === undefined ? {} : { uefiData: input.UefiData }),
});

function registeredDevices(region: Region, { BlockDeviceMappings = [], RootDeviceName }: RegisterImageRequest) {
  refuseWithoutRoot(BlockDeviceMappings, RootDeviceName);
  return overlaid([], BlockDeviceMappings).map((each) => deviceOf(region, each));
}

function refuseWithoutRoot(devices: readonly BlockDeviceMapping[], root: string | undefined): void {
  if (devices.find(({ DeviceName }) => DeviceName === root)?.Ebs?.SnapshotId) return;
  throw new AwsError('InvalidBlockDeviceMapping', 'No root snapshot specified in device mapping.');
}

/** A device as an image describes it, with what its snapshot or its type gives. */
function deviceOf(region: Region, { DeviceName, Ebs, VirtualName }: BlockDeviceMapping): BlockDeviceMapping {
  if (!Ebs) return { DeviceName, VirtualName };
  const snapshot = Ebs.SnapshotId ? find(region, 'snapshots', Ebs.SnapshotId) : undefined;
  if (snapshot && Ebs.Encrypted !== undefined) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter encrypted cannot be used with the parameter snapshotId in a block device mapping.',
    );
  }
  const size = deviceSize(Ebs, snapshot?.VolumeSize);
  const { Iops, Throughput, VolumeType } = volumeShape({ ...Ebs, Size: size });
  return {
    DeviceName,
    Ebs: {
      DeleteOnTermination: Ebs.DeleteOnTermination ?? true,
      Encrypted: snapshot?.Encrypted ?? Ebs.Encrypted ?? false,
      ...(Ebs.SnapshotId ? { SnapshotId: Ebs.SnapshotId } : {}),
      VolumeSize: size,
      VolumeType,
      ...(isProvisioned(VolumeType) ? { Iops, Throughput } : {}),
    },
  };
}
