import { randomInt } from 'node:crypto';
import type { Address, NetworkInterface, Subnet } from '@aws-sdk/client-ec2';
import { formatAddress, holds, parseAddress } from '../../lib/network/address.ts';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { addressAt, type Cidr, parseCidr, sizeOf } from './cidr.ts';

/** AWS keeps the first four addresses of a subnet and the last. https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const RESERVED = [0, 1, 2, 3, -1];
const FIRST = 4;

const subnetOf = (each: NetworkInterface) => [each.SubnetId];

const privateIpsOf = ({ PrivateIpAddresses = [] }: NetworkInterface) =>
  PrivateIpAddresses.flatMap(({ PrivateIpAddress }) => PrivateIpAddress ?? []);

const ipv6Of = ({ Ipv6Addresses = [] }: NetworkInterface) =>
  Ipv6Addresses.flatMap(({ Ipv6Address }) => Ipv6Address ?? []);

/** The subnet of an interface with several private IPv4 addresses, or none. */
const unlessOneAddress = (each: NetworkInterface) => (privateIpsOf(each).length === 1 ? [] : [each.SubnetId]);

/** The subnet and each address that an interface holds in it. */
const holdingsOf = (each: NetworkInterface) =>
  [...privateIpsOf(each), ...ipv6Of(each)].map((address) => holding(each.SubnetId, address));

const holding = (subnetId: string | undefined, address: string) => `${subnetId}/${address}`;

/** The subnet and the 256 neighbours among which each private IPv4 address of an interface is. */
const neighboursOf = (each: NetworkInterface) =>
  privateIpsOf(each).map((address) => holding(each.SubnetId, neighbours(address)));

const NEIGHBOURS = 256;

const neighbours = (address: string) => address.slice(0, address.lastIndexOf('.'));

/** Whether network interfaces of a subnet hold IPv6 addresses. */
export const holdsIpv6 = (region: Region, subnetId: string): boolean =>
  region.networkInterfaces.by(subnetOf, subnetId).some((each) => ipv6Of(each).length > 0);

/** How many more private IPv4 addresses the subnet can give. */
export function availableAddressCount(region: Region, subnet: Subnet): number {
  const block = parseCidr(subnet.CidrBlock);
  if (!block) return 0;
  const { networkInterfaces } = region;
  // Nearly all hold one address, and are counted without a look at each.
  const more = networkInterfaces.by(unlessOneAddress, subnet.SubnetId).map((each) => privateIpsOf(each).length - 1);
  const used = more.reduce((sum, each) => sum + each, networkInterfaces.count(subnetOf, subnet.SubnetId ?? ''));
  return sizeOf(block) - RESERVED.length - used;
}

/** The addresses of a subnet that are given away: those that its interfaces hold, and those taken for one that is being made. */
export class Allocation {
  readonly #region: Region;
  readonly #subnet: Subnet;
  readonly #taken = new Set<string>();

  constructor(region: Region, subnet: Subnet) {
    this.#region = region;
    this.#subnet = subnet;
  }

  /** Takes a private IPv4 address: the requested one, or the lowest that is free. */
  take(requested?: string): string {
    return this.#take(this.#subnet.CidrBlock, requested);
  }

  /** The same of the subnet's IPv6 block. */
  takeIpv6(requested?: string): string {
    const block = ipv6BlockOf(this.#subnet);
    if (block) return this.#take(block, requested);
    throw new AwsError(
      'InvalidParameterValue',
      `No IPv6 CIDR blocks are associated with subnet '${this.#subnet.SubnetId}'`,
    );
  }

  #take(cidr: string | undefined, requested: string | undefined): string {
    const block = parseCidr(cidr);
    if (!block) throw new Error(`subnet ${this.#subnet.SubnetId} has no valid block`);
    const address = requested === undefined ? this.#lowestFree(block) : this.#free(block, requested);
    this.#taken.add(address);
    return address;
  }

