import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CERTIFICATE,
  createListener,
  createLoadBalancer,
  createTargetGroup,
  createVpc,
  fixedResponse,
  forward,
  type Lab,
  refusal,
  startLab,
} from './lab.ts';

let lab: Lab;
let balancer: string;
let network: string;
let group: string;
beforeAll(async () => {
  lab = await startLab();
  balancer = (await createLoadBalancer(lab, 'web')).LoadBalancerArn;
  network = (await createLoadBalancer(lab, 'net', { Type: 'network' })).LoadBalancerArn;
  group = (await createTargetGroup(lab, 'web')).TargetGroupArn;
});
afterAll(() => lab.close());

describe('CreateListener', () => {
  test('shows a forward action in both forms, and puts it in a default rule', async () => {
    const listener = await createListener(lab, balancer, forward(group), { Port: 8000 });
    const whole = {
      Type: 'forward',
      TargetGroupArn: group,
      ForwardConfig: {
        TargetGroups: [{ TargetGroupArn: group, Weight: 1 }],
        TargetGroupStickinessConfig: { Enabled: false },
      },
    };
    expect(listener.DefaultActions).toEqual([whole]);
    expect(listener.ListenerArn).toMatch(/:listener\/app\/web\/[0-9a-f]{16}\/[0-9a-f]{16}$/);
    const { Rules } = await lab.elbv2.send(new elbv2.DescribeRulesCommand({ ListenerArn: listener.ListenerArn }));
    expect(Rules).toMatchObject([{ Priority: 'default', IsDefault: true, Conditions: [], Actions: [whole] }]);
  });

  test('names several weighted target groups only in the forward config', async () => {
    const green = (await createTargetGroup(lab, 'green')).TargetGroupArn;
    const ForwardConfig = {
      TargetGroups: [
        { TargetGroupArn: group, Weight: 80 },
        { TargetGroupArn: green, Weight: 20 },
      ],
      TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 600 },
    };
    const listener = await createListener(lab, balancer, { Type: 'forward', ForwardConfig }, { Port: 8001 });
    expect(listener.DefaultActions).toEqual([{ Type: 'forward', ForwardConfig }]);
  });

  test('answers the same listener for the same request, and refuses another on its port', async () => {
    const first = await createListener(lab, balancer, fixedResponse('200'), { Port: 8002 });
    const second = await createListener(lab, balancer, fixedResponse('200'), { Port: 8002 });
    expect(second.ListenerArn).toBe(first.ListenerArn);
    expect(await refusal(createListener(lab, balancer, forward(group), { Port: 8002 }))).toBe(
      `DuplicateListener: A listener already exists on this port for this load balancer '${balancer}'`,
    );
  });

  test('gives an HTTPS listener a security policy, and wants its certificate', async () => {
    const secure = (rest: Partial<elbv2.CreateListenerInput>) =>
      createListener(lab, balancer, forward(group), { Protocol: 'HTTPS', Port: 443, ...rest });
    expect(await refusal(secure({}))).toBe('ValidationError: A certificate must be specified for HTTPS listeners');
    const Certificates = [{ CertificateArn: CERTIFICATE }];
    expect(await refusal(secure({ Certificates, SslPolicy: 'Nope' }))).toBe(
      "SSLPolicyNotFound: SSL policy 'Nope' not found",
    );
    const { ListenerArn, ...listener } = await secure({ Certificates });
    expect(listener).toMatchObject({ Certificates, SslPolicy: 'ELBSecurityPolicy-2016-08' });
    const listed = await lab.elbv2.send(new elbv2.DescribeListenerCertificatesCommand({ ListenerArn }));
    expect(listed.Certificates).toEqual([{ CertificateArn: CERTIFICATE, IsDefault: true }]);
  });

  test('refuses what does not fit the load balancer', async () => {
    const tcp = (await createTargetGroup(lab, 'tcp', { Protocol: 'TCP' })).TargetGroupArn;
    const other = await createVpc(lab.ec2, '10.9.0.0/16');
    const foreign = (await createTargetGroup(lab, 'foreign', { VpcId: other.vpcId })).TargetGroupArn;
    await createListener(lab, balancer, forward(group), { Port: 8000 });
    const elsewhere = (await createLoadBalancer(lab, 'web-2')).LoadBalancerArn;
    const wrong: [string, elbv2.Action, Partial<elbv2.CreateListenerInput>, string | RegExp][] = [
      [
        balancer,
        forward(group),
        { Protocol: 'TCP' },
        "ValidationError: Listener protocol 'TCP' must be one of 'HTTPS, HTTP'",
      ],
      [balancer, forward(group), { Port: 70000 }, /^ValidationError: .*'port' failed.*less than or equal to 65535/],
      [
        balancer,
        forward(tcp),
        {},
        `IncompatibleProtocols: The listener and its associated target group '${tcp}' have incompatible protocols: 'HTTP' and 'TCP'`,
      ],
      [balancer, forward(foreign), {}, /^InvalidConfigurationRequest: .*must be in the same VPC/],
      [balancer, forward(`${group}0`), {}, `TargetGroupNotFound: Target groups '${group}0' not found`],
      [
        elsewhere,
        forward(group),
        {},
        `TargetGroupAssociationLimit: The following target groups cannot be associated with more than one load balancer: ${group}`,
      ],
      [network, fixedResponse('200'), { Protocol: 'TCP' }, /^InvalidLoadBalancerAction: /],
    ];
    for (const [arn, action, rest, expected] of wrong) {
      expect(await refusal(createListener(lab, arn, action, { Port: 9000, ...rest }))).toMatch(expected);
    }
  });
});

