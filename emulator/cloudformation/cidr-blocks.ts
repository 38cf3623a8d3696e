import { formatCidr, parseCidr } from '../../lib/network/address.ts';
import { validationError } from './validation-error.ts';

/**
 * `Fn::Cidr`: the first `count` blocks with `hostBits` host bits inside `text`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html
 */
export function cidrBlocks(text: string, count: number, hostBits: number | undefined): string[] {
  const block = parseCidr(text);
  if (!block) throw validationError(`Template error: Fn::Cidr: ${text} is not a valid CIDR block`);
  const size = block.family === 4 ? 32 : 128;
  const bits = hostBits ?? (block.family === 6 ? 64 : undefined);
  if (bits === undefined || !(bits >= 0 && bits <= size) || !(count >= 1 && count <= 256)) {
    throw validationError('Template error: Fn::Cidr requires a count between 1 and 256 and a number of subnet bits');
  }
  if (BigInt(count) << BigInt(bits) > 1n << BigInt(size - block.length)) {
    throw validationError(`Template error: Fn::Cidr: ${text} does not hold ${count} blocks of ${bits} bits`);
  }
  const first = BigInt(block.first);
  return Array.from({ length: count }, (_, n) => {
    const start = first + (BigInt(n) << BigInt(bits));
    const point = block.family === 4 ? Number(start) : start;
    return formatCidr({ family: block.family, first: point, last: point, length: size - bits });
  });
}
