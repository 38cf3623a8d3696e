import type { BlockDeviceMapping, Image } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { ImageRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { describe, type FilterValues } from './describe.ts';
import { imagesOf, ownImage } from './image-record.ts';
import { checkId, KINDS, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { operations as snapshots } from './snapshot.ts';

export const operations = {
  /** Deprecated images are the account's own, and always shown to it; a disabled one is no error, but not shown. */
  DescribeImages(region, input) {
    for (const id of input.ImageIds ?? []) checkId('images', id);
    const { ExecutableUsers: users = [], IncludeDisabled } = input;
    const isOwned = ownedBy(region, input.Owners);
    const { page, NextToken } = describe(
      imagesOf(region).filter((each) => isOwned(each) && isFor(region, each, users)),
      input,
      { ...KINDS.images, ids: input.ImageIds, idOf: (image) => image.ImageId!, filters },
    );
    return { Images: page.filter(({ State }) => IncludeDisabled || State !== 'disabled'), NextToken };
  },

  /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeregisterImage.html */
  DeregisterImage(region, input) {
    const { ImageId = '', BlockDeviceMappings = [] } = ownImage(region, required(input.ImageId, 'ImageId'));
    region.images.delete(ImageId);
    if (!input.DeleteAssociatedSnapshots) return { Return: true };
    const ids = BlockDeviceMappings.flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []);
    const DeleteSnapshotResults = [...new Set(ids)].map((SnapshotId) => deleteSnapshot(region, SnapshotId));
    return { Return: true, DeleteSnapshotResults };
  },

  DisableImage(region, input) {
    const { ImageId = '' } = ownImage(region, required(input.ImageId, 'ImageId'));
    region.images.update(ImageId, (draft) => {
      draft.State = 'disabled';
      draft.Public = false;
      draft.launchableBy = [];
    });
    return { Return: true };
  },

  EnableImage(region, input) {
    const { ImageId = '' } = ownImage(region, required(input.ImageId, 'ImageId'));
    region.images.update(ImageId, (draft) => {
      draft.State = 'available';
    });
    return { Return: true };
  },

  EnableImageDeprecation(region, input) {
    const image = ownImage(region, required(input.ImageId, 'ImageId'));
    const DeprecationTime = deprecationTime(image, required(input.DeprecateAt, 'DeprecateAt'));
    region.images.update(image.ImageId ?? '', (draft) => {
      draft.DeprecationTime = DeprecationTime;
    });
    return { Return: true };
  },

  DisableImageDeprecation(region, input) {
    const { ImageId = '' } = ownImage(region, required(input.ImageId, 'ImageId'));
    region.images.update(ImageId, (draft) => {
      delete draft.DeprecationTime;
    });
    return { Return: true };
  },
} satisfies Ec2Operations;

/** A snapshot that another image is made of too stays. */
function deleteSnapshot(region: Region, SnapshotId: string) {
  if (!region.snapshots.get(SnapshotId)) return { SnapshotId, ReturnCode: 'client-error' as const };
  try {
    snapshots.DeleteSnapshot(region, { SnapshotId });
    return { SnapshotId, ReturnCode: 'success' as const };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { SnapshotId, ReturnCode: 'skipped' as const };
  }
}

const MINUTE_MS = 60_000;
/** Years. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableImageDeprecation.html */
const LATEST_DEPRECATION = { private: 10, public: 2 };

/** The time of day at which an image is deprecated, to the minute. */
function deprecationTime({ Public, CreationDate = '' }: ImageRecord, at: Date): string {
  const refuse = (why: string) => new AwsError('InvalidParameterValue', `DeprecateAt is invalid. ${why}`);
  if (at.getTime() < Date.now()) throw refuse('The date must not be in the past.');
  const latest = Public ? new Date(CreationDate) : new Date();
  latest.setUTCFullYear(latest.getUTCFullYear() + LATEST_DEPRECATION[Public ? 'public' : 'private']);
  if (at > latest) throw refuse(`The date must not be later than ${latest.toISOString()}.`);
  return new Date(Math.round(at.getTime() / MINUTE_MS) * MINUTE_MS).toISOString();
}

function ownedBy(region: Region, owners: string[] | undefined): (image: Image) => boolean {
  if (!owners?.length) return () => true;
  const wanted = owners.map((owner) => (owner === 'self' ? region.accountId : owner));
  return (image) => wanted.includes(image.OwnerId ?? '') || wanted.includes(image.ImageOwnerAlias ?? '');
}

/** `self` are those that the account was explicitly allowed to launch, `all` the public ones. */
function isFor(region: Region, { ImageId, Public }: Image, users: readonly string[]): boolean {
  if (users.length === 0) return true;
  const allowed = region.images.get(ImageId)?.launchableBy ?? [];
  return users.some((user) => {
    if (user === 'all') return Public === true;
    return allowed.some(({ UserId }) => UserId === (user === 'self' ? region.accountId : user));
  });
}

const ofDevices =
  (
    value: (ebs: NonNullable<BlockDeviceMapping['Ebs']>) => string | number | boolean | undefined,
  ): FilterValues<Image> =>
  ({ BlockDeviceMappings = [] }) =>
    BlockDeviceMappings.flatMap(({ Ebs }) => (Ebs ? [value(Ebs)] : []));

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html */
const filters: Record<string, FilterValues<Image>> = {
  architecture: (image) => [image.Architecture],
  'block-device-mapping.delete-on-termination': ofDevices((ebs) => ebs.DeleteOnTermination),
  'block-device-mapping.device-name': ({ BlockDeviceMappings = [] }) =>
    BlockDeviceMappings.map(({ DeviceName }) => DeviceName),
  'block-device-mapping.encrypted': ofDevices((ebs) => ebs.Encrypted),
  'block-device-mapping.snapshot-id': ofDevices((ebs) => ebs.SnapshotId),
  'block-device-mapping.volume-size': ofDevices((ebs) => ebs.VolumeSize),
  'block-device-mapping.volume-type': ofDevices((ebs) => ebs.VolumeType),
  'creation-date': (image) => [image.CreationDate],
  description: (image) => [image.Description],
  'ena-support': (image) => [image.EnaSupport],
  hypervisor: (image) => [image.Hypervisor],
  'image-allowed': () => [true],
  'image-id': (image) => [image.ImageId],
  'image-type': (image) => [image.ImageType],
  'is-public': (image) => [image.Public],
  'kernel-id': (image) => [image.KernelId],
  'manifest-location': (image) => [image.ImageLocation],
  name: (image) => [image.Name],
  'owner-alias': (image) => [image.ImageOwnerAlias],
  'owner-id': (image) => [image.OwnerId],
  platform: (image) => [image.Platform],
  'product-code': () => [],
  'product-code.type': () => [],
  'ramdisk-id': (image) => [image.RamdiskId],
  'root-device-name': (image) => [image.RootDeviceName],
  'root-device-type': (image) => [image.RootDeviceType],
  'source-image-id': (image) => [image.SourceImageId],
  'source-image-region': (image) => [image.SourceImageRegion],
  'source-instance-id': (image) => [image.SourceInstanceId],
  'sriov-net-support': (image) => [image.SriovNetSupport],
  state: (image) => [image.State],
  'state-reason-code': (image) => [image.StateReason?.Code],
  'state-reason-message': (image) => [image.StateReason?.Message],
  'virtualization-type': (image) => [image.VirtualizationType],
};
