import type {
  DescribeNetworkInterfaceAttributeResult,
  GroupIdentifier,
  ModifyNetworkInterfaceAttributeRequest,
  NetworkInterface,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import { find, invalid, required } from './kind.ts';
import { deleteOnTermination, refuseServiceManaged } from './network-interface-attachment.ts';
import { assignPublicIp, releasePublicIp } from './network-interface-record.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';

/** An interface with the setting that has AWS give it a public address whenever its instance starts. */
export interface InterfaceRecord extends NetworkInterface {
  associatePublicIp?: boolean;
}

const CHANGES = {
  Attachment(region, { NetworkInterfaceId: id = '' }, { Attachment }) {
    const attachmentId = required(Attachment?.AttachmentId, 'attachment.attachmentId');
    if (find(region, 'networkInterfaces', id).Attachment?.AttachmentId !== attachmentId) {
      throw new AwsError('InvalidAttachmentID.NotFound', `The attachment ID '${attachmentId}' does not exist`);
    }
    deleteOnTermination(region, attachmentId, required(Attachment?.DeleteOnTermination, 'deleteOnTermination'));
  },
  Description(region, { NetworkInterfaceId: id = '' }, { Description }) {
    region.networkInterfaces.update(id, (draft) => {
      draft.Description = Description?.Value ?? '';
    });
  },
  Groups: (region, { NetworkInterfaceId = '' }, { Groups }) => setGroups(region, NetworkInterfaceId, Groups ?? []),
  SourceDestCheck(region, { NetworkInterfaceId = '' }, { SourceDestCheck }) {
    setSourceDestCheck(region, NetworkInterfaceId, required(SourceDestCheck?.Value, 'value'));
  },
  AssociatePublicIpAddress(region, { NetworkInterfaceId = '' }, { AssociatePublicIpAddress }) {
    setAssociatePublicIp(region, NetworkInterfaceId, AssociatePublicIpAddress === true);
  },
} satisfies {
  [Name in keyof ModifyNetworkInterfaceAttributeRequest]?: (
    region: Region,
    record: NetworkInterface,
    input: ModifyNetworkInterfaceAttributeRequest,
  ) => void;
};

type Change = keyof typeof CHANGES;

const NOT_EMULATED = [
  'EnaSrdSpecification',
  'EnablePrimaryIpv6',
  'ConnectionTrackingSpecification',
  'AssociatedSubnetIds',
];

export const operations = {
  ModifyNetworkInterfaceAttribute(region, input) {
    refuseMembers('ModifyNetworkInterfaceAttribute', input, NOT_EMULATED);
    const record = find(region, 'networkInterfaces', input.NetworkInterfaceId);
    refuseServiceManaged(record);
    const [change, ...more] = (Object.keys(CHANGES) as Change[]).filter((name) => input[name] !== undefined);
    if (more.length > 0) {
      throw new AwsError('InvalidParameterCombination', 'Fields for multiple attribute types specified');
    }
    if (!change) throw new AwsError('InvalidParameterCombination', 'No attributes specified.');
    CHANGES[change](region, record, input);
    return {};
  },

  DescribeNetworkInterfaceAttribute(region, input): DescribeNetworkInterfaceAttributeResult {
    const record: InterfaceRecord = find(region, 'networkInterfaces', input.NetworkInterfaceId);
    const { NetworkInterfaceId, Attachment, Description, Groups, SourceDestCheck, associatePublicIp } = record;
    switch (required(input.Attribute, 'attribute')) {
      case 'attachment':
        return { NetworkInterfaceId, Attachment };
      case 'description':
        return { NetworkInterfaceId, Description: { Value: Description } };
      case 'groupSet':
        return { NetworkInterfaceId, Groups };
      case 'sourceDestCheck':
        return { NetworkInterfaceId, SourceDestCheck: { Value: SourceDestCheck } };
      case 'associatePublicIpAddress':
        return { NetworkInterfaceId, AssociatePublicIpAddress: associatePublicIp ?? false };
      default:
        throw invalid(`Value (${input.Attribute}) for parameter attribute is invalid. Unknown attribute.`);
    }
  },
} satisfies Ec2Operations;

export function setSourceDestCheck(region: Region, interfaceId: string, value: boolean): void {
  region.networkInterfaces.update(interfaceId, (draft) => {
    draft.SourceDestCheck = value;
  });
}

/** Replaces the interface's security groups by others of its VPC. */
export function setGroups(region: Region, interfaceId: string, groupIds: readonly string[]): void {
  const { VpcId } = find(region, 'networkInterfaces', interfaceId);
  const groups = [...new Set(groupIds)].map((id) => groupOfVpc(region, VpcId, id));
  refuseBeyond(region, 'security-groups-per-interface', groups.length, interfaceId);
  region.networkInterfaces.update(interfaceId, (draft) => {
    draft.Groups = groups;
  });
}

function groupOfVpc(region: Region, vpcId: string | undefined, id: string): GroupIdentifier {
  const { GroupId, GroupName, VpcId } = find(region, 'securityGroups', id);
  if (VpcId === vpcId) return { GroupId, GroupName };
  throw invalid('You have specified two resources that belong to different networks.');
}

/**
 * Only the primary interface of a running instance has the address; the others remember the setting.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyNetworkInterfaceAttribute.html
 */
export function setAssociatePublicIp(region: Region, interfaceId: string, value: boolean): void {
  region.networkInterfaces.update(interfaceId, (draft: InterfaceRecord) => {
    draft.associatePublicIp = value;
  });
  if (value) takePublicIp(region, interfaceId);
  else releasePublicIp(region, interfaceId);
}

/** Gives the interface the public address that its setting promises, if it may have one now. */
export function takePublicIp(region: Region, interfaceId: string): void {
  const record: InterfaceRecord = find(region, 'networkInterfaces', interfaceId);
  const isPrimary = record.Attachment?.DeviceIndex === 0;
  const instance = region.instances.get(record.Attachment?.InstanceId);
  if (!record.associatePublicIp || record.Association || !isPrimary || instance?.State?.Name !== 'running') return;
  assignPublicIp(region, interfaceId);
}
