import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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
let serial = 0;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());
beforeEach(() => {
  serial++;
});

const register = (TargetGroupArn: string, ...Targets: elbv2.TargetDescription[]) =>
  lab.elbv2.send(new elbv2.RegisterTargetsCommand({ TargetGroupArn, Targets }));

const deregister = (TargetGroupArn: string, ...Targets: elbv2.TargetDescription[]) =>
  lab.elbv2.send(new elbv2.DeregisterTargetsCommand({ TargetGroupArn, Targets }));

async function healthOf(TargetGroupArn: string, Targets?: elbv2.TargetDescription[]) {
  const command = new elbv2.DescribeTargetHealthCommand({ TargetGroupArn, Targets });
  return (await lab.elbv2.send(command)).TargetHealthDescriptions ?? [];
}

const targetsOf = async (arn: string) =>
  (await healthOf(arn)).map(({ Target }) => `${Target?.Id}:${Target?.Port} ${Target?.AvailabilityZone}`);

async function launch(SubnetId: string | undefined, group: string) {
  const { Images } = await lab.ec2.send(
    new ec2.DescribeImagesCommand({ Filters: [{ Name: 'architecture', Values: ['x86_64'] }] }),
  );
  const { Instances } = await lab.ec2.send(
    new ec2.RunInstancesCommand({
      ImageId: Images?.[0]?.ImageId,
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      SubnetId,
      SecurityGroupIds: [group],
    }),
  );
  const { InstanceId = '', PrivateIpAddress = '' } = Instances?.[0] ?? {};
  return { InstanceId, PrivateIpAddress };
}

async function allow(GroupId: string, port: number, from: string) {
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, UserIdGroupPairs: [{ GroupId: from }] }];
  await lab.ec2.send(new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
}

