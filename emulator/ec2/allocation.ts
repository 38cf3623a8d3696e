import { randomInt } from 'node:crypto';
import type { Address, NetworkInterface, Subnet } from '@aws-sdk/client-ec2';
import { formatAddress, holds, parseAddress } from '../../lib/network/address.ts';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { addressAt, type Cidr, parseCidr, sizeOf } from './cidr.ts';

/** AWS keeps the first four addresses of a subnet and the last. https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const RESERVED = [0, 1, 2, 3, -1];

const subnetOf = (each: NetworkInterface) => [each.SubnetId];

/** The private IPv4 and IPv6 addresses that the network interfaces of a subnet hold. */
export function addressesInUse(region: Region, subnetId: string): Set<string> {
  const interfaces = region.networkInterfaces.by(subnetOf, subnetId);
  return new Set(
    interfaces.flatMap((each) => [
      ...(each.PrivateIpAddresses ?? []).flatMap(({ PrivateIpAddress }) => PrivateIpAddress ?? []),
      ...(each.Ipv6Addresses ?? []).flatMap(({ Ipv6Address }) => Ipv6Address ?? []),
    ]),
  );
}

/** How many more private IPv4 addresses the subnet can give. */
export function availableAddressCount(region: Region, subnet: Subnet): number {
  const block = parseCidr(subnet.CidrBlock);
  if (!block || !subnet.SubnetId) return 0;
  const used = [...addressesInUse(region, subnet.SubnetId)].filter((address) => !address.includes(':'));
  return sizeOf(block) - RESERVED.length - used.length;
}

/** Takes an address of the subnet, the requested one or the lowest free one, and adds it to `used`. */
export function takeAddress(subnet: Subnet, used: Set<string>, requested?: string): string {
  return take(subnet, subnet.CidrBlock, used, requested);
}

/** The same for the subnet's IPv6 block. */
export function takeIpv6Address(subnet: Subnet, used: Set<string>, requested?: string): string {
  const block = ipv6BlockOf(subnet);
  if (!block) {
    throw new AwsError('InvalidParameterValue', `No IPv6 CIDR blocks are associated with subnet '${subnet.SubnetId}'`);
  }
  return take(subnet, block, used, requested);
}

export function ipv6BlockOf(subnet: Subnet): string | undefined {
  return subnet.Ipv6CidrBlockAssociationSet?.find((each) => each.Ipv6CidrBlockState?.State === 'associated')
    ?.Ipv6CidrBlock;
}

function take(subnet: Subnet, cidr: string | undefined, used: Set<string>, requested: string | undefined): string {
  const block = parseCidr(cidr);
  if (!block) throw new Error(`subnet ${subnet.SubnetId} has no valid block`);
  const address = requested === undefined ? lowestFree(block, used) : requestedAddress(block, used, requested);
  used.add(address);
  return address;
}

function requestedAddress(block: Cidr, used: Set<string>, text: string): string {
  const parsed = parseAddress(text);
  if (!parsed || !holds(block, parsed)) {
    throw new AwsError('InvalidParameterValue', `Address ${text} does not fall within the subnet's address range`);
  }
  const address = formatAddress(parsed);
  if (RESERVED.some((offset) => addressAt(block, offset) === address)) {
    throw new AwsError('InvalidParameterValue', `Address ${text} is in subnet's reserved address range`);
  }
  if (used.has(address)) throw new AwsError('InvalidIPAddress.InUse', `Address ${address} is in use.`);
  return address;
}

function lowestFree(block: Cidr, used: Set<string>): string {
  const last = addressAt(block, -1);
  for (let offset = 4; ; offset++) {
    const address = addressAt(block, offset);
    if (address === last) break;
    if (!used.has(address)) return address;
  }
  throw new AwsError(
    'InsufficientFreeAddressesInSubnet',
    'The specified subnet does not have enough free addresses to satisfy the request.',
  );
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
