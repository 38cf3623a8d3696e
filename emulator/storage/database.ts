import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import type Libsql from 'libsql';
import { BreakfixError } from '../../lib/error.ts';
import type { Change, Journal } from '../state.ts';
import { fromJson, toJson } from './json.ts';

/** Changes whenever the meaning of stored records changes, so that older files are not misread. */
const SCHEMA_VERSION = 1;

/** Thrown for a file that is not, or no longer, a database that this version can read. */
export class UnreadableDatabase extends Error {}

const TABLES = `
  CREATE TABLE record (
    created INTEGER PRIMARY KEY AUTOINCREMENT,
    region TEXT NOT NULL,
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (region, collection, id)
  );
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * A file that keeps the records of one account. The file belongs to this process until `close`.
 * Throws UnreadableDatabase, or BreakfixError STATE_IN_USE or STATE_FOLDER.
 */
export class Database implements Journal {
  readonly #connection: Libsql.Database;

  constructor(file: string) {
    checkKind(file);
    const connection = connect(file);
    try {
      prepare(connection, file);
    } catch (error) {
      letGo(connection);
      throw error;
    }
    this.#connection = connection;
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
    this.#atomically(() => {
      for (const { region, collection, id, value } of changes) {
        if (value === undefined) remove.run(region, collection, id);
        else put.run(region, collection, id, toJson(value));
      }
    });
  }

  clear(): void {
    this.#atomically(() => this.#connection.exec('DELETE FROM record'));
  }

  close(): void {
    if (this.#connection.open) letGo(this.#connection);
  }

  #atomically(work: () => void): void {
    this.#connection.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#connection.exec('COMMIT');
    } catch (error) {
      // Where the disk is full, SQLite has rolled back already.
      if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK');
      throw error;
    }
  }
}

function connect(file: string): Libsql.Database {
  let Connection: typeof Libsql;
  try {
    // Loaded only when asked for: a state in memory works where there is no native database.
    Connection = createRequire(import.meta.url)('libsql') as typeof Libsql;
  } catch (error) {
    throw new BreakfixError(
      'NO_DATABASE',
      `The database library could not be loaded: ${messageOf(error)}`,
      'Install breakfix again with optional dependencies, or keep the state in memory.',
    );
  }
  try {
    return new Connection(file);
  } catch (error) {
    throw unusable(file, error);
  }
}

/** Smaller than this no database is, though SQLite takes such a file for a new one and writes over it. */
const SMALLEST = 512;

function checkKind(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isFile()) throw new UnreadableDatabase('it is no file');
  if (found.size < SMALLEST) throw new UnreadableDatabase(`it holds no more than ${found.size} bytes`);
}

function prepare(connection: Libsql.Database, file: string): void {
  try {
    connection.exec('PRAGMA locking_mode = EXCLUSIVE');
    connection.exec('PRAGMA journal_mode = WAL');
    connection.exec('PRAGMA synchronous = FULL');
    connection.exec('BEGIN EXCLUSIVE; COMMIT');
    const fresh = connection.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
    if (fresh.n === 0) connection.exec(`BEGIN; ${TABLES} COMMIT`);
    check(connection);
  } catch (error) {
    if (error instanceof UnreadableDatabase) throw error;
    if (codeOf(error).startsWith('SQLITE_BUSY')) throw inUse(file);
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(error))) throw new UnreadableDatabase(messageOf(error));
    throw unusable(file, error);
  }
}

/** The library closes a file only when the last statement is garbage; the lock must go now. */
function letGo(connection: Libsql.Database): void {
  try {
    connection.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_schema');
  } catch {
    // A damaged file cannot be read, and need not be: it will be set aside.
  } finally {
    connection.close();
  }
}

function check(connection: Libsql.Database): void {
  const { user_version: version } = connection.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version !== SCHEMA_VERSION) {
    throw new UnreadableDatabase(`its format is ${version}, this breakfix reads format ${SCHEMA_VERSION}`);
  }
  const { quick_check: verdict } = connection.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
  if (verdict !== 'ok') throw new UnreadableDatabase(verdict);
}

function inUse(file: string): BreakfixError {
  return new BreakfixError(
    'STATE_IN_USE',
    `The local AWS's state in ${file} is in use by another process.`,
    'Stop the other local AWS first, or give this one a state folder of its own.',
  );
}

/** Where files cannot be made or written: rights, a full disk, a folder that has gone. */
function unusable(file: string, error: unknown): BreakfixError {
  return new BreakfixError(
    'STATE_FOLDER',
    `The state file ${file} cannot be opened: ${messageOf(error)}`,
    'Make its folder writable and see that the disk has room, or choose another state folder.',
    73,
  );
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
