import type { RecordMap } from './record-map.ts';

/** One acknowledged change of a record; `value` is undefined when the record is gone. */
export interface Change {
  readonly region: string;
  readonly collection: string;
  readonly id: string;
  readonly value: unknown;
}

/** The records of one collection of one Region, by id, in creation order. */
export interface Shelf {
  readonly region: string;
  readonly collection: string;
  readonly records: RecordMap;
}

interface Touched {
  readonly shelf: Shelf;
  readonly id: string;
  readonly before: unknown;
}

/** What one operation has changed so far: enough to undo it, and to write it down. */
export class Transaction {
  readonly #touched: Touched[] = [];
  /** Ids in creation order, of shelves that records were about to leave: a Map puts what returns at its end. */
  readonly #orders = new Map<Shelf, string[]>();

  /** To be called before the record is put or deleted. */
  touching(shelf: Shelf, id: string, then: 'stays' | 'leaves'): void {
    this.#touched.push({ shelf, id, before: shelf.records.get(id) });
    if (then === 'leaves' && !this.#orders.has(shelf)) this.#orders.set(shelf, [...shelf.records.keys()]);
  }

  /** Puts every record back as it was, in the order in which they were created. */
  undo(): void {
    for (const { shelf, id, before } of this.#touched.reverse()) {
      if (before === undefined) shelf.records.delete(id);
      else shelf.records.set(id, before);
    }
    for (const [{ records }, order] of this.#orders) {
      // Those that the transaction had made before the first one left are gone again.
      const values = order.filter((id) => records.has(id)).map((id) => [id, records.get(id)] as const);
      records.clear();
      for (const [id, value] of values) records.set(id, value);
    }
  }

  /** The net changes, so ordered that replaying them gives the same creation order. */
  changes(): Change[] {
    const last = new Map<string, Touched>();
    const gone: Change[] = [];
    for (const touched of this.#touched) {
      const { shelf, id, before } = touched;
      const key = JSON.stringify([shelf.region, shelf.collection, id]);
      const created = before === undefined;
      if (created && last.delete(key)) gone.push({ ...place(touched), value: undefined });
      last.set(key, touched);
    }
    const kept = [...last.values()].map((touched) => ({
      ...place(touched),
      value: touched.shelf.records.get(touched.id),
    }));
    return [...gone, ...kept];
  }
}

const place = ({ shelf, id }: Touched) => ({ region: shelf.region, collection: shelf.collection, id });
