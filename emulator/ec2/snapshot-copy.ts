import type { CopySnapshotRequest } from '@aws-sdk/client-ec2';
import { isRegion } from '../regions.ts';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import { encryptionOf } from './ebs-encryption.ts';
import { find, invalid, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { NO_VOLUME, newSnapshot } from './snapshot-record.ts';
import { tagsFor } from './tags.ts';

/** Minutes. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopySnapshot.html */
const DURATION_STEP = 15;
const LONGEST_DURATION = 2880;

export const operations = {
  /** Into the Region that is asked. */
  CopySnapshot(region, input) {
    refuseMembers('CopySnapshot', input, ['DestinationOutpostArn', 'DestinationAvailabilityZone']);
    const source = sourceRegion(region, input.SourceRegion);
    const { VolumeSize, ...snapshot } = find(source, 'snapshots', required(input.SourceSnapshotId, 'SourceSnapshotId'));
    // A key belongs to its Region.
    const KmsKeyId = source.name === region.name ? snapshot.KmsKeyId : undefined;
    const { SnapshotId, Tags } = newSnapshot(region, {
      VolumeId: NO_VOLUME,
      VolumeSize,
      ...encryptionOf(region, input, { Encrypted: snapshot.Encrypted, KmsKeyId }),
      ...transferOf(input),
      Description: input.Description,
      Tags: tagsFor(input.TagSpecifications, 'snapshot'),
    });
    return { SnapshotId, Tags };
  },
} satisfies Ec2Operations;

function transferOf({ CompletionDurationMinutes: minutes }: CopySnapshotRequest) {
  if (minutes === undefined) return { TransferType: 'standard' as const };
  if (minutes < DURATION_STEP || minutes > LONGEST_DURATION || minutes % DURATION_STEP !== 0) {
    throw invalid(
      `Value (${minutes}) for parameter completionDurationMinutes is invalid. It must be a multiple of ${DURATION_STEP} up to ${LONGEST_DURATION}.`,
    );
  }
  return { TransferType: 'time-based' as const, CompletionDurationMinutes: minutes };
}

/** The Region of the account that something is copied from. */
export function sourceRegion(region: Region, name: string | undefined): Region {
  const source = required(name, 'SourceRegion');
  if (source === region.name) return region;
  if (!isRegion(source)) {
    throw invalid(`Value (${source}) for parameter sourceRegion is invalid. Invalid region name.`);
  }
  return region.elsewhere(source);
}
