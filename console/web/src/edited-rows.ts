import { useState } from 'react';

/** A line of a list that is edited as a whole; its key stays while all else of it changes. */
export interface Keyed {
  readonly key: string;
}

/** The lines of such a list as they stand, and what a person does to them. */
export interface EditedRows<Row extends Keyed> {
  readonly rows: readonly Row[];
  change(key: string, part: Partial<Row>): void;
  remove(key: string): void;
  /** Adds a line below the others. */
  add(row: Omit<Row, 'key'>): void;
  /** The place of a line, from 1. */
  nth(key: string): number;
}

export function useEditedRows<Row extends Keyed>(before: readonly Row[]): EditedRows<Row> {
  const [rows, setRows] = useState(before);
  return {
    rows,
    change: (key, part) => setRows((all) => all.map((row) => (row.key === key ? { ...row, ...part } : row))),
    remove: (key) => setRows((all) => all.filter((row) => row.key !== key)),
    add: (row) => setRows((all) => [...all, { ...row, key: crypto.randomUUID() } as Row]),
    nth: (key) => rows.findIndex((row) => row.key === key) + 1,
  };
}
