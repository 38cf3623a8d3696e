import type {
  CreateTargetGroupCommandInput,
  ProtocolEnum,
  TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';

/** A health check as the console edits it; everything as the person writes it. */
export interface EditedHealthCheck {
  readonly protocol: string;
  readonly path: string;
  /** `traffic-port`, or a port of its own. */
  readonly port: string;
  readonly healthy: string;
  readonly unhealthy: string;
  readonly timeout: string;
  readonly interval: string;
  readonly codes: string;
}

export const TRAFFIC_PORT = 'traffic-port';

/** What the console offers for a new target group. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
export const newHealthCheck = (protocol: string): EditedHealthCheck =>
  isHttp(protocol)
    ? {
        protocol: 'HTTP',
        path: '/',
        port: TRAFFIC_PORT,
        healthy: '5',
        unhealthy: '2',
        timeout: '5',
        interval: '30',
        codes: '200',
      }
    : {
        protocol: 'TCP',
        path: '/',
        port: TRAFFIC_PORT,
        healthy: '5',
        unhealthy: '2',
        timeout: '10',
        interval: '30',
        codes: '200-399',
      };

/** Whether a check sends requests, which have a path and are answered with a code. */
export const isHttp = (protocol: string): boolean => protocol.startsWith('HTTP');

/** The protocols that the check of a group of this protocol can have. */
export const checkProtocols = (groupProtocol: string): readonly ProtocolEnum[] =>
  isHttp(groupProtocol) ? ['HTTP', 'HTTPS'] : ['TCP', 'HTTP', 'HTTPS'];

export const editedHealthCheck = (group: TargetGroup): EditedHealthCheck => ({
  protocol: group.HealthCheckProtocol ?? 'HTTP',
  path: group.HealthCheckPath ?? '/',
  port: group.HealthCheckPort ?? TRAFFIC_PORT,
  healthy: String(group.HealthyThresholdCount ?? ''),
  unhealthy: String(group.UnhealthyThresholdCount ?? ''),
  timeout: String(group.HealthCheckTimeoutSeconds ?? ''),
  interval: String(group.HealthCheckIntervalSeconds ?? ''),
  codes: group.Matcher?.HttpCode ?? '200',
});

/** The check as a request names it. */
export function healthCheckRequest(check: EditedHealthCheck): Partial<CreateTargetGroupCommandInput> {
  const http = { HealthCheckPath: check.path, Matcher: { HttpCode: check.codes } };
  return {
    HealthCheckProtocol: checkProtocols('TCP').find((each) => each === check.protocol),
    HealthCheckPort: check.port,
    HealthyThresholdCount: Number(check.healthy),
    UnhealthyThresholdCount: Number(check.unhealthy),
    HealthCheckTimeoutSeconds: Number(check.timeout),
    HealthCheckIntervalSeconds: Number(check.interval),
    ...(isHttp(check.protocol) && http),
  };
}
