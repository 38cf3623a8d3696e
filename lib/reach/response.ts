import type { NetworkInterface } from '../network/interface.ts';
import type { ListenerRule, LoadBalancer, TargetGroup } from '../network/load-balancer.ts';
import type { Network } from '../network/network.ts';
import { forwardsTo, type Request, rulesFor } from './listener-rule.ts';
import { beyondBalancers, reachesTarget, registeredTargets } from './target-health.ts';

/** What a client gets that has reached an application load balancer. */
export interface Response {
  /** An HTTP status; `target` for the answer of a target, whatever it is; undefined where there is no HTTP answer. */
  readonly status: number | 'target' | undefined;
  readonly why: string;
}

/** One fate of a request: what the client gets, and the target that it was sent to. */
export interface Fate extends Response {
  readonly target?: { readonly id: string; readonly port: number };
}

/** What such a request may get: each different answer that it may meet with. */
export function responsesTo(network: Network, balancer: LoadBalancer, request: Request): Response[] {
  const all = fatesOf(network, balancer, request).map(({ status, why }) => ({ status, why }));
  const distinct = new Map(all.map((each) => [`${each.status} ${each.why}`, each]));
  return [...distinct.values()];
}

/**
 * Each fate that such a request may meet, by node, rule and target.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export function fatesOf(network: Network, balancer: LoadBalancer, request: Request): Fate[] {
  const port = request.port ?? 80;
  const listener = balancer.listeners.find((each) => each.port === port && each.protocol.startsWith('HTTP'));
  if (!listener) return [{ status: undefined, why: `no listener takes HTTP on port ${port}` }];
  return balancer.nodes.flatMap((node) => rulesFor(listener, request).flatMap((rule) => fromRule(network, node, rule)));
}

function fromRule(network: Network, node: NetworkInterface, rule: ListenerRule): Fate[] {
  const by = `rule ${rule.priority}`;
  const last = rule.actions.at(-1);
  if (last?.Type === 'fixed-response')
    return [{ status: Number(last.FixedResponseConfig?.StatusCode), why: `${by} answers itself` }];
  if (last?.Type === 'redirect')
    return [{ status: Number(last.RedirectConfig?.StatusCode?.slice('HTTP_'.length)), why: `${by} redirects` }];
  const groups = forwardsTo(rule);
  if (groups.length === 0) return [{ status: 503, why: `${by} forwards to no target group` }];
  return groups.flatMap((arn) => {
    const group = network.targetGroups.get(arn);
    return group ? fromGroup(network, node, group) : [{ status: undefined, why: `${arn} could not be read` }];
  });
}

function fromGroup(network: Network, node: NetworkInterface, group: TargetGroup): Fate[] {
  if (group.type === 'lambda') return [{ status: 'target', why: `a function of ${group.name} answers` }];
  const isUp = (id: string) => group.type !== 'instance' || network.instances.get(id) === 'running';
  if (!registeredTargets(network)(node, group).some(({ id }) => isUp(id)))
    return [{ status: 503, why: `${group.name} has no target that the node can use` }];
  return beyondBalancers(network)(node, group)
    .filter(({ id }) => isUp(id))
    .map((target) =>
      reachesTarget(network, node, group, target)
        ? { status: 'target', why: `a target of ${group.name} answers`, target }
        : { status: 504, why: `a target of ${group.name} does not answer the connection` },
    );
}
