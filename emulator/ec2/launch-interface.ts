import type { InstanceNetworkInterfaceSpecification, RunInstancesRequest, Subnet } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import { find, required } from './kind.ts';
import { primaryAndSecondary } from './network-interface-address.ts';
import { attach } from './network-interface-attachment.ts';
import { setAssociatePublicIp } from './network-interface-attribute.ts';
import { createInterface } from './network-interface-record.ts';
import { defaultVpcId, groupNamed } from './security-group-record.ts';
import { tagsFor } from './tags.ts';

/** Where a launch goes: the interfaces to make or take, and the subnet of the first. */
/** What a launch may tag. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html */
export const LAUNCHED = ['instance', 'volume', 'network-interface', 'spot-instances-request', 'elastic-gpu'] as const;

export interface InterfacePlan {
  readonly subnet: Subnet;
  readonly specifications: readonly InstanceNetworkInterfaceSpecification[];
}

const combination = (message: string) => new AwsError('InvalidParameterCombination', message);

/** Reads a launch's network settings, which are given either once for the instance or for each interface. */
export function planInterfaces(region: Region, input: RunInstancesRequest): InterfacePlan {
  const specifications = input.NetworkInterfaces ?? [];
  if (specifications.length === 0) return planForInstance(region, input);
  if (input.SubnetId) throw combination(perInterface('subnet ID'));
  if (input.PrivateIpAddress) throw combination(perInterface('private address'));
  if (input.SecurityGroupIds?.length || input.SecurityGroups?.length)
    throw combination(perInterface('security groups'));
  checkSpecifications(specifications);
  const sorted = [...specifications].sort((a, b) => (a.DeviceIndex ?? 0) - (b.DeviceIndex ?? 0));
  return { subnet: subnetOf(region, input, sorted[0]), specifications: sorted };
}

const perInterface = (what: string) =>
  `Network interfaces and an instance-level ${what} may not be specified on the same request`;

function planForInstance(region: Region, input: RunInstancesRequest): InterfacePlan {
  const named = input.SecurityGroups ?? [];
  if (named.length > 0 && input.SubnetId) {
    throw combination('The parameter groupName cannot be used with the parameter subnet');
  }
  const subnet = input.SubnetId ? find(region, 'subnets', input.SubnetId) : defaultSubnet(region, input);
  const namedIds = named.map((name) => groupNamed(region, defaultVpcId(region), name).GroupId ?? '');
  const specification: InstanceNetworkInterfaceSpecification = {
    DeviceIndex: 0,
    Groups: [...(input.SecurityGroupIds ?? []), ...namedIds],
    PrivateIpAddress: input.PrivateIpAddress,
    Ipv6Addresses: input.Ipv6Addresses,
    Ipv6AddressCount: input.Ipv6AddressCount,
  };
  return { subnet, specifications: [specification] };
}

const NOT_EMULATED = [
  ...['AssociateCarrierIpAddress', 'ConnectionTrackingSpecification', 'EnaQueueCount', 'EnaSrdSpecification'],
  ...['Ipv4PrefixCount', 'Ipv4Prefixes', 'Ipv6PrefixCount', 'Ipv6Prefixes', 'PrimaryIpv6'],
];

function checkSpecifications(specifications: readonly InstanceNetworkInterfaceSpecification[]): void {
  for (const each of specifications) refuseMembers('NetworkInterfaces', each, NOT_EMULATED);
  const indexes = specifications.map(({ DeviceIndex }) => {
    if (DeviceIndex === undefined)
      throw new AwsError('MissingParameter', 'Each network interface requires a device index.');
    return DeviceIndex;
  });
  if (new Set(indexes).size < indexes.length) {
    throw new AwsError('InvalidParameterValue', 'Each network interface requires a unique device index.');
  }
  if (!indexes.includes(0)) {
    throw new AwsError(
      'InvalidParameterCombination',
      'When specifying network interfaces, you must include a device at index 0.',
    );
  }
  if (specifications.length > 1 && specifications.some((each) => each.AssociatePublicIpAddress !== undefined)) {
    throw combination(
      'The associatePublicIPAddress parameter cannot be specified when launching with multiple network interfaces.',
    );
  }
}

function subnetOf(
  region: Region,
  input: RunInstancesRequest,
  first: InstanceNetworkInterfaceSpecification = {},
): Subnet {
  if (first.NetworkInterfaceId) {
    return find(region, 'subnets', find(region, 'networkInterfaces', first.NetworkInterfaceId).SubnetId);
  }
  return first.SubnetId ? find(region, 'subnets', first.SubnetId) : defaultSubnet(region, input);
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html */
function defaultSubnet(region: Region, { Placement }: RunInstancesRequest): Subnet {
  const vpcId = defaultVpcId(region);
  if (!vpcId) {
    throw new AwsError(
      'VPCIdNotSpecified',
      'No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.',
    );
  }
  const zone = Placement?.AvailabilityZone;
  const subnet = region.subnets.find(
    (each) => each.DefaultForAz === true && (zone === undefined || each.AvailabilityZone === zone),
  );
  if (subnet) return subnet;
  throw new AwsError('MissingInput', `No subnets found for the default VPC '${vpcId}'. Please specify a subnet.`);
}

/** Makes or takes the interfaces of one new instance and attaches them. */
export function attachInterfaces(
  region: Region,
  instanceId: string,
  { subnet, specifications }: InterfacePlan,
  input: RunInstancesRequest,
): void {
  for (const specification of specifications) {
    const { NetworkInterfaceId, DeleteOnTermination, DeviceIndex = 0 } = specification;
    if (NetworkInterfaceId) {
      find(region, 'networkInterfaces', NetworkInterfaceId);
      attach(region, NetworkInterfaceId, instanceId, DeviceIndex, DeleteOnTermination ?? false);
      continue;
    }
    const id = newInterface(region, specification, specification.SubnetId ?? subnet.SubnetId, input);
    attach(region, id, instanceId, DeviceIndex, DeleteOnTermination ?? true);
    const automatic = specifications.length === 1 && subnet.MapPublicIpOnLaunch === true;
    setAssociatePublicIp(region, id, specification.AssociatePublicIpAddress ?? automatic);
  }
}

function newInterface(
  region: Region,
  specification: InstanceNetworkInterfaceSpecification,
  subnetId: string | undefined,
  input: RunInstancesRequest,
): string {
  const { Groups, Description, Ipv6Addresses, Ipv6AddressCount } = specification;
  const { NetworkInterfaceId = '' } = createInterface(region, {
    subnetId: required(subnetId, 'subnetId'),
    groups: Groups?.length ? [...new Set(Groups)] : undefined,
    description: Description,
    ...primaryAndSecondary(specification),
    ipv6Addresses: Ipv6Addresses?.map(({ Ipv6Address }) => required(Ipv6Address, 'ipv6Address')),
    ipv6AddressCount: Ipv6AddressCount,
    tags: tagsFor(input.TagSpecifications, 'network-interface', LAUNCHED),
  });
  return NetworkInterfaceId;
}
