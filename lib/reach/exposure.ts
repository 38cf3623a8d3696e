import { type Address, type AddressSet, PUBLIC, pointOf } from '../network/address.ts';
import { ofEach } from '../network/each.ts';
import type { NetworkInterface } from '../network/interface.ts';
import { covers, type Intervals, subtract } from '../network/interval.ts';
import type { LoadBalancer, Target, TargetGroup } from '../network/load-balancer.ts';
import type { Network } from '../network/network.ts';
import { ALL_PORTS, ICMP, ICMPV6, type Packets } from '../network/packets.ts';
import type { GroupFilters } from '../network/security-group.ts';
import { merged } from './boxes.ts';
import { forwardsTo } from './listener-rule.ts';
import { addressesOf } from './load-balancer.ts';
import { passing } from './question.ts';
import { beyondBalancers } from './target-health.ts';
import { OTHERS, PORTED, portless } from './traffic.ts';

/** What gets in, and whence. */
interface Opening {
  readonly protocols: Intervals;
  readonly source: Intervals;
  readonly sourcePorts: Intervals;
  readonly ports: Intervals;
}

/** An interface that the internet reaches, there and back. */
export interface Exposure {
  readonly nic: NetworkInterface;
  /** What the internet asks for: a public address of the interface, or of the load balancer before it. */
  readonly address: Address;
  readonly openings: readonly Opening[];
  /** The load balancer that hands it requests, and on which of its ports. */
  readonly via?: { readonly balancer: LoadBalancer; readonly target: Target };
}

/** Everything in the account that the internet can reach. */
export function exposure(network: Network): Exposure[] {
  const open = openingsOf(network);
  const found: Exposure[] = [];
  const look = (nic: NetworkInterface, address: Address) => {
    const openings = open(nic, address);
    if (openings.length > 0) found.push({ nic, address, openings });
  };
  for (const nic of network.interfaces.values()) {
    if (!nic.attached) continue;
    for (const { public: address } of nic.publicAddresses) look(nic, address);
    for (const address of nic.addresses) if (address.family === 6) look(nic, address);
  }
  return [...found, ...behindBalancers(network, found)];
}

/**
 * Interfaces of one subnet with the same security groups, and the same service behind them, are open to the same packets: they are
 * asked about once. A gateway's route table may tell them apart by address, so behind one each is asked about.
 */
function openingsOf(network: Network): (nic: NetworkInterface, address: Address) => readonly Opening[] {
  const known = new Map<string, Map<GroupFilters, readonly Opening[]>>();
  const sources = strangers(network);
  const redirected = new Set(
    [...network.edgeRouteTables.keys()].flatMap((gateway) => network.internetGateways.get(gateway) ?? []),
  );
  return (nic, address) => {
    if (!network.internetGatewaysOf.has(nic.vpcId)) return [];
    if (nic.instanceId && network.stateOf(nic) !== 'running') return [];
    if (redirected.has(nic.vpcId)) return openTo(network, sources, nic, address);
    const service = nic.instanceId ? '' : (network.balancerOf.get(nic.id)?.arn ?? nic.type);
    const key = `${nic.subnetId} ${address.family} ${service}`;
    const alike = known.get(key) ?? new Map<GroupFilters, readonly Opening[]>();
    known.set(key, alike);
    const found = alike.get(nic.filters) ?? openTo(network, sources, nic, address);
    alike.set(nic.filters, found);
    return found;
  };
}

/** Addresses of somebody else; those of the account's own that lie on the internet, one by one, would make no difference. */
const strangers = ({ vpcAddresses: own }: Network): AddressSet => ({
  4: subtract(PUBLIC[4], own[4]),
  6: subtract(PUBLIC[6], own[6]),
});

function openTo(network: Network, sources: AddressSet, nic: NetworkInterface, address: Address): Opening[] {
  const { family } = address;
  const [source, destination] = [sources[family], [pointOf(address)]];
  const ported = { protocols: PORTED, ports: ALL_PORTS, sourcePorts: ALL_PORTS };
  const traffic = speaksPortsOnly(nic) ? [ported] : [ported, portless(family === 4 ? ICMP : ICMPV6), OTHERS];
  const open = ofEach(traffic, ({ protocols, ports, sourcePorts }) => {
    const packets: Packets = { family, protocols, source, sourcePorts, destination, destinationPorts: ports };
    return passing(network, { start: { internet: true }, packets });
  });
  return merged(
    open.map(({ initial: { protocols, source, sourcePorts, destinationPorts: ports } }) => {
      return { protocols, source, sourcePorts, ports };
    }),
    ['protocols', 'ports', 'source', 'sourcePorts'],
  );
}

/** Whether all that the interface's security groups admit is TCP and UDP. */
function speaksPortsOnly({ groups, filters }: NetworkInterface): boolean {
  const rules = filters.ingress?.rules;
  return groups.length > 0 && rules !== undefined && rules.every(({ protocols }) => covers(PORTED, protocols));
}

/** The targets that exposed load balancers hand requests to. */
function behindBalancers(network: Network, exposed: readonly Exposure[]): Exposure[] {
  const chosen = beyondBalancers(network);
  return exposed.flatMap(({ nic: node, address, openings }) => {
    const balancer = network.balancerOf.get(node.id);
    return (balancer?.listeners ?? []).flatMap((listener) => {
      const heard = openings.filter(({ ports }) =>
        ports.some(([first, last]) => first <= listener.port && listener.port <= last),
      );
      if (!balancer || heard.length === 0) return [];
      const groups = [...new Set(listener.rules.flatMap(forwardsTo))].flatMap(
        (arn) => network.targetGroups.get(arn) ?? [],
      );
      return groups.flatMap((group) =>
        chosen(node, group).flatMap((target) =>
          reached(network, group, target, heard).map((each) => ({ ...each, address, via: { balancer, target } })),
        ),
      );
    });
  });
}

function reached(
  network: Network,
  group: TargetGroup,
  target: Target,
  heard: readonly Opening[],
): Omit<Exposure, 'address'>[] {
  const ports: Intervals = [[target.port, target.port]];
  const openings = heard.map((each) => ({ ...each, sourcePorts: ALL_PORTS, ports }));
  return addressesOf(network, group, target).flatMap(({ nic }) => (nic ? [{ nic, openings }] : []));
}
