import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Clients } from '../clients.ts';
import { Calls, type Scope } from './calls.ts';
import { emptyAccount } from './empty.ts';
import { readFacts } from './facts.ts';
import { type Answered, Reader } from './reader.ts';
import type { Account } from './types.ts';

/**
 * Reads an account through Describe calls: in parallel, page by page, each list once. A call that is denied or fails for a reason
 * of the service becomes a gap; failing credentials and a target that does not answer throw.
 */
export async function snapshot(clients: Clients, scope: Scope = {}): Promise<Account> {
  const { account } = await survey(clients, scope);
  return account;
}

/** An account, and the answers that it was made of. */
export interface Survey {
  readonly account: Account;
  readonly answers: readonly Answered[];
}

/** Reads an account as `snapshot` does, and keeps what was answered. */
export async function survey(clients: Clients, scope: Scope = {}): Promise<Survey> {
  const reader = new Reader(new Calls(clients, scope));
  const [identity, facts] = await Promise.all([
    clients.sts.send(new GetCallerIdentityCommand({})),
    readFacts(reader, scope),
  ]);
  const account = {
    ...emptyAccount(identity.Account ?? '', clients.connection.region),
    ...facts,
    gaps: reader.gaps,
  };
  const { UserId, Account, Arn } = identity;
  const caller = { command: 'sts get-caller-identity', about: [], output: { UserId, Account, Arn } } as const;
  return { account, answers: [...reader.answers, caller] };
}
