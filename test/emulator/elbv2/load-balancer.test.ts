import {
  AllocateAddressCommand,
  AssociateSubnetCidrBlockCommand,
  AssociateVpcCidrBlockCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  DeleteNetworkInterfaceCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeAddressesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVpcsCommand,
  DetachInternetGatewayCommand,
  DetachNetworkInterfaceCommand,
  ModifyNetworkInterfaceAttributeCommand,
} from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createGroup,
  createListener,
  createLoadBalancer,
  createSubnet,
  createTargetGroup,
  createVpc,
  fixedResponse,
  forward,
  type Lab,
  refusal,
  startLab,
} from './lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

async function nodesOf({ LoadBalancerArn = '' }: elbv2.LoadBalancer) {
  const description = `ELB ${LoadBalancerArn.split(':loadbalancer/')[1]}`;
  const Filters = [{ Name: 'description', Values: [description] }];
  return (await lab.ec2.send(new DescribeNetworkInterfacesCommand({ Filters }))).NetworkInterfaces ?? [];
}

const describeOne = async (LoadBalancerArn: string) =>
  (await lab.elbv2.send(new elbv2.DescribeLoadBalancersCommand({ LoadBalancerArns: [LoadBalancerArn] })))
    .LoadBalancers?.[0];

describe('CreateLoadBalancer', () => {
  test('answers provisioning, then describes an active load balancer with one node a subnet', async () => {
    const made = await createLoadBalancer(lab, 'shop', { SecurityGroups: [lab.securityGroup] });
    expect(made).toMatchObject({
      LoadBalancerName: 'shop',
      Type: 'application',
      Scheme: 'internet-facing',
      IpAddressType: 'ipv4',
      VpcId: lab.vpcId,
      SecurityGroups: [lab.securityGroup],
      State: { Code: 'provisioning' },
    });
    expect(made.LoadBalancerArn).toMatch(
      /^arn:aws:elasticloadbalancing:us-east-1:\d{12}:loadbalancer\/app\/shop\/[0-9a-f]{16}$/,
    );
    expect(made.DNSName).toMatch(/^shop-\d+\.us-east-1\.elb\.amazonaws\.com$/);
    expect((await describeOne(made.LoadBalancerArn))?.State).toEqual({ Code: 'active' });
    const nodes = await nodesOf(made);
    expect(nodes.map((node) => node.SubnetId)).toEqual(lab.subnets.slice(0, 2));
    for (const node of nodes) {
      expect(node).toMatchObject({ InterfaceType: 'interface', RequesterId: 'amazon-elb', RequesterManaged: true });
      expect(node.Association).toMatchObject({ IpOwnerId: 'amazon-elb', PublicIp: expect.any(String) });
      expect(node.Groups?.map(({ GroupId }) => GroupId)).toEqual([lab.securityGroup]);
    }
  });

  test('gives an internal one no public addresses, and the default security group', async () => {
    const made = await createLoadBalancer(lab, 'inside', { Scheme: 'internal' });
    expect(made.DNSName).toMatch(/^internal-inside-\d+\./);
    expect(made.SecurityGroups).toHaveLength(1);
    expect((await nodesOf(made)).map((node) => node.Association)).toEqual([undefined, undefined]);
  });

  test('gives a network load balancer the Elastic IP addresses that it is told to use', async () => {
    const { AllocationId } = await lab.ec2.send(new AllocateAddressCommand({}));
    const SubnetMappings = [{ SubnetId: lab.subnets[0], AllocationId }];
    const made = await createLoadBalancer(lab, 'edge', { Type: 'network', SubnetMappings });
    expect(made.SecurityGroups ?? []).toEqual([]);
    const [node] = await nodesOf(made);
    const { Addresses } = await lab.ec2.send(new DescribeAddressesCommand({ AllocationIds: [AllocationId ?? ''] }));
    expect(node).toMatchObject({ InterfaceType: 'network_load_balancer', Association: { AllocationId } });
    expect(Addresses?.[0]).toMatchObject({
      NetworkInterfaceId: node?.NetworkInterfaceId,
      PublicIp: node?.Association?.PublicIp,
    });
    expect(made.AvailabilityZones?.[0]?.LoadBalancerAddresses).toMatchObject([{ AllocationId }]);
    const again = createLoadBalancer(lab, 'edge2', { Type: 'network', SubnetMappings });
    expect(await refusal(again)).toMatch(/^ResourceInUse: /);
    await lab.elbv2.send(new elbv2.DeleteLoadBalancerCommand({ LoadBalancerArn: made.LoadBalancerArn }));
    const released = await lab.ec2.send(new DescribeAddressesCommand({ AllocationIds: [AllocationId ?? ''] }));
    expect(released.Addresses?.[0]?.AssociationId).toBeUndefined();
  });

  test('answers the same load balancer for the same settings and refuses its name for others', async () => {
    const first = await createLoadBalancer(lab, 'twice');
    const second = await createLoadBalancer(lab, 'twice');
    expect(second.LoadBalancerArn).toBe(first.LoadBalancerArn);
    expect(await refusal(createLoadBalancer(lab, 'twice', { Scheme: 'internal' }))).toBe(
      "DuplicateLoadBalancerName: A load balancer with the same name 'twice' exists, but with different settings",
    );
  });

  test('checks subnets, gateway and security groups as AWS does', async () => {
    const other = await createVpc(lab.ec2, '10.9.0.0/16');
    const closed = [
      await createSubnet(lab.ec2, other.vpcId, '10.9.0.0/24', 'us-east-1a'),
      await createSubnet(lab.ec2, other.vpcId, '10.9.1.0/24', 'us-east-1b'),
    ];
    const [a, b] = lab.subnets;
    const sibling = await createSubnet(lab.ec2, lab.vpcId, '10.0.8.0/24', 'us-east-1a');
    const tiny = await createSubnet(lab.ec2, lab.vpcId, '10.0.9.0/28', 'us-east-1d');
    const foreign = await createGroup(lab.ec2, other.vpcId, 'foreign');
    const wrong: [Partial<elbv2.CreateLoadBalancerInput>, string][] = [
      [{ Subnets: [a] }, 'ValidationError: At least two subnets in two different Availability Zones must be specified'],
      [{ Subnets: [a, 'subnet-0123'] }, "SubnetNotFound: The subnet ID 'subnet-0123' does not exist"],
      [{ Subnets: closed }, `InvalidSubnet: VPC ${other.vpcId} has no internet gateway`],
      [
        { Subnets: [a, sibling] },
        'InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone',
      ],
      [
        { Subnets: [a, closed[1] ?? ''] },
        `InvalidConfigurationRequest: All subnets must belong to the same VPC: '${lab.vpcId}'`,
      ],
      [{ SecurityGroups: ['sg-0123'] }, "InvalidSecurityGroup: The security group 'sg-0123' does not exist"],
      [{ SecurityGroups: [foreign] }, 'InvalidConfigurationRequest: One or more security groups are invalid'],
      [{ IpAddressType: 'dualstack' }, 'InvalidSubnet: You must specify subnets with an associated IPv6 CIDR block.'],
    ];
    for (const [input, expected] of wrong)
      expect(await refusal(createLoadBalancer(lab, 'wrong', input))).toBe(expected);
    for (let taken = 0; taken < 4; taken++) {
      await createLoadBalancer(lab, `crowd-${taken}`, { Subnets: [b, tiny] });
    }
    expect(await refusal(createLoadBalancer(lab, 'crowd', { Subnets: [b, tiny] }))).toBe(
      `InvalidSubnet: Not enough IP space available in ${tiny}. ELB requires at least 8 free IP addresses in each subnet.`,
    );
  });

  test.each([
    ['-edge', "The load balancer name '-edge' cannot begin or end with a hyphen(-)"],
    ['internal-x', "The load balancer name 'internal-x' cannot begin with 'internal-'"],
    ['a'.repeat(33), `The load balancer name '${'a'.repeat(33)}' cannot be longer than '32' characters`],
  ])('refuses the name %s', async (name, message) => {
    expect(await refusal(createLoadBalancer(lab, name))).toBe(`ValidationError: ${message}`);
  });
});

