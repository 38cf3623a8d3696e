import type { Account } from '../lib/account/types.ts';
import { homePath, readJson, writeJson } from './home.ts';
import type { LabRecord, Place } from './lab-record.ts';

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

function pathOf({ target, account, region }: Place, id: string): string {
  return homePath('snapshots', `${target}-${account}-${region}-${id}.json`);
}
