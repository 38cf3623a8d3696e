import {
  type Address,
  type AddressSet,
  addressSet,
  blockOf,
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
  | { readonly kind: 'internet'; readonly addresses: AddressSet; readonly public: true };

/** Every public address but the account's own, in use or in the blocks of its networks. */
export function theInternet({ ownPublicAddresses: own, vpcs, subnets }: Network): End {
  const blocks = addressSet([...vpcs.values(), ...subnets.values()].flatMap(({ cidrs }) => cidrs));
  const others = (family: Family) => subtract(subtract(PUBLIC[family], own[family]), blocks[family]);
  return { kind: 'internet', public: true, addresses: { 4: others(4), 6: others(6) } };
}

/**
 * What a person may mean by a name: an instance, an interface, a load balancer by ARN or name (all its nodes), an internet or NAT
 * gateway, an address or block, or `internet`. Empty when nothing in the account goes by it.
 */
export function endsNamed(network: Network, name: string): readonly End[] {
  if (name === 'internet' || name.startsWith('igw-')) return [theInternet(network)];
  const nic = network.interfaces.get(name);
  if (nic) return [{ kind: 'interface', nic, public: false }];
  const balancer = [...network.loadBalancers.values()].find((each) => each.arn === name || each.name === name);
  if (balancer)
    return balancer.nodes.map((node) => ({ kind: 'interface', nic: node, public: balancer.internetFacing }));
  if (network.instances.has(name)) return interfacesOf(network, name);
  const gateway = network.interfaces.get(network.natGateways.get(name)?.interfaceId ?? '');
  if (gateway) return [{ kind: 'interface', nic: gateway, public: false }];
  const address = parseAddress(name);
  if (address) return endsAt(network, address);
  const block = parseCidr(name);
  return block ? [{ kind: 'internet', public: true, addresses: addressSet([block]) }] : [];
}

function interfacesOf(network: Network, instanceId: string): End[] {
  const nics = [...network.interfaces.values()].filter((nic) => nic.instanceId === instanceId);
  return nics.map((nic) => ({ kind: 'interface', nic, public: false }));
}

function endsAt(network: Network, address: Address): End[] {
  const outside = network.interfaceWithPublic(address);
  if (outside) return [{ kind: 'interface', nic: outside, public: true }];
  const inside = [...network.vpcs.keys()].flatMap((vpcId) => network.interfaceAt(vpcId, address) ?? []);
  if (inside.length > 0) return inside.map((nic) => ({ kind: 'interface', nic, public: false }));
  return [
    { kind: 'internet', public: true, addresses: addressSet([blockOf(address, address.family === 4 ? 32 : 128)]) },
  ];
}
