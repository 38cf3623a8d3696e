import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { State } from '../../emulator/state.ts';
import { snapshot } from '../../lib/account/snapshot.ts';
import type { Account } from '../../lib/account/types.ts';
import { allocationIds } from '../../lib/addresses.ts';
import { destroy } from '../../lib/destroy.ts';
import { deleteStack, findStack, stackName, stackResources } from '../../lib/lab-stack.ts';
import { drawTerms } from '../../lib/terms.ts';
import { type Bench, createStack, startBench, synthesise } from '../../proof/bench.ts';
import { scenarios } from '../../scenarios/index.ts';

let bench: Bench;
let before: Account;
let addressesBefore: string[];
let quiet: State;

const send: ec2.EC2Client['send'] = ((command: Parameters<ec2.EC2Client['send']>[0]) =>
  bench.clients.ec2.send(command)) as ec2.EC2Client['send'];

/** Somebody else's network in the same account, beside the default VPC. */
beforeAll(async () => {
  bench = await startBench();
  const { Vpc } = await send(new ec2.CreateVpcCommand({ CidrBlock: '172.20.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  const { Subnet } = await send(new ec2.CreateSubnetCommand({ VpcId, CidrBlock: '172.20.1.0/24' }));
  const { InternetGateway } = await send(new ec2.CreateInternetGatewayCommand({}));
  const InternetGatewayId = InternetGateway?.InternetGatewayId ?? '';
  await send(new ec2.AttachInternetGatewayCommand({ VpcId, InternetGatewayId }));
  const { GroupId = '' } = await send(
    new ec2.CreateSecurityGroupCommand({ VpcId, GroupName: 'theirs', Description: 'not of any lab' }),
  );
  await send(new ec2.CreateNetworkInterfaceCommand({ SubnetId: Subnet?.SubnetId, Groups: [GroupId] }));
  await send(new ec2.CreateNatGatewayCommand({ SubnetId: Subnet?.SubnetId, ConnectivityType: 'private' }));
  await send(new ec2.CreateTransitGatewayCommand({ Description: 'theirs, and joined to nothing' }));
  await send(new ec2.AllocateAddressCommand({}));
  await send(new ec2.AllocateAddressCommand({ TagSpecifications: [{ ResourceType: 'elastic-ip', Tags: [NAMED] }] }));
  await send(new ec2.CreateKeyPairCommand({ KeyName: 'theirs' }));
  before = await snapshot(bench.clients);
  addressesBefore = await allocationIds(bench.clients);
  quiet = bench.state.clone();
});
beforeEach(() => bench.use(quiet.clone()));
afterAll(() => bench.close());

const NAMED = { Key: 'Name', Value: 'breakfix-looking, but theirs' };

/** What stands; AWS keeps what has ended in sight for a while. */
function standing(account: Account): Account {
  return {
    ...account,
    Instances: account.Instances.filter(({ State }) => State?.Name !== 'terminated'),
    NatGateways: account.NatGateways.filter(({ State }) => State !== 'deleted' && State !== 'failed'),
    VpnGateways: account.VpnGateways.filter(({ State }) => State !== 'deleted'),
    VpcPeeringConnections: account.VpcPeeringConnections.filter(({ Status }) => Status?.Code !== 'deleted'),
    VpcEndpoints: account.VpcEndpoints.filter(({ State }) => !/^delet/i.test(State ?? '')),
    TransitGateways: account.TransitGateways.filter(({ State }) => State !== 'deleted'),
    TransitGatewayAttachments: account.TransitGatewayAttachments.filter(({ State }) => State !== 'deleted'),
    TransitGatewayVpcAttachments: account.TransitGatewayVpcAttachments.filter(({ State }) => State !== 'deleted'),
    VpnConnections: account.VpnConnections.filter(({ State }) => State !== 'deleted'),
  };
}

/** Everything that a learner may leave behind in one VPC, each thing tied to something of the lab. */
async function makeAMess(VpcId: string, name: string): Promise<void> {
  const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
  const { Subnets = [] } = await send(new ec2.DescribeSubnetsCommand({ Filters }));
  const { RouteTables = [] } = await send(new ec2.DescribeRouteTablesCommand({ Filters }));
  const { SecurityGroups = [] } = await send(new ec2.DescribeSecurityGroupsCommand({ Filters }));
  const [SubnetId = ''] = Subnets.map((subnet) => subnet.SubnetId ?? '');
  const groups = SecurityGroups.map((group) => group.GroupId ?? '');

  await send(new ec2.AssociateVpcCidrBlockCommand({ VpcId, CidrBlock: '100.64.0.0/20' }));
  const { Subnet } = await send(new ec2.CreateSubnetCommand({ VpcId, CidrBlock: '100.64.1.0/24' }));
  const extra = Subnet?.SubnetId ?? '';
  await useOwnTables(VpcId, extra, RouteTables);
  await crossReference(VpcId, groups);
  const address = await send(new ec2.AllocateAddressCommand({}));
  await send(new ec2.CreateNatGatewayCommand({ SubnetId, AllocationId: address.AllocationId }));
  await send(new ec2.CreateNatGatewayCommand({ SubnetId: extra, ConnectivityType: 'private' }));
  await runProtected(SubnetId, extra, name);
  await listen(VpcId, Subnets, groups, name);
  const s3 = { VpcId, ServiceName: 'com.amazonaws.us-east-1.s3' };
  await send(
    new ec2.CreateVpcEndpointCommand({
      ...s3,
      RouteTableIds: RouteTables.filter(withoutEndpoint).map((one) => one.RouteTableId ?? ''),
    }),
  );
  const sqs = { VpcId, ServiceName: 'com.amazonaws.us-east-1.sqs', VpcEndpointType: 'Interface' as const };
  await send(new ec2.CreateVpcEndpointCommand({ ...sqs, SubnetIds: [SubnetId], SecurityGroupIds: groups.slice(0, 1) }));
  await send(new ec2.CreateEgressOnlyInternetGatewayCommand({ VpcId }));
  await connectToTheOffice(VpcId, RouteTables);
  await joinAHub(VpcId, SubnetId, RouteTables);
  const { DhcpOptions } = await send(
    new ec2.CreateDhcpOptionsCommand({ DhcpConfigurations: [{ Key: 'domain-name', Values: ['mine.example'] }] }),
  );
  await send(new ec2.AssociateDhcpOptionsCommand({ VpcId, DhcpOptionsId: DhcpOptions?.DhcpOptionsId }));
}

const withoutEndpoint = ({ Routes = [] }: ec2.RouteTable) =>
  !Routes.some(({ GatewayId }) => GatewayId?.startsWith('vpce-'));

/** A transit gateway, to which the lab's own tables lead. */
async function joinAHub(VpcId: string, SubnetId: string, tables: readonly ec2.RouteTable[]): Promise<void> {
  const { TransitGateway } = await send(new ec2.CreateTransitGatewayCommand({}));
  const { TransitGatewayId } = TransitGateway ?? {};
  await send(new ec2.CreateTransitGatewayVpcAttachmentCommand({ TransitGatewayId, VpcId, SubnetIds: [SubnetId] }));
  for (const { RouteTableId } of tables) {
    await send(new ec2.CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '10.200.0.0/16', TransitGatewayId }));
  }
}

/** A VPN gateway with a connection, whose routes go to the lab's own tables. */
async function connectToTheOffice(VpcId: string, tables: readonly ec2.RouteTable[]): Promise<void> {
  const Type = 'ipsec.1';
  const { CustomerGateway } = await send(new ec2.CreateCustomerGatewayCommand({ Type, IpAddress: '198.51.100.7' }));
  const { VpnGateway } = await send(new ec2.CreateVpnGatewayCommand({ Type }));
  const { VpnGatewayId } = VpnGateway ?? {};
  await send(new ec2.AttachVpnGatewayCommand({ VpcId, VpnGatewayId }));
  const ends = { CustomerGatewayId: CustomerGateway?.CustomerGatewayId, VpnGatewayId };
  const { VpnConnection } = await send(
    new ec2.CreateVpnConnectionCommand({ ...ends, Type, Options: { StaticRoutesOnly: true } }),
  );
  const { VpnConnectionId } = VpnConnection ?? {};
  await send(new ec2.CreateVpnConnectionRouteCommand({ VpnConnectionId, DestinationCidrBlock: '192.168.0.0/16' }));
  for (const { RouteTableId } of tables) {
    await send(new ec2.EnableVgwRoutePropagationCommand({ RouteTableId, GatewayId: VpnGatewayId }));
  }
}

/** A route table, made the main one, and an ACL, in use by a subnet of the learner's and by those of the lab. */
async function useOwnTables(VpcId: string, extra: string, existing: readonly ec2.RouteTable[]): Promise<void> {
  const { RouteTable } = await send(new ec2.CreateRouteTableCommand({ VpcId }));
  const RouteTableId = RouteTable?.RouteTableId;
  for (const { RouteTableAssociationId: AssociationId } of existing.flatMap((table) => table.Associations ?? [])) {
    await send(new ec2.ReplaceRouteTableAssociationCommand({ AssociationId, RouteTableId }));
  }
  await send(new ec2.AssociateRouteTableCommand({ RouteTableId, SubnetId: extra }));
  const { NetworkAcl } = await send(new ec2.CreateNetworkAclCommand({ VpcId }));
  const { NetworkAcls = [] } = await send(
    new ec2.DescribeNetworkAclsCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }),
  );
  for (const { NetworkAclAssociationId: AssociationId } of NetworkAcls.flatMap((acl) => acl.Associations ?? [])) {
    const { NetworkAclId } = NetworkAcl ?? {};
    await send(new ec2.ReplaceNetworkAclAssociationCommand({ AssociationId, NetworkAclId }));
  }
}

