import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { addressSet, type Family, PUBLIC, parseCidr } from '../network/address.ts';
import { covers, intersect } from '../network/interval.ts';
import type { Listener, ListenerRule } from '../network/load-balancer.ts';

/** An HTTP request as listener rules see it; who sends it and what else it says may be anything. */
export interface Request {
  readonly path: string;
  readonly host?: string;
  readonly method?: string;
  /** The listener's port; 80 when absent. */
  readonly port?: number;
}

/** Whether a condition holds for all such requests, for none, or for some of them. */
type Holds = 'always' | 'never' | 'sometimes';

/** The rules that such requests may meet: those by priority that some of them match, up to the first that all of them match. */
export function rulesFor(listener: Listener, request: Request): ListenerRule[] {
  const met: ListenerRule[] = [];
  for (const rule of listener.rules) {
    const answers = rule.conditions.map((condition) => holds(condition, request));
    if (answers.includes('never')) continue;
    met.push(rule);
    if (!answers.includes('sometimes')) break;
  }
  return met;
}

/**
 * The rules that packets of a family may meet. Only rules of a Network Load Balancer ask for one, and for nothing else; what other
 * rules ask for lies in the request, not in the packet.
 */
export function rulesOfFamily({ rules }: Listener, family: Family): ListenerRule[] {
  const met: ListenerRule[] = [];
  for (const rule of rules) {
    const asked = rule.conditions.flatMap(({ SourceIpConfig }) => SourceIpConfig?.IpAddressType ?? []);
    if (asked.some((each) => each !== `ipv${family}`)) continue;
    met.push(rule);
    if (asked.length > 0) break;
  }
  return met;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
function holds(condition: RuleCondition, { path, host, method = 'GET' }: Request): Holds {
  switch (condition.Field) {
    case 'path-pattern':
      return matches(condition.PathPatternConfig ?? condition, path);
    case 'host-header':
      return host === undefined ? 'never' : matches(condition.HostHeaderConfig ?? condition, host, 'i');
    case 'http-request-method':
      return condition.HttpRequestMethodConfig?.Values?.includes(method) ? 'always' : 'never';
    case 'source-ip':
      if (condition.SourceIpConfig?.IpAddressType) return 'sometimes';
      return comesFrom(condition.SourceIpConfig?.Values ?? []);
    default:
      return 'sometimes';
  }
}

/** A pattern that we cannot read may match. */
function matches({ Values = [], RegexValues = [] }: Patterns, text: string, flags = ''): Holds {
  const patterns = [...Values.map((value) => like(value, flags)), ...RegexValues.map((value) => regex(value, flags))];
  if (patterns.some((pattern) => pattern?.test(text))) return 'always';
  return patterns.includes(undefined) ? 'sometimes' : 'never';
}

function regex(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

interface Patterns {
  readonly Values?: string[] | undefined;
  readonly RegexValues?: string[] | undefined;
}

function comesFrom(blocks: readonly string[]): Holds {
  const sources = addressSet(blocks.flatMap((block) => parseCidr(block) ?? []));
  if (covers(sources[4], PUBLIC[4])) return 'always';
  return intersect(sources[4], PUBLIC[4]).length > 0 ? 'sometimes' : 'never';
}

/** `*` stands for any run of characters, `?` for one. */
function like(pattern: string, flags: string): RegExp {
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
