import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { analysisOf, interfaceOfInstance, localClients, type Network, networkOn } from './insights-lab.ts';
import { type Ec2Lab, startEc2Lab } from './lab.ts';
import { localEc2, refusal, subnetOf, vpcOf } from './local-ec2.ts';

const local = localEc2();
const optionsNow = async () =>
  (await local.ec2.describeVpcBlockPublicAccessOptions({})).VpcBlockPublicAccessOptions ?? {};
const described = async (ExclusionId: string) => {
  const answer = await local.ec2.describeVpcBlockPublicAccessExclusions({ ExclusionIds: [ExclusionId] });
  return answer.VpcBlockPublicAccessExclusions?.[0] ?? {};
};

describe('the mode of a Region', () => {
  test('is off until somebody sets it', async () => {
    expect(await optionsNow()).toEqual({
      AwsAccountId: '123456789012',
      AwsRegion: 'us-east-1',
      State: 'default-state',
      InternetGatewayBlockMode: 'off',
      ManagedBy: 'account',
      ExclusionsAllowed: 'allowed',
    });
  });

  test('is set and described', async () => {
    const { ec2 } = local;
    const InternetGatewayBlockMode = 'block-ingress';
    await refusal(ec2.modifyVpcBlockPublicAccessOptions({ InternetGatewayBlockMode, DryRun: true }), 'DryRunOperation');
    expect(await optionsNow()).toMatchObject({ InternetGatewayBlockMode: 'off' });
    const { VpcBlockPublicAccessOptions } = await ec2.modifyVpcBlockPublicAccessOptions({ InternetGatewayBlockMode });
    expect(VpcBlockPublicAccessOptions).toMatchObject({ State: 'update-in-progress', InternetGatewayBlockMode });
    const now = await optionsNow();
    expect(now).toMatchObject({ State: 'update-complete', InternetGatewayBlockMode, ExclusionsAllowed: 'allowed' });
    expect(now.LastUpdateTimestamp).toBeInstanceOf(Date);
    await ec2.modifyVpcBlockPublicAccessOptions({ InternetGatewayBlockMode: 'off' });
    expect(await optionsNow()).toMatchObject({ State: 'update-complete', InternetGatewayBlockMode: 'off' });
  });

  test('is one of three', async () => {
    const { ec2 } = local;
    const none = { InternetGatewayBlockMode: undefined };
    await refusal(ec2.modifyVpcBlockPublicAccessOptions(none), 'MissingParameter', 'InternetGatewayBlockMode');
    const egress = { InternetGatewayBlockMode: 'block-egress' as 'off' };
    await refusal(ec2.modifyVpcBlockPublicAccessOptions(egress), 'InvalidParameterValue', 'block-egress');
  });
});