/** Groups that name each other all around, those of the lab included, and rules that name a prefix list. */
async function crossReference(VpcId: string, groups: readonly string[]): Promise<void> {
  const make = async (GroupName: string) =>
    (await send(new ec2.CreateSecurityGroupCommand({ VpcId, GroupName, Description: 'mine' }))).GroupId ?? '';
  const all = [...groups, await make('mine-1'), await make('mine-2')];
  for (const [i, GroupId] of all.entries()) {
    const UserIdGroupPairs = [{ GroupId: all[(i + 1) % all.length] }];
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 7777, ToPort: 7777, UserIdGroupPairs }];
    await send(new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    await send(new ec2.AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
  }
}

/** An instance that cannot be terminated, with a second interface and a public address of its own. */
async function runProtected(SubnetId: string, extra: string, name: string): Promise<void> {
  const { Reservations = [] } = await send(new ec2.DescribeInstancesCommand({}));
  const [ImageId] = Reservations.flatMap((one) => one.Instances ?? []).map((one) => one.ImageId);
  const run = { ImageId, SubnetId: extra, InstanceType: 't4g.nano' as const, MinCount: 1, MaxCount: 1 };
  const { KeyName } = await send(new ec2.CreateKeyPairCommand({ KeyName: `mine-${name}` }));
  const started = await send(new ec2.RunInstancesCommand({ ...run, KeyName, DisableApiTermination: true }));
  const InstanceId = started.Instances?.[0]?.InstanceId ?? '';
  const { NetworkInterface } = await send(new ec2.CreateNetworkInterfaceCommand({ SubnetId: extra }));
  const { NetworkInterfaceId } = NetworkInterface ?? {};
  await send(new ec2.AttachNetworkInterfaceCommand({ DeviceIndex: 1, InstanceId, NetworkInterfaceId }));
  await send(new ec2.CreateNetworkInterfaceCommand({ SubnetId }));
  await send(new ec2.DeleteKeyPairCommand({ KeyName }));
}

