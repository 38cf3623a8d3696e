import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  ACCOUNT,
  dotted,
  type Instance,
  type LoadBalancer,
  type Printed,
  REGION,
  type TargetGroup,
  type Vpc,
} from '../plan.ts';
import type { Random } from '../random.ts';

export const loadBalancer = (balancer: LoadBalancer, vpc: Vpc, random: Random): Printed<elbv2.LoadBalancer> => ({
  LoadBalancerArn: balancer.arn,
  DNSName: `${balancer.internetFacing ? '' : 'internal-'}${balancer.name}-${random.between(1e8, 2e9)}.${REGION}.elb.amazonaws.com`,
  CanonicalHostedZoneId: balancer.type === 'application' ? 'Z35SXDOTRQ7X7K' : 'Z26RNL4JYFTOTI',
  CreatedTime: random.time().replace('+', '.123000+'),
  LoadBalancerName: balancer.name,
  Scheme: balancer.internetFacing ? 'internet-facing' : 'internal',
  VpcId: vpc.id,
  State: { Code: 'active' },
  Type: balancer.type,
  AvailabilityZones: balancer.subnets.map(({ id, zone }) => ({
    ZoneName: zone.name,
    SubnetId: id,
    LoadBalancerAddresses: [],
  })),
  ...(balancer.groups.length > 0 && { SecurityGroups: balancer.groups.map(({ id }) => id) }),
  IpAddressType: vpc.ipv6 && balancer.internetFacing ? 'dualstack' : 'ipv4',
});

interface Listening {
  readonly listener: Printed<elbv2.Listener>;
  readonly rules: Printed<elbv2.Rule>[];
}

/** HTTPS that is shared out among the target groups by path, with HTTP sent on to it; or TCP to a single group. */
export function listenersOf(balancer: LoadBalancer, random: Random): Listening[] {
  const [first, ...others] = balancer.targetGroups;
  if (!first) return [];
  if (balancer.type === 'network') return [listening(balancer, 443, 'TCP', [forward(first)], [], random)];
  const redirect: elbv2.Action = {
    Type: 'redirect',
    Order: 1,
    RedirectConfig: {
      Protocol: 'HTTPS',
      Port: '443',
      Host: '#{host}',
      Path: '/#{path}',
      Query: '#{query}',
      StatusCode: 'HTTP_301',
    },
  };
  return [
    listening(balancer, 80, 'HTTP', [redirect], [], random),
    listening(balancer, 443, 'HTTPS', [forward(first)], others, random),
  ];
}

const forward = ({ arn }: TargetGroup): elbv2.Action => ({
  Type: 'forward',
  TargetGroupArn: arn,
  ForwardConfig: {
    TargetGroups: [{ TargetGroupArn: arn, Weight: 1 }],
    TargetGroupStickinessConfig: { Enabled: false },
  },
});

function listening(
  { arn }: LoadBalancer,
  Port: number,
  Protocol: elbv2.ProtocolEnum,
  actions: elbv2.Action[],
  others: readonly TargetGroup[],
  random: Random,
): Listening {
  const ListenerArn = `${arn.replace(':loadbalancer/', ':listener/')}/${random.hex(16)}`;
  const ruleArn = () => `${ListenerArn.replace(':listener/', ':listener-rule/')}/${random.hex(16)}`;
  const rules = others.map((group, i) => ({
    RuleArn: ruleArn(),
    Priority: `${(i + 1) * 10}`,
    Conditions: [
      {
        Field: 'path-pattern',
        Values: [`/${group.fleet.role}${i}/*`],
        PathPatternConfig: { Values: [`/${group.fleet.role}${i}/*`] },
      },
    ],
    Actions: [forward(group)],
    IsDefault: false,
    Transforms: [],
  }));
  const last = {
    RuleArn: ruleArn(),
    Priority: 'default',
    Conditions: [],
    Actions: actions,
    IsDefault: true,
    Transforms: [],
  };
  const secure = {
    Certificates: [{ CertificateArn: `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/${random.uuid()}` }],
    SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    MutualAuthentication: { Mode: 'off' },
  };
  return {
    listener: {
      ListenerArn,
      LoadBalancerArn: arn,
      Port,
      Protocol,
      ...(Protocol === 'HTTPS' && secure),
      DefaultActions: actions,
    },
    rules: [...rules, last],
  };
}

