import type {
  EbsInstanceBlockDevice,
  Instance,
  InstanceNetworkInterface,
  InstanceStatus,
  Reservation,
} from '@aws-sdk/client-ec2';
import type { Region } from '../state.ts';
import { describe, type FilterValues, matcher, paginate } from './describe.ts';
import { type InstanceRecord, instancesNamed, instancesOf, instanceView } from './instance-record.ts';
import { find, KINDS } from './kind.ts';
import type { Ec2Operations } from './operations.ts';

export const operations = {
  DescribeInstances(region, input) {
    const selected: Viewed[] = wanted(region, input.InstanceIds)
      .map((record) => ({ ...record, ...instanceView(region, record) }))
      .filter(matcher(input.Filters, filters));
    const { page, NextToken } = paginate(selected, input);
    return { Reservations: reservationsOf(region, page), NextToken };
  },

  /** Only running instances, unless all are asked for. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html */
  DescribeInstanceStatus(region, input) {
    const shown = wanted(region, input.InstanceIds).filter(
      ({ State }) => input.IncludeAllInstances || State?.Name === 'running',
    );
    const { page, NextToken } = describe(shown.map(statusOf), input, {
      idOf: (status) => status.InstanceId ?? '',
      ...KINDS.instances,
      filters: statusFilters,
    });
    return { InstanceStatuses: page, NextToken };
  },

  /** Nothing runs in the instances, so none has written anything. */
  GetConsoleOutput(region, input) {
    const { InstanceId, LaunchTime } = find(region, 'instances', input.InstanceId);
    return { InstanceId, Timestamp: LaunchTime, Output: '' };
  },
} satisfies Ec2Operations;

type Viewed = InstanceRecord & Instance;

const wanted = (region: Region, ids: string[] | undefined): InstanceRecord[] =>
  ids?.length ? instancesNamed(region, ids) : instancesOf(region);

function reservationsOf(region: Region, instances: readonly Viewed[]): Reservation[] {
  const reservations = new Map<string | undefined, Reservation>();
  for (const { reservationId, ...instance } of instances) {
    const reservation = reservations.get(reservationId) ?? {
      ReservationId: reservationId,
      OwnerId: region.accountId,
      Groups: [],
      Instances: [],
    };
    reservation.Instances?.push(instance);
    reservations.set(reservationId, reservation);
  }
  return [...reservations.values()];
}

function statusOf({ InstanceId, Placement, State }: InstanceRecord): InstanceStatus {
  const running = State?.Name === 'running';
  const summary = {
    Status: running ? ('ok' as const) : ('not-applicable' as const),
    Details: running ? [{ Name: 'reachability' as const, Status: 'passed' as const }] : [],
  };
  return {
    InstanceId,
    AvailabilityZone: Placement?.AvailabilityZone,
    AvailabilityZoneId: Placement?.AvailabilityZoneId,
    InstanceState: State,
    InstanceStatus: summary,
    SystemStatus: summary,
    Events: [],
  };
}

const statusFilters: Record<string, FilterValues<InstanceStatus>> = {
  'availability-zone': (status) => [status.AvailabilityZone],
  'instance-state-code': (status) => [status.InstanceState?.Code],
  'instance-state-name': (status) => [status.InstanceState?.Name],
  'instance-status.reachability': (status) => (status.InstanceStatus?.Details ?? []).map((each) => each.Status),
  'instance-status.status': (status) => [status.InstanceStatus?.Status],
  'system-status.reachability': (status) => (status.SystemStatus?.Details ?? []).map((each) => each.Status),
  'system-status.status': (status) => [status.SystemStatus?.Status],
};

const ofInterfaces =
  (value: (each: InstanceNetworkInterface) => string | number | boolean | undefined) => (instance: Viewed) =>
    (instance.NetworkInterfaces ?? []).map(value);

