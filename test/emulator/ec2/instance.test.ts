import type { Instance } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amazonLinux, type Ec2Lab, newGroup, newInstance, refusal, startEc2Lab } from './lab.ts';
import { addressOf, gatewayOf, interfaceOf, subnetOf } from './local-ec2.ts';

let lab: Ec2Lab;
let publicSubnet: string;

beforeAll(async () => {
  lab = await startEc2Lab();
  await gatewayOf(lab.ec2, lab.vpcId);
  publicSubnet = await subnetOf(lab.ec2, lab.vpcId, '10.0.9.0/24', 'us-east-1a');
  await lab.ec2.modifySubnetAttribute({ SubnetId: publicSubnet, MapPublicIpOnLaunch: { Value: true } });
});

afterAll(() => lab.close());

const instanceNamed = async (id: string | undefined): Promise<Instance> =>
  (await lab.ec2.describeInstances({ InstanceIds: [id ?? ''] })).Reservations?.[0]?.Instances?.[0] ?? {};

describe('RunInstances', () => {
  it('answers pending and has the instance running at once, with what was asked for', async () => {
    const group = await newGroup(lab.ec2, lab.vpcId, 'launch');
    const tags = (value: string) => [{ Key: 'Name', Value: value }];
    const answer = await lab.ec2.runInstances({
      ImageId: await amazonLinux(lab.ec2, 'arm64'),
      InstanceType: 't4g.nano',
      MinCount: 1,
      MaxCount: 1,
      SubnetId: lab.subnets[0],
      SecurityGroupIds: [group],
      PrivateIpAddress: '10.0.0.10',
      UserData: Buffer.from('#!/bin/sh').toString('base64'),
      MetadataOptions: { HttpTokens: 'optional' },
      TagSpecifications: [
        { ResourceType: 'instance', Tags: tags('web') },
        { ResourceType: 'network-interface', Tags: tags('web-eni') },
        { ResourceType: 'volume', Tags: tags('web-disk') },
      ],
    });
    const [launched] = answer.Instances ?? [];
    expect(launched?.State).toEqual({ Code: 0, Name: 'pending' });
    const instance = await instanceNamed(launched?.InstanceId);
    expect(instance).toMatchObject({
      State: { Code: 16, Name: 'running' },
      Architecture: 'arm64',
      PrivateIpAddress: '10.0.0.10',
      PrivateDnsName: 'ip-10-0-0-10.ec2.internal',
      SubnetId: lab.subnets[0],
      VpcId: lab.vpcId,
      Placement: { AvailabilityZone: 'us-east-1a', Tenancy: 'default' },
      SecurityGroups: [{ GroupId: group, GroupName: 'launch' }],
      SourceDestCheck: true,
      MetadataOptions: { HttpTokens: 'optional' },
      Tags: tags('web'),
    });
    expect(instance.PublicIpAddress).toBeUndefined();
    expect(instance.NetworkInterfaces).toMatchObject([{ Attachment: { DeviceIndex: 0, DeleteOnTermination: true } }]);
    const { InstanceId = '' } = instance;
    const Attribute = 'userData';
    const { UserData } = await lab.ec2.describeInstanceAttribute({ InstanceId, Attribute });
    expect(Buffer.from(UserData?.Value ?? '', 'base64').toString()).toBe('#!/bin/sh');
    const Filters = [{ Name: 'attachment.instance-id', Values: [InstanceId] }];
    const { Volumes } = await lab.ec2.describeVolumes({ Filters });
    expect(Volumes).toMatchObject([{ Size: 8, VolumeType: 'gp3', State: 'in-use', Tags: tags('web-disk') }]);
    const { NetworkInterfaces } = await lab.ec2.describeNetworkInterfaces({ Filters });
    expect(NetworkInterfaces).toMatchObject([{ TagSet: tags('web-eni') }]);
  });

  it('gives a public address where the subnet maps one or the request asks for one', async () => {
    const mapped = await instanceNamed(await newInstance(lab.ec2, publicSubnet));
    expect(mapped.PublicIpAddress).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(mapped.PublicDnsName).toBe('');
    const network = (SubnetId: string, AssociatePublicIpAddress: boolean) => ({
      NetworkInterfaces: [{ DeviceIndex: 0, SubnetId, AssociatePublicIpAddress }],
    });
    const refused = await newInstance(lab.ec2, undefined, network(publicSubnet, false));
    const asked = await newInstance(lab.ec2, undefined, network(lab.subnets[0], true));
    expect((await instanceNamed(refused)).PublicIpAddress).toBeUndefined();
    expect((await instanceNamed(asked)).PublicIpAddress).toBeDefined();
  });

  it('names public addresses where the VPC has DNS host names', async () => {
    const id = await newInstance(lab.ec2, publicSubnet);
    await lab.ec2.modifyVpcAttribute({ VpcId: lab.vpcId, EnableDnsHostnames: { Value: true } });
    const { PublicIpAddress = '', PublicDnsName } = await instanceNamed(id);
    expect(PublicDnsName).toBe(`ec2-${PublicIpAddress.replaceAll('.', '-')}.compute-1.amazonaws.com`);
    await lab.ec2.modifyVpcAttribute({ VpcId: lab.vpcId, EnableDnsHostnames: { Value: false } });
  });

  it('goes to the default subnet of the zone when none is named, where groups have names', async () => {
    const { GroupId } = await lab.ec2.createSecurityGroup({ GroupName: 'by-name', Description: 'by name' });
    const id = await newInstance(lab.ec2, undefined, {
      SecurityGroups: ['by-name'],
      Placement: { AvailabilityZone: 'us-east-1b' },
    });
    expect(await instanceNamed(id)).toMatchObject({
      Placement: { AvailabilityZone: 'us-east-1b' },
      SecurityGroups: [{ GroupId }],
    });
  });

  it('resolves images through public parameters', async () => {
    const ImageId = 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64';
    const id = await newInstance(lab.ec2, lab.subnets[0], { ImageId });
    expect((await instanceNamed(id)).ImageId).toBe(await amazonLinux(lab.ec2));
  });

  it('launches several at once, in one reservation', async () => {
    const count = { MinCount: 2, MaxCount: 3 };
    const first = await newInstance(lab.ec2, lab.subnets[0], count);
    const { Reservations } = await lab.ec2.describeInstances({
      Filters: [{ Name: 'reservation-id', Values: ['r-*'] }],
    });
    const reservation = Reservations?.find((each) => each.Instances?.[0]?.InstanceId === first);
    expect(reservation?.Instances?.map(({ AmiLaunchIndex }) => AmiLaunchIndex)).toEqual([0, 1, 2]);
  });

  it.each([
    [
      { ImageId: 'ami-0123456789abcdef0' },
      `InvalidAMIID.NotFound: The image id '[ami-0123456789abcdef0]' does not exist`,
    ],
    [{ ImageId: 'latest' }, 'InvalidAMIID.Malformed: Invalid id: "latest" (expecting "ami-...")'],
    [{ InstanceType: 't9.nano' as 't3.nano' }, `InvalidParameterValue: Invalid value 't9.nano' for InstanceType.`],
    [{ InstanceType: 't4g.nano' as const }, `The architecture 'arm64' of the specified instance type does not match`],
    [{ KeyName: 'lost' }, `InvalidKeyPair.NotFound: The key pair 'lost' does not exist`],
    [{ UserData: 'not base64!' }, 'InvalidUserData.Malformed: Invalid BASE64 encoding of user data.'],
    [{ MinCount: 3, MaxCount: 2 }, 'InvalidParameterValue: '],
    [{ SubnetId: 'subnet-0123456789abcdef0' }, 'InvalidSubnetID.NotFound'],
    [{ SecurityGroups: ['by-name'] }, 'InvalidParameterCombination: The parameter groupName cannot be used with the'],
    [
      { NetworkInterfaces: [{ DeviceIndex: 0 }] },
      'InvalidParameterCombination: Network interfaces and an instance-level subnet ID may not be specified on the same',
    ],
    [{ LaunchTemplate: { LaunchTemplateName: 'web' } }, 'InvalidLaunchTemplateName.NotFound'],
  ])('refuses %j', async (wrong, error) => {
    expect(await refusal(newInstance(lab.ec2, lab.subnets[0], wrong))).toContain(error);
  });

  it('leaves nothing behind when it is refused', async () => {
    const count = async () => (await lab.ec2.describeNetworkInterfaces({})).NetworkInterfaces?.length;
    const before = await count();
    const NetworkInterfaces = [
      { DeviceIndex: 0, SubnetId: lab.subnets[0] },
      { DeviceIndex: 1, SubnetId: lab.subnets[0], Groups: ['sg-0123456789abcdef0'] },
    ];
    expect(await refusal(newInstance(lab.ec2, undefined, { NetworkInterfaces }))).toContain('InvalidGroup.NotFound');
    expect(await count()).toBe(before);
  });
});

