import type { LoadBalancer, TargetGroup } from '../network/load-balancer.ts';
import type { Network } from '../network/network.ts';
import { forwardsTo, type Request, ruleFor } from '../reach/listener-rule.ts';
import { fromEveryNode, interfaceOfTarget, passes } from '../reach/target-health.ts';
import type { Check } from './check.ts';
import type { Finding } from './finding.ts';
import { missing } from './host.ts';

/** A request to the load balancer ends at a target of the group that its nodes can reach. */
export function serves<Balancer extends string, Group extends string>(
  balancer: Balancer,
  request: Request,
  group: Group,
): Check<Balancer | Group> {
  const { method = 'GET', path, host } = request;
  const expected = `${method} ${host ?? ''}${path} is answered by ${group}`;
  return {
    places: [balancer, group],
    run({ network, places }) {
      const balancers = (places[balancer] ?? []).flatMap((arn) => network.loadBalancers.get(arn) ?? []);
      const wanted = places[group] ?? [];
      if (balancers.length === 0) return missing(expected, balancer);
      if (wanted.length === 0) return missing(expected, group);
      const findings = balancers.map((each) => answerOf(network, each, request, wanted, expected));
      return findings.find(({ verdict }) => verdict !== 'pass') ?? findings[0]!;
    },
  };
}

function answerOf(
  network: Network,
  balancer: LoadBalancer,
  request: Request,
  wanted: readonly string[],
  expected: string,
): Finding {
  const port = request.port ?? 80;
  const listener = balancer.listeners.find((each) => each.port === port && each.protocol.startsWith('HTTP'));
  if (!listener) {
    return {
      verdict: 'fail',
      expected,
      actual: `nothing answers on port ${port}`,
      where: [balancer.arn],
      code: 'ELBV2_LISTENERS_MISMATCH',
    };
  }
  const rule = ruleFor(listener, request);
  const groups = rule ? forwardsTo(rule) : [];
  const others = groups.filter((arn) => !wanted.includes(arn));
  if (!rule || groups.length === 0 || others.length > 0) {
    const names = others.map((arn) => network.targetGroups.get(arn)?.name ?? arn);
    const actual = names.length > 0 ? `${names.join(' and ')} answers` : 'no target group answers';
    const cause = rule && `rule ${rule.priority} of ${listener.arn} takes it`;
    return {
      verdict: 'fail',
      expected,
      actual,
      where: [rule?.arn ?? listener.arn],
      code: 'WRONG_TARGET_GROUP',
      ...(cause && { cause }),
    };
  }
  const lame = groups
    .flatMap((arn) => network.targetGroups.get(arn) ?? [])
    .find((group) => !hasReachableTarget(network, balancer, group));
  if (!lame) return { verdict: 'pass', expected, actual: 'it is', where: [rule.arn] };
  const none = lame.targets.length === 0;
  const actual = none ? 'HTTP 503' : 'HTTP 504';
  const cause = none ? `${lame.name} has no targets` : `no node of the load balancer reaches a target of ${lame.name}`;
  return {
    verdict: 'fail',
    expected,
    actual,
    where: [lame.arn],
    code: none ? 'ELBV2_LISTENER_HAS_NO_TG' : 'NO_HEALTHY_TARGET',
    cause,
  };
}

function hasReachableTarget(network: Network, balancer: LoadBalancer, group: TargetGroup): boolean {
  return group.targets.some((target) => {
    const nic = interfaceOfTarget(network, group, target);
    const zone = network.subnets.get(nic?.subnetId ?? '')?.zone;
    if (!nic || (zone !== undefined && !balancer.zones.includes(zone))) return false;
    const answers = fromEveryNode(network, balancer, nic, target.port);
    return answers.length > 0 && answers.every(passes);
  });
}

/** DescribeTargetHealth calls at least one target of the group healthy. */
export function healthy<Group extends string>(group: Group): Check<Group> {
  const expected = `${group} has a healthy target`;
  return {
    places: [group],
    run({ network, places }) {
      const groups = (places[group] ?? []).flatMap((arn) => network.targetGroups.get(arn) ?? []);
      if (groups.length === 0) return missing(expected, group);
      const states = groups.flatMap(({ targets }) => targets.map(({ health }) => health));
      if (states.some((health) => health?.State === 'healthy'))
        return { verdict: 'pass', expected, actual: 'it has', where: [] };
      const where = groups.map(({ arn }) => arn);
      if (states.some((health) => health?.State === 'initial')) {
        return {
          verdict: 'unknown',
          expected,
          actual: 'its health checks have not finished',
          where,
          code: 'NOT_READABLE',
        };
      }
      if (network.gaps.some(({ command }) => command.includes('target-health'))) {
        return {
          verdict: 'unknown',
          expected,
          actual: 'cannot tell: target health could not be read',
          where,
          code: 'NOT_READABLE',
        };
      }
      const seen = states.map((health) => [health?.State, health?.Reason].filter(Boolean).join(', '));
      const actual = seen.length > 0 ? `its targets are ${[...new Set(seen)].join('; ')}` : 'it has no targets';
      return { verdict: 'fail', expected, actual, where, code: 'NO_HEALTHY_TARGET' };
    },
  };
}
