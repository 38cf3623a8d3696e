import { Collection } from './collection.ts';
import { RecordMap } from './record-map.ts';
import { COLLECTIONS, type Records } from './records.ts';
import { type Change, type Shelf, Transaction } from './transaction.ts';

export type { Change } from './transaction.ts';

/** Where acknowledged changes go before an operation is answered: a database, or nowhere for a state in memory. */
export interface Journal {
  /** Stores all of the changes or, by throwing, none. */
  commit(changes: readonly Change[]): void;
  /** Forgets every record. */
  clear(): void;
  close(): void;
}

/** One Region of the emulated account: its name, the account's id, and a collection for each kind of record. */
export type Region = {
  readonly name: string;
  readonly accountId: string;
  /** Another Region of the same account, for what lies between two of them. */
  readonly elsewhere: (name: string) => Region;
  /** What the account may have of something: as granted, else what it had to begin with. */
  readonly quotaOf: (quota: string, otherwise: number) => number;
} & {
  readonly [Name in keyof Records]: Collection<Records[Name]>;
};

/** Quotas by name that an account has been granted, in every Region, instead of what it had to begin with. */
export type Quotas = Readonly<Record<string, number>>;

/** Fills a Region that is used for the first time, for example with its default VPC. */
export type Furnish = (region: Region) => void;

interface StateOptions {
  accountId: string;
  furnish: Furnish;
  /** The folder that the records are kept in, when they outlive the process. */
  home?: string | undefined;
  journal?: Journal | undefined;
  records?: Iterable<Change>;
}

/** The collection, unseen by operations, that remembers which Regions have been furnished. */
const FURNISHED = 'furnished';

/** The collection of the quotas that were granted, which belong to no Region. */
const QUOTAS = { region: '', collection: 'quotas' };

/** Everything the emulated AWS remembers. All changes happen inside `transaction`. */
export class State {
  readonly accountId: string;
  readonly home: string | undefined;
  readonly #furnish: Furnish;
  readonly #journal: Journal | undefined;
  readonly #shelves = new Map<string, Map<string, Shelf>>();
  readonly #regions = new Map<string, Region>();
  readonly #listeners = new Set<() => void>();
  #transaction: Transaction | undefined;

  constructor(options: StateOptions) {
    this.accountId = options.accountId;
    this.home = options.home;
    this.#furnish = options.furnish;
    this.#journal = options.journal;
    for (const record of options.records ?? []) {
      this.#shelf(record.region, record.collection).records.set(record.id, record.value);
    }
  }

  /**
   * Runs `work` so that either all its changes are stored, durably where there is a journal, or none has happened.
   * Inside another transaction it is part of that one.
   */
  transaction<T>(regionName: string, work: (region: Region) => T): T {
    if (this.#transaction) return work(this.#furnished(regionName));
    const transaction = new Transaction();
    this.#transaction = transaction;
    try {
      const result = work(this.#furnished(regionName));
      const changes = transaction.changes();
      if (changes.length > 0) this.#changed(changes);
      return result;
    } catch (error) {
      transaction.undo();
      throw error;
    } finally {
      this.#transaction = undefined;
    }
  }

  /** Tells `listener` of every change that has been stored, until the function that it answers is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** An independent copy in memory. Records are shared, because they are never changed in place. */
  clone(): State {
    return new State({ accountId: this.accountId, furnish: this.#furnish, records: this.records() });
  }

  /** Every record, as `Change`s that would make this state again. */
  *records(): Iterable<Change> {
    for (const shelves of this.#shelves.values()) {
      for (const { region, collection, records } of shelves.values()) {
        for (const [id, value] of records) yield { region, collection, id, value };
      }
    }
  }

  /** The quotas that were granted. */
  get quotas(): Quotas {
    return Object.fromEntries(this.#granted.entries()) as Quotas;
  }

  /** Grants quotas, in every Region and for as long as the account is kept; those that are not named stay as they are. */
  grant(quotas: Quotas): void {
    const changes = Object.entries(quotas).map(([id, value]) => ({ ...QUOTAS, id, value }));
    if (changes.length > 0) this.#journal?.commit(changes);
    for (const { id, value } of changes) this.#granted.set(id, value);
  }

  /** Makes the account as it was on its first day, but for its quotas. */
  reset(): void {
    const { quotas } = this;
    this.#journal?.clear();
    this.#shelves.clear();
    this.#regions.clear();
    this.grant(quotas);
    this.#tell();
  }

  /** Lets go of the state folder, so that another process may open it. */
  close(): void {
    this.#journal?.close();
  }

  #changed(changes: readonly Change[]): void {
    this.#journal?.commit(changes);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  get #granted() {
    return this.#shelf(QUOTAS.region, QUOTAS.collection).records;
  }

  #furnished(regionName: string): Region {
    const region = entry(this.#regions, regionName, () => this.#openRegion(regionName));
    const shelf = this.#shelf(regionName, FURNISHED);
    if (!shelf.records.has(regionName)) {
      this.#transaction?.touching(shelf, regionName, 'stays');
      shelf.records.set(regionName, true);
      this.#furnish(region);
    }
    return region;
  }

  #shelf(region: string, collection: string): Shelf {
    const shelves = entry(this.#shelves, region, () => new Map<string, Shelf>());
    return entry(shelves, collection, () => ({ region, collection, records: new RecordMap() }));
  }

  #openRegion(name: string): Region {
    const collections = COLLECTIONS.map((collection) => {
      const shelf = this.#shelf(name, collection);
      const touching = (id: string, then: 'stays' | 'leaves') => {
        if (!this.#transaction) throw new Error('a change outside a transaction');
        this.#transaction.touching(shelf, id, then);
      };
      return [collection, new Collection(shelf.records, touching)] as const;
    });
    const elsewhere = (other: string) => this.#furnished(other);
    const quotaOf = (quota: string, otherwise: number) => (this.#granted.get(quota) as number | undefined) ?? otherwise;
    const facts = { name, accountId: this.accountId, elsewhere, quotaOf };
    return { ...facts, ...Object.fromEntries(collections) } as unknown as Region;
  }
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
