import { AssociateVpcCidrBlockCommand } from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createListener, createLoadBalancer, createTargetGroup, forward, type Lab, refusal, startLab } from './lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

const attributesOf = async (TargetGroupArn: string) => {
  const { Attributes } = await lab.elbv2.send(new elbv2.DescribeTargetGroupAttributesCommand({ TargetGroupArn }));
  return Object.fromEntries((Attributes ?? []).map(({ Key = '', Value }) => [Key, Value]));
};

describe('CreateTargetGroup', () => {
  test('fills in what AWS documents for HTTP', async () => {
    const group = await createTargetGroup(lab, 'web');
    expect(group).toMatchObject({
      TargetType: 'instance',
      ProtocolVersion: 'HTTP1',
      IpAddressType: 'ipv4',
      HealthCheckEnabled: true,
      HealthCheckProtocol: 'HTTP',
      HealthCheckPort: 'traffic-port',
      HealthCheckPath: '/',
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 5,
      UnhealthyThresholdCount: 2,
      Matcher: { HttpCode: '200' },
      LoadBalancerArns: [],
    });
    expect(group.TargetGroupArn).toMatch(/:targetgroup\/web\/[0-9a-f]{16}$/);
  });

  test('a TCP health check has neither path nor matcher', async () => {
    const group = await createTargetGroup(lab, 'tcp', { Protocol: 'TCP' });
    expect(group).toMatchObject({ HealthCheckProtocol: 'TCP', HealthCheckTimeoutSeconds: 10 });
    expect(group.HealthCheckPath).toBeUndefined();
    expect(group.Matcher).toBeUndefined();
  });

  test('answers the same group for the same settings and refuses its name for others', async () => {
    const first = await createTargetGroup(lab, 'twice');
    expect((await createTargetGroup(lab, 'twice')).TargetGroupArn).toBe(first.TargetGroupArn);
    expect(await refusal(createTargetGroup(lab, 'twice', { Port: 81 }))).toBe(
      "DuplicateTargetGroupName: A target group with the same name 'twice' exists, but with different settings",
    );
  });

  test.each([
    [{ VpcId: 'vpc-0123' }, "The VPC ID 'vpc-0123' is not found"],
    [{ VpcId: undefined }, 'A VPC ID must be specified'],
    [{ Port: undefined }, 'A port must be specified'],
    [{ Protocol: undefined }, 'A protocol must be specified'],
    [{ HealthCheckTimeoutSeconds: 30 }, 'Health check interval must be greater than the timeout.'],
    [{ HealthCheckProtocol: 'TCP' }, "Health check protocol 'TCP' must be one of 'HTTPS, HTTP'"],
    [{ HealthCheckPort: 'web' }, "Health check port 'web' must be in the range 1-65535 or 'traffic-port'"],
    [
      { Matcher: { HttpCode: '200-500' } },
      "Health check matcher HTTP code '200-500' must be within '200-499' inclusive",
    ],
    [{ HealthyThresholdCount: 1 }, /'healthyThresholdCount' failed/],
    [
      { Protocol: 'TCP', ProtocolVersion: 'HTTP2' },
      "A protocol version cannot be specified for target groups with protocol 'TCP'",
    ],
    [{ ProtocolVersion: 'HTTP3' }, /'protocolVersion' failed/],
    [{ Protocol: 'TCP', TargetControlPort: 3000 }, /^A target control port cannot be specified/],
    [{ TargetType: 'alb' }, "Protocol 'HTTP' is not supported for target groups with target type 'alb'"],
    [
      { TargetType: 'alb', Protocol: 'TCP', IpAddressType: 'ipv6' },
      /not supported for target groups with target type 'alb'/,
    ],
    [{ Protocol: 'ICMP' as 'TCP' }, /'protocol' failed/],
    [{ HealthCheckIntervalSeconds: 301 }, /'healthCheckIntervalSeconds' failed/],
    [{ HealthCheckTimeoutSeconds: 1 }, /'healthCheckTimeoutSeconds' failed/],
    [{ UnhealthyThresholdCount: 11 }, /'unhealthyThresholdCount' failed/],
    [{ HealthCheckPath: `/${'a'.repeat(1024)}` }, /at most 1024 characters/],
    [{ ProtocolVersion: 'GRPC', Matcher: { GrpcCode: '100' } }, /must be within '0-99' inclusive/],
    [{ Name: 'a_b' }, /can only contain characters that are alphanumeric/],
    [{ Name: 'a'.repeat(33) }, /cannot be longer than '32' characters/],
    [{ HealthCheckEnabled: false }, /must be true for target groups with target type 'instance'/],
  ] as [Partial<elbv2.CreateTargetGroupInput>, string | RegExp][])('refuses %o', async (input, message) => {
    const answer = await refusal(createTargetGroup(lab, 'wrong', input));
    expect(answer).toMatch(/^ValidationError: /);
    expect(answer.replace('ValidationError: ', '')).toMatch(message);
  });
});

