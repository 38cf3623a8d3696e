import type { NetworkInterface as InterfaceFacts } from '@aws-sdk/client-ec2';
import { type Address, parseAddress } from './address.ts';
import { ofEach } from './each.ts';
import type { GroupFilters } from './security-group.ts';
import type { Subnet } from './subnet.ts';

/** A network interface in use: what it answers to, and what filters it. */
export interface NetworkInterface {
  readonly id: string;
  readonly vpcId: string;
  readonly subnetId: string;
  /** The same itself, where it was read. */
  readonly subnet: Subnet | undefined;
  /** AWS's word for what it serves: `interface`, `nat_gateway`, `vpc_endpoint`, `network_load_balancer`, … */
  readonly type: string;
  readonly description: string;
  /** Private IPv4 addresses, primary first, and IPv6 addresses. */
  readonly addresses: readonly Address[];
  /** The public IPv4 address that an internet gateway exchanges for a private one. */
  readonly publicAddresses: readonly { readonly private: Address; readonly public: Address }[];
  readonly groups: readonly string[];
  /** What the same let through together. */
  readonly filters: GroupFilters;
  readonly sourceDestCheck: boolean;
  readonly instanceId: string | undefined;
  /** What the instance was seen doing; undefined where there is none, or it was not read. */
  readonly instanceState: string | undefined;
  /** Nothing is behind an interface that is not attached. */
  readonly attached: boolean;
  /** Its place at the instance; the primary interface has index 0. */
  readonly deviceIndex: number;
}

/** What an interface speaks of by its id. */
export interface Seen {
  readonly subnets: ReadonlyMap<string, Subnet>;
  /** Instance states by id. */
  readonly instances: ReadonlyMap<string, string>;
}

/** `filtersOf` gives interfaces with the same security groups the same filters, so that they are worked out once. */
export function interpretInterface(
  facts: InterfaceFacts,
  filtersOf: (groups: readonly string[]) => GroupFilters,
  { subnets, instances }: Seen,
): NetworkInterface {
  const { addresses, publicAddresses } = addressesOf(facts);
  const subnet = subnets.get(facts.SubnetId ?? '');
  const filters = filtersOf(ofEach(facts.Groups ?? [], ({ GroupId }) => (GroupId === undefined ? [] : [GroupId])));
  // Ids are taken from the subnet, where they are the same: one text in memory instead of one for each interface.
  return {
    id: facts.NetworkInterfaceId ?? '',
    vpcId: subnet && subnet.vpcId === facts.VpcId ? subnet.vpcId : (facts.VpcId ?? ''),
    subnetId: subnet?.id ?? facts.SubnetId ?? '',
    subnet,
    // The API answers `nat_gateway`, although the SDK's list of values spells it `natGateway`.
    type: facts.InterfaceType === 'natGateway' ? 'nat_gateway' : (facts.InterfaceType ?? 'interface'),
    description: facts.Description ?? '',
    addresses,
    publicAddresses,
    groups: filters.groups,
    filters,
    sourceDestCheck: facts.SourceDestCheck ?? true,
    instanceId: facts.Attachment?.InstanceId,
    instanceState: instances.get(facts.Attachment?.InstanceId ?? ''),
    attached: facts.Status !== 'available',
    deviceIndex: facts.Attachment?.DeviceIndex ?? 0,
  };
}

const NO_PUBLIC_ADDRESSES: NetworkInterface['publicAddresses'] = [];

function addressesOf(facts: InterfaceFacts): Pick<NetworkInterface, 'addresses' | 'publicAddresses'> {
  const addresses: Address[] = [];
  let publicAddresses = NO_PUBLIC_ADDRESSES;
  const assigned = facts.PrivateIpAddresses?.length
    ? facts.PrivateIpAddresses
    : [{ PrivateIpAddress: facts.PrivateIpAddress, Association: facts.Association, Primary: true }];
  for (const { PrivateIpAddress, Association, Primary } of assigned) {
    const inside = parseAddress(PrivateIpAddress ?? '');
    if (!inside) continue;
    if (Primary) addresses.unshift(inside);
    else addresses.push(inside);
    const outside = Association?.PublicIp === undefined ? undefined : parseAddress(Association.PublicIp);
    if (!outside) continue;
    const pair = { private: inside, public: outside };
    publicAddresses = Primary ? [pair, ...publicAddresses] : [...publicAddresses, pair];
  }
  for (const { Ipv6Address } of facts.Ipv6Addresses ?? []) {
    const address = parseAddress(Ipv6Address ?? '');
    if (address) addresses.push(address);
  }
  return { addresses, publicAddresses };
}

export function publicAddressOf(nic: NetworkInterface, { family, value }: Address): Address | undefined {
  return family === 4 ? nic.publicAddresses.find((each) => each.private.value === value)?.public : undefined;
}

export function privateAddressOf(nic: NetworkInterface, { family, value }: Address): Address | undefined {
  return family === 4 ? nic.publicAddresses.find((each) => each.public.value === value)?.private : undefined;
}
