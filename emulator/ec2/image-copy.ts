import type { BlockDeviceMapping, CopyImageRequest, Image, Tag } from '@aws-sdk/client-ec2';
import { newId } from '../id.ts';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import { encryptionOf } from './ebs-encryption.ts';
import { newImage, usableImage } from './image-record.ts';
import { required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { sourceRegion } from './snapshot-copy.ts';
import { NO_VOLUME, newSnapshot } from './snapshot-record.ts';
import { tagsFor } from './tags.ts';

const NOT_EMULATED = [
  ...['DestinationOutpostArn', 'DestinationAvailabilityZone', 'DestinationAvailabilityZoneId'],
  'SnapshotCopyCompletionDurationMinutes',
];

export const operations = {
  /** Into the Region that is asked. Who may launch the source is not copied. */
  CopyImage(region, input) {
    refuseMembers('CopyImage', input, NOT_EMULATED);
    const from = sourceRegion(region, input.SourceRegion);
    const source = usableImage(from, required(input.SourceImageId, 'SourceImageId'));
    const { DeprecationTime: _, ImageOwnerAlias: __, SourceInstanceId: ___, ...kept } = source;
    const ImageId = newId('ami');
    newImage(region, {
      ...kept,
      ImageId,
      Name: required(input.Name, 'Name'),
      Description: input.Description ?? '',
      BlockDeviceMappings: (source.BlockDeviceMappings ?? []).map((each) =>
        copyDevice(region, from, each, input, ImageId),
      ),
      SourceImageId: source.ImageId,
      SourceImageRegion: from.name,
      Tags: tagsOf(source, input),
    });
    return { ImageId };
  },
} satisfies Ec2Operations;

function copyDevice(
  region: Region,
  from: Region,
  { DeviceName, Ebs, ...mapping }: BlockDeviceMapping,
  input: CopyImageRequest,
  imageId: string,
): BlockDeviceMapping {
  if (!Ebs) return { DeviceName, ...mapping };
  const snapshot = from.snapshots.get(Ebs.SnapshotId);
  // A key belongs to its Region.
  const KmsKeyId = from.name === region.name ? snapshot?.KmsKeyId : undefined;
  const { SnapshotId, Encrypted } = newSnapshot(region, {
    VolumeId: NO_VOLUME,
    VolumeSize: snapshot?.VolumeSize ?? Ebs.VolumeSize,
    ...encryptionOf(region, input, { Encrypted: Ebs.Encrypted, KmsKeyId }),
    Description: `Copied for DestinationAmi ${imageId} from SourceAmi ${input.SourceImageId} for SourceSnapshot ${Ebs.SnapshotId ?? ''}. Task created on ${Date.now().toLocaleString('en-US')}.`,
    Tags: tagsFor(input.TagSpecifications, 'snapshot', ['image', 'snapshot']),
  });
  return { DeviceName, Ebs: { ...Ebs, SnapshotId, Encrypted } };
}

/** Those of the request go before those of the source. */
function tagsOf({ Tags = [] }: Image, { CopyImageTags, TagSpecifications }: CopyImageRequest): Tag[] {
  const asked = tagsFor(TagSpecifications, 'image', ['image', 'snapshot']);
  const copied = CopyImageTags ? Tags.filter(({ Key }) => !Key?.startsWith('aws:')) : [];
  return [...copied.filter(({ Key }) => !asked.some((tag) => tag.Key === Key)), ...asked];
}