describe('an exclusion', () => {
  test('of a VPC is created, changed and deleted', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const created = await ec2.createVpcBlockPublicAccessExclusion({
      VpcId,
      InternetGatewayExclusionMode: 'allow-egress',
      TagSpecifications: [
        { ResourceType: 'vpc-block-public-access-exclusion', Tags: [{ Key: 'Name', Value: 'shop' }] },
      ],
    });
    const { ExclusionId = '', State } = created.VpcBlockPublicAccessExclusion ?? {};
    expect(ExclusionId).toMatch(/^vpcbpa-exclude-[0-9a-f]{17}$/);
    expect(State).toBe('create-in-progress');
    expect(await described(ExclusionId)).toMatchObject({
      ExclusionId,
      InternetGatewayExclusionMode: 'allow-egress',
      ResourceArn: `arn:aws:ec2:us-east-1:123456789012:vpc/${VpcId}`,
      State: 'create-complete',
      Tags: [{ Key: 'Name', Value: 'shop' }],
    });
    const InternetGatewayExclusionMode = 'allow-bidirectional';
    const change = { ExclusionId, InternetGatewayExclusionMode } as const;
    const changed = await ec2.modifyVpcBlockPublicAccessExclusion(change);
    expect(changed.VpcBlockPublicAccessExclusion?.State).toBe('update-in-progress');
    expect(await described(ExclusionId)).toMatchObject({ InternetGatewayExclusionMode, State: 'update-complete' });
    await ec2.createTags({ Resources: [ExclusionId], Tags: [{ Key: 'owner', Value: 'a' }] });
    expect((await described(ExclusionId)).Tags).toContainEqual({ Key: 'owner', Value: 'a' });
    const deleted = await ec2.deleteVpcBlockPublicAccessExclusion({ ExclusionId });
    expect(deleted.VpcBlockPublicAccessExclusion?.State).toBe('delete-in-progress');
    const last = await described(ExclusionId);
    expect(last).toMatchObject({ State: 'delete-complete' });
    expect(last.DeletionTimestamp).toBeInstanceOf(Date);
    const words = 'is in delete-complete state and cannot be';
    await refusal(ec2.deleteVpcBlockPublicAccessExclusion({ ExclusionId }), 'InvalidParameterValue', words);
    await refusal(ec2.modifyVpcBlockPublicAccessExclusion(change), 'InvalidParameterValue', words);
  });

  test('is found by its filters, page by page', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const arns = [];
    for (const n of [0, 1, 2, 3, 4, 5]) {
      const SubnetId = await subnetOf(ec2, VpcId, `10.0.${n}.0/24`);
      const InternetGatewayExclusionMode = n === 0 ? 'allow-bidirectional' : 'allow-egress';
      const { VpcBlockPublicAccessExclusion } = await ec2.createVpcBlockPublicAccessExclusion({
        SubnetId,
        InternetGatewayExclusionMode,
        TagSpecifications: [
          { ResourceType: 'vpc-block-public-access-exclusion', Tags: [{ Key: 'set', Value: VpcId }] },
        ],
      });
      expect(VpcBlockPublicAccessExclusion?.ResourceArn).toMatch(new RegExp(`:subnet/${SubnetId}$`));
      arns.push(VpcBlockPublicAccessExclusion?.ResourceArn ?? '');
    }
    const ofSet = { Name: 'tag:set', Values: [VpcId] };
    const found = async (Name: string, ...Values: string[]) => {
      const Filters = [ofSet, { Name, Values }];
      const answer = await ec2.describeVpcBlockPublicAccessExclusions({ Filters });
      return answer.VpcBlockPublicAccessExclusions?.map(({ ResourceArn }) => ResourceArn);
    };
    expect(await found('resource-arn', arns[2] ?? '')).toEqual([arns[2]]);
    expect(await found('internet-gateway-exclusion-mode', 'allow-bidirectional')).toEqual([arns[0]]);
    expect(await found('state', 'create-complete')).toEqual(arns);
    expect(await found('state', 'delete-complete')).toEqual([]);
    const request = { Filters: [ofSet], MaxResults: 5 };
    const { VpcBlockPublicAccessExclusions: first, NextToken } =
      await ec2.describeVpcBlockPublicAccessExclusions(request);
    expect(first).toHaveLength(5);
    const second = await ec2.describeVpcBlockPublicAccessExclusions({ ...request, NextToken });
    expect(second.VpcBlockPublicAccessExclusions?.map(({ ResourceArn }) => ResourceArn)).toEqual([arns[5]]);
  });

  test('is the only one of its VPC or subnet, until it is deleted', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const SubnetId = await subnetOf(ec2, VpcId, '10.0.0.0/24');
    const exclude = async (what: { VpcId: string } | { SubnetId: string }) => {
      const InternetGatewayExclusionMode = 'allow-egress';
      const answer = await ec2.createVpcBlockPublicAccessExclusion({ ...what, InternetGatewayExclusionMode });
      return answer.VpcBlockPublicAccessExclusion?.ExclusionId ?? '';
    };
    for (const what of [{ VpcId }, { SubnetId }]) {
      const ExclusionId = await exclude(what);
      await refusal(exclude(what), 'InvalidParameterValue', ExclusionId);
      await ec2.deleteVpcBlockPublicAccessExclusion({ ExclusionId });
      expect(await exclude(what)).not.toBe(ExclusionId);
    }
  });

  test('is of one VPC or one subnet that is there', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const SubnetId = await subnetOf(ec2, VpcId, '10.0.0.0/24');
    const InternetGatewayExclusionMode = 'allow-egress';
    const create = (rest: object) => ec2.createVpcBlockPublicAccessExclusion({ InternetGatewayExclusionMode, ...rest });
    await refusal(create({}), 'MissingParameter');
    await refusal(create({ VpcId, SubnetId }), 'InvalidParameterCombination');
    await refusal(create({ VpcId: 'vpc-0' }), 'InvalidVpcID.NotFound');
    await refusal(create({ SubnetId: 'subnet-0' }), 'InvalidSubnetID.NotFound');
    await refusal(create({ VpcId, InternetGatewayExclusionMode: undefined }), 'MissingParameter');
    await refusal(create({ VpcId, InternetGatewayExclusionMode: 'allow-ingress' }), 'InvalidParameterValue');
    const [ExclusionId, code] = ['vpcbpa-exclude-0', 'InvalidVpcBlockPublicAccessExclusionId.NotFound'];
    await refusal(ec2.deleteVpcBlockPublicAccessExclusion({ ExclusionId }), code);
    await refusal(ec2.modifyVpcBlockPublicAccessExclusion({ ExclusionId, InternetGatewayExclusionMode }), code);
    await refusal(ec2.describeVpcBlockPublicAccessExclusions({ ExclusionIds: [ExclusionId] }), code);
  });
});

