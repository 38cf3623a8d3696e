import { randomBytes } from 'node:crypto';
import type {
  GroupIdentifier,
  NetworkInterface,
  NetworkInterfaceAssociation,
  NetworkInterfacePrivateIpAddress,
  NetworkInterfaceType,
  Subnet,
  Tag,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import type { Region } from '../state.ts';
import { Allocation, ipv6BlockOf, newPublicIp, privateDnsName, publicDnsName } from './allocation.ts';
import { find } from './kind.ts';
import { refuseBeyond } from './quota.ts';

interface InterfaceRequest {
  subnetId: string;
  /** Ids of security groups; the VPC's default group when left out, none when empty. */
  groups?: readonly string[] | undefined;
  description?: string | undefined;
  /** AWS answers `nat_gateway`, although its SDK knows the type as `natGateway`. */
  interfaceType?: NetworkInterfaceType | 'nat_gateway' | undefined;
  /** Made by an AWS service for its own use: then it is attached at once, to `ownerId`. */
  requesterManaged?: boolean | undefined;
  requesterId?: string | undefined;
  /** The service that an interface of AWS's own is attached to, such as `amazon-elb`. */
  ownerId?: string | undefined;
  privateIpAddress?: string | undefined;
  secondaryPrivateIpAddresses?: readonly string[] | undefined;
  secondaryPrivateIpAddressCount?: number | undefined;
  ipv6Addresses?: readonly string[] | undefined;
  ipv6AddressCount?: number | undefined;
  sourceDestCheck?: boolean | undefined;
  tags?: Tag[] | undefined;
}

/** Makes a network interface in a subnet, with addresses that are free there. */
export function createInterface(region: Region, request: InterfaceRequest): NetworkInterface {
  const subnet = find(region, 'subnets', request.subnetId);
  const id = newId('eni');
  const addresses = privateAddresses(region, subnet, request);
  const primary = addresses[0];
  refuseBeyond(region, 'security-groups-per-interface', new Set(request.groups).size, id);
  refuseBeyond(region, 'network-interfaces', region.networkInterfaces.size + 1);
  return region.networkInterfaces.put(id, {
    NetworkInterfaceId: id,
    SubnetId: subnet.SubnetId,
    VpcId: subnet.VpcId,
    AvailabilityZone: subnet.AvailabilityZone,
    AvailabilityZoneId: subnet.AvailabilityZoneId,
    OwnerId: region.accountId,
    Description: request.description ?? '',
    InterfaceType: (request.interfaceType ?? 'interface') as NetworkInterfaceType,
    MacAddress: newMacAddress(),
    PrivateIpAddress: primary?.PrivateIpAddress,
    PrivateDnsName: primary?.PrivateDnsName,
    PrivateIpAddresses: addresses,
    Ipv6Addresses: ipv6Addresses(region, subnet, request).map((Ipv6Address) => ({ Ipv6Address })),
    Groups: groupsOf(region, subnet, request.groups),
    SourceDestCheck: request.sourceDestCheck ?? request.interfaceType !== 'nat_gateway',
    TagSet: request.tags ?? [],
    ...ownership(request),
  });
}

/** Removes the interface whatever it is attached to; its Elastic IP addresses stay, associated with nothing. */
export function deleteInterface(region: Region, id: string): void {
  for (const address of region.addresses.filter((each) => each.NetworkInterfaceId === id)) {
    if (address.AllocationId) forgetAssociation(region, address.AllocationId);
  }
  region.networkInterfaces.delete(id);
}

/** Says in the record of an Elastic IP address that it is associated with nothing. */
export function forgetAssociation(region: Region, allocationId: string): void {
  region.addresses.update(allocationId, (draft) => {
    delete draft.AssociationId;
    delete draft.NetworkInterfaceId;
    delete draft.NetworkInterfaceOwnerId;
    delete draft.PrivateIpAddress;
    delete draft.InstanceId;
  });
}

/** Gives the interface's primary private address a public one from Amazon's pool, as subnets with MapPublicIpOnLaunch do. */
export function assignPublicIp(region: Region, id: string): NetworkInterface {
  const PublicIp = newPublicIp(region);
  region.networkInterfaces.update(id, (draft) => {
    draft.autoAssignPublicIp = true;
  });
  return associate(region, id, undefined, {
    IpOwnerId: 'amazon',
    PublicIp,
    PublicDnsName: publicDnsName(region.name, PublicIp),
  });
}

/** Takes away an automatically assigned public address; an Elastic IP address stays. */
export function releasePublicIp(region: Region, id: string): void {
  const { Association } = region.networkInterfaces.get(id) ?? {};
  if (Association && !Association.AllocationId) associate(region, id, undefined, undefined);
}

/** Sets or clears what public address answers for one private address of the interface, the primary one unless named. */
export function associate(
  region: Region,
  id: string,
  privateIp: string | undefined,
  association: NetworkInterfaceAssociation | undefined,
): NetworkInterface {
  return region.networkInterfaces.update(id, (draft) => {
    const address = draft.PrivateIpAddresses?.find((each) =>
      privateIp === undefined ? each.Primary : each.PrivateIpAddress === privateIp,
    );
    if (!address) throw new Error(`${id} has no private address ${privateIp}`);
    address.Association = association;
    if (address.Primary) {
      draft.Association = association;
      draft.PublicDnsName = association?.PublicDnsName;
    }
  });
}

function privateAddresses(
  region: Region,
  subnet: Subnet,
  request: InterfaceRequest,
): NetworkInterfacePrivateIpAddress[] {
  const allocation = new Allocation(region, subnet);
  const secondary = [
    ...(request.secondaryPrivateIpAddresses ?? []),
    ...Array<undefined>(request.secondaryPrivateIpAddressCount ?? 0).fill(undefined),
  ];
  return [request.privateIpAddress, ...secondary].map((requested, index) => {
    const PrivateIpAddress = allocation.take(requested);
    return { Primary: index === 0, PrivateIpAddress, PrivateDnsName: privateDnsName(region.name, PrivateIpAddress) };
  });
}

function ipv6Addresses(region: Region, subnet: Subnet, request: InterfaceRequest): string[] {
  const automatic = subnet.AssignIpv6AddressOnCreation && !request.requesterManaged && ipv6BlockOf(subnet) ? 1 : 0;
  const count = request.ipv6AddressCount ?? (request.ipv6Addresses?.length ? 0 : automatic);
  const allocation = new Allocation(region, subnet);
  return [...(request.ipv6Addresses ?? []), ...Array<undefined>(count).fill(undefined)].map((requested) =>
    allocation.takeIpv6(requested),
  );
}

function groupsOf(region: Region, subnet: Subnet, ids: readonly string[] | undefined): GroupIdentifier[] {
  const defaultGroup = () =>
    region.securityGroups.filter((group) => group.VpcId === subnet.VpcId && group.GroupName === 'default');
  const groups = ids === undefined ? defaultGroup() : ids.map((id) => groupOf(region, subnet, id));
  return groups.map(({ GroupId, GroupName }) => ({ GroupId, GroupName }));
}

function groupOf(region: Region, subnet: Subnet, id: string) {
  const group = find(region, 'securityGroups', id);
  if (group.VpcId === subnet.VpcId) return group;
  throw new AwsError(
    'InvalidParameter',
    `Security group ${id} and subnet ${subnet.SubnetId} belong to different networks.`,
  );
}

function ownership(request: InterfaceRequest): Partial<NetworkInterface> {
  if (!request.requesterManaged) return { RequesterManaged: false, Status: 'available' };
  return {
    RequesterManaged: true,
    RequesterId: request.requesterId ?? request.ownerId ?? 'amazon-aws',
    Status: 'in-use',
    Attachment: {
      AttachmentId: newId('ela-attach'),
      InstanceOwnerId: request.ownerId ?? 'amazon-aws',
      DeviceIndex: 1,
      DeleteOnTermination: false,
      Status: 'attached',
      AttachTime: new Date(),
    },
  };
}

/** Locally administered, as AWS's are. */
function newMacAddress(): string {
  return ['02', ...randomBytes(5).toString('hex').match(/../g)!].join(':');
}
