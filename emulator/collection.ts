import type { KeysOf, RecordMap } from './record-map.ts';

/** Is told of every change before it happens, and whether the record is still there afterwards. */
type Touching = (id: string, then: 'stays' | 'leaves') => void;

/**
 * Records of one kind by id, in creation order. Records are never changed in place: `put` replaces, `update` edits a copy.
 * That makes a copy of the whole state cheap and lets a failed operation be undone.
 */
export class Collection<T> {
  readonly #records: RecordMap;
  readonly #touching: Touching;

  constructor(records: RecordMap, touching: Touching) {
    this.#records = records;
    this.#touching = touching;
  }

  /** The same records, where somebody is told of each change before it happens. */
  watched(told: (id: string) => void): Collection<T> {
    return new Collection(this.#records, (id, then) => {
      told(id);
      this.#touching(id, then);
    });
  }

  get(id: string | undefined): T | undefined {
    return id === undefined ? undefined : (this.#records.get(id) as T | undefined);
  }

  get size(): number {
    return this.#records.size;
  }

  values(): T[] {
    return [...this.#records.values()] as T[];
  }

  filter(test: (record: T) => boolean): T[] {
    return this.values().filter(test);
  }

  find(test: (record: T) => boolean): T | undefined {
    for (const record of this.#records.values()) if (test(record as T)) return record as T;
    return undefined;
  }

  /** The records with a key, in creation order, without looking at all the others. */
  by(keysOf: KeysOf<T>, key: string | undefined): T[] {
    return key === undefined ? [] : this.#records.by(keysOf, key);
  }

  /** How many records have a key, whatever their number. */
  count(keysOf: KeysOf<T>, key: string): number {
    return this.#records.count(keysOf, key);
  }

  put(id: string, record: T): T {
    this.#touching(id, 'stays');
    this.#records.set(id, record);
    return record;
  }

  /** Applies `change` to a copy of the record and stores the copy; throws when there is no such record. */
  update(id: string, change: (draft: T) => void): T {
    const before = this.get(id);
    if (before === undefined) throw new Error(`no record ${id}`);
    const draft = structuredClone(before);
    change(draft);
    return this.put(id, draft);
  }

  delete(id: string): void {
    if (!this.#records.has(id)) return;
    this.#touching(id, 'leaves');
    this.#records.delete(id);
  }
}
