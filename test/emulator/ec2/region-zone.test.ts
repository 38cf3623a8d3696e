import { expect, test } from 'vitest';
import { localEc2, refusal, vpcOf } from './local-ec2.ts';

const local = localEc2('ap-northeast-2');

test('zones are known by name and id', async () => {
  const { AvailabilityZones } = await local.ec2.describeAvailabilityZones({});
  expect(AvailabilityZones?.map((zone) => [zone.ZoneName, zone.ZoneId])).toEqual([
    ['ap-northeast-2a', 'apne2-az1'],
    ['ap-northeast-2b', 'apne2-az2'],
    ['ap-northeast-2c', 'apne2-az3'],
    ['ap-northeast-2d', 'apne2-az4'],
  ]);
  const byId = await local.ec2.describeAvailabilityZones({ ZoneIds: ['apne2-az3'] });
  expect(byId.AvailabilityZones).toMatchObject([{ ZoneName: 'ap-northeast-2c', State: 'available' }]);
  await refusal(
    local.ec2.describeAvailabilityZones({ ZoneNames: ['us-east-1a'] }),
    'InvalidParameterValue',
    'Invalid availability zones: [us-east-1a]',
  );
});

test('there are several Regions', async () => {
  const { Regions } = await local.ec2.describeRegions({
    Filters: [{ Name: 'region-name', Values: ['ap-northeast-*'] }],
  });
  expect(Regions?.map((each) => each.RegionName)).toEqual(['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3']);
  const { Regions: named } = await local.ec2.describeRegions({ RegionNames: ['eu-west-1'] });
  expect(named).toMatchObject([{ Endpoint: 'ec2.eu-west-1.amazonaws.com', OptInStatus: 'opt-in-not-required' }]);
  await refusal(local.ec2.describeRegions({ RegionNames: ['moon-1'] }), 'InvalidParameterValue', /moon-1/);
});

test('a peering connection to a Region that is none is refused', async () => {
  const VpcId = await vpcOf(local.ec2);
  await refusal(
    local.ec2.createVpcPeeringConnection({ VpcId, PeerVpcId: 'vpc-0123456789abcdef0', PeerRegion: 'us-nowhere-1' }),
    'InvalidParameterValue',
    'You cannot create a VPC peering connection between the ap-northeast-2 and us-nowhere-1 regions.',
  );
});

test('account attributes are described by name', async () => {
  const { AccountAttributes } = await local.ec2.describeAccountAttributes({});
  expect(AccountAttributes?.map((each) => each.AttributeName)).toContain('vpc-max-security-groups-per-interface');
});
