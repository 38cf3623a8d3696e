import type { CreatePlacementGroupRequest, PlacementGroup, PlacementStrategy, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { generatedName } from '../generated-name.ts';
import { newId } from '../id.ts';
import { picked } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import { describe } from './describe.ts';
import { invalid, KINDS, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { groupNamed, membersOf } from './placement-group-record.ts';
import { refuseBeyond } from './quota.ts';
import { specificationOf, tagsFor } from './tags.ts';

const STRATEGIES: readonly string[] = ['cluster', 'partition', 'spread'] satisfies PlacementStrategy[];

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html#placement-groups-partition */
const [STANDARD_PARTITIONS, MOST_PARTITIONS] = [2, 7];

const combination = (message: string) => new AwsError('InvalidParameterCombination', message);

function freeName(region: Region, asked: string | undefined): string {
  const name = required(asked, 'groupName');
  if (!/^[\x20-\x7e]{1,255}$/.test(name)) throw invalid(`Value (${name}) for parameter groupName is invalid.`);
  if (region.placementGroups.find((each) => each.GroupName === name)) {
    throw new AwsError('InvalidPlacementGroup.Duplicate', `The Placement Group '${name}' already exists.`);
  }
  return name;
}

/** What a group of each strategy has besides its name. */
function settingsOf(input: CreatePlacementGroupRequest): Partial<PlacementGroup> {
  const { Strategy = 'cluster', PartitionCount, SpreadLevel } = input;
  if (!STRATEGIES.includes(Strategy)) throw invalid(`Value (${Strategy}) for parameter strategy is invalid.`);
  if (PartitionCount !== undefined && Strategy !== 'partition') {
    throw combination('The parameter PartitionCount is valid only for placement groups of strategy partition.');
  }
  if (SpreadLevel !== undefined && Strategy !== 'spread') {
    throw combination('The parameter SpreadLevel is valid only for placement groups of strategy spread.');
  }
  if (Strategy === 'partition') return { Strategy, PartitionCount: partitions(PartitionCount) };
  return Strategy === 'spread' ? { Strategy, SpreadLevel: levelOf(SpreadLevel) } : { Strategy };
}

function partitions(count = STANDARD_PARTITIONS): number {
  if (count >= 1 && count <= MOST_PARTITIONS) return count;
  throw invalid(
    `Value (${count}) for parameter partitionCount is invalid. It must be between 1 and ${MOST_PARTITIONS}.`,
  );
}

/** Only groups on an Outpost spread their instances over hosts. */
function levelOf(level: PlacementGroup['SpreadLevel'] = 'rack') {
  if (level === 'rack') return level;
  if (level === 'host') throw invalid('The spread level host is supported only for placement groups on AWS Outposts.');
  throw invalid(`Value (${level}) for parameter spreadLevel is invalid.`);
}

export const operations = {
  /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreatePlacementGroup.html */
  CreatePlacementGroup(region, input) {
    refuseMembers('CreatePlacementGroup', input, ['LinkedGroupId', 'Operator', 'ParentGroupId']);
    const GroupName = freeName(region, input.GroupName);
    const settings = settingsOf(input);
    refuseBeyond(region, 'placement-groups', region.placementGroups.size + 1);
    const GroupId = newId('pg');
    const PlacementGroup = region.placementGroups.put(GroupId, {
      GroupId,
      GroupName,
      GroupArn: `arn:aws:ec2:${region.name}:${region.accountId}:placement-group/${GroupName}`,
      State: 'available',
      ...settings,
      Tags: tagsFor(input.TagSpecifications, 'placement-group'),
    });
    return { PlacementGroup };
  },

  DescribePlacementGroups(region, input) {
    const named = (input.GroupNames ?? []).map((name) => groupNamed(region, name).GroupId ?? '');
    const { page } = describe(
      region.placementGroups.values(),
      { Filters: input.Filters },
      {
        ...KINDS.placementGroups,
        ids: [...(input.GroupIds ?? []), ...named],
        idOf: (group) => group.GroupId ?? '',
        filters: {
          'group-arn': (group) => [group.GroupArn],
          'group-name': (group) => [group.GroupName],
          'spread-level': (group) => [group.SpreadLevel],
          state: (group) => [group.State],
          strategy: (group) => [group.Strategy],
        },
      },
    );
    return { PlacementGroups: page };
  },

  DeletePlacementGroup(region, input) {
    const { GroupId = '', GroupName } = groupNamed(region, required(input.GroupName, 'groupName'));
    if (membersOf(region, GroupId).length > 0) {
      throw new AwsError(
        'InvalidPlacementGroup.InUse',
        `The placement group '${GroupName}' is in use and may not be deleted.`,
      );
    }
    region.placementGroups.delete(GroupId);
    return {};
  },
} satisfies Ec2Operations;

interface GroupProperties {
  PartitionCount?: number;
  SpreadLevel?: PlacementGroup['SpreadLevel'];
  Strategy?: PlacementStrategy;
  Tags?: Tag[];
}

const named = (region: Region, name: string) => region.placementGroups.find((each) => each.GroupName === name);

export const resourceTypes: Record<string, ResourceType> = {
  /** Any change takes a new group. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-placementgroup.html */
  'AWS::EC2::PlacementGroup': resourceType<GroupProperties>({
    create(region, { Tags, ...properties }, request) {
      const { PlacementGroup } = operations.CreatePlacementGroup(region, {
        ...properties,
        GroupName: generatedName(request),
        TagSpecifications: specificationOf('placement-group', Tags),
      });
      return PlacementGroup.GroupName ?? '';
    },
    delete(region, GroupName) {
      if (named(region, GroupName)) operations.DeletePlacementGroup(region, { GroupName });
    },
    attributes: (region, GroupName) => ({ GroupName, GroupId: groupNamed(region, GroupName).GroupId }),
    read(region, name) {
      const group = named(region, name);
      return group && picked(group, ['PartitionCount', 'SpreadLevel', 'Strategy', 'Tags']);
    },
  }),
};
