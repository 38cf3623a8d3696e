import type { TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Region } from '../state.ts';
import {
  type AttributeRules,
  type AttributeSubject,
  choice,
  describeAttributes,
  flag,
  initialAttributes,
  modifyAttributes,
  range,
  text,
  type Values,
} from './attribute.ts';
import type { Elbv2Operations } from './operations.ts';

const WEEK = 604800;
const MANY_TARGETS = 1000;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html */
const GROUP_HEALTH: AttributeRules = {
  'load_balancing.cross_zone.enabled': choice('use_load_balancer_configuration', 'true', 'false'),
  'target_group_health.dns_failover.minimum_healthy_targets.count': {
    ...range(1, 1, MANY_TARGETS),
    words: ['off'],
  },
  'target_group_health.dns_failover.minimum_healthy_targets.percentage': range('off', 1, 100),
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': range(1, 1, MANY_TARGETS),
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': range('off', 1, 100),
};

const COOKIE_STICKINESS: AttributeRules = {
  'stickiness.enabled': flag(false),
  'stickiness.type': choice('lb_cookie', 'app_cookie'),
  'stickiness.lb_cookie.duration_seconds': range(86400, 1, WEEK),
  'stickiness.app_cookie.cookie_name': text(),
  'stickiness.app_cookie.duration_seconds': range(86400, 1, WEEK),
};

const APPLICATION: AttributeRules = {
  'deregistration_delay.timeout_seconds': range(300, 0, 3600),
  ...COOKIE_STICKINESS,
  'slow_start.duration_seconds': { ...range(0, 30, 900), words: ['0'] },
  'load_balancing.algorithm.type': choice('round_robin', 'least_outstanding_requests', 'weighted_random'),
  'load_balancing.algorithm.anomaly_mitigation': choice('off', 'on'),
  ...GROUP_HEALTH,
};

const LAMBDA: AttributeRules = {
  ...COOKIE_STICKINESS,
  'lambda.multi_value_headers.enabled': flag(false),
  ...GROUP_HEALTH,
};

const isDatagram = (protocol: string | undefined) => protocol === 'UDP' || protocol === 'TCP_UDP';

/** Client IP preservation is off at first only for IP targets over TCP or TLS, and cannot be turned off for UDP. */
function networkRules({ TargetType, Protocol }: TargetGroup): AttributeRules {
  const datagram = isDatagram(Protocol);
  const preserve = !(TargetType === 'ip' && (Protocol === 'TCP' || Protocol === 'TLS'));
  return {
    'deregistration_delay.timeout_seconds': range(300, 0, 3600),
    'deregistration_delay.connection_termination.enabled': flag(datagram),
    'stickiness.enabled': flag(false),
    'stickiness.type': choice('source_ip'),
    'preserve_client_ip.enabled': datagram ? { ...flag(true), fixed: true } : flag(preserve),
    'proxy_protocol_v2.enabled': flag(false),
    'target_health_state.unhealthy.connection_termination.enabled': datagram
      ? { ...flag(false), fixed: true }
      : flag(true),
    'target_health_state.unhealthy.draining_interval_seconds': range(0, 0, 360000),
    ...GROUP_HEALTH,
  };
}

function rulesFor(group: TargetGroup): AttributeRules {
  if (group.TargetType === 'lambda') return LAMBDA;
  return group.Protocol === 'HTTP' || group.Protocol === 'HTTPS' ? APPLICATION : networkRules(group);
}

/** The attributes of a new target group of this protocol and target type. */
export const targetGroupAttributes = (group: TargetGroup): Record<string, string> => initialAttributes(rulesFor(group));

const ALGORITHM = 'load_balancing.algorithm.type';
const RESERVED_COOKIE = /^AWSALB/;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html */
function conflict(after: Values): string | undefined {
  const refuse = (key: string, why: string) => `Target group attribute '${key}' with value '${after[key]}' ${why}`;
  const cookie = after['stickiness.app_cookie.cookie_name'] ?? '';
  if (RESERVED_COOKIE.test(cookie)) {
    return refuse('stickiness.app_cookie.cookie_name', 'has a prefix that is reserved for the load balancer');
  }
  if (after['stickiness.enabled'] === 'true' && after['stickiness.type'] === 'app_cookie' && cookie === '') {
    return refuse('stickiness.type', "needs the attribute 'stickiness.app_cookie.cookie_name'");
  }
  if (after[ALGORITHM] !== 'round_robin' && Number(after['slow_start.duration_seconds'] ?? 0) > 0) {
    return refuse('slow_start.duration_seconds', `is not supported with the algorithm '${after[ALGORITHM]}'`);
  }
  if (after['load_balancing.algorithm.anomaly_mitigation'] === 'on' && after[ALGORITHM] !== 'weighted_random') {
    return refuse(
      'load_balancing.algorithm.anomaly_mitigation',
      "is only supported with the algorithm 'weighted_random'",
    );
  }
  const draining = 'target_health_state.unhealthy.draining_interval_seconds';
  const terminating = 'target_health_state.unhealthy.connection_termination.enabled';
  if (after[terminating] === 'true' && Number(after[draining]) > 0) {
    return refuse(draining, `is only supported when '${terminating}' is 'false'`);
  }
  return undefined;
}

const SUBJECT: AttributeSubject<'targetGroups'> = {
  conflict,
  kind: 'targetGroups',
  noun: 'Target group',
  rulesFor,
  owner: ({ TargetType, Protocol }) =>
    TargetType === 'lambda' ? "target groups of type 'lambda'" : `target groups with protocol ${Protocol}`,
  known: new Set([...Object.keys(APPLICATION), ...Object.keys(LAMBDA), ...Object.keys(networkRules({}))]),
};

export const operations = {
  DescribeTargetGroupAttributes: (region: Region, { TargetGroupArn }) =>
    describeAttributes(region, 'targetGroups', TargetGroupArn),

  ModifyTargetGroupAttributes: (region: Region, { TargetGroupArn, Attributes }) =>
    modifyAttributes(region, SUBJECT, TargetGroupArn, Attributes),
} satisfies Elbv2Operations;
