import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Account } from '../account/types.ts';
import type { NetworkInterface } from './interface.ts';

/** A load balancer with the interfaces of its nodes, one or more a zone. */
export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly type: 'application' | 'network' | 'gateway';
  readonly internetFacing: boolean;
  readonly active: boolean;
  readonly vpcId: string;
  readonly zones: readonly string[];
  readonly nodes: readonly NetworkInterface[];
  readonly crossZone: boolean;
  readonly listeners: readonly Listener[];
}

export interface Listener {
  readonly arn: string;
  readonly port: number;
  readonly protocol: string;
  /** In the order in which they are tried: by priority, the default rule last. */
  readonly rules: readonly ListenerRule[];
}

export interface ListenerRule {
  readonly arn: string;
  /** A number, or `default`. */
  readonly priority: string;
  readonly conditions: readonly elbv2.RuleCondition[];
  readonly actions: readonly elbv2.Action[];
}

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly type: 'instance' | 'ip' | 'lambda' | 'alb';
  readonly protocol: string;
  readonly port: number;
  readonly vpcId: string;
  readonly healthCheckEnabled: boolean;
  /** Undefined for `traffic-port`. */
  readonly healthCheckPort: number | undefined;
  readonly healthCheckProtocol: string | undefined;
  readonly healthCheckPath: string | undefined;
  /** The HTTP codes that count as healthy: `200`, `200,202` or `200-299`. */
  readonly healthyCodes: string | undefined;
  /** Undefined where the load balancer's own setting counts. */
  readonly crossZone: boolean | undefined;
  readonly targets: readonly Target[];
}

export interface Target {
  readonly id: string;
  readonly port: number;
  readonly zone: string | undefined;
  /** As DescribeTargetHealth answered; undefined where it was not asked. */
  readonly health: elbv2.TargetHealth | undefined;
}

/** The description that Elastic Load Balancing gives its interfaces ends in `app/<name>/<id>`, as the ARN does. */
const nodeDescription = (arn: string) => `ELB ${arn.slice(arn.indexOf('loadbalancer/') + 'loadbalancer/'.length)}`;

export function interpretLoadBalancer(
  facts: elbv2.LoadBalancer,
  account: Account,
  interfaces: Iterable<NetworkInterface>,
): LoadBalancer {
  const arn = facts.LoadBalancerArn ?? '';
  const type = facts.Type ?? 'application';
  const attributes = account.Attributes[arn] ?? {};
  const crossZone = attributes['load_balancing.cross_zone.enabled'] ?? String(type === 'application');
  return {
    arn,
    name: facts.LoadBalancerName ?? '',
    type,
    internetFacing: facts.Scheme === 'internet-facing',
    active: facts.State?.Code === undefined || facts.State.Code === 'active' || facts.State.Code === 'active_impaired',
    vpcId: facts.VpcId ?? '',
    zones: (facts.AvailabilityZones ?? []).flatMap((each) => each.ZoneName ?? []),
    nodes: [...interfaces].filter((nic) => nic.description === nodeDescription(arn)),
    crossZone: crossZone === 'true',
    listeners: account.Listeners.filter((each) => each.LoadBalancerArn === arn).map((each) =>
      interpretListener(each, account),
    ),
  };
}

function interpretListener(facts: elbv2.Listener, account: Account): Listener {
  const arn = facts.ListenerArn ?? '';
  const rank = (rule: elbv2.Rule) => (rule.IsDefault || rule.Priority === 'default' ? Infinity : Number(rule.Priority));
  const read = account.Rules.filter((rule) => rule.ListenerArn === arn).sort((a, b) => rank(a) - rank(b));
  const facing = read.length > 0 ? read : [{ RuleArn: arn, Priority: 'default', Actions: facts.DefaultActions }];
  return {
    arn,
    port: facts.Port ?? 0,
    protocol: facts.Protocol ?? '',
    rules: facing.map((rule) => ({
      arn: rule.RuleArn ?? '',
      priority: rule.Priority ?? 'default',
      conditions: ('Conditions' in rule ? rule.Conditions : undefined) ?? [],
      actions: rule.Actions ?? [],
    })),
  };
}

export function interpretTargetGroup(facts: elbv2.TargetGroup, account: Account): TargetGroup {
  const arn = facts.TargetGroupArn ?? '';
  const port = facts.Port ?? 0;
  const crossZone = account.Attributes[arn]?.['load_balancing.cross_zone.enabled'];
  return {
    arn,
    name: facts.TargetGroupName ?? '',
    type: facts.TargetType ?? 'instance',
    protocol: facts.Protocol ?? '',
    port,
    vpcId: facts.VpcId ?? '',
    healthCheckEnabled: facts.HealthCheckEnabled ?? true,
    healthCheckPort: Number(facts.HealthCheckPort) || undefined,
    healthCheckProtocol: facts.HealthCheckProtocol,
    healthCheckPath: facts.HealthCheckPath,
    healthyCodes: facts.Matcher?.HttpCode,
    crossZone: crossZone === 'true' || crossZone === 'false' ? crossZone === 'true' : undefined,
    targets: (account.TargetHealth[arn] ?? []).map(({ Target, TargetHealth }) => ({
      id: Target?.Id ?? '',
      port: Target?.Port ?? port,
      zone: Target?.AvailabilityZone,
      health: TargetHealth,
    })),
  };
}
