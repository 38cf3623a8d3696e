import type { SecurityGroup, StaleSecurityGroup } from '@aws-sdk/client-ec2';
import type { Region } from '../state.ts';
import { describe, type FilterValues, paginate } from './describe.ts';
import { find, KINDS } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { ipPermissionsOf, rulesOf } from './permission-view.ts';
import { defaultVpcId, groupNamed } from './security-group-record.ts';

/** https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html */
function staleRules(region: Region, groupId: string | undefined, isEgress: boolean) {
  const stale = rulesOf(region, groupId, isEgress).filter(
    ({ ReferencedGroupInfo: peer }) =>
      !!peer?.VpcPeeringConnectionId && (peer.PeeringStatus !== 'active' || !region.securityGroups.get(peer.GroupId)),
  );
  return ipPermissionsOf(stale).map(({ IpProtocol, FromPort, ToPort, UserIdGroupPairs }) => {
    return { IpProtocol, FromPort, ToPort, UserIdGroupPairs, IpRanges: [], PrefixListIds: [] };
  });
}

function staleGroup(region: Region, { GroupId, GroupName, Description, VpcId }: SecurityGroup): StaleSecurityGroup[] {
  const StaleIpPermissions = staleRules(region, GroupId, false);
  const StaleIpPermissionsEgress = staleRules(region, GroupId, true);
  if (StaleIpPermissions.length + StaleIpPermissionsEgress.length === 0) return [];
  return [{ GroupId, GroupName, Description, VpcId, StaleIpPermissions, StaleIpPermissionsEgress }];
}

export const operations = {
  DescribeSecurityGroups(region, input) {
    const named = (input.GroupNames ?? []).map((name) => groupNamed(region, defaultVpcId(region), name).GroupId ?? '');
    const groups = region.securityGroups.values().map((group) => withPermissions(region, group));
    const { page, NextToken } = describe(groups, input, {
      ids: [...(input.GroupIds ?? []), ...named],
      idOf: (group) => group.GroupId ?? '',
      ...KINDS.securityGroups,
      filters,
    });
    return { SecurityGroups: page, NextToken };
  },

  GetSecurityGroupsForVpc(region, input) {
    const { VpcId } = find(region, 'vpcs', input.VpcId);
    const groups = region.securityGroups.filter((group) => group.VpcId === VpcId);
    const { page, NextToken } = describe(groups, input, {
      idOf: (group) => group.GroupId ?? '',
      ...KINDS.securityGroups,
      filters: {
        'group-id': (group) => [group.GroupId],
        'group-name': (group) => [group.GroupName],
        description: (group) => [group.Description],
        'owner-id': (group) => [group.OwnerId],
        'primary-vpc-id': (group) => [group.VpcId],
      },
    });
    const SecurityGroupForVpcs = page.map(({ GroupId, GroupName, Description, OwnerId, Tags }) => {
      return { GroupId, GroupName, Description, OwnerId, Tags, PrimaryVpcId: VpcId };
    });
    return { SecurityGroupForVpcs, NextToken };
  },

  /** Only groups of peered VPCs count here. */
  DescribeSecurityGroupReferences(region, input) {
    for (const id of input.GroupId ?? []) find(region, 'securityGroups', id);
    const named = region.securityGroupRules.filter(
      ({ ReferencedGroupInfo: peer }) =>
        !!peer?.VpcPeeringConnectionId && !!input.GroupId?.includes(peer.GroupId ?? ''),
    );
    const references = named.map(({ GroupId: referencing, ReferencedGroupInfo: peer }) => ({
      GroupId: peer?.GroupId,
      ReferencingVpcId: region.securityGroups.get(referencing)?.VpcId,
      VpcPeeringConnectionId: peer?.VpcPeeringConnectionId,
    }));
    const keyed = new Map(references.map((each) => [Object.values(each).join(), each]));
    return { SecurityGroupReferenceSet: [...keyed.values()] };
  },

  /** A rule goes stale when the group that it names in a peered VPC is gone, or the connection to it. */
  DescribeStaleSecurityGroups(region, input) {
    find(region, 'vpcs', input.VpcId);
    const groups = region.securityGroups.filter((group) => group.VpcId === input.VpcId);
    const { page, NextToken } = paginate(
      groups.flatMap((group) => staleGroup(region, group)),
      input,
      [5, 255],
    );
    return { StaleSecurityGroupSet: page, NextToken };
  },
} satisfies Ec2Operations;

function withPermissions(region: Region, group: SecurityGroup): SecurityGroup {
  return {
    ...group,
    IpPermissions: ipPermissionsOf(rulesOf(region, group.GroupId, false)),
    IpPermissionsEgress: ipPermissionsOf(rulesOf(region, group.GroupId, true)),
  };
}

type Direction = 'IpPermissions' | 'IpPermissionsEgress';

const filters: Record<string, FilterValues<SecurityGroup>> = {
  description: (group) => [group.Description],
  'group-id': (group) => [group.GroupId],
  'group-name': (group) => [group.GroupName],
  'owner-id': (group) => [group.OwnerId],
  'vpc-id': (group) => [group.VpcId],
  ...permissionFilters('ip-permission', 'IpPermissions'),
  ...permissionFilters('egress.ip-permission', 'IpPermissionsEgress'),
};

function permissionFilters(prefix: string, direction: Direction): Record<string, FilterValues<SecurityGroup>> {
  const of = (group: SecurityGroup) => group[direction] ?? [];
  return {
    [`${prefix}.protocol`]: (group) => of(group).map((each) => each.IpProtocol),
    [`${prefix}.from-port`]: (group) => of(group).map((each) => each.FromPort),
    [`${prefix}.to-port`]: (group) => of(group).map((each) => each.ToPort),
    [`${prefix}.cidr`]: (group) => of(group).flatMap((each) => (each.IpRanges ?? []).map(({ CidrIp }) => CidrIp)),
    [`${prefix}.ipv6-cidr`]: (group) =>
      of(group).flatMap((each) => (each.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6)),
    [`${prefix}.prefix-list-id`]: (group) =>
      of(group).flatMap((each) => (each.PrefixListIds ?? []).map(({ PrefixListId }) => PrefixListId)),
    [`${prefix}.group-id`]: (group) =>
      of(group).flatMap((each) => (each.UserIdGroupPairs ?? []).map(({ GroupId }) => GroupId)),
    [`${prefix}.user-id`]: (group) =>
      of(group).flatMap((each) => (each.UserIdGroupPairs ?? []).map(({ UserId }) => UserId)),
  };
}
