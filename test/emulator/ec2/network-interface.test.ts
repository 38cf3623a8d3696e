import type { CreateNetworkInterfaceRequest, NetworkInterface } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ec2Lab, newGroup, newInstance, refusal, startEc2Lab } from './lab.ts';
import { vpcOf } from './local-ec2.ts';

let lab: Ec2Lab;

beforeAll(async () => {
  lab = await startEc2Lab();
});

afterAll(() => lab.close());

const newInterface = async (rest: Partial<CreateNetworkInterfaceRequest> = {}): Promise<NetworkInterface> =>
  (await lab.ec2.createNetworkInterface({ SubnetId: lab.subnets[0], ...rest })).NetworkInterface ?? {};

const interfaceNamed = async (id: string | undefined): Promise<NetworkInterface> =>
  (await lab.ec2.describeNetworkInterfaces({ NetworkInterfaceIds: [id ?? ''] })).NetworkInterfaces?.[0] ?? {};

const attached = async () => {
  const { NetworkInterfaceId } = await newInterface();
  const InstanceId = await newInstance(lab.ec2, lab.subnets[0]);
  const { AttachmentId } = await lab.ec2.attachNetworkInterface({ NetworkInterfaceId, InstanceId, DeviceIndex: 1 });
  return { NetworkInterfaceId, InstanceId, AttachmentId };
};

describe('CreateNetworkInterface', () => {
  it('takes the default group and free addresses of the subnet', async () => {
    const made = await newInterface({ SecondaryPrivateIpAddressCount: 1, Description: 'mail' });
    expect(made).toMatchObject({ Status: 'available', SourceDestCheck: true, Description: 'mail', VpcId: lab.vpcId });
    expect(made.Groups?.map(({ GroupName }) => GroupName)).toEqual(['default']);
    expect(made.PrivateIpAddresses?.map(({ Primary }) => Primary)).toEqual([true, false]);
  });

  it('takes the address that is asked for, once', async () => {
    expect((await newInterface({ PrivateIpAddress: '10.0.0.77' })).PrivateIpAddress).toBe('10.0.0.77');
    expect(await refusal(newInterface({ PrivateIpAddress: '10.0.0.77' }))).toContain('InvalidIPAddress.InUse');
    expect(await refusal(newInterface({ PrivateIpAddress: '10.0.9.1' }))).toContain('InvalidParameterValue');
  });
});

describe('AttachNetworkInterface', () => {
  it('attaches a free interface at a free index', async () => {
    const { NetworkInterfaceId, InstanceId } = await attached();
    expect(await interfaceNamed(NetworkInterfaceId)).toMatchObject({
      Status: 'in-use',
      Attachment: { InstanceId, DeviceIndex: 1, DeleteOnTermination: false, Status: 'attached' },
    });
    const again = { NetworkInterfaceId, InstanceId: await newInstance(lab.ec2, lab.subnets[0]), DeviceIndex: 1 };
    expect(await refusal(lab.ec2.attachNetworkInterface(again))).toBe(
      `InvalidNetworkInterface.InUse: Interface: [${NetworkInterfaceId}] in use.`,
    );
  });

  it('refuses another zone, a taken index and more than the type can have', async () => {
    const InstanceId = await newInstance(lab.ec2, lab.subnets[0]);
    const far = await newInterface({ SubnetId: lab.subnets[1] });
    const near = await newInterface();
    const attach = (NetworkInterfaceId: string | undefined, DeviceIndex: number) =>
      lab.ec2.attachNetworkInterface({ NetworkInterfaceId, InstanceId, DeviceIndex });
    expect(await refusal(attach(far.NetworkInterfaceId, 1))).toContain('not in the same availability zone');
    expect(await refusal(attach(near.NetworkInterfaceId, 0))).toContain(`already has an interface attached at device`);
    await attach(near.NetworkInterfaceId, 1);
    const third = await newInterface();
    expect(await refusal(attach(third.NetworkInterfaceId, 2))).toBe(
      'AttachmentLimitExceeded: Interface count 3 exceeds the limit for t3.nano',
    );
  });
});

describe('DetachNetworkInterface', () => {
  it('frees a secondary interface, never the primary one', async () => {
    const { NetworkInterfaceId, InstanceId, AttachmentId } = await attached();
    expect(await refusal(lab.ec2.deleteNetworkInterface({ NetworkInterfaceId }))).toBe(
      `InvalidParameterValue: Network interface '${NetworkInterfaceId}' is currently in use.`,
    );
    await lab.ec2.detachNetworkInterface({ AttachmentId });
    expect((await interfaceNamed(NetworkInterfaceId)).Status).toBe('available');
    const Filters = [{ Name: 'attachment.instance-id', Values: [InstanceId] }];
    const { NetworkInterfaces } = await lab.ec2.describeNetworkInterfaces({ Filters });
    const primary = NetworkInterfaces?.[0]?.Attachment?.AttachmentId;
    expect(await refusal(lab.ec2.detachNetworkInterface({ AttachmentId: primary }))).toBe(
      'OperationNotPermitted: The network interface at device index 0 cannot be detached.',
    );
    expect(await refusal(lab.ec2.detachNetworkInterface({ AttachmentId }))).toContain('InvalidAttachmentID.NotFound');
  });
});