describe('actions', () => {
  const redirect = (RedirectConfig: Partial<elbv2.RedirectActionConfig>): elbv2.Action => ({
    Type: 'redirect',
    RedirectConfig: { StatusCode: 'HTTP_301', ...RedirectConfig },
  });

  test('a redirect keeps the parts of the request that it does not name', async () => {
    const { DefaultActions } = await createListener(lab, balancer, redirect({ Protocol: 'HTTPS', Port: '443' }), {
      Port: 8100,
    });
    expect(DefaultActions?.[0]?.RedirectConfig).toEqual({
      Protocol: 'HTTPS',
      Port: '443',
      Host: '#{host}',
      Path: '/#{path}',
      Query: '#{query}',
      StatusCode: 'HTTP_301',
    });
  });

  test.each([
    ['a loop', redirect({ Port: '8101' }), /^InvalidLoadBalancerAction: .*creates a loop\.$/],
    ['a redirect without a config', { Type: 'redirect' }, /^InvalidLoadBalancerAction: .*'RedirectConfig'$/],
    ['a status that is no answer', fixedResponse('301'), /^ValidationError: .*\^\(2\|4\|5\)/],
    ['authentication on HTTP', { Type: 'authenticate-oidc', Order: 1 }, /^InvalidLoadBalancerAction: /],
    [
      'a weight of 1000',
      { Type: 'forward', ForwardConfig: { TargetGroups: [{ Weight: 1000 }] } },
      /^ValidationError: /,
    ],
  ] as [string, elbv2.Action, RegExp][])('refuses %s', async (_what, action, expected) => {
    expect(await refusal(createListener(lab, balancer, action, { Port: 8101 }))).toMatch(expected);
  });
});

describe('ModifyListener', () => {
  test('changes port and default actions, and the default rule with them', async () => {
    const { ListenerArn } = await createListener(lab, balancer, forward(group), { Port: 8200 });
    const input = { ListenerArn, Port: 8201, DefaultActions: [fixedResponse('503')] };
    const { Listeners } = await lab.elbv2.send(new elbv2.ModifyListenerCommand(input));
    expect(Listeners).toMatchObject([{ Port: 8201, Protocol: 'HTTP', DefaultActions: [fixedResponse('503')] }]);
    const { Rules } = await lab.elbv2.send(new elbv2.DescribeRulesCommand({ ListenerArn }));
    expect(Rules).toMatchObject([{ IsDefault: true, Actions: [fixedResponse('503')] }]);
  });

  test('is refused for a port that another listener has', async () => {
    const { ListenerArn } = await createListener(lab, balancer, fixedResponse('200'), { Port: 8202 });
    await createListener(lab, balancer, fixedResponse('200'), { Port: 8203 });
    const move = lab.elbv2.send(new elbv2.ModifyListenerCommand({ ListenerArn, Port: 8203 }));
    expect(await refusal(move)).toMatch(/^DuplicateListener: /);
  });
});

test('DescribeListeners wants a load balancer or listeners', async () => {
  const find = (input: elbv2.DescribeListenersInput) => lab.elbv2.send(new elbv2.DescribeListenersCommand(input));
  expect(await refusal(find({}))).toBe('ValidationError: You must specify either listener ARNs or a load balancer ARN');
  const made = await createListener(
    lab,
    network,
    forward((await createTargetGroup(lab, 'n', { Protocol: 'TCP' })).TargetGroupArn),
    {
      Protocol: 'TCP',
      Port: 53,
    },
  );
  expect((await find({ LoadBalancerArn: network })).Listeners).toMatchObject([{ ListenerArn: made.ListenerArn }]);
});

test('ModifyListenerAttributes knows which protocol has which attribute', async () => {
  const { ListenerArn } = await createListener(lab, balancer, fixedResponse('200'), { Port: 8300 });
  const set = (Key: string, Value: string) =>
    lab.elbv2.send(new elbv2.ModifyListenerAttributesCommand({ ListenerArn, Attributes: [{ Key, Value }] }));
  await set('routing.http.response.server.enabled', 'false');
  const { Attributes } = await lab.elbv2.send(new elbv2.DescribeListenerAttributesCommand({ ListenerArn }));
  expect(Attributes).toContainEqual({ Key: 'routing.http.response.server.enabled', Value: 'false' });
  expect(await refusal(set('tcp.idle_timeout.seconds', '60'))).toMatch(/^InvalidConfigurationRequest: /);
});

test('DeleteListener frees its target group', async () => {
  const own = (await createTargetGroup(lab, 'own')).TargetGroupArn;
  const { ListenerArn } = await createListener(lab, balancer, forward(own), { Port: 8400 });
  const users = async () => {
    const named = new elbv2.DescribeTargetGroupsCommand({ TargetGroupArns: [own] });
    return (await lab.elbv2.send(named)).TargetGroups?.[0]?.LoadBalancerArns;
  };
  expect(await users()).toEqual([balancer]);
  await lab.elbv2.send(new elbv2.DeleteListenerCommand({ ListenerArn }));
  expect(await users()).toEqual([]);
  const again = lab.elbv2.send(new elbv2.DeleteListenerCommand({ ListenerArn }));
  expect(await refusal(again)).toBe('ListenerNotFound: One or more listeners not found');
});