/** A load balancer with a protected life, a listener, a rule and a target group; one more group that nobody uses. */
async function listen(
  VpcId: string,
  subnets: readonly ec2.Subnet[],
  groups: readonly string[],
  name: string,
): Promise<void> {
  const { elbv2: client } = bench.clients;
  const zones = new Map(subnets.map((subnet) => [subnet.AvailabilityZone, subnet.SubnetId ?? '']));
  const Name = `mine-${name}`.slice(0, 30).replace(/-$/, '');
  const group = { Name, Protocol: 'TCP' as const, Port: 80, VpcId };
  const { TargetGroups } = await client.send(new elbv2.CreateTargetGroupCommand(group));
  await client.send(new elbv2.CreateTargetGroupCommand({ ...group, Name: `${Name}x` }));
  const { LoadBalancers } = await client.send(
    new elbv2.CreateLoadBalancerCommand({
      ...{
        Name,
        Type: 'network',
        Scheme: 'internal',
        Subnets: [...zones.values()],
        SecurityGroups: groups.slice(0, 1),
      },
    }),
  );
  const [balancer] = LoadBalancers ?? [];
  await client.send(
    new elbv2.CreateListenerCommand({
      ...{ LoadBalancerArn: balancer?.LoadBalancerArn, Protocol: 'TCP', Port: 80 },
      DefaultActions: [{ Type: 'forward', TargetGroupArn: TargetGroups?.[0]?.TargetGroupArn }],
    }),
  );
  await client.send(
    new elbv2.ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: balancer?.LoadBalancerArn,
      Attributes: [{ Key: 'deletion_protection.enabled', Value: 'true' }],
    }),
  );
}

