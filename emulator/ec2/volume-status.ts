import type { VolumeStatusItem } from '@aws-sdk/client-ec2';
import type { VolumeRecord } from '../records.ts';
import { describe, type FilterValues } from './describe.ts';
import { checkId, find, KINDS } from './kind.ts';
import type { Ec2Operations } from './operations.ts';

/** Nothing ever happens to a volume here: each is in order, with its I/O enabled. */
export const operations = {
  /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumeStatus.html */
  DescribeVolumeStatus(region, input) {
    for (const id of input.VolumeIds ?? []) checkId('volumes', id);
    const { page, NextToken } = describe(region.volumes.values().map(statusOf), input, {
      ...KINDS.volumes,
      ids: input.VolumeIds,
      idOf: (status) => status.VolumeId!,
      filters,
    });
    return { VolumeStatuses: page, NextToken };
  },

  EnableVolumeIO(region, input) {
    find(region, 'volumes', input.VolumeId);
    return {};
  },
} satisfies Ec2Operations;

/** AWS measures how fast a volume of provisioned IOPS is while it is attached, and of no other. */
function performanceOf({ VolumeType, State }: VolumeRecord): string {
  if (VolumeType !== 'io1' && VolumeType !== 'io2') return 'not-applicable';
  return State === 'in-use' ? 'normal' : 'insufficient-data';
}

function statusOf(volume: VolumeRecord): VolumeStatusItem {
  const { VolumeId, AvailabilityZone, AvailabilityZoneId, Attachments = [], SnapshotId } = volume;
  const IoPerformance = performanceOf(volume);
  return {
    VolumeId,
    AvailabilityZone,
    AvailabilityZoneId,
    VolumeStatus: {
      Status: 'ok',
      Details: [
        { Name: 'io-enabled', Status: 'passed' },
        { Name: 'io-performance', Status: IoPerformance },
      ],
    },
    Actions: [],
    Events: [],
    AttachmentStatuses: Attachments.map(({ InstanceId }) => ({ InstanceId, IoPerformance })),
    ...(SnapshotId ? { InitializationStatusDetails: { InitializationType: 'default', Progress: 100 } } : {}),
  };
}

const none: FilterValues<VolumeStatusItem> = () => [];

const filters: Record<string, FilterValues<VolumeStatusItem>> = {
  'action.code': none,
  'action.description': none,
  'action.event-id': none,
  'attachment-status.instance-id': (status) => (status.AttachmentStatuses ?? []).map((each) => each.InstanceId),
  'attachment-status.io-performance': (status) => (status.AttachmentStatuses ?? []).map((each) => each.IoPerformance),
  'availability-zone': (status) => [status.AvailabilityZone],
  'event.description': none,
  'event.event-id': none,
  'event.event-type': none,
  'event.not-after': none,
  'event.not-before': none,
  'volume-status.details-name': (status) => (status.VolumeStatus?.Details ?? []).map((each) => each.Name),
  'volume-status.details-status': (status) => (status.VolumeStatus?.Details ?? []).map((each) => each.Status),
  'volume-status.status': (status) => [status.VolumeStatus?.Status],
};