describe('addresses', () => {
  test('of an internal network load balancer may be chosen, from the range of the subnet', async () => {
    const place = (PrivateIPv4Address: string, SubnetId = lab.subnets[0]) => ({ SubnetId, PrivateIPv4Address });
    const internal = { Type: 'network', Scheme: 'internal' } as const;
    const made = await createLoadBalancer(lab, 'fixed', { ...internal, SubnetMappings: [place('10.0.0.77')] });
    expect((await nodesOf(made))[0]?.PrivateIpAddress).toBe('10.0.0.77');
    expect(made.AvailabilityZones?.[0]?.LoadBalancerAddresses).toEqual([{ PrivateIPv4Address: '10.0.0.77' }]);
    const wrong = createLoadBalancer(lab, 'adrift', { ...internal, SubnetMappings: [place('10.0.1.77')] });
    expect(await refusal(wrong)).toMatch(/^InvalidConfigurationRequest: .*not in the range of the subnet/);
    for (const other of [{ Type: 'network' }, { Scheme: 'internal' }] as const) {
      const SubnetMappings = [place('10.0.0.78'), place('10.0.1.78', lab.subnets[1])];
      expect(await refusal(createLoadBalancer(lab, 'wrong', { ...other, SubnetMappings }))).toMatch(
        /^InvalidConfigurationRequest: Private IPv4 addresses are not supported/,
      );
    }
  });

  test('that are elastic are for internet-facing network load balancers', async () => {
    const { AllocationId } = await lab.ec2.send(new AllocateAddressCommand({}));
    const SubnetMappings = lab.subnets.slice(0, 2).map((SubnetId) => ({ SubnetId, AllocationId }));
    expect(await refusal(createLoadBalancer(lab, 'wrong', { SubnetMappings }))).toMatch(
      /^InvalidConfigurationRequest: /,
    );
    const internal = { Type: 'network', Scheme: 'internal', SubnetMappings } as const;
    expect(await refusal(createLoadBalancer(lab, 'wrong', { ...internal, SubnetMappings }))).toMatch(
      /^InvalidConfigurationRequest: Elastic IPs are not supported/,
    );
    const gone = [{ SubnetId: lab.subnets[0], AllocationId: 'eipalloc-0123456789abcdef0' }];
    expect(await refusal(createLoadBalancer(lab, 'wrong', { Type: 'network', SubnetMappings: gone }))).toMatch(
      /^AllocationIdNotFound: /,
    );
    const both = { Type: 'network', Subnets: [lab.subnets[0]], SubnetMappings: gone } as const;
    expect(await refusal(createLoadBalancer(lab, 'wrong', { ...both, Subnets: [...both.Subnets] }))).toMatch(
      /^ValidationError: You must specify either subnets or subnet mappings, but not both/,
    );
  });

  test('are of one type, which UDP listeners and IPv6 target groups bind', async () => {
    const { vpcId } = await createVpc(lab.ec2, '10.6.0.0/16');
    await lab.ec2.send(new AssociateVpcCidrBlockCommand({ VpcId: vpcId, AmazonProvidedIpv6CidrBlock: true }));
    const { Vpcs } = await lab.ec2.send(new DescribeVpcsCommand({ VpcIds: [vpcId] }));
    const block = Vpcs?.[0]?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock ?? '';
    const Subnets = await Promise.all(
      ['a', 'b'].map(async (zone, index) => {
        const subnet = await createSubnet(lab.ec2, vpcId, `10.6.${index}.0/24`, `us-east-1${zone}`);
        const Ipv6CidrBlock = block.replace('00::/56', `0${index}::/64`);
        await lab.ec2.send(new AssociateSubnetCidrBlockCommand({ SubnetId: subnet, Ipv6CidrBlock }));
        return subnet;
      }),
    );
    const inside = { Subnets, Scheme: 'internal' } as const;
    const net = await createLoadBalancer(lab, 'udp', { ...inside, Type: 'network' });
    const setType = ({ LoadBalancerArn }: elbv2.LoadBalancer, IpAddressType?: elbv2.IpAddressType) =>
      refusal(lab.elbv2.send(new elbv2.SetIpAddressTypeCommand({ LoadBalancerArn, IpAddressType })));
    const udp = await createTargetGroup(lab, 'udp', { Protocol: 'UDP', VpcId: vpcId });
    const listener = { Protocol: 'UDP', Port: 53 } as const;
    const { ListenerArn } = await createListener(lab, net.LoadBalancerArn, forward(udp.TargetGroupArn), listener);
    expect(await setType(net, 'dualstack')).toMatch(/^InvalidConfigurationRequest: .*protocol UDP/);
    await lab.elbv2.send(new elbv2.DeleteListenerCommand({ ListenerArn }));
    expect(await setType(net, 'dualstack')).toBe('accepted');
    const again = createListener(lab, net.LoadBalancerArn, forward(udp.TargetGroupArn), listener);
    expect(await refusal(again)).toMatch(/^InvalidConfigurationRequest: .*'dualstack'/);
    expect(await setType(net, 'dualstack-without-public-ipv4')).toMatch(/^InvalidConfigurationRequest: /);
    expect(await setType(net)).toMatch(/^ValidationError: /);

    const app = await createLoadBalancer(lab, 'six', { ...inside, IpAddressType: 'dualstack' });
    expect((await nodesOf(app)).map((node) => node.Ipv6Addresses?.length)).toEqual([1, 1]);
    const six = await createTargetGroup(lab, 'six', { TargetType: 'ip', IpAddressType: 'ipv6', VpcId: vpcId });
    await createListener(lab, app.LoadBalancerArn, forward(six.TargetGroupArn));
    expect(await setType(app, 'ipv4')).toMatch(/^InvalidConfigurationRequest: .*'ipv6'/);
    const prefix = { ...inside, EnablePrefixForIpv6SourceNat: 'on' } as const;
    expect(await refusal(createLoadBalancer(lab, 'prefix', prefix))).toMatch(
      /^InvalidConfigurationRequest: .*source NAT/,
    );
  });
});

