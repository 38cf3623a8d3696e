import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Clients, clientsOf } from './clients.ts';

/** The Region of a page whose address names none. */
const DEFAULT_REGION = 'us-east-1';

const RegionClients = createContext<Clients>(clientsOf(DEFAULT_REGION));

/** Gives what is inside the clients of the Region that the page's address names, as `?region=eu-west-1`. */
export function RegionProvider({ children }: { children: ReactNode }) {
  const [search] = useSearchParams();
  const region = search.get('region') ?? DEFAULT_REGION;
  const clients = useMemo(() => clientsOf(region), [region]);
  return <RegionClients value={clients}>{children}</RegionClients>;
}

export const useClients = (): Clients => useContext(RegionClients);

/** The part of an address that keeps the Region; empty in the default one. */
export function useRegionSearch(): string {
  const { region } = useClients();
  return region === DEFAULT_REGION ? '' : `?region=${region}`;
}
