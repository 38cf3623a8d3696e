import type { CreateTargetGroupCommandInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from 'vitest';
import { analysisOf, launch, localClients, networkOn, outline } from './insights-lab.ts';
import { newGroup } from './lab.ts';
import { subnetOf } from './local-ec2.ts';

const local = localClients();

/** An internet-facing load balancer that forwards port 80 to two targets of a private subnet, one of which fails its health checks. */
async function balanced({ listener = 80, targets = 2 } = {}) {
  const { ec2, elbv2 } = local;
  const network = await networkOn(local);
  const { vpcId } = network;
  const Subnets = [network.public, await subnetOf(ec2, vpcId, '10.0.2.0/24', 'us-east-1b')];
  const [front, back] = [await newGroup(ec2, vpcId, 'front'), await newGroup(ec2, vpcId, 'back')];
  const everywhere = [{ CidrIp: '0.0.0.0/0' }];
  const http = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80 };
  const checks = { IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080 };
  const IpPermissions = [{ ...http, IpRanges: everywhere }];
  for (const GroupId of [front, back]) await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
  const sound = await newGroup(ec2, vpcId, 'sound');
  const UserIdGroupPairs = [{ GroupId: front }];
  await ec2.authorizeSecurityGroupIngress({
    GroupId: sound,
    IpPermissions: [
      { ...http, UserIdGroupPairs },
      { ...checks, UserIdGroupPairs },
    ],
  });
  const healthy = await launch(ec2, network.private, sound);
  const unhealthy = await launch(ec2, network.private, back);
  const Name = `lab-${vpcId.slice(-8)}`;
  const { LoadBalancers } = await elbv2.createLoadBalancer({ Name, Subnets, SecurityGroups: [front] });
  const { LoadBalancerArn = '' } = LoadBalancers?.[0] ?? {};
  const group: CreateTargetGroupCommandInput = {
    Name,
    Protocol: 'HTTP',
    Port: 80,
    VpcId: vpcId,
    HealthCheckPort: '8080',
  };
  const { TargetGroups } = await elbv2.createTargetGroup(group);
  const { TargetGroupArn = '' } = TargetGroups?.[0] ?? {};
  const Targets = [healthy, unhealthy].slice(0, targets).map((Id) => ({ Id }));
  if (targets > 0) await elbv2.registerTargets({ TargetGroupArn, Targets });
  const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn }];
  const { Listeners } = await elbv2.createListener({
    LoadBalancerArn,
    Protocol: 'HTTP',
    Port: listener,
    DefaultActions,
  });
  const { ListenerArn = '' } = Listeners?.[0] ?? {};
  return { ...network, healthy, unhealthy, LoadBalancerArn, TargetGroupArn, ListenerArn, front };
}

async function nodeOf(LoadBalancerArn: string): Promise<string> {
  const tail = LoadBalancerArn.slice(LoadBalancerArn.indexOf('loadbalancer/') + 'loadbalancer/'.length);
  const { NetworkInterfaces } = await local.ec2.describeNetworkInterfaces({
    Filters: [{ Name: 'description', Values: [`ELB ${tail}`] }],
  });
  return NetworkInterfaces?.[0]?.NetworkInterfaceId ?? '';
}

test('a path leads through a load balancer to a target, healthy or not', async () => {
  const { igw, unhealthy, LoadBalancerArn, TargetGroupArn, ListenerArn } = await balanced();
  const { TargetHealthDescriptions } = await local.elbv2.describeTargetHealth({ TargetGroupArn });
  expect(TargetHealthDescriptions?.map((each) => each.TargetHealth?.State)).toEqual(['healthy', 'unhealthy']);
  const found = await analysisOf(local, { Source: igw, Destination: unhealthy, DestinationPort: 80 });
  expect(found.NetworkPathFound).toBe(true);
  const { ForwardPathComponents: forward = [], ReturnPathComponents: back = [] } = found;
  expect(outline(forward)).toMatch(/^igw acl sg eni loadbalancer targetgroup eni sg acl rtb acl sg eni\*? i$/);
  expect(outline(back)).toMatch(/^i eni sg acl rtb acl sg eni\*? loadbalancer eni sg acl rtb igw$/);
  expect(forward[4]).toMatchObject({
    Component: { Arn: LoadBalancerArn },
    ElasticLoadBalancerListener: { Arn: ListenerArn },
  });
  expect(forward[5]?.Component).toMatchObject({ Arn: TargetGroupArn });
  expect(forward[5]?.OutboundHeader?.DestinationAddresses).toHaveLength(1);
  expect(forward[3]?.AttachedTo?.Arn).toBe(LoadBalancerArn);
});

