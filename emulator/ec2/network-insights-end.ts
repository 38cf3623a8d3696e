import type { NetworkInsightsPath } from '@aws-sdk/client-ec2';
import { parseAddress, pointOf } from '../../lib/network/address.ts';
import type { NetworkInterface } from '../../lib/network/interface.ts';
import { type Intervals, union } from '../../lib/network/interval.ts';
import type { ListenerRule } from '../../lib/network/load-balancer.ts';
import type { Network } from '../../lib/network/network.ts';
import type { BeyondBalancers } from '../../lib/reach/course.ts';
import { sourcesNamed, theInternet } from '../../lib/reach/end.ts';
import type { Step } from '../../lib/reach/hops.ts';
import { forwardsTo } from '../../lib/reach/listener-rule.ts';
import { addressesOf } from '../../lib/reach/load-balancer.ts';
import { registeredTargets } from '../../lib/reach/target-health.ts';
import type { Start } from '../../lib/reach/walk.ts';
import { prefixOf } from './network-insights-names.ts';

/** Where packets may start from, and under which addresses. */
export interface Origin {
  readonly start: Start;
  readonly addresses: Intervals;
}

/** Addresses to send to, and how one sees that packets sent to them have come to the destination. */
export interface Target {
  readonly addresses: Intervals;
  /** Of the steps on the way there, the one that is the destination; -1 when it is not among them. */
  arrival(forward: readonly Step[]): number;
  /** The destination lies on the way to the addresses, so that nothing comes back from it. */
  readonly passing?: true;
  /** Behind a load balancer: its targets, and its ARN. */
  readonly balancer?: { readonly arn: string; readonly targets: BeyondBalancers };
}

const only = (text: string): Intervals => {
  const address = parseAddress(text);
  return address ? [pointOf(address)] : [];
};

const ipv4Of = ({ addresses }: NetworkInterface): Intervals[] =>
  addresses.filter(({ family }) => family === 4).map((address) => [pointOf(address)]);

/** An instance's interfaces, or the interface itself, or those of a VPC endpoint. */
export function interfacesOf(network: Network, id: string): readonly NetworkInterface[] {
  const ids = network.vpcEndpoints.get(id)?.interfaceIds ?? (id.startsWith('eni-') ? [id] : []);
  return id.startsWith('i-') ? network.interfacesOf(id) : ids.flatMap((each) => network.interfaces.get(each) ?? []);
}

/** Empty for what cannot be asked from: the engine starts at interfaces, internet gateways and VPN gateways. */
export function originsOf(network: Network, { Source = '', SourceIp, FilterAtSource }: NetworkInsightsPath): Origin[] {
  const asked = FilterAtSource?.SourceAddress ?? SourceIp;
  const from = (start: Start, own: readonly Intervals[]): Origin[] =>
    (asked ? [only(asked)] : own).map((addresses) => ({ start, addresses }));
  if (Source.startsWith('igw-')) return from({ internet: true }, [internet(network)]);
  if (Source.startsWith('vgw-')) return from({ vpnGatewayId: Source }, [behind(network, Source)]);
  if (Source.startsWith('vpce-')) return [];
  return interfacesOf(network, Source).flatMap((nic) => from({ interfaceId: nic.id }, ipv4Of(nic)));
}

function internet(network: Network): Intervals {
  const end = theInternet(network);
  return end.kind === 'internet' ? end.addresses[4] : [];
}

function behind(network: Network, gatewayId: string): Intervals {
  const [end] = sourcesNamed(network, gatewayId);
  return end?.kind === 'internet' ? end.addresses[4] : [];
}

const EVERYWHERE: Intervals = [[0, 2 ** 32 - 1]];

const last = (forward: readonly Step[], test: (step: Step) => boolean): number => {
  const step = forward.at(-1);
  return step && test(step) ? forward.length - 1 : -1;
};

const isAt = (id: string) => (forward: readonly Step[]) => last(forward, ({ hop }) => hop.component === id);

