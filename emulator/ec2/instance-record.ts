import type { Instance, InstanceNetworkInterface, InstanceState, NetworkInterface } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { isShown } from './ended.ts';
import { checkId, notFound } from './kind.ts';
import { interfacesOf } from './network-interface-attachment.ts';
import { interfaceView } from './network-interface-view.ts';
import { blockDeviceMappings } from './volume-record.ts';

/** An instance without what its network interfaces and volumes tell, and with what AWS answers through other operations. */
export interface InstanceRecord extends Instance {
  userData?: string;
  disableApiTermination?: boolean;
  disableApiStop?: boolean;
  shutdownBehavior?: string;
  cpuCredits?: string;
  reservationId?: string;
  terminated?: Date;
  /** Of an instance that was given its profile after the launch. */
  profileAssociation?: { id: string; since: Date };
}

type StateName = NonNullable<InstanceState['Name']>;

const STATE_CODES: Record<StateName, number> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html */
export const stateOf = (Name: StateName): InstanceState => ({ Code: STATE_CODES[Name], Name });

const isVisible = ({ terminated }: InstanceRecord): boolean => isShown(terminated);

/** The instances that AWS still shows, in the order of their launch. */
export function instancesOf(region: Region): InstanceRecord[] {
  return region.instances.filter(isVisible);
}

/** The instances with these ids; AWS names all that are missing at once. */
export function instancesNamed(region: Region, ids: readonly string[]): InstanceRecord[] {
  for (const id of ids) checkId('instances', id);
  const named = [...new Set(ids)].map((id) => region.instances.get(id));
  const known = named.filter((each) => each !== undefined && isVisible(each)) as InstanceRecord[];
  const unknown = ids.filter((id) => !known.some(({ InstanceId }) => InstanceId === id));
  if (unknown.length > 1) {
    throw new AwsError('InvalidInstanceID.NotFound', `The instance IDs '${unknown.join(', ')}' do not exist`);
  }
  if (unknown.length === 1) throw notFound('instances', unknown[0]);
  return known;
}

/** The instance as DescribeInstances shows it, with what its interfaces and volumes are. */
export function instanceView(region: Region, record: InstanceRecord): Instance {
  const interfaces = interfacesOf(region, record.InstanceId).map((each) => interfaceView(region, each));
  const primary = interfaces[0];
  const BlockDeviceMappings = blockDeviceMappings(region, record.InstanceId);
  if (!primary) {
    const none = { PrivateDnsName: '', PublicDnsName: '', NetworkInterfaces: [], SecurityGroups: [] };
    return { ...none, ...record, BlockDeviceMappings };
  }
  return {
    ...record,
    BlockDeviceMappings,
    NetworkInterfaces: interfaces.map(attachedView),
    SecurityGroups: primary.Groups,
    SourceDestCheck: primary.SourceDestCheck,
    PrivateIpAddress: primary.PrivateIpAddress,
    PrivateDnsName: primary.PrivateDnsName,
    PublicIpAddress: primary.Association?.PublicIp,
    PublicDnsName: primary.Association?.PublicDnsName ?? '',
    Ipv6Address: primary.Ipv6Addresses?.[0]?.Ipv6Address,
  };
}

function attachedView(each: NetworkInterface): InstanceNetworkInterface {
  const { AttachTime, AttachmentId, DeleteOnTermination, DeviceIndex, NetworkCardIndex, Status } =
    each.Attachment ?? {};
  return {
    NetworkInterfaceId: each.NetworkInterfaceId,
    InterfaceType: each.InterfaceType,
    Description: each.Description,
    MacAddress: each.MacAddress,
    OwnerId: each.OwnerId,
    VpcId: each.VpcId,
    SubnetId: each.SubnetId,
    Status: each.Status,
    SourceDestCheck: each.SourceDestCheck,
    Groups: each.Groups,
    Association: each.Association,
    PrivateIpAddress: each.PrivateIpAddress,
    PrivateDnsName: each.PrivateDnsName,
    PrivateIpAddresses: each.PrivateIpAddresses,
    Ipv6Addresses: each.Ipv6Addresses,
    Attachment: { AttachTime, AttachmentId, DeleteOnTermination, DeviceIndex, NetworkCardIndex, Status },
  };
}

/** Applies a change to one instance. */
export function updateInstance(region: Region, id: string | undefined, change: (draft: InstanceRecord) => void): void {
  region.instances.update(id ?? '', change);
}
