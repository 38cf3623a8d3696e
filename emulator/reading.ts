import type { Collection } from './collection.ts';
import type { Records } from './records.ts';
import type { Reader } from './resource-type.ts';
import type { Region } from './state.ts';

/** What a record says besides the properties that it has under the template's own names. */
type More<T, Properties> = (record: T, region: Region, properties: Properties) => object;

/**
 * Reads a resource whose physical id is its record's id: `same` names the properties that the record has under the
 * template's own names, and `more` answers the others.
 */
export function reading<Name extends keyof Records, Properties>(
  collection: Name,
  same: readonly (keyof Records[Name])[],
  more: More<Records[Name], Properties> = () => ({}),
): Reader<Properties> {
  return (region, id, properties) => {
    const record = (region[collection] as Collection<Records[Name]>).get(id);
    if (!record || isDeleted(record)) return undefined;
    return { ...picked(record, same), ...more(record, region, properties) };
  };
}

/** These members of a record. One that is not set is there without a value: it can be read, and there is none. */
export function picked<T extends object>(record: T, names: readonly (keyof T)[]): Partial<T> {
  return Object.fromEntries(names.map((name) => [name, record[name]])) as Partial<T>;
}

/** AWS still describes some resources for a while after they are gone. */
function isDeleted(record: object): boolean {
  const { State: state } = record as { State?: string | { Name?: string } };
  return /^(deleted|deleting|terminated|shutting-down)$/.test(String(typeof state === 'object' ? state.Name : state));
}

/** The attributes that a template sets, with the values that they have now. */
export function attributesRead(
  wanted: readonly { Key?: string | undefined }[] | undefined,
  actual: Readonly<Record<string, string>>,
): { Key: string; Value: string | undefined }[] {
  return (wanted ?? []).map(({ Key = '' }) => ({ Key, Value: actual[Key] }));
}
