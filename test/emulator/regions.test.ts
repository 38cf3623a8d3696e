import { EC2 } from '@aws-sdk/client-ec2';
import { STS } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalAws, startLocalAws } from '../../emulator/local-aws.ts';
import { refusal } from './ec2/local-ec2.ts';

let local: LocalAws;
beforeAll(async () => {
  local = await startLocalAws({ port: 0 });
});
afterAll(() => local.close());

const settings = (region: string) => ({
  ...{ region, endpoint: local.url, maxAttempts: 1 },
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

test('every Region that is listed answers, and has two zones or more', async () => {
  const { Regions } = await new EC2(settings('us-east-1')).describeRegions({});
  expect(Regions).toHaveLength(17);
  for (const { RegionName = '' } of Regions ?? []) {
    const { AvailabilityZones } = await new EC2(settings(RegionName)).describeAvailabilityZones({});
    expect(AvailabilityZones?.length, RegionName).toBeGreaterThan(1);
  }
});

test.each(['us-nowhere-1', 'us-gov-west-1', 'constructor'])(
  'a request that is signed for %s is refused',
  async (region) => {
    const message = /Credential should be scoped to a valid region. The local AWS has .*us-east-1/;
    await refusal(new EC2(settings(region)).describeVpcs({}), 'SignatureDoesNotMatch', message);
    await refusal(new STS(settings(region)).getCallerIdentity({}), 'SignatureDoesNotMatch', message);
  },
);
