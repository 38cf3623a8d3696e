import { type Address, type AddressSet, PUBLIC, pointOf } from '../network/address.ts';
import { ofEach } from '../network/each.ts';
import { divideAmongFilters } from '../network/filter.ts';
import type { NetworkInterface } from '../network/interface.ts';
import { contains, type Intervals, subtract } from '../network/interval.ts';
import type { LoadBalancer, Target } from '../network/load-balancer.ts';
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
  return found.concat(behindBalancers(network, found));
}

/**
 * What gets to an interface and back. But for their security groups, the interfaces of one subnet with the same service behind them are
 * open to the same packets, so those are asked about once; interfaces with the same groups as well have the same openings. A gateway's
 * route table may tell them apart by address, so behind one each is asked about.
 */
function openingsOf(network: Network): (nic: NetworkInterface, address: Address) => readonly Opening[] {
  const known = new Map<string, { readonly passing: readonly Packets[]; readonly openings: OpeningsByGroups }>();
  const sources = strangers(network);
  const redirected = new Set(
    [...network.edgeRouteTables.keys()].flatMap((gateway) => network.internetGateways.get(gateway) ?? []),
  );
  return (nic, address) => {
    if (!network.internetGatewaysOf.has(nic.vpcId)) return [];
    if (nic.instanceId && network.stateOf(nic) !== 'running') return [];
    if (redirected.has(nic.vpcId)) return admittedBy(nic, passingTo(network, sources, nic, address));
    const service = nic.instanceId ? '' : (network.balancerOf.get(nic.id)?.arn ?? nic.type);
    const key = `${nic.subnetId} ${address.family} ${service}`;
    const alike = known.get(key) ?? { passing: passingTo(network, sources, nic, address), openings: new Map() };
    known.set(key, alike);
    const openings = alike.openings.get(nic.filters) ?? admittedBy(nic, alike.passing);
    alike.openings.set(nic.filters, openings);
    return openings;
  };
}

type OpeningsByGroups = Map<GroupFilters, readonly Opening[]>;

/** Addresses of somebody else; those of the account's own that lie on the internet, one by one, would make no difference. */
const strangers = ({ vpcAddresses: own }: Network): AddressSet => ({
  4: subtract(PUBLIC[4], own[4]),
  6: subtract(PUBLIC[6], own[6]),
});

/** What would get to an interface from the internet, and back, if its security groups let everything in. */
function passingTo(network: Network, sources: AddressSet, nic: NetworkInterface, address: Address): readonly Packets[] {
  const { family } = address;
  const [source, destination] = [sources[family], [pointOf(address)]];
  const traffic = [
    { protocols: PORTED, ports: ALL_PORTS, sourcePorts: ALL_PORTS },
    portless(family === 4 ? ICMP : ICMPV6),
    OTHERS,
  ];
  return ofEach(traffic, ({ protocols, ports, sourcePorts }) => {
    const packets: Packets = { family, protocols, source, sourcePorts, destination, destinationPorts: ports };
    return passing(network, { start: { internet: true }, packets }, nic.id).map(({ initial }) => initial);
  });
}

/** What of it the security groups let in. No stranger's address is one of a VPC, so rules that name a group do not speak of it. */
function admittedBy({ filters: { groups, ingress } }: NetworkInterface, packets: readonly Packets[]): Opening[] {
  const admitted: Packets[] = [];
  divideAmongFilters(ingress?.direct ?? [], packets, 'source', (part) => admitted.push(part));
  return merged(
    (groups.length === 0 ? packets : admitted).map(({ protocols, source, sourcePorts, destinationPorts: ports }) => {
      return { protocols, source, sourcePorts, ports };
    }),
    ['protocols', 'ports', 'source', 'sourcePorts'],
  );
}

/** The targets that exposed load balancers hand requests to. */
function behindBalancers(network: Network, exposed: readonly Exposure[]): Exposure[] {
  const chosen = beyondBalancers(network);
  const found: Exposure[] = [];
  for (const { nic: node, address, openings } of exposed) {
    const balancer = network.balancerOf.get(node.id);
    for (const listener of balancer?.listeners ?? []) {
      const heard = openings.filter(({ ports }) => contains(ports, listener.port));
      if (!balancer || heard.length === 0) continue;
      for (const arn of new Set(ofEach(listener.rules, forwardsTo))) {
        const group = network.targetGroups.get(arn);
        if (!group) continue;
        for (const target of chosen(node, group)) {
          const handedOn = heard.map((each) => from(each, target));
          for (const { nic } of addressesOf(network, group, target))
            if (nic) found.push({ nic, address, openings: handedOn, via: { balancer, target } });
        }
      }
    }
  }
  return found;
}

/** What gets to a target of what gets to the node before it. */
const from = ({ protocols, source }: Opening, { port }: Target): Opening => ({
  protocols,
  source,
  sourcePorts: ALL_PORTS,
  ports: [[port, port]],
});
