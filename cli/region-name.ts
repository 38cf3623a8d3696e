import { isRegion, regionNames } from '../emulator/regions.ts';
import { BreakfixError } from '../lib/error.ts';
import { isRegionName } from '../lib/region-name.ts';
import type { TargetName } from './verb.ts';

/**
 * A Region's name, which becomes part of host names and file names. `option`: where it was given. What Regions an account of one's
 * own has only AWS knows.
 */
export function regionName(option: string, value: string, target: TargetName): string {
  const known = target === 'local' ? isRegion(value) : isRegionName(value);
  if (known) return value;
  const [is, tryThis] =
    target === 'local'
      ? ['is not a Region of the local AWS', `one of ${regionNames().join(', ')}`]
      : ['is not the name of a Region', `${option} us-east-1`];
  throw new BreakfixError('USAGE', `${option} ${value} ${is}.`, tryThis, 64);
}
