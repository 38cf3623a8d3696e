import {
  AllocateAddressCommand,
  DescribeAddressesCommand,
  DescribeNetworkInterfacesCommand,
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

describe('DescribeLoadBalancers', () => {
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
