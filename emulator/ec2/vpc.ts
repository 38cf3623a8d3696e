import type { CreateVpcRequest, Tag, Tenancy } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { reading } from '../reading.ts';
import type { VpcRecord } from '../records.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { blockModeOf } from './block-public-access.ts';
import { formatCidr } from './cidr.ts';
import { refuseMembers, refuseWhileInUse } from './dependency.ts';
import { describe } from './describe.ts';
import { defaultOptions } from './dhcp-options.ts';
import { find, invalid, KINDS } from './kind.ts';
import { createDefaultAcl } from './network-acl.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { createTable } from './route-table-record.ts';
import { createDefaultGroup } from './security-group.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';
import { operations as attributes } from './vpc-attribute.ts';
import { newIpv6Association, vpcBlock } from './vpc-cidr.ts';
import { isAlive, joins } from './vpc-peering-record.ts';
import { vpnGatewayOf } from './vpn-gateway-record.ts';

/** Makes a VPC with all that comes with it: main route table, default security group and default network ACL. */
export function createVpc(region: Region, input: CreateVpcRequest, isDefault = false): VpcRecord {
  const CidrBlock = formatCidr(vpcBlock(input.CidrBlock));
  refuseBeyond(region, 'vpcs', region.vpcs.size + 1);
  const id = newId('vpc');
  region.vpcs.put(id, {
    VpcId: id,
    CidrBlock,
    CidrBlockAssociationSet: [
      { AssociationId: newId('vpc-cidr-assoc'), CidrBlock, CidrBlockState: { State: 'associated' } },
    ],
    Ipv6CidrBlockAssociationSet: input.AmazonProvidedIpv6CidrBlock ? [newIpv6Association(region)] : [],
    DhcpOptionsId: defaultOptions(region).DhcpOptionsId,
    InstanceTenancy: input.InstanceTenancy ?? 'default',
    IsDefault: isDefault,
    OwnerId: region.accountId,
    State: 'available',
    Tags: tagsFor(input.TagSpecifications, 'vpc'),
    enableDnsSupport: true,
    enableDnsHostnames: isDefault,
  });
  createTable(region, id, { main: true });
  createDefaultGroup(region, id);
  createDefaultAcl(region, id);
  return find(region, 'vpcs', id);
}

/** The VPC as AWS answers it: what is blocked is found out when it is asked. */
const view = (region: Region, vpc: VpcRecord): VpcRecord => ({
  ...vpc,
  BlockPublicAccessStates: { InternetGatewayBlockMode: blockModeOf(region, vpc.VpcId) },
});

/** Whether anything but what came with the VPC is still in it. */
function hasDependents(region: Region, vpcId: string): boolean {
  const inVpc = (record: { VpcId?: string | undefined }) => record.VpcId === vpcId;
  const attached = ({ Attachments = [] }: { Attachments?: { VpcId?: string | undefined }[] | undefined }) =>
    Attachments.some(inVpc);
  return (
    region.subnets.find(inVpc) !== undefined ||
    region.networkInterfaces.find(inVpc) !== undefined ||
    region.vpcEndpoints.find(inVpc) !== undefined ||
    region.vpcPeeringConnections.find((each) => isAlive(each) && joins(each, vpcId)) !== undefined ||
    region.internetGateways.find(attached) !== undefined ||
    region.egressOnlyInternetGateways.find(attached) !== undefined ||
    vpnGatewayOf(region, vpcId) !== undefined ||
    region.natGateways.find((nat) => inVpc(nat) && nat.State === 'available') !== undefined ||
    region.securityGroups.find((group) => inVpc(group) && group.GroupName !== 'default') !== undefined ||
    region.networkAcls.find((acl) => inVpc(acl) && !acl.IsDefault) !== undefined ||
    region.routeTables.find((table) => inVpc(table) && !table.Associations?.some(({ Main }) => Main)) !== undefined
  );
}

function removeWhatCameWithIt(region: Region, vpcId: string): void {
  for (const table of region.routeTables.filter((each) => each.VpcId === vpcId)) {
    region.routeTables.delete(table.RouteTableId!);
  }
  for (const acl of region.networkAcls.filter((each) => each.VpcId === vpcId)) {
    region.networkAcls.delete(acl.NetworkAclId!);
  }
  for (const group of region.securityGroups.filter((each) => each.VpcId === vpcId)) {
    for (const rule of region.securityGroupRules.filter((each) => each.GroupId === group.GroupId)) {
      region.securityGroupRules.delete(rule.SecurityGroupRuleId!);
    }
    region.securityGroups.delete(group.GroupId!);
  }
}

const ipv6Blocks = (vpc: VpcRecord) => vpc.Ipv6CidrBlockAssociationSet ?? [];
const ipv4Blocks = (vpc: VpcRecord) => vpc.CidrBlockAssociationSet ?? [];