/** Nothing of the lab says any more that it is the lab's. */
async function dropTags(physicalIds: readonly string[]): Promise<void> {
  const Resources = physicalIds.filter((id) => /^(vpc|subnet|rtb|igw|sg|acl|eni|i|eipalloc|nat)-[0-9a-f]+$/.test(id));
  await send(
    new ec2.DeleteTagsCommand({ Resources, Tags: ['breakfix:scenario', 'lab:role', 'Name'].map((Key) => ({ Key })) }),
  );
}

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (id, scenario) => {
  test.each([
    ['with everything tied to everything', async () => {}],
    ['without its tags', async (ids: string[]) => dropTags(ids)],
    ['whose stack was deleted in vain first', async () => void (await deleteStack(bench.clients, stackName(id), 10))],
  ])('%s is gone after destroy, and nothing else is', async (_, more) => {
    await createStack(bench.clients, synthesise(scenario, drawTerms(scenario)));
    const resources = await stackResources(bench.clients, stackName(id));
    const vpcs = resources.filter((one) => one.ResourceType === 'AWS::EC2::VPC');
    for (const [i, vpc] of vpcs.entries()) await makeAMess(vpc.PhysicalResourceId ?? '', `${i}-${id}`);
    await more(resources.map((one) => one.PhysicalResourceId ?? ''));
    const mayRelease = async () => true;
    expect(await destroy(bench.clients, id, { addressesBefore, mayRelease, seconds: 10 })).toEqual([]);
    expect(await findStack(bench.clients, stackName(id))).toBeUndefined();
    expect(standing(await snapshot(bench.clients))).toEqual(standing(before));
  });
});

test('addresses of others stay when nobody knows what was there before the lab', async () => {
  const [scenario] = scenarios;
  if (!scenario) throw new Error('there is no scenario');
  await createStack(bench.clients, synthesise(scenario, drawTerms(scenario)));
  const resources = await stackResources(bench.clients, stackName(scenario.id));
  const vpc = resources.find((one) => one.ResourceType === 'AWS::EC2::VPC');
  await makeAMess(vpc?.PhysicalResourceId ?? '', scenario.id);
  const mayRelease = async () => true;
  expect(await destroy(bench.clients, scenario.id, { mayRelease, seconds: 10 })).toEqual([]);
  expect(await allocationIds(bench.clients)).toEqual(expect.arrayContaining(addressesBefore));
});
