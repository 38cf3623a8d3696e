import type { BlockDeviceMapping, EbsBlockDevice, Image, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { find, invalid, required } from './kind.ts';
import { attachVolume, newVolume } from './volume-record.ts';
import { canBoot } from './volume-type.ts';

interface Launch {
  InstanceId: string;
  zone: { AvailabilityZone: string | undefined; AvailabilityZoneId: string | undefined };
  image: Image;
  requested: readonly BlockDeviceMapping[];
  tags: Tag[];
}

/** Makes the volumes of a new instance: those of its image, changed and extended by what the request asks for. */
export function launchVolumes(region: Region, { InstanceId, zone, image, requested, tags }: Launch): void {
  for (const { DeviceName = '', Ebs } of mappingsAtLaunch(image, requested)) {
    // Instance store volumes have no place in a block device mapping of AWS's answers.
    if (!Ebs) continue;
    const isRoot = DeviceName === image.RootDeviceName;
    if (isRoot && !canBoot(Ebs.VolumeType ?? 'gp2')) {
      throw invalid(`Volume type ${Ebs.VolumeType} cannot be used for the root device.`);
    }
    const snapshot = Ebs.SnapshotId ? find(region, 'snapshots', Ebs.SnapshotId) : undefined;
    const { VolumeId = '' } = newVolume(region, {
      zone,
      size: deviceSize(Ebs, snapshot?.VolumeSize ?? (isRoot ? rootSizeOf(image) : undefined)),
      type: Ebs.VolumeType,
      iops: Ebs.Iops,
      throughput: Ebs.Throughput,
      encryption: Ebs,
      snapshot,
      initializationRate: Ebs.VolumeInitializationRate,
      tags,
    });
    attachVolume(region, VolumeId, {
      InstanceId,
      Device: DeviceName,
      DeleteOnTermination: Ebs.DeleteOnTermination ?? true,
    });
  }
}

/** The mappings of an image with those of a request laid over them, the root device first. */
function mappingsAtLaunch(image: Image, requested: readonly BlockDeviceMapping[]): BlockDeviceMapping[] {
  const { RootDeviceName, BlockDeviceMappings = [] } = image;
  const merged = overlaid(BlockDeviceMappings, requested);
  const root = BlockDeviceMappings.find((each) => each.DeviceName === RootDeviceName)?.Ebs;
  const asked = requested.find((each) => each.DeviceName === RootDeviceName)?.Ebs?.SnapshotId;
  if (asked !== undefined && asked !== root?.SnapshotId) {
    throw new AwsError('InvalidBlockDeviceMapping', 'snapshotId cannot be modified on root device');
  }
  const isRoot = ({ DeviceName }: BlockDeviceMapping) => Number(DeviceName === RootDeviceName);
  return merged.sort((a, b) => isRoot(b) - isRoot(a));
}

/** What an image or an instance maps, with the changes of a request: devices that it adds, describes anew or leaves out. */
export function overlaid(mapped: readonly BlockDeviceMapping[], requested: readonly BlockDeviceMapping[]) {
  const byDevice = new Map(mapped.map((each) => [each.DeviceName ?? '', each]));
  for (const mapping of requested) {
    const device = required(mapping.DeviceName, 'deviceName');
    if (mapping.NoDevice !== undefined) byDevice.delete(device);
    else
      byDevice.set(device, {
        ...mapping,
        ...(mapping.Ebs && { Ebs: changed(byDevice.get(device)?.Ebs, mapping.Ebs) }),
      });
  }
  return [...byDevice.values()];
}

/** A device of another type has the operations and throughput of that type, unless the request says. */
function changed(before: EbsBlockDevice = {}, asked: EbsBlockDevice): EbsBlockDevice {
  const sameType = asked.VolumeType === undefined || asked.VolumeType === before.VolumeType;
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  return { ...before, ...(sameType ? {} : { Iops: undefined, Throughput: undefined }), ...Object.fromEntries(given) };
}

const rootSizeOf = ({ BlockDeviceMappings, RootDeviceName }: Image) =>
  BlockDeviceMappings?.find((each) => each.DeviceName === RootDeviceName)?.Ebs?.VolumeSize;

/** The size of a device that is asked for or that its snapshot has. */
export function deviceSize({ VolumeSize }: EbsBlockDevice, smallest: number | undefined): number {
  const size = VolumeSize ?? smallest;
  if (size === undefined) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter size or snapshotId');
  }
  if (smallest === undefined || size >= smallest) return size;
  throw new AwsError(
    'InvalidBlockDeviceMapping',
    `Volume of size ${size}GB is smaller than snapshot, expect size>= ${smallest}GB`,
  );
}
