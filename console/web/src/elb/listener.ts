import {
  type Certificate,
  DescribeListenerCertificatesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  type Listener,
  type LoadBalancer,
  type Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { useCallback } from 'react';
import { useParams } from 'react-router';
import type { Clients } from '../clients.ts';
import { useLoaded } from '../loaded.ts';
import { balancerPath } from './load-balancer.ts';
import { type Tagged, withTags } from './with-tags.ts';

/** A listener with what belongs to it. Its rules are in the order in which they are asked. */
export interface ListenerPlace {
  readonly balancer: LoadBalancer;
  readonly listener: Tagged<Listener>;
  readonly rules: readonly Tagged<Rule>[];
  /** None where clients do not speak TLS to it. */
  readonly certificates: readonly Certificate[];
  /** The path of the listener's page. */
  readonly path: string;
}

/** The last part of an ARN, which the addresses of the console's pages use. */
export const lastOf = (arn = ''): string => arn.slice(arn.lastIndexOf('/') + 1);

export const listenerPath = (balancer: LoadBalancer, { ListenerArn }: Listener): string =>
  `${balancerPath(balancer)}/listeners/${lastOf(ListenerArn)}`;

export const protocolPort = ({ Protocol, Port }: Listener): string => `${Protocol}:${Port}`;

/** Whether clients speak TLS to it, for which it needs a certificate. */
export const isSecure = (protocol: string): boolean => protocol === 'HTTPS' || protocol === 'TLS';

/** The order in which a rule is asked; the default rule comes last. */
const orderOf = ({ Priority }: Rule) => (Priority === 'default' ? Number.POSITIVE_INFINITY : Number(Priority));

async function rulesOf({ elb }: Clients, ListenerArn: string): Promise<Tagged<Rule>[]> {
  const { Rules = [] } = await elb.send(new DescribeRulesCommand({ ListenerArn }));
  const sorted = Rules.toSorted((one, other) => orderOf(one) - orderOf(other));
  return withTags(elb, sorted, ({ RuleArn = '' }) => RuleArn);
}

async function certificatesOf({ elb }: Clients, { ListenerArn }: Listener): Promise<readonly Certificate[]> {
  return (await elb.send(new DescribeListenerCertificatesCommand({ ListenerArn }))).Certificates ?? [];
}

async function find(clients: Clients, name: string, id: string): Promise<ListenerPlace | undefined> {
  const { elb } = clients;
  const { LoadBalancers = [] } = await elb.send(new DescribeLoadBalancersCommand({}));
  const balancer = LoadBalancers.find(({ LoadBalancerName }) => LoadBalancerName === name);
  if (!balancer) return undefined;
  const { Listeners = [] } = await elb.send(
    new DescribeListenersCommand({ LoadBalancerArn: balancer.LoadBalancerArn }),
  );
  const named = Listeners.filter(({ ListenerArn }) => lastOf(ListenerArn) === id);
  const [listener] = await withTags(elb, named, ({ ListenerArn = '' }) => ListenerArn);
  if (!listener) return undefined;
  const [rules, certificates] = await Promise.all([
    rulesOf(clients, listener.ListenerArn ?? ''),
    isSecure(listener.Protocol ?? '') ? certificatesOf(clients, listener) : [],
  ]);
  return { balancer, listener, rules, certificates, path: listenerPath(balancer, listener) };
}

/** The listener that the page's address names; `place` is missing when there is none. */
export function useListener() {
  const { id: name = '', listener: id = '' } = useParams();
  const load = useCallback(async (clients: Clients) => ({ place: await find(clients, name, id) }), [name, id]);
  const { value, error } = useLoaded(load);
  return { id, loaded: value !== undefined, error, place: value?.place };
}
