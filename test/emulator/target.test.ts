import { EC2 } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalAws, startLocalAws } from '../../emulator/local-aws.ts';
import { amazonLinux } from './ec2/lab.ts';
import { Sweep } from './target/sweep.ts';
import { Trespass } from './target/trespass.ts';

/** An account that somebody uses: what the tests make in it must go, and the rest must stay as it is. */
let aws: LocalAws;
let owner: EC2;
let ec2: EC2;
let elbv2: ElasticLoadBalancingV2;
let sweep: Sweep;

beforeAll(async () => {
  aws = await startLocalAws({ port: 0 });
  const config = {
    region: 'us-east-1',
    endpoint: aws.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  [owner, ec2, elbv2] = [new EC2(config), new EC2(config), new ElasticLoadBalancingV2(config)];
  sweep = new Sweep(0);
  const trespass = new Trespass((reason) => {
    throw new Error(reason);
  });
  for (const client of [ec2, elbv2]) {
    trespass.prevent(client);
    sweep.watch(client);
  }
});

afterAll(() => aws.close());

async function inventory(): Promise<unknown> {
  const { Reservations = [] } = await owner.describeInstances({});
  const { NatGateways = [] } = await owner.describeNatGateways({});
  return [
    (await owner.describeVpcs({})).Vpcs,
    (await owner.describeSubnets({})).Subnets,
    (await owner.describeSecurityGroups({})).SecurityGroups,
    (await owner.describeRouteTables({})).RouteTables,
    (await owner.describeInternetGateways({})).InternetGateways,
    (await owner.describeAddresses({})).Addresses,
    (await owner.describeNetworkInterfaces({})).NetworkInterfaces,
    (await owner.describeVpcEndpoints({})).VpcEndpoints,
    (await owner.describeKeyPairs({})).KeyPairs,
    (await owner.describeVolumes({})).Volumes,
    (await owner.describeSnapshots({ OwnerIds: ['self'] })).Snapshots,
    (await owner.describeImages({ Owners: ['self'] })).Images,
    (await elbv2.describeLoadBalancers({})).LoadBalancers,
    (await elbv2.describeTargetGroups({})).TargetGroups,
    Reservations.flatMap(({ Instances = [] }) => Instances).filter(({ State }) => State?.Name !== 'terminated'),
    NatGateways.filter(({ State }) => State !== 'deleted'),
  ];
}

test('what was made is taken away, also what is protected or held by something else', async () => {
  const before = await inventory();
  const VpcId = (await ec2.createVpc({ CidrBlock: '10.0.0.0/16' })).Vpc?.VpcId ?? '';
  const { InternetGateway } = await ec2.createInternetGateway({});
  const InternetGatewayId = InternetGateway?.InternetGatewayId ?? '';
  await ec2.attachInternetGateway({ InternetGatewayId, VpcId });
  const subnets: string[] = [];
  for (const [i, AvailabilityZone] of ['us-east-1a', 'us-east-1b'].entries()) {
    const { Subnet } = await ec2.createSubnet({ VpcId, CidrBlock: `10.0.${i}.0/24`, AvailabilityZone });
    subnets.push(Subnet?.SubnetId ?? '');
  }
  const { RouteTables = [] } = await ec2.describeRouteTables({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] });
  const RouteTableId = RouteTables[0]?.RouteTableId ?? '';
  await ec2.createRoute({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId });
  const { AllocationId } = await ec2.allocateAddress({});
  await ec2.createNatGateway({ SubnetId: subnets[0] ?? '', AllocationId });
  const GroupId = (await ec2.createSecurityGroup({ VpcId, GroupName: 'a', Description: 'a' })).GroupId ?? '';
  const other = (await ec2.createSecurityGroup({ VpcId, GroupName: 'b', Description: 'b' })).GroupId ?? '';
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 1, UserIdGroupPairs: [{ GroupId: other }] }];
  await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
  await ec2.createKeyPair({ KeyName: 'mine' });
  const { Instances } = await ec2.runInstances({
    ImageId: await amazonLinux(owner),
    InstanceType: 't3.nano',
    MinCount: 2,
    MaxCount: 2,
    SubnetId: subnets[1],
    DisableApiTermination: true,
  });
  const { VolumeId } = await ec2.createVolume({ AvailabilityZone: 'us-east-1b', Size: 1 });
  const { InstanceId } = Instances?.[0] ?? {};
  await ec2.attachVolume({ VolumeId, InstanceId, Device: '/dev/sdf' });
  const { SnapshotId: SourceSnapshotId } = await ec2.createSnapshot({ VolumeId });
  await ec2.createSnapshots({ InstanceSpecification: { InstanceId } });
  await ec2.copySnapshot({ SourceRegion: 'us-east-1', SourceSnapshotId });
  const { ImageId: SourceImageId } = await ec2.createImage({ InstanceId, Name: 'mine' });
  await ec2.copyImage({ SourceRegion: 'us-east-1', SourceImageId, Name: 'copy' });
  const BlockDeviceMappings = [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId: SourceSnapshotId } }];
  await ec2.registerImage({ Name: 'registered', RootDeviceName: '/dev/xvda', BlockDeviceMappings });
  await ec2.createVpcEndpoint({ VpcId, ServiceName: 'com.amazonaws.us-east-1.s3', RouteTableIds: [RouteTableId] });
  await elbv2.createTargetGroup({ Name: 'tg', Protocol: 'HTTP', Port: 80, VpcId });
  const { LoadBalancers = [] } = await elbv2.createLoadBalancer({
    Name: 'lb',
    Subnets: subnets,
    SecurityGroups: [GroupId],
  });
  const Attributes = [{ Key: 'deletion_protection.enabled', Value: 'true' }];
  await elbv2.modifyLoadBalancerAttributes({ LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn, Attributes });
  expect(await inventory()).not.toEqual(before);
  expect(await sweep.back()).toEqual([]);
  expect(await inventory()).toEqual(before);
});

