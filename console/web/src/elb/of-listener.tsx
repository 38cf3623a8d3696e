import Spinner from '@cloudscape-design/components/spinner';
import type { ReactNode } from 'react';
import { ErrorAlert } from '../error-alert.tsx';
import { Gone } from '../resource-page.tsx';
import { type ListenerPlace, useListener } from './listener.ts';

/** What is shown of the listener that the page's address names, once it is known. */
export function OfListener({ children }: { children(place: ListenerPlace): ReactNode }) {
  const { error, id, loaded, place } = useListener();
  if (place) return children(place);
  if (error) return <ErrorAlert error={error} />;
  return loaded ? <Gone one="listener" id={id} /> : <Spinner />;
}
