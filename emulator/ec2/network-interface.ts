import type {
  CreateNetworkInterfaceRequest,
  NetworkInterface,
  NetworkInterfacePrivateIpAddress,
  PrivateIpAddressSpecification,
  Tag,
} from '@aws-sdk/client-ec2';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import { describe, type FilterValues } from './describe.ts';
import { find, invalid, KINDS, required } from './kind.ts';
import { operations as addresses, primaryAndSecondary } from './network-interface-address.ts';
import { operations as attachments, resourceTypes as attachmentTypes } from './network-interface-attachment.ts';
import { operations as attributes } from './network-interface-attribute.ts';
import { createInterface, deleteInterface } from './network-interface-record.ts';
import { interfaceView } from './network-interface-view.ts';
import type { Ec2Operations } from './operations.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';

const NOT_EMULATED = ['Ipv4Prefixes', 'Ipv4PrefixCount', 'Ipv6Prefixes', 'Ipv6PrefixCount', 'Operator'];

export const operations = {
  ...addresses,
  ...attachments,
  ...attributes,

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

interface InterfaceProperties {
  SubnetId: string;
  Description?: string;
  GroupSet?: string[];
  PrivateIpAddress?: string;
  PrivateIpAddresses?: PrivateIpAddressSpecification[];
  SecondaryPrivateIpAddressCount?: number;
  Ipv6Addresses?: { Ipv6Address: string }[];
  Ipv6AddressCount?: number;
  InterfaceType?: CreateNetworkInterfaceRequest['InterfaceType'];
  SourceDestCheck?: boolean;
  Tags?: Tag[];
}

export const resourceTypes: Record<string, ResourceType> = {
  ...attachmentTypes,

  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkinterface.html */
  'AWS::EC2::NetworkInterface': resourceType<InterfaceProperties>({
    create(region, { GroupSet, SourceDestCheck = true, Tags, ...properties }) {
      const { NetworkInterface } = operations.CreateNetworkInterface(region, {
        ...properties,
        Groups: GroupSet,
        TagSpecifications: specificationOf('network-interface', Tags),
      });
      const id = NetworkInterface.NetworkInterfaceId ?? '';
      modify(region, id, { SourceDestCheck });
      return id;
    },
    update(region, id, wanted, previous) {
      modify(region, id, wanted);
      setAddresses(region, id, wanted, previous);
      retag(region.networkInterfaces, id, wanted.Tags, previous.Tags);
    },
    /** The primary address stays; the others come and go in place. */
    replaces: (wanted, previous) =>
      primaryAndSecondary(wanted).privateIpAddress !== primaryAndSecondary(previous).privateIpAddress,
    delete(region, NetworkInterfaceId) {
      if (region.networkInterfaces.get(NetworkInterfaceId)) {
        operations.DeleteNetworkInterface(region, { NetworkInterfaceId });
      }
    },
    attributes(region, id) {
      const { PrivateIpAddress, PrivateIpAddresses = [], Ipv6Addresses, VpcId } = find(region, 'networkInterfaces', id);
      const secondary = PrivateIpAddresses.filter((each) => !each.Primary);
      return {
        Id: id,
        VpcId,
        PrimaryPrivateIpAddress: PrivateIpAddress,
        PrimaryIpv6Address: Ipv6Addresses?.[0]?.Ipv6Address,
        SecondaryPrivateIpAddresses: secondary.map((each) => each.PrivateIpAddress),
      };
    },
    read: reading(
      'networkInterfaces',
      ['SubnetId', 'Description', 'PrivateIpAddress', 'InterfaceType', 'SourceDestCheck'],
      ({ Groups = [], TagSet = [] }) => ({ GroupSet: Groups.map(({ GroupId }) => GroupId), Tags: TagSet }),
    ),
  }),
};

function setAddresses(
  region: Region,
  NetworkInterfaceId: string,
  wanted: InterfaceProperties,
  previous: InterfaceProperties,
): void {
  const [now, before] = [wanted, previous].map((each) => primaryAndSecondary(each).secondaryPrivateIpAddresses);
  const gone = before?.filter((each) => !now?.includes(each)) ?? [];
  const added = now?.filter((each) => !before?.includes(each)) ?? [];
  if (gone.length > 0) operations.UnassignPrivateIpAddresses(region, { NetworkInterfaceId, PrivateIpAddresses: gone });
  if (added.length > 0) operations.AssignPrivateIpAddresses(region, { NetworkInterfaceId, PrivateIpAddresses: added });
}

type Modifiable = Pick<InterfaceProperties, 'Description' | 'GroupSet' | 'SourceDestCheck'>;

function modify(region: Region, NetworkInterfaceId: string, wanted: Modifiable): void {
  const { ModifyNetworkInterfaceAttribute: change } = operations;
  const { Description, GroupSet, SourceDestCheck } = wanted;
  if (Description !== undefined) change(region, { NetworkInterfaceId, Description: { Value: Description } });
  if (GroupSet?.length) change(region, { NetworkInterfaceId, Groups: GroupSet });
  if (SourceDestCheck !== undefined)
    change(region, { NetworkInterfaceId, SourceDestCheck: { Value: SourceDestCheck } });
}
