import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ec2Lab, newInstance, refusal, startEc2Lab } from './lab.ts';

let lab: Ec2Lab;
beforeAll(async () => {
  lab = await startEc2Lab();
});
afterAll(() => lab.close());

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555';

const newVolume = async (rest: object = {}) => {
  const { VolumeId = '' } = await lab.ec2.createVolume({ AvailabilityZone: 'us-east-1a', Size: 1, ...rest });
  return (await lab.ec2.describeVolumes({ VolumeIds: [VolumeId] })).Volumes?.[0] ?? {};
};

const volumesOf = async (instance: string) => {
  const Filters = [{ Name: 'attachment.instance-id', Values: [instance] }];
  return (await lab.ec2.describeVolumes({ Filters })).Volumes ?? [];
};

describe('encryption by default', () => {
  it('is off until somebody turns it on', async () => {
    expect((await lab.ec2.getEbsEncryptionByDefault({})).EbsEncryptionByDefault).toBe(false);
    expect((await newVolume()).Encrypted).toBe(false);
  });

  it('encrypts new volumes, those of launches and copies, but not what is there', async () => {
    const before = await newVolume();
    const { SnapshotId } = await lab.ec2.createSnapshot({ VolumeId: before.VolumeId });
    expect(await refusal(lab.ec2.enableEbsEncryptionByDefault({ DryRun: true }))).toContain('DryRunOperation');
    expect((await lab.ec2.getEbsEncryptionByDefault({})).EbsEncryptionByDefault).toBe(false);
    expect((await lab.ec2.enableEbsEncryptionByDefault({})).EbsEncryptionByDefault).toBe(true);
    for (const asked of [{}, { Encrypted: false }, { SnapshotId }]) {
      expect(await newVolume(asked)).toMatchObject({ Encrypted: true, KmsKeyId: expect.stringContaining(':key/') });
    }
    const instance = await newInstance(lab.ec2, lab.subnets[0]);
    expect(await volumesOf(instance)).toMatchObject([{ Encrypted: true }]);
    const copied = await lab.ec2.copySnapshot({ SourceRegion: 'us-east-1', SourceSnapshotId: SnapshotId });
    const { Snapshots } = await lab.ec2.describeSnapshots({ SnapshotIds: [copied.SnapshotId ?? ''] });
    expect(Snapshots?.[0]?.Encrypted).toBe(true);
    const { Volumes } = await lab.ec2.describeVolumes({ VolumeIds: [before.VolumeId ?? ''] });
    expect(Volumes?.[0]?.Encrypted).toBe(false);
    expect((await lab.ec2.disableEbsEncryptionByDefault({})).EbsEncryptionByDefault).toBe(false);
    expect((await newVolume()).Encrypted).toBe(false);
  });
});

describe('the default key', () => {
  it('is AWS its own until somebody names another', async () => {
    const keyNow = async () => (await lab.ec2.getEbsDefaultKmsKeyId({})).KmsKeyId;
    expect(await keyNow()).toBe('alias/aws/ebs');
    const own = (await newVolume({ Encrypted: true })).KmsKeyId;
    expect((await lab.ec2.modifyEbsDefaultKmsKeyId({ KmsKeyId: KEY })).KmsKeyId).toBe(KEY);
    expect([await keyNow(), (await newVolume({ Encrypted: true })).KmsKeyId]).toEqual([KEY, KEY]);
    await lab.ec2.resetEbsDefaultKmsKeyId({});
    expect(await keyNow()).toBe('alias/aws/ebs');
    expect((await newVolume({ Encrypted: true })).KmsKeyId).toBe(own);
    expect(await refusal(lab.ec2.modifyEbsDefaultKmsKeyId({ KmsKeyId: undefined }))).toContain('MissingParameter');
  });
});

describe('the defaults of the metadata service', () => {
  const optionsOf = async (rest: object = {}) => {
    const id = await newInstance(lab.ec2, lab.subnets[0], rest);
    const { Reservations } = await lab.ec2.describeInstances({ InstanceIds: [id] });
    return Reservations?.[0]?.Instances?.[0]?.MetadataOptions;
  };
  const defaults = async () => (await lab.ec2.getInstanceMetadataDefaults({})).AccountLevel;

  it('say nothing at first: the image decides', async () => {
    expect(await defaults()).toEqual({ ManagedBy: 'account' });
    expect(await optionsOf()).toMatchObject({ HttpTokens: 'required', HttpPutResponseHopLimit: 2 });
  });

  it('go before the image, and after the launch', async () => {
    const chosen = { HttpTokens: 'optional', HttpPutResponseHopLimit: 5, InstanceMetadataTags: 'enabled' } as const;
    expect((await lab.ec2.modifyInstanceMetadataDefaults(chosen)).Return).toBe(true);
    expect(await defaults()).toMatchObject(chosen);
    expect(await optionsOf()).toMatchObject({ ...chosen, HttpEndpoint: 'enabled' });
    const MetadataOptions = { HttpTokens: 'required', HttpPutResponseHopLimit: 1 };
    expect(await optionsOf({ MetadataOptions })).toMatchObject({ ...MetadataOptions, InstanceMetadataTags: 'enabled' });
    await lab.ec2.modifyInstanceMetadataDefaults({
      ...{ HttpTokens: 'no-preference', HttpPutResponseHopLimit: -1, InstanceMetadataTags: 'no-preference' },
    });
    expect(await defaults()).toEqual({ ManagedBy: 'account' });
  });

  it('refuse what is none of their values', async () => {
    for (const wrong of [{ HttpTokens: 'maybe' }, { HttpPutResponseHopLimit: 65 }, { HttpTokensEnforced: 'yes' }]) {
      expect(await refusal(lab.ec2.modifyInstanceMetadataDefaults(wrong as object))).toContain('InvalidParameterValue');
    }
    expect(await defaults()).toEqual({ ManagedBy: 'account' });
  });

  it('can demand session tokens of every instance', async () => {
    const InstanceId = await newInstance(lab.ec2, lab.subnets[0]);
    await lab.ec2.modifyInstanceMetadataDefaults({ HttpTokensEnforced: 'enabled' });
    const optional = { MetadataOptions: { HttpTokens: 'optional' } };
    expect(await refusal(optionsOf(optional))).toContain(
      "UnsupportedOperation: You can't launch instances with IMDSv1 because httpTokensEnforced is enabled for this account.",
    );
    expect(await refusal(lab.ec2.modifyInstanceMetadataOptions({ InstanceId, HttpTokens: 'optional' }))).toContain(
      'UnsupportedOperation',
    );
    expect(await optionsOf()).toMatchObject({ HttpTokens: 'required' });
    await lab.ec2.modifyInstanceMetadataDefaults({ HttpTokensEnforced: 'disabled' });
    expect(await optionsOf(optional)).toMatchObject({ HttpTokens: 'optional' });
  });
});

describe('the serial console', () => {
  it('is closed until somebody opens it', async () => {
    const isOpen = async () => (await lab.ec2.getSerialConsoleAccessStatus({})).SerialConsoleAccessEnabled;
    expect(await isOpen()).toBe(false);
    expect((await lab.ec2.enableSerialConsoleAccess({})).SerialConsoleAccessEnabled).toBe(true);
    expect(await isOpen()).toBe(true);
    expect((await lab.ec2.disableSerialConsoleAccess({})).SerialConsoleAccessEnabled).toBe(false);
    expect(await isOpen()).toBe(false);
  });
});
