import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BreakfixError } from '../lib/error.ts';
import { type Furnish, State } from './state.ts';
import { openDatabase } from './storage/database.ts';

/** The account that the local AWS emulates unless told otherwise: the one in AWS's own documentation. */
const ACCOUNT_ID = '123456789012';

export interface StateFolder {
  /** The folder that keeps the state. Without it the state lives in memory and dies with the process. */
  home?: string | undefined;
  /** Twelve digits. Each account has a file of its own in the folder. */
  accountId?: string | undefined;
  furnish?: Furnish | undefined;
  /** Told what a person should know, such as that a damaged file was set aside. */
  log?: ((line: string) => void) | undefined;
}

/**
 * Opens the state of an emulated account. With a folder, every acknowledged change is on disk before its answer, and the folder
 * belongs to this process until `close`. Throws BreakfixError STATE_IN_USE or STATE_FOLDER.
 */
export function openState(options: StateFolder = {}): State {
  const { home, accountId = ACCOUNT_ID, furnish = () => {} } = options;
  if (!/^\d{12}$/.test(accountId)) {
    throw new BreakfixError('ACCOUNT_ID', `'${accountId}' is no AWS account id.`, 'Give twelve digits.', 64);
  }
  if (home === undefined) return new State({ accountId, furnish });
  makeFolder(home);
  const { journal, records } = openDatabase(join(home, `account-${accountId}.db`), options.log ?? (() => {}));
  return new State({ accountId, furnish, home, journal, records });
}

function makeFolder(home: string): void {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BreakfixError('STATE_FOLDER', `The state folder ${home} cannot be used: ${why}`, 'Choose another.', 73);
  }
}