export const targetGroup = (group: TargetGroup, balancer: LoadBalancer, vpc: Vpc): Printed<elbv2.TargetGroup> => ({
  TargetGroupArn: group.arn,
  TargetGroupName: group.name,
  Protocol: balancer.type === 'application' ? 'HTTP' : 'TCP',
  Port: group.port,
  VpcId: vpc.id,
  HealthCheckProtocol: balancer.type === 'application' ? 'HTTP' : 'TCP',
  HealthCheckPort: 'traffic-port',
  HealthCheckEnabled: true,
  HealthCheckIntervalSeconds: 30,
  HealthCheckTimeoutSeconds: balancer.type === 'application' ? 5 : 10,
  HealthyThresholdCount: 5,
  UnhealthyThresholdCount: 2,
  ...(balancer.type === 'application' && {
    HealthCheckPath: '/health',
    Matcher: { HttpCode: '200' },
    ProtocolVersion: 'HTTP1',
  }),
  LoadBalancerArns: [balancer.arn],
  TargetType: group.byAddress ? 'ip' : 'instance',
  IpAddressType: 'ipv4',
});

export const targetHealth = (group: TargetGroup, random: Random): Printed<elbv2.TargetHealthDescription>[] =>
  group.fleet.instances.map((instance) => ({
    Target: target(group, instance),
    HealthCheckPort: `${group.port}`,
    TargetHealth: healthOf(instance, random),
    AdministrativeOverride: {
      State: 'no_override',
      Reason: 'AdministrativeOverride.NoOverride',
      Description: 'No override is currently active on target',
    },
  }));

function target(group: TargetGroup, { id, nics }: Instance): elbv2.TargetDescription {
  if (!group.byAddress) return { Id: id, Port: group.port };
  return {
    Id: dotted(nics[0]?.addresses[0] ?? 0),
    Port: group.port,
    AvailabilityZone: nics[0]?.subnet.zone.name,
  };
}

function healthOf({ state }: Instance, random: Random): elbv2.TargetHealth {
  if (state === 'stopped')
    return { State: 'unused', Reason: 'Target.InvalidState', Description: 'Target is in the stopped state' };
  if (random.chance(0.96)) return { State: 'healthy' };
  return { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' };
}

const pairs = (attributes: Readonly<Record<string, string>>) =>
  Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));

export const balancerAttributes = ({ type }: LoadBalancer) =>
  pairs({
    'access_logs.s3.enabled': 'false',
    'access_logs.s3.bucket': '',
    'access_logs.s3.prefix': '',
    'deletion_protection.enabled': 'true',
    'load_balancing.cross_zone.enabled': `${type === 'application'}`,
    'zonal_shift.config.enabled': 'false',
    ...(type === 'application' && {
      'idle_timeout.timeout_seconds': '60',
      'routing.http2.enabled': 'true',
      'routing.http.drop_invalid_header_fields.enabled': 'false',
      'routing.http.xff_client_port.enabled': 'false',
      'routing.http.preserve_host_header.enabled': 'false',
      'client_keep_alive.seconds': '3600',
    }),
  });

export const targetGroupAttributes = ({ byAddress }: TargetGroup, { type }: LoadBalancer) =>
  pairs({
    'stickiness.enabled': 'false',
    'deregistration_delay.timeout_seconds': '300',
    'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
    'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': '1',
    ...(type === 'application'
      ? { 'load_balancing.algorithm.type': 'round_robin', 'slow_start.duration_seconds': '0' }
      : { 'preserve_client_ip.enabled': `${!byAddress}`, 'proxy_protocol_v2.enabled': 'false' }),
  });
