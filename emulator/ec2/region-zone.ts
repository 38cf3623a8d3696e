import type { AvailabilityZone } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { regionNames } from '../regions.ts';
import { describe } from './describe.ts';
import { invalid } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { zonesOf } from './zone.ts';

const regionInfo = (RegionName: string) => ({
  RegionName,
  Endpoint: `ec2.${RegionName}.amazonaws.com`,
  OptInStatus: 'opt-in-not-required',
});

const zoneInfo =
  (RegionName: string) =>
  ({ name, id }: { name: string; id: string }): AvailabilityZone => ({
    ZoneName: name,
    ZoneId: id,
    RegionName,
    GroupName: `${RegionName}-zg-1`,
    NetworkBorderGroup: RegionName,
    OptInStatus: 'opt-in-not-required',
    State: 'available',
    ZoneType: 'availability-zone',
    Messages: [],
  });

export const operations = {
  DescribeRegions(_region, input) {
    const names = regionNames();
    for (const name of input.RegionNames ?? []) {
      if (!names.includes(name)) throw invalid(`Invalid region names: [${name}]`);
    }
    const { page } = describe(names.map(regionInfo), input, {
      ids: input.RegionNames,
      idOf: (each) => each.RegionName,
      notFound: 'InvalidParameterValue',
      noun: 'region',
      filters: {
        endpoint: (each) => [each.Endpoint],
        'opt-in-status': (each) => [each.OptInStatus],
        'region-name': (each) => [each.RegionName],
      },
    });
    return { Regions: page };
  },

  DescribeAvailabilityZones(region, input) {
    const { ZoneNames = [], ZoneIds = [] } = input;
    if (ZoneNames.length > 0 && ZoneIds.length > 0) {
      throw new AwsError('InvalidParameterCombination', 'You may specify zone names or zone ids, not both.');
    }
    const byId = ZoneIds.length > 0;
    const { page } = describe(zonesOf(region.name).map(zoneInfo(region.name)), input, {
      ids: byId ? ZoneIds : ZoneNames,
      idOf: (zone) => (byId ? zone.ZoneId : zone.ZoneName) ?? '',
      notFound: 'InvalidParameterValue',
      noun: (id) => `Invalid availability zones: [${id}]`,
      filters: {
        'group-name': (zone) => [zone.GroupName],
        message: () => [],
        'opt-in-status': (zone) => [zone.OptInStatus],
        'region-name': (zone) => [zone.RegionName],
        state: (zone) => [zone.State],
        'zone-id': (zone) => [zone.ZoneId],
        'zone-name': (zone) => [zone.ZoneName],
        'zone-type': (zone) => [zone.ZoneType],
      },
    });
    return { AvailabilityZones: page };
  },
} satisfies Ec2Operations;