/** Where packets of a path go. A path without a destination goes to an address, wherever that is. */
export function targetsOf(network: Network, path: NetworkInsightsPath): Target[] {
  const { Destination = '' } = path;
  const asked = path.FilterAtSource?.DestinationAddress;
  const to = (own: Intervals): Intervals => (asked ? only(asked) : own);
  const passing = { passing: true } as const;
  switch (prefixOf(Destination)) {
    case '':
      return [{ addresses: to([]), arrival: (forward) => forward.length - 1 }];
    case 'igw':
      return [{ addresses: to(atDestination(path) ?? internet(network)), arrival: isAt(Destination) }];
    case 'vgw':
      return [{ addresses: to(atDestination(path) ?? behind(network, Destination)), arrival: isAt(Destination) }];
    case 'pcx':
      return [{ addresses: to(beyondPeering(network, Destination)), arrival: through(Destination), ...passing }];
    case 'tgw':
    case 'tgw-attach':
      return [{ addresses: to(EVERYWHERE), arrival: through(Destination), ...passing }];
    case 'vpce':
      if (network.vpcEndpoints.get(Destination)?.type === 'Gateway')
        return [{ addresses: to(serviceBehind(network, Destination)), arrival: isAt(Destination) }];
      return atInterfaces(network, path);
    default:
      return atInterfaces(network, path);
  }
}

/** Where nothing translates the destination, what is asked of it on arrival can be asked for from the start. */
function atDestination({ DestinationIp, FilterAtDestination }: NetworkInsightsPath): Intervals | undefined {
  const address = DestinationIp ?? FilterAtDestination?.DestinationAddress;
  return address ? only(address) : undefined;
}

/** A transit gateway tells in its rule by which attachment packets came in. */
const through = (id: string) => (forward: readonly Step[]) =>
  forward.findIndex(({ hop }) => hop.component === id || (hop.kind === 'transit-gateway' && hop.rule === id));

function beyondPeering(network: Network, id: string): Intervals {
  const sides = network.peeringConnections.get(id)?.sides ?? [];
  return union(sides.flatMap(({ vpcId, addresses }) => (network.vpcs.get(vpcId)?.addresses ?? addresses)[4]));
}

function serviceBehind(network: Network, id: string): Intervals {
  const blocks = network.serviceBlocks.get(network.vpcEndpoints.get(id)?.serviceName ?? '') ?? [];
  return union(blocks.filter(({ family }) => family === 4).map(({ first, last: end }) => [first, end] as const));
}

/** At their own addresses, public ones where the internet asks, and at the load balancers that have them as targets. */
function atInterfaces(network: Network, path: NetworkInsightsPath): Target[] {
  const { Source = '', Destination = '' } = path;
  const fromOutside = Source.startsWith('igw-');
  const asked = path.FilterAtSource?.DestinationAddress;
  const nics = interfacesOf(network, Destination);
  const ids = new Set(nics.map(({ id }) => id));
  const arrival = (forward: readonly Step[]) => last(forward, ({ interfaceId = '' }) => ids.has(interfaceId));
  const shown = (nic: NetworkInterface): readonly Intervals[] => {
    const outside = nic.publicAddresses.map((each): Intervals => [pointOf(each.public)]);
    return fromOutside && outside.length > 0 ? outside : ipv4Of(nic);
  };
  const direct = asked ? [only(asked)] : nics.flatMap(shown);
  const targets = registeredTargets(network);
  const balanced = balancersBefore(network, ids).flatMap((arn) => {
    const nodes = network.loadBalancers.get(arn)?.nodes ?? [];
    const addresses = (asked ? [only(asked)] : nodes.flatMap(shown)).filter(isOneOf(nodes));
    return addresses.map((each) => ({ addresses: each, arrival, balancer: { arn, targets } }));
  });
  return [...direct.map((addresses) => ({ addresses, arrival })), ...balanced];
}

const isOneOf =
  (nodes: readonly NetworkInterface[]) =>
  ([interval]: Intervals): boolean =>
    nodes.some((node) =>
      [...node.addresses, ...node.publicAddresses.map((each) => each.public)].some(
        ({ value }) => value === interval?.[0],
      ),
    );

/** The load balancers with a target that is one of the interfaces. */
function balancersBefore(network: Network, ids: ReadonlySet<string>): string[] {
  const groups = [...network.targetGroups.values()].filter((group) =>
    group.targets.some((target) => addressesOf(network, group, target).some(({ nic }) => nic && ids.has(nic.id))),
  );
  const arns = new Set(groups.map(({ arn }) => arn));
  const forwards = (rule: ListenerRule) => forwardsTo(rule).some((arn) => arns.has(arn));
  return [...network.loadBalancers.values()]
    .filter(({ listeners }) => listeners.some(({ rules }) => rules.some(forwards)))
    .map(({ arn }) => arn);
}
