import type { Snapshot, Tag } from '@aws-sdk/client-ec2';
import { newId } from '../id.ts';
import type { SnapshotRecord } from '../records.ts';
import type { Region } from '../state.ts';

/** What a copied snapshot says that it was made of: no volume of the account. */
export const NO_VOLUME = 'vol-ffffffff';

interface NewSnapshot extends Pick<Snapshot, 'VolumeId' | 'VolumeSize' | 'Encrypted' | 'KmsKeyId' | 'TransferType'> {
  Description: string | undefined;
  Tags: Tag[];
  CompletionDurationMinutes?: number | undefined;
}

/** Makes a snapshot, which is complete at once. */
export function newSnapshot(region: Region, { Description = '', ...made }: NewSnapshot): SnapshotRecord {
  const SnapshotId = newId('snap');
  const StartTime = new Date();
  return region.snapshots.put(SnapshotId, {
    SnapshotId,
    ...made,
    Description,
    State: 'completed',
    Progress: '100%',
    StartTime,
    CompletionTime: StartTime,
    OwnerId: region.accountId,
    StorageTier: 'standard',
    sharedWith: [],
  });
}

/** The snapshot as the answer to the request that makes it, which does not wait. */
export function asBegun({ SnapshotId, VolumeId, VolumeSize, Encrypted, KmsKeyId, ...rest }: SnapshotRecord) {
  const { Description, OwnerId, StartTime, Tags } = rest;
  const made = { SnapshotId, VolumeId, VolumeSize, Encrypted, Description, OwnerId, StartTime, Tags };
  return { ...made, ...(KmsKeyId && { KmsKeyId }), State: 'pending' as const, Progress: '' };
}