describe('ModifyNetworkInterfaceAttribute', () => {
  it('changes one attribute at a time', async () => {
    const { NetworkInterfaceId } = await newInterface();
    const group = await newGroup(lab.ec2, lab.vpcId, 'modified');
    const modify = (change: object) => lab.ec2.modifyNetworkInterfaceAttribute({ NetworkInterfaceId, ...change });
    await modify({ SourceDestCheck: { Value: false } });
    await modify({ Groups: [group] });
    await modify({ Description: { Value: 'firewall' } });
    expect(await interfaceNamed(NetworkInterfaceId)).toMatchObject({
      SourceDestCheck: false,
      Groups: [{ GroupId: group, GroupName: 'modified' }],
      Description: 'firewall',
    });
    expect(await refusal(modify({ Groups: [group], SourceDestCheck: { Value: true } }))).toContain(
      'InvalidParameterCombination',
    );
    const Attribute = 'sourceDestCheck';
    const answer = await lab.ec2.describeNetworkInterfaceAttribute({ NetworkInterfaceId, Attribute });
    expect(answer.SourceDestCheck).toEqual({ Value: false });
  });

  it('takes no group of another VPC', async () => {
    const { NetworkInterfaceId } = await newInterface();
    const foreign = await newGroup(lab.ec2, await vpcOf(lab.ec2, '10.4.0.0/16'), 'foreign');
    expect(await refusal(lab.ec2.modifyNetworkInterfaceAttribute({ NetworkInterfaceId, Groups: [foreign] }))).toContain(
      'different networks',
    );
  });

  it('gives the primary interface of an instance a public address, and takes it back', async () => {
    const InstanceId = await newInstance(lab.ec2, lab.subnets[0]);
    const Filters = [{ Name: 'attachment.instance-id', Values: [InstanceId] }];
    const find = async () => (await lab.ec2.describeNetworkInterfaces({ Filters })).NetworkInterfaces?.[0];
    const NetworkInterfaceId = (await find())?.NetworkInterfaceId;
    expect((await find())?.Association).toBeUndefined();
    await lab.ec2.modifyNetworkInterfaceAttribute({ NetworkInterfaceId, AssociatePublicIpAddress: true });
    expect((await find())?.Association?.IpOwnerId).toBe('amazon');
    await lab.ec2.modifyNetworkInterfaceAttribute({ NetworkInterfaceId, AssociatePublicIpAddress: false });
    expect((await find())?.Association).toBeUndefined();
  });
});

describe('an interface that a service made', () => {
  it('cannot be changed, detached or deleted by users', async () => {
    const { InstanceConnectEndpoint } = await lab.ec2.createInstanceConnectEndpoint({ SubnetId: lab.subnets[0] });
    const NetworkInterfaceId = InstanceConnectEndpoint?.NetworkInterfaceIds?.[0];
    const { RequesterManaged, Attachment } = await interfaceNamed(NetworkInterfaceId);
    expect(RequesterManaged).toBe(true);
    const change = { NetworkInterfaceId, SourceDestCheck: { Value: false } };
    expect(await refusal(lab.ec2.modifyNetworkInterfaceAttribute(change))).toBe(
      'AuthFailure: You do not have permission to access the specified resource.',
    );
    const { AttachmentId } = Attachment ?? {};
    expect(await refusal(lab.ec2.detachNetworkInterface({ AttachmentId }))).toContain('OperationNotPermitted');
    expect(await refusal(lab.ec2.deleteNetworkInterface({ NetworkInterfaceId }))).toContain('is currently in use');
  });
});

describe('AssignPrivateIpAddresses', () => {
  it('adds secondary addresses, which UnassignPrivateIpAddresses takes away', async () => {
    const { NetworkInterfaceId, PrivateIpAddress = '' } = await newInterface();
    const PrivateIpAddresses = ['10.0.0.200'];
    await lab.ec2.assignPrivateIpAddresses({ NetworkInterfaceId, PrivateIpAddresses });
    const { AssignedPrivateIpAddresses } = await lab.ec2.assignPrivateIpAddresses({
      NetworkInterfaceId,
      SecondaryPrivateIpAddressCount: 2,
    });
    expect(AssignedPrivateIpAddresses).toHaveLength(2);
    await lab.ec2.unassignPrivateIpAddresses({ NetworkInterfaceId, PrivateIpAddresses });
    expect((await interfaceNamed(NetworkInterfaceId)).PrivateIpAddresses).toHaveLength(3);
    const primary = { NetworkInterfaceId, PrivateIpAddresses: [PrivateIpAddress] };
    expect(await refusal(lab.ec2.unassignPrivateIpAddresses(primary))).toContain('InvalidParameterValue');
  });
});

describe('in templates', () => {
  it('an interface and its attachment come, change and go', async () => {
    const type = lab.template('AWS::EC2::NetworkInterface');
    const properties = { SubnetId: lab.subnets[0], PrivateIpAddress: '10.0.0.150', SourceDestCheck: false };
    const NetworkInterfaceId = type.create(properties);
    expect(type.attributes(NetworkInterfaceId)).toMatchObject({
      PrimaryPrivateIpAddress: '10.0.0.150',
      SecondaryPrivateIpAddresses: [],
    });
    type.update(NetworkInterfaceId, { ...properties, SourceDestCheck: true, Description: 'd' }, properties);
    expect(await interfaceNamed(NetworkInterfaceId)).toMatchObject({ SourceDestCheck: true, Description: 'd' });
    const attachment = lab.template('AWS::EC2::NetworkInterfaceAttachment');
    const InstanceId = await newInstance(lab.ec2, lab.subnets[0]);
    const id = attachment.create({ InstanceId, NetworkInterfaceId, DeviceIndex: '1' });
    expect((await interfaceNamed(NetworkInterfaceId)).Attachment?.DeleteOnTermination).toBe(true);
    attachment.delete(id, {});
    attachment.delete(id, {});
    type.delete(NetworkInterfaceId, properties);
    expect(await refusal(interfaceNamed(NetworkInterfaceId))).toContain('InvalidNetworkInterfaceID.NotFound');
  });
});
