import { readdirSync } from 'node:fs';
import { homePath, readJson, removeFile, writeJson } from './home.ts';
import type { TargetName } from './verb.ts';

/** What destroy would like to know, written before anything is created. Truth is what stands at the target. */
export interface LabRecord {
  readonly id: string;
  readonly variant: string;
  /** What its terms were drawn from; the record of an older release has none. */
  readonly seed?: string;
  readonly target: TargetName;
  readonly account: string;
  readonly region: string;
  readonly profile?: string | undefined;
  readonly stackName: string;
  readonly startedAt: string;
  /** `deployed` once CloudFormation has said so and the attempt has begun; until then the lab may or may not be there. */
  readonly state: 'deploying' | 'deployed' | 'destroying';
  /** Allocation ids of the elastic IP addresses that were there before. */
  readonly addressesBefore: readonly string[];
}

/** Where a lab is. */
export type Place = Pick<LabRecord, 'target' | 'account' | 'region'>;

export function writeRecord(record: LabRecord): void {
  writeJson(pathOf(record, record.id), record);
}

export function readRecord(place: Place, id: string): LabRecord | undefined {
  return readJson<LabRecord>(pathOf(place, id));
}

export function removeRecord(place: Place, id: string): void {
  removeFile(pathOf(place, id));
}

/** All records, of all targets, accounts and Regions. */
export function allRecords(): LabRecord[] {
  let names: string[];
  try {
    names = readdirSync(homePath('labs'));
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => readJson<LabRecord>(homePath('labs', name)) ?? []);
}

/** The records of one place. */
export function recordsAt(place: Place): LabRecord[] {
  return allRecords().filter(
    ({ target, account, region }) => target === place.target && account === place.account && region === place.region,
  );
}

function pathOf({ target, account, region }: Place, id: string): string {
  return homePath('labs', `${target}-${account}-${region}-${id}.json`);
}
