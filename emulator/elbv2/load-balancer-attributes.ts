import type { LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
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

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html */
const COMMON: AttributeRules = {
  'access_logs.s3.enabled': flag(false),
  'access_logs.s3.bucket': text(),
  'access_logs.s3.prefix': text(),
  'deletion_protection.enabled': flag(false),
  'zonal_shift.config.enabled': flag(false),
};

const APPLICATION: AttributeRules = {
  ...COMMON,
  'idle_timeout.timeout_seconds': range(60, 1, 4000),
  'client_keep_alive.seconds': range(3600, 60, 604800),
  'connection_logs.s3.enabled': flag(false),
  'connection_logs.s3.bucket': text(),
  'connection_logs.s3.prefix': text(),
  'health_check_logs.s3.enabled': flag(false),
  'health_check_logs.s3.bucket': text(),
  'health_check_logs.s3.prefix': text(),
  'routing.http2.enabled': flag(true),
  'routing.http.desync_mitigation_mode': choice('defensive', 'monitor', 'strictest'),
  'routing.http.drop_invalid_header_fields.enabled': flag(false),
  'routing.http.preserve_host_header.enabled': flag(false),
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': flag(false),
  'routing.http.xff_client_port.enabled': flag(false),
  'routing.http.xff_header_processing.mode': choice('append', 'preserve', 'remove'),
  'waf.fail_open.enabled': flag(false),
  'load_balancing.cross_zone.enabled': { ...flag(true), fixed: true },
};

const NETWORK: AttributeRules = {
  ...COMMON,
  'load_balancing.cross_zone.enabled': flag(false),
  'dns_record.client_routing_policy': choice(
    'any_availability_zone',
    'availability_zone_affinity',
    'partial_availability_zone_affinity',
  ),
  'secondary_ips.auto_assigned.per_subnet': range(0, 0, 7),
};

const DENY_IGW = 'ipv6.deny_all_igw_traffic';
function rulesFor({ Type, Scheme, IpAddressType }: LoadBalancer): AttributeRules {
  const rules = Type === 'network' ? NETWORK : APPLICATION;
  return IpAddressType === 'ipv4' ? rules : { ...rules, [DENY_IGW]: flag(Scheme === 'internal') };
}

/** The attributes of a load balancer of this type, scheme and IP address type; what was set already stays. */
export function loadBalancerAttributes(
  loadBalancer: LoadBalancer,
  set: Record<string, string> = {},
): Record<string, string> {
  const initial = initialAttributes(rulesFor(loadBalancer));
  return { ...initial, ...Object.fromEntries(Object.entries(set).filter(([key]) => key in initial)) };
}

const LOGS = ['access_logs', 'connection_logs', 'health_check_logs'];
const SECONDARY = 'secondary_ips.auto_assigned.per_subnet';

/** Logs go to a bucket, and secondary addresses of nodes are there to stay. */
function conflict(after: Values, before: Values): string | undefined {
  const lost = LOGS.find((log) => after[`${log}.s3.enabled`] === 'true' && !after[`${log}.s3.bucket`]);
  if (lost) return `Load balancer attribute '${lost}.s3.bucket' must be specified when '${lost}.s3.enabled' is 'true'`;
  const [now, then] = [Number(after[SECONDARY] ?? 0), Number(before[SECONDARY] ?? 0)];
  return now < then ? `Load balancer attribute '${SECONDARY}' cannot be decreased from '${then}'` : undefined;
}

const SUBJECT: AttributeSubject<'loadBalancers'> = {
  conflict,
  kind: 'loadBalancers',
  noun: 'Load balancer',
  rulesFor,
  owner: ({ Type }) => `load balancers with type '${Type}'`,
  known: new Set([DENY_IGW, ...Object.keys(APPLICATION), ...Object.keys(NETWORK)]),
};

export const operations = {
  DescribeLoadBalancerAttributes: (region: Region, { LoadBalancerArn }) =>
    describeAttributes(region, 'loadBalancers', LoadBalancerArn),

  ModifyLoadBalancerAttributes: (region: Region, { LoadBalancerArn, Attributes }) =>
    modifyAttributes(region, SUBJECT, LoadBalancerArn, Attributes),
} satisfies Elbv2Operations;
