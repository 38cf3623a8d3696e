import type { Snapshot } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ec2Lab, newInstance, refusal, startEc2Lab } from './lab.ts';
import { elsewhere } from './local-ec2.ts';

const NOBODY = 'snap-0123456789abcdef0';
const FRIEND = '210987654321';

let lab: Ec2Lab;
let volumeId: string;
beforeAll(async () => {
  lab = await startEc2Lab();
  volumeId = await newVolume(10);
});
afterAll(() => lab.close());

const newVolume = async (Size: number, Encrypted = false): Promise<string> => {
  const { VolumeId } = await lab.ec2.createVolume({ AvailabilityZone: 'us-east-1a', Size, Encrypted });
  return VolumeId ?? '';
};

const newSnapshot = async (VolumeId = volumeId): Promise<string> =>
  (await lab.ec2.createSnapshot({ VolumeId })).SnapshotId ?? '';

const snapshotNamed = async (id: string): Promise<Snapshot> =>
  (await lab.ec2.describeSnapshots({ SnapshotIds: [id] })).Snapshots?.[0] ?? {};

describe('a snapshot', () => {
  it('is answered as pending, and complete soon', async () => {
    const Tags = [{ Key: 'Name', Value: 'before the upgrade' }];
    const answer = await lab.ec2.createSnapshot({
      ...{ VolumeId: volumeId, Description: 'before' },
      TagSpecifications: [{ ResourceType: 'snapshot', Tags }],
    });
    const made = { VolumeId: volumeId, VolumeSize: 10, Description: 'before', Encrypted: false, Tags };
    expect(answer).toMatchObject({ ...made, State: 'pending' });
    expect(answer.SnapshotId).toMatch(/^snap-[0-9a-f]{17}$/);
    const snapshot = await snapshotNamed(answer.SnapshotId ?? '');
    expect(snapshot).toMatchObject({ ...made, State: 'completed', Progress: '100%', StorageTier: 'standard' });
    expect(snapshot.OwnerId).toBe(answer.OwnerId);
    expect(snapshot.StartTime).toEqual(answer.StartTime);
  });

  it('outlives its volume', async () => {
    const VolumeId = await newVolume(3);
    const id = await newSnapshot(VolumeId);
    await lab.ec2.deleteVolume({ VolumeId });
    expect(await snapshotNamed(id)).toMatchObject({ VolumeId, VolumeSize: 3 });
  });

  it('is deleted, and named when it does not exist', async () => {
    const SnapshotId = await newSnapshot();
    expect(await refusal(lab.ec2.deleteSnapshot({ SnapshotId, DryRun: true }))).toContain('DryRunOperation');
    await lab.ec2.deleteSnapshot({ SnapshotId });
    for (const gone of [lab.ec2.deleteSnapshot({ SnapshotId }), snapshotNamed(SnapshotId)]) {
      expect(await refusal(gone)).toBe(`InvalidSnapshot.NotFound: The snapshot '${SnapshotId}' does not exist.`);
    }
    expect(await refusal(lab.ec2.createSnapshot({ VolumeId: 'vol-0123456789abcdef0' }))).toContain(
      'InvalidVolume.NotFound',
    );
    expect(await refusal(snapshotNamed('backup'))).toBe(
      'InvalidSnapshotID.Malformed: Invalid id: "backup" (expecting "snap-...")',
    );
  });

  it('is found by owner, by who may restore it, by filters and in pages', async () => {
    const VolumeId = await newVolume(7);
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) ids.push(await newSnapshot(VolumeId));
    const Filters = [{ Name: 'volume-id', Values: [VolumeId] }];
    const found = async (rest: object = {}) =>
      (await lab.ec2.describeSnapshots({ Filters, ...rest })).Snapshots?.map(({ SnapshotId }) => SnapshotId);
    expect((await found({ OwnerIds: ['self'] }))?.sort()).toEqual([...ids].sort());
    expect(await found({ OwnerIds: ['amazon'] })).toEqual([]);
    expect(await found({ RestorableByUserIds: ['self'] })).toHaveLength(6);
    expect(await found({ RestorableByUserIds: ['all'] })).toEqual([]);
    expect(await found({ RestorableByUserIds: [FRIEND] })).toEqual([]);
    expect(await found({ Filters: [...Filters, { Name: 'volume-size', Values: ['8'] }] })).toEqual([]);
    expect(await found({ Filters: [...Filters, { Name: 'status', Values: ['completed'] }] })).toHaveLength(6);
    const first = await lab.ec2.describeSnapshots({ Filters, MaxResults: 5 });
    const rest = await lab.ec2.describeSnapshots({ Filters, MaxResults: 5, NextToken: first.NextToken });
    expect([first.Snapshots?.length, rest.Snapshots?.length, rest.NextToken]).toEqual([5, 1, undefined]);
  });
});