describe('DescribeLoadBalancers', () => {
  test('takes at most twenty names, and either names or ARNs', async () => {
    const find = (input: elbv2.DescribeLoadBalancersInput) =>
      refusal(lab.elbv2.send(new elbv2.DescribeLoadBalancersCommand(input)));
    expect(await find({ Names: Array(21).fill('web') })).toMatch(/^ValidationError: .*more than 20/);
    expect(await find({ Names: ['web'], LoadBalancerArns: ['arn'] })).toMatch(/^ValidationError: /);
    expect(await find({ PageSize: 401 })).toBe('ValidationError: The page size must be between 1 and 400');
    expect(await find({ PageSize: 0 })).toMatch(/^ValidationError: /);
    expect(await find({ Marker: 'nonsense' })).toBe('ValidationError: The marker is not valid');
  });

  test('knows a load balancer in its own Region only', async () => {
    const made = await createLoadBalancer(lab, 'local');
    const west = new elbv2.ElasticLoadBalancingV2({
      region: 'us-west-2',
      endpoint: lab.aws.url,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
    expect((await west.describeLoadBalancers({})).LoadBalancers).toEqual([]);
    expect(await refusal(west.describeLoadBalancers({ LoadBalancerArns: [made.LoadBalancerArn] }))).toMatch(
      /^LoadBalancerNotFound: /,
    );
  });

  test('selects by name, and goes page by page', async () => {
    await createLoadBalancer(lab, 'page-1');
    await createLoadBalancer(lab, 'page-2');
    const named = new elbv2.DescribeLoadBalancersCommand({ Names: ['page-2'] });
    expect((await lab.elbv2.send(named)).LoadBalancers?.map((each) => each.LoadBalancerName)).toEqual(['page-2']);
    const names: (string | undefined)[] = [];
    for await (const page of elbv2.paginateDescribeLoadBalancers({ client: lab.elbv2 }, { PageSize: 2 })) {
      expect(page.LoadBalancers?.length).toBeLessThanOrEqual(2);
      names.push(...(page.LoadBalancers ?? []).map((each) => each.LoadBalancerName));
    }
    expect(names).toEqual(expect.arrayContaining(['page-1', 'page-2']));
    expect(new Set(names).size).toBe(names.length);
  });

  test('says what it cannot find', async () => {
    const find = (input: elbv2.DescribeLoadBalancersInput) =>
      refusal(lab.elbv2.send(new elbv2.DescribeLoadBalancersCommand(input)));
    const gone = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/gone/0123456789abcdef';
    expect(await find({ Names: ['gone'] })).toBe("LoadBalancerNotFound: Load balancers '[gone]' not found");
    expect(await find({ LoadBalancerArns: [gone] })).toBe('LoadBalancerNotFound: One or more load balancers not found');
    expect(await find({ LoadBalancerArns: ['gone'] })).toBe("ValidationError: 'gone' is not a valid load balancer ARN");
  });
});

describe('settings', () => {
  test('SetSubnets moves the nodes and keeps those that stay', async () => {
    const made = await createLoadBalancer(lab, 'moving');
    const [, stays] = await nodesOf(made);
    const Subnets = lab.subnets.slice(1);
    const { LoadBalancerArn } = made;
    const { AvailabilityZones } = await lab.elbv2.send(new elbv2.SetSubnetsCommand({ LoadBalancerArn, Subnets }));
    expect(AvailabilityZones?.map((zone) => zone.SubnetId)).toEqual(Subnets);
    const nodes = await nodesOf(made);
    expect(nodes.map((node) => node.SubnetId).sort()).toEqual([...Subnets].sort());
    expect(nodes.map((node) => node.NetworkInterfaceId)).toContain(stays?.NetworkInterfaceId);
    const one = new elbv2.SetSubnetsCommand({ LoadBalancerArn, Subnets: [lab.subnets[0]] });
    expect(await refusal(lab.elbv2.send(one))).toMatch(/^ValidationError: At least two subnets/);
  });

  test('SetSecurityGroups changes every node, but not of a network load balancer without any', async () => {
    const group = await createGroup(lab.ec2, lab.vpcId, 'other');
    const made = await createLoadBalancer(lab, 'guarded', { SecurityGroups: [lab.securityGroup] });
    const set = (LoadBalancerArn: string) =>
      lab.elbv2.send(new elbv2.SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups: [group] }));
    expect((await set(made.LoadBalancerArn)).SecurityGroupIds).toEqual([group]);
    expect((await nodesOf(made)).map((node) => node.Groups?.[0]?.GroupId)).toEqual([group, group]);
    const bare = await createLoadBalancer(lab, 'bare', { Type: 'network' });
    expect(await refusal(set(bare.LoadBalancerArn))).toBe(
      'InvalidConfigurationRequest: You cannot set security groups on a Network Load Balancer which was created without any security groups.',
    );
  });

  test.each([
    ['application' as const, { 'load_balancing.cross_zone.enabled': 'true', 'idle_timeout.timeout_seconds': '60' }],
    ['network' as const, { 'load_balancing.cross_zone.enabled': 'false', 'deletion_protection.enabled': 'false' }],
  ])('has the documented attributes of a load balancer of type %s', async (Type, expected) => {
    const { LoadBalancerArn } = await createLoadBalancer(lab, `defaults-${Type}`, { Type });
    const { Attributes } = await lab.elbv2.send(new elbv2.DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
    expect(Object.fromEntries((Attributes ?? []).map(({ Key, Value }) => [Key, Value]))).toMatchObject(expected);
  });

  test('ModifyLoadBalancerAttributes keeps what is valid and refuses the rest', async () => {
    const { LoadBalancerArn } = await createLoadBalancer(lab, 'tuned');
    const set = (Key: string, Value: string) =>
      lab.elbv2.send(new elbv2.ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes: [{ Key, Value }] }));
    const { Attributes } = await set('idle_timeout.timeout_seconds', '4000');
    expect(Attributes).toContainEqual({ Key: 'idle_timeout.timeout_seconds', Value: '4000' });
    expect(await refusal(set('idle_timeout.timeout_seconds', '4001'))).toMatch(
      /^ValidationError: .*between 1 and 4000/,
    );
    expect(await refusal(set('load_balancing.cross_zone.enabled', 'false'))).toMatch(
      /^ValidationError: .*can't be changed/,
    );
    expect(await refusal(set('no.such.key', 'x'))).toBe(
      "ValidationError: Load balancer attribute key 'no.such.key' is not recognized",
    );
    expect(await refusal(set('dns_record.client_routing_policy', 'any_availability_zone'))).toMatch(
      /^InvalidConfigurationRequest: .*not supported on load balancers with type 'application'/,
    );
  });
});

