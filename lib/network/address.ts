import { isIPv6 } from 'node:net';
import { type Interval, type Intervals, type Point, subtract, union } from './interval.ts';

export type Family = 4 | 6;

/** An address as a number: a 32-bit number for IPv4, a 128-bit bigint for IPv6. */
export interface Address {
  readonly family: Family;
  readonly value: Point;
}

/** A CIDR block: its first and last address, and the length of its prefix. Host bits are ignored, as AWS does. */
export interface Cidr {
  readonly family: Family;
  readonly first: Point;
  readonly last: Point;
  readonly length: number;
}

/** Reads an IPv4 or IPv6 address; undefined when the text is neither. */
export function parseAddress(text: string): Address | undefined {
  const value = parseIpv4(text);
  if (value >= 0) return { family: 4, value };
  if (isIPv6(text) && !text.includes('%')) return { family: 6, value: parseIpv6(text) };
  return undefined;
}

/** The number of a dotted quad without leading zeros; -1 for any other text. An account has many, so it is read in one go. */
function parseIpv4(text: string): number {
  let value = 0;
  let byte = -1;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === DOT && byte >= 0 && dots < 3) {
      value = value * 256 + byte;
      byte = -1;
      dots++;
    } else if (code >= ZERO && code < ZERO + 10 && byte !== 0) {
      byte = byte < 0 ? code - ZERO : byte * 10 + code - ZERO;
      if (byte > 255) return -1;
    } else return -1;
  }
  return dots === 3 && byte >= 0 ? value * 256 + byte : -1;
}

const DOT = 46;
const ZERO = 48;

function parseIpv6(text: string): bigint {
  const dotted = text.includes('.') ? text.slice(text.lastIndexOf(':') + 1) : undefined;
  const hex = dotted ? text.slice(0, -dotted.length) + dottedAsHex(dotted) : text;
  const [head = '', tail] = hex.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

function dottedAsHex(dotted: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = dotted.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

/** Reads `10.0.0.0/16` or `2001:db8::/32`; undefined when the text is no CIDR block. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const suffix = text.slice(slash + 1);
  const address = slash > 0 && /^(0|[1-9]\d{0,2})$/.test(suffix) ? parseAddress(text.slice(0, slash)) : undefined;
  if (!address) return undefined;
  const length = Number(suffix);
  if (length > (address.family === 4 ? 32 : 128)) return undefined;
  return blockOf(address, length);
}

/** The block of a prefix length that an address lies in. */
export function blockOf({ family, value }: Address, length: number): Cidr {
  if (family === 4) {
    const size = 2 ** (32 - length);
    const first = Math.floor(Number(value) / size) * size;
    return { family, first, last: first + size - 1, length };
  }
  const size = 1n << BigInt(128 - length);
  const first = (BigInt(value) / size) * size;
  return { family, first, last: first + size - 1n, length };
}

export function formatAddress({ family, value }: Address): string {
  if (family === 4) return [24, 16, 8, 0].map((shift) => Math.floor(Number(value) / 2 ** shift) % 256).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => ((BigInt(value) >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  return compress(groups);
}

/** The first of the longest runs of two or more zero groups becomes `::`, as RFC 5952 asks. */
function compress(groups: string[]): string {
  const runs = [
    ...groups
      .map((group) => (group === '0' ? '0' : '-'))
      .join('')
      .matchAll(/00+/g),
  ];
  const longest = runs.reduce((best, run) => (run[0].length > (best?.[0].length ?? 0) ? run : best), runs[0]);
  if (!longest) return groups.join(':');
  const head = groups.slice(0, longest.index);
  return `${head.join(':')}::${groups.slice(longest.index + longest[0].length).join(':')}`;
}

export function formatCidr({ family, first, length }: Cidr): string {
  return `${formatAddress({ family, value: first })}/${length}`;
}

export function holds(cidr: Cidr, address: Address): boolean {
  return cidr.family === address.family && cidr.first <= address.value && address.value <= cidr.last;
}

/** The interval of one address. */
export const pointOf = ({ value }: Address): Interval => [value, value];

/** A set of addresses of either family. */
export type AddressSet = { readonly [F in Family]: Intervals };

/** The block of just one address. */
export const blockAt = (address: Address): Cidr => blockOf(address, address.family === 4 ? 32 : 128);

export function addressSet(cidrs: readonly Cidr[]): AddressSet {
  const intervals: Record<Family, Interval[]> = { 4: [], 6: [] };
  for (const { family, first, last } of cidrs) intervals[family].push([first, last]);
  return { 4: union(intervals[4]), 6: union(intervals[6]) };
}

const setOf = (...texts: string[]) => addressSet(texts.flatMap((text) => parseCidr(text) ?? []));

/** What an internet gateway drops as private. https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html */
export const RFC1918 = setOf('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16');
export const RFC6598 = setOf('100.64.0.0/10');

/**
 * Addresses that can be a host on the internet: the IANA special-purpose blocks that are not globally reachable are left out,
 * but for the documentation blocks, which stand for a customer's partners in tickets.
 * https://www.iana.org/assignments/iana-ipv4-special-registry
 */
export const PUBLIC: AddressSet = {
  4: subtract(
    setOf('0.0.0.0/0')[4],
    setOf(
      ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
      ...['192.168.0.0/16', '198.18.0.0/15', '224.0.0.0/3'],
    )[4],
  ),
  6: setOf('2000::/3')[6],
};

/** `10.0.0.0/16`, `10.0.0.5`, or `10.0.0.5-10.0.0.9`. */
export function formatInterval(family: Family, [first, last]: Interval): string {
  if (first === last) return formatAddress({ family, value: first });
  const width = family === 4 ? 32 : 128;
  for (let length = 0; length < width; length++) {
    const block = blockOf({ family, value: first }, length);
    if (block.first === first && block.last === last) return formatCidr(block);
  }
  return `${formatAddress({ family, value: first })}-${formatAddress({ family, value: last })}`;
}

/** The fewest CIDR blocks that hold exactly the addresses of a set. */
export function formatBlocks(family: Family, set: Intervals): string[] {
  const blocks: string[] = [];
  for (const [start, last] of set) {
    for (let value = start; value <= last; ) {
      const block = largestBlock({ family, value }, last);
      blocks.push(formatCidr(block));
      value = typeof block.last === 'bigint' ? block.last + 1n : block.last + 1;
    }
  }
  return blocks;
}

/** The largest block that begins with an address and does not go beyond another. */
function largestBlock(address: Address, last: Point): Cidr {
  for (let length = 0; ; length++) {
    const block = blockOf(address, length);
    if (block.first === address.value && block.last <= last) return block;
  }
}
