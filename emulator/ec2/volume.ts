import type { CreateVolumeRequest, Tag, Volume } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { reading } from '../reading.ts';
import type { SnapshotRecord } from '../records.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import { describe, type FilterValues } from './describe.ts';
import { checkId, find, invalid, KINDS, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { operations as snapshots } from './snapshot.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';
import { operations as attributes } from './volume-attribute.ts';
import { operations as modification } from './volume-modification.ts';
import { newVolume } from './volume-record.ts';
import { zonesOf } from './zone.ts';

/** MiB/s. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html */
const INITIALIZATION_RATES = [100, 300] as const;

export const operations = {
  CreateVolume(region, input) {
    refuseMembers('CreateVolume', input, ['OutpostArn', 'Operator']);
    const snapshot = input.SnapshotId === undefined ? undefined : find(region, 'snapshots', input.SnapshotId);
    if (input.MultiAttachEnabled && input.VolumeType !== 'io1' && input.VolumeType !== 'io2') {
      throw new AwsError('InvalidParameterCombination', 'Multi-Attach is supported for io1 and io2 volumes only.');
    }
    checkInitializationRate(input);
    const { Attachments: _, ...volume } = newVolume(region, {
      zone: zoneOf(region, input),
      size: sizeOf(input, snapshot),
      type: input.VolumeType,
      iops: input.Iops,
      throughput: input.Throughput,
      encryption: input,
      snapshot,
      multiAttach: input.MultiAttachEnabled,
      initializationRate: input.VolumeInitializationRate,
      tags: tagsFor(input.TagSpecifications, 'volume'),
    });
    return { ...volume, State: 'creating' as const };
  },

  DescribeVolumes(region, input) {
    for (const id of input.VolumeIds ?? []) checkId('volumes', id);
    const { page, NextToken } = describe(region.volumes.values(), input, {
      ...KINDS.volumes,
      ids: input.VolumeIds,
      idOf: (volume) => volume.VolumeId!,
      filters,
    });
    return { Volumes: page, NextToken };
  },

  DeleteVolume(region, input) {
    const { VolumeId = '', Attachments = [] } = find(region, 'volumes', input.VolumeId);
    const [attachment] = Attachments;
    if (attachment) {
      throw new AwsError('VolumeInUse', `Volume ${VolumeId} is currently attached to ${attachment.InstanceId}`);
    }
    region.volumes.delete(VolumeId);
    return {};
  },
} satisfies Ec2Operations;

function zoneOf(region: Region, { AvailabilityZone, AvailabilityZoneId }: CreateVolumeRequest) {
  if (AvailabilityZone && AvailabilityZoneId) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameters AvailabilityZone and AvailabilityZoneId cannot be used together.',
    );
  }
  const asked = required(AvailabilityZone ?? AvailabilityZoneId, 'AvailabilityZone');
  const zone = zonesOf(region.name).find(({ name, id }) => (AvailabilityZone ? name : id) === asked);
  if (!zone) throw new AwsError('InvalidZone.NotFound', `The zone '${asked}' does not exist.`);
  return { AvailabilityZone: zone.name, AvailabilityZoneId: zone.id };
}

function sizeOf({ Size }: CreateVolumeRequest, snapshot: SnapshotRecord | undefined): number {
  const smallest = snapshot?.VolumeSize;
  const size = Size ?? smallest;
  if (size === undefined) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter size or snapshotId');
  }
  if (smallest !== undefined && size < smallest) {
    throw invalid(
      `Volume of ${size}GiB is smaller than snapshot '${snapshot?.SnapshotId}', minimum is ${smallest}GiB.`,
    );
  }
  return size;
}

function checkInitializationRate({ SnapshotId, VolumeInitializationRate: rate }: CreateVolumeRequest): void {
  if (rate === undefined) return;
  if (SnapshotId === undefined) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter volumeInitializationRate is supported for volumes created from snapshots only.',
    );
  }
  const [least, most] = INITIALIZATION_RATES;
  if (rate < least || rate > most) {
    throw invalid(
      `Value (${rate}) for parameter volumeInitializationRate is invalid. It must be from ${least} to ${most}.`,
    );
  }
}

