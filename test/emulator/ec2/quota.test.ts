import { EC2 } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { QUOTAS } from '../../../emulator/ec2/quota.ts';
import { openTarget, type Target } from '../target/target.ts';
import { amazonLinux } from './lab.ts';
import { addressOf, gatewayOf, interfaceOf, inVpc, refusal, subnetOf, tableOf, vpcOf } from './local-ec2.ts';

/** As few as shows where the end is. */
const FEW = {
  ...{ vpcs: 6, 'subnets-per-vpc': 3, 'elastic-ips': 7, 'internet-gateways': 3, 'egress-only-internet-gateways': 2 },
  ...{ 'nat-gateways-per-zone': 2, 'route-tables-per-vpc': 3, 'routes-per-table': 3, 'network-acls-per-vpc': 2 },
  ...{ 'security-groups': 9, 'network-interfaces': 12, 'active-peerings-per-vpc': 2, 'outstanding-peerings': 2 },
  ...{ 'gateway-endpoints': 2, 'interface-endpoints-per-vpc': 1, 'prefix-lists': 2, 'entries-per-prefix-list': 5 },
  ...{ 'transit-gateways': 2, 'attachments-per-transit-gateway': 2, 'transit-gateways-per-vpc': 1 },
  ...{ 'route-tables-per-transit-gateway': 2, 'customer-gateways': 3, 'vpn-gateways': 2, 'vpn-connections': 3 },
  ...{ 'vpn-connections-per-vpn-gateway': 1, 'key-pairs': 2, 'launch-templates': 2, 'versions-per-launch-template': 3 },
  ...{ 'standard-vcpus': 6, 'peerings-per-transit-gateway': 1, 'block-public-access-exclusions': 2 },
  ...{
    'placement-groups': 2,
    'ipv4-blocks-per-vpc': 2,
    'rules-per-network-acl': 3,
    'rules-per-security-group': 2,
    'security-groups-per-interface': 2,
  },
};

let target: Target;
let ec2: EC2;
let vpcId: string;
let subnetId: string;
beforeAll(async () => {
  target = await openTarget('us-east-1', FEW);
  ec2 = target.ec2;
  vpcId = await vpcOf(ec2, '10.0.0.0/16');
  subnetId = await subnetOf(ec2, vpcId, '10.0.0.0/24', 'us-east-1a');
  await gatewayOf(ec2, vpcId);
});
afterAll(() => target.close());

/** A client of another Region of the same local AWS; what it makes goes with it. */
const clientOf = (region: string) =>
  new EC2({ region, endpoint: target.local.url, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });

/** Makes one after the other until AWS refuses; how many it let be made, and what it said. What was made goes again. */
async function fill(make: (turn: number) => Promise<unknown>): Promise<readonly [number, string]> {
  expect(target.local.state.quotas).toEqual(FEW);
  const mark = target.sweep.mark;
  for (let made = 0; ; made += 1) {
    if (made > 20) throw new Error('there is no end');
    try {
      await make(made);
    } catch (error) {
      expect(await target.sweep.back(mark)).toEqual([]);
      return [made, `${(error as Error).name}: ${(error as Error).message}`];
    }
  }
}

const reached = (code: string, plural: string) => `${code}: The maximum number of ${plural} has been reached.`;

