import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LocalAws, startLocalAws } from '../../emulator/local-aws.ts';
import type { State } from '../../emulator/state.ts';
import { snapshot } from '../../lib/account/snapshot.ts';
import type { Account } from '../../lib/account/types.ts';
import { allocationIds } from '../../lib/addresses.ts';
import { type Clients, connect } from '../../lib/clients.ts';
import { deploy } from '../../lib/deploy.ts';
import { destroy } from '../../lib/destroy.ts';
import { findStack, stackName, stackResources } from '../../lib/lab-stack.ts';
import { drawTerms } from '../../lib/terms.ts';
import { findScenario } from '../../scenarios/index.ts';

const ID = 'private-subnet-no-nat';
let aws: LocalAws;
let clients: Clients;
let deployed: State;
let before: Account;
let addressesBefore: string[];

beforeAll(async () => {
  aws = await startLocalAws({ port: 0 });
  clients = connect({
    region: 'us-east-1',
    endpoint: aws.url,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  await clients.ec2.send(new ec2.AllocateAddressCommand({}));
  before = await snapshot(clients);
  addressesBefore = await allocationIds(clients);
  const scenario = findScenario(ID);
  await deploy(clients, scenario, drawTerms(scenario), { pollMilliseconds: 20 });
  deployed = aws.state.clone();
});
beforeEach(() => aws.use(deployed.clone()));
afterAll(() => aws.close());

/** The lab's resource of that type; the first where there are several. */
async function own(type: string): Promise<string> {
  const all = await stackResources(clients, stackName(ID));
  return all.find((resource) => resource.ResourceType === `AWS::EC2::${type}`)?.PhysicalResourceId ?? '';
}

const send: ec2.EC2Client['send'] = ((command: Parameters<ec2.EC2Client['send']>[0]) =>
  clients.ec2.send(command)) as ec2.EC2Client['send'];

/** What a learner might leave in the lab's VPC, each tied to something of the stack. */
const MESSES: Record<string, () => Promise<void>> = {
  'nothing of their own': async () => {},
  'a NAT gateway with an address': async () => {
    const { AllocationId } = await send(new ec2.AllocateAddressCommand({}));
    await send(new ec2.CreateNatGatewayCommand({ SubnetId: await own('Subnet'), AllocationId }));
  },
  'a NAT gateway with the address of somebody else': async () => {
    await send(new ec2.CreateNatGatewayCommand({ SubnetId: await own('Subnet'), AllocationId: addressesBefore[0] }));
  },
  'an instance with an interface more': async () => {
    const SubnetId = await own('Subnet');
    const ImageId = (await send(new ec2.DescribeInstancesCommand({}))).Reservations?.[0]?.Instances?.[0]?.ImageId;
    const run = new ec2.RunInstancesCommand({ ImageId, SubnetId, InstanceType: 't4g.nano', MinCount: 1, MaxCount: 1 });
    const InstanceId = (await send(run)).Instances?.[0]?.InstanceId;
    const { NetworkInterface } = await send(new ec2.CreateNetworkInterfaceCommand({ SubnetId }));
    const { NetworkInterfaceId } = NetworkInterface ?? {};
    await send(new ec2.AttachNetworkInterfaceCommand({ DeviceIndex: 1, InstanceId, NetworkInterfaceId }));
  },
  'an attachment to a transit gateway': async () => {
    const { TransitGateway } = await send(new ec2.CreateTransitGatewayCommand({}));
    const TransitGatewayId = TransitGateway?.TransitGatewayId;
    const VpcId = await own('VPC');
    const SubnetIds = [await own('Subnet')];
    await send(new ec2.CreateTransitGatewayVpcAttachmentCommand({ TransitGatewayId, VpcId, SubnetIds }));
    const route = { RouteTableId: await own('RouteTable'), DestinationCidrBlock: '172.16.0.0/12' };
    await send(new ec2.CreateRouteCommand({ ...route, TransitGatewayId }));
  },
  "a volume on the lab's own instance, and an image of it": async () => {
    const InstanceId = await own('Instance');
    const { Reservations } = await send(new ec2.DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
    const { AvailabilityZone } = Reservations?.[0]?.Instances?.[0]?.Placement ?? {};
    const { VolumeId } = await send(new ec2.CreateVolumeCommand({ AvailabilityZone, Size: 1 }));
    await send(new ec2.AttachVolumeCommand({ InstanceId, VolumeId, Device: '/dev/sdf' }));
    await send(new ec2.CreateImageCommand({ InstanceId, Name: 'as it was' }));
  },
  'a loose interface': async () => {
    await send(new ec2.CreateNetworkInterfaceCommand({ SubnetId: await own('Subnet') }));
  },
  'a security group that names one of the lab, which names it back': async () => {
    const VpcId = await own('VPC');
    const theirs = await own('SecurityGroup');
    const { GroupId } = await send(
      new ec2.CreateSecurityGroupCommand({ GroupName: 'mine', Description: 'mine', VpcId }),
    );
    const all = (other: string | undefined) => [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: other }] }];
    await send(new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: all(theirs) }));
    await send(new ec2.AuthorizeSecurityGroupEgressCommand({ GroupId: theirs, IpPermissions: all(GroupId) }));
  },
  "a security group on the lab's own instance": async () => {
    const VpcId = await own('VPC');
    const { GroupId = '' } = await send(
      new ec2.CreateSecurityGroupCommand({ GroupName: 'mine', Description: 'mine', VpcId }),
    );
    await send(new ec2.ModifyInstanceAttributeCommand({ InstanceId: await own('Instance'), Groups: [GroupId] }));
  },
  "a route table on the lab's own subnet": async () => {
    const { RouteTable } = await send(new ec2.CreateRouteTableCommand({ VpcId: await own('VPC') }));
    const { RouteTables = [] } = await send(new ec2.DescribeRouteTablesCommand({}));
    const SubnetId = await own('Subnet');
    const held = RouteTables.flatMap((table) => table.Associations ?? []).find((one) => one.SubnetId === SubnetId);
    const AssociationId = held?.RouteTableAssociationId;
    await send(new ec2.ReplaceRouteTableAssociationCommand({ AssociationId, RouteTableId: RouteTable?.RouteTableId }));
  },
  "the lab's own route table as the main one, the old one deleted": async () => {
    const Filters = [{ Name: 'vpc-id', Values: [await own('VPC')] }];
    const { RouteTables = [] } = await send(new ec2.DescribeRouteTablesCommand({ Filters }));
    const main = RouteTables.flatMap((table) => table.Associations ?? []).find((association) => association.Main);
    const AssociationId = main?.RouteTableAssociationId;
    await send(new ec2.ReplaceRouteTableAssociationCommand({ AssociationId, RouteTableId: await own('RouteTable') }));
    await send(new ec2.DeleteRouteTableCommand({ RouteTableId: main?.RouteTableId }));
  },
  "a network ACL on the lab's own subnet": async () => {
    const { NetworkAcl } = await send(new ec2.CreateNetworkAclCommand({ VpcId: await own('VPC') }));
    const { NetworkAcls = [] } = await send(new ec2.DescribeNetworkAclsCommand({}));
    const SubnetId = await own('Subnet');
    const held = NetworkAcls.flatMap((acl) => acl.Associations ?? []).find((one) => one.SubnetId === SubnetId);
    const AssociationId = held?.NetworkAclAssociationId;
    await send(new ec2.ReplaceNetworkAclAssociationCommand({ AssociationId, NetworkAclId: NetworkAcl?.NetworkAclId }));
  },
  'a subnet with endpoints': async () => {
    const VpcId = await own('VPC');
    const { Vpcs = [] } = await send(new ec2.DescribeVpcsCommand({ VpcIds: [VpcId] }));
    const CidrBlock = Vpcs[0]?.CidrBlock?.replace(/\d+\.\d+\/\d+$/, '250.0/24');
    const { Subnet } = await send(new ec2.CreateSubnetCommand({ VpcId, CidrBlock }));
    const endpoint = { VpcId, ServiceName: 'com.amazonaws.us-east-1.s3' };
    await send(new ec2.CreateVpcEndpointCommand({ ...endpoint, RouteTableIds: [await own('RouteTable')] }));
    await send(
      new ec2.CreateVpcEndpointCommand({
        VpcId,
        ServiceName: 'com.amazonaws.us-east-1.ssm',
        VpcEndpointType: 'Interface',
        SubnetIds: [Subnet?.SubnetId ?? ''],
      }),
    );
  },
  'another internet gateway, and one for IPv6': async () => {
    const VpcId = await own('VPC');
    const theirs = await own('InternetGateway');
    await send(new ec2.DetachInternetGatewayCommand({ VpcId, InternetGatewayId: theirs }));
    await send(new ec2.CreateEgressOnlyInternetGatewayCommand({ VpcId }));
    const { InternetGateway } = await send(new ec2.CreateInternetGatewayCommand({}));
    const InternetGatewayId = InternetGateway?.InternetGatewayId;
    await send(new ec2.AttachInternetGatewayCommand({ VpcId, InternetGatewayId }));
  },
  'a load balancer': async () => {
    const VpcId = await own('VPC');
    const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
    const { Subnets = [] } = await send(new ec2.DescribeSubnetsCommand({ Filters }));
    const zones = new Map(Subnets.map((subnet) => [subnet.AvailabilityZone, subnet.SubnetId ?? '']));
    const balancer = {
      Name: 'mine',
      Type: 'network' as const,
      Scheme: 'internal' as const,
      Subnets: [...zones.values()],
    };
    const { LoadBalancers } = await clients.elbv2.send(new elbv2.CreateLoadBalancerCommand(balancer));
    const group = { Name: 'mine', Protocol: 'TCP' as const, Port: 80, VpcId };
    const { TargetGroups } = await clients.elbv2.send(new elbv2.CreateTargetGroupCommand(group));
    await clients.elbv2.send(
      new elbv2.CreateListenerCommand({
        LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
        Protocol: 'TCP',
        Port: 80,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: TargetGroups?.[0]?.TargetGroupArn }],
      }),
    );
  },
  "most of the lab's own deleted": async () => {
    const [VpcId, InternetGatewayId] = [await own('VPC'), await own('InternetGateway')];
    await send(new ec2.TerminateInstancesCommand({ InstanceIds: [await own('Instance')] }));
    const InstanceConnectEndpointId = await own('InstanceConnectEndpoint');
    await send(new ec2.DeleteInstanceConnectEndpointCommand({ InstanceConnectEndpointId }));
    await send(new ec2.DetachInternetGatewayCommand({ VpcId, InternetGatewayId }));
    await send(new ec2.DeleteInternetGatewayCommand({ InternetGatewayId }));
  },
};

