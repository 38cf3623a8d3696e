import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ec2Lab, newGroup, newInstance, refusal, startEc2Lab } from './lab.ts';
import { addressOf, gatewayOf, interfaceOf, inVpc, tableOf } from './local-ec2.ts';

let lab: Ec2Lab;

beforeAll(async () => {
  lab = await startEc2Lab();
});

afterAll(() => lab.close());

const tagsOf = async (id: string) => {
  const { Tags } = await lab.ec2.describeTags({ Filters: [{ Name: 'resource-id', Values: [id] }] });
  return Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value]));
};

it('tags resources of every kind, and tells of which kind they are', async () => {
  const { ec2, vpcId, subnets } = lab;
  const instance = await newInstance(ec2, subnets[0]);
  const { Volumes } = await ec2.describeVolumes({});
  const { NetworkAcls } = await ec2.describeNetworkAcls(inVpc(vpcId));
  const made = {
    vpc: vpcId,
    subnet: subnets[0],
    'route-table': await tableOf(ec2, vpcId),
    'internet-gateway': await gatewayOf(ec2),
    'elastic-ip': await addressOf(ec2),
    'security-group': await newGroup(ec2, vpcId, 'tagged'),
    'network-acl': NetworkAcls?.[0]?.NetworkAclId ?? '',
    'network-interface': await interfaceOf(ec2, subnets[0]),
    instance,
    volume: Volumes?.[0]?.VolumeId ?? '',
    'key-pair': (await ec2.createKeyPair({ KeyName: 'tagged', KeyType: 'ed25519' })).KeyPairId ?? '',
  };
  await ec2.createTags({ Resources: Object.values(made), Tags: [{ Key: 'owner', Value: 'lab' }] });
  const { Tags } = await ec2.describeTags({ Filters: [{ Name: 'key', Values: ['owner'] }] });
  const found = Object.fromEntries((Tags ?? []).map(({ ResourceType, ResourceId }) => [ResourceType, ResourceId]));
  expect(found).toEqual(made);
  const Filters = [{ Name: 'tag:owner', Values: ['lab'] }];
  expect((await ec2.describeNetworkInterfaces({ Filters })).NetworkInterfaces).toHaveLength(1);
  expect((await ec2.describeInstances({ Filters })).Reservations?.[0]?.Instances?.[0]?.InstanceId).toBe(instance);
});

it('overwrites a value, and deletes by key, by key and value, or all', async () => {
  const id = await newGroup(lab.ec2, lab.vpcId, 'changing');
  const create = (tags: Record<string, string>) =>
    lab.ec2.createTags({ Resources: [id], Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) });
  await create({ a: '1', b: '1', c: '1' });
  await create({ a: '2' });
  await lab.ec2.deleteTags({ Resources: [id], Tags: [{ Key: 'b' }, { Key: 'c', Value: 'other' }] });
  expect(await tagsOf(id)).toEqual({ a: '2', c: '1' });
  await lab.ec2.deleteTags({ Resources: [id] });
  expect(await tagsOf(id)).toEqual({});
});

it('refuses reserved keys, too many tags and resources that are not there', async () => {
  const id = await newGroup(lab.ec2, lab.vpcId, 'refusing');
  const create = (count: number, prefix: string, Resources = [id]) =>
    lab.ec2.createTags({
      Resources,
      Tags: Array.from({ length: count }, (_, index) => ({ Key: `${prefix}${index}`, Value: '' })),
    });
  expect(await refusal(create(1, 'aws:'))).toBe(
    `InvalidParameterValue: Tag keys starting with 'aws:' are reserved for internal use`,
  );
  await create(50, 'key');
  expect(await refusal(create(1, 'more'))).toContain('TagLimitExceeded');
  const missing = 'vpc-0123456789abcdef0';
  expect(await refusal(create(1, 'key', [id, missing]))).toBe(
    `InvalidVpcID.NotFound: The vpc ID '${missing}' does not exist`,
  );
  expect(await refusal(create(1, 'key', ['web']))).toContain('InvalidID');
});

it('refuses tags for what a request does not make', async () => {
  const TagSpecifications = [{ ResourceType: 'vpc' as const, Tags: [{ Key: 'Name', Value: 'x' }] }];
  expect(await refusal(lab.ec2.createInternetGateway({ TagSpecifications }))).toBe(
    "InvalidParameterValue: 'vpc' is not a valid taggable resource type for this operation.",
  );
});
