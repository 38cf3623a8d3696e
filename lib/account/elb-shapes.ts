import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Outputs } from './command.ts';
import type { Field, Shape } from './shape.ts';

const LOAD_BALANCER: Shape<elbv2.LoadBalancer> = {
  LoadBalancerArn: 'text',
  LoadBalancerName: 'text',
  DNSName: 'text',
  Type: 'text',
  Scheme: 'text',
  VpcId: 'text',
  State: { Code: 'text' },
  AvailabilityZones: [
    {
      ZoneName: 'text',
      SubnetId: 'text',
      LoadBalancerAddresses: [
        { AllocationId: 'text', IpAddress: 'text', IPv6Address: 'text', PrivateIPv4Address: 'text' },
      ],
    },
  ],
  SecurityGroups: ['text'],
  IpAddressType: 'text',
  EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'text',
};

const ACTIONS: Field<elbv2.Action[]> = [
  {
    Type: 'text',
    Order: 'number',
    TargetGroupArn: 'text',
    ForwardConfig: { TargetGroups: [{ TargetGroupArn: 'text', Weight: 'number' }] },
    FixedResponseConfig: { StatusCode: 'text' },
    RedirectConfig: { Host: 'text', Path: 'text', Port: 'text', Protocol: 'text', Query: 'text', StatusCode: 'text' },
  },
];

const VALUES: Shape<elbv2.HostHeaderConditionConfig> = { Values: ['text'], RegexValues: ['text'] };

const CONDITION: Shape<elbv2.RuleCondition> = {
  Field: 'text',
  Values: ['text'],
  RegexValues: ['text'],
  HostHeaderConfig: VALUES,
  PathPatternConfig: VALUES,
  HttpHeaderConfig: { HttpHeaderName: 'text', ...VALUES },
  HttpRequestMethodConfig: { Values: ['text'] },
  QueryStringConfig: { Values: [{ Key: 'text', Value: 'text' }] },
  SourceIpConfig: { Values: ['text'], IpAddressType: 'text' },
};

const TARGET_GROUP: Shape<elbv2.TargetGroup> = {
  TargetGroupArn: 'text',
  TargetGroupName: 'text',
  TargetType: 'text',
  Protocol: 'text',
  ProtocolVersion: 'text',
  Port: 'number',
  VpcId: 'text',
  IpAddressType: 'text',
  LoadBalancerArns: ['text'],
  HealthCheckEnabled: 'flag',
  HealthCheckPath: 'text',
  HealthCheckPort: 'text',
  HealthCheckProtocol: 'text',
  Matcher: { HttpCode: 'text', GrpcCode: 'text' },
};

const ATTRIBUTES = [{ Key: 'text', Value: 'text' }] as const;

/** What the answers of Elastic Load Balancing's commands must look like. */
export const ELB_OUTPUTS = {
  'elbv2 describe-load-balancers': { LoadBalancers: [LOAD_BALANCER] },
  'elbv2 describe-load-balancer-attributes': { Attributes: ATTRIBUTES },
  'elbv2 describe-listeners': {
    Listeners: [
      { ListenerArn: 'text', LoadBalancerArn: 'text', Port: 'number', Protocol: 'text', DefaultActions: ACTIONS },
    ],
  },
  'elbv2 describe-rules': {
    Rules: [{ RuleArn: 'text', Priority: 'text', IsDefault: 'flag', Conditions: [CONDITION], Actions: ACTIONS }],
  },
  'elbv2 describe-target-groups': { TargetGroups: [TARGET_GROUP] },
  'elbv2 describe-target-group-attributes': { Attributes: ATTRIBUTES },
  'elbv2 describe-target-health': {
    TargetHealthDescriptions: [
      {
        HealthCheckPort: 'text',
        Target: { Id: 'text', Port: 'number', AvailabilityZone: 'text' },
        TargetHealth: { State: 'text', Reason: 'text', Description: 'text' },
      },
    ],
  },
  'elbv2 describe-tags': { TagDescriptions: [{ ResourceArn: 'text', Tags: [{ Key: 'text', Value: 'text' }] }] },
} satisfies { readonly [C in keyof Outputs]?: Shape<Outputs[C]> };
