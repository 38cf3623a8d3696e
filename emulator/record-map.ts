/** What a record can be found by; the function itself names the index, so it must be the same one at each call. */
export type KeysOf<T> = (record: T) => readonly (string | undefined)[];

/** Records by id in creation order, that are also found by what is in them at a cost that does not grow with their number. */
export class RecordMap extends Map<string, unknown> {
  /** The order of creation, as numbers that only grow. */
  readonly #places = new Map<string, number>();
  readonly #indexes = new Map<KeysOf<never>, Map<string, Set<string>>>();
  #next = 0;

  /** The records that have the key, in creation order. */
  by<T>(keysOf: KeysOf<T>, key: string): T[] {
    const ids = [...(this.#index(keysOf).get(key) ?? [])];
    const place = (id: string) => this.#places.get(id) ?? 0;
    return ids.sort((a, b) => place(a) - place(b)).map((id) => this.get(id) as T);
  }

  /** How many records have the key. */
  count<T>(keysOf: KeysOf<T>, key: string): number {
    return this.#index(keysOf).get(key)?.size ?? 0;
  }

  override set(id: string, record: unknown): this {
    if (this.has(id)) this.#forget(id);
    else this.#places.set(id, this.#next++);
    super.set(id, record);
    for (const [keysOf, index] of this.#indexes) enter(index, keysOf, id, record);
    return this;
  }

  override delete(id: string): boolean {
    this.#forget(id);
    this.#places.delete(id);
    return super.delete(id);
  }

  override clear(): void {
    this.#indexes.clear();
    this.#places.clear();
    super.clear();
  }

  #index<T>(keysOf: KeysOf<T>): Map<string, Set<string>> {
    const known = this.#indexes.get(keysOf);
    if (known) return known;
    const index = new Map<string, Set<string>>();
    for (const [id, record] of this) enter(index, keysOf, id, record);
    this.#indexes.set(keysOf, index);
    return index;
  }

  #forget(id: string): void {
    const record = this.get(id);
    if (record === undefined) return;
    for (const [keysOf, index] of this.#indexes) {
      for (const key of keysOf(record as never)) leave(index, key, id);
    }
  }
}

function enter(index: Map<string, Set<string>>, keysOf: KeysOf<never>, id: string, record: unknown): void {
  for (const key of keysOf(record as never)) {
    if (key === undefined) continue;
    const ids = index.get(key) ?? new Set();
    index.set(key, ids.add(id));
  }
}

function leave(index: Map<string, Set<string>>, key: string | undefined, id: string): void {
  const ids = key === undefined ? undefined : index.get(key);
  ids?.delete(id);
  if (key !== undefined && ids?.size === 0) index.delete(key);
}
