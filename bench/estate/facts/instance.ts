import type * as ec2 from '@aws-sdk/client-ec2';
import { ACCOUNT, dotted, type Estate, type Instance, type Nic, nameTag, type Printed } from '../plan.ts';
import type { Random } from '../random.ts';
import { association, groupsOf, ipv6Of, mac, privateAddresses, privateName, publicName } from './network-interface.ts';

/** An instance by itself in its reservation, as those that auto scaling launches one by one are. */
export function* reservations({ vpcs }: Estate, random: Random): Iterable<Printed<ec2.Reservation>> {
  const all = vpcs.flatMap(({ fleets }) => fleets.flatMap(({ instances }) => instances));
  for (const each of random.shuffled(all)) {
    yield {
      ReservationId: random.id('r'),
      OwnerId: ACCOUNT,
      ...(each.fleet.scaling && { RequesterId: '940372691376' }),
      Groups: [],
      Instances: [instance(each, random)],
    };
  }
}

function instance(each: Instance, random: Random): Printed<ec2.Instance> {
  const [primary] = each.nics;
  if (!primary) throw new Error(`${each.id} has no interface`);
  const address = primary.addresses[0] ?? 0;
  return {
    Architecture: each.fleet.instanceType.includes('7g') ? 'arm64' : 'x86_64',
    BlockDeviceMappings: volumes(each, random),
    ClientToken: random.uuid(),
    EbsOptimized: true,
    EnaSupport: true,
    Hypervisor: 'xen',
    IamInstanceProfile: {
      Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/${each.fleet.name}`,
      Id: `AIPA${random.hex(17).toUpperCase()}`,
    },
    NetworkInterfaces: each.nics.map(interfaceOf),
    RootDeviceName: '/dev/xvda',
    RootDeviceType: 'ebs',
    SecurityGroups: groupsOf(primary),
    SourceDestCheck: true,
    ...(each.state === 'stopped' && { StateReason: STOPPED }),
    Tags: tagsOf(each),
    VirtualizationType: 'hvm',
    CpuOptions: { CoreCount: each.fleet.instanceType.includes('2xlarge') ? 4 : 1, ThreadsPerCore: 2 },
    CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
    HibernationOptions: { Configured: false },
    MetadataOptions: {
      State: 'applied',
      HttpTokens: 'required',
      HttpPutResponseHopLimit: 2,
      HttpEndpoint: 'enabled',
      HttpProtocolIpv6: 'disabled',
      InstanceMetadataTags: 'disabled',
    },
    EnclaveOptions: { Enabled: false },
    BootMode: 'uefi-preferred',
    PlatformDetails: 'Linux/UNIX',
    UsageOperation: 'RunInstances',
    UsageOperationUpdateTime: each.launched,
    PrivateDnsNameOptions: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    ...(primary.ipv6 && { Ipv6Address: primary.ipv6 }),
    MaintenanceOptions: { AutoRecovery: 'default', RebootMigration: 'default' },
    CurrentInstanceBootMode: 'uefi',
    NetworkPerformanceOptions: { BandwidthWeighting: 'default' },
    Operator: { Managed: false },
    InstanceId: each.id,
    ImageId: each.fleet.imageId,
    State: each.state === 'running' ? { Code: 16, Name: 'running' } : { Code: 80, Name: 'stopped' },
    PrivateDnsName: privateName(address),
    PublicDnsName: primary.public ? publicName(primary.public.ip) : '',
    StateTransitionReason: each.state === 'stopped' ? 'User initiated (2025-02-08 07:08:49 GMT)' : '',
    ...(!each.fleet.scaling && { KeyName: 'operations' }),
    AmiLaunchIndex: 0,
    ProductCodes: [],
    InstanceType: each.fleet.instanceType as ec2._InstanceType,
    LaunchTime: each.launched,
    Placement: {
      AvailabilityZoneId: primary.subnet.zone.id,
      GroupName: '',
      Tenancy: 'default',
      AvailabilityZone: primary.subnet.zone.name,
    },
    Monitoring: { State: each.fleet.scaling ? 'enabled' : 'disabled' },
    SubnetId: primary.subnet.id,
    VpcId: primary.subnet.vpc.id,
    PrivateIpAddress: dotted(address),
    ...(primary.public && { PublicIpAddress: primary.public.ip }),
  };
}

const STOPPED = {
  Code: 'Client.UserInitiatedShutdown',
  Message: 'Client.UserInitiatedShutdown: User initiated shutdown',
};

function volumes(each: Instance, random: Random): Printed<ec2.InstanceBlockDeviceMapping>[] {
  return ['/dev/xvda', ...(each.fleet.scaling ? [] : ['/dev/sdf'])].map((DeviceName) => ({
    DeviceName,
    Ebs: {
      AttachTime: each.launched,
      DeleteOnTermination: true,
      Status: 'attached',
      VolumeId: random.id('vol'),
      EbsCardIndex: 0,
    },
  }));
}

function tagsOf({ fleet, nics }: Instance): { Key: string; Value: string }[] {
  const environment = nics[0]?.subnet.vpc.environment ?? '';
  const own = [...nameTag(fleet.name), { Key: 'Environment', Value: environment }, { Key: 'Role', Value: fleet.role }];
  if (!fleet.scaling) return own;
  return [
    ...own,
    { Key: 'aws:autoscaling:groupName', Value: fleet.name },
    { Key: 'aws:ec2launchtemplate:id', Value: fleet.scaling.launchTemplate },
    { Key: 'aws:ec2launchtemplate:version', Value: '12' },
  ];
}

/** An instance tells of its interfaces a little less, and in another order, than DescribeNetworkInterfaces does. */
function interfaceOf(nic: Nic): Printed<ec2.InstanceNetworkInterface> {
  const { owner } = nic;
  const told = ({ ip, elastic }: NonNullable<Nic['public']>) => {
    const { IpOwnerId, PublicDnsName, PublicIp } = association({ ip, elastic });
    return { IpOwnerId, PublicDnsName, PublicIp };
  };
  return {
    ...(nic.public && { Association: told(nic.public) }),
    Attachment: {
      AttachTime: nic.attachTime,
      AttachmentId: nic.attachmentId,
      DeleteOnTermination: true,
      DeviceIndex: owner.kind === 'instance' ? owner.device : 0,
      Status: 'attached',
      NetworkCardIndex: 0,
    },
    Description: owner.kind === 'instance' && owner.device > 0 ? `aws-K8S-${owner.instance.id}` : '',
    Groups: groupsOf(nic),
    Ipv6Addresses: ipv6Of(nic),
    MacAddress: mac(nic),
    NetworkInterfaceId: nic.id,
    OwnerId: ACCOUNT,
    PrivateDnsName: privateName(nic.addresses[0] ?? 0),
    PrivateIpAddress: dotted(nic.addresses[0] ?? 0),
    PrivateIpAddresses: privateAddresses(nic, told),
    SourceDestCheck: true,
    Status: 'in-use',
    SubnetId: nic.subnet.id,
    VpcId: nic.subnet.vpc.id,
    InterfaceType: 'interface',
    Operator: { Managed: false },
  };
}