describe('a target group', () => {
  test.each([
    ['grpc', { ProtocolVersion: 'GRPC' }, { HealthCheckPath: '/AWS.ALB/healthcheck', Matcher: { GrpcCode: '12' } }],
    [
      'lambda',
      { TargetType: 'lambda', Protocol: undefined, Port: undefined, VpcId: undefined },
      {
        HealthCheckEnabled: false,
        HealthCheckIntervalSeconds: 35,
        HealthCheckTimeoutSeconds: 30,
        HealthyThresholdCount: 5,
        UnhealthyThresholdCount: 5,
        Matcher: { HttpCode: '200' },
      },
    ],
    [
      'http-check',
      { Protocol: 'TCP', HealthCheckProtocol: 'HTTP' },
      { HealthCheckTimeoutSeconds: 6, Matcher: { HttpCode: '200-399' } },
    ],
    ['managed', { TargetControlPort: 3000 }, { TargetControlPort: 3000 }],
  ] as [string, Partial<elbv2.CreateTargetGroupInput>, Partial<elbv2.TargetGroup>][])(
    'of %s has its own defaults',
    async (name, input, expected) => {
      expect(await createTargetGroup(lab, name, input)).toMatchObject(expected);
    },
  );

  test('of IPv6 addresses wants a VPC that has some, and a load balancer too', async () => {
    const six = { TargetType: 'ip', IpAddressType: 'ipv6' } as const;
    expect(await refusal(createTargetGroup(lab, 'six', six))).toBe(
      `InvalidConfigurationRequest: The VPC '${lab.vpcId}' has no associated IPv6 CIDR block`,
    );
    await lab.ec2.send(new AssociateVpcCidrBlockCommand({ VpcId: lab.vpcId, AmazonProvidedIpv6CidrBlock: true }));
    const { TargetGroupArn } = await createTargetGroup(lab, 'six', six);
    const { LoadBalancerArn } = await createLoadBalancer(lab, 'four');
    expect(await refusal(createListener(lab, LoadBalancerArn, forward(TargetGroupArn)))).toMatch(
      /^InvalidConfigurationRequest: .*IP address type 'ipv6'/,
    );
  });
});

describe('attributes that depend on each other', () => {
  const setOn = async (name: string, rest: Partial<elbv2.CreateTargetGroupInput> = {}) => {
    const { TargetGroupArn } = await createTargetGroup(lab, name, rest);
    return (attributes: Record<string, string>) =>
      refusal(
        lab.elbv2.send(
          new elbv2.ModifyTargetGroupAttributesCommand({
            TargetGroupArn,
            Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })),
          }),
        ),
      );
  };

  test('cookies of an application have a name that is not the load balancer’s', async () => {
    const set = await setOn('cookies');
    const sticky = { 'stickiness.enabled': 'true', 'stickiness.type': 'app_cookie' };
    expect(await set(sticky)).toMatch(/^InvalidConfigurationRequest: .*needs the attribute/);
    expect(await set({ ...sticky, 'stickiness.app_cookie.cookie_name': 'AWSALBTG' })).toMatch(/reserved/);
    expect(await set({ ...sticky, 'stickiness.app_cookie.cookie_name': 'session' })).toBe('accepted');
  });

  test('slow start and anomaly mitigation go with one algorithm each', async () => {
    const set = await setOn('algorithms');
    const algorithm = 'load_balancing.algorithm.type';
    expect(await set({ 'load_balancing.algorithm.anomaly_mitigation': 'on' })).toMatch(
      /^InvalidConfigurationRequest: /,
    );
    expect(await set({ 'slow_start.duration_seconds': '60' })).toBe('accepted');
    expect(await set({ [algorithm]: 'least_outstanding_requests' })).toMatch(
      /^InvalidConfigurationRequest: .*slow_start/,
    );
    expect(await set({ [algorithm]: 'weighted_random', 'slow_start.duration_seconds': '0' })).toBe('accepted');
    expect(await set({ 'load_balancing.algorithm.anomaly_mitigation': 'on' })).toBe('accepted');
  });

  test('unhealthy targets drain only where their connections are not cut', async () => {
    const set = await setOn('draining', { Protocol: 'TCP' });
    const drain = { 'target_health_state.unhealthy.draining_interval_seconds': '60' };
    expect(await set(drain)).toMatch(/^InvalidConfigurationRequest: /);
    const keep = { 'target_health_state.unhealthy.connection_termination.enabled': 'false' };
    expect(await set({ ...drain, ...keep })).toBe('accepted');
  });
});

