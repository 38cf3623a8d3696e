import { furnish } from './ec2/default-vpc.ts';
import { checkedQuotas } from './quotas.ts';
import { type RunningServer, type ServerOptions, serve } from './server.ts';
import type { Quotas, State } from './state.ts';
import { openState } from './storage.ts';

export interface LocalAwsOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** The folder that keeps the account. Without it the account lives in memory and dies with the process. */
  readonly home?: string | undefined;
  readonly accountId?: string | undefined;
  readonly version?: string | undefined;
  /** Quotas that the account is granted; those granted before stay as they are. */
  readonly quotas?: Quotas | undefined;
  readonly log?: ((line: string) => void) | undefined;
  readonly pages?: ServerOptions['pages'];
}

export interface LocalAws extends RunningServer {
  /** The state it was started with. */
  readonly state: State;
}

/**
 * Starts the local AWS: every Region has its default VPC, `close` also lets go of the state folder. Throws BreakfixError QUOTA for a
 * quota that there is not.
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const { home, accountId, log } = options;
  const state = openState({ home, accountId, log, furnish });
  try {
    state.grant(checkedQuotas(options.quotas ?? {}));
    const server = await serve({ ...options, state });
    return {
      ...server,
      state,
      close: async () => {
        await server.close();
        state.close();
      },
    };
  } catch (error) {
    state.close();
    throw error;
  }
}