describe('stopping and starting', () => {
  it('changes an automatic public address and keeps an Elastic IP address', async () => {
    const [automatic, elastic] = [await newInstance(lab.ec2, publicSubnet), await newInstance(lab.ec2, publicSubnet)];
    const AllocationId = await addressOf(lab.ec2);
    await lab.ec2.associateAddress({ AllocationId, InstanceId: elastic });
    const ipOf = async (id: string) => (await instanceNamed(id)).PublicIpAddress;
    const [first, kept] = [await ipOf(automatic), await ipOf(elastic)];
    const answer = await lab.ec2.stopInstances({ InstanceIds: [automatic, elastic] });
    expect(answer.StoppingInstances?.[0]).toMatchObject({
      CurrentState: { Code: 64, Name: 'stopping' },
      PreviousState: { Code: 16, Name: 'running' },
    });
    expect([await ipOf(automatic), await ipOf(elastic)]).toEqual([undefined, kept]);
    await lab.ec2.startInstances({ InstanceIds: [automatic, elastic] });
    expect(await ipOf(elastic)).toBe(kept);
    expect(await ipOf(automatic)).toBeDefined();
    expect(await ipOf(automatic)).not.toBe(first);
  });

  it('shows in DescribeInstanceStatus', async () => {
    const id = await newInstance(lab.ec2, lab.subnets[0]);
    const statuses = async (IncludeAllInstances: boolean) =>
      (await lab.ec2.describeInstanceStatus({ InstanceIds: [id], IncludeAllInstances })).InstanceStatuses;
    expect(await statuses(false)).toMatchObject([{ InstanceStatus: { Status: 'ok' }, SystemStatus: { Status: 'ok' } }]);
    await lab.ec2.stopInstances({ InstanceIds: [id] });
    expect(await statuses(false)).toEqual([]);
    expect(await statuses(true)).toMatchObject([{ InstanceState: { Name: 'stopped' } }]);
    expect(await refusal(lab.ec2.rebootInstances({ InstanceIds: [id] }))).toContain('IncorrectInstanceState');
  });
});

