import type { Address, NetworkInterface, NetworkInterfaceAttachment } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { figuresOf } from './instance-type-table.ts';
import { find, invalid, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';

export const operations = {
  AttachNetworkInterface(region, input) {
    const instance = find(region, 'instances', input.InstanceId);
    const { InstanceId = '', State, Placement, InstanceType } = instance;
    const { NetworkInterfaceId = '', AvailabilityZone } = find(region, 'networkInterfaces', input.NetworkInterfaceId);
    const index = required(input.DeviceIndex, 'deviceIndex');
    if (State?.Name !== 'running' && State?.Name !== 'stopped') {
      throw new AwsError('IncorrectState', `Instance '${InstanceId}' is not 'running' or 'stopped'.`);
    }
    if (AvailabilityZone !== Placement?.AvailabilityZone) {
      throw new AwsError(
        'InvalidParameterCombination',
        'You may not attach a network interface to an instance if they are not in the same availability zone',
      );
    }
    const count = interfacesOf(region, InstanceId).length + 1;
    if (count > (figuresOf(InstanceType)?.interfaces ?? Number.POSITIVE_INFINITY)) {
      throw new AwsError('AttachmentLimitExceeded', `Interface count ${count} exceeds the limit for ${InstanceType}`);
    }
    const { AttachmentId } = attach(region, NetworkInterfaceId, InstanceId, index, false);
    return { AttachmentId, NetworkCardIndex: 0 };
  },

  DetachNetworkInterface(region, input) {
    const id = required(input.AttachmentId, 'attachmentId');
    const { NetworkInterfaceId = '', Attachment } = interfaceAttachedBy(region, id);
    refuseServiceAttachment(Attachment);
    if (Attachment?.DeviceIndex === 0) {
      throw new AwsError('OperationNotPermitted', 'The network interface at device index 0 cannot be detached.');
    }
    detach(region, NetworkInterfaceId);
    return {};
  },
} satisfies Ec2Operations;

const attachedInstance = (each: NetworkInterface) => [each.Attachment?.InstanceId];
const mappedInterface = (each: Address) => [each.NetworkInterfaceId];

/** The interfaces of an instance, the primary one first. */
export function interfacesOf(region: Region, instanceId: string | undefined): NetworkInterface[] {
  const index = (each: NetworkInterface) => each.Attachment?.DeviceIndex ?? 0;
  return region.networkInterfaces.by(attachedInstance, instanceId).sort((a, b) => index(a) - index(b));
}

/** Attaches an interface that is free to an instance whose device index is free. */
export function attach(
  region: Region,
  interfaceId: string,
  InstanceId: string,
  DeviceIndex: number,
  DeleteOnTermination: boolean,
): NetworkInterfaceAttachment {
  if (region.networkInterfaces.get(interfaceId)?.Status !== 'available') {
    throw new AwsError('InvalidNetworkInterface.InUse', `Interface: [${interfaceId}] in use.`);
  }
  if (interfacesOf(region, InstanceId).some((each) => each.Attachment?.DeviceIndex === DeviceIndex)) {
    throw invalid(`Instance '${InstanceId}' already has an interface attached at device index '${DeviceIndex}'.`);
  }
  const Attachment: NetworkInterfaceAttachment = {
    AttachmentId: newId('eni-attach'),
    InstanceId,
    InstanceOwnerId: region.accountId,
    DeviceIndex,
    NetworkCardIndex: 0,
    DeleteOnTermination,
    Status: 'attached',
    AttachTime: new Date(),
  };
  region.networkInterfaces.update(interfaceId, (draft) => {
    draft.Attachment = Attachment;
    draft.Status = 'in-use';
  });
  tellAddresses(region, interfaceId, InstanceId);
  return Attachment;
}

/** Frees an interface of the instance that holds it; its Elastic IP addresses stay with it. */
export function detach(region: Region, interfaceId: string): void {
  region.networkInterfaces.update(interfaceId, (draft) => {
    delete draft.Attachment;
    draft.Status = 'available';
  });
  tellAddresses(region, interfaceId, undefined);
}

/** Interfaces that AWS services made for themselves cannot be changed by users. */
export function refuseServiceManaged({ RequesterManaged }: NetworkInterface): void {
  if (RequesterManaged)
    throw new AwsError('AuthFailure', 'You do not have permission to access the specified resource.');
}

function refuseServiceAttachment(attachment: NetworkInterfaceAttachment | undefined): void {
  if (!attachment?.AttachmentId?.startsWith('ela-attach')) return;
  throw new AwsError('OperationNotPermitted', `You are not allowed to manage 'ela-attach' attachments.`);
}

function tellAddresses(region: Region, interfaceId: string, instanceId: string | undefined): void {
  for (const { AllocationId = '' } of region.addresses.by(mappedInterface, interfaceId)) {
    region.addresses.update(AllocationId, (draft) => {
      if (instanceId) draft.InstanceId = instanceId;
      else delete draft.InstanceId;
    });
  }
}

export function interfaceAttachedBy(region: Region, attachmentId: string): NetworkInterface {
  const found = region.networkInterfaces.find((each) => each.Attachment?.AttachmentId === attachmentId);
  if (found) return found;
  throw new AwsError('InvalidAttachmentID.NotFound', `The attachment ID '${attachmentId}' does not exist`);
}

interface AttachmentProperties {
  InstanceId: string;
  NetworkInterfaceId: string;
  DeviceIndex: string;
  DeleteOnTermination?: boolean;
}

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkinterfaceattachment.html */
  'AWS::EC2::NetworkInterfaceAttachment': resourceType<AttachmentProperties>({
    notEmulated: ['EnaQueueCount', 'EnaSrdSpecification'],
    create(region, { InstanceId, NetworkInterfaceId, DeviceIndex, DeleteOnTermination = true }) {
      const request = { InstanceId, NetworkInterfaceId, DeviceIndex: Number(DeviceIndex) };
      const { AttachmentId = '' } = operations.AttachNetworkInterface(region, request);
      deleteOnTermination(region, AttachmentId, DeleteOnTermination);
      return AttachmentId;
    },
    update(region, id, { DeleteOnTermination = true }) {
      deleteOnTermination(region, id, DeleteOnTermination);
    },
    delete(region, AttachmentId) {
      const attached = region.networkInterfaces.find((each) => each.Attachment?.AttachmentId === AttachmentId);
      if (attached) operations.DetachNetworkInterface(region, { AttachmentId });
    },
    attributes: (_region, id) => ({ AttachmentId: id }),
    read(region, id) {
      const attached = region.networkInterfaces.find((each) => each.Attachment?.AttachmentId === id);
      const { InstanceId, DeviceIndex, DeleteOnTermination } = attached?.Attachment ?? {};
      return (
        attached && { InstanceId, DeviceIndex, DeleteOnTermination, NetworkInterfaceId: attached.NetworkInterfaceId }
      );
    },
  }),
};

/** Says whether the interface goes when the instance that it is attached to is terminated. */
export function deleteOnTermination(region: Region, attachmentId: string, value: boolean): void {
  const { NetworkInterfaceId = '' } = interfaceAttachedBy(region, attachmentId);
  region.networkInterfaces.update(NetworkInterfaceId, (draft) => {
    if (draft.Attachment) draft.Attachment.DeleteOnTermination = value;
  });
}
