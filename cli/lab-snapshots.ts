import { readdirSync } from 'node:fs';
import type { Account } from '../lib/account/types.ts';
import { homePath, readJson, writeJson } from './home.ts';
import type { LabRecord, Place } from './lab-record.ts';
import type { Context } from './verb.ts';

/**
 * What a lab looked like: `before`, when it had just been deployed, and `after`, when it was first graded as solved. They
 * outlive the lab, so that it can be talked over when it is gone, and the next deployment replaces them.
 */
export interface LabSnapshots {
  /** That of the record of the deployment which they are of. */
  readonly startedAt: string;
  readonly before: Account;
  readonly after?: Account;
}

export function writeSnapshots(place: Place, id: string, snapshots: LabSnapshots): void {
  writeJson(pathOf(place, id), snapshots);
}

/** The latest snapshots of a lab; with a record, only those of that deployment. */
export function readSnapshots(place: Place, id: string, record?: LabRecord): LabSnapshots | undefined {
  const found = readJson<LabSnapshots>(pathOf(place, id));
  return record && record.startedAt !== found?.startedAt ? undefined : found;
}

/** The latest snapshots of a lab at the chosen target, in whatever account, so that nothing has to run to be talked over. */
export function latestSnapshots(
  { targetName, region }: Pick<Context, 'targetName' | 'region'>,
  id: string,
): LabSnapshots | undefined {
  const end = `-${id}.json`;
  return namesIn(homePath('snapshots'))
    .filter((name) => name.startsWith(`${targetName}-`) && name.endsWith(end))
    .flatMap((name) => readJson<LabSnapshots>(homePath('snapshots', name)) ?? [])
    .filter(({ before }) => region === undefined || before.Region === region)
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt))[0];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function pathOf({ target, account, region }: Place, id: string): string {
  return homePath('snapshots', `${target}-${account}-${region}-${id}.json`);
}
