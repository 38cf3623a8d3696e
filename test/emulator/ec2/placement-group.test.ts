import type { CreatePlacementGroupRequest, Placement } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { amazonLinux, type Ec2Lab, newInstance, startEc2Lab } from './lab.ts';
import { localEc2, refusal } from './local-ec2.ts';

describe('a placement group', () => {
  const local = localEc2();
  const create = (GroupName: string, more: Partial<CreatePlacementGroupRequest> = {}) =>
    local.ec2.createPlacementGroup({ GroupName, ...more });

  test.each<[Partial<CreatePlacementGroupRequest>, object]>([
    [{}, { Strategy: 'cluster' }],
    [{ Strategy: 'cluster' }, { Strategy: 'cluster' }],
    [{ Strategy: 'partition' }, { Strategy: 'partition', PartitionCount: 2 }],
    [
      { Strategy: 'partition', PartitionCount: 7 },
      { Strategy: 'partition', PartitionCount: 7 },
    ],
    [{ Strategy: 'spread' }, { Strategy: 'spread', SpreadLevel: 'rack' }],
  ])('of %j is %j', async (asked, settings) => {
    const { PlacementGroup } = await create('together', asked);
    expect(PlacementGroup).toEqual({
      GroupId: expect.stringMatching(/^pg-[0-9a-f]{17}$/),
      GroupName: 'together',
      GroupArn: expect.stringMatching(/^arn:aws:ec2:us-east-1:\d{12}:placement-group\/together$/),
      State: 'available',
      Tags: [],
      ...settings,
    });
    expect((await local.ec2.describePlacementGroups({})).PlacementGroups).toEqual([PlacementGroup]);
  });

  test.each<[Partial<CreatePlacementGroupRequest>, string]>([
    [{ GroupName: '' }, 'MissingParameter'],
    [{ GroupName: 'ä' }, 'InvalidParameterValue'],
    [{ GroupName: 'x'.repeat(256) }, 'InvalidParameterValue'],
    [{ Strategy: 'near' as 'cluster' }, 'InvalidParameterValue'],
    [{ Strategy: 'cluster', PartitionCount: 2 }, 'InvalidParameterCombination'],
    [{ Strategy: 'partition', PartitionCount: 8 }, 'InvalidParameterValue'],
    [{ Strategy: 'partition', PartitionCount: 0 }, 'InvalidParameterValue'],
    [{ Strategy: 'partition', SpreadLevel: 'rack' }, 'InvalidParameterCombination'],
    [{ Strategy: 'spread', SpreadLevel: 'host' }, 'InvalidParameterValue'],
  ])('is not made of %j', async (asked, code) => {
    await refusal(create('together', asked), code);
  });

  test('has a name of its own in its Region', async () => {
    await create('together');
    await refusal(
      create('together'),
      'InvalidPlacementGroup.Duplicate',
      "The Placement Group 'together' already exists.",
    );
  });

  test('is found by name, id, filter and tag, and gone when it is deleted', async () => {
    const Tags = [{ Key: 'tier', Value: 'web' }];
    const { PlacementGroup: a } = await create('a', {
      ...{ Strategy: 'spread', TagSpecifications: [{ ResourceType: 'placement-group', Tags }] },
    });
    const { PlacementGroup: b } = await create('b', { Strategy: 'partition' });
    const found = async (input: object) =>
      (await local.ec2.describePlacementGroups(input)).PlacementGroups?.map(({ GroupName }) => GroupName);
    const by = (Name: string, value = '') => found({ Filters: [{ Name, Values: [value] }] });
    expect(await found({ GroupNames: ['b', 'a'] })).toEqual(['b', 'a']);
    expect(await found({ GroupIds: [a?.GroupId] })).toEqual(['a']);
    expect(await by('strategy', 'partition')).toEqual(['b']);
    expect(await by('spread-level', 'rack')).toEqual(['a']);
    expect(await by('group-name', 'a*')).toEqual(['a']);
    expect(await by('group-arn', b?.GroupArn)).toEqual(['b']);
    expect(await by('state', 'available')).toEqual(['a', 'b']);
    expect(await by('tag:tier', 'web')).toEqual(['a']);
    await refusal(found({ GroupNames: ['c'] }), 'InvalidPlacementGroup.Unknown', "The Placement Group 'c' is unknown.");
    await refusal(found({ GroupIds: ['pg-0'] }), 'InvalidPlacementGroup.Unknown');
    await local.ec2.createTags({ Resources: [b?.GroupId ?? ''], Tags });
    expect(await by('tag:tier', 'web')).toEqual(['a', 'b']);
    await local.ec2.deletePlacementGroup({ GroupName: 'a' });
    expect(await found({})).toEqual(['b']);
    await refusal(local.ec2.deletePlacementGroup({ GroupName: 'a' }), 'InvalidPlacementGroup.Unknown');
  });
});