test('a path to a load balancer ends at its listener', async () => {
  const { igw, LoadBalancerArn } = await balanced();
  const Destination = await nodeOf(LoadBalancerArn);
  const found = await analysisOf(local, { Source: igw, Destination, DestinationPort: 80 });
  expect(outline(found.ForwardPathComponents)).toBe('igw acl sg eni');
  expect(outline(found.ReturnPathComponents)).toBe('eni sg acl rtb igw');
});

test('a load balancer without a listener on the port stops it', async () => {
  const { igw, LoadBalancerArn } = await balanced({ listener: 8080 });
  const Destination = await nodeOf(LoadBalancerArn);
  const found = await analysisOf(local, { Source: igw, Destination, DestinationPort: 80 });
  expect(found.NetworkPathFound).toBe(false);
  expect(outline(found.ForwardPathComponents)).toBe('igw acl sg eni loadbalancer!ELBV2_LISTENERS_MISMATCH');
  expect(found.Explanations).toMatchObject([
    {
      ExplanationCode: 'ELBV2_LISTENERS_MISMATCH',
      LoadBalancerArn,
      PortRanges: [{ From: 80, To: 80 }],
      Protocols: ['tcp'],
    },
  ]);
});

test('through a load balancer that is asked for, its faults are told', async () => {
  const { igw, healthy, front, LoadBalancerArn } = await balanced({ targets: 1 });
  const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  await local.ec2.revokeSecurityGroupEgress({ GroupId: front, IpPermissions });
  const path = { Source: igw, Destination: healthy, DestinationPort: 80 };
  const found = await analysisOf(local, path, { FilterInArns: [LoadBalancerArn] });
  expect(found.Explanations).toMatchObject([
    { ExplanationCode: 'SG_HAS_NO_RULES', Direction: 'egress', SecurityGroups: [{ Id: front }] },
  ]);
  const direct = await analysisOf(local, path);
  expect(direct.Explanations).toMatchObject([{ ExplanationCode: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS' }]);
});

test('a rule of a network load balancer takes the packets of its address type', async () => {
  const { ec2, elbv2 } = local;
  const { igw, vpcId, public: subnet } = await networkOn(local);
  const inner = await subnetOf(ec2, vpcId, '10.0.3.0/24', 'us-east-1a');
  const open = await newGroup(ec2, vpcId, 'open');
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  await ec2.authorizeSecurityGroupIngress({ GroupId: open, IpPermissions });
  const server = await launch(ec2, inner, open);
  const Name = `net-${vpcId.slice(-8)}`;
  const { LoadBalancers } = await elbv2.createLoadBalancer({ Name, Type: 'network', Subnets: [subnet] });
  const { LoadBalancerArn = '' } = LoadBalancers?.[0] ?? {};
  const groupOf = async (name: string) => {
    const group = { Name: `${Name}-${name}`, Protocol: 'TCP', Port: 80, VpcId: vpcId } as const;
    return (await elbv2.createTargetGroup(group)).TargetGroups?.[0]?.TargetGroupArn ?? '';
  };
  const [empty, full] = [await groupOf('empty'), await groupOf('full')];
  await elbv2.registerTargets({ TargetGroupArn: full, Targets: [{ Id: server }] });
  const forward = (TargetGroupArn: string) => [{ Type: 'forward' as const, TargetGroupArn }];
  const listener = { LoadBalancerArn, Protocol: 'TCP', Port: 80, DefaultActions: forward(empty) } as const;
  const { Listeners } = await elbv2.createListener({ ...listener, DefaultActions: forward(empty) });
  const from = (IpAddressType: 'ipv4' | 'ipv6') => [{ Field: 'source-ip', SourceIpConfig: { IpAddressType } }];
  const ListenerArn = Listeners?.[0]?.ListenerArn;
  const { Rules } = await elbv2.createRule({
    ListenerArn,
    Priority: 1,
    Conditions: from('ipv4'),
    Actions: forward(full),
  });

  const path = { Source: igw, Destination: server, DestinationPort: 80 };
  const through = { FilterInArns: [LoadBalancerArn] };
  expect((await analysisOf(local, path, through)).NetworkPathFound).toBe(true);
  await elbv2.modifyRule({ RuleArn: Rules?.[0]?.RuleArn, Conditions: from('ipv6') });
  const lost = await analysisOf(local, path, through);
  expect(lost.NetworkPathFound).toBe(false);
  expect(lost.Explanations?.map(({ ExplanationCode }) => ExplanationCode)).toContain('ELBV2_LISTENER_HAS_NO_TG');
});
