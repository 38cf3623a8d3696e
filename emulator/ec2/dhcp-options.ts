import type { DhcpConfiguration, DhcpOptions, NewDhcpConfiguration, Tag } from '@aws-sdk/client-ec2';
import { newId } from '../id.ts';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { refuseWhileInUse } from './dependency.ts';
import { describe } from './describe.ts';
import { find, invalid, KINDS, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';

/** https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSet.html */
const KEYS = [
  'domain-name-servers',
  'domain-name',
  'ntp-servers',
  'netbios-name-servers',
  'netbios-node-type',
  'ipv6-address-preferred-lease-time',
];

function createOptions(region: Region, configurations: NewDhcpConfiguration[], tags: Tag[]): DhcpOptions {
  const id = newId('dopt');
  return region.dhcpOptions.put(id, {
    DhcpOptionsId: id,
    OwnerId: region.accountId,
    DhcpConfigurations: configurations.map(({ Key, Values }) => ({
      Key,
      Values: (Values ?? []).map((Value) => ({ Value })),
    })),
    Tags: tags,
  });
}

const defaultDomain = (region: Region) =>
  region.name === 'us-east-1' ? 'ec2.internal' : `${region.name}.compute.internal`;

/** The Region's own option set, which every new VPC gets: Amazon's DNS and Amazon's domain. */
export function defaultOptions(region: Region): DhcpOptions {
  const standard = [
    { Key: 'domain-name', Values: [defaultDomain(region)] },
    { Key: 'domain-name-servers', Values: ['AmazonProvidedDNS'] },
  ];
  const text = (options: DhcpOptions) =>
    JSON.stringify(options.DhcpConfigurations?.map(({ Key, Values }) => [Key, Values?.map(({ Value }) => Value)]));
  const wanted = JSON.stringify(standard.map(({ Key, Values }) => [Key, Values]));
  const existing = region.dhcpOptions.find((each) => text(each) === wanted && !each.Tags?.length);
  return existing ?? createOptions(region, standard, []);
}

function checkConfigurations(configurations: NewDhcpConfiguration[]): NewDhcpConfiguration[] {
  for (const { Key, Values } of configurations) {
    if (!Key || !KEYS.includes(Key)) {
      throw invalid(`Value (${Key ?? ''}) for parameter dhcpConfiguration is invalid. Unknown DHCP option`);
    }
    if (!Values?.length) throw invalid(`Value () for parameter ${Key} is invalid. A value is required`);
    if (['domain-name-servers', 'ntp-servers'].includes(Key) && Values.length > 4) {
      throw invalid(`Value (${Values.join(', ')}) for parameter ${Key} is invalid. Too many values`);
    }
  }
  return configurations;
}

export const operations = {
  CreateDhcpOptions(region, input) {
    const configurations = checkConfigurations(required(input.DhcpConfigurations, 'dhcpConfiguration'));
    return { DhcpOptions: createOptions(region, configurations, tagsFor(input.TagSpecifications, 'dhcp-options')) };
  },

  DescribeDhcpOptions(region, input) {
    const { page, NextToken } = describe(region.dhcpOptions.values(), input, {
      ...KINDS.dhcpOptions,
      ids: input.DhcpOptionsIds,
      idOf: (options) => options.DhcpOptionsId!,
      filters: {
        'dhcp-options-id': (options) => [options.DhcpOptionsId],
        key: (options) => (options.DhcpConfigurations ?? []).map((each) => each.Key),
        value: (options) =>
          (options.DhcpConfigurations ?? []).flatMap((each) => (each.Values ?? []).map(({ Value }) => Value)),
        'owner-id': (options) => [options.OwnerId],
      },
    });
    return { DhcpOptions: page, NextToken };
  },

  DeleteDhcpOptions(region, input) {
    const { DhcpOptionsId: id = '' } = find(region, 'dhcpOptions', input.DhcpOptionsId);
    refuseWhileInUse(region.vpcs.find((vpc) => vpc.DhcpOptionsId === id) !== undefined, 'dhcpOptions', id);
    region.dhcpOptions.delete(id);
    return {};
  },

  AssociateDhcpOptions(region, input) {
    const id = input.DhcpOptionsId;
    if (id !== 'default') find(region, 'dhcpOptions', id);
    const vpc = find(region, 'vpcs', input.VpcId);
    region.vpcs.update(vpc.VpcId!, (draft) => {
      draft.DhcpOptionsId = id;
    });
    return {};
  },
} satisfies Ec2Operations;

interface DhcpOptionsProperties {
  DomainName?: string;
  DomainNameServers?: string[];
  NtpServers?: string[];
  NetbiosNameServers?: string[];
  NetbiosNodeType?: number;
  Ipv6AddressPreferredLeaseTime?: number;
  Tags?: Tag[];
}

function configurationsOf(properties: DhcpOptionsProperties): NewDhcpConfiguration[] {
  const values: [string, (string | number)[] | undefined][] = [
    ['domain-name', properties.DomainName === undefined ? undefined : [properties.DomainName]],
    ['domain-name-servers', properties.DomainNameServers],
    ['ntp-servers', properties.NtpServers],
    ['netbios-name-servers', properties.NetbiosNameServers],
    ['netbios-node-type', properties.NetbiosNodeType === undefined ? undefined : [properties.NetbiosNodeType]],
    [
      'ipv6-address-preferred-lease-time',
      properties.Ipv6AddressPreferredLeaseTime === undefined ? undefined : [properties.Ipv6AddressPreferredLeaseTime],
    ],
  ];
  return values.flatMap(([Key, Values]) => (Values?.length ? [{ Key, Values: Values.map(String) }] : []));
}

/** What a set of options says, under the names that templates use. */
function propertiesOf(configurations: readonly DhcpConfiguration[]) {
  const values = (key: string) =>
    configurations.find(({ Key }) => Key === key)?.Values?.flatMap(({ Value }) => Value ?? []);
  return {
    DomainName: values('domain-name')?.[0],
    DomainNameServers: values('domain-name-servers'),
    NtpServers: values('ntp-servers'),
    NetbiosNameServers: values('netbios-name-servers'),
    NetbiosNodeType: values('netbios-node-type')?.[0],
    Ipv6AddressPreferredLeaseTime: values('ipv6-address-preferred-lease-time')?.[0],
  };
}

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::DHCPOptions': resourceType<DhcpOptionsProperties>({
    create(region, properties) {
      const answer = operations.CreateDhcpOptions(region, {
        DhcpConfigurations: configurationsOf(properties),
        TagSpecifications: specificationOf('dhcp-options', properties.Tags),
      });
      return answer.DhcpOptions.DhcpOptionsId!;
    },
    update: (region, id, properties, previous) => retag(region.dhcpOptions, id, properties.Tags, previous.Tags),
    delete(region, id) {
      if (region.dhcpOptions.get(id)) operations.DeleteDhcpOptions(region, { DhcpOptionsId: id });
    },
    attributes: (_region, id) => ({ DhcpOptionsId: id }),
    read: reading('dhcpOptions', ['Tags'], ({ DhcpConfigurations = [] }) => propertiesOf(DhcpConfigurations)),
  }),

  'AWS::EC2::VPCDHCPOptionsAssociation': resourceType<{ VpcId: string; DhcpOptionsId: string }>({
    create(region, properties) {
      operations.AssociateDhcpOptions(region, properties);
      return `${properties.DhcpOptionsId}|${properties.VpcId}`;
    },
    update: (region, _id, properties) => void operations.AssociateDhcpOptions(region, properties),
    delete(region, _id, { VpcId, DhcpOptionsId }) {
      const vpc = region.vpcs.get(VpcId);
      if (vpc?.DhcpOptionsId !== DhcpOptionsId) return;
      operations.AssociateDhcpOptions(region, { VpcId, DhcpOptionsId: 'default' });
    },
    read: (region, _id, { VpcId }) => region.vpcs.get(VpcId),
  }),
};
