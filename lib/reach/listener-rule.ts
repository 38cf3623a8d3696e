import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener, ListenerRule } from '../network/load-balancer.ts';

/** An HTTP request as listener rules see it. */
export interface Request {
  readonly path: string;
  readonly host?: string;
  readonly method?: string;
  /** The listener's port; 80 when absent. */
  readonly port?: number;
}

/** The rule that a request meets: the first by priority whose conditions all hold; the default rule has none. */
export function ruleFor(listener: Listener, request: Request): ListenerRule | undefined {
  return listener.rules.find((rule) => rule.conditions.every((condition) => holds(condition, request)));
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
function holds(condition: RuleCondition, { path, host, method = 'GET' }: Request): boolean {
  const values = (config: { Values?: string[] } | undefined) => config?.Values ?? condition.Values ?? [];
  switch (condition.Field) {
    case 'path-pattern':
      return values(condition.PathPatternConfig).some((pattern) => like(pattern).test(path.split('?')[0] ?? ''));
    case 'host-header':
      return host !== undefined && values(condition.HostHeaderConfig).some((pattern) => like(pattern, 'i').test(host));
    case 'http-request-method':
      return values(condition.HttpRequestMethodConfig).includes(method);
    case 'source-ip':
      return values(condition.SourceIpConfig).some((block) => block === '0.0.0.0/0' || block === '::/0');
    default:
      return false;
  }
}

/** `*` stands for any run of characters, `?` for one. */
function like(pattern: string, flags = ''): RegExp {
  const source = pattern
    .replace(/[$()+.[\\\]^{|}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, `s${flags}`);
}

/** The target groups that a rule may send a request to: those with a weight above zero. */
export function forwardsTo(rule: ListenerRule): string[] {
  return rule.actions
    .filter((action) => action.Type === 'forward')
    .flatMap((action) => {
      const weighted = action.ForwardConfig?.TargetGroups ?? [];
      if (weighted.length === 0) return action.TargetGroupArn ? [action.TargetGroupArn] : [];
      return weighted.flatMap((each) => (each.TargetGroupArn && (each.Weight ?? 1) > 0 ? [each.TargetGroupArn] : []));
    });
}