export const operations = {
  CreateVpc(region, input) {
    refuseMembers('CreateVpc', input, [
      ...['Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'Ipv6IpamPoolId', 'Ipv6NetmaskLength', 'Ipv6Pool', 'Ipv6CidrBlock'],
      'VpcEncryptionControl',
    ]);
    if (!input.CidrBlock) {
      throw new AwsError('MissingParameter', "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.");
    }
    return { Vpc: { ...view(region, createVpc(region, input)), State: 'pending' } };
  },

  DescribeVpcs(region, input) {
    const { page, NextToken } = describe(region.vpcs.values(), input, {
      ...KINDS.vpcs,
      ids: input.VpcIds,
      idOf: (vpc) => vpc.VpcId!,
      filters: {
        cidr: (vpc) => [vpc.CidrBlock],
        'cidr-block': (vpc) => [vpc.CidrBlock],
        'cidr-block-association.cidr-block': (vpc) => ipv4Blocks(vpc).map((each) => each.CidrBlock),
        'cidr-block-association.association-id': (vpc) => ipv4Blocks(vpc).map((each) => each.AssociationId),
        'cidr-block-association.state': (vpc) => ipv4Blocks(vpc).map((each) => each.CidrBlockState?.State),
        'dhcp-options-id': (vpc) => [vpc.DhcpOptionsId],
        'ipv6-cidr-block-association.ipv6-cidr-block': (vpc) => ipv6Blocks(vpc).map((each) => each.Ipv6CidrBlock),
        'ipv6-cidr-block-association.ipv6-pool': (vpc) => ipv6Blocks(vpc).map((each) => each.Ipv6Pool),
        'ipv6-cidr-block-association.association-id': (vpc) => ipv6Blocks(vpc).map((each) => each.AssociationId),
        'ipv6-cidr-block-association.state': (vpc) => ipv6Blocks(vpc).map((each) => each.Ipv6CidrBlockState?.State),
        'is-default': (vpc) => [vpc.IsDefault],
        isDefault: (vpc) => [vpc.IsDefault],
        'instance-tenancy': (vpc) => [vpc.InstanceTenancy],
        'owner-id': (vpc) => [vpc.OwnerId],
        state: (vpc) => [vpc.State],
        'vpc-id': (vpc) => [vpc.VpcId],
      },
    });
    return { Vpcs: page.map((vpc) => view(region, vpc)), NextToken };
  },

  DeleteVpc(region, input) {
    const { VpcId = '' } = find(region, 'vpcs', input.VpcId);
    refuseWhileInUse(hasDependents(region, VpcId), 'vpc', VpcId);
    removeWhatCameWithIt(region, VpcId);
    region.vpcs.delete(VpcId);
    return {};
  },

  ModifyVpcTenancy(region, input) {
    const { VpcId = '' } = find(region, 'vpcs', input.VpcId);
    if (input.InstanceTenancy !== 'default') {
      throw invalid(`Value (${input.InstanceTenancy}) for parameter instanceTenancy is invalid. It must be default.`);
    }
    region.vpcs.update(VpcId, (draft) => {
      draft.InstanceTenancy = input.InstanceTenancy;
    });
    return { ReturnValue: true };
  },
} satisfies Ec2Operations;

interface VpcProperties {
  CidrBlock: string;
  EnableDnsSupport?: boolean;
  EnableDnsHostnames?: boolean;
  InstanceTenancy?: Tenancy;
  Tags?: Tag[];
}

function applyAttributes(region: Region, id: string, properties: VpcProperties): void {
  const { EnableDnsSupport: support = true, EnableDnsHostnames: hostnames = false } = properties;
  attributes.ModifyVpcAttribute(region, { VpcId: id, EnableDnsSupport: { Value: support } });
  attributes.ModifyVpcAttribute(region, { VpcId: id, EnableDnsHostnames: { Value: hostnames } });
}

const defaultsOf = (region: Region, vpcId: string) => ({
  group: region.securityGroups.find((each) => each.VpcId === vpcId && each.GroupName === 'default'),
  acl: region.networkAcls.find((each) => each.VpcId === vpcId && each.IsDefault === true),
});

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::VPC': resourceType<VpcProperties>({
    notEmulated: ['Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'VpcEncryptionControl'],
    create(region, properties) {
      const { CidrBlock, InstanceTenancy, Tags } = properties;
      const { Vpc } = operations.CreateVpc(region, {
        CidrBlock,
        InstanceTenancy,
        TagSpecifications: specificationOf('vpc', Tags),
      });
      applyAttributes(region, Vpc.VpcId!, properties);
      return Vpc.VpcId!;
    },
    update(region, id, properties, previous) {
      const { InstanceTenancy: tenancy = 'default' } = properties;
      if (tenancy !== (previous.InstanceTenancy ?? 'default')) {
        operations.ModifyVpcTenancy(region, { VpcId: id, InstanceTenancy: tenancy as 'default' });
      }
      applyAttributes(region, id, properties);
      retag(region.vpcs, id, properties.Tags, previous.Tags);
    },
    /** Dedicated tenancy can be given up in place, and not the other way round. */
    replaces: ({ InstanceTenancy: tenancy = 'default' }) => tenancy !== 'default',
    delete(region, id) {
      if (region.vpcs.get(id)) operations.DeleteVpc(region, { VpcId: id });
    },
    attributes(region, id) {
      const vpc = find(region, 'vpcs', id);
      const { group, acl } = defaultsOf(region, id);
      return {
        VpcId: id,
        CidrBlock: vpc.CidrBlock,
        CidrBlockAssociations: ipv4Blocks(vpc).map((each) => each.AssociationId),
        Ipv6CidrBlocks: ipv6Blocks(vpc).map((each) => each.Ipv6CidrBlock),
        DefaultSecurityGroup: group?.GroupId,
        DefaultNetworkAcl: acl?.NetworkAclId,
      };
    },
    read: reading('vpcs', ['CidrBlock', 'InstanceTenancy', 'Tags'], (vpc) => ({
      EnableDnsSupport: vpc.enableDnsSupport,
      EnableDnsHostnames: vpc.enableDnsHostnames,
    })),
  }),
};
