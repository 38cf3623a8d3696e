import type { TargetHealth, TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { addressSet, blockAt } from '../network/address.ts';
import type { NetworkInterface } from '../network/interface.ts';
import type { LoadBalancer, Target, TargetGroup } from '../network/load-balancer.ts';
import type { Network } from '../network/network.ts';
import { TCP } from '../network/packets.ts';
import type { BeyondBalancers } from './course.ts';
import { addressesOf, type Destination } from './load-balancer.ts';
import { ask, questionsBetween } from './question.ts';

/** Whether the operating system of an instance listens on a TCP port. */
export type Listens = (instanceId: string, port: number) => boolean;

/**
 * The health that a group's targets would have: what the load balancer's nodes can reach on the health check's port, and who
 * listens there. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export function predictTargetHealth(
  network: Network,
  targetGroupArn: string,
  listens: Listens = () => true,
): TargetHealthDescription[] {
  const group = network.targetGroups.get(targetGroupArn);
  if (!group) return [];
  const balancers = balancersUsing(network, targetGroupArn);
  return group.targets.map((target) => ({
    Target: { Id: target.id, Port: target.port, ...(target.zone && { AvailabilityZone: target.zone }) },
    HealthCheckPort: String(group.healthCheckPort ?? target.port),
    TargetHealth: healthOf(network, balancers, group, target, listens),
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
  listens: Listens,
): TargetHealth {
  if (balancers.length === 0) {
    return unused('Target.NotInUse', 'Target group is not configured to receive traffic from the load balancer');
  }
  const state = group.type === 'instance' ? network.instances.get(target.id) : 'running';
  if (state !== 'running') return unused('Target.InvalidState', `Target is in the ${state ?? 'terminated'} state`);
  const [place] = addressesOf(network, group, target);
  const zone = zoneOf(network, place?.nic);
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
  const answered = balancers.every(
    (balancer) => place && balancer.nodes.every((node) => reaches(network, node, place, port)),
  );
  const instance = place?.nic?.instanceId;
  const refused = answered && instance !== undefined && !listens(instance, port);
  if (answered && !refused) return { State: 'healthy' };
  // A refused connection fails at once; what is dropped on the way is waited for.
  if (refused || balancers.some(({ type }) => type === 'network')) {
    return { State: 'unhealthy', Reason: 'Target.FailedHealthChecks', Description: 'Health checks failed' };
  }
  return { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' };
}

const unused = (Reason: 'Target.NotInUse' | 'Target.InvalidState', Description: string): TargetHealth => ({
  State: 'unused',
  Reason,
  Description,
});

/** A new connection from a node, as the load balancer makes it for a request or a health check. */
function reaches(network: Network, node: NetworkInterface, { address }: Destination, port: number): boolean {
  const traffic = [{ protocols: [[TCP, TCP]], ports: [[port, port]] }] as const;
  const questions = questionsBetween(
    { kind: 'interface', nic: node, public: false },
    { kind: 'internet', addresses: addressSet([blockAt(address)]), public: true },
    traffic,
  );
  const answers = questions.map((question) => ask(network, question));
  return answers.length > 0 && answers.every(({ failing, unknown }) => failing.length === 0 && unknown.length === 0);
}

/** Whether a node's connection to a target, on the port of the requests, is answered. */
export function reachesTarget(network: Network, node: NetworkInterface, group: TargetGroup, target: Target): boolean {
  const [place] = addressesOf(network, group, target);
  return place !== undefined && reaches(network, node, place, target.port);
}

/** A registered target as a load balancer uses it: the host behind it, and the nodes that can hand it requests. */
export interface Server {
  /** An instance's id where there is one, else what was registered. */
  readonly host: string;
  /** Ids of the nodes' interfaces; empty when the target is out of reach of a node that should use it. */
  readonly nodes: readonly string[];
  /** Its health checks are refused, as DescribeTargetHealth told. */
  readonly refuses: boolean;
}

/**
 * The targets of a group that may get requests. With cross-zone load balancing off, a node uses those of its own zone only.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
 */
export function serversOf(network: Network, balancer: LoadBalancer, group: TargetGroup): Server[] {
  return group.targets
    .filter(({ health }) => health?.State !== 'draining')
    .map((target) => {
      const [place] = addressesOf(network, group, target);
      const host = place?.nic?.instanceId ?? target.id;
      const zone = zoneOf(network, place?.nic);
      const using = balancer.nodes.filter(
        (node) => (group.crossZone ?? balancer.crossZone) || zoneOf(network, node) === zone,
      );
      const usable =
        place &&
        (zone === undefined || balancer.zones.includes(zone)) &&
        using.every((node) => reaches(network, node, place, target.port));
      const refuses = target.health?.Reason === 'Target.FailedHealthChecks';
      return { host, nodes: usable ? using.map(({ id }) => id) : [], refuses };
    });
}

/**
 * The targets that a node hands requests to: those that it finds healthy, or all of them where no target is (it fails open).
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export const beyondBalancers = (network: Network): BeyondBalancers =>
  remembered((node, group) => healthyOf(network, node, group, targetsOf(network, node, group)));

/** The targets that a node may hand requests to, whatever their health. */
export const registeredTargets =
  (network: Network): BeyondBalancers =>
  (node, group) =>
    targetsOf(network, node, group).map(({ target }) => target);

function remembered(choose: BeyondBalancers): BeyondBalancers {
  const known = new Map<string, readonly Target[]>();
  return (node, group) => {
    const key = `${node.id} ${group.arn}`;
    const found = known.get(key) ?? choose(node, group);
    known.set(key, found);
    return found;
  };
}

interface Candidate {
  readonly target: Target;
  readonly place: Destination;
}

function targetsOf(network: Network, node: NetworkInterface, group: TargetGroup): Candidate[] {
  const balancer = network.balancerOf.get(node.id);
  const zone = zoneOf(network, node);
  return group.targets.flatMap((target) => {
    const [place] = addressesOf(network, group, target);
    const its = zoneOf(network, place?.nic);
    const enabled = its === undefined || balancer?.zones.includes(its);
    const near = (group.crossZone ?? balancer?.crossZone) || its === undefined || its === zone;
    return place && enabled && near && target.health?.State !== 'draining' ? [{ target, place }] : [];
  });
}

function healthyOf(
  network: Network,
  node: NetworkInterface,
  group: TargetGroup,
  candidates: readonly Candidate[],
): Target[] {
  const healthy = candidates.filter(
    ({ target, place }) =>
      !group.healthCheckEnabled || reaches(network, node, place, group.healthCheckPort ?? target.port),
  );
  return (healthy.length > 0 ? healthy : candidates).map(({ target }) => target);
}

const zoneOf = ({ subnets }: Network, nic: NetworkInterface | undefined) => subnets.get(nic?.subnetId ?? '')?.zone;
