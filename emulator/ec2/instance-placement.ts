import type { ModifyInstancePlacementRequest, Placement, PlacementGroup } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import { type InstanceRecord, updateInstance } from './instance-record.ts';
import { figuresOf, type InstanceTypeFigures } from './instance-type-table.ts';
import { find, invalid } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { groupNamed, membersOf } from './placement-group-record.ts';

/** Instances of a spread group that run in one zone. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/limitations-placement-groups.html */
const SPREAD_IN_ZONE = 7;

/** Dedicated Hosts, which the local AWS does not have. */
const HOSTS = ['Affinity', 'HostId', 'HostResourceGroupArn', 'SpreadDomain'];

const combination = (message: string) => new AwsError('InvalidParameterCombination', message);

type Asked = Pick<Placement, 'GroupId' | 'GroupName' | 'PartitionNumber' | 'Tenancy'>;

/** Where instances are to go, as RunInstances was asked: checked against what the group has, and allows. */
export interface Place {
  readonly group: PlacementGroup | undefined;
  readonly partition: number | undefined;
}

/** Reads the placement of a request for `count` instances of a type in a zone. */
export function placeOf(
  region: Region,
  asked: Placement | undefined,
  type: InstanceTypeFigures,
  zone: string | undefined,
  count: number,
): Place {
  refuseMembers('Placement', asked ?? {}, HOSTS);
  const place = readPlace(region, asked ?? {});
  checkGroup(region, place.group, { type, zone, count, tenancy: asked?.Tenancy });
  return place;
}

function readPlace(region: Region, { GroupId, GroupName, PartitionNumber }: Asked): Place {
  if (GroupId && GroupName) throw combination('Only one of GroupId and GroupName can be specified for a placement.');
  const group = GroupId
    ? find(region, 'placementGroups', GroupId)
    : GroupName
      ? groupNamed(region, GroupName)
      : undefined;
  if (PartitionNumber === undefined) return { group, partition: undefined };
  if (group?.Strategy !== 'partition') {
    throw combination('A partition number is valid only in a placement group of strategy partition.');
  }
  if (PartitionNumber < 1 || PartitionNumber > (group.PartitionCount ?? 0)) {
    throw invalid(
      `Value (${PartitionNumber}) for parameter partitionNumber is invalid. The placement group has ${group.PartitionCount} partitions.`,
    );
  }
  return { group, partition: PartitionNumber };
}

