import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type Libsql from 'libsql';
import { atomically, closeFile, type FileFormat, openOrSetAside } from '../lib/sqlite-file.ts';
import type { DeedKind, Deeds, Entry } from './deed.ts';

const FORMAT: FileFormat = {
  name: 'logbook',
  version: 1,
  exclusive: false,
  tables: `
    CREATE TABLE entry (
      line INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      at TEXT NOT NULL,
      scenario TEXT NOT NULL,
      attempt TEXT NOT NULL,
      kind TEXT NOT NULL,
      deed TEXT NOT NULL
    );
    CREATE INDEX by_scenario ON entry (scenario, at, line)`,
};

interface Row {
  readonly id: string;
  readonly at: string;
  readonly scenario: string;
  readonly attempt: string;
  readonly kind: string;
  readonly deed: string;
}

/**
 * What a learner did, in a file to which lines are only added: each is on disk before `write` returns, and several
 * terminals may write at once.
 */
export class Logbook {
  readonly #connection: Libsql.Database;

  private constructor(connection: Libsql.Database) {
    this.#connection = connection;
  }

  /** Opens the logbook in a file, and makes it when it is not there. One that cannot be read is set aside, and `log` is told. */
  static open(file: string, log: (line: string) => void = () => {}): Logbook {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    return openOrSetAside(file, FORMAT, log, (connection) => new Logbook(connection));
  }

  /** Adds a line. It belongs to the scenario's latest attempt; `started` begins one, and so does whatever comes first. */
  write<Kind extends DeedKind>(scenario: string, kind: Kind, deed: Deeds[Kind], at = new Date()): Entry {
    return atomically(this.#connection, () => {
      const attempt = (kind === 'started' ? undefined : this.#latestAttempt(scenario)) ?? randomUUID();
      const entry = { id: randomUUID(), at: at.toISOString(), scenario, attempt, kind, deed } as unknown as Entry;
      this.#insert(entry);
      return entry;
    });
  }

  /** All lines in the order of time, or those of one scenario; of one millisecond in the order in which they were added. */
  entries(scenario?: string): Entry[] {
    const where = scenario === undefined ? '' : 'WHERE scenario = ?';
    const rows = this.#connection
      .prepare(`SELECT id, at, scenario, attempt, kind, deed FROM entry ${where} ORDER BY at, line`)
      .all(...(scenario === undefined ? [] : [scenario])) as Row[];
    return rows.map((row) => ({ ...row, deed: JSON.parse(row.deed) as unknown }) as Entry);
  }

  /** Adds lines of another logbook, and answers how many were new. */
  add(entries: readonly Entry[]): number {
    return atomically(this.#connection, () => entries.filter((entry) => this.#insert(entry)).length);
  }

  close(): void {
    closeFile(this.#connection, FORMAT);
  }

  /** That of the latest start or, where there is none, of the latest line. */
  #latestAttempt(scenario: string): string | undefined {
    const latest = this.#connection.prepare(
      "SELECT attempt FROM entry WHERE scenario = ? ORDER BY kind = 'started' DESC, at DESC, line DESC LIMIT 1",
    );
    return (latest.get(scenario) as { attempt: string } | undefined)?.attempt;
  }

  #insert({ id, at, scenario, attempt, kind, deed }: Entry): boolean {
    const { changes } = this.#connection
      .prepare('INSERT OR IGNORE INTO entry (id, at, scenario, attempt, kind, deed) VALUES (?, ?, ?, ?, ?, ?)')
      .run(id, at, scenario, attempt, kind, JSON.stringify(deed));
    return changes > 0;
  }
}
