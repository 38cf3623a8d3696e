import { readDump } from '../../lib/account/dump.ts';
import type { Account } from '../../lib/account/types.ts';

/** Reads an estate's folder as `breakfix trace --account` does. */
export async function readEstate(folder: string): Promise<Account> {
  const [account] = await readDump(folder);
  if (!account) throw new Error(`${folder} holds no account`);
  return account;
}
