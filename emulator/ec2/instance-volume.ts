import type { BlockDeviceMapping, Image, InstanceBlockDeviceMapping, Tag, Volume } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import type { Region } from '../state.ts';
import { describe, type FilterValues } from './describe.ts';
import { type InstanceRecord, updateInstance } from './instance-record.ts';
import { invalid, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';

/** Volumes exist as parts of the instances that they were launched with. */
export const operations = {
  DescribeVolumes(region, input) {
    const { page, NextToken } = describe(volumesOf(region), input, {
      ids: input.VolumeIds,
      idOf: (volume) => volume.VolumeId ?? '',
      notFound: 'InvalidVolume.NotFound',
      noun: (id: string) => `The volume '${id}' does not exist.`,
      filters,
    });
    return { Volumes: page, NextToken };
  },

  DeleteVolume(region, input) {
    const { owner, volume } = volumeNamed(region, required(input.VolumeId, 'volumeId'));
    const [attachment] = volume.Attachments ?? [];
    if (attachment) {
      throw new AwsError('VolumeInUse', `Volume ${volume.VolumeId} is currently attached to ${attachment.InstanceId}`);
    }
    updateInstance(region, owner.InstanceId, (draft) => {
      draft.volumes = draft.volumes?.filter((each) => each.VolumeId !== volume.VolumeId);
    });
    return {};
  },
} satisfies Ec2Operations;

/** The volumes of all instances, those that outlived theirs included. */
export function volumesOf(region: Region): Volume[] {
  return region.instances.values().flatMap((record: InstanceRecord) => record.volumes ?? []);
}

/** A volume and the instance whose record holds it. */
export function volumeNamed(region: Region, id: string): { owner: InstanceRecord; volume: Volume } {
  for (const owner of region.instances.values() as InstanceRecord[]) {
    const volume = owner.volumes?.find((each) => each.VolumeId === id);
    if (volume) return { owner, volume };
  }
  throw new AwsError('InvalidVolume.NotFound', `The volume '${id}' does not exist.`);
}

interface Launch {
  InstanceId: string;
  AvailabilityZone: string | undefined;
  image: Image;
  requested: readonly BlockDeviceMapping[];
  tags: Tag[];
}

/** The volumes of a new instance: those of its image, changed and extended by what the request asks for. */
export function newVolumes(region: Region, { InstanceId, AvailabilityZone, image, requested, tags }: Launch): Volume[] {
  const byDevice = new Map((image.BlockDeviceMappings ?? []).map((each) => [each.DeviceName, each]));
  for (const mapping of requested) {
    const device = required(mapping.DeviceName, 'deviceName');
    if (mapping.NoDevice !== undefined) byDevice.delete(device);
    else byDevice.set(device, { ...mapping, Ebs: { ...byDevice.get(device)?.Ebs, ...mapping.Ebs } });
  }
  const AttachTime = new Date();
  return [...byDevice].map(([Device, { Ebs = {} }]) => {
    const VolumeId = newId('vol');
    const VolumeType = Ebs.VolumeType ?? 'gp2';
    const Size = checkSize(Ebs.VolumeSize, Device === image.RootDeviceName ? rootSizeOf(image) : 1);
    const Attachment = { VolumeId, InstanceId, Device, State: 'attached' as const, AttachTime };
    return {
      VolumeId,
      Size,
      VolumeType,
      Iops: Ebs.Iops ?? (VolumeType === 'gp3' ? 3000 : Math.max(100, Size * 3)),
      ...(VolumeType === 'gp3' ? { Throughput: Ebs.Throughput ?? 125 } : {}),
      Encrypted: Ebs.Encrypted ?? false,
      SnapshotId: Ebs.SnapshotId ?? '',
      AvailabilityZone,
      State: 'in-use' as const,
      CreateTime: AttachTime,
      MultiAttachEnabled: false,
      OwnerId: region.accountId,
      Tags: tags,
      Attachments: [{ ...Attachment, DeleteOnTermination: Ebs.DeleteOnTermination ?? true }],
    };
  });
}

const rootSizeOf = ({ BlockDeviceMappings, RootDeviceName }: Image) =>
  BlockDeviceMappings?.find((each) => each.DeviceName === RootDeviceName)?.Ebs?.VolumeSize ?? 1;

function checkSize(size: number | undefined, smallest: number): number {
  if (size === undefined) return smallest;
  if (size >= smallest) return size;
  if (smallest === 1) throw invalid(`Volume of size ${size}GB is smaller than the minimum of 1GB`);
  throw new AwsError(
    'InvalidBlockDeviceMapping',
    `Volume of size ${size}GB is smaller than snapshot, expect size>= ${smallest}GB`,
  );
}

/** The volumes as DescribeInstances lists them. */
export function blockDeviceMappings(volumes: readonly Volume[]): InstanceBlockDeviceMapping[] {
  return volumes.flatMap(({ VolumeId, Attachments }) =>
    (Attachments ?? []).map(({ Device, AttachTime, DeleteOnTermination }) => ({
      DeviceName: Device,
      Ebs: { VolumeId, AttachTime, DeleteOnTermination, Status: 'attached' as const },
    })),
  );
}

/** What is left of an instance's volumes once it is terminated: those that outlive it, free. */
export function survivingVolumes(volumes: readonly Volume[]): Volume[] {
  return volumes
    .filter(({ Attachments }) => !Attachments?.some((each) => each.DeleteOnTermination))
    .map((volume) => ({ ...volume, State: 'available', Attachments: [] }));
}

const filters: Record<string, FilterValues<Volume>> = {
  'attachment.delete-on-termination': (each) => (each.Attachments ?? []).map((one) => one.DeleteOnTermination),
  'attachment.device': (each) => (each.Attachments ?? []).map((one) => one.Device),
  'attachment.instance-id': (each) => (each.Attachments ?? []).map((one) => one.InstanceId),
  'attachment.status': (each) => (each.Attachments ?? []).map((one) => one.State),
  'availability-zone': (each) => [each.AvailabilityZone],
  encrypted: (each) => [each.Encrypted],
  size: (each) => [each.Size],
  'snapshot-id': (each) => [each.SnapshotId],
  status: (each) => [each.State],
  'volume-id': (each) => [each.VolumeId],
  'volume-type': (each) => [each.VolumeType],
};
