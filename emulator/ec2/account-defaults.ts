import type { AccountDefaults } from '../records.ts';
import type { Region } from '../state.ts';

/** What has been chosen for the Region so far. */
export const accountDefaults = (region: Region): AccountDefaults => region.accountDefaults.get(region.accountId) ?? {};

/** Chooses; a member that is undefined is AWS's to choose again. */
export function setAccountDefaults(
  region: Region,
  change: { [Name in keyof AccountDefaults]: AccountDefaults[Name] | undefined },
): void {
  const chosen = Object.entries({ ...accountDefaults(region), ...change }).filter(([, value]) => value !== undefined);
  region.accountDefaults.put(region.accountId, Object.fromEntries(chosen) as AccountDefaults);
}