test('VPCs and subnets say what is blocked for them', async () => {
  const { ec2 } = local;
  const VpcId = await vpcOf(ec2);
  const [plain, excluded] = [await subnetOf(ec2, VpcId, '10.0.0.0/24'), await subnetOf(ec2, VpcId, '10.0.1.0/24')];
  const states = async () => {
    const { Vpcs } = await ec2.describeVpcs({ VpcIds: [VpcId] });
    const { Subnets } = await ec2.describeSubnets({ SubnetIds: [plain, excluded] });
    const all = [...(Vpcs ?? []), ...(Subnets ?? [])];
    return all.map((each) => each.BlockPublicAccessStates?.InternetGatewayBlockMode).join(' ');
  };
  const bidirectional = 'allow-bidirectional';
  await ec2.createVpcBlockPublicAccessExclusion({ SubnetId: excluded, InternetGatewayExclusionMode: bidirectional });
  expect(await states()).toBe('off off off');
  await ec2.modifyVpcBlockPublicAccessOptions({ InternetGatewayBlockMode: 'block-bidirectional' });
  expect(await states()).toBe('block-bidirectional block-bidirectional off');
  await ec2.createVpcBlockPublicAccessExclusion({ VpcId, InternetGatewayExclusionMode: 'allow-egress' });
  expect(await states()).toBe('block-ingress block-ingress off');
  await ec2.modifyVpcBlockPublicAccessOptions({ InternetGatewayBlockMode: 'off' });
  expect(await states()).toBe('off off off');
});