const ofDevices = (value: (ebs: EbsInstanceBlockDevice) => string | boolean | undefined) => (instance: Viewed) =>
  (instance.BlockDeviceMappings ?? []).map(({ Ebs = {} }) => value(Ebs));

const ofGroups = (key: 'GroupId' | 'GroupName') => (instance: Viewed) =>
  (instance.SecurityGroups ?? []).map((group) => group[key]);

const filters: Record<string, FilterValues<Viewed>> = {
  architecture: (each) => [each.Architecture],
  'availability-zone': (each) => [each.Placement?.AvailabilityZone],
  'block-device-mapping.attach-time': ofDevices((ebs) => ebs.AttachTime?.toISOString()),
  'block-device-mapping.delete-on-termination': ofDevices((ebs) => ebs.DeleteOnTermination),
  'block-device-mapping.device-name': (each) => (each.BlockDeviceMappings ?? []).map(({ DeviceName }) => DeviceName),
  'block-device-mapping.status': ofDevices((ebs) => ebs.Status),
  'block-device-mapping.volume-id': ofDevices((ebs) => ebs.VolumeId),
  'client-token': (each) => [each.ClientToken],
  'dns-name': (each) => [each.PublicDnsName],
  'iam-instance-profile.arn': (each) => [each.IamInstanceProfile?.Arn],
  'image-id': (each) => [each.ImageId],
  'instance-id': (each) => [each.InstanceId],
  'instance-state-code': (each) => [each.State?.Code],
  'instance-state-name': (each) => [each.State?.Name],
  'instance-type': (each) => [each.InstanceType],
  'instance.group-id': ofGroups('GroupId'),
  'instance.group-name': ofGroups('GroupName'),
  'ip-address': (each) => [each.PublicIpAddress],
  'key-name': (each) => [each.KeyName],
  'launch-index': (each) => [each.AmiLaunchIndex],
  'launch-time': (each) => [each.LaunchTime?.toISOString()],
  'monitoring-state': (each) => [each.Monitoring?.State],
  'network-interface.addresses.association.public-ip': ofInterfaces((each) => each.Association?.PublicIp),
  'network-interface.addresses.private-ip-address': ofInterfaces((each) => each.PrivateIpAddress),
  'network-interface.association.public-ip': ofInterfaces((each) => each.Association?.PublicIp),
  'network-interface.attachment.attachment-id': ofInterfaces((each) => each.Attachment?.AttachmentId),
  'network-interface.attachment.device-index': ofInterfaces((each) => each.Attachment?.DeviceIndex),
  'network-interface.group-id': (each) =>
    (each.NetworkInterfaces ?? []).flatMap(({ Groups }) => (Groups ?? []).map(({ GroupId }) => GroupId)),
  'network-interface.network-interface-id': ofInterfaces((each) => each.NetworkInterfaceId),
  'network-interface.private-dns-name': ofInterfaces((each) => each.PrivateDnsName),
  'network-interface.source-dest-check': ofInterfaces((each) => each.SourceDestCheck),
  'network-interface.subnet-id': ofInterfaces((each) => each.SubnetId),
  'network-interface.vpc-id': ofInterfaces((each) => each.VpcId),
  'owner-id': (each) => (each.NetworkInterfaces ?? []).map(({ OwnerId }) => OwnerId),
  'placement-group-name': (each) => [each.Placement?.GroupName || undefined],
  'placement-partition-number': (each) => [each.Placement?.PartitionNumber],
  'platform-details': (each) => [each.PlatformDetails],
  'private-dns-name': (each) => [each.PrivateDnsName],
  'private-ip-address': (each) => [each.PrivateIpAddress],
  'reservation-id': (each) => [each.reservationId],
  'root-device-name': (each) => [each.RootDeviceName],
  'source-dest-check': (each) => [each.SourceDestCheck],
  'subnet-id': (each) => [each.SubnetId],
  tenancy: (each) => [each.Placement?.Tenancy],
  'vpc-id': (each) => [each.VpcId],
};