  #free(block: Cidr, text: string): string {
    const parsed = parseAddress(text);
    if (!parsed || !holds(block, parsed)) {
      throw new AwsError('InvalidParameterValue', `Address ${text} does not fall within the subnet's address range`);
    }
    const address = formatAddress(parsed);
    if (RESERVED.some((offset) => addressAt(block, offset) === address)) {
      throw new AwsError('InvalidParameterValue', `Address ${text} is in subnet's reserved address range`);
    }
    if (this.#isUsed(address)) throw new AwsError('InvalidIPAddress.InUse', `Address ${address} is in use.`);
    return address;
  }

  #lowestFree(block: Cidr): string {
    const last = addressAt(block, -1);
    for (let offset = FIRST; ; offset += this.#step(block, offset)) {
      const address = addressAt(block, offset);
      if (address === last) break;
      if (!this.#isUsed(address)) return address;
    }
    throw new AwsError(
      'InsufficientFreeAddressesInSubnet',
      'The specified subnet does not have enough free addresses to satisfy the request.',
    );
  }

  /** How far it is from an address that is used to the next that may be free: past all of its neighbours where they are used too. */
  #step(block: Cidr, offset: number): number {
    const start = offset === FIRST ? 0 : offset;
    if (block.family === 6 || sizeOf(block) < NEIGHBOURS || start % NEIGHBOURS > 0) return 1;
    const { networkInterfaces } = this.#region;
    const held = networkInterfaces.count(
      neighboursOf,
      holding(this.#subnet.SubnetId, neighbours(addressAt(block, offset))),
    );
    const assignable = NEIGHBOURS - (offset - start);
    return held >= assignable ? assignable : 1;
  }

  #isUsed(address: string): boolean {
    const { networkInterfaces } = this.#region;
    return this.#taken.has(address) || networkInterfaces.count(holdingsOf, holding(this.#subnet.SubnetId, address)) > 0;
  }
}

export function ipv6BlockOf(subnet: Subnet): string | undefined {
  return subnet.Ipv6CidrBlockAssociationSet?.find((each) => each.Ipv6CidrBlockState?.State === 'associated')
    ?.Ipv6CidrBlock;
}

/** Parts of Amazon's address space, away from the prefix lists of its services: first byte, and first and last second byte. */
const PUBLIC_POOL = [
  [3, 64, 127],
  [18, 184, 215],
  [34, 192, 223],
  [44, 192, 223],
  [54, 144, 175],
] as const;

/** A public IPv4 address that nothing in the Region holds. */
export function newPublicIp(region: Region): string {
  for (;;) {
    const [first, from, to] = PUBLIC_POOL[randomInt(PUBLIC_POOL.length)]!;
    const address = [first, randomInt(from, to + 1), randomInt(256), randomInt(1, 255)].join('.');
    if (!isPublicIpInUse(region, address)) return address;
  }
}

const publicIpOf = (address: Address) => [address.PublicIp];
const publicIpsOf = (each: NetworkInterface) => [
  each.Association?.PublicIp,
  ...(each.PrivateIpAddresses ?? []).map(({ Association }) => Association?.PublicIp),
];

const isPublicIpInUse = (region: Region, ip: string): boolean =>
  region.addresses.by(publicIpOf, ip).length > 0 || region.networkInterfaces.by(publicIpsOf, ip).length > 0;

/** The DNS name under which AWS publishes a public address. https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html */
export function publicDnsName(regionName: string, ip: string): string {
  const domain = regionName === 'us-east-1' ? 'compute-1' : `${regionName}.compute`;
  return `ec2-${ip.replaceAll('.', '-')}.${domain}.amazonaws.com`;
}

/** The DNS name that AWS makes of a private address. */
export function privateDnsName(regionName: string, ip: string): string {
  const domain = regionName === 'us-east-1' ? 'ec2' : `${regionName}.compute`;
  return `ip-${ip.replaceAll('.', '-')}.${domain}.internal`;
}
