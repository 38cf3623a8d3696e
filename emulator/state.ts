import { Collection } from './collection.ts';
import { COLLECTIONS, type Records } from './records.ts';

/** One acknowledged change of a record; `value` is undefined when the record is gone. */
export interface Change {
  readonly region: string;
  readonly collection: string;
  readonly id: string;
  readonly value: unknown;
}

/** Where acknowledged changes go before an operation is answered: a database, or nowhere for a state in memory. */
export interface Journal {
  commit(changes: readonly Change[]): void;
}

/** One Region of the emulated account: its name, the account's id, and a collection for each kind of record. */
export type Region = { readonly name: string; readonly accountId: string } & {
  readonly [Name in keyof Records]: Collection<Records[Name]>;
};

type Maps = Map<string, Map<string, Map<string, unknown>>>;

/** Fills a Region that is used for the first time, for example with its default VPC. */
export type Furnish = (region: Region) => void;

/** Everything the emulated AWS remembers. All changes happen inside `transaction`. */
export class State {
  readonly accountId: string;
  readonly #maps: Maps;
  readonly #furnish: Furnish;
  readonly #journal: Journal | undefined;
  readonly #regions = new Map<string, Region>();
  #undo: { map: Map<string, unknown>; region: string; collection: string; id: string; before: unknown }[] | undefined;

  constructor(options: { accountId: string; furnish: Furnish; journal?: Journal; records?: Iterable<Change> }) {
    this.accountId = options.accountId;
    this.#furnish = options.furnish;
    this.#journal = options.journal;
    this.#maps = new Map();
    for (const record of options.records ?? []) {
      this.#map(record.region, record.collection).set(record.id, record.value);
    }
  }

  /** Runs `work` so that either all its changes are stored, durably where there is a journal, or none has happened. */
  transaction<T>(regionName: string, work: (region: Region) => T): T {
    if (this.#undo !== undefined) return work(this.#region(regionName));
    const fresh = !this.#maps.has(regionName);
    this.#undo = [];
    try {
      const region = this.#region(regionName);
      if (fresh) this.#furnish(region);
      const result = work(region);
      this.#journal?.commit(this.#changes());
      return result;
    } catch (error) {
      this.#rollBack();
      if (fresh) this.#forget(regionName);
      throw error;
    } finally {
      this.#undo = undefined;
    }
  }

  /** An independent copy in memory. Records are shared, because they are never changed in place. */
  clone(): State {
    return new State({ accountId: this.accountId, furnish: this.#furnish, records: this.records() });
  }

  /** Every record, as `Change`s that would make this state again. */
  *records(): Iterable<Change> {
    for (const [region, collections] of this.#maps) {
      for (const [collection, map] of collections) {
        for (const [id, value] of map) yield { region, collection, id, value };
      }
    }
  }

  #map(region: string, collection: string): Map<string, unknown> {
    const collections = entry(this.#maps, region, () => new Map<string, Map<string, unknown>>());
    return entry(collections, collection, () => new Map<string, unknown>());
  }

  #region(name: string): Region {
    return entry(this.#regions, name, () => this.#openRegion(name));
  }

  #openRegion(name: string): Region {
    const collections = COLLECTIONS.map((collection) => {
      const map = this.#map(name, collection);
      const touched = (id: string, before: unknown) => {
        if (!this.#undo) throw new Error('a change outside a transaction');
        this.#undo.push({ map, region: name, collection, id, before });
      };
      return [collection, new Collection(map, touched)] as const;
    });
    return { name, accountId: this.accountId, ...Object.fromEntries(collections) } as unknown as Region;
  }

  #changes(): Change[] {
    const last = new Map<string, Change>();
    for (const { map, region, collection, id } of this.#undo ?? []) {
      last.set(`${region}/${collection}/${id}`, { region, collection, id, value: map.get(id) });
    }
    return [...last.values()];
  }

  #rollBack(): void {
    for (const { map, id, before } of (this.#undo ?? []).reverse()) {
      if (before === undefined) map.delete(id);
      else map.set(id, before);
    }
  }

  #forget(region: string): void {
    this.#maps.delete(region);
    this.#regions.delete(region);
  }
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
