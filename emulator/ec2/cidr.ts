import { isIPv4, isIPv6 } from 'node:net';

/** A block of addresses of one family; `first` is its lowest address as a number. */
export interface Cidr {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly prefix: number;
}

const bitsOf = (family: 4 | 6) => (family === 4 ? 32 : 128);

/** How many addresses the block holds. */
export const sizeOf = ({ family, prefix }: Cidr): bigint => 1n << BigInt(bitsOf(family) - prefix);

/** The number of an IPv4 or IPv6 address, or undefined when the text is neither. */
export function parseAddress(text: string): { family: 4 | 6; value: bigint } | undefined {
  if (isIPv4(text)) return { family: 4, value: fromParts(text.split('.').map(Number), 8n) };
  if (!isIPv6(text) || text.includes('%')) return undefined;
  return { family: 6, value: fromParts(hextets(text), 16n) };
}

const fromParts = (parts: number[], bits: bigint) => parts.reduce((sum, part) => (sum << bits) | BigInt(part), 0n);

function hextets(text: string): number[] {
  const [head = '', tail] = text.split('::');
  const before = groupsOf(head);
  if (tail === undefined) return before;
  const after = groupsOf(tail);
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function groupsOf(text: string): number[] {
  return text
    .split(':')
    .filter(Boolean)
    .flatMap((group) => {
      if (!group.includes('.')) return [Number.parseInt(group, 16)];
      const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
      return [a * 256 + b, c * 256 + d];
    });
}

/** The block that the text names, its host bits cleared as AWS does, or undefined when it names none. */
export function parseCidr(text: string | undefined): Cidr | undefined {
  const match = /^([\d.:a-fA-F]+)\/(\d{1,3})$/.exec(text ?? '');
  const address = match?.[1] ? parseAddress(match[1]) : undefined;
  const prefix = Number(match?.[2]);
  if (!address || prefix > bitsOf(address.family)) return undefined;
  const hostBits = BigInt(bitsOf(address.family) - prefix);
  return { family: address.family, first: (address.value >> hostBits) << hostBits, prefix };
}

export function formatAddress(family: 4 | 6, value: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  return compress(groups);
}

/** Writes the longest run of zero groups as `::`, as RFC 5952 asks. */
function compress(groups: string[]): string {
  const runs = [...groups.join(':').matchAll(/\b0(?::0)+\b/g)].map((match) => match[0]);
  const longest = runs.sort((a, b) => b.length - a.length)[0];
  const text = groups.join(':');
  if (!longest) return text;
  const start = text.search(new RegExp(`\\b${longest}\\b`));
  const head = text.slice(0, start).replace(/:$/, '');
  const tail = text.slice(start + longest.length).replace(/^:/, '');
  return `${head}::${tail}`;
}

export const formatCidr = ({ family, first, prefix }: Cidr): string => `${formatAddress(family, first)}/${prefix}`;

/** Whether every address of `inner` is one of `outer`. */
export function covers(outer: Cidr, inner: Cidr): boolean {
  const offset = inner.first - outer.first;
  return outer.family === inner.family && outer.prefix <= inner.prefix && offset >= 0n && offset < sizeOf(outer);
}

export const overlaps = (a: Cidr, b: Cidr): boolean => covers(a, b) || covers(b, a);

/** Whether the text is an address of the block. */
export function holds(block: Cidr, address: string): boolean {
  const parsed = parseAddress(address);
  return parsed !== undefined && covers(block, { ...parsed, first: parsed.value, prefix: bitsOf(parsed.family) });
}
