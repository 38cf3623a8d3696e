import type { InstanceSpecification, SnapshotInfo } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { SnapshotRecord, VolumeRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import { describe, type FilterValues } from './describe.ts';
import { checkId, find, invalid, KINDS, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { asBegun, newSnapshot } from './snapshot-record.ts';
import { isPublicSnapshot } from './snapshot-sharing.ts';
import { tagsFor } from './tags.ts';
import { attachmentTo, volumesOf } from './volume-record.ts';

const ELSEWHERE = ['OutpostArn', 'Location'];

export const operations = {
  CreateSnapshot(region, input) {
    refuseMembers('CreateSnapshot', input, ELSEWHERE);
    const { VolumeId, Size, Encrypted, KmsKeyId } = find(region, 'volumes', input.VolumeId);
    const snapshot = newSnapshot(region, {
      ...{ VolumeId, VolumeSize: Size, Encrypted, KmsKeyId },
      Description: input.Description,
      Tags: tagsFor(input.TagSpecifications, 'snapshot'),
    });
    return asBegun(snapshot);
  },

  /** Of the volumes of an instance, at one moment. */
  CreateSnapshots(region, input) {
    refuseMembers('CreateSnapshots', input, ELSEWHERE);
    const volumes = volumesMeant(region, required(input.InstanceSpecification, 'InstanceSpecification'));
    const Snapshots = volumes.map(({ VolumeId, Size, Encrypted, KmsKeyId, Tags = [] }): SnapshotInfo => {
      const tags = tagsFor(input.TagSpecifications, 'snapshot');
      const copied = input.CopyTagsFromSource === 'volume' ? Tags.filter(({ Key }) => !Key?.startsWith('aws:')) : [];
      const kept = copied.filter(({ Key }) => !tags.some((tag) => tag.Key === Key));
      const { KmsKeyId: _, ...info } = asBegun(
        newSnapshot(region, {
          ...{ VolumeId, VolumeSize: Size, Encrypted, KmsKeyId },
          Description: input.Description,
          Tags: [...kept, ...tags],
        }),
      );
      return info;
    });
    return { Snapshots };
  },

  /** Without owners or ids, those that the account may make volumes of. */
  DescribeSnapshots(region, input) {
    for (const id of input.SnapshotIds ?? []) checkId('snapshots', id);
    const { OwnerIds: owners = [], RestorableByUserIds: users = [] } = input;
    const shown = region.snapshots.filter((each) => isOwnedBy(region, each, owners) && isFor(region, each, users));
    const { page, NextToken } = describe(shown, input, {
      ...KINDS.snapshots,
      ids: input.SnapshotIds,
      idOf: (snapshot) => snapshot.SnapshotId!,
      filters,
    });
    return { Snapshots: page, NextToken };
  },

  DeleteSnapshot(region, input) {
    const { SnapshotId = '' } = find(region, 'snapshots', input.SnapshotId);
    const image = region.images.find(({ BlockDeviceMappings = [] }) =>
      BlockDeviceMappings.some(({ Ebs }) => Ebs?.SnapshotId === SnapshotId),
    );
    if (image) {
      throw new AwsError('InvalidSnapshot.InUse', `The snapshot ${SnapshotId} is currently in use by ${image.ImageId}`);
    }
    region.snapshots.delete(SnapshotId);
    return {};
  },
} satisfies Ec2Operations;

function volumesMeant(region: Region, specification: InstanceSpecification): VolumeRecord[] {
  const { InstanceId, ExcludeBootVolume, ExcludeDataVolumeIds: excluded = [] } = specification;
  const instance = find(region, 'instances', InstanceId);
  const volumes = volumesOf(region, InstanceId);
  const root = volumes.find((each) => attachmentTo(each, InstanceId)?.Device === instance.RootDeviceName);
  for (const id of excluded) {
    find(region, 'volumes', id);
    const isData = id !== root?.VolumeId && volumes.some(({ VolumeId }) => VolumeId === id);
    if (!isData) throw invalid(`The volume '${id}' is not a data volume of the instance '${InstanceId}'.`);
  }
  const meant = volumes.filter(
    (each) => !(ExcludeBootVolume && each === root) && !excluded.includes(each.VolumeId ?? ''),
  );
  if (meant.length > 0) return meant;
  throw invalid(`The instance '${InstanceId}' has no volumes to create snapshots of.`);
}

const isOwnedBy = ({ accountId }: Region, { OwnerId }: SnapshotRecord, owners: readonly string[]): boolean =>
  owners.length === 0 || owners.some((owner) => OwnerId === (owner === 'self' ? accountId : owner));

/** The owner needs no permission; `all` are those that everybody may use. */
function isFor(region: Region, snapshot: SnapshotRecord, users: readonly string[]): boolean {
  if (users.length === 0) return true;
  return users.some((user) => {
    if (user === 'all') return isPublicSnapshot(region, snapshot);
    const account = user === 'self' ? region.accountId : user;
    return snapshot.OwnerId === account || snapshot.sharedWith.some(({ UserId }) => UserId === account);
  });
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html */
const filters: Record<string, FilterValues<SnapshotRecord>> = {
  description: (snapshot) => [snapshot.Description],
  encrypted: (snapshot) => [snapshot.Encrypted],
  'owner-alias': (snapshot) => [snapshot.OwnerAlias],
  'owner-id': (snapshot) => [snapshot.OwnerId],
  progress: (snapshot) => [snapshot.Progress],
  'snapshot-id': (snapshot) => [snapshot.SnapshotId],
  'start-time': (snapshot) => [snapshot.StartTime?.toISOString()],
  status: (snapshot) => [snapshot.State],
  'storage-tier': (snapshot) => [snapshot.StorageTier],
  'transfer-type': (snapshot) => [snapshot.TransferType],
  'volume-id': (snapshot) => [snapshot.VolumeId],
  'volume-size': (snapshot) => [snapshot.VolumeSize],
};
