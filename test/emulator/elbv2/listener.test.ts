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
    ['a redirect that changes the query only', redirect({ Query: 'a=b' }), /^InvalidLoadBalancerAction: .*a loop\.$/],
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

describe('authentication', () => {
  const Certificates = [{ CertificateArn: CERTIFICATE }];
  let port = 8600;
  const secure = (...DefaultActions: elbv2.Action[]) =>
    lab.elbv2.send(
      new elbv2.CreateListenerCommand({
        LoadBalancerArn: balancer,
        Protocol: 'HTTPS',
        Port: port++,
        Certificates,
        DefaultActions,
      }),
    );
  const last: elbv2.Action = { ...fixedResponse('200'), Order: 2 };

  const cognito = (config: Partial<elbv2.AuthenticateCognitoActionConfig> = {}): elbv2.Action => ({
    Type: 'authenticate-cognito',
    Order: 1,
    AuthenticateCognitoConfig: {
      UserPoolArn: 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Abc',
      UserPoolClientId: 'client',
      UserPoolDomain: 'shop',
      ...config,
    },
  });
  const oidc = (config: Partial<elbv2.AuthenticateOidcActionConfig> = {}): elbv2.Action => ({
    Type: 'authenticate-oidc',
    Order: 1,
    AuthenticateOidcConfig: {
      Issuer: 'https://id.example.com',
      AuthorizationEndpoint: 'https://id.example.com/authorize',
      TokenEndpoint: 'https://id.example.com/token',
      UserInfoEndpoint: 'https://id.example.com/me',
      ClientId: 'client',
      ClientSecret: 'secret',
      ...config,
    },
  });
  const jwt = (config: Partial<elbv2.JwtValidationActionConfig> = {}): elbv2.Action => ({
    Type: 'jwt-validation',
    Order: 1,
    JwtValidationConfig: { JwksEndpoint: 'https://id.example.com/jwks', Issuer: 'https://id.example.com', ...config },
  });

  test('gets the documented defaults, and never shows a secret', async () => {
    const defaults = {
      SessionCookieName: 'AWSELBAuthSessionCookie',
      Scope: 'openid',
      SessionTimeout: 604800,
      OnUnauthenticatedRequest: 'authenticate',
    };
    const first = (await secure(last, cognito())).Listeners?.[0]?.DefaultActions?.[0];
    expect(first).toEqual({
      ...cognito(),
      AuthenticateCognitoConfig: { ...cognito().AuthenticateCognitoConfig, ...defaults },
    });
    const { Listeners } = await secure(oidc({ SessionTimeout: 60 }), last);
    const { ClientSecret: _secret, ...shown } = oidc().AuthenticateOidcConfig!;
    expect(Listeners?.[0]?.DefaultActions?.[0]?.AuthenticateOidcConfig).toEqual({
      ...shown,
      ...defaults,
      SessionTimeout: 60,
    });
    expect((await secure(jwt(), last)).Listeners?.[0]?.DefaultActions?.[0]).toEqual(jwt());
  });

  test('keeps its secret through a change that says so', async () => {
    const { Listeners } = await secure(oidc(), last);
    const ListenerArn = Listeners?.[0]?.ListenerArn;
    const change = (config: Partial<elbv2.AuthenticateOidcActionConfig>) =>
      lab.elbv2.send(new elbv2.ModifyListenerCommand({ ListenerArn, DefaultActions: [oidc(config), last] }));
    const kept = { ClientId: 'other', ClientSecret: undefined, UseExistingClientSecret: true };
    expect((await change(kept)).Listeners?.[0]?.DefaultActions?.[0]?.AuthenticateOidcConfig?.ClientId).toBe('other');
    expect(await refusal(change({ ClientSecret: undefined }))).toMatch(/must specify a client secret$/);
    expect(await refusal(lab.elbv2.send(new elbv2.ModifyListenerCommand({ ListenerArn, Port: port++ })))).toBe(
      'accepted',
    );
  });

  const claim = (Name: string, ...Values: string[]) => ({
    AdditionalClaims: [{ Format: 'space-separated-values' as const, Name, Values }],
  });

  test.each([
    ['no order', [{ ...cognito(), Order: undefined }, last], /^InvalidLoadBalancerAction: .*order for each action/],
    ['one order twice', [cognito(), { ...last, Order: 1 }], /^InvalidLoadBalancerAction: The same order/],
    ['nothing after it', [cognito()], /^InvalidLoadBalancerAction: Exactly one action/],
    ['another way beside it', [cognito(), { ...jwt(), Order: 2 }, { ...last, Order: 3 }], /^TooManyActions: /],
    ['no user pool client', [cognito({ UserPoolClientId: '' }), last], /following fields: 'UserPoolClientId'$/],
    ['a session of 0 seconds', [cognito({ SessionTimeout: 0 }), last], /^ValidationError: .*sessionTimeout/],
    ['an unknown behaviour', [cognito({ OnUnauthenticatedRequest: 'ask' as 'deny' }), last], /^ValidationError: /],
    ['a user pool that is none', [cognito({ UserPoolArn: 'pool' }), last], /user pool ARN 'pool' is not valid$/],
    ['an endpoint without HTTPS', [oidc({ TokenEndpoint: 'http://id.example.com' }), last], /must be a full URL/],
    [
      'two secrets',
      [oidc({ UseExistingClientSecret: true }), last],
      'InvalidLoadBalancerAction: You cannot both specify a client secret and set UseExistingClientSecret to true',
    ],
    ['an old secret at first', [oidc({ ClientSecret: '', UseExistingClientSecret: true }), last], /client secret$/],
    ['the claim exp', [jwt(claim('exp', '1')), last], /^InvalidLoadBalancerAction: The claim name 'exp'/],
    ['a space in a claim', [jwt(claim('scope', 'a b')), last], /^ValidationError: .*cannot include spaces$/],
    ['eleven values', [jwt(claim('scope', ...'abcdefghijk')), last], /^ValidationError: .*between 1 and 10/],
    ['no JWKS endpoint', [jwt({ JwksEndpoint: '' }), last], /^InvalidLoadBalancerAction: .*'JwksEndpoint'$/],
  ] as [string, elbv2.Action[], RegExp][])('is refused with %s', async (_what, actions, expected) => {
    expect(await refusal(secure(...actions))).toMatch(expected);
  });

  test('a redirect never leaves HTTPS', async () => {
    const config = { StatusCode: 'HTTP_301', Protocol: 'HTTP', Port: '80' } as const;
    expect(await refusal(secure({ Type: 'redirect', RedirectConfig: config }))).toBe(
      'InvalidLoadBalancerAction: You cannot redirect HTTPS to HTTP',
    );
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

describe('a listener', () => {
  const tcp = async (name: string, Protocol: elbv2.ProtocolEnum = 'TCP') =>
    forward((await createTargetGroup(lab, name, { Protocol })).TargetGroupArn);

  test('is one of at most fifty', async () => {
    const { LoadBalancerArn } = await createLoadBalancer(lab, 'crowded');
    for (let port = 1; port <= 50; port++) {
      await createListener(lab, LoadBalancerArn, fixedResponse('200'), { Port: port });
    }
    const more = createListener(lab, LoadBalancerArn, fixedResponse('200'), { Port: 51 });
    expect(await refusal(more)).toMatch(/^TooManyListeners: .*'50'/);
  });

  test('takes exactly one certificate, of ACM or IAM', async () => {
    const secure = (...arns: string[]) =>
      refusal(
        createListener(lab, balancer, fixedResponse('200'), {
          Protocol: 'HTTPS',
          Port: 8701,
          Certificates: arns.map((CertificateArn) => ({ CertificateArn })),
        }),
      );
    expect(await secure(CERTIFICATE, CERTIFICATE)).toMatch(/^ValidationError: Exactly one certificate/);
    expect(await secure('arn:aws:s3:::bucket')).toMatch(/^CertificateNotFound: /);
    expect(await secure('arn:aws:iam::123456789012:server-certificate/web')).toBe('accepted');
  });

  test('has an ALPN policy over TLS only', async () => {
    const listen = async (AlpnPolicy: string[], Protocol: 'TLS' | 'TCP' = 'TLS') => {
      const Certificates = Protocol === 'TLS' ? [{ CertificateArn: CERTIFICATE }] : undefined;
      const action = await tcp(`alpn-${Protocol}`, Protocol);
      return createListener(lab, network, action, { Protocol, Port: 8702, AlpnPolicy, Certificates });
    };
    expect(await refusal(listen(['HTTP2Only'], 'TCP'))).toMatch(/^ValidationError: ALPN policies cannot/);
    expect(await refusal(listen(['HTTP3']))).toMatch(/^ALPNPolicyNot\w+: ALPN policy 'HTTP3' is not supported/);
    expect(await refusal(listen(['HTTP1Only', 'HTTP2Only']))).toMatch(/^ValidationError: Exactly one/);
    expect((await listen(['HTTP2Preferred'])).AlpnPolicy).toEqual(['HTTP2Preferred']);
  });

  test('of another protocol on the same port is a duplicate too', async () => {
    await createListener(lab, network, await tcp('dns-tcp'), { Protocol: 'TCP', Port: 5353 });
    const udp = createListener(lab, network, await tcp('dns-udp', 'UDP'), { Protocol: 'UDP', Port: 5353 });
    expect(await refusal(udp)).toMatch(/^DuplicateListener: /);
  });

  test('that differs in its certificate is no repetition', async () => {
    const listen = (last: string) =>
      createListener(lab, balancer, fixedResponse('200'), {
        Protocol: 'HTTPS',
        Port: 8703,
        Certificates: [{ CertificateArn: `${CERTIFICATE.slice(0, -1)}${last}` }],
      });
    expect((await listen('1')).ListenerArn).toBe((await listen('1')).ListenerArn);
    expect(await refusal(listen('2'))).toMatch(/^DuplicateListener: /);
  });
});
