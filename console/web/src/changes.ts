import { useSyncExternalStore } from 'react';

/** How often the account has changed since the page was opened, and whether the local AWS can be heard. */
interface Heard {
  readonly revision: number;
  readonly connected: boolean;
}

let heard: Heard = { revision: 0, connected: true };
let source: EventSource | undefined;
const listeners = new Set<() => void>();

function tell(next: Heard): void {
  heard = next;
  for (const listener of listeners) listener();
}

/** Listens as long as anybody does; after a restart of the local AWS, the browser connects again by itself. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!source) {
    source = new EventSource('/_breakfix/changes');
    source.addEventListener('open', () => tell({ revision: heard.revision + 1, connected: true }));
    source.addEventListener('change', () => tell({ ...heard, revision: heard.revision + 1 }));
    source.addEventListener('error', () => tell({ ...heard, connected: false }));
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    source?.close();
    source = undefined;
  };
}

/** Rises with every change of the account, whoever made it. */
export const useRevision = (): number => useSyncExternalStore(subscribe, () => heard.revision);

/** Whether the local AWS still answers. */
export const useConnected = (): boolean => useSyncExternalStore(subscribe, () => heard.connected);