describe('TerminateInstances', () => {
  it('takes along what goes with the instance and frees the rest', async () => {
    const spare = await interfaceOf(lab.ec2, publicSubnet);
    const id = await newInstance(lab.ec2, publicSubnet);
    await lab.ec2.attachNetworkInterface({ InstanceId: id, NetworkInterfaceId: spare, DeviceIndex: 1 });
    const primary = (await instanceNamed(id)).NetworkInterfaces?.[0]?.NetworkInterfaceId ?? '';
    const AllocationId = await addressOf(lab.ec2);
    await lab.ec2.associateAddress({ AllocationId, NetworkInterfaceId: primary });
    await lab.ec2.terminateInstances({ InstanceIds: [id] });
    const ended = await instanceNamed(id);
    expect(ended).toMatchObject({ State: { Code: 48, Name: 'terminated' }, NetworkInterfaces: [] });
    expect([ended.VpcId, ended.SubnetId, ended.PrivateIpAddress]).toEqual([undefined, undefined, undefined]);
    expect(await refusal(lab.ec2.describeNetworkInterfaces({ NetworkInterfaceIds: [primary] }))).toContain('NotFound');
    const { NetworkInterfaces } = await lab.ec2.describeNetworkInterfaces({ NetworkInterfaceIds: [spare] });
    expect(NetworkInterfaces?.[0]?.Status).toBe('available');
    const { Addresses } = await lab.ec2.describeAddresses({ AllocationIds: [AllocationId] });
    expect(Addresses?.[0]?.AssociationId).toBeUndefined();
    expect(await refusal(lab.ec2.startInstances({ InstanceIds: [id] }))).toBe(
      `IncorrectInstanceState: The instance '${id}' is not in a state from which it can be started.`,
    );
  });

  it('respects the protection against it', async () => {
    const id = await newInstance(lab.ec2, lab.subnets[0], { DisableApiTermination: true });
    expect(await refusal(lab.ec2.terminateInstances({ InstanceIds: [id] }))).toBe(
      `OperationNotPermitted: The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
    );
    await lab.ec2.modifyInstanceAttribute({ InstanceId: id, DisableApiTermination: { Value: false } });
    await lab.ec2.terminateInstances({ InstanceIds: [id] });
  });

  it('names what is malformed or unknown', async () => {
    expect(await refusal(lab.ec2.terminateInstances({ InstanceIds: ['web'] }))).toBe(
      'InvalidInstanceID.Malformed: Invalid id: "web" (expecting "i-...")',
    );
    expect(await refusal(lab.ec2.terminateInstances({ InstanceIds: ['i-0123456789abcdef0'] }))).toBe(
      `InvalidInstanceID.NotFound: The instance ID 'i-0123456789abcdef0' does not exist`,
    );
  });
});

describe('ModifyInstanceAttribute', () => {
  it('changes groups and the source/destination check of the only interface', async () => {
    const InstanceId = await newInstance(lab.ec2, lab.subnets[0]);
    const group = await newGroup(lab.ec2, lab.vpcId, 'changed');
    await lab.ec2.modifyInstanceAttribute({ InstanceId, Groups: [group] });
    await lab.ec2.modifyInstanceAttribute({ InstanceId, SourceDestCheck: { Value: false } });
    expect(await instanceNamed(InstanceId)).toMatchObject({
      SecurityGroups: [{ GroupId: group }],
      SourceDestCheck: false,
      NetworkInterfaces: [{ SourceDestCheck: false, Groups: [{ GroupId: group }] }],
    });
    const NetworkInterfaceId = await interfaceOf(lab.ec2, lab.subnets[0]);
    await lab.ec2.attachNetworkInterface({ InstanceId, NetworkInterfaceId, DeviceIndex: 1 });
    expect(await refusal(lab.ec2.modifyInstanceAttribute({ InstanceId, SourceDestCheck: { Value: true } }))).toBe(
      `InvalidInstanceID: There are multiple interfaces attached to instance '${InstanceId}'. Please specify an interface ID for the operation instead.`,
    );
  });

  it('changes type and user data only while the instance is stopped', async () => {
    const InstanceId = await newInstance(lab.ec2, lab.subnets[0]);
    const small = { InstanceId, InstanceType: { Value: 't3.small' } };
    expect(await refusal(lab.ec2.modifyInstanceAttribute(small))).toBe(
      `IncorrectInstanceState: The instance '${InstanceId}' is not in the 'stopped' state.`,
    );
    await lab.ec2.stopInstances({ InstanceIds: [InstanceId] });
    await lab.ec2.modifyInstanceAttribute(small);
    await lab.ec2.modifyInstanceAttribute({ InstanceId, UserData: { Value: Buffer.from('echo 1') } });
    expect((await instanceNamed(InstanceId)).InstanceType).toBe('t3.small');
    const { UserData } = await lab.ec2.describeInstanceAttribute({ InstanceId, Attribute: 'userData' });
    expect(Buffer.from(UserData?.Value ?? '', 'base64').toString()).toBe('echo 1');
  });
});

describe('DescribeInstanceCreditSpecifications', () => {
  it('tells the credit mode of burstable instances', async () => {
    const InstanceId = await newInstance(lab.ec2, lab.subnets[0], { CreditSpecification: { CpuCredits: 'standard' } });
    const modes = async () =>
      (await lab.ec2.describeInstanceCreditSpecifications({ InstanceIds: [InstanceId] })).InstanceCreditSpecifications;
    expect(await modes()).toEqual([{ InstanceId, CpuCredits: 'standard' }]);
    const change = { InstanceId, CpuCredits: 'unlimited' };
    await lab.ec2.modifyInstanceCreditSpecification({ InstanceCreditSpecifications: [change] });
    expect(await modes()).toEqual([change]);
  });
});

describe('Placement', () => {
  it('is in the zone of the subnet', async () => {
    const { ec2, subnets } = lab;
    const launch = newInstance(ec2, subnets[0], { Placement: { AvailabilityZone: 'us-east-1b' } });
    expect(await refusal(launch)).toBe(
      `InvalidParameterValue: Value (us-east-1b) for parameter availabilityZone is invalid. Subnet '${subnets[0]}' is in the availability zone us-east-1a`,
    );
  });
});

describe('AWS::EC2::Instance', () => {
  it('comes, changes in place and goes', async () => {
    const type = lab.template('AWS::EC2::Instance');
    const properties = {
      ImageId: await amazonLinux(lab.ec2),
      InstanceType: 't3.nano',
      SourceDestCheck: false,
      NetworkInterfaces: [{ DeviceIndex: '0', SubnetId: lab.subnets[0], AssociatePublicIpAddress: true }],
      Tags: [{ Key: 'Name', Value: 'nat' }],
    };
    const id = type.create(properties);
    const { PublicIpAddress, PrivateIpAddress, SourceDestCheck } = await instanceNamed(id);
    expect(SourceDestCheck).toBe(false);
    expect(type.attributes(id)).toMatchObject({
      InstanceId: id,
      PrivateIp: PrivateIpAddress,
      PublicIp: PublicIpAddress,
      AvailabilityZone: 'us-east-1a',
    });
    const changed = { ...properties, InstanceType: 't3.micro', Tags: [{ Key: 'Name', Value: 'gone' }] };
    type.update(id, changed, properties);
    expect(await instanceNamed(id)).toMatchObject({
      State: { Name: 'running' },
      InstanceType: 't3.micro',
      Tags: [{ Key: 'Name', Value: 'gone' }],
    });
    type.delete(id, changed);
    type.delete(id, changed);
    expect((await instanceNamed(id)).State?.Name).toBe('terminated');
  });
});