describe('with few of each, AWS lets be made', () => {
  test.each<[string, number, string, (turn: number) => Promise<unknown>]>([
    ['VPCs', 4, reached('VpcLimitExceeded', 'VPCs'), (n) => vpcOf(ec2, `10.${n + 1}.0.0/16`)],
    ['subnets', 2, reached('SubnetLimitExceeded', 'subnets'), (n) => subnetOf(ec2, vpcId, `10.0.${n + 1}.0/24`)],
    ['addresses', 7, reached('AddressLimitExceeded', 'addresses'), () => addressOf(ec2)],
    ['internet gateways', 1, reached('InternetGatewayLimitExceeded', 'internet gateways'), () => gatewayOf(ec2)],
    [
      'egress-only internet gateways',
      2,
      reached('ResourceLimitExceeded', 'egress-only internet gateways'),
      () => ec2.createEgressOnlyInternetGateway({ VpcId: vpcId }),
    ],
    [
      'NAT gateways in a zone',
      2,
      'NatGatewayLimitExceeded: Performing this operation would exceed the limit of 2 NAT gateways',
      () => ec2.createNatGateway({ SubnetId: subnetId, ConnectivityType: 'private' }),
    ],
    ['route tables', 2, reached('RouteTableLimitExceeded', 'route tables'), () => tableOf(ec2, vpcId)],
    [
      'network ACLs',
      1,
      reached('NetworkAclLimitExceeded', 'network ACLs'),
      () => ec2.createNetworkAcl({ VpcId: vpcId }),
    ],
    [
      'security groups, those that come with VPCs among them',
      7,
      reached('SecurityGroupLimitExceeded', 'security groups'),
      (n) => ec2.createSecurityGroup({ VpcId: vpcId, GroupName: `g${n}`, Description: 'one of many' }),
    ],
    [
      'network interfaces',
      12,
      reached('NetworkInterfaceLimitExceeded', 'network interfaces'),
      () => interfaceOf(ec2, subnetId),
    ],
    [
      'gateway endpoints',
      2,
      reached('VpcEndpointLimitExceeded', 'VPC endpoints'),
      () => ec2.createVpcEndpoint({ VpcId: vpcId, ServiceName: 'com.amazonaws.us-east-1.s3' }),
    ],
    [
      'interface endpoints of a VPC',
      1,
      reached('VpcEndpointLimitExceeded', 'VPC endpoints'),
      (n) =>
        ec2.createVpcEndpoint({
          VpcId: vpcId,
          VpcEndpointType: 'Interface',
          ServiceName: `com.amazonaws.us-east-1.${n === 0 ? 'ssm' : 'ec2messages'}`,
          PrivateDnsEnabled: false,
        }),
    ],
    [
      'prefix lists',
      2,
      reached('ResourceLimitExceeded', 'prefix lists'),
      (n) => ec2.createManagedPrefixList({ PrefixListName: `l${n}`, AddressFamily: 'IPv4', MaxEntries: 1 }),
    ],
    [
      'transit gateways',
      2,
      reached('TransitGatewayLimitExceeded', 'transit gateways'),
      () => ec2.createTransitGateway({}),
    ],
    [
      'customer gateways',
      3,
      reached('CustomerGatewayLimitExceeded', 'customer gateways'),
      (n) => ec2.createCustomerGateway({ Type: 'ipsec.1', BgpAsn: 65_000 + n, IpAddress: '203.0.113.9' }),
    ],
    [
      'virtual private gateways',
      2,
      reached('VpnGatewayLimitExceeded', 'virtual private gateways'),
      () => ec2.createVpnGateway({ Type: 'ipsec.1' }),
    ],
    [
      'key pairs',
      2,
      reached('KeyPairLimitExceeded', 'key pairs'),
      (n) => ec2.createKeyPair({ KeyName: `k${n}`, KeyType: 'ed25519' }),
    ],
    [
      'launch templates',
      2,
      reached('MaxTemplateLimitExceeded', 'launch templates'),
      (n) => ec2.createLaunchTemplate({ LaunchTemplateName: `template-${n}`, LaunchTemplateData: { KeyName: 'k' } }),
    ],
  ])('so many %s: %i', async (_what, count, message, make) => {
    expect(await fill(make)).toEqual([count, message]);
  });

  test('so many routes of a table, local ones not among them, and as many of a prefix list as it may hold', async () => {
    const RouteTableId = await tableOf(ec2, vpcId);
    const { InternetGateways } = await ec2.describeInternetGateways({
      Filters: [{ Name: 'attachment.vpc-id', Values: [vpcId] }],
    });
    const to = { RouteTableId, GatewayId: InternetGateways?.[0]?.InternetGatewayId };
    for (const n of [1, 2]) await ec2.createRoute({ ...to, DestinationCidrBlock: `198.51.${n}.0/24` });
    const list = { PrefixListName: 'two', AddressFamily: 'IPv4', MaxEntries: 2 };
    const { PrefixList } = await ec2.createManagedPrefixList(list);
    const DestinationPrefixListId = PrefixList?.PrefixListId;
    await refusal(ec2.createRoute({ ...to, DestinationPrefixListId }), 'RouteLimitExceeded');
    await ec2.createRoute({ ...to, DestinationCidrBlock: '198.51.3.0/24' });
    await refusal(ec2.createRoute({ ...to, DestinationCidrBlock: '198.51.4.0/24' }), 'RouteLimitExceeded', /: 3$/);
    await ec2.deleteRouteTable({ RouteTableId });
    await ec2.deleteManagedPrefixList({ PrefixListId: DestinationPrefixListId });
  });

  test('so many requests for peerings, and so many active ones of a VPC', async () => {
    const mark = target.sweep.mark;
    const others: string[] = [];
    for (const n of [1, 2, 3]) others.push(await vpcOf(ec2, `10.${n}.0.0/16`));
    const ask = async (PeerVpcId: string | undefined) => {
      const { VpcPeeringConnection } = await ec2.createVpcPeeringConnection({ VpcId: vpcId, PeerVpcId });
      return VpcPeeringConnection?.VpcPeeringConnectionId ?? '';
    };
    const accept = (VpcPeeringConnectionId: string) => ec2.acceptVpcPeeringConnection({ VpcPeeringConnectionId });
    const [first, second] = [await ask(others[0]), await ask(others[1])];
    await refusal(ask(others[2]), 'OutstandingVpcPeeringConnectionLimitExceeded');
    await accept(first);
    await accept(second);
    const third = await ask(others[2]);
    await refusal(accept(third), 'ActiveVpcPeeringConnectionPerVpcLimitExceeded', new RegExp(vpcId));
    await ec2.deleteVpcPeeringConnection({ VpcPeeringConnectionId: first });
    await accept(third);
    expect(await target.sweep.back(mark)).toEqual([]);
  });

  test('so many attachments, peerings and route tables of a transit gateway, and gateways of a VPC', async () => {
    const mark = target.sweep.mark;
    const { TransitGateway } = await ec2.createTransitGateway({});
    const { TransitGateway: peer } = await ec2.createTransitGateway({});
    const [TransitGatewayId, PeerTransitGatewayId] = [TransitGateway?.TransitGatewayId, peer?.TransitGatewayId];
    await ec2.createTransitGatewayRouteTable({ TransitGatewayId });
    await refusal(ec2.createTransitGatewayRouteTable({ TransitGatewayId }), 'ResourceLimitExceeded', /route tables/);
    const attach = (id: string | undefined, VpcId: string, subnet: string) =>
      ec2.createTransitGatewayVpcAttachment({ TransitGatewayId: id, VpcId, SubnetIds: [subnet] });
    await attach(TransitGatewayId, vpcId, subnetId);
    await refusal(attach(PeerTransitGatewayId, vpcId, subnetId), 'ResourceLimitExceeded', /transit gateways of vpc-/);
    const otherId = await vpcOf(ec2, '10.1.0.0/16');
    const otherSubnet = await subnetOf(ec2, otherId, '10.1.0.0/24', 'us-east-1a');
    await ec2.createVpnConnection({
      Type: 'ipsec.1',
      TransitGatewayId,
      CustomerGatewayId: (
        await ec2.createCustomerGateway({ Type: 'ipsec.1', IpAddress: '203.0.113.1', BgpAsn: 65_010 })
      ).CustomerGateway?.CustomerGatewayId,
    });
    await refusal(attach(TransitGatewayId, otherId, otherSubnet), 'ResourceLimitExceeded', /attachments of tgw-/);
    expect(await target.sweep.back(mark)).toEqual([]);
  });

  test('so many peerings of a transit gateway', async () => {
    const mark = target.sweep.mark;
    const { TransitGateway } = await ec2.createTransitGateway({});
    const { TransitGatewayId, OwnerId } = TransitGateway ?? {};
    const elsewhere = clientOf('eu-west-1');
    const ask = async () => {
      const { TransitGateway: peer } = await elsewhere.createTransitGateway({});
      const other = { PeerAccountId: OwnerId, PeerRegion: 'eu-west-1', PeerTransitGatewayId: peer?.TransitGatewayId };
      return ec2.createTransitGatewayPeeringAttachment({ TransitGatewayId, ...other });
    };
    await ask();
    await refusal(ask(), 'ResourceLimitExceeded', /peering attachments of tgw-/);
    elsewhere.destroy();
    expect(await target.sweep.back(mark)).toEqual([]);
  });

  test('so many VPN connections of a gateway, and altogether', async () => {
    const mark = target.sweep.mark;
    const { CustomerGateway } = await ec2.createCustomerGateway({
      ...{ Type: 'ipsec.1', IpAddress: '203.0.113.2', BgpAsn: 65_020 },
    });
    const { VpnGateway } = await ec2.createVpnGateway({ Type: 'ipsec.1' });
    const ends = { Type: 'ipsec.1', CustomerGatewayId: CustomerGateway?.CustomerGatewayId };
    await ec2.createVpnConnection({ ...ends, VpnGatewayId: VpnGateway?.VpnGatewayId });
    const second = ec2.createVpnConnection({ ...ends, VpnGatewayId: VpnGateway?.VpnGatewayId });
    await refusal(second, 'VpnConnectionLimitExceeded', /connections of vgw-/);
    expect(await target.sweep.back(mark)).toEqual([]);
  });

  test('so many security groups of a network interface, new or there already', async () => {
    const mark = target.sweep.mark;
    const Groups: string[] = [];
    for (const GroupName of ['one', 'two', 'three']) {
      const { GroupId } = await ec2.createSecurityGroup({ VpcId: vpcId, GroupName, Description: 'of many' });
      Groups.push(GroupId ?? '');
    }
    const make = (count: number) => ec2.createNetworkInterface({ SubnetId: subnetId, Groups: Groups.slice(0, count) });
    await refusal(make(3), 'SecurityGroupsPerInterfaceLimitExceeded');
    const { NetworkInterface } = await make(2);
    const { NetworkInterfaceId } = NetworkInterface ?? {};
    const change = ec2.modifyNetworkInterfaceAttribute({ NetworkInterfaceId, Groups });
    await refusal(change, 'SecurityGroupsPerInterfaceLimitExceeded');
    expect(await target.sweep.back(mark)).toEqual([]);
  });

  test('so many versions of a launch template', async () => {
    const LaunchTemplateName = 'many-versions';
    const data = { LaunchTemplateName, LaunchTemplateData: { KeyName: 'k' } };
    await ec2.createLaunchTemplate(data);
    for (const _ of [2, 3]) await ec2.createLaunchTemplateVersion(data);
    await refusal(ec2.createLaunchTemplateVersion(data), 'MaxTemplateVersionLimitExceeded');
    await ec2.deleteLaunchTemplate({ LaunchTemplateName });
  });

  test('so many CIDR blocks of a VPC', async () => {
    const add = (n: number) => ec2.associateVpcCidrBlock({ VpcId: vpcId, CidrBlock: `100.6${n}.0.0/16` });
    const { CidrBlockAssociation } = await add(4);
    await refusal(
      add(5),
      'CidrLimitExceeded',
      `This network '${vpcId}' has met its maximum number of allowed CIDRs: 2`,
    );
    await ec2.disassociateVpcCidrBlock({ AssociationId: CidrBlockAssociation?.AssociationId });
  });

  test('so many entries of a prefix list', async () => {
    const list = { PrefixListName: 'long', AddressFamily: 'IPv4' };
    await refusal(ec2.createManagedPrefixList({ ...list, MaxEntries: 6 }), 'InvalidParameterValue', /between 1 and 5/);
  });

  test('so many vCPUs that run: what is stopped gives its room away, and starts only where there is room', async () => {
    const mark = target.sweep.mark;
    const ImageId = await amazonLinux(ec2);
    const run = async (count: number) => {
      const { Instances } = await ec2.runInstances({
        ...{ ImageId, InstanceType: 't3.nano', SubnetId: subnetId, MinCount: count, MaxCount: count },
      });
      return Instances?.map(({ InstanceId }) => InstanceId ?? '') ?? [];
    };
    await refusal(
      run(4),
      'VcpuLimitExceeded',
      /^You have requested more vCPU capacity than your current vCPU limit of 6 allows for the instance bucket/,
    );
    const [first = '', second = ''] = await run(3);
    await refusal(run(1), 'VcpuLimitExceeded');
    await ec2.stopInstances({ InstanceIds: [first] });
    await run(1);
    await refusal(ec2.startInstances({ InstanceIds: [first] }), 'VcpuLimitExceeded');
    await ec2.startInstances({ InstanceIds: [second] });
    await ec2.terminateInstances({ InstanceIds: [second] });
    await ec2.startInstances({ InstanceIds: [first] });
    expect(await target.sweep.back(mark)).toEqual([]);
  });
});