describe('registration', () => {
  test('adds each id and port once, and deregistration wants the same port', async () => {
    const { TargetGroupArn } = await createTargetGroup(lab, `reg-${serial}`, { TargetType: 'ip' });
    await register(TargetGroupArn, { Id: '10.0.0.10' }, { Id: '10.0.1.10', Port: 8080 });
    await register(TargetGroupArn, { Id: '10.0.0.10', Port: 80 });
    expect((await targetsOf(TargetGroupArn)).sort()).toEqual(['10.0.0.10:80 us-east-1a', '10.0.1.10:8080 us-east-1b']);
    await deregister(TargetGroupArn, { Id: '10.0.1.10' });
    expect(await targetsOf(TargetGroupArn)).toHaveLength(2);
    await deregister(TargetGroupArn, { Id: '10.0.1.10', Port: 8080 });
    expect(await targetsOf(TargetGroupArn)).toEqual(['10.0.0.10:80 us-east-1a']);
  });

  test('of IP addresses takes private ones only, and wants a zone outside of the VPC', async () => {
    const { TargetGroupArn } = await createTargetGroup(lab, `reg-${serial}`, { TargetType: 'ip' });
    expect(await refusal(register(TargetGroupArn, { Id: 'web' }))).toBe(
      "ValidationError: The IP address 'web' is not a valid IPv4 address",
    );
    expect(await refusal(register(TargetGroupArn, { Id: '8.8.8.8' }))).toMatch(/^ValidationError: /);
    expect(await refusal(register(TargetGroupArn, { Id: '192.168.0.1' }))).toMatch(/must specify an Availability Zone/);
    expect(await refusal(register(TargetGroupArn, { Id: '192.168.0.1', AvailabilityZone: 'all' }))).toBe('accepted');
  });

  test('of instances wants running ones that exist', async () => {
    const { TargetGroupArn } = await createTargetGroup(lab, `reg-${serial}`);
    expect(await refusal(register(TargetGroupArn, { Id: 'web' }))).toBe(
      "ValidationError: Instance ID 'web' is not valid",
    );
    expect(await refusal(register(TargetGroupArn, { Id: 'i-0123' }, { Id: 'i-4567' }))).toBe(
      "InvalidTarget: The following instances do not exist: 'i-0123', 'i-4567'",
    );
  });

  test('wants a zone for addresses only', async () => {
    const { TargetGroupArn } = await createTargetGroup(lab, `reg-${serial}`);
    const zoned = register(TargetGroupArn, { Id: 'i-0123', AvailabilityZone: 'us-east-1a' });
    expect(await refusal(zoned)).toMatch(/^ValidationError: .*cannot be specified for target 'i-0123'/);
    expect(await refusal(register(TargetGroupArn))).toBe('ValidationError: At least one target must be specified');
    expect(await refusal(register(TargetGroupArn, { Id: 'i-0123', Port: 0 }))).toMatch(/^ValidationError: .*port/);
  });

  test('of an instance wants it in the VPC of the target group', async () => {
    const { vpcId } = await createVpc(lab.ec2, '10.7.0.0/16');
    const subnet = await createSubnet(lab.ec2, vpcId, '10.7.0.0/24', 'us-east-1a');
    const { InstanceId: Id } = await launch(subnet, await createGroup(lab.ec2, vpcId, 'elsewhere'));
    const { TargetGroupArn } = await createTargetGroup(lab, `reg-${serial}`);
    expect(await refusal(register(TargetGroupArn, { Id }))).toBe(
      `InvalidTarget: The following targets are not in the target group VPC '${lab.vpcId}': '${Id}'`,
    );
  });

  test('of a function takes one, without a port', async () => {
    const { TargetGroupArn } = await createTargetGroup(lab, `reg-${serial}`, {
      TargetType: 'lambda',
      Protocol: undefined,
      Port: undefined,
      VpcId: undefined,
    });
    const Id = 'arn:aws:lambda:us-east-1:123456789012:function:web';
    expect(await refusal(register(TargetGroupArn, { Id: 'web' }))).toMatch(/^ValidationError: .*Lambda function ARN/);
    await register(TargetGroupArn, { Id });
    const { TargetHealthDescriptions } = await lab.elbv2.send(
      new elbv2.DescribeTargetHealthCommand({ TargetGroupArn }),
    );
    expect(TargetHealthDescriptions?.[0]?.Target).toMatchObject({ Id, AvailabilityZone: 'all' });
    expect(await refusal(register(TargetGroupArn, { Id: `${Id}-2` }))).toMatch(/^TooManyTargets: /);
  });

  test('over QUIC wants a server id that no other target has', async () => {
    const quic = { TargetType: 'ip', Protocol: 'QUIC' } as const;
    const { TargetGroupArn } = await createTargetGroup(lab, `reg-${serial}`, quic);
    const QuicServerId = '0x0123456789abcdef';
    expect(await refusal(register(TargetGroupArn, { Id: '10.0.0.10' }))).toMatch(/must be specified for target/);
    expect(await refusal(register(TargetGroupArn, { Id: '10.0.0.10', QuicServerId: '0xABC' }))).toMatch(
      /is not valid$/,
    );
    await register(TargetGroupArn, { Id: '10.0.0.10', QuicServerId });
    expect(await refusal(register(TargetGroupArn, { Id: '10.0.0.10', QuicServerId }))).toBe('accepted');
    const other = '0x0123456789abcde0';
    expect(await refusal(register(TargetGroupArn, { Id: '10.0.0.10', QuicServerId: other }))).toMatch(
      /cannot be changed$/,
    );
    expect(await refusal(register(TargetGroupArn, { Id: '10.0.0.11', QuicServerId }))).toMatch(
      /used by another target$/,
    );
    const tcp = await createTargetGroup(lab, `tcp-${serial}`, { ...quic, Protocol: 'TCP' });
    expect(await refusal(register(tcp.TargetGroupArn, { Id: '10.0.0.10', QuicServerId }))).toMatch(/protocol 'TCP'$/);
  });

  test('stops at a thousand targets behind an application load balancer', async () => {
    const { LoadBalancerArn } = await createLoadBalancer(lab, `many-${serial}`);
    const first = await createTargetGroup(lab, `many-a-${serial}`, { TargetType: 'ip' });
    const second = await createTargetGroup(lab, `many-b-${serial}`, { TargetType: 'ip' });
    await createListener(lab, LoadBalancerArn, forward(first.TargetGroupArn));
    await createListener(lab, LoadBalancerArn, forward(second.TargetGroupArn), { Port: 81 });
    const ports = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ Id: '10.0.0.10', Port: index + 1 }));
    await register(first.TargetGroupArn, ...ports(600));
    expect(await refusal(register(second.TargetGroupArn, ...ports(401)))).toBe(
      "TooManyTargets: The maximum number of targets per load balancer '1000' has been reached",
    );
    expect(await refusal(register(second.TargetGroupArn, ...ports(400)))).toBe('accepted');
  });

  test('of an application load balancer keeps it from being deleted', async () => {
    const { LoadBalancerArn } = await createLoadBalancer(lab, `kept-${serial}`);
    await createListener(lab, LoadBalancerArn, fixedResponse('200'));
    const { TargetGroupArn } = await createTargetGroup(lab, `kept-${serial}`, { TargetType: 'alb', Protocol: 'TCP' });
    await register(TargetGroupArn, { Id: LoadBalancerArn });
    const drop = () => lab.elbv2.send(new elbv2.DeleteLoadBalancerCommand({ LoadBalancerArn }));
    expect(await refusal(drop())).toBe(
      `ResourceInUse: Load balancer '${LoadBalancerArn}' cannot be deleted because it is currently associated with another service`,
    );
    await deregister(TargetGroupArn, { Id: LoadBalancerArn });
    expect(await refusal(drop())).toBe('accepted');
  });

  test('of an application load balancer behind a network load balancer wants a listener on the port', async () => {
    const { LoadBalancerArn } = await createLoadBalancer(lab, `behind-${serial}`);
    const { TargetGroupArn } = await createTargetGroup(lab, `reg-${serial}`, { TargetType: 'alb', Protocol: 'TCP' });
    expect(await refusal(register(TargetGroupArn, { Id: LoadBalancerArn }))).toMatch(/^InvalidTarget: .*no listener/);
    await createListener(lab, LoadBalancerArn, fixedResponse('200'));
    expect(await refusal(register(TargetGroupArn, { Id: LoadBalancerArn }))).toBe('accepted');
  });
});

