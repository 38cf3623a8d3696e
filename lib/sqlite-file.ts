import { existsSync, renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import type Libsql from 'libsql';
import { BreakfixError } from './error.ts';

/** Thrown for a file that is not, or no longer, a database that this version can read. */
export class UnreadableDatabase extends Error {}

/** What a file holds, and who may have it open. */
export interface FileFormat {
  /** Changes whenever the meaning of what is stored changes, so that older files are not misread. */
  readonly version: number;
  /** The statements that make a new file. */
  readonly tables: string;
  /** Whether the file belongs to one process until it is closed. Otherwise processes take turns, and wait for each other. */
  readonly exclusive: boolean;
  /** What a person calls the file, in errors. */
  readonly name: string;
}

/** How long processes that take turns wait for each other. */
const PATIENCE_MS = 10_000;

/** Opens a SQLite file in which a committed transaction is on disk, and makes it when it is not there. */
function openFile(file: string, format: FileFormat): Libsql.Database {
  checkKind(file, format);
  const connection = connect(file, format);
  try {
    prepare(connection, file, format);
    return connection;
  } catch (error) {
    closeFile(connection, format);
    throw error;
  }
}

/**
 * What `read` makes of a file that is opened for it. A file that cannot be read is set aside, `log` is told where it went, and
 * a new one is begun. Throws BreakfixError STATE_IN_USE, STATE_FOLDER or NO_DATABASE.
 */
export function openOrSetAside<T>(
  file: string,
  format: FileFormat,
  log: (line: string) => void,
  read: (connection: Libsql.Database) => T,
): T {
  try {
    return readFrom(file, format, read);
  } catch (error) {
    if (!(error instanceof UnreadableDatabase)) throw error;
    const kept = setAside(file);
    log(
      `The ${format.name} in ${file} could not be read (${error.message}). It was kept as ${kept}; a new one begins.`,
    );
    return readFrom(file, format, read);
  }
}

function readFrom<T>(file: string, format: FileFormat, read: (connection: Libsql.Database) => T): T {
  const connection = openFile(file, format);
  try {
    return read(connection);
  } catch (error) {
    closeFile(connection, format);
    throw error;
  }
}

/** Closes a file. An exclusive one is let go at once, though the library does so only when its last statement is garbage. */
export function closeFile(connection: Libsql.Database, { exclusive }: Pick<FileFormat, 'exclusive'>): void {
  if (!connection.open) return;
  try {
    if (exclusive) {
      connection.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_schema');
    }
  } catch {
    // A damaged file cannot be read, and need not be: it will be set aside.
  } finally {
    connection.close();
  }
}

/** Renames a file and what SQLite keeps beside it, and returns the file's new name. */
function setAside(file: string): string {
  const kept = `${file}.unreadable-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, kept + suffix);
  }
  return kept;
}

/** Does all of some work or nothing of it. */
export function atomically<T>(connection: Libsql.Database, work: () => T): T {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const done = work();
    connection.exec('COMMIT');
    return done;
  } catch (error) {
    // Where the disk is full, SQLite has rolled back already.
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

function connect(file: string, format: FileFormat): Libsql.Database {
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
    throw unusable(file, format, error);
  }
}

/** Smaller than this no database is, though SQLite takes such a file for a new one and writes over it. */
const SMALLEST = 512;

function checkKind(file: string, { exclusive }: FileFormat): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isFile()) throw new UnreadableDatabase('it is no file');
  // Another process may be about to make the file.
  if (found.size === 0 && !exclusive) return;
  if (found.size < SMALLEST) throw new UnreadableDatabase(`it holds no more than ${found.size} bytes`);
}

function prepare(connection: Libsql.Database, file: string, format: FileFormat): void {
  try {
    connection.exec(format.exclusive ? 'PRAGMA locking_mode = EXCLUSIVE' : `PRAGMA busy_timeout = ${PATIENCE_MS}`);
    connection.exec('PRAGMA journal_mode = WAL');
    connection.exec('PRAGMA synchronous = FULL');
    connection.exec(format.exclusive ? 'BEGIN EXCLUSIVE' : 'BEGIN IMMEDIATE');
    const { n } = connection.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
    if (n === 0) connection.exec(`${format.tables}; PRAGMA user_version = ${format.version}`);
    connection.exec('COMMIT');
    check(connection, format);
  } catch (error) {
    if (error instanceof UnreadableDatabase) throw error;
    if (codeOf(error).startsWith('SQLITE_BUSY')) throw inUse(file, format);
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(error))) throw new UnreadableDatabase(messageOf(error));
    throw unusable(file, format, error);
  }
}

function check(connection: Libsql.Database, { version }: FileFormat): void {
  const { user_version: found } = connection.prepare('PRAGMA user_version').get() as { user_version: number };
  if (found !== version) {
    throw new UnreadableDatabase(`its format is ${found}, this breakfix reads format ${version}`);
  }
  const { quick_check: verdict } = connection.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
  if (verdict !== 'ok') throw new UnreadableDatabase(verdict);
}

function inUse(file: string, { name, exclusive }: FileFormat): BreakfixError {
  return new BreakfixError(
    'STATE_IN_USE',
    `The ${name} in ${file} is in use by another process.`,
    exclusive
      ? 'Stop the other local AWS first, or give this one a state folder of its own.'
      : 'Try again when the other process has finished.',
  );
}

/** Where files cannot be made or written: rights, a full disk, a folder that has gone. */
function unusable(file: string, { name }: FileFormat, error: unknown): BreakfixError {
  return new BreakfixError(
    'STATE_FOLDER',
    `The ${name} in ${file} cannot be opened: ${messageOf(error)}`,
    'Make its folder writable and see that the disk has room, or choose another state folder.',
    73,
  );
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