describe('attributes', () => {
  test.each([
    ['HTTP', 'instance', undefined],
    ['TCP', 'instance', 'true'],
    ['TCP', 'ip', 'false'],
    ['TLS', 'ip', 'false'],
    ['UDP', 'ip', 'true'],
    ['TCP_UDP', 'instance', 'true'],
  ] as const)('%s to targets of type %s: client IP preservation is %s', async (Protocol, TargetType, expected) => {
    const name = `keep-${Protocol.replace('_', '-')}-${TargetType}`;
    const { TargetGroupArn } = await createTargetGroup(lab, name, { Protocol, TargetType });
    const attributes = await attributesOf(TargetGroupArn);
    expect(attributes['preserve_client_ip.enabled']).toBe(expected);
    expect(attributes['deregistration_delay.timeout_seconds']).toBe('300');
    expect(attributes['stickiness.type']).toBe(Protocol === 'HTTP' ? 'lb_cookie' : 'source_ip');
  });

  test('keeps what is valid and refuses the rest', async () => {
    const { TargetGroupArn } = await createTargetGroup(lab, 'tuned');
    const set = (Key: string, Value: string) =>
      lab.elbv2.send(new elbv2.ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes: [{ Key, Value }] }));
    await set('slow_start.duration_seconds', '30');
    expect((await attributesOf(TargetGroupArn))['slow_start.duration_seconds']).toBe('30');
    expect(await refusal(set('slow_start.duration_seconds', '10'))).toMatch(/^ValidationError: .*between 30 and 900/);
    expect(await refusal(set('preserve_client_ip.enabled', 'true'))).toMatch(/^InvalidConfigurationRequest: /);
    expect(await refusal(set('nope', ''))).toBe("ValidationError: Target group attribute key 'nope' is not recognized");
    const udp = await createTargetGroup(lab, 'tuned-udp', { Protocol: 'UDP' });
    const off = [{ Key: 'preserve_client_ip.enabled', Value: 'false' }];
    const stop = new elbv2.ModifyTargetGroupAttributesCommand({ TargetGroupArn: udp.TargetGroupArn, Attributes: off });
    expect(await refusal(lab.elbv2.send(stop))).toMatch(/^ValidationError: .*can't be changed/);
  });
});

test('ModifyTargetGroup changes the health check and checks it as a whole', async () => {
  const { TargetGroupArn } = await createTargetGroup(lab, 'checked');
  const modify = (input: Partial<elbv2.ModifyTargetGroupInput>) =>
    lab.elbv2.send(new elbv2.ModifyTargetGroupCommand({ TargetGroupArn, ...input }));
  const { TargetGroups } = await modify({ HealthCheckPath: '/healthz', HealthCheckPort: '9000' });
  expect(TargetGroups).toMatchObject([{ HealthCheckPath: '/healthz', HealthCheckPort: '9000', Port: 80 }]);
  expect(await refusal(modify({ HealthCheckIntervalSeconds: 5 }))).toBe(
    'ValidationError: Health check interval must be greater than the timeout.',
  );
  expect(await refusal(modify({ HealthCheckPath: 'healthz' }))).toMatch(/must start with '\/'/);
});

test('DescribeTargetGroups selects by name, ARN or load balancer', async () => {
  const { TargetGroupArn } = await createTargetGroup(lab, 'found');
  const find = async (input: elbv2.DescribeTargetGroupsInput) =>
    (await lab.elbv2.send(new elbv2.DescribeTargetGroupsCommand(input))).TargetGroups?.map(
      (each) => each.TargetGroupArn,
    );
  expect(await find({ Names: ['found'] })).toEqual([TargetGroupArn]);
  expect(await find({ TargetGroupArns: [TargetGroupArn] })).toEqual([TargetGroupArn]);
  const { LoadBalancerArn } = await createLoadBalancer(lab, 'idle');
  expect(await find({ LoadBalancerArn })).toEqual([]);
  expect(await refusal(find({ Names: ['lost'] }))).toBe('TargetGroupNotFound: One or more target groups not found');
  expect(await refusal(find({ Names: ['found'], LoadBalancerArn }))).toMatch(/cannot be specified at the same time$/);
});

test('DeleteTargetGroup may be repeated', async () => {
  const { TargetGroupArn } = await createTargetGroup(lab, 'gone');
  const drop = () => lab.elbv2.send(new elbv2.DeleteTargetGroupCommand({ TargetGroupArn }));
  await drop();
  expect(await refusal(drop())).toBe('accepted');
});
