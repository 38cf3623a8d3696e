import type { CreateNetworkInterfaceRequest, PrivateIpAddressSpecification, Tag } from '@aws-sdk/client-ec2';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { find } from './kind.ts';
import { operations } from './network-interface.ts';
import { primaryAndSecondary } from './network-interface-address.ts';
import { retag, specificationOf } from './tags.ts';

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
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkinterface.html */
  'AWS::EC2::NetworkInterface': resourceType<InterfaceProperties>({
    notEmulated: [
      ...['ConnectionTrackingSpecification', 'EnablePrimaryIpv6', 'PublicIpDnsHostnameTypeSpecification'],
      ...['Ipv4Prefixes', 'Ipv4PrefixCount', 'Ipv6Prefixes', 'Ipv6PrefixCount'],
    ],
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

/** The addresses beside the first one that a template names, and how many more it counts. */
interface Addresses {
  readonly named?: readonly string[] | undefined;
  readonly count?: number | undefined;
}

function ipv4Of(properties: InterfaceProperties): Addresses {
  const { secondaryPrivateIpAddresses: named, secondaryPrivateIpAddressCount: count } = primaryAndSecondary(properties);
  return { named, count };
}

const ipv6Of = ({ Ipv6Addresses, Ipv6AddressCount }: InterfaceProperties): Addresses => ({
  named: Ipv6Addresses?.map(({ Ipv6Address }) => Ipv6Address),
  count: Ipv6AddressCount,
});

/** What becomes of an interface's further addresses: `now` are those it has, `more` how many it needs beside those named. */
function changeOf(wanted: Addresses, previous: Addresses, now: readonly string[]) {
  const [names, before] = [wanted.named ?? [], previous.named ?? []];
  const more = (wanted.count ?? 0) - (previous.count ?? 0);
  const unnamed = now.filter((each) => !before.includes(each));
  return {
    gone: [
      ...before.filter((each) => !names.includes(each) && now.includes(each)),
      ...(more < 0 ? unnamed.slice(more) : []),
    ],
    named: names.filter((each) => !before.includes(each)),
    more,
  };
}

/** Unassigns the addresses that a template no longer names, or no longer counts, and assigns those that it names now. */
function setAddresses(
  region: Region,
  NetworkInterfaceId: string,
  wanted: InterfaceProperties,
  previous: InterfaceProperties,
): void {
  const { AssignIpv6Addresses, AssignPrivateIpAddresses, UnassignIpv6Addresses, UnassignPrivateIpAddresses } =
    operations;
  const { PrivateIpAddresses = [], Ipv6Addresses = [] } = find(region, 'networkInterfaces', NetworkInterfaceId);
  const ipv4 = changeOf(
    ipv4Of(wanted),
    ipv4Of(previous),
    PrivateIpAddresses.flatMap(({ Primary, PrivateIpAddress: ip }) => (Primary || !ip ? [] : [ip])),
  );
  const here = { NetworkInterfaceId };
  if (ipv4.gone.length > 0) UnassignPrivateIpAddresses(region, { ...here, PrivateIpAddresses: ipv4.gone });
  if (ipv4.named.length > 0) AssignPrivateIpAddresses(region, { ...here, PrivateIpAddresses: ipv4.named });
  if (ipv4.more > 0) AssignPrivateIpAddresses(region, { ...here, SecondaryPrivateIpAddressCount: ipv4.more });
  const ipv6 = changeOf(
    ipv6Of(wanted),
    ipv6Of(previous),
    Ipv6Addresses.flatMap(({ Ipv6Address }) => Ipv6Address ?? []),
  );
  if (ipv6.gone.length > 0) UnassignIpv6Addresses(region, { ...here, Ipv6Addresses: ipv6.gone });
  if (ipv6.named.length > 0) AssignIpv6Addresses(region, { ...here, Ipv6Addresses: ipv6.named });
  if (ipv6.more > 0) AssignIpv6Addresses(region, { ...here, Ipv6AddressCount: ipv6.more });
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