test('logs go to a bucket, and secondary addresses of nodes stay', async () => {
  const { LoadBalancerArn } = await createLoadBalancer(lab, 'logging', { Type: 'network' });
  const set = (attributes: Record<string, string>) =>
    refusal(
      lab.elbv2.send(
        new elbv2.ModifyLoadBalancerAttributesCommand({
          LoadBalancerArn,
          Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })),
        }),
      ),
    );
  expect(await set({ 'access_logs.s3.enabled': 'true' })).toMatch(/^InvalidConfigurationRequest: .*bucket/);
  expect(await set({ 'access_logs.s3.enabled': 'true', 'access_logs.s3.bucket': 'logs' })).toBe('accepted');
  expect(await set({ 'secondary_ips.auto_assigned.per_subnet': '3' })).toBe('accepted');
  expect(await set({ 'secondary_ips.auto_assigned.per_subnet': '2' })).toMatch(/cannot be decreased from '3'$/);
  expect(await set({ 'secondary_ips.auto_assigned.per_subnet': '8' })).toMatch(/^ValidationError: .*between 0 and 7/);
});

describe('nodes', () => {
  const ec2Refusal = async (request: Promise<unknown>) => (await refusal(request)).split(':')[0];

  test('are the service’s own: nobody deletes, detaches or changes their interfaces', async () => {
    const made = await createLoadBalancer(lab, 'owned', { SecurityGroups: [lab.securityGroup] });
    const [node] = await nodesOf(made);
    const NetworkInterfaceId = node?.NetworkInterfaceId;
    expect(node).toMatchObject({
      Description: `ELB app/owned/${made.LoadBalancerArn.split('/').at(-1)}`,
      Status: 'in-use',
      RequesterManaged: true,
      Attachment: { InstanceOwnerId: 'amazon-elb', Status: 'attached' },
    });
    const drop = lab.ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
    expect(await refusal(drop)).toMatch(/^InvalidParameterValue: .*currently in use/);
    const AttachmentId = node?.Attachment?.AttachmentId;
    const detach = lab.ec2.send(new DetachNetworkInterfaceCommand({ AttachmentId, Force: true }));
    expect(await ec2Refusal(detach)).toMatch(/^(AuthFailure|OperationNotPermitted)$/);
    const regroup = new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId, Groups: [lab.securityGroup] });
    expect(await ec2Refusal(lab.ec2.send(regroup))).toBe('AuthFailure');
  });

  test('hold their security group, subnet, internet gateway and VPC in use until the load balancer goes', async () => {
    const { vpcId } = await createVpc(lab.ec2, '10.5.0.0/16');
    const { InternetGateway } = await lab.ec2.send(new CreateInternetGatewayCommand({}));
    const InternetGatewayId = InternetGateway?.InternetGatewayId;
    await lab.ec2.send(new AttachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId }));
    const Subnets = [
      await createSubnet(lab.ec2, vpcId, '10.5.0.0/24', 'us-east-1a'),
      await createSubnet(lab.ec2, vpcId, '10.5.1.0/24', 'us-east-1b'),
    ];
    const GroupId = await createGroup(lab.ec2, vpcId, 'held');
    const { LoadBalancerArn } = await createLoadBalancer(lab, 'holding', { Subnets, SecurityGroups: [GroupId] });
    const takeDown = [
      () => lab.ec2.send(new DeleteSecurityGroupCommand({ GroupId })),
      () => lab.ec2.send(new DetachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId })),
      ...Subnets.map((SubnetId) => () => lab.ec2.send(new DeleteSubnetCommand({ SubnetId }))),
    ];
    const dropVpc = () => lab.ec2.send(new DeleteVpcCommand({ VpcId: vpcId }));
    for (const step of [...takeDown, dropVpc]) expect(await ec2Refusal(step())).toBe('DependencyViolation');
    await lab.elbv2.send(new elbv2.DeleteLoadBalancerCommand({ LoadBalancerArn }));
    for (const step of [...takeDown, dropVpc]) expect(await ec2Refusal(step())).toBe('accepted');
  });

  test('leave a subnet with SetSubnets, which may then be deleted', async () => {
    const spare = await createSubnet(lab.ec2, lab.vpcId, '10.0.77.0/24', 'us-east-1d');
    const { LoadBalancerArn } = await createLoadBalancer(lab, 'shifting', { Type: 'network', Subnets: [spare] });
    const drop = () => lab.ec2.send(new DeleteSubnetCommand({ SubnetId: spare }));
    expect(await ec2Refusal(drop())).toBe('DependencyViolation');
    await lab.elbv2.send(new elbv2.SetSubnetsCommand({ LoadBalancerArn, Subnets: [lab.subnets[0]] }));
    expect(await ec2Refusal(drop())).toBe('accepted');
  });
});

