import { Collection } from '../collection.ts';
import { type KeysOf, RecordMap } from '../record-map.ts';
import { COLLECTIONS } from '../records.ts';
import type { Region } from '../state.ts';

/** Runs `work` so that when it throws, nothing that it did to the Region remains, while the operation around it goes on. */
export function attempt<T>(region: Region, work: (region: Region) => T): T {
  const undo: (() => void)[] = [];
  const watched = COLLECTIONS.map((name) => [name, new Watched<unknown>(region[name] as Collection<unknown>, undo)]);
  try {
    return work({ ...region, ...Object.fromEntries(watched) });
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

/** A collection that notes how to undo each change. */
class Watched<T> extends Collection<T> {
  readonly #inner: Collection<T>;
  readonly #undo: (() => void)[];

  constructor(inner: Collection<T>, undo: (() => void)[]) {
    super(new RecordMap(), () => {});
    this.#inner = inner;
    this.#undo = undo;
  }

  override get(id: string | undefined): T | undefined {
    return this.#inner.get(id);
  }

  override get size(): number {
    return this.#inner.size;
  }

  override values(): T[] {
    return this.#inner.values();
  }

  override find(test: (record: T) => boolean): T | undefined {
    return this.#inner.find(test);
  }

  override by(keysOf: KeysOf<T>, key: string | undefined): T[] {
    return this.#inner.by(keysOf, key);
  }

  override put(id: string, record: T): T {
    this.#note(id);
    return this.#inner.put(id, record);
  }

  override update(id: string, change: (draft: T) => void): T {
    this.#note(id);
    return this.#inner.update(id, change);
  }

  override delete(id: string): void {
    this.#note(id);
    this.#inner.delete(id);
  }

  #note(id: string): void {
    const before = this.#inner.get(id);
    this.#undo.push(() => {
      if (before === undefined) this.#inner.delete(id);
      else this.#inner.put(id, before);
    });
  }
}
