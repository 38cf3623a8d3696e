import type { Subnet, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { refuseMembers, refuseWhileInUse } from './dependency.ts';
import { describe } from './describe.ts';
import { find, KINDS } from './kind.ts';
import { dissociateAcl } from './network-acl.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { removeAssociations } from './route-table-record.ts';
import { operations as attributes } from './subnet-attribute.ts';
import { createSubnet, view } from './subnet-record.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';
import { zoneNamed, zonesOf } from './zone.ts';

const ipv6Blocks = (subnet: Subnet) => subnet.Ipv6CidrBlockAssociationSet ?? [];

function refuseWhileOccupied(region: Region, id: string): void {
  const inUse =
    region.networkInterfaces.find((each) => each.SubnetId === id) ??
    region.natGateways.find((each) => each.SubnetId === id && each.State === 'available') ??
    region.instanceConnectEndpoints.find((each) => each.SubnetId === id && each.State !== 'delete-complete');
  refuseWhileInUse(inUse !== undefined, 'subnet', id);
}

export const operations = {
  CreateSubnet(region, input) {
    refuseMembers('CreateSubnet', input, [
      ...['OutpostArn', 'Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'Ipv6IpamPoolId', 'Ipv6NetmaskLength'],
    ]);
    if (input.Ipv6Native)
      throw new AwsError('UnsupportedOperation', 'The local AWS does not emulate IPv6-only subnets.');
    const wanted = input.AvailabilityZone ?? input.AvailabilityZoneId;
    const siblings = region.subnets.filter((each) => each.VpcId === input.VpcId);
    refuseBeyond(region, 'subnets-per-vpc', siblings.length + 1, input.VpcId);
    return {
      Subnet: createSubnet(region, {
        vpcId: input.VpcId,
        zone: wanted ? zoneNamed(region.name, wanted) : zonesOf(region.name)[0]!,
        cidr: input.CidrBlock,
        ipv6Cidr: input.Ipv6CidrBlock,
        tags: tagsFor(input.TagSpecifications, 'subnet'),
      }),
    };
  },

  DescribeSubnets(region, input) {
    const subnets = region.subnets.values().map((subnet) => view(region, subnet));
    const { page, NextToken } = describe(subnets, input, {
      ...KINDS.subnets,
      ids: input.SubnetIds,
      idOf: (subnet) => subnet.SubnetId!,
      filters: {
        'availability-zone': (subnet) => [subnet.AvailabilityZone],
        availabilityZone: (subnet) => [subnet.AvailabilityZone],
        'availability-zone-id': (subnet) => [subnet.AvailabilityZoneId],
        availabilityZoneId: (subnet) => [subnet.AvailabilityZoneId],
        'available-ip-address-count': (subnet) => [subnet.AvailableIpAddressCount],
        'cidr-block': (subnet) => [subnet.CidrBlock],
        cidr: (subnet) => [subnet.CidrBlock],
        cidrBlock: (subnet) => [subnet.CidrBlock],
        'default-for-az': (subnet) => [subnet.DefaultForAz],
        defaultForAz: (subnet) => [subnet.DefaultForAz],
        'enable-dns64': (subnet) => [subnet.EnableDns64],
        'ipv6-cidr-block-association.ipv6-cidr-block': (subnet) => ipv6Blocks(subnet).map((each) => each.Ipv6CidrBlock),
        'ipv6-cidr-block-association.association-id': (subnet) => ipv6Blocks(subnet).map((each) => each.AssociationId),
        'ipv6-cidr-block-association.state': (subnet) =>
          ipv6Blocks(subnet).map((each) => each.Ipv6CidrBlockState?.State),
        'ipv6-native': (subnet) => [subnet.Ipv6Native],
        'map-public-ip-on-launch': (subnet) => [subnet.MapPublicIpOnLaunch],
        'owner-id': (subnet) => [subnet.OwnerId],
        state: (subnet) => [subnet.State],
        'subnet-arn': (subnet) => [subnet.SubnetArn],
        'subnet-id': (subnet) => [subnet.SubnetId],
        'vpc-id': (subnet) => [subnet.VpcId],
      },
    });
    return { Subnets: page, NextToken };
  },

  DeleteSubnet(region, input) {
    const { SubnetId = '' } = find(region, 'subnets', input.SubnetId);
    refuseWhileOccupied(region, SubnetId);
    removeAssociations(region, (association) => association.SubnetId === SubnetId);
    dissociateAcl(region, SubnetId);
    region.subnets.delete(SubnetId);
    return {};
  },
} satisfies Ec2Operations;

type NameOptions = NonNullable<Subnet['PrivateDnsNameOptionsOnLaunch']>;

interface SubnetProperties {
  VpcId: string;
  CidrBlock?: string;
  Ipv6CidrBlock?: string;
  AvailabilityZone?: string;
  AvailabilityZoneId?: string;
  MapPublicIpOnLaunch?: boolean;
  AssignIpv6AddressOnCreation?: boolean;
  EnableDns64?: boolean;
  PrivateDnsNameOptionsOnLaunch?: NameOptions;
  Tags?: Tag[];
}

const SWITCHES = ['MapPublicIpOnLaunch', 'AssignIpv6AddressOnCreation', 'EnableDns64'] as const;

function applySwitches(region: Region, id: string, properties: SubnetProperties, previous?: SubnetProperties): void {
  for (const name of SWITCHES) {
    if (properties[name] === undefined && previous?.[name] === undefined) continue;
    attributes.ModifySubnetAttribute(region, { SubnetId: id, [name]: { Value: properties[name] ?? false } });
  }
  applyNameOptions(region, id, properties.PrivateDnsNameOptionsOnLaunch);
}

function applyNameOptions(region: Region, SubnetId: string, options: NameOptions = {}): void {
  const { ModifySubnetAttribute: modify } = attributes;
  const { HostnameType, EnableResourceNameDnsARecord: a, EnableResourceNameDnsAAAARecord: aaaa } = options;
  if (HostnameType !== undefined) modify(region, { SubnetId, PrivateDnsHostnameTypeOnLaunch: HostnameType });
  if (a !== undefined) modify(region, { SubnetId, EnableResourceNameDnsARecordOnLaunch: { Value: a } });
  if (aaaa !== undefined) modify(region, { SubnetId, EnableResourceNameDnsAAAARecordOnLaunch: { Value: aaaa } });
}

/** Takes away the IPv6 block that a template no longer names, and associates the one that it names now. */
function setIpv6Block(region: Region, SubnetId: string, wanted: string | undefined): void {
  const [now] = ipv6Blocks(find(region, 'subnets', SubnetId));
  if (now?.Ipv6CidrBlock === wanted) return;
  if (now) attributes.DisassociateSubnetCidrBlock(region, { AssociationId: now.AssociationId });
  if (wanted !== undefined) attributes.AssociateSubnetCidrBlock(region, { SubnetId, Ipv6CidrBlock: wanted });
}

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::Subnet': resourceType<SubnetProperties>({
    notEmulated: [
      ...['EnableLniAtDeviceIndex', 'Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'Ipv6IpamPoolId', 'Ipv6Native'],
      ...['Ipv6NetmaskLength', 'OutpostArn'],
    ],
    create(region, { Tags, ...properties }) {
      const { Subnet } = operations.CreateSubnet(region, {
        VpcId: properties.VpcId,
        CidrBlock: properties.CidrBlock,
        Ipv6CidrBlock: properties.Ipv6CidrBlock,
        AvailabilityZone: properties.AvailabilityZone,
        AvailabilityZoneId: properties.AvailabilityZoneId,
        TagSpecifications: specificationOf('subnet', Tags),
      });
      applySwitches(region, Subnet.SubnetId!, properties);
      return Subnet.SubnetId!;
    },
    update(region, id, properties, previous) {
      if (properties.Ipv6CidrBlock !== previous.Ipv6CidrBlock) setIpv6Block(region, id, properties.Ipv6CidrBlock);
      applySwitches(region, id, properties, previous);
      retag(region.subnets, id, properties.Tags, previous.Tags);
    },
    delete(region, id) {
      if (region.subnets.get(id)) operations.DeleteSubnet(region, { SubnetId: id });
    },
    attributes(region, id) {
      const subnet = find(region, 'subnets', id);
      const acl = region.networkAcls.find((each) => !!each.Associations?.some(({ SubnetId }) => SubnetId === id));
      return {
        SubnetId: id,
        VpcId: subnet.VpcId,
        AvailabilityZone: subnet.AvailabilityZone,
        AvailabilityZoneId: subnet.AvailabilityZoneId,
        CidrBlock: subnet.CidrBlock,
        Ipv6CidrBlocks: ipv6Blocks(subnet).map((each) => each.Ipv6CidrBlock),
        NetworkAclAssociationId: acl?.Associations?.find(({ SubnetId }) => SubnetId === id)?.NetworkAclAssociationId,
      };
    },
    read: reading(
      'subnets',
      ['VpcId', 'CidrBlock', 'AvailabilityZone', 'AvailabilityZoneId', ...SWITCHES, 'Tags'],
      (subnet) => ({ Ipv6CidrBlock: ipv6Blocks(subnet)[0]?.Ipv6CidrBlock }),
    ),
  }),
};
