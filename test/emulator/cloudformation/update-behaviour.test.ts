import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { EC2 } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalAws } from '../../../emulator/local-aws.ts';
import { att, outputsOf, ref, startStacks, statusOf } from '../stack.ts';
import { IMAGE } from './every-type.ts';

let aws: LocalAws;
let ec2: EC2;
let cloudformation: CloudFormation;
beforeAll(async () => {
  ({ aws, ec2, cloudformation } = await startStacks());
});
afterAll(() => aws.close());

const vpc = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } };
const subnet = { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Net'), CidrBlock: '10.0.0.0/24' } };
const gateway = { Type: 'AWS::EC2::InternetGateway' };
const attachment = (InternetGatewayId: object) => ({
  Type: 'AWS::EC2::VPCGatewayAttachment',
  Properties: { VpcId: ref('Net'), InternetGatewayId },
});
const address = { Type: 'AWS::EC2::EIP', DependsOn: 'Attachment' };
const NETWORK = { Net: vpc, Sub: subnet, One: gateway, Two: gateway, Attachment: attachment(ref('One')) };

interface Case {
  readonly what: string;
  /** The resources around the one that changes. */
  readonly around?: object;
  readonly type: string;
  readonly before: object;
  readonly after: object;
  readonly kind: 'in place' | 'another';
  /** What the account says of it afterwards. */
  look(id: string): Promise<unknown>;
  readonly there: unknown;
}

const instance = async (id: string) =>
  (await ec2.describeInstances({ InstanceIds: [id] })).Reservations?.[0]?.Instances?.[0];
const server = (more: object = {}) => ({
  ImageId: ref('Image'),
  InstanceType: 't3.nano',
  SubnetId: ref('Sub'),
  ...more,
});
const root = (Ebs: object) => ({ BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 8, ...Ebs } }] });
const natAddresses = async (id: string) => {
  const { NatGateways } = await ec2.describeNatGateways({ NatGatewayIds: [id] });
  return NatGateways?.[0]?.NatGatewayAddresses?.length;
};
const nat = (more: object = {}) => ({ SubnetId: ref('Sub'), AllocationId: att('Ip1', 'AllocationId'), ...more });
const inNat = { ...NETWORK, Ip1: address, Ip2: address, Ip3: address };
const quiet = { SubnetId: ref('Sub'), ConnectivityType: 'private' };
const addresses = (...all: string[]) => ({
  SubnetId: ref('Sub'),
  PrivateIpAddresses: all.map((PrivateIpAddress, i) => ({ PrivateIpAddress, Primary: i === 0 })),
});
const ipsOf = async (id: string) => {
  const { NetworkInterfaces } = await ec2.describeNetworkInterfaces({ NetworkInterfaceIds: [id] });
  return NetworkInterfaces?.[0]?.PrivateIpAddresses?.map((each) => each.PrivateIpAddress);
};

