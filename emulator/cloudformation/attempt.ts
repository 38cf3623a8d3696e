import type { Collection } from '../collection.ts';
import { COLLECTIONS } from '../records.ts';
import type { Region } from '../state.ts';

/** Runs `work` so that when it throws, nothing that it did to the Region remains, while the operation around it goes on. */
export function attempt<T>(region: Region, work: (region: Region) => T): T {
  const undo: (() => void)[] = [];
  const watched = COLLECTIONS.map((name) => [name, watch(region[name] as Collection<unknown>, undo)]);
  try {
    return work({ ...region, ...Object.fromEntries(watched) });
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

/** The same collection, which notes how to undo each change. */
function watch(collection: Collection<unknown>, undo: (() => void)[]): Collection<unknown> {
  return collection.watched((id) => {
    const before = collection.get(id);
    undo.push(() => {
      if (before === undefined) collection.delete(id);
      else collection.put(id, before);
    });
  });
}
