import type { NetworkInterface, NetworkInterfacePrivateIpAddress } from '@aws-sdk/client-ec2';
import { refuseMembers } from './dependency.ts';
import { describe, type FilterValues } from './describe.ts';
import { find, invalid, KINDS, required } from './kind.ts';
import { operations as addresses, primaryAndSecondary } from './network-interface-address.ts';
import { operations as attachments } from './network-interface-attachment.ts';
import { operations as attributes } from './network-interface-attribute.ts';
import { operations as ipv6Addresses } from './network-interface-ipv6.ts';
import { createInterface, deleteInterface } from './network-interface-record.ts';
import { interfaceView } from './network-interface-view.ts';
import type { Ec2Operations } from './operations.ts';
import { tagsFor } from './tags.ts';

const NOT_EMULATED = [
  ...['Ipv4Prefixes', 'Ipv4PrefixCount', 'Ipv6Prefixes', 'Ipv6PrefixCount'],
  ...['ConnectionTrackingSpecification', 'EnablePrimaryIpv6', 'Operator'],
];

export const operations = {
  ...addresses,
  ...attachments,
  ...attributes,
  ...ipv6Addresses,

  CreateNetworkInterface(region, input) {
    refuseMembers('CreateNetworkInterface', input, NOT_EMULATED);
    const created = createInterface(region, {
      subnetId: required(input.SubnetId, 'subnetId'),
      groups: input.Groups?.length ? input.Groups : undefined,
      description: input.Description,
      interfaceType: input.InterfaceType,
      ...primaryAndSecondary(input),
      ipv6Addresses: input.Ipv6Addresses?.map(({ Ipv6Address }) => required(Ipv6Address, 'ipv6Address')),
      ipv6AddressCount: input.Ipv6AddressCount,
      tags: tagsFor(input.TagSpecifications, 'network-interface'),
    });
    return { NetworkInterface: created, ClientToken: input.ClientToken };
  },

  DeleteNetworkInterface(region, input) {
    const { NetworkInterfaceId = '', Status } = find(region, 'networkInterfaces', input.NetworkInterfaceId);
    if (Status === 'in-use') throw invalid(`Network interface '${NetworkInterfaceId}' is currently in use.`);
    deleteInterface(region, NetworkInterfaceId);
    return {};
  },

  DescribeNetworkInterfaces(region, input) {
    const records = region.networkInterfaces
      .values()
      .map((each) => ({ ...interfaceView(region, each), Tags: each.TagSet }));
    const { page, NextToken } = describe(records, input, {
      ids: input.NetworkInterfaceIds,
      idOf: (each) => each.NetworkInterfaceId ?? '',
      ...KINDS.networkInterfaces,
      filters,
    });
    return { NetworkInterfaces: page, NextToken };
  },
} satisfies Ec2Operations;

const ofAddresses =
  (value: (address: NetworkInterfacePrivateIpAddress) => string | boolean | undefined) => (each: NetworkInterface) =>
    (each.PrivateIpAddresses ?? []).map(value);

const filters: Record<string, FilterValues<NetworkInterface>> = {
  'addresses.association.allocation-id': ofAddresses((address) => address.Association?.AllocationId),
  'addresses.association.owner-id': ofAddresses((address) => address.Association?.IpOwnerId),
  'addresses.association.public-ip': ofAddresses((address) => address.Association?.PublicIp),
  'addresses.primary': ofAddresses((address) => address.Primary),
  'addresses.private-ip-address': ofAddresses((address) => address.PrivateIpAddress),
  'association.allocation-id': (each) => [each.Association?.AllocationId],
  'association.association-id': (each) => [each.Association?.AssociationId],
  'association.ip-owner-id': (each) => [each.Association?.IpOwnerId],
  'association.public-dns-name': (each) => [each.Association?.PublicDnsName],
  'association.public-ip': (each) => [each.Association?.PublicIp],
  'attachment.attachment-id': (each) => [each.Attachment?.AttachmentId],
  'attachment.delete-on-termination': (each) => [each.Attachment?.DeleteOnTermination],
  'attachment.device-index': (each) => [each.Attachment?.DeviceIndex],
  'attachment.instance-id': (each) => [each.Attachment?.InstanceId],
  'attachment.instance-owner-id': (each) => [each.Attachment?.InstanceOwnerId],
  'attachment.status': (each) => [each.Attachment?.Status],
  'availability-zone': (each) => [each.AvailabilityZone],
  'availability-zone-id': (each) => [each.AvailabilityZoneId],
  description: (each) => [each.Description],
  'group-id': (each) => (each.Groups ?? []).map(({ GroupId }) => GroupId),
  'group-name': (each) => (each.Groups ?? []).map(({ GroupName }) => GroupName),
  'interface-type': (each) => [each.InterfaceType],
  'ipv6-addresses.ipv6-address': (each) => (each.Ipv6Addresses ?? []).map(({ Ipv6Address }) => Ipv6Address),
  'mac-address': (each) => [each.MacAddress],
  'network-interface-id': (each) => [each.NetworkInterfaceId],
  'owner-id': (each) => [each.OwnerId],
  'private-dns-name': (each) => [each.PrivateDnsName],
  'private-ip-address': (each) => [each.PrivateIpAddress],
  'requester-id': (each) => [each.RequesterId],
  'requester-managed': (each) => [each.RequesterManaged],
  'source-dest-check': (each) => [each.SourceDestCheck],
  status: (each) => [each.Status],
  'subnet-id': (each) => [each.SubnetId],
  'vpc-id': (each) => [each.VpcId],
};
