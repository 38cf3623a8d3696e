import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { validationError } from './constraint.ts';

/**
 * The security groups of a load balancer in a VPC. Left out, an application load balancer gets the VPC's default group
 * and a network load balancer none at all.
 */
export function checkSecurityGroups(
  region: Region,
  requested: readonly string[] | undefined,
  vpcId: string | undefined,
  type: string | undefined,
): string[] {
  if (!requested?.length) return type === 'network' ? [] : defaultGroups(region, vpcId);
  for (const id of requested) {
    if (!/^sg-[0-9a-f]+$/.test(id)) throw validationError(`Security group '${id}' is not valid`);
    const group = region.securityGroups.get(id);
    if (!group) throw new AwsError('InvalidSecurityGroup', `The security group '${id}' does not exist`);
    if (group.VpcId !== vpcId) {
      throw new AwsError('InvalidConfigurationRequest', 'One or more security groups are invalid');
    }
  }
  return [...new Set(requested)];
}

function defaultGroups(region: Region, vpcId: string | undefined): string[] {
  return region.securityGroups
    .filter((group) => group.VpcId === vpcId && group.GroupName === 'default')
    .flatMap(({ GroupId }) => GroupId ?? []);
}
