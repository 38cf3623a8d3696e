import type {
  CreateTargetGroupInput,
  ModifyTargetGroupInput,
  TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';
import { inRange, validationError } from './constraint.ts';

const MEMBERS = [
  'HealthCheckProtocol',
  'HealthCheckPort',
  'HealthCheckEnabled',
  'HealthCheckPath',
  'HealthCheckIntervalSeconds',
  'HealthCheckTimeoutSeconds',
  'HealthyThresholdCount',
  'UnhealthyThresholdCount',
  'Matcher',
] as const satisfies readonly (keyof TargetGroup)[];

type HealthCheck = Pick<TargetGroup, (typeof MEMBERS)[number]>;

type Request = Pick<CreateTargetGroupInput | ModifyTargetGroupInput, keyof HealthCheck>;

const isHttp = (protocol: string | undefined) => protocol === 'HTTP' || protocol === 'HTTPS';

/** Whether the targets answer HTTP, whatever carries it; an ALB behind an NLB does. */
const speaksHttp = ({ Protocol, TargetType }: TargetGroup) => isHttp(Protocol) || TargetType === 'alb';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
function defaults(group: TargetGroup, protocol: HealthCheck['HealthCheckProtocol']): HealthCheck {
  const counts = { HealthyThresholdCount: 5, UnhealthyThresholdCount: 2 };
  if (group.TargetType === 'lambda') {
    const lambda = { HealthCheckEnabled: false, HealthCheckIntervalSeconds: 35, HealthCheckTimeoutSeconds: 30 };
    return { ...counts, UnhealthyThresholdCount: 5, ...lambda, HealthCheckPath: '/', Matcher: { HttpCode: '200' } };
  }
  return {
    ...counts,
    HealthCheckEnabled: true,
    HealthCheckProtocol: protocol,
    HealthCheckPort: 'traffic-port',
    HealthCheckIntervalSeconds: 30,
    HealthCheckTimeoutSeconds: timeoutOf(group.Protocol, protocol),
    ...(isHttp(protocol) ? pageDefaults(group) : {}),
  };
}

function timeoutOf(protocol: string | undefined, checkProtocol: string | undefined): number {
  if (isHttp(protocol)) return 5;
  return checkProtocol === 'HTTP' ? 6 : 10;
}

function pageDefaults({ Protocol, ProtocolVersion }: TargetGroup): HealthCheck {
  if (ProtocolVersion === 'GRPC') return { HealthCheckPath: '/AWS.ALB/healthcheck', Matcher: { GrpcCode: '12' } };
  return { HealthCheckPath: '/', Matcher: { HttpCode: isHttp(Protocol) ? '200' : '200-399' } };
}

/** The health check of a target group after a request, with AWS's defaults for what neither it nor `before` says. */
export function healthCheckOf(group: TargetGroup, request: Request, before: HealthCheck = {}): HealthCheck {
  const protocol = request.HealthCheckProtocol ?? before.HealthCheckProtocol ?? (speaksHttp(group) ? 'HTTP' : 'TCP');
  const check = { ...defaults(group, protocol), ...given(before), ...given(request) };
  if (!isHttp(protocol) && group.TargetType !== 'lambda') {
    check.HealthCheckPath = request.HealthCheckPath;
    check.Matcher = request.Matcher;
  }
  checkProtocol(group, check);
  checkPage(request, group, check);
  checkNumbers(check);
  return check;
}

function given(request: Request): HealthCheck {
  const members = MEMBERS.map((member) => [member, request[member]] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

function checkProtocol(group: TargetGroup, check: HealthCheck): void {
  const { TargetType } = group;
  if (TargetType === 'lambda') return;
  const allowed = speaksHttp(group) ? ['HTTPS', 'HTTP'] : ['HTTPS', 'HTTP', 'TCP'];
  if (!allowed.includes(check.HealthCheckProtocol ?? '')) {
    throw validationError(
      `Health check protocol '${check.HealthCheckProtocol}' must be one of '${allowed.join(', ')}'`,
    );
  }
  if (check.HealthCheckEnabled === false) {
    throw validationError(`Health check enabled must be true for target groups with target type '${TargetType}'`);
  }
  const port = check.HealthCheckPort ?? '';
  if (port !== 'traffic-port' && !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65535)) {
    throw validationError(`Health check port '${port}' must be in the range 1-65535 or 'traffic-port'`);
  }
}

function checkPage(request: Request, group: TargetGroup, check: HealthCheck): void {
  if (!isHttp(check.HealthCheckProtocol) && group.TargetType !== 'lambda') {
    const what = request.HealthCheckPath ? 'paths' : request.Matcher ? 'matchers' : undefined;
    if (!what) return;
    throw new AwsError(
      'InvalidConfigurationRequest',
      `Custom health check ${what} are not supported for health checks with the ${check.HealthCheckProtocol} protocol`,
    );
  }
  const { HealthCheckPath = '/', Matcher } = check;
  if (!HealthCheckPath.startsWith('/') || HealthCheckPath.length > 1024) {
    throw validationError(
      `Health check path '${HealthCheckPath}' must start with '/' and be at most 1024 characters long`,
    );
  }
  const [field, text, smallest, largest] =
    group.ProtocolVersion === 'GRPC'
      ? (['gRPC', Matcher?.GrpcCode, 0, 99] as const)
      : (['HTTP', Matcher?.HttpCode, 200, isHttp(group.Protocol) ? 499 : 599] as const);
  if (!text || !codesFit(text, smallest, largest)) {
    throw validationError(
      `Health check matcher ${field} code '${text ?? ''}' must be within '${smallest}-${largest}' inclusive`,
    );
  }
}

/** `200`, `200,202` or `200-299`. */
function codesFit(text: string, smallest: number, largest: number): boolean {
  return text.split(',').every((part) => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    return first !== undefined && Number(first) >= smallest && Number(first) <= Number(last) && Number(last) <= largest;
  });
}

function checkNumbers(check: HealthCheck): void {
  inRange('healthCheckIntervalSeconds', check.HealthCheckIntervalSeconds, 5, 300);
  inRange('healthCheckTimeoutSeconds', check.HealthCheckTimeoutSeconds, 2, 120);
  inRange('healthyThresholdCount', check.HealthyThresholdCount, 2, 10);
  inRange('unhealthyThresholdCount', check.UnhealthyThresholdCount, 2, 10);
  if ((check.HealthCheckTimeoutSeconds ?? 0) >= (check.HealthCheckIntervalSeconds ?? 300)) {
    throw validationError('Health check interval must be greater than the timeout.');
  }
}
