import { describe, expect, test } from 'vitest';
import { inVpc, localEc2, refusal, routesOf, subnetOf, tableOf, vpcOf } from './local-ec2.ts';

const local = localEc2();
const S3 = 'com.amazonaws.us-east-1.s3';
const SSM = 'com.amazonaws.us-east-1.ssm';

async function listOf(name: string): Promise<string | undefined> {
  const { PrefixLists } = await local.ec2.describePrefixLists({
    Filters: [{ Name: 'prefix-list-name', Values: [name] }],
  });
  return PrefixLists?.[0]?.PrefixListId;
}

async function described(id: string | undefined) {
  return (await local.ec2.describeVpcEndpoints({ VpcEndpointIds: [id ?? ''] })).VpcEndpoints?.[0];
}

describe('a gateway endpoint', () => {
  test('puts a route to its prefix list into its tables, and takes it out again', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const [first, second] = [await tableOf(ec2, VpcId), await tableOf(ec2, VpcId)];
    const { VpcEndpoint } = await ec2.createVpcEndpoint({ VpcId, ServiceName: S3, RouteTableIds: [first] });
    const id = VpcEndpoint?.VpcEndpointId;
    expect(VpcEndpoint).toMatchObject({ State: 'available', VpcEndpointType: 'Gateway', RouteTableIds: [first] });
    const list = await listOf(S3);
    expect(await routesOf(ec2, first)).toContain(`${list} -> ${id} (active)`);
    await refusal(
      ec2.createVpcEndpoint({ VpcId, ServiceName: S3, RouteTableIds: [first] }),
      'RouteAlreadyExists',
      `route table ${first} already has a route with destination-prefix-list-id ${list}`,
    );
    await refusal(
      ec2.deleteRoute({ RouteTableId: first, DestinationPrefixListId: list }),
      'InvalidParameterValue',
      /cannot remove VPC endpoint route/,
    );
    await ec2.modifyVpcEndpoint({ VpcEndpointId: id, AddRouteTableIds: [second], RemoveRouteTableIds: [first] });
    expect((await described(id))?.RouteTableIds).toEqual([second]);
    expect(await routesOf(ec2, first)).toEqual(['10.0.0.0/16 -> local (active)']);
    expect(await ec2.deleteVpcEndpoints({ VpcEndpointIds: [id ?? ''] })).toMatchObject({ Unsuccessful: [] });
    expect(await routesOf(ec2, second)).toEqual(['10.0.0.0/16 -> local (active)']);
  });

  test('has neither subnets nor groups', async () => {
    const VpcId = await vpcOf(local.ec2);
    const { VpcEndpoint } = await local.ec2.createVpcEndpoint({ VpcId, ServiceName: S3 });
    await refusal(
      local.ec2.modifyVpcEndpoint({ VpcEndpointId: VpcEndpoint?.VpcEndpointId, AddSubnetIds: ['subnet-0'] }),
      'InvalidParameter',
    );
  });
});

