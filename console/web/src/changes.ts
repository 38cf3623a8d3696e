import { useSyncExternalStore } from 'react';

/** How long the account has to be quiet before pages ask again, and how long they wait for that: a deployment changes it many times. */
const QUIET = 200;
const LONGEST = 1000;

/** How often there was a reason to ask again since the page was opened, and whether the local AWS can be heard. */
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

let timer: ReturnType<typeof setTimeout> | undefined;
/** When the first change was heard that pages have not been told of. */
let since: number | undefined;

function noteChange(): void {
  since ??= Date.now();
  clearTimeout(timer);
  timer = setTimeout(rise, Math.min(QUIET, since + LONGEST - Date.now()));
}

function rise(): void {
  since = undefined;
  tell({ ...heard, revision: heard.revision + 1 });
}

/** Listens as long as anybody does; after a restart of the local AWS, the browser connects again by itself. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!source) {
    source = new EventSource('/_breakfix/changes');
    source.addEventListener('open', () => {
      tell({ ...heard, connected: true });
      // What changed before is not told.
      noteChange();
    });
    source.addEventListener('change', noteChange);
    source.addEventListener('error', () => tell({ ...heard, connected: false }));
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    source?.close();
    source = undefined;
  };
}

/** Rises when the account has changed, whoever changed it: once for many changes in a row. */
export const useRevision = (): number => useSyncExternalStore(subscribe, () => heard.revision);

/** Whether the local AWS still answers. */
export const useConnected = (): boolean => useSyncExternalStore(subscribe, () => heard.connected);
