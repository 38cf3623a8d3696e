import type { AttachVolumeRequest, VolumeAttachment } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { VolumeRecord } from '../records.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import type { InstanceRecord } from './instance-record.ts';
import { figuresOf } from './instance-type-table.ts';
import { find, invalid, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { attachmentTo, attachVolume, detachVolume, volumesOf } from './volume-record.ts';

/** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volumes-multi.html */
const MOST_ATTACHMENTS = 16;

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html */
const DEVICE = /^(\/dev\/)?(sd[a-z]([1-9]|1[0-5])?|xvd[a-z]{1,2}([1-9]|1[0-5])?)$/;

export const operations = {
  /** Answered as under way, done at once. */
  AttachVolume(region, input) {
    refuseMembers('AttachVolume', input, ['EbsCardIndex']);
    const volume = find(region, 'volumes', input.VolumeId);
    const instance = find(region, 'instances', input.InstanceId);
    const Device = required(input.Device, 'device');
    if (!DEVICE.test(Device)) {
      throw invalid(`Value (${Device}) for parameter device is invalid. ${Device} is not a valid EBS device name.`);
    }
    const { VolumeId = '' } = volume;
    const { InstanceId = '', State } = instance;
    if (State?.Name !== 'running' && State?.Name !== 'stopped') {
      throw new AwsError('IncorrectState', `Instance '${InstanceId}' is not 'running'.`);
    }
    checkPlace(volume, instance);
    if (volumesOf(region, InstanceId).some((each) => attachmentTo(each, InstanceId)?.Device === Device)) {
      throw invalid(`Invalid value '${Device}' for unixDevice. Attachment point ${Device} is already in use`);
    }
    const attachment = attachVolume(region, VolumeId, { InstanceId, Device, DeleteOnTermination: false });
    return { ...attachment, State: 'attaching' as const };
  },

  DetachVolume(region, input) {
    const volume = find(region, 'volumes', input.VolumeId);
    const attachment = attachmentMeant(volume, input);
    const instance = region.instances.get(attachment.InstanceId);
    if (attachment.Device === instance?.RootDeviceName && instance?.State?.Name !== 'stopped') {
      throw new AwsError(
        'OperationNotPermitted',
        `Unable to detach root volume '${volume.VolumeId}' from instance '${attachment.InstanceId}'`,
      );
    }
    detachVolume(region, volume.VolumeId ?? '', attachment.InstanceId);
    return { ...attachment, State: 'detaching' as const };
  },
} satisfies Ec2Operations;

function checkPlace(volume: VolumeRecord, { InstanceId, InstanceType, Placement }: InstanceRecord): void {
  const { VolumeId, Attachments = [], AvailabilityZone, MultiAttachEnabled } = volume;
  if (AvailabilityZone !== Placement?.AvailabilityZone) {
    throw new AwsError(
      'InvalidVolume.ZoneMismatch',
      `The volume '${VolumeId}' is not in the same availability zone as instance '${InstanceId}'`,
    );
  }
  if ((Attachments.length > 0 && !MultiAttachEnabled) || attachmentTo(volume, InstanceId)) {
    throw new AwsError('VolumeInUse', `${VolumeId} is already attached to an instance`);
  }
  if (Attachments.length >= MOST_ATTACHMENTS) {
    throw new AwsError(
      'AttachmentLimitExceeded',
      `The volume '${VolumeId}' is attached to ${MOST_ATTACHMENTS} instances, which is the most.`,
    );
  }
  if (MultiAttachEnabled && !figuresOf(InstanceType)?.nitro) {
    throw new AwsError('UnsupportedOperation', `Multi-Attach is not supported for instance type '${InstanceType}'.`);
  }
}

type Meant = Pick<AttachVolumeRequest, 'VolumeId'> & Partial<Pick<AttachVolumeRequest, 'InstanceId' | 'Device'>>;

/** The attachment of a volume that a request names, by the instance where there can be several. */
function attachmentMeant({ VolumeId, Attachments = [], State }: VolumeRecord, { InstanceId, Device }: Meant) {
  if (Attachments.length === 0)
    throw new AwsError('IncorrectState', `Volume '${VolumeId}' is in the '${State}' state.`);
  if (Attachments.length > 1 && !InstanceId) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter instanceId');
  }
  const isMeant = (each: VolumeAttachment) =>
    (!InstanceId || each.InstanceId === InstanceId) && (!Device || each.Device === Device);
  const attachment = Attachments.find(isMeant);
  if (attachment) return attachment;
  const where = [InstanceId && ` to instance '${InstanceId}'`, Device && ` as device '${Device}'`].filter(Boolean);
  throw new AwsError('InvalidAttachment.NotFound', `The volume '${VolumeId}' is not attached${where.join('')}.`);
}

type AttachmentProperties = Omit<AttachVolumeRequest, 'DryRun'> & { VolumeId: string; InstanceId: string };

/** A physical id is that of the volume and that of the instance. */
const partsOf = (physicalId: string) => {
  const [VolumeId = '', InstanceId = ''] = physicalId.split('|');
  return { VolumeId, InstanceId };
};

const attachmentNamed = (region: Region, physicalId: string): VolumeAttachment | undefined => {
  const { VolumeId, InstanceId } = partsOf(physicalId);
  return attachmentTo(region.volumes.get(VolumeId) ?? {}, InstanceId);
};

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-volumeattachment.html */
  'AWS::EC2::VolumeAttachment': resourceType<AttachmentProperties>({
    create(region, properties) {
      const { VolumeId, InstanceId } = operations.AttachVolume(region, properties);
      return `${VolumeId}|${InstanceId}`;
    },
    delete(region, id) {
      if (attachmentNamed(region, id)) operations.DetachVolume(region, partsOf(id));
    },
    read(region, id) {
      const attachment = attachmentNamed(region, id);
      return attachment && { ...partsOf(id), Device: attachment.Device };
    },
  }),
};
