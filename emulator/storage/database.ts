import type Libsql from 'libsql';
import { atomically, closeFile, type FileFormat, openFile, UnreadableDatabase } from '../../lib/sqlite-file.ts';
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
 * A file that keeps the records of one account. The file belongs to this process until `close`.
 * Throws UnreadableDatabase, or BreakfixError STATE_IN_USE or STATE_FOLDER.
 */
export class Database implements Journal {
  readonly #connection: Libsql.Database;

  constructor(file: string) {
    this.#connection = openFile(file, FORMAT);
  }

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
