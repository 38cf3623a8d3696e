import type { SecurityGroup } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { find, required } from './kind.ts';

/** The group that a request names by id, or by name in the default VPC. */
export function groupOf(region: Region, input: { GroupId?: string; GroupName?: string }): SecurityGroup {
  if (input.GroupId) return find(region, 'securityGroups', input.GroupId);
  return groupNamed(region, defaultVpcId(region), required(input.GroupName, 'groupName or groupId'));
}

export function defaultVpcId(region: Region): string | undefined {
  return region.vpcs.find((vpc) => vpc.IsDefault === true)?.VpcId;
}

/** The group with this name in one VPC. */
export function groupNamed(region: Region, vpcId: string | undefined, name: string): SecurityGroup {
  const group = region.securityGroups.find((each) => each.VpcId === vpcId && each.GroupName === name);
  if (group) return group;
  const where = vpcId === defaultVpcId(region) ? `default VPC '${vpcId}'` : `VPC '${vpcId}'`;
  throw new AwsError('InvalidGroup.NotFound', `The security group '${name}' does not exist in ${where}`);
}

/** The rules of other groups of its VPC that name this one as their peer; those of a peer VPC go stale without it. */
function rulesReferencing(region: Region, groupId: string) {
  return region.securityGroupRules.filter(
    ({ GroupId, ReferencedGroupInfo: peer }) =>
      peer?.GroupId === groupId && !peer.VpcPeeringConnectionId && GroupId !== groupId,
  );
}

/** Whether something of AWS's or of the user's still holds the group. */
export function isInUse(region: Region, groupId: string): boolean {
  const attached = region.networkInterfaces.find((each) =>
    (each.Groups ?? []).some((group) => group.GroupId === groupId),
  );
  return attached !== undefined || rulesReferencing(region, groupId).length > 0;
}