describe('destroy after a learner made', () => {
  test.each(Object.entries(MESSES))('%s', async (_, mess) => {
    await mess();
    expect(await destroy(clients, ID, { addressesBefore, seconds: 10 })).toEqual([]);
    expect(await findStack(clients, stackName(ID))).toBeUndefined();
    expect(standing(await snapshot(clients))).toEqual(standing(before));
  });
});

describe('unused elastic IP addresses', () => {
  test('since the deploy are released when that is allowed', async () => {
    const { PublicIp } = await send(new ec2.AllocateAddressCommand({}));
    const asked: string[][] = [];
    const mayRelease = async (ips: readonly string[]) => asked.push([...ips]) > 0;
    await destroy(clients, ID, { addressesBefore, mayRelease, seconds: 10 });
    expect(asked).toEqual([[PublicIp]]);
    expect(await allocationIds(clients)).toEqual(addressesBefore);
  });

  test('are kept when it is not, and when nobody knows what was there before', async () => {
    const { AllocationId } = await send(new ec2.AllocateAddressCommand({}));
    await destroy(clients, ID, { addressesBefore, mayRelease: async () => false, seconds: 10 });
    await destroy(clients, ID, { mayRelease: async () => true, seconds: 10 });
    expect(await allocationIds(clients)).toContain(AllocationId);
  });
});

