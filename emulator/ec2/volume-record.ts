import type {
  InstanceBlockDeviceMapping,
  Snapshot,
  Tag,
  Volume,
  VolumeAttachment,
  VolumeType,
} from '@aws-sdk/client-ec2';
import { newId } from '../id.ts';
import type { VolumeRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { encryptionOf } from './ebs-encryption.ts';
import { volumeShape } from './volume-type.ts';

const instancesWith = ({ Attachments = [] }: VolumeRecord) => Attachments.map(({ InstanceId }) => InstanceId);

/** How a volume is attached to an instance. */
export const attachmentTo = (volume: Volume, instanceId: string | undefined): VolumeAttachment | undefined =>
  volume.Attachments?.find(({ InstanceId }) => InstanceId === instanceId);

/** The volumes that are attached to an instance: that at its root, and the others in the order in which they were attached. */
export function volumesOf(region: Region, instanceId: string | undefined): VolumeRecord[] {
  const root = region.instances.get(instanceId)?.RootDeviceName;
  const place = (volume: VolumeRecord) => {
    const { Device, AttachTime } = attachmentTo(volume, instanceId) ?? {};
    return Device === root ? 0 : (AttachTime?.getTime() ?? 0);
  };
  return region.volumes.by(instancesWith, instanceId).sort((a, b) => place(a) - place(b));
}

/** The volumes of an instance as DescribeInstances lists them. */
export function blockDeviceMappings(region: Region, instanceId: string | undefined): InstanceBlockDeviceMapping[] {
  return volumesOf(region, instanceId).map((volume) => {
    const { Device, AttachTime, DeleteOnTermination } = attachmentTo(volume, instanceId) ?? {};
    const Ebs = { VolumeId: volume.VolumeId, AttachTime, DeleteOnTermination, Status: 'attached' as const };
    return { DeviceName: Device, Ebs };
  });
}

interface NewVolume {
  zone: { AvailabilityZone: string | undefined; AvailabilityZoneId: string | undefined };
  size: number;
  type: VolumeType | undefined;
  iops: number | undefined;
  throughput: number | undefined;
  encryption: { Encrypted?: boolean | undefined; KmsKeyId?: string | undefined };
  snapshot: Snapshot | undefined;
  multiAttach?: boolean | undefined;
  initializationRate?: number | undefined;
  tags: Tag[];
}

/** Makes a volume, attached to nothing. */
export function newVolume(region: Region, wanted: NewVolume): VolumeRecord {
  const { zone, size, type, iops, throughput, encryption, snapshot, multiAttach, initializationRate, tags } = wanted;
  const VolumeId = newId('vol');
  return region.volumes.put(VolumeId, {
    VolumeId,
    ...volumeShape({ VolumeType: type, Size: size, Iops: iops, Throughput: throughput }),
    ...encryptionOf(region, encryption, snapshot),
    ...zone,
    SnapshotId: snapshot?.SnapshotId ?? '',
    State: 'available',
    CreateTime: new Date(),
    MultiAttachEnabled: multiAttach ?? false,
    ...(initializationRate === undefined ? {} : { VolumeInitializationRate: initializationRate }),
    OwnerId: region.accountId,
    Tags: tags,
    Attachments: [],
  });
}

/** Attaches a volume, whatever it is attached to already. */
export function attachVolume(
  region: Region,
  VolumeId: string,
  to: { InstanceId: string; Device: string; DeleteOnTermination: boolean },
): VolumeAttachment {
  const attachment: VolumeAttachment = { VolumeId, ...to, State: 'attached', AttachTime: new Date() };
  region.volumes.update(VolumeId, (draft) => {
    draft.State = 'in-use';
    draft.Attachments = [...(draft.Attachments ?? []), attachment];
  });
  return attachment;
}

/** Frees a volume of an instance. */
export function detachVolume(region: Region, volumeId: string, instanceId: string | undefined): void {
  region.volumes.update(volumeId, (draft) => {
    draft.Attachments = (draft.Attachments ?? []).filter(({ InstanceId }) => InstanceId !== instanceId);
    draft.State = draft.Attachments.length > 0 ? 'in-use' : 'available';
  });
}

/** Takes the volumes of an instance that ends along with it where they are to go, and frees the others. */
export function releaseVolumes(region: Region, instanceId: string | undefined): void {
  for (const volume of volumesOf(region, instanceId)) {
    const { VolumeId = '', Attachments = [] } = volume;
    // With Multi-Attach, AWS deletes a volume when the last of its instances ends.
    if (attachmentTo(volume, instanceId)?.DeleteOnTermination && Attachments.length === 1)
      region.volumes.delete(VolumeId);
    else detachVolume(region, VolumeId, instanceId);
  }
}
