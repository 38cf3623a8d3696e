import { readdirSync } from 'node:fs';
import type { Account } from '../lib/account/types.ts';
import { homePath, readJson, writeJson } from './home.ts';
import type { LabRecord, Place } from './lab-record.ts';
import type { Context } from './verb.ts';

/**
 * What a lab looked like: `before`, when it had just been deployed, `after`, when it was first graded as solved, and when it was
 * graded last. They outlive the lab, so that it can be talked over when it is gone, and the next deployment replaces them.
 */
export interface LabSnapshots {
  /** The deployment that they are of. */
  readonly record: LabRecord;
  readonly before: Account;
  readonly after?: Account;
  readonly graded?: { readonly at: string; readonly account: Account };
}

export function writeSnapshots(snapshots: LabSnapshots): void {
  writeJson(pathOf(snapshots.record, snapshots.record.id), snapshots);
}

/** The latest snapshots of a lab; with a record, only those of that deployment. */
export function readSnapshots(place: Place, id: string, record?: LabRecord): LabSnapshots | undefined {
  const found = readJson<LabSnapshots>(pathOf(place, id));
  return record && record.startedAt !== found?.record.startedAt ? undefined : found;
}

/** The latest snapshots of a case at the chosen target, in whatever account, from our own files: nobody has to answer. */
export function latestSnapshots(
  { targetName, region }: Pick<Context, 'targetName' | 'region'>,
  id: string,
): LabSnapshots | undefined {
  let names: string[];
  try {
    names = readdirSync(homePath('snapshots'));
  } catch {
    return undefined;
  }
  const [latest] = names
    .filter((name) => name.startsWith(`${targetName}-`) && name.endsWith(`-${id}.json`))
    .flatMap((name) => readJson<LabSnapshots>(homePath('snapshots', name)) ?? [])
    .filter(({ record }) => record?.id === id && (region === undefined || record.region === region))
    .sort((a, b) => b.record.startedAt.localeCompare(a.record.startedAt));
  return latest;
}

function pathOf({ target, account, region }: Place, id: string): string {
  return homePath('snapshots', `${target}-${account}-${region}-${id}.json`);
}