interface Newcomers {
  readonly type: InstanceTypeFigures | undefined;
  readonly zone: string | undefined;
  readonly count: number;
  readonly tenancy: string | undefined;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/limitations-placement-groups.html */
function checkGroup(region: Region, group: PlacementGroup | undefined, newcomers: Newcomers): void {
  const members = membersOf(region, group?.GroupId);
  if (group?.Strategy === 'cluster') checkCluster(group, members, newcomers);
  if (group?.Strategy !== 'spread') return;
  if (newcomers.tenancy && newcomers.tenancy !== 'default') {
    throw combination(`Spread placement groups are not supported for instances of tenancy ${newcomers.tenancy}.`);
  }
  refuseMoreInZone(group, members, newcomers.zone, newcomers.count);
}

function checkCluster({ GroupName }: PlacementGroup, members: readonly InstanceRecord[], { type, zone }: Newcomers) {
  if (type?.burstable) {
    throw combination(
      `Cluster placement groups are not supported by the '${type.name}' instance type. Specify a supported instance type or change the placement group strategy, and try again.`,
    );
  }
  const elsewhere = members.find(({ Placement }) => Placement?.AvailabilityZone !== zone);
  if (!elsewhere) return;
  throw new AwsError(
    'InvalidPlacementGroup.InUse',
    `The placement group '${GroupName}' is in use in another availability zone: ${elsewhere.Placement?.AvailabilityZone}`,
  );
}

function refuseMoreInZone(
  { GroupName }: PlacementGroup,
  members: readonly InstanceRecord[],
  zone: string | undefined,
  count: number,
): void {
  const there = members.filter(({ Placement, State }) => {
    return Placement?.AvailabilityZone === zone && State?.Name === 'running';
  });
  if (there.length + count <= SPREAD_IN_ZONE) return;
  throw new AwsError(
    'ResourceLimitExceeded',
    `The placement group '${GroupName}' can have at most ${SPREAD_IN_ZONE} running instances in the Availability Zone ${zone}.`,
  );
}

/** Refuses to start instances that their spread group has no room for. */
export function refuseCrowding(region: Region, starting: readonly InstanceRecord[]): void {
  for (const { Placement } of starting) {
    const group = region.placementGroups.get(Placement?.GroupId);
    if (group?.Strategy !== 'spread') continue;
    const zone = Placement?.AvailabilityZone;
    const together = starting.filter((each) => {
      return each.Placement?.GroupId === group.GroupId && each.Placement?.AvailabilityZone === zone;
    });
    refuseMoreInZone(group, membersOf(region, group.GroupId), zone, together.length);
  }
}

/** The group as an instance tells of it: AWS gives each new one of a partition group to the partition that has fewest. */
export function placementIn(region: Region, { group, partition }: Place): Placement {
  if (!group) return { GroupName: '' };
  const { GroupId, GroupName } = group;
  if (group.Strategy !== 'partition') return { GroupName, GroupId };
  return { GroupName, GroupId, PartitionNumber: partition ?? emptiest(region, group) };
}

function emptiest(region: Region, { GroupId, PartitionCount = 1 }: PlacementGroup): number {
  const taken = membersOf(region, GroupId).map(({ Placement }) => Placement?.PartitionNumber);
  const sizes = Array.from({ length: PartitionCount }, (_, at) => taken.filter((each) => each === at + 1).length);
  return sizes.indexOf(Math.min(...sizes)) + 1;
}

export const operations = {
  /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstancePlacement.html */
  ModifyInstancePlacement(region, input) {
    refuseMembers('ModifyInstancePlacement', input, HOSTS);
    const instance = find(region, 'instances', input.InstanceId);
    const { GroupName, GroupId, PartitionNumber, Tenancy } = input;
    if ([GroupName, GroupId, PartitionNumber, Tenancy].every((each) => each === undefined)) {
      throw new AwsError('MissingParameter', 'The request must contain a placement to change to.');
    }
    if (instance.State?.Name !== 'stopped') {
      throw new AwsError(
        'IncorrectInstanceState',
        `The instance '${instance.InstanceId}' is not in the 'stopped' state.`,
      );
    }
    const after = changed(region, instance, input);
    updateInstance(region, instance.InstanceId, (draft) => {
      draft.Placement = after;
    });
    return { Return: true };
  },
} satisfies Ec2Operations;

/** An empty name takes the instance out of its group; what is not said stays. */
function changed(
  region: Region,
  { Placement: before = {}, InstanceType }: InstanceRecord,
  input: ModifyInstancePlacementRequest,
) {
  const { GroupName, GroupId, PartitionNumber, Tenancy } = input;
  const { GroupId: old, GroupName: _, PartitionNumber: __, ...rest } = before;
  const tenancy = Tenancy ?? before.Tenancy;
  if (tenancy === 'host') throw invalid('The local AWS does not emulate Dedicated Hosts.');
  const staysPut = GroupName === undefined && GroupId === undefined;
  const place = readPlace(region, { ...(staysPut ? { GroupId: old } : { GroupId, GroupName }), PartitionNumber });
  // It is stopped: it takes no place yet among those that run.
  const newcomers = { type: figuresOf(InstanceType), zone: before.AvailabilityZone, count: 0, tenancy };
  if (place.group?.GroupId !== old) checkGroup(region, place.group, newcomers);
  const partition = staysPut && PartitionNumber === undefined ? before.PartitionNumber : place.partition;
  return { ...rest, Tenancy: tenancy, ...placementIn(region, { ...place, partition }) };
}
