import { type Address, type AddressSet, addressSet, blockAt } from './address.ts';
import { grouped } from './grouped.ts';
import type { NetworkInterface } from './interface.ts';
import { type Intervals, type Point, sizeOf } from './interval.ts';
import type { NatGateway } from './nat-gateway.ts';

/** Interfaces by what they are known by. */
export interface InterfaceIndex {
  /** The interface that has a private address in a VPC. */
  interfaceAt(vpcId: string, address: Address): NetworkInterface | undefined;
  /** The interfaces of a VPC that have an address in a set, each with that address. */
  interfacesAmong(
    vpcId: string,
    family: Address['family'],
    set: Intervals,
  ): readonly (readonly [NetworkInterface, Address])[];
  /** The interface that a public address is exchanged for. */
  interfaceWithPublic(address: Address): NetworkInterface | undefined;
  /** The interfaces of an instance, the primary one first. */
  interfacesOf(instanceId: string): readonly NetworkInterface[];
  /** Whether a public address is in use in this account, so that it is not taken for somebody else's. */
  isOwnPublicAddress(address: Address): boolean;
  /** All of those. */
  ownPublicAddresses(): AddressSet;
  /** The same, one by one. */
  readonly publicAddresses: readonly Address[];
}

type ByAddress = Map<Point, NetworkInterface>;

/** `interfaces`: those of an instance in the order of their places at it. */
export function indexInterfaces(
  interfaces: readonly NetworkInterface[],
  natGateways: readonly NatGateway[],
): InterfaceIndex {
  const inside = new Map<string, ByAddress>();
  const outside: ByAddress = new Map();
  const own: Address[] = [];
  for (const nic of interfaces) {
    let there = inside.get(nic.vpcId);
    if (!there) {
      there = new Map();
      inside.set(nic.vpcId, there);
    }
    for (const address of nic.addresses) {
      there.set(address.value, nic);
      if (address.family === 6) {
        outside.set(address.value, nic);
        own.push(address);
      }
    }
    for (const { public: address } of nic.publicAddresses) {
      outside.set(address.value, nic);
      own.push(address);
    }
  }
  const ofNatGateways = natGateways.flatMap((nat) => nat.publicAddresses);
  const translated = new Set(ofNatGateways.map(({ value }) => value));
  own.push(...ofNatGateways);
  const addresses = lazy(() => addressSet(own.map(blockAt)));
  const ofInstances = lazy(() =>
    grouped(
      interfaces.filter((nic) => nic.instanceId),
      ({ instanceId = '' }) => instanceId,
    ),
  );
  return {
    interfaceAt: (vpcId, { value }) => inside.get(vpcId)?.get(value),
    interfacesAmong: (vpcId, family, set) => among(inside.get(vpcId) ?? new Map(), family, set),
    interfaceWithPublic: ({ value }) => outside.get(value),
    interfacesOf: (instanceId) => ofInstances().get(instanceId) ?? [],
    publicAddresses: own,
    isOwnPublicAddress: ({ value }) => outside.has(value) || translated.has(value),
    ownPublicAddresses: addresses,
  };
}

/** A small set is asked address by address, a large one interface by interface. */
function among(there: ByAddress, family: Address['family'], set: Intervals): [NetworkInterface, Address][] {
  const found: [NetworkInterface, Address][] = [];
  if (sizeOf(set) <= there.size) {
    for (const [first, last] of set) {
      for (let value: Point = first; value <= last; value = typeof value === 'bigint' ? value + 1n : value + 1) {
        const nic = there.get(value);
        if (nic) found.push([nic, { family, value }]);
      }
    }
    return found;
  }
  const isOfFamily = (value: Point) => (typeof value === 'bigint') === (family === 6);
  for (const [value, nic] of there) {
    if (isOfFamily(value) && set.some(([first, last]) => first <= value && value <= last))
      found.push([nic, { family, value }]);
  }
  return found;
}

/** Worked out when it is first asked for. */
function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
