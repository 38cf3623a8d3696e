import * as address from '../../lib/network/address.ts';
import { type Cidr, formatAddress, formatCidr } from '../../lib/network/address.ts';
import { AwsError } from '../error.ts';

export { type Cidr, formatCidr };

/** The block that the text names, its host bits cleared; undefined when it names none. */
export const parseCidr = (text: string | undefined): Cidr | undefined => address.parseCidr(text ?? '');

/** Whether every address of `inner` is one of `outer`. */
export function covers(outer: Cidr, inner: Cidr): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

export const overlaps = (a: Cidr, b: Cidr): boolean => covers(a, b) || covers(b, a);

/** The block that the text names, its host bits cleared; AWS's error for malformed text when it names none of that family. */
export function cidrOf(text: string | undefined, parameter: string, family?: 4 | 6): Cidr {
  const block = parseCidr(text);
  if (block && (family === undefined || block.family === family)) return block;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${text ?? ''}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`,
  );
}

/** The text of a block as AWS writes it, or undefined when the text names none. */
export function canonical(text: string | undefined): string | undefined {
  const block = parseCidr(text);
  return block && formatCidr(block);
}

/** The blocks that these texts name. */
export const blocksOf = (texts: readonly (string | undefined)[]): Cidr[] =>
  texts.flatMap((text) => parseCidr(text) ?? []);

/** The address that lies `offset` after the block's first, or before its last when negative (-1 is the last). */
export function addressAt(block: Cidr, offset: number): string {
  const value = offset < 0 ? plus(block, block.last, offset + 1) : plus(block, block.first, offset);
  return formatAddress({ family: block.family, value });
}

const plus = ({ family }: Cidr, point: number | bigint, offset: number) =>
  family === 4 ? Number(point) + offset : BigInt(point) + BigInt(offset);

/** How many addresses the block holds. */
export const sizeOf = ({ first, last }: Cidr): number => Number(last) - Number(first) + 1;
