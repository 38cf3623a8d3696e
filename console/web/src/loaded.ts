import { useEffect, useState } from 'react';
import { useRevision } from './changes.ts';
import type { Clients } from './clients.ts';
import { useClients } from './region.tsx';

/** What was asked of the account: while it is asked again, the last answer stays. */
export interface Loaded<T> {
  readonly value: T | undefined;
  readonly error: unknown;
}

/** Asks the account, and again whenever it changes. `load` is compared by identity: it is defined outside of components or memoised. */
export function useLoaded<T>(load: (clients: Clients) => Promise<T>): Loaded<T> {
  const clients = useClients();
  const revision = useRevision();
  const [loaded, setLoaded] = useState<Loaded<T>>({ value: undefined, error: undefined });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the account is a reason to ask again
  useEffect(() => {
    let current = true;
    load(clients).then(
      (value) => current && setLoaded({ value, error: undefined }),
      (error) => current && setLoaded((before) => ({ ...before, error })),
    );
    return () => {
      current = false;
    };
  }, [load, clients, revision]);
  return loaded;
}