test('what is refused leaves nothing behind, and what is deleted makes room', async () => {
  const mark = target.sweep.mark;
  const there = async () => (await ec2.describeRouteTables({})).RouteTables?.length;
  let last = '';
  for (let n = 1; n <= 4; n += 1) last = await vpcOf(ec2, `10.${n}.0.0/16`);
  const before = await there();
  await refusal(vpcOf(ec2, '10.9.0.0/16'), 'VpcLimitExceeded');
  expect(await there()).toBe(before);
  await ec2.deleteVpc({ VpcId: last });
  await vpcOf(ec2, '10.9.0.0/16');
  expect(await target.sweep.back(mark)).toEqual([]);
});

test('each Region has a count of its own, and all have the same quota', async () => {
  const elsewhere = await openTarget('eu-west-1', { vpcs: 2 });
  await vpcOf(elsewhere.ec2, '10.0.0.0/16');
  await refusal(vpcOf(elsewhere.ec2, '10.1.0.0/16'), 'VpcLimitExceeded');
  const { AccountAttributes } = await ec2.describeAccountAttributes({
    AttributeNames: ['vpc-max-elastic-ips'] as never,
  });
  expect(AccountAttributes?.[0]?.AttributeValues).toEqual([{ AttributeValue: '7' }]);
  expect((await ec2.describeVpcs(inVpc(vpcId))).Vpcs).toHaveLength(1);
  await elsewhere.close();
});

