import type Libsql from 'libsql';
import { atomically, closeFile, type FileFormat, openOrSetAside, UnreadableDatabase } from '../../lib/sqlite-file.ts';
import type { Change, Journal } from '../state.ts';
import { fromJson, toJson } from './json.ts';

const FORMAT: FileFormat = {
  name: "local AWS's state",
  version: 2,
  exclusive: true,
  tables: `
    CREATE TABLE record (
      created INTEGER PRIMARY KEY AUTOINCREMENT,
      region TEXT NOT NULL,
      collection TEXT NOT NULL,
      id TEXT NOT NULL,
      value TEXT NOT NULL,
      UNIQUE (region, collection, id)
    )`,
};

/**
 * Opens the file that keeps the records of one account, and makes it when it is not there. It belongs to this process until the
 * database is closed. One that cannot be read is set aside, and `log` is told.
 */
export function openDatabase(file: string, log: (line: string) => void): { journal: Journal; records: Change[] } {
  return openOrSetAside(file, FORMAT, log, (connection) => {
    const journal = new Database(connection);
    return { journal, records: journal.records() };
  });
}

class Database implements Journal {
  readonly #connection: Libsql.Database;

  constructor(connection: Libsql.Database) {
    this.#connection = connection;
  }

  /** What the file holds. Throws UnreadableDatabase. */
  records(): Change[] {
    const rows = this.#connection.prepare('SELECT region, collection, id, value FROM record ORDER BY created').all();
    return (rows as { region: string; collection: string; id: string; value: string }[]).map((row) => {
      try {
        return { ...row, value: fromJson(row.value) };
      } catch {
        throw new UnreadableDatabase(`the record ${row.collection}/${row.id} is damaged`);
      }
    });
  }

  commit(changes: readonly Change[]): void {
    const put = this.#connection.prepare(
      `INSERT INTO record (region, collection, id, value) VALUES (?, ?, ?, ?)
       ON CONFLICT (region, collection, id) DO UPDATE SET value = excluded.value`,
    );
    const remove = this.#connection.prepare('DELETE FROM record WHERE region = ? AND collection = ? AND id = ?');
    atomically(this.#connection, () => {
      for (const { region, collection, id, value } of changes) {
        if (value === undefined) remove.run(region, collection, id);
        else put.run(region, collection, id, toJson(value));
      }
    });
  }

  clear(): void {
    atomically(this.#connection, () => this.#connection.exec('DELETE FROM record'));
  }

  close(): void {
    closeFile(this.#connection, FORMAT);
  }
}