describe('CreateSnapshots', () => {
  it('takes one of each volume of an instance, but for those that are left out', async () => {
    const InstanceId = await newInstance(lab.ec2, lab.subnets[0]);
    const [one, two] = [await newVolume(1), await newVolume(2)];
    await lab.ec2.createTags({ Resources: [one], Tags: [{ Key: 'Name', Value: 'one' }] });
    await lab.ec2.attachVolume({ InstanceId, VolumeId: one, Device: '/dev/sdf' });
    await lab.ec2.attachVolume({ InstanceId, VolumeId: two, Device: '/dev/sdg' });
    const take = (more: object = {}) =>
      lab.ec2.createSnapshots({
        InstanceSpecification: { InstanceId, ...more },
        Description: 'all at once',
        CopyTagsFromSource: 'volume',
        TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'set', Value: '1' }] }],
      });
    const { Snapshots: all } = await take();
    expect(all?.map(({ VolumeSize }) => VolumeSize)).toEqual([8, 1, 2]);
    expect(new Set(all?.map(({ Description }) => Description))).toEqual(new Set(['all at once']));
    expect(all?.[1]?.Tags).toEqual([
      { Key: 'Name', Value: 'one' },
      { Key: 'set', Value: '1' },
    ]);
    const { Snapshots: data } = await take({ ExcludeBootVolume: true, ExcludeDataVolumeIds: [two] });
    expect(data?.map(({ VolumeId }) => VolumeId)).toEqual([one]);
    const root = all?.[0]?.VolumeId ?? '';
    expect(await refusal(take({ ExcludeDataVolumeIds: [root] }))).toContain('InvalidParameterValue');
    const nobody = { InstanceSpecification: { InstanceId: 'i-0123456789abcdef0' } };
    expect(await refusal(lab.ec2.createSnapshots(nobody))).toContain('InvalidInstanceID.NotFound');
  });
});

describe('CopySnapshot', () => {
  it('makes another of the same content, which can be encrypted but not decrypted', async () => {
    const SourceSnapshotId = await newSnapshot();
    const copy = async (rest: object = {}, source = SourceSnapshotId) => {
      const answer = await lab.ec2.copySnapshot({ SourceRegion: 'us-east-1', SourceSnapshotId: source, ...rest });
      return snapshotNamed(answer.SnapshotId ?? '');
    };
    const plain = await copy({ Description: 'copy' });
    expect(plain).toMatchObject({ VolumeSize: 10, Description: 'copy', Encrypted: false, TransferType: 'standard' });
    const encrypted = await copy({ Encrypted: true, KmsKeyId: 'alias/mine' });
    expect(encrypted).toMatchObject({ Encrypted: true, KmsKeyId: expect.stringMatching(/^arn:aws:kms:us-east-1:/) });
    const again = await copy({ Encrypted: false }, encrypted.SnapshotId);
    expect(again).toMatchObject({ Encrypted: true, KmsKeyId: encrypted.KmsKeyId });
    expect(await copy({ CompletionDurationMinutes: 30 })).toMatchObject({ TransferType: 'time-based' });
    expect(await refusal(copy({ CompletionDurationMinutes: 20 }))).toContain('InvalidParameterValue');
    expect(await refusal(copy({}, NOBODY))).toContain('InvalidSnapshot.NotFound');
    expect(await refusal(copy({ SourceRegion: 'mars-1' }))).toContain('InvalidParameterValue');
  });

  it('reaches into another Region', async () => {
    const SourceSnapshotId = await newSnapshot();
    const west = await elsewhere(lab.ec2, 'us-west-2');
    const { SnapshotId = '' } = await west.copySnapshot({ SourceRegion: 'us-east-1', SourceSnapshotId });
    expect((await west.describeSnapshots({ SnapshotIds: [SnapshotId] })).Snapshots).toMatchObject([{ VolumeSize: 10 }]);
    expect(await refusal(snapshotNamed(SnapshotId))).toContain('InvalidSnapshot.NotFound');
    await west.deleteSnapshot({ SnapshotId });
    west.destroy();
  });
});

