import { createContext, useContext, useEffect, useState } from 'react';
import { useRevision } from './changes.ts';
import type { Clients } from './clients.ts';
import { useClients } from './region.tsx';

/** What was asked of the account: while it is asked again, the last answer stays. */
export interface Loaded<T> {
  readonly value: T | undefined;
  readonly error: unknown;
  /** The change of the account as of which the value is. */
  readonly revision: number | undefined;
}

/**
 * The change as of which a resource is known to be there. What is inside asks for its parts as of that one, so that nobody asks for the
 * parts of what has just been deleted.
 */
export const KnownAsOf = createContext<number | undefined>(undefined);

/** Asks the account, and again whenever it changes. `load` is compared by identity: it is defined outside of components or memoised. */
export function useLoaded<T>(load: (clients: Clients) => Promise<T>): Loaded<T> {
  const clients = useClients();
  const latest = useRevision();
  const revision = useContext(KnownAsOf) ?? latest;
  const [loaded, setLoaded] = useState<Loaded<T>>({ value: undefined, error: undefined, revision: undefined });
  useEffect(() => {
    let current = true;
    load(clients).then(
      (value) => current && setLoaded({ value, error: undefined, revision }),
      (error) => current && setLoaded((before) => ({ ...before, error })),
    );
    return () => {
      current = false;
    };
  }, [load, clients, revision]);
  return loaded;
}