describe('health', () => {
  async function build() {
    const front = await createGroup(lab.ec2, lab.vpcId, `front-${serial}`);
    const back = await createGroup(lab.ec2, lab.vpcId, `back-${serial}`);
    const { LoadBalancerArn } = await createLoadBalancer(lab, `health-${serial}`, { SecurityGroups: [front] });
    const { TargetGroupArn } = await createTargetGroup(lab, `health-${serial}`, { TargetType: 'ip' });
    const { PrivateIpAddress: Id } = await launch(lab.subnets[0], back);
    await register(TargetGroupArn, { Id });
    return { front, back, LoadBalancerArn, TargetGroupArn, Id };
  }

  test('follows the security groups as they stand', async () => {
    const { front, back, LoadBalancerArn, TargetGroupArn } = await build();
    const health = async () => (await healthOf(TargetGroupArn))[0]?.TargetHealth;
    expect(await health()).toMatchObject({ State: 'unused', Reason: 'Target.NotInUse' });
    await createListener(lab, LoadBalancerArn, forward(TargetGroupArn));
    expect(await health()).toMatchObject({ State: 'unhealthy', Reason: 'Target.Timeout' });
    await allow(back, 80, front);
    expect(await health()).toEqual({ State: 'healthy' });
    await lab.elbv2.send(new elbv2.ModifyTargetGroupCommand({ TargetGroupArn, HealthCheckPort: '9000' }));
    expect(await health()).toMatchObject({ State: 'unhealthy', Reason: 'Target.Timeout' });
  });

  test('of an instance follows its state, and a stopped one cannot be registered', async () => {
    const { front, back, LoadBalancerArn } = await build();
    const { TargetGroupArn } = await createTargetGroup(lab, `instances-${serial}`);
    await createListener(lab, LoadBalancerArn, forward(TargetGroupArn));
    await allow(back, 80, front);
    const { InstanceId: Id } = await launch(lab.subnets[1], back);
    await register(TargetGroupArn, { Id });
    const health = async () => (await healthOf(TargetGroupArn))[0]?.TargetHealth;
    expect(await health()).toEqual({ State: 'healthy' });
    await lab.ec2.send(new ec2.StopInstancesCommand({ InstanceIds: [Id] }));
    expect(await health()).toMatchObject({ State: 'unused', Reason: 'Target.InvalidState' });
    expect(await refusal(register(TargetGroupArn, { Id, Port: 8080 }))).toBe(
      `InvalidTarget: The following targets are not in a running state and cannot be registered: '${Id}'`,
    );
  });

  test('of targets that are named: those registered, and one that is not', async () => {
    const { TargetGroupArn, Id } = await build();
    await register(TargetGroupArn, { Id, Port: 8080 });
    const named = await healthOf(TargetGroupArn, [{ Id, Port: 8080 }, { Id: '10.0.0.99' }]);
    expect(named.map(({ Target, TargetHealth }) => [Target?.Id, Target?.Port, TargetHealth?.Reason])).toEqual([
      [Id, 8080, 'Target.NotInUse'],
      ['10.0.0.99', 80, 'Target.NotRegistered'],
    ]);
    expect(await healthOf(TargetGroupArn, [{ Id }])).toHaveLength(2);
  });

  test('is unused in a zone that the load balancer is not in', async () => {
    const { LoadBalancerArn } = await createLoadBalancer(lab, `zones-${serial}`);
    const { TargetGroupArn } = await createTargetGroup(lab, `zones-${serial}`);
    await createListener(lab, LoadBalancerArn, forward(TargetGroupArn));
    const { InstanceId: Id } = await launch(lab.subnets[2], lab.securityGroup);
    await register(TargetGroupArn, { Id });
    expect((await healthOf(TargetGroupArn))[0]?.TargetHealth).toEqual({
      State: 'unused',
      Reason: 'Target.NotInUse',
      Description: 'Target is in an Availability Zone that is not enabled for the load balancer',
    });
  });

  test('of a target that a network load balancer cannot reach', async () => {
    const { LoadBalancerArn } = await createLoadBalancer(lab, `net-${serial}`, { Type: 'network' });
    const { TargetGroupArn } = await createTargetGroup(lab, `net-${serial}`, { Protocol: 'TCP' });
    await createListener(lab, LoadBalancerArn, forward(TargetGroupArn), { Protocol: 'TCP' });
    const closed = await createGroup(lab.ec2, lab.vpcId, `closed-${serial}`);
    const { InstanceId: Id } = await launch(lab.subnets[0], closed);
    await register(TargetGroupArn, { Id });
    expect((await healthOf(TargetGroupArn))[0]?.TargetHealth).toMatchObject({
      State: 'unhealthy',
      Reason: 'Target.FailedHealthChecks',
    });
  });

  test('shows anomalies when it is asked to', async () => {
    const { TargetGroupArn } = await build();
    const [plain] = await healthOf(TargetGroupArn);
    expect(plain?.AnomalyDetection).toBeUndefined();
    const command = new elbv2.DescribeTargetHealthCommand({ TargetGroupArn, Include: ['AnomalyDetection'] });
    const { TargetHealthDescriptions } = await lab.elbv2.send(command);
    expect(TargetHealthDescriptions?.[0]?.AnomalyDetection).toEqual({ Result: 'normal', MitigationInEffect: 'no' });
  });

  test('of a target group that does not exist', async () => {
    const gone = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/gone/0123456789abcdef';
    expect(await refusal(healthOf(gone))).toBe('TargetGroupNotFound: One or more target groups not found');
  });
});