describe('sharing a snapshot', () => {
  const sharedWith = async (SnapshotId: string) => {
    const answer = await lab.ec2.describeSnapshotAttribute({ SnapshotId, Attribute: 'createVolumePermission' });
    return answer.CreateVolumePermissions;
  };

  it('adds and removes accounts, in both forms of the request', async () => {
    const SnapshotId = await newSnapshot();
    const Attribute = 'createVolumePermission';
    await lab.ec2.modifySnapshotAttribute({ SnapshotId, Attribute, OperationType: 'add', UserIds: [FRIEND] });
    const Add = [{ UserId: FRIEND }, { UserId: '111122223333' }];
    await lab.ec2.modifySnapshotAttribute({ SnapshotId, CreateVolumePermission: { Add } });
    expect(await sharedWith(SnapshotId)).toEqual(Add);
    const found = await lab.ec2.describeSnapshots({ SnapshotIds: [SnapshotId], RestorableByUserIds: [FRIEND] });
    expect(found.Snapshots).toHaveLength(1);
    await lab.ec2.modifySnapshotAttribute({ SnapshotId, CreateVolumePermission: { Remove: [{ UserId: FRIEND }] } });
    expect(await sharedWith(SnapshotId)).toEqual([{ UserId: '111122223333' }]);
    await lab.ec2.resetSnapshotAttribute({ SnapshotId, Attribute });
    expect(await sharedWith(SnapshotId)).toEqual([]);
    const codes = await lab.ec2.describeSnapshotAttribute({ SnapshotId, Attribute: 'productCodes' });
    expect(codes.ProductCodes).toEqual([]);
  });

  it('refuses what cannot be', async () => {
    const SnapshotId = await newSnapshot();
    const share = (change: object) => refusal(lab.ec2.modifySnapshotAttribute({ SnapshotId, ...change }));
    expect(await share({ UserIds: [FRIEND] })).toContain('MissingParameter');
    expect(await share({})).toContain('InvalidParameterCombination');
    expect(await share({ CreateVolumePermission: { Add: [{ UserId: 'friend' }] } })).toContain(
      'InvalidAMIAttributeItemValue: Invalid attribute item value "friend" for userId item type.',
    );
    const secret = await newSnapshot(await newVolume(1, true));
    const give = { CreateVolumePermission: { Add: [{ UserId: FRIEND }] } };
    expect(await refusal(lab.ec2.modifySnapshotAttribute({ SnapshotId: secret, ...give }))).toBe(
      'OperationNotPermitted: Encrypted snapshots with EBS default key cannot be shared',
    );
    expect(await sharedWith(secret)).toEqual([]);
  });

  it('with everybody is blocked where the account says so', async () => {
    const SnapshotId = await newSnapshot();
    const give = { SnapshotId, CreateVolumePermission: { Add: [{ Group: 'all' as const }] } };
    const everybodys = async () => {
      const Filters = [{ Name: 'snapshot-id', Values: [SnapshotId] }];
      return (await lab.ec2.describeSnapshots({ Filters, RestorableByUserIds: ['all'] })).Snapshots?.length;
    };
    const state = async () => (await lab.ec2.getSnapshotBlockPublicAccessState({})).State;
    expect(await state()).toBe('unblocked');
    await lab.ec2.enableSnapshotBlockPublicAccess({ State: 'block-new-sharing' });
    expect(await refusal(lab.ec2.modifySnapshotAttribute(give))).toContain('OperationNotPermitted: ');
    await lab.ec2.disableSnapshotBlockPublicAccess({});
    await lab.ec2.modifySnapshotAttribute(give);
    expect(await everybodys()).toBe(1);
    await lab.ec2.enableSnapshotBlockPublicAccess({ State: 'block-all-sharing' });
    expect([await state(), await everybodys()]).toEqual(['block-all-sharing', 0]);
    expect(await refusal(lab.ec2.enableSnapshotBlockPublicAccess({ State: 'unblocked' }))).toContain(
      'InvalidParameterValue',
    );
    await lab.ec2.disableSnapshotBlockPublicAccess({});
    expect([await state(), await everybodys()]).toEqual(['unblocked', 1]);
  });
});
