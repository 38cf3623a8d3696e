import type { TargetHealth, TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { parseAddress } from '../network/address.ts';
import type { NetworkInterface } from '../network/interface.ts';
import type { LoadBalancer, Target, TargetGroup } from '../network/load-balancer.ts';
import type { Network } from '../network/network.ts';
import { TCP } from '../network/packets.ts';
import { type Answer, ask, questionsBetween } from './question.ts';

/**
 * The health that a group's targets would have: what the load balancer's nodes can reach on the health check's port.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export function predictTargetHealth(network: Network, targetGroupArn: string): TargetHealthDescription[] {
  const group = network.targetGroups.get(targetGroupArn);
  if (!group) return [];
  const balancers = balancersUsing(network, targetGroupArn);
  return group.targets.map((target) => ({
    Target: { Id: target.id, Port: target.port, ...(target.zone && { AvailabilityZone: target.zone }) },
    HealthCheckPort: String(group.healthCheckPort ?? target.port),
    TargetHealth: healthOf(network, balancers, group, target),
  }));
}

/** The load balancers with a rule that names the group, whatever its weight. */
function balancersUsing(network: Network, arn: string): LoadBalancer[] {
  return [...network.loadBalancers.values()].filter((balancer) =>
    balancer.listeners.some((listener) =>
      listener.rules.some((rule) =>
        rule.actions.some(
          (action) =>
            action.TargetGroupArn === arn ||
            action.ForwardConfig?.TargetGroups?.some((each) => each.TargetGroupArn === arn),
        ),
      ),
    ),
  );
}

function healthOf(
  network: Network,
  balancers: readonly LoadBalancer[],
  group: TargetGroup,
  target: Target,
): TargetHealth {
  if (balancers.length === 0) {
    return unused('Target.NotInUse', 'Target group is not configured to receive traffic from the load balancer');
  }
  const state = group.type === 'instance' ? network.instances.get(target.id) : 'running';
  if (state !== 'running') return unused('Target.InvalidState', `Target is in the ${state ?? 'terminated'} state`);
  const nic = interfaceOfTarget(network, group, target);
  const zone = network.subnets.get(nic?.subnetId ?? '')?.zone;
  if (!balancers.some((balancer) => zone === undefined || balancer.zones.includes(zone))) {
    return unused('Target.NotInUse', 'Target is in an Availability Zone that is not enabled for the load balancer');
  }
  if (!group.healthCheckEnabled) {
    return {
      State: 'unavailable',
      Reason: 'Target.HealthCheckDisabled',
      Description: 'Health checks are disabled for this target',
    };
  }
  const port = group.healthCheckPort ?? target.port;
  const answered = balancers.every((balancer) => nic && fromEveryNode(network, balancer, nic, port).every(passes));
  if (answered) return { State: 'healthy' };
  if (balancers.some(({ type }) => type === 'network')) {
    return { State: 'unhealthy', Reason: 'Target.FailedHealthChecks', Description: 'Health checks failed' };
  }
  return { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' };
}

const unused = (Reason: 'Target.NotInUse' | 'Target.InvalidState', Description: string): TargetHealth => ({
  State: 'unused',
  Reason,
  Description,
});

/** An instance is reached at the primary private address of its primary interface, an address where it is. */
export function interfaceOfTarget(network: Network, group: TargetGroup, target: Target): NetworkInterface | undefined {
  if (group.type !== 'ip') return [...network.interfaces.values()].find((nic) => nic.instanceId === target.id);
  const address = parseAddress(target.id);
  return address && network.interfaceAt(group.vpcId, address);
}

/** A new connection from each node, as the load balancer makes it for a request or a health check. */
export function fromEveryNode(network: Network, balancer: LoadBalancer, nic: NetworkInterface, port: number): Answer[] {
  const traffic = [{ protocols: [[TCP, TCP]], ports: [[port, port]] }] as const;
  return balancer.nodes.flatMap((node) =>
    questionsBetween(
      { kind: 'interface', nic: node, public: false },
      { kind: 'interface', nic, public: false },
      traffic,
    ).map((question) => ask(network, question)),
  );
}

export const passes = ({ failing, unknown }: Answer): boolean => failing.length === 0 && unknown.length === 0;
