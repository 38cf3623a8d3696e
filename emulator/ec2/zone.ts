import { AwsError } from '../error.ts';
import { REGIONS } from '../regions.ts';

export interface Zone {
  readonly name: string;
  readonly id: string;
}

/** The Availability Zones of a Region in order of their names; none of a Region that AWS does not have. */
export function zonesOf(regionName: string): Zone[] {
  const { short, letters } = REGIONS[regionName] ?? { short: '', letters: '' };
  return [...letters].map((letter, index) => ({ name: regionName + letter, id: `${short}-az${index + 1}` }));
}

/** The zone with this name or id. */
export function zoneNamed(regionName: string, nameOrId: string): Zone {
  const zones = zonesOf(regionName);
  const zone = zones.find(({ name, id }) => name === nameOrId || id === nameOrId);
  if (zone) return zone;
  const names = zones.map(({ name }) => name).join(', ');
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${nameOrId}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${names}.`,
  );
}