test.each(['application', 'network'] as const)('there are at most fifty load balancers of type %s', async (Type) => {
  const { LoadBalancers = [] } = await lab.elbv2.send(new elbv2.DescribeLoadBalancersCommand({}));
  const count = LoadBalancers.filter((each) => each.Type === Type).length;
  const made: string[] = [];
  for (let index = count; index < 50; index++) {
    made.push((await createLoadBalancer(lab, `many-${Type}-${index}`, { Type })).LoadBalancerArn);
  }
  expect(await refusal(createLoadBalancer(lab, 'one-more', { Type }))).toMatch(/^TooManyLoadBalancers: .*'50'/);
  for (const LoadBalancerArn of made) await lab.elbv2.send(new elbv2.DeleteLoadBalancerCommand({ LoadBalancerArn }));
});

describe('DeleteLoadBalancer', () => {
  test('takes nodes, listeners and rules along, frees the target group, and may be repeated', async () => {
    const made = await createLoadBalancer(lab, 'leaving');
    const { TargetGroupArn } = await createTargetGroup(lab, 'staying');
    const { ListenerArn } = await createListener(lab, made.LoadBalancerArn, forward(TargetGroupArn));
    const drop = new elbv2.DeleteTargetGroupCommand({ TargetGroupArn });
    expect(await refusal(lab.elbv2.send(drop))).toBe(
      `ResourceInUse: Target group '${TargetGroupArn}' is currently in use by a listener or a rule`,
    );
    const leave = new elbv2.DeleteLoadBalancerCommand({ LoadBalancerArn: made.LoadBalancerArn });
    await lab.elbv2.send(leave);
    expect(await nodesOf(made)).toEqual([]);
    const listener = new elbv2.DescribeListenersCommand({ ListenerArns: [ListenerArn] });
    expect(await refusal(lab.elbv2.send(listener))).toBe('ListenerNotFound: One or more listeners not found');
    expect(await refusal(lab.elbv2.send(leave))).toBe('accepted');
    expect(await refusal(lab.elbv2.send(drop))).toBe('accepted');
  });

  test('is refused while deletion protection is on', async () => {
    const { LoadBalancerArn } = await createLoadBalancer(lab, 'protected');
    await createListener(lab, LoadBalancerArn, fixedResponse('200'));
    const Attributes = [{ Key: 'deletion_protection.enabled', Value: 'true' }];
    await lab.elbv2.send(new elbv2.ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes }));
    const leave = lab.elbv2.send(new elbv2.DeleteLoadBalancerCommand({ LoadBalancerArn }));
    expect(await refusal(leave)).toBe(
      `OperationNotPermitted: Load balancer '${LoadBalancerArn}' cannot be deleted because deletion protection is enabled`,
    );
  });
});
