import type { NetworkAcl, NetworkAclEntry, RuleAction, Tag } from '@aws-sdk/client-ec2';
import { newId } from '../id.ts';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { refuseWhileInUse } from './dependency.ts';
import { describe, type FilterValues } from './describe.ts';
import { find, invalid, KINDS } from './kind.ts';
import { operations as associations, resourceTypes as associationTypes } from './network-acl-association.ts';
import { operations as entries, resourceTypes as entryTypes } from './network-acl-entry.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';

export { associateWithDefaultAcl, dissociateAcl } from './network-acl-association.ts';

export const operations = {
  ...associations,
  ...entries,

  CreateNetworkAcl(region, input) {
    const { VpcId = '' } = find(region, 'vpcs', input.VpcId);
    const siblings = region.networkAcls.filter((each) => each.VpcId === VpcId);
    refuseBeyond(region, 'network-acls-per-vpc', siblings.length + 1, VpcId);
    const acl = putAcl(region, VpcId, { Tags: tagsFor(input.TagSpecifications, 'network-acl') });
    return { NetworkAcl: withFinalEntries(region, acl), ClientToken: input.ClientToken };
  },

  DeleteNetworkAcl(region, input) {
    const { NetworkAclId = '', IsDefault, Associations } = find(region, 'networkAcls', input.NetworkAclId);
    if (IsDefault) throw invalid(`cannot delete default network ACL ${NetworkAclId}`);
    refuseWhileInUse((Associations ?? []).length > 0, 'networkAcl', NetworkAclId);
    region.networkAcls.delete(NetworkAclId);
    return {};
  },

  DescribeNetworkAcls(region, input) {
    const acls = region.networkAcls.values().map((acl) => withFinalEntries(region, acl));
    const { page, NextToken } = describe(acls, input, {
      ids: input.NetworkAclIds,
      idOf: (acl) => acl.NetworkAclId ?? '',
      ...KINDS.networkAcls,
      filters,
    });
    return { NetworkAcls: page, NextToken };
  },
} satisfies Ec2Operations;

/** The network ACL that every VPC has and that lets everything through until someone changes it. */
export function createDefaultAcl(region: Region, vpcId: string): NetworkAcl {
  putAcl(region, vpcId, { IsDefault: true, Entries: bothWays(100, 'allow', { CidrBlock: '0.0.0.0/0' }) });
  return admitIpv6(region, vpcId);
}

/**
 * Lets IPv6 through a default network ACL that nobody has changed, once the VPC has an IPv6 block.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
 */
export function admitIpv6(region: Region, vpcId: string): NetworkAcl {
  const acl = region.networkAcls.find((each) => each.VpcId === vpcId && each.IsDefault === true);
  if (!acl) throw new Error(`${vpcId} has no default network ACL`);
  const untouched = acl.Entries?.length === 2 && acl.Entries.every((each) => each.RuleNumber === 100);
  if (!untouched || !hasIpv6(region, vpcId)) return acl;
  return region.networkAcls.update(acl.NetworkAclId ?? '', (draft) => {
    draft.Entries?.push(...bothWays(101, 'allow', { Ipv6CidrBlock: '::/0' }));
  });
}

function putAcl(region: Region, VpcId: string, acl: Partial<NetworkAcl>): NetworkAcl {
  const NetworkAclId = newId('acl');
  return region.networkAcls.put(NetworkAclId, {
    NetworkAclId,
    VpcId,
    OwnerId: region.accountId,
    IsDefault: false,
    Associations: [],
    Entries: [],
    Tags: [],
    ...acl,
  });
}

/** The ACL as AWS shows it: sorted, each direction ending in the entry that denies what no other entry matched. */
function withFinalEntries(region: Region, acl: NetworkAcl): NetworkAcl {
  const final = bothWays(32767, 'deny', { CidrBlock: '0.0.0.0/0' });
  if (hasIpv6(region, acl.VpcId)) final.push(...bothWays(32768, 'deny', { Ipv6CidrBlock: '::/0' }));
  const Entries = [...(acl.Entries ?? []), ...final].sort(
    (a, b) => Number(b.Egress) - Number(a.Egress) || (a.RuleNumber ?? 0) - (b.RuleNumber ?? 0),
  );
  return { ...acl, Entries };
}

function bothWays(RuleNumber: number, RuleAction: RuleAction, block: NetworkAclEntry): NetworkAclEntry[] {
  return [true, false].map((Egress) => ({ RuleNumber, Protocol: '-1', RuleAction, Egress, ...block }));
}

function hasIpv6(region: Region, vpcId: string | undefined): boolean {
  const associated = region.vpcs.get(vpcId)?.Ipv6CidrBlockAssociationSet ?? [];
  return associated.some(({ Ipv6CidrBlockState }) => Ipv6CidrBlockState?.State === 'associated');
}

const ofEntries = (value: (entry: NetworkAclEntry) => string | number | boolean | undefined) => (acl: NetworkAcl) =>
  (acl.Entries ?? []).map(value);

const filters: Record<string, FilterValues<NetworkAcl>> = {
  'association.association-id': (acl) => (acl.Associations ?? []).map((each) => each.NetworkAclAssociationId),
  'association.network-acl-id': (acl) => (acl.Associations ?? []).map((each) => each.NetworkAclId),
  'association.subnet-id': (acl) => (acl.Associations ?? []).map((each) => each.SubnetId),
  default: (acl) => [acl.IsDefault],
  'entry.cidr': ofEntries((entry) => entry.CidrBlock),
  'entry.ipv6-cidr': ofEntries((entry) => entry.Ipv6CidrBlock),
  'entry.egress': ofEntries((entry) => entry.Egress),
  'entry.icmp.code': ofEntries((entry) => entry.IcmpTypeCode?.Code),
  'entry.icmp.type': ofEntries((entry) => entry.IcmpTypeCode?.Type),
  'entry.port-range.from': ofEntries((entry) => entry.PortRange?.From),
  'entry.port-range.to': ofEntries((entry) => entry.PortRange?.To),
  'entry.protocol': ofEntries((entry) => entry.Protocol),
  'entry.rule-action': ofEntries((entry) => entry.RuleAction),
  'entry.rule-number': ofEntries((entry) => entry.RuleNumber),
  'network-acl-id': (acl) => [acl.NetworkAclId],
  'owner-id': (acl) => [acl.OwnerId],
  'vpc-id': (acl) => [acl.VpcId],
};

interface AclProperties {
  VpcId: string;
  Tags?: Tag[];
}

export const resourceTypes: Record<string, ResourceType> = {
  ...associationTypes,
  ...entryTypes,

  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkacl.html */
  'AWS::EC2::NetworkAcl': resourceType<AclProperties>({
    create(region, { VpcId, Tags }) {
      const TagSpecifications = specificationOf('network-acl', Tags);
      return operations.CreateNetworkAcl(region, { VpcId, TagSpecifications }).NetworkAcl.NetworkAclId ?? '';
    },
    update: (region, id, { Tags }, previous) => retag(region.networkAcls, id, Tags, previous.Tags),
    delete(region, NetworkAclId) {
      if (region.networkAcls.get(NetworkAclId)) operations.DeleteNetworkAcl(region, { NetworkAclId });
    },
    attributes: (_region, id) => ({ Id: id }),
    read: reading('networkAcls', ['VpcId', 'Tags']),
  }),
};