describe('the walk', () => {
  const clients = localClients();
  let network: Network;
  beforeAll(async () => {
    network = await networkOn(clients);
  });
  beforeEach(async () => {
    const { VpcBlockPublicAccessExclusions } = await clients.ec2.describeVpcBlockPublicAccessExclusions({});
    for (const { ExclusionId, State } of VpcBlockPublicAccessExclusions ?? []) {
      if (State !== 'delete-complete') await clients.ec2.deleteVpcBlockPublicAccessExclusion({ ExclusionId });
    }
  });

  const mode = (InternetGatewayBlockMode: 'off' | 'block-bidirectional' | 'block-ingress') =>
    clients.ec2.modifyVpcBlockPublicAccessOptions({ InternetGatewayBlockMode });
  const exclude = (InternetGatewayExclusionMode: 'allow-bidirectional' | 'allow-egress', of: object) =>
    clients.ec2.createVpcBlockPublicAccessExclusion({ InternetGatewayExclusionMode, ...of });
  /** Whether a packet gets in from the internet, and one out to it. */
  const found = async () => {
    const web = await interfaceOfInstance(clients.ec2, network.web);
    const inward = { DestinationPortRange: { FromPort: 80, ToPort: 80 } };
    const came = await analysisOf(clients, { Source: network.igw, Destination: web, FilterAtSource: inward });
    const left = await analysisOf(clients, { Source: web, Destination: network.igw, DestinationPort: 443 });
    return { in: came.NetworkPathFound, out: left.NetworkPathFound };
  };

  test('is stopped in both directions', async () => {
    await mode('off');
    expect(await found()).toEqual({ in: true, out: true });
    await mode('block-bidirectional');
    expect(await found()).toEqual({ in: false, out: false });
  });

  test('goes through for an excluded subnet, and outwards for one that may only send', async () => {
    await mode('block-bidirectional');
    await exclude('allow-egress', { VpcId: network.vpcId });
    expect(await found()).toEqual({ in: false, out: true });
    await exclude('allow-bidirectional', { SubnetId: network.public });
    expect(await found()).toEqual({ in: true, out: true });
  });

  test('is stopped again once the exclusion is deleted', async () => {
    await mode('block-ingress');
    const { VpcBlockPublicAccessExclusion } = await exclude('allow-bidirectional', { VpcId: network.vpcId });
    expect(await found()).toEqual({ in: true, out: true });
    const ExclusionId = VpcBlockPublicAccessExclusion?.ExclusionId;
    await clients.ec2.deleteVpcBlockPublicAccessExclusion({ ExclusionId });
    expect((await found()).in).toBe(false);
  });
});

describe('CloudFormation', () => {
  let lab: Ec2Lab;
  beforeAll(async () => {
    lab = await startEc2Lab();
  });
  afterAll(() => lab.close());

  test('sets the mode of the Region and turns it off again', async () => {
    const type = lab.template('AWS::EC2::VPCBlockPublicAccessOptions');
    const now = async () =>
      (await lab.ec2.describeVpcBlockPublicAccessOptions({})).VpcBlockPublicAccessOptions?.InternetGatewayBlockMode;
    const [before, after] = [
      { InternetGatewayBlockMode: 'block-ingress' },
      { InternetGatewayBlockMode: 'block-bidirectional' },
    ];
    const id = type.create(before);
    expect(id).toBe('123456789012');
    expect(type.attributes(id)).toEqual({ AccountId: '123456789012', ExclusionsAllowed: 'allowed' });
    expect(await now()).toBe('block-ingress');
    type.update(id, after, before);
    expect(await now()).toBe('block-bidirectional');
    type.delete(id, after);
    expect(await now()).toBe('off');
  });

  test('makes an exclusion, changes its mode and tags, and deletes it', async () => {
    const type = lab.template('AWS::EC2::VPCBlockPublicAccessExclusion');
    const made = async (id: string) => {
      const answer = await lab.ec2.describeVpcBlockPublicAccessExclusions({ ExclusionIds: [id] });
      return answer.VpcBlockPublicAccessExclusions?.[0];
    };
    const before = { SubnetId: lab.subnets[0], InternetGatewayExclusionMode: 'allow-egress', Tags: [] };
    const Tags = [{ Key: 'owner', Value: 'b' }];
    const after = { ...before, InternetGatewayExclusionMode: 'allow-bidirectional', Tags };
    const id = type.create(before);
    expect(type.attributes(id)).toEqual({ ExclusionId: id });
    expect(await made(id)).toMatchObject({ State: 'create-complete', InternetGatewayExclusionMode: 'allow-egress' });
    type.update(id, after, before);
    expect(await made(id)).toMatchObject({ InternetGatewayExclusionMode: 'allow-bidirectional', Tags });
    type.delete(id, after);
    expect(await made(id)).toMatchObject({ State: 'delete-complete' });
    type.delete(id, after);
  });
});
