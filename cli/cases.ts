import { readFile } from 'node:fs/promises';
import { BreakfixError } from '../lib/error.ts';
import { parseAddress } from '../lib/network/address.ts';
import type { Case } from '../lib/reach/case.ts';
import { protocolOf } from '../lib/reach/flow.ts';

const EXAMPLE = '[{"id": "1", "from": "i-…", "to": "internet", "protocol": "tcp", "port": 443}]';

/** Reads the flows of a file: a JSON array of `{id, from, sourceIp?, to, protocol?, sourcePort?, port?}`. */
export async function readCases(file: string): Promise<Case[]> {
  const read = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BreakfixError('NO_CASES', `${file} cannot be read: ${error.code}.`, 'a file that is there', 69);
  });
  const cases = parsed(read, file);
  if (!Array.isArray(cases)) throw wrong(file, 'is not an array');
  return cases.map((each, i) => checked(each, `${file}: case ${i + 1}`));
}

function parsed(read: string, file: string): unknown {
  try {
    return JSON.parse(read.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw wrong(file, `is not JSON: ${(error as Error).message}`);
  }
}

const wrong = (where: string, what: string) => new BreakfixError('BAD_CASES', `${where} ${what}.`, EXAMPLE, 64);

/** A field may also be null, which is as if it were not there. */
function checked(value: unknown, where: string): Case {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(where, 'is not an object');
  const { id, from, to, sourceIp, protocol, sourcePort, port } = value as Record<string, unknown>;
  if (typeof id !== 'string' && typeof id !== 'number') throw wrong(where, 'has no id');
  if (typeof from !== 'string' || from === '') throw wrong(where, 'has no from');
  if (typeof to !== 'string' || to === '') throw wrong(where, 'has no to');
  return {
    id: String(id),
    from,
    to,
    ...(sourceIp != null && { sourceIp: addressOf(sourceIp, where) }),
    ...(protocol != null && { protocol: protocolName(protocol, where) }),
    ...(sourcePort != null && { sourcePort: portOf(sourcePort, 'sourcePort', where) }),
    ...(port != null && { port: portOf(port, 'port', where) }),
  };
}

function addressOf(value: unknown, where: string): string {
  if (typeof value === 'string' && parseAddress(value)) return value;
  throw wrong(where, 'has a sourceIp that is no address');
}

function protocolName(value: unknown, where: string): string {
  if (typeof value !== 'string' && typeof value !== 'number') throw wrong(where, 'has a protocol that is none');
  try {
    protocolOf(String(value));
  } catch {
    throw wrong(where, `has a protocol that is none: ${String(value).slice(0, 20)}`);
  }
  return String(value);
}

function portOf(value: unknown, name: string, where: string): number {
  const port = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value;
  if (typeof port === 'number' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw wrong(where, `has a ${name} that is none`);
}
