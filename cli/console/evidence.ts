import type { Evidence, Named, Rule } from '../../console/server/labs.ts';
import type { Account } from '../../lib/account/types.ts';
import { formatCidr } from '../../lib/network/address.ts';
import type { NetworkInterface } from '../../lib/network/interface.ts';
import { interpret, type Network } from '../../lib/network/network.ts';
import type { Way } from '../../lib/network/security-group.ts';
import { findPlaces, INTERNET, namedResources, shownName } from '../../lib/place.ts';

/** What a support engineer would ask for of a lab, as it stands. */
export function evidenceView(account: Account): Evidence {
  const network = interpret(account);
  const nameOf = namesIn(account, network);
  return {
    ends: endsIn(account, network),
    subnets: [...network.subnets.values()].map((subnet) => ({
      id: subnet.id,
      name: nameOf(subnet.id),
      routeTable: subnet.routeTableId ?? '',
      routes: (subnet.routeTable?.routes ?? []).map(({ destination, target, blackhole, facts }) => ({
        destination: facts.DestinationPrefixListId ?? formatCidr(destination),
        target: target.id || target.kind,
        active: !blackhole,
      })),
    })),
    interfaces: [...network.interfaces.values()].map((nic) => ({
      id: nic.id,
      name: nameOf(nic.id),
      inbound: rulesAt(nic, 'ingress'),
      outbound: rulesAt(nic, 'egress'),
    })),
    targets: [...network.targetGroups.values()].flatMap(({ name, targets }) =>
      targets.map(({ id, port, health }) => ({
        group: name,
        target: nameOf(id),
        port,
        state: health?.State ?? '',
        reason: [health?.Reason, health?.Description].filter(Boolean).join(': '),
      })),
    ),
  };
}

/** Where a connection of the case can start or end: its hosts and load balancers, the services it uses, and the internet. */
export function endsIn(account: Account, network: Network): Named[] {
  const places = Object.entries(findPlaces(account)).flatMap(([role, ids]) =>
    ids.filter((id) => isEnd(id, network)).map((id) => ({ id, name: shownName(role) })),
  );
  const services = new Set([...network.vpcEndpoints.values()].map(({ serviceName }) => serviceName));
  const internet = { id: INTERNET, name: INTERNET };
  return [...places, internet, ...[...services].map((name) => ({ id: name, name }))];
}

const isEnd = (id: string, network: Network) => network.instances.has(id) || network.loadBalancers.has(id);

/** The rules of both kinds that look at an interface's packets: those of its security groups, then those of its subnet's network ACL. */
function rulesAt({ filters, subnet }: NetworkInterface, way: Way): Rule[] {
  const lines = [...(filters[way]?.rules ?? []), ...(subnet?.networkAcl?.[way].lines ?? [])];
  return lines.map(({ component, text }) => ({ of: component, text }));
}

/** What people call a resource; an interface after whatever it serves. */
function namesIn(account: Account, network: Network): (id: string) => string {
  const names = new Map(namedResources(account).map(({ id, name }) => [id, name]));
  const called = (id: string) => names.get(id) ?? id;
  return (id) => {
    const nic = network.interfaces.get(id);
    const balancer = network.balancerOf.get(id)?.name;
    const gateway = network.natGatewayOf.get(id)?.id ?? network.vpcEndpointOf.get(id)?.id;
    const owner = nic?.instanceId ?? gateway;
    return nic && names.get(id) === id ? (balancer ?? (owner ? called(owner) : nic.description || id)) : called(id);
  };
}