describe('an interface endpoint', () => {
  async function network() {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    await ec2.modifyVpcAttribute({ VpcId, EnableDnsHostnames: { Value: true } });
    const a = await subnetOf(ec2, VpcId, '10.0.0.0/24', 'us-east-1a');
    const b = await subnetOf(ec2, VpcId, '10.0.1.0/24', 'us-east-1b');
    return { ec2, VpcId, a, b, endpoint: { VpcId, ServiceName: SSM, VpcEndpointType: 'Interface' as const } };
  }

  test('has an interface in each subnet, in the default group unless told otherwise', async () => {
    const { ec2, VpcId, a, b, endpoint } = await network();
    const { VpcEndpoint } = await ec2.createVpcEndpoint({ ...endpoint, SubnetIds: [a, b] });
    expect(VpcEndpoint?.State).toBe('pending');
    const found = await described(VpcEndpoint?.VpcEndpointId);
    expect(found).toMatchObject({
      State: 'available',
      PrivateDnsEnabled: true,
      SubnetIds: [a, b],
      Groups: [{ GroupName: 'default' }],
    });
    expect(found?.DnsEntries?.map((each) => each.DnsName)).toEqual([
      expect.stringMatching(/^vpce-\w+-\w+\.ssm\.us-east-1\.vpce\.amazonaws\.com$/),
      expect.stringMatching(/-us-east-1a\.ssm/),
      expect.stringMatching(/-us-east-1b\.ssm/),
      'ssm.us-east-1.amazonaws.com',
    ]);
    const { NetworkInterfaces } = await ec2.describeNetworkInterfaces(inVpc(VpcId));
    expect(NetworkInterfaces).toHaveLength(2);
    expect(NetworkInterfaces?.[0]).toMatchObject({
      InterfaceType: 'vpc_endpoint',
      RequesterManaged: true,
      Description: `VPC Endpoint Interface ${found?.VpcEndpointId}`,
      Groups: [{ GroupName: 'default' }],
    });
    await refusal(ec2.deleteSubnet({ SubnetId: a }), 'DependencyViolation');
    await ec2.deleteVpcEndpoints({ VpcEndpointIds: [found?.VpcEndpointId ?? ''] });
    expect((await ec2.describeNetworkInterfaces(inVpc(VpcId))).NetworkInterfaces).toEqual([]);
  });

  test('can change its subnets and groups', async () => {
    const { ec2, VpcId, a, b, endpoint } = await network();
    const { GroupId = '' } = await ec2.createSecurityGroup({ VpcId, GroupName: 'ep', Description: 'endpoint' });
    const { VpcEndpoint } = await ec2.createVpcEndpoint({ ...endpoint, SubnetIds: [a] });
    const id = VpcEndpoint?.VpcEndpointId;
    const before = VpcEndpoint?.Groups?.[0]?.GroupId ?? '';
    await refusal(
      ec2.modifyVpcEndpoint({ VpcEndpointId: id, RemoveSecurityGroupIds: [before] }),
      'InvalidParameter',
      /at least one security group/,
    );
    await ec2.modifyVpcEndpoint({
      VpcEndpointId: id,
      AddSecurityGroupIds: [GroupId],
      RemoveSecurityGroupIds: [before],
      AddSubnetIds: [b],
      RemoveSubnetIds: [a],
    });
    const found = await described(id);
    expect(found).toMatchObject({ SubnetIds: [b], Groups: [{ GroupId }] });
    const { NetworkInterfaces } = await ec2.describeNetworkInterfaces(inVpc(VpcId));
    expect(NetworkInterfaces).toMatchObject([
      { NetworkInterfaceId: found?.NetworkInterfaceIds?.[0], SubnetId: b, Groups: [{ GroupId, GroupName: 'ep' }] },
    ]);
  });

  test('has one subnet in a zone', async () => {
    const { ec2, VpcId, a, endpoint } = await network();
    const twin = await subnetOf(ec2, VpcId, '10.0.2.0/24', 'us-east-1a');
    await refusal(ec2.createVpcEndpoint({ ...endpoint, SubnetIds: [a, twin] }), 'DuplicateSubnetsInSameZone');
    expect((await ec2.describeNetworkInterfaces(inVpc(VpcId))).NetworkInterfaces).toEqual([]);
  });

  test('answers to the public name only where the VPC allows it, and only once', async () => {
    const { ec2, VpcId, a, b, endpoint } = await network();
    await ec2.createVpcEndpoint({ ...endpoint, SubnetIds: [a] });
    await refusal(
      ec2.createVpcEndpoint({ ...endpoint, SubnetIds: [b] }),
      'InvalidParameter',
      /conflicting DNS domain for ssm\.us-east-1\.amazonaws\.com/,
    );
    await ec2.createVpcEndpoint({ ...endpoint, SubnetIds: [b], PrivateDnsEnabled: false });
    await ec2.modifyVpcAttribute({ VpcId, EnableDnsHostnames: { Value: false } });
    await refusal(
      ec2.createVpcEndpoint({ ...endpoint, ServiceName: 'com.amazonaws.us-east-1.sts', SubnetIds: [a] }),
      'InvalidParameter',
      /requires both enableDnsSupport and enableDnsHostnames/,
    );
  });
});

test('refuses services and kinds that are not offered', async () => {
  const VpcId = await vpcOf(local.ec2);
  await refusal(
    local.ec2.createVpcEndpoint({ VpcId, ServiceName: 'com.amazonaws.us-east-1.s33' }),
    'InvalidServiceName',
    "The Vpc Endpoint Service 'com.amazonaws.us-east-1.s33' does not exist",
  );
  await refusal(
    local.ec2.createVpcEndpoint({ VpcId, ServiceName: SSM }),
    'InvalidParameter',
    'Endpoint type (Gateway) does not match available service types ([Interface]).',
  );
  await refusal(
    local.ec2.createVpcEndpoint({ VpcId, ServiceName: S3, VpcEndpointType: 'GatewayLoadBalancer' }),
    'UnsupportedOperation',
  );
  await refusal(local.ec2.createVpcEndpoint({ VpcId, ServiceName: S3, PolicyDocument: '{' }), 'InvalidPolicyDocument');
});

test('what cannot be deleted is told, not thrown', async () => {
  const { Unsuccessful } = await local.ec2.deleteVpcEndpoints({ VpcEndpointIds: ['vpce-0'] });
  expect(Unsuccessful).toMatchObject([{ ResourceId: 'vpce-0', Error: { Code: 'InvalidVpcEndpoint.NotFound' } }]);
  await refusal(
    local.ec2.describeVpcEndpoints({ VpcEndpointIds: ['vpce-0'] }),
    'InvalidVpcEndpointId.NotFound',
    "The Vpc Endpoint Id 'vpce-0' does not exist",
  );
});

test('services are described in each of their kinds', async () => {
  const { ServiceDetails } = await local.ec2.describeVpcEndpointServices({ ServiceNames: [S3] });
  expect(ServiceDetails?.map((each) => each.ServiceType?.[0]?.ServiceType)).toEqual(['Gateway', 'Interface']);
  const all = (await local.ec2.describeVpcEndpointServices({})).ServiceDetails ?? [];
  expect(new Set(all.map((each) => each.ServiceId)).size).toBe(all.length);
  const Filters = [{ Name: 'service-type', Values: ['Gateway'] }];
  const { ServiceNames } = await local.ec2.describeVpcEndpointServices({ Filters });
  expect(ServiceNames).toEqual(['com.amazonaws.us-east-1.dynamodb', S3]);
});
