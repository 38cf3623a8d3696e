import {
  type Address,
  type AddressSet,
  addressSet,
  blockAt,
  type Cidr,
  type Family,
  PUBLIC,
  parseAddress,
  parseCidr,
} from '../network/address.ts';
import type { NetworkInterface } from '../network/interface.ts';
import { subtract } from '../network/interval.ts';
import type { Network } from '../network/network.ts';

/** One end of a flow: an interface of the account, or addresses on the internet. */
export type End =
  | {
      readonly kind: 'interface';
      readonly nic: NetworkInterface;
      /** Whether others send to its public address. */
      readonly public: boolean;
    }
  | {
      readonly kind: 'internet';
      readonly addresses: AddressSet;
      readonly public: true;
      /** The gateway that they are behind, for addresses of a customer's own network. */
      readonly vpnGatewayId?: string;
    };

/** Every public address but the account's own, in use or in the blocks of its networks, and those of services behind gateway endpoints. */
export function theInternet({ ownPublicAddresses, vpcs, subnets, vpcEndpoints, serviceBlocks }: Network): End {
  const services = [...vpcEndpoints.values()].flatMap((each) =>
    each.type === 'Gateway' ? (serviceBlocks.get(each.serviceName) ?? []) : [],
  );
  const networks = [...vpcs.values(), ...subnets.values()].flatMap(({ cidrs }) => cidrs);
  const blocks = addressSet([...networks, ...services]);
  const own = ownPublicAddresses();
  const others = (family: Family) => subtract(subtract(PUBLIC[family], own[family]), blocks[family]);
  return { kind: 'internet', public: true, addresses: { 4: others(4), 6: others(6) } };
}

/**
 * What a person may mean by a name: an instance (its primary interface first), an interface, a load balancer by ARN or name (all its
 * nodes), an internet or NAT gateway, an interface or Instance Connect endpoint, a block of addresses, or `internet`. Empty when
 * nothing goes by it.
 */
export function endsNamed(network: Network, name: string): readonly End[] {
  if (name === 'internet' || name.startsWith('igw-')) return [theInternet(network)];
  const nic = network.interfaces.get(name);
  if (nic) return [endAt(nic)];
  const balancer = [...network.loadBalancers.values()].find((each) => each.arn === name || each.name === name);
  if (balancer) return balancer.nodes.map((node) => endAt(node, balancer.internetFacing));
  const interfaces = network.interfacesOf(name);
  if (interfaces.length > 0) return interfaces.map((each) => endAt(each));
  const gateway = network.interfaces.get(network.natGateways.get(name)?.interfaceId ?? '');
  if (gateway) return [endAt(gateway)];
  const ofEndpoint = network.vpcEndpoints.get(name)?.interfaceIds ?? network.connectEndpoints.get(name);
  if (ofEndpoint) return ofEndpoint.flatMap((id) => network.interfaces.get(id) ?? []).map((each) => endAt(each));
  const block = parseCidr(name);
  return block ? [somewhere([block])] : [];
}

const endAt = (nic: NetworkInterface, reachedInPublic = false): End => ({
  kind: 'interface',
  nic,
  public: reachedInPublic,
});

const somewhere = (blocks: readonly Cidr[]): End => ({ kind: 'internet', public: true, addresses: addressSet(blocks) });

/** Where a flow may start: an instance sends by its primary interface, or by the one that has the source address. */
export function sourcesNamed(network: Network, name: string, sourceIp?: string): readonly End[] {
  const address = parseAddress(name);
  if (address) return sourcesAt(network, address);
  if (network.vpnGateways.has(name)) return [behindVpn(network, name)];
  const ends = endsNamed(network, name);
  const [first] = ends;
  if (first?.kind !== 'interface' || first.nic.instanceId !== name) return ends;
  const source = parseAddress(sourceIp ?? '');
  const sender = ends.find(
    (end) => end.kind === 'interface' && end.nic.addresses.some((each) => each.value === source?.value),
  );
  return [sender ?? first];
}

function sourcesAt(network: Network, address: Address): End[] {
  const outside = network.interfaceWithPublic(address);
  if (outside) return [endAt(outside)];
  const inside = [...network.vpcs.keys()].flatMap((vpcId) => network.interfaceAt(vpcId, address) ?? []);
  return inside.length > 0 ? inside.map((nic) => endAt(nic)) : [somewhere([blockAt(address)])];
}

function behindVpn(network: Network, id: string): End {
  const { routes, vpcId } = network.vpnGateways.get(id) ?? {};
  const own = network.vpcs.get(vpcId ?? '')?.addresses ?? { 4: [], 6: [] };
  const anywhere = { 4: subtract([[0, 2 ** 32 - 1]], own[4]), 6: [] };
  return {
    kind: 'internet',
    public: true,
    addresses: routes?.length ? addressSet(routes) : anywhere,
    vpnGatewayId: id,
  };
}

/**
 * Where a flow may go: an address is that address, wherever the routes take it; an AWS service is what its name resolves to at the
 * sender; of an instance, it is the primary interface.
 */
export function destinationsNamed(
  network: Network,
  name: string,
  sender: NetworkInterface | undefined,
): readonly End[] {
  const address = parseAddress(name);
  if (address) return [somewhere([blockAt(address)])];
  const ends = endsNamed(network, name);
  if (ends.length === 0) return serviceNamed(network, name, sender);
  const [first] = ends;
  return first?.kind === 'interface' && first.nic.instanceId === name ? [first] : ends;
}

/** `s3`, `ssm.eu-west-1.amazonaws.com` or `com.amazonaws.eu-west-1.ssm`, and how they are called in a Region. */
const SERVICE = /^(?:com\.amazonaws\.[a-z0-9-]+\.)?([a-z0-9.-]+?)(?:\.[a-z]{2}(?:-[a-z]+)+-\d)?(?:\.amazonaws\.com)?$/;

/**
 * With private DNS, the name of a service stands for the addresses of its endpoint in the sender's VPC; else for public ones.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
 */
function serviceNamed(network: Network, name: string, sender: NetworkInterface | undefined): readonly End[] {
  const service = SERVICE.exec(name.toLowerCase())?.[1];
  const known = [...network.vpcEndpoints.values()]
    .map((each) => each.serviceName)
    .concat([...network.serviceBlocks.keys()]);
  const isService = (serviceName: string) => serviceName.split('.').slice(3).join('.') === service;
  if (!service || !(known.some(isService) || /amazonaws/.test(name))) return [];
  const dns = network.vpcs.get(sender?.vpcId ?? '')?.dns;
  const endpoint = [...network.vpcEndpoints.values()].find(
    (each) =>
      each.type === 'Interface' && each.privateDns && each.vpcId === sender?.vpcId && isService(each.serviceName),
  );
  if (endpoint && dns?.support && dns.hostnames) return endsNamed(network, endpoint.id);
  const blocks = [...network.serviceBlocks].filter(([list]) => isService(list)).flatMap(([, cidrs]) => cidrs);
  return [blocks.length > 0 ? somewhere(blocks) : theInternet(network)];
}