test('destroying what is not there is done', async () => {
  await destroy(clients, ID, { addressesBefore, seconds: 10 });
  expect(await destroy(clients, ID, { seconds: 10 })).toEqual([]);
});

test('what carries the tag of the lab outside its VPC is a survivor', async () => {
  const Tags = [{ Key: 'breakfix:scenario', Value: ID }];
  const { InternetGateway } = await send(
    new ec2.CreateInternetGatewayCommand({ TagSpecifications: [{ ResourceType: 'internet-gateway', Tags }] }),
  );
  expect(await destroy(clients, ID, { seconds: 10 })).toEqual([
    { type: 'internet gateway', id: InternetGateway?.InternetGatewayId },
  ]);
});

/** The ids of all that exists; AWS keeps what has ended in sight for a while. */
function standing(account: Account): unknown {
  const ids = <T>(list: readonly T[], id: (one: T) => string | undefined) => list.map(id).sort();
  return {
    vpcs: ids(account.Vpcs, (one) => one.VpcId),
    subnets: ids(account.Subnets, (one) => one.SubnetId),
    routeTables: ids(account.RouteTables, (one) => one.RouteTableId),
    internetGateways: ids(account.InternetGateways, (one) => one.InternetGatewayId),
    egressOnly: ids(account.EgressOnlyInternetGateways, (one) => one.EgressOnlyInternetGatewayId),
    natGateways: ids(
      account.NatGateways.filter((nat) => nat.State !== 'deleted'),
      (one) => one.NatGatewayId,
    ),
    addresses: ids(account.Addresses, (one) => one.AllocationId),
    interfaces: ids(account.NetworkInterfaces, (one) => one.NetworkInterfaceId),
    securityGroups: ids(account.SecurityGroups, (one) => one.GroupId),
    acls: ids(account.NetworkAcls, (one) => one.NetworkAclId),
    instances: ids(
      account.Instances.filter((one) => one.State?.Name !== 'terminated'),
      (one) => one.InstanceId,
    ),
    endpoints: ids(account.VpcEndpoints, (one) => one.VpcEndpointId),
    loadBalancers: ids(account.LoadBalancers, (one) => one.LoadBalancerArn),
    targetGroups: ids(account.TargetGroups, (one) => one.TargetGroupArn),
    gaps: account.gaps,
  };
}
