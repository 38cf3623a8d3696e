import type { PlacementGroup } from '@aws-sdk/client-ec2';
import type { Region } from '../state.ts';
import type { InstanceRecord } from './instance-record.ts';
import { notFound } from './kind.ts';

/** The group with this name, which is unique in a Region; AWS's error when there is none. */
export function groupNamed(region: Region, name: string): PlacementGroup {
  const group = region.placementGroups.find((each) => each.GroupName === name);
  if (!group) throw notFound('placementGroups', name);
  return group;
}

const groupOf = ({ Placement }: InstanceRecord) => [Placement?.GroupId];

/** The instances of a group that have not ended; those that are stopped keep their place. */
export const membersOf = (region: Region, groupId: string | undefined): InstanceRecord[] =>
  region.instances.by(groupOf, groupId).filter(({ State }) => State?.Name !== 'terminated');
