import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Account } from '../account/types.ts';
import type { Family } from './address.ts';
import { grouped } from './grouped.ts';
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
  /** Of the addresses that its targets are reached at. */
  readonly family: Family;
  readonly healthCheckEnabled: boolean;
  /** Undefined for `traffic-port`. */
  readonly healthCheckPort: number | undefined;
  readonly healthCheckProtocol: string | undefined;
  readonly healthCheckPath: string | undefined;
  /** The HTTP codes that count as healthy: `200`, `200,202` or `200-299`. */
  readonly healthyCodes: string | undefined;
  /** A network load balancer hands its targets packets under the client's address. */
  readonly preservesClientIp: boolean;
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

export function loadBalancersOf(account: Account, interfaces: readonly NetworkInterface[]): LoadBalancer[] {
  const nodes = grouped(
    interfaces.filter((nic) => nic.description.startsWith('ELB ')),
    (nic) => nic.description,
  );
  const listeners = grouped(account.Listeners, (listener) => listener.LoadBalancerArn ?? '');
  const rules = grouped(account.Rules, (rule) => rule.ListenerArn);
  return account.LoadBalancers.map((facts) => {
    const arn = facts.LoadBalancerArn ?? '';
    const type = facts.Type ?? 'application';
    const attributes = account.Attributes[arn] ?? {};
    const crossZone = attributes['load_balancing.cross_zone.enabled'] ?? String(type === 'application');
    return {
      arn,
      name: facts.LoadBalancerName ?? '',
      type,
      internetFacing: facts.Scheme === 'internet-facing',
      active:
        facts.State?.Code === undefined || facts.State.Code === 'active' || facts.State.Code === 'active_impaired',
      vpcId: facts.VpcId ?? '',
      zones: (facts.AvailabilityZones ?? []).flatMap((each) => each.ZoneName ?? []),
      nodes: nodes.get(nodeDescription(arn)) ?? [],
      crossZone: crossZone === 'true',
      listeners: (listeners.get(arn) ?? []).map((each) =>
        interpretListener(each, rules.get(each.ListenerArn ?? '') ?? []),
      ),
    };
  });
}

function interpretListener(facts: elbv2.Listener, rules: readonly elbv2.Rule[]): Listener {
  const arn = facts.ListenerArn ?? '';
  const rank = (rule: elbv2.Rule) => (rule.IsDefault || rule.Priority === 'default' ? Infinity : Number(rule.Priority));
  const read = [...rules].sort((a, b) => rank(a) - rank(b));
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

export const targetGroupsOf = (account: Account): ReadonlyMap<string, TargetGroup> =>
  new Map(account.TargetGroups.map((each) => [each.TargetGroupArn ?? '', interpretTargetGroup(each, account)]));

function interpretTargetGroup(facts: elbv2.TargetGroup, account: Account): TargetGroup {
  const arn = facts.TargetGroupArn ?? '';
  const port = facts.Port ?? 0;
  const attributes = account.Attributes[arn] ?? {};
  const crossZone = attributes['load_balancing.cross_zone.enabled'];
  return {
    arn,
    name: facts.TargetGroupName ?? '',
    type: facts.TargetType ?? 'instance',
    protocol: facts.Protocol ?? '',
    port,
    vpcId: facts.VpcId ?? '',
    family: facts.IpAddressType === 'ipv6' ? 6 : 4,
    healthCheckEnabled: facts.HealthCheckEnabled ?? true,
    healthCheckPort: Number(facts.HealthCheckPort) || undefined,
    healthCheckProtocol: facts.HealthCheckProtocol,
    healthCheckPath: facts.HealthCheckPath,
    healthyCodes: facts.Matcher?.HttpCode,
    preservesClientIp: preservesClientIp(facts, attributes['preserve_client_ip.enabled']),
    crossZone: crossZone === 'true' || crossZone === 'false' ? crossZone === 'true' : undefined,
    targets: (account.TargetHealth[arn] ?? []).map(({ Target, TargetHealth }) => ({
      id: Target?.Id ?? '',
      port: Target?.Port ?? port,
      zone: Target?.AvailabilityZone,
      health: TargetHealth,
    })),
  };
}

/**
 * On for instances, and for addresses behind UDP; off for addresses behind TCP and TLS, and for application load balancers.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
 */
function preservesClientIp({ TargetType = 'instance', Protocol }: elbv2.TargetGroup, set: string | undefined): boolean {
  const datagrams = /UDP|QUIC/.test(Protocol ?? '');
  if (Protocol?.startsWith('HTTP')) return false;
  if (set !== undefined && !datagrams) return set === 'true';
  return TargetType === 'instance' || TargetType === 'alb' || datagrams;
}