test('what somebody else needs is named, with the reason why it would not go', async () => {
  const VpcId = (await ec2.createVpc({ CidrBlock: '10.0.0.0/16' })).Vpc?.VpcId ?? '';
  const { Subnet } = await owner.createSubnet({ VpcId, CidrBlock: '10.0.0.0/24' });
  const [left, ...more] = await sweep.back();
  expect(left).toMatch(`DeleteVpc {"VpcId":"${VpcId}"}: DependencyViolation`);
  expect(more).toEqual([]);
  await owner.deleteSubnet({ SubnetId: Subnet?.SubnetId });
  await owner.deleteVpc({ VpcId });
});

describe('what the tests have not made', () => {
  test('cannot be changed by them', async () => {
    const before = await inventory();
    const { Vpcs = [] } = await ec2.describeVpcs({});
    const VpcId = Vpcs[0]?.VpcId ?? '';
    await expect(ec2.deleteVpc({ VpcId })).rejects.toThrow(`DeleteVpc would change ${VpcId}`);
    await expect(ec2.createSubnet({ VpcId, CidrBlock: '172.31.240.0/24' })).rejects.toThrow(VpcId);
    await expect(ec2.createTags({ Resources: [VpcId], Tags: [{ Key: 'a', Value: 'b' }] })).rejects.toThrow(VpcId);
    const { VolumeId } = await owner.createVolume({ AvailabilityZone: 'us-east-1a', Size: 1 });
    const { SnapshotId = '' } = await owner.createSnapshot({ VolumeId });
    await ec2.describeSnapshots({});
    await expect(ec2.deleteSnapshot({ SnapshotId })).rejects.toThrow(`DeleteSnapshot would change ${SnapshotId}`);
    await owner.deleteSnapshot({ SnapshotId });
    await owner.deleteVolume({ VolumeId });
    await expect(ec2.createDefaultVpc({})).rejects.toThrow('would change the whole account');
    const mode = { InternetGatewayBlockMode: 'block-bidirectional' } as const;
    await expect(ec2.modifyVpcBlockPublicAccessOptions(mode)).rejects.toThrow('would change the whole account');
    expect(await inventory()).toEqual(before);
  });

  test('is not what came along with what they made, or what does not exist', async () => {
    const VpcId = (await ec2.createVpc({ CidrBlock: '10.0.0.0/16' })).Vpc?.VpcId ?? '';
    const { SecurityGroups = [] } = await ec2.describeSecurityGroups({});
    const own = SecurityGroups.find((each) => each.VpcId === VpcId);
    const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }];
    await ec2.authorizeSecurityGroupIngress({ GroupId: own?.GroupId, IpPermissions });
    const { Volumes } = await ec2.describeVolumes({
      VolumeIds: [(await ec2.createVolume({ AvailabilityZone: 'us-east-1a', Size: 1 })).VolumeId ?? ''],
    });
    const { SnapshotId } = await ec2.createSnapshot({ VolumeId: Volumes?.[0]?.VolumeId });
    const BlockDeviceMappings = [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId } }];
    await ec2.registerImage({ Name: 'mine', RootDeviceName: '/dev/xvda', BlockDeviceMappings });
    await expect(ec2.deleteSnapshot({ SnapshotId })).rejects.toThrow('is currently in use by');
    await expect(ec2.deleteVpc({ VpcId: 'vpc-0123456789abcdef0' })).rejects.toThrow('does not exist');
    expect(await sweep.back()).toEqual([]);
  });
});