const ofAttachments =
  (member: 'AttachTime' | 'DeleteOnTermination' | 'Device' | 'InstanceId' | 'State'): FilterValues<Volume> =>
  ({ Attachments = [] }) =>
    Attachments.map((each) => {
      const value = each[member];
      return value instanceof Date ? value.toISOString() : value;
    });

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumes.html */
const filters: Record<string, FilterValues<Volume>> = {
  'attachment.attach-time': ofAttachments('AttachTime'),
  'attachment.delete-on-termination': ofAttachments('DeleteOnTermination'),
  'attachment.device': ofAttachments('Device'),
  'attachment.instance-id': ofAttachments('InstanceId'),
  'attachment.status': ofAttachments('State'),
  'availability-zone': (volume) => [volume.AvailabilityZone],
  'availability-zone-id': (volume) => [volume.AvailabilityZoneId],
  'create-time': (volume) => [volume.CreateTime?.toISOString()],
  encrypted: (volume) => [volume.Encrypted],
  'fast-restored': () => [false],
  'multi-attach-enabled': (volume) => [volume.MultiAttachEnabled],
  'operator.managed': () => [false],
  size: (volume) => [volume.Size],
  'snapshot-id': (volume) => [volume.SnapshotId],
  status: (volume) => [volume.State],
  'volume-id': (volume) => [volume.VolumeId],
  'volume-type': (volume) => [volume.VolumeType],
};

type Same = Omit<CreateVolumeRequest, 'ClientToken' | 'DryRun' | 'Operator' | 'Size' | 'TagSpecifications'>;

interface VolumeProperties extends Same {
  Size?: number | undefined;
  AutoEnableIO?: boolean;
  SourceVolumeId?: string;
  Tags?: Tag[];
}

/** What a stack can change of a volume; any other change fails. */
const CHANGEABLE = ['Size', 'VolumeType', 'Iops', 'Throughput', 'MultiAttachEnabled'] as const;
const FIXED = [
  ...(['AvailabilityZone', 'AvailabilityZoneId', 'Encrypted', 'KmsKeyId', 'SnapshotId'] as const),
  ...(['OutpostArn', 'SourceVolumeId', 'VolumeInitializationRate'] as const),
];

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-volume.html */
  'AWS::EC2::Volume': resourceType<VolumeProperties>({
    create(region, { AutoEnableIO, Tags, ...properties }) {
      refuseMembers('AWS::EC2::Volume', properties, ['SourceVolumeId']);
      const TagSpecifications = specificationOf('volume', Tags);
      const { VolumeId = '' } = operations.CreateVolume(region, { ...properties, TagSpecifications });
      enableIo(region, VolumeId, AutoEnableIO);
      return VolumeId;
    },
    update: changeVolume,
    /** A volume cannot become smaller, and CloudFormation does not try. */
    restore: (region, id, properties, previous) =>
      changeVolume(region, id, { ...properties, Size: previous.Size }, previous),
    delete(region, VolumeId) {
      if (region.volumes.get(VolumeId)) operations.DeleteVolume(region, { VolumeId });
    },
    snapshot(region, VolumeId) {
      if (region.volumes.get(VolumeId)) snapshots.CreateSnapshot(region, { VolumeId });
    },
    attributes: (_region, id) => ({ VolumeId: id }),
    read: reading(
      'volumes',
      [
        ...(['AvailabilityZone', 'AvailabilityZoneId', 'Encrypted', 'Iops', 'KmsKeyId', 'MultiAttachEnabled'] as const),
        ...(['Size', 'SnapshotId', 'Tags', 'Throughput', 'VolumeInitializationRate', 'VolumeType'] as const),
      ],
      ({ autoEnableIo }) => ({ AutoEnableIO: autoEnableIo ?? false }),
    ),
  }),
};

function changeVolume(
  region: Region,
  VolumeId: string,
  properties: VolumeProperties,
  previous: VolumeProperties,
): void {
  const changed = (name: keyof VolumeProperties) => properties[name] !== previous[name];
  if (FIXED.some(changed)) {
    throw new AwsError(
      'ValidationError',
      'Volume properties other than AutoEnableIO, type, size, and IOPS cannot be updated. Change the properties back to previous values and update the stack again.',
    );
  }
  // What a template no longer says stays as it is.
  const changes = CHANGEABLE.filter((name) => changed(name) && properties[name] !== undefined).map(
    (name) => [name, properties[name]] as const,
  );
  if (changes.length > 0) modification.ModifyVolume(region, { VolumeId, ...Object.fromEntries(changes) });
  if (changed('AutoEnableIO')) enableIo(region, VolumeId, properties.AutoEnableIO ?? false);
  retag(region.volumes, VolumeId, properties.Tags, previous.Tags);
}

function enableIo(region: Region, VolumeId: string, Value: boolean | undefined): void {
  if (Value !== undefined) attributes.ModifyVolumeAttribute(region, { VolumeId, AutoEnableIO: { Value } });
}