const CASES: readonly Case[] = [
  {
    what: 'dedicated tenancy of a VPC is given up',
    type: 'AWS::EC2::VPC',
    before: { CidrBlock: '10.5.0.0/16', InstanceTenancy: 'dedicated' },
    after: { CidrBlock: '10.5.0.0/16', InstanceTenancy: 'default' },
    kind: 'in place',
    look: async (id) => (await ec2.describeVpcs({ VpcIds: [id] })).Vpcs?.[0]?.InstanceTenancy,
    there: 'default',
  },
  {
    what: 'a VPC becomes dedicated',
    type: 'AWS::EC2::VPC',
    before: { CidrBlock: '10.5.0.0/16' },
    after: { CidrBlock: '10.5.0.0/16', InstanceTenancy: 'dedicated' },
    kind: 'another',
    look: async (id) => (await ec2.describeVpcs({ VpcIds: [id] })).Vpcs?.[0]?.InstanceTenancy,
    there: 'dedicated',
  },
  {
    what: 'the tenancy of an instance changes',
    around: NETWORK,
    type: 'AWS::EC2::Instance',
    before: server(),
    after: server({ Tenancy: 'dedicated' }),
    kind: 'another',
    look: async (id) => (await instance(id))?.Placement?.Tenancy,
    there: 'dedicated',
  },
  {
    what: 'the type of an instance changes',
    around: NETWORK,
    type: 'AWS::EC2::Instance',
    before: server(),
    after: server({ InstanceType: 't3.micro' }),
    kind: 'in place',
    look: async (id) => [(await instance(id))?.InstanceType, (await instance(id))?.State?.Name],
    there: ['t3.micro', 'running'],
  },
  {
    what: 'an instance takes metadata requests with a token only',
    around: NETWORK,
    type: 'AWS::EC2::Instance',
    before: server(),
    after: server({ MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 3 } }),
    kind: 'in place',
    look: async (id) => {
      const { HttpTokens, HttpPutResponseHopLimit } = (await instance(id))?.MetadataOptions ?? {};
      return [HttpTokens, HttpPutResponseHopLimit];
    },
    there: ['required', 3],
  },
  {
    what: 'a volume is to outlive its instance',
    around: NETWORK,
    type: 'AWS::EC2::Instance',
    before: server(root({})),
    after: server(root({ DeleteOnTermination: false })),
    kind: 'in place',
    look: async (id) => (await instance(id))?.BlockDeviceMappings?.map(({ Ebs }) => Ebs?.DeleteOnTermination),
    there: [false],
  },
  {
    what: 'a volume grows',
    around: NETWORK,
    type: 'AWS::EC2::Instance',
    before: server(root({})),
    after: server(root({ VolumeSize: 20 })),
    kind: 'another',
    look: async (id) => {
      const Filters = [{ Name: 'attachment.instance-id', Values: [id] }];
      return (await ec2.describeVolumes({ Filters })).Volumes?.map(({ Size }) => Size);
    },
    there: [20],
  },
  {
    what: 'a NAT gateway gets a second address',
    around: inNat,
    type: 'AWS::EC2::NatGateway',
    before: nat(),
    after: nat({ SecondaryAllocationIds: [att('Ip2', 'AllocationId')] }),
    kind: 'in place',
    look: natAddresses,
    there: 2,
  },
  {
    what: 'a NAT gateway changes its second address',
    around: inNat,
    type: 'AWS::EC2::NatGateway',
    before: nat({ SecondaryAllocationIds: [att('Ip2', 'AllocationId')] }),
    after: nat({ SecondaryAllocationIds: [att('Ip3', 'AllocationId')] }),
    kind: 'in place',
    look: natAddresses,
    there: 2,
  },
  {
    what: 'a private NAT gateway gets two more addresses',
    around: NETWORK,
    type: 'AWS::EC2::NatGateway',
    before: quiet,
    after: { ...quiet, SecondaryPrivateIpAddressCount: 2 },
    kind: 'in place',
    look: natAddresses,
    there: 3,
  },
  {
    what: 'an interface changes its second address',
    around: NETWORK,
    type: 'AWS::EC2::NetworkInterface',
    before: addresses('10.0.0.10', '10.0.0.11'),
    after: addresses('10.0.0.10', '10.0.0.12'),
    kind: 'in place',
    look: ipsOf,
    there: ['10.0.0.10', '10.0.0.12'],
  },
  {
    what: 'an interface gets two more addresses',
    around: NETWORK,
    type: 'AWS::EC2::NetworkInterface',
    before: { SubnetId: ref('Sub'), PrivateIpAddress: '10.0.0.10', SecondaryPrivateIpAddressCount: 1 },
    after: { SubnetId: ref('Sub'), PrivateIpAddress: '10.0.0.10', SecondaryPrivateIpAddressCount: 3 },
    kind: 'in place',
    look: async (id) => (await ipsOf(id))?.length,
    there: 4,
  },
  {
    what: 'an interface keeps fewer addresses',
    around: NETWORK,
    type: 'AWS::EC2::NetworkInterface',
    before: { SubnetId: ref('Sub'), PrivateIpAddress: '10.0.0.10', SecondaryPrivateIpAddressCount: 3 },
    after: { SubnetId: ref('Sub'), PrivateIpAddress: '10.0.0.10', SecondaryPrivateIpAddressCount: 1 },
    kind: 'in place',
    look: async (id) => (await ipsOf(id))?.length,
    there: 2,
  },
  {
    what: 'hosts of a subnet are named after their resources',
    around: NETWORK,
    type: 'AWS::EC2::Subnet',
    before: { VpcId: ref('Net'), CidrBlock: '10.0.7.0/24' },
    after: {
      VpcId: ref('Net'),
      CidrBlock: '10.0.7.0/24',
      PrivateDnsNameOptionsOnLaunch: { HostnameType: 'resource-name', EnableResourceNameDnsARecord: true },
    },
    kind: 'in place',
    look: async (id) => (await ec2.describeSubnets({ SubnetIds: [id] })).Subnets?.[0]?.PrivateDnsNameOptionsOnLaunch,
    there: {
      HostnameType: 'resource-name',
      EnableResourceNameDnsARecord: true,
      EnableResourceNameDnsAAAARecord: false,
    },
  },
  {
    what: 'an interface changes its first address',
    around: NETWORK,
    type: 'AWS::EC2::NetworkInterface',
    before: addresses('10.0.0.10', '10.0.0.11'),
    after: addresses('10.0.0.20', '10.0.0.21'),
    kind: 'another',
    look: ipsOf,
    there: ['10.0.0.20', '10.0.0.21'],
  },
];

let stacks = 0;

test.each(CASES)('$what: $kind', async ({ around = {}, type, before, after, kind, look, there }) => {
  const StackName = `update-${stacks++}`;
  const body = (Properties: object) =>
    JSON.stringify({
      Parameters: { Image: { Type: IMAGE.type, Default: IMAGE.default } },
      Resources: { ...around, Subject: { Type: type, Properties, DependsOn: Object.keys(around) } },
      Outputs: { Id: { Value: ref('Subject') } },
    });
  await cloudformation.createStack({ StackName, TemplateBody: body(before) });
  expect(await statusOf(cloudformation, StackName)).toBe('CREATE_COMPLETE');
  const { Id: old = '' } = await outputsOf(cloudformation, StackName);
  await cloudformation.updateStack({ StackName, TemplateBody: body(after) });
  expect(await statusOf(cloudformation, StackName)).toBe('UPDATE_COMPLETE');
  const { Id: now = '' } = await outputsOf(cloudformation, StackName);
  expect(now === old ? 'in place' : 'another').toBe(kind);
  expect(await look(now)).toEqual(there);
  await cloudformation.deleteStack({ StackName });
});

test('another gateway takes the place of the attached one: in place', async () => {
  const StackName = 'gateways';
  const body = (which: string) =>
    JSON.stringify({
      Resources: { ...NETWORK, Attachment: attachment(ref(which)) },
      Outputs: { Id: { Value: ref(which) } },
    });
  await cloudformation.createStack({ StackName, TemplateBody: body('One') });
  await cloudformation.updateStack({ StackName, TemplateBody: body('Two') });
  expect(await statusOf(cloudformation, StackName)).toBe('UPDATE_COMPLETE');
  const { Id = '' } = await outputsOf(cloudformation, StackName);
  const Filters = [{ Name: 'attachment.state', Values: ['available'] }];
  const { InternetGateways = [] } = await ec2.describeInternetGateways({ Filters });
  expect(InternetGateways.map((each) => each.InternetGatewayId)).toContain(Id);
});
