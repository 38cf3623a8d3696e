import type { Instance, InstanceNetworkInterface, InstanceState, NetworkInterface } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
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

/** AWS goes on showing an instance for about an hour after its end. */
const SHOWN_AFTER_END_MS = 3_600_000;

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

/** The instances that AWS still shows, in the order of their launch. */
export function instancesOf(region: Region): InstanceRecord[] {
  return region.instances.filter(({ terminated }: InstanceRecord) => {
    return terminated === undefined || Date.now() - terminated.getTime() < SHOWN_AFTER_END_MS;
  });
}

/** The instances with these ids; AWS names all that are missing at once. */
export function instancesNamed(region: Region, ids: readonly string[]): InstanceRecord[] {
  for (const id of ids) checkId('instances', id);
  const unknown = ids.filter((id) => !region.instances.get(id));
  if (unknown.length > 1) {
    throw new AwsError('InvalidInstanceID.NotFound', `The instance IDs '${unknown.join(', ')}' do not exist`);
  }
  if (unknown.length === 1) throw notFound('instances', unknown[0]);
  return [...new Set(ids)].flatMap((id) => region.instances.get(id) ?? []);
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