describe('an account that was granted nothing', () => {
  let fresh: Target;
  beforeAll(async () => {
    fresh = await openTarget('us-east-1');
  });
  afterAll(() => fresh.close());

  test('has five VPCs, the default one among them, and five addresses', async () => {
    for (let n = 1; n <= 4; n += 1) await vpcOf(fresh.ec2, `10.${n}.0.0/16`);
    await refusal(vpcOf(fresh.ec2, '10.5.0.0/16'), 'VpcLimitExceeded', 'The maximum number of VPCs has been reached.');
    for (let n = 1; n <= 5; n += 1) await addressOf(fresh.ec2);
    await refusal(addressOf(fresh.ec2), 'AddressLimitExceeded', 'The maximum number of addresses has been reached.');
  });

  test('an address that a service brings for itself is not counted', async () => {
    const { Vpcs } = await fresh.ec2.describeVpcs({ Filters: [{ Name: 'is-default', Values: ['true'] }] });
    const { NatGateway } = await fresh.ec2.createNatGateway({ VpcId: Vpcs?.[0]?.VpcId, AvailabilityMode: 'regional' });
    const { NatGateways } = await fresh.ec2.describeNatGateways({ NatGatewayIds: [NatGateway?.NatGatewayId ?? ''] });
    expect(NatGateways?.[0]?.State).toBe('available');
  });
});

test('every quota has a name and a page of AWS, and codes of Service Quotas are of its form', () => {
  for (const quota of Object.values(QUOTAS)) {
    expect(quota.page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    if ('code' in quota) expect(quota.code).toMatch(/^L-[0-9A-F]{8}$/);
  }
  const names = Object.values(QUOTAS).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
