import { validationError } from './validation-error.ts';

/** How many members CloudFormation answers at once. */
const PAGE_SIZE = 100;

/** One page of a list. Callers choose its size in few operations. */
export function page<T>(
  all: readonly T[],
  token: string | undefined,
  size = PAGE_SIZE,
): { items: T[]; NextToken: string | undefined } {
  const offset = token === undefined ? '0' : Buffer.from(token, 'base64url').toString();
  if (!/^\d+$/.test(offset)) throw validationError(`Invalid next token [${token}]`);
  const start = Number(offset);
  const end = start + size;
  const NextToken = end < all.length ? Buffer.from(String(end)).toString('base64url') : undefined;
  return { items: all.slice(start, end), NextToken };
}