describe('instances', () => {
  let lab: Ec2Lab;
  let count = 0;
  let name = '';
  beforeAll(async () => {
    lab = await startEc2Lab();
  });
  beforeEach(() => {
    count += 1;
    name = `group-${count}`;
  });
  afterAll(() => lab.close());

  const group = (more: Partial<CreatePlacementGroupRequest>) =>
    lab.ec2.createPlacementGroup({ GroupName: name, ...more });
  const launch = (Placement: Placement, zone: 0 | 1 = 0, InstanceType: 'c5.large' | 't3.nano' = 't3.nano') =>
    newInstance(lab.ec2, lab.subnets[zone], { InstanceType, Placement });
  const placement = async (id: string) => {
    const { Reservations } = await lab.ec2.describeInstances({ InstanceIds: [id] });
    return Reservations?.[0]?.Instances?.[0]?.Placement;
  };
  const end = (...InstanceIds: string[]) => lab.ec2.terminateInstances({ InstanceIds });

  test('go into no group that there is not', async () => {
    const unknown = "The Placement Group 'nowhere' is unknown.";
    await refusal(launch({ GroupName: 'nowhere' }), 'InvalidPlacementGroup.Unknown', unknown);
    await refusal(launch({ GroupId: 'pg-0' }), 'InvalidPlacementGroup.Unknown');
    const { PlacementGroup } = await group({});
    await refusal(launch({ GroupName: name, GroupId: PlacementGroup?.GroupId }), 'InvalidParameterCombination');
  });

  test.each(['HostId', 'HostResourceGroupArn', 'Affinity'])('go onto no Dedicated Host: %s', async (member) => {
    await refusal(launch({ [member]: 'x' }), 'UnsupportedOperation', new RegExp(member));
  });

  test('of a cluster are in one zone, and of no burstable type', async () => {
    const { PlacementGroup } = await group({ Strategy: 'cluster' });
    await refusal(
      launch({ GroupName: name }),
      'InvalidParameterCombination',
      "Cluster placement groups are not supported by the 't3.nano' instance type. Specify a supported instance type or change the placement group strategy, and try again.",
    );
    const first = await launch({ GroupName: name }, 0, 'c5.large');
    expect(await placement(first)).toMatchObject({ GroupName: name, GroupId: PlacementGroup?.GroupId });
    await refusal(
      launch({ GroupId: PlacementGroup?.GroupId }, 1, 'c5.large'),
      'InvalidPlacementGroup.InUse',
      `The placement group '${name}' is in use in another availability zone: us-east-1a`,
    );
    const inUse = `The placement group '${name}' is in use and may not be deleted.`;
    await refusal(lab.ec2.deletePlacementGroup({ GroupName: name }), 'InvalidPlacementGroup.InUse', inUse);
    await end(first);
    await end(await launch({ GroupName: name }, 1, 'c5.large'));
    await lab.ec2.deletePlacementGroup({ GroupName: name });
  });

  test('of a spread group are at most seven that run in each zone', async () => {
    await group({ Strategy: 'spread' });
    const ImageId = await amazonLinux(lab.ec2);
    const run = async (most: number, zone: 0 | 1) => {
      const { Instances } = await lab.ec2.runInstances({
        ...{ ImageId, InstanceType: 't3.nano', MinCount: most, MaxCount: most, SubnetId: lab.subnets[zone] },
        Placement: { GroupName: name },
      });
      return Instances?.map(({ InstanceId }) => InstanceId ?? '') ?? [];
    };
    await refusal(run(8, 0), 'ResourceLimitExceeded', /at most 7/);
    const seven = await run(7, 0);
    await refusal(run(1, 0), 'ResourceLimitExceeded');
    const others = await run(7, 1);
    const [one = ''] = seven;
    await lab.ec2.stopInstances({ InstanceIds: [one] });
    const another = await run(1, 0);
    await refusal(lab.ec2.startInstances({ InstanceIds: [one] }), 'ResourceLimitExceeded');
    await end(...another);
    await lab.ec2.startInstances({ InstanceIds: [one] });
    await refusal(launch({ GroupName: name, Tenancy: 'dedicated' }, 1), 'InvalidParameterCombination', /dedicated/);
    await end(...seven, ...others);
  });

  test('of a partition group are shared out among its partitions, unless one is asked for', async () => {
    await group({ Strategy: 'partition', PartitionCount: 3 });
    const partitions: (number | undefined)[] = [];
    const made: string[] = [];
    for (const PartitionNumber of [undefined, 3, undefined, undefined]) {
      const id = await launch({ GroupName: name, PartitionNumber });
      made.push(id);
      partitions.push((await placement(id))?.PartitionNumber);
    }
    expect(partitions).toEqual([1, 3, 2, 1]);
    const by = async (Name: string, value: string) =>
      (await lab.ec2.describeInstances({ Filters: [{ Name, Values: [value] }] })).Reservations?.flatMap(
        ({ Instances = [] }) => Instances.map(({ InstanceId }) => InstanceId),
      );
    expect(await by('placement-group-name', name)).toEqual(made);
    expect(await by('placement-partition-number', '3')).toEqual([made[1]]);
    await refusal(launch({ GroupName: name, PartitionNumber: 4 }), 'InvalidParameterValue');
    await refusal(launch({ PartitionNumber: 1 }), 'InvalidParameterCombination');
    await end(...made);
  });

  test('move into a group, within it and out of it while they are stopped', async () => {
    await group({ Strategy: 'partition', PartitionCount: 3 });
    const InstanceId = await launch({});
    expect(await placement(InstanceId)).toMatchObject({ GroupName: '', Tenancy: 'default' });
    const move = (more: object) => lab.ec2.modifyInstancePlacement({ InstanceId, ...more });
    await refusal(move({ GroupName: name }), 'IncorrectInstanceState', /'stopped'/);
    await lab.ec2.stopInstances({ InstanceIds: [InstanceId] });
    expect((await move({ GroupName: name, PartitionNumber: 2 })).Return).toBe(true);
    expect(await placement(InstanceId)).toMatchObject({ GroupName: name, PartitionNumber: 2 });
    await move({ PartitionNumber: 3 });
    expect(await placement(InstanceId)).toMatchObject({ GroupName: name, PartitionNumber: 3 });
    await move({ Tenancy: 'dedicated' });
    expect(await placement(InstanceId)).toMatchObject({ GroupName: name, PartitionNumber: 3, Tenancy: 'dedicated' });
    await refusal(move({ PartitionNumber: 4 }), 'InvalidParameterValue');
    await refusal(move({ GroupName: 'nowhere' }), 'InvalidPlacementGroup.Unknown');
    await refusal(move({ HostId: 'h-1' }), 'UnsupportedOperation', /HostId/);
    await refusal(move({}), 'MissingParameter');
    await lab.ec2.createPlacementGroup({ GroupName: `${name}-cluster`, Strategy: 'cluster' });
    await refusal(move({ GroupName: `${name}-cluster` }), 'InvalidParameterCombination', /Cluster placement groups/);
    await move({ GroupName: '' });
    expect(await placement(InstanceId)).toEqual({
      ...{
        AvailabilityZone: 'us-east-1a',
        AvailabilityZoneId: expect.any(String),
        GroupName: '',
        Tenancy: 'dedicated',
      },
    });
    await lab.ec2.deletePlacementGroup({ GroupName: name });
    await end(InstanceId);
  });

  test('of a template go into the group that it names', async () => {
    const type = lab.template('AWS::EC2::PlacementGroup');
    const PlacementGroupName = type.create({ Strategy: 'spread' });
    expect(PlacementGroupName).toMatch(/^lab-It-[0-9A-F]{12}$/);
    expect(type.attributes(PlacementGroupName)).toEqual({
      ...{ GroupName: PlacementGroupName, GroupId: expect.stringMatching(/^pg-/) },
    });
    const ImageId = await amazonLinux(lab.ec2);
    const properties = { ImageId, InstanceType: 't3.nano', SubnetId: lab.subnets[0], PlacementGroupName };
    const id = lab.template('AWS::EC2::Instance').create(properties);
    expect(await placement(id)).toMatchObject({ GroupName: PlacementGroupName });
    expect(() => type.delete(PlacementGroupName, {})).toThrow(/is in use and may not be deleted/);
    lab.template('AWS::EC2::Instance').delete(id, properties);
    type.delete(PlacementGroupName, {});
    type.delete(PlacementGroupName, {});
  });
});
