/** An attribute of a load balancer or a target group, as the console calls and edits it. */
export interface AttributeField {
  readonly label: string;
  readonly unit?: string;
  /** What it can be; `flag` for on and off, `text` for anything. */
  readonly values: 'flag' | 'number' | 'text' | readonly string[];
}

const flag = (label: string): AttributeField => ({ label, values: 'flag' });
const text = (label: string): AttributeField => ({ label, values: 'text' });
const seconds = (label: string): AttributeField => ({ label, unit: 'seconds', values: 'number' });
const choice = (label: string, ...values: string[]): AttributeField => ({ label, values });

/**
 * The console's words for the attributes that AWS answers by key.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
 */
const FIELDS: Readonly<Record<string, AttributeField>> = {
  'deletion_protection.enabled': flag('Deletion protection'),
  'idle_timeout.timeout_seconds': seconds('Connection idle timeout'),
  'client_keep_alive.seconds': seconds('HTTP client keepalive duration'),
  'routing.http2.enabled': flag('HTTP/2'),
  'routing.http.desync_mitigation_mode': choice('Desync mitigation mode', 'defensive', 'strictest', 'monitor'),
  'routing.http.drop_invalid_header_fields.enabled': flag('Drop invalid header fields'),
  'routing.http.preserve_host_header.enabled': flag('Preserve host header'),
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': flag('TLS version and cipher headers'),
  'routing.http.xff_client_port.enabled': flag('Client port preservation'),
  'routing.http.xff_header_processing.mode': choice('X-Forwarded-For header', 'append', 'preserve', 'remove'),
  'waf.fail_open.enabled': flag('WAF fail open'),
  'zonal_shift.config.enabled': flag('ARC zonal shift integration'),
  'access_logs.s3.enabled': flag('Access logs'),
  'access_logs.s3.bucket': text('Access logs S3 bucket'),
  'access_logs.s3.prefix': text('Access logs S3 prefix'),
  'connection_logs.s3.enabled': flag('Connection logs'),
  'connection_logs.s3.bucket': text('Connection logs S3 bucket'),
  'connection_logs.s3.prefix': text('Connection logs S3 prefix'),
  'health_check_logs.s3.enabled': flag('Health check logs'),
  'health_check_logs.s3.bucket': text('Health check logs S3 bucket'),
  'health_check_logs.s3.prefix': text('Health check logs S3 prefix'),
  'dns_record.client_routing_policy': choice(
    'Client routing policy (DNS record)',
    'any_availability_zone',
    'availability_zone_affinity',
    'partial_availability_zone_affinity',
  ),
  'ipv6.deny_all_igw_traffic': flag('Block IPv6 internet gateway traffic'),
  'deregistration_delay.timeout_seconds': seconds('Deregistration delay'),
  'deregistration_delay.connection_termination.enabled': flag('Terminate connections on deregistration'),
  'slow_start.duration_seconds': seconds('Slow start duration'),
  'stickiness.enabled': flag('Stickiness'),
  'stickiness.type': choice('Stickiness type', 'lb_cookie', 'app_cookie', 'source_ip'),
  'stickiness.lb_cookie.duration_seconds': seconds('Stickiness duration'),
  'stickiness.app_cookie.cookie_name': text('App cookie name'),
  'stickiness.app_cookie.duration_seconds': seconds('App cookie duration'),
  'load_balancing.algorithm.type': choice(
    'Load balancing algorithm',
    'round_robin',
    'least_outstanding_requests',
    'weighted_random',
  ),
  'load_balancing.algorithm.anomaly_mitigation': choice('Anomaly mitigation', 'off', 'on'),
  'preserve_client_ip.enabled': flag('Preserve client IP addresses'),
  'proxy_protocol_v2.enabled': flag('Proxy protocol v2'),
  'target_health_state.unhealthy.connection_termination.enabled': flag('Terminate connections to unhealthy targets'),
};

/** Of a target group it can be left to its load balancer. */
const CROSS_ZONE = 'load_balancing.cross_zone.enabled';
const FROM_BALANCER = 'use_load_balancer_configuration';

/** How an attribute is edited; what the console has no words for is called by its key. */
export function fieldOf(key: string, owner: 'load balancer' | 'target group'): AttributeField {
  if (key !== CROSS_ZONE) return FIELDS[key] ?? text(key);
  const label = 'Cross-zone load balancing';
  return owner === 'load balancer' ? flag(label) : choice(label, FROM_BALANCER, 'true', 'false');
}

const WORDS: Readonly<Record<string, string>> = {
  [FROM_BALANCER]: 'Inherit settings from load balancer attributes',
  true: 'On',
  false: 'Off',
  lb_cookie: 'Load balancer generated cookie',
  app_cookie: 'Application-based cookie',
  round_robin: 'Round robin',
  least_outstanding_requests: 'Least outstanding requests',
  weighted_random: 'Weighted random',
  off: 'Off',
  on: 'On',
};

/** AWS's word for a value as the console says it. */
export const wordFor = (value: string): string => WORDS[value] ?? value;
