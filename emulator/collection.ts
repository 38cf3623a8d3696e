/**
 * Records of one kind by id, in creation order. Records are never changed in place: `put` replaces, `update` edits a copy.
 * That makes a copy of the whole state cheap and lets a failed operation be undone.
 */
export class Collection<T> {
  readonly #records: Map<string, T>;
  readonly #touching: (id: string) => void;

  /** `touching` is told of every change before it happens. */
  constructor(records: Map<string, T>, touching: (id: string) => void) {
    this.#records = records;
    this.#touching = touching;
  }

  get(id: string | undefined): T | undefined {
    return id === undefined ? undefined : this.#records.get(id);
  }

  values(): T[] {
    return [...this.#records.values()];
  }

  filter(test: (record: T) => boolean): T[] {
    return this.values().filter(test);
  }

  find(test: (record: T) => boolean): T | undefined {
    for (const record of this.#records.values()) if (test(record)) return record;
    return undefined;
  }

  put(id: string, record: T): T {
    this.#touching(id);
    this.#records.set(id, record);
    return record;
  }

  /** Applies `change` to a copy of the record and stores the copy; throws when there is no such record. */
  update(id: string, change: (draft: T) => void): T {
    const before = this.#records.get(id);
    if (before === undefined) throw new Error(`no record ${id}`);
    const draft = structuredClone(before);
    change(draft);
    return this.put(id, draft);
  }

  delete(id: string): void {
    if (!this.#records.has(id)) return;
    this.#touching(id);
    this.#records.delete(id);
  }
}
