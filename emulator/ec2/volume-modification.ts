import type { ModifyVolumeRequest, VolumeModification } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { VolumeRecord } from '../records.ts';
import { describe, type FilterValues } from './describe.ts';
import { checkId, find, invalid, notFound } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { keptByType, volumeShape } from './volume-type.ts';

/** A volume can be changed so often within so long. https://docs.aws.amazon.com/ebs/latest/userguide/modify-volume-requirements.html */
const MOST_MODIFICATIONS = 4;
const WINDOW_MS = 24 * 3_600_000;

export const operations = {
  /** Answered as under way, done at once. */
  ModifyVolume(region, input) {
    const volume = find(region, 'volumes', input.VolumeId);
    const { VolumeId = '', modifications = [] } = volume;
    checkRate(modifications);
    const target = targetOf(volume, input);
    const StartTime = new Date();
    const modification: VolumeModification = { VolumeId, ...original(volume), ...targeted(target), StartTime };
    region.volumes.update(VolumeId, (draft) => {
      delete draft.Iops;
      delete draft.Throughput;
      const ended = { ...modification, ModificationState: 'completed' as const, Progress: 100, EndTime: StartTime };
      Object.assign(draft, target, { modifications: [...modifications, ended] });
    });
    return { VolumeModification: { ...modification, ModificationState: 'modifying' as const, Progress: 0 } };
  },

  /** The latest of each volume. */
  DescribeVolumesModifications(region, input) {
    for (const id of input.VolumeIds ?? []) {
      checkId('volumes', id);
      if (!region.volumes.get(id)) throw notFound('volumes', id);
    }
    const latest = region.volumes.values().flatMap(({ modifications }) => modifications?.at(-1) ?? []);
    const { page, NextToken } = describe(latest, input, {
      ids: input.VolumeIds,
      idOf: (modification) => modification.VolumeId!,
      notFound: 'InvalidVolumeModification.NotFound',
      noun: (id) => `Modification for volume '${id}' does not exist.`,
      filters,
      pageSize: [1, 500],
    });
    return { VolumesModifications: page, NextToken };
  },
} satisfies Ec2Operations;

function checkRate(modifications: readonly VolumeModification[]): void {
  const recent = modifications.filter(({ StartTime }) => Date.now() - (StartTime?.getTime() ?? 0) < WINDOW_MS);
  if (recent.length < MOST_MODIFICATIONS) return;
  const next = new Date((recent[0]?.StartTime?.getTime() ?? 0) + WINDOW_MS).toISOString();
  throw new AwsError(
    'VolumeModificationRateExceeded',
    `You've reached the maximum modification rate per volume limit. You can modify this volume again after ${next}.`,
  );
}

type Target = ReturnType<typeof volumeShape> & { MultiAttachEnabled: boolean };

function targetOf(volume: VolumeRecord, input: ModifyVolumeRequest): Target {
  const { Size, VolumeType, Iops, Throughput, MultiAttachEnabled } = input;
  if ([Size, VolumeType, Iops, Throughput, MultiAttachEnabled].every((each) => each === undefined)) {
    throw invalid('At least one of size, volumeType, iops, throughput and multiAttachEnabled must be specified.');
  }
  const { Size: size = 0, VolumeType: type = 'gp2', MultiAttachEnabled: multiAttach = false } = volume;
  if (Size !== undefined && Size < size) throw invalid('New size cannot be smaller than existing size');
  const wanted = VolumeType ?? type;
  const kept = keptByType(wanted, volume);
  const shape = volumeShape({
    VolumeType: wanted,
    Size: Size ?? size,
    Iops: Iops ?? kept.Iops,
    Throughput: Throughput ?? kept.Throughput,
  });
  checkMultiAttach(volume, shape.VolumeType, MultiAttachEnabled ?? multiAttach);
  return { ...shape, MultiAttachEnabled: MultiAttachEnabled ?? multiAttach };
}

/** https://docs.aws.amazon.com/ebs/latest/userguide/working-with-multi-attach.html */
function checkMultiAttach(
  { VolumeType, MultiAttachEnabled, Attachments = [] }: VolumeRecord,
  type: string,
  on: boolean,
) {
  const refuse = (message: string) => new AwsError('InvalidParameterCombination', message);
  if (on && MultiAttachEnabled && type !== VolumeType) {
    throw refuse('The type of a volume with Multi-Attach enabled cannot be changed.');
  }
  if (on === Boolean(MultiAttachEnabled)) return;
  if (type !== 'io2') throw refuse('Multi-Attach can be modified for io2 volumes only.');
  if (Attachments.length > (on ? 0 : 1)) {
    throw new AwsError('IncorrectState', 'Multi-Attach cannot be modified while the volume is attached.');
  }
}

const original = (volume: VolumeRecord): VolumeModification => ({
  OriginalSize: volume.Size,
  OriginalVolumeType: volume.VolumeType,
  OriginalIops: volume.Iops,
  OriginalThroughput: volume.Throughput,
  OriginalMultiAttachEnabled: volume.MultiAttachEnabled,
});

const targeted = (target: Target): VolumeModification => ({
  TargetSize: target.Size,
  TargetVolumeType: target.VolumeType,
  TargetIops: target.Iops,
  TargetThroughput: target.Throughput,
  TargetMultiAttachEnabled: target.MultiAttachEnabled,
});

const filters: Record<string, FilterValues<VolumeModification>> = {
  'modification-state': (each) => [each.ModificationState],
  'original-iops': (each) => [each.OriginalIops],
  'original-size': (each) => [each.OriginalSize],
  'original-volume-type': (each) => [each.OriginalVolumeType],
  originalMultiAttachEnabled: (each) => [each.OriginalMultiAttachEnabled],
  'start-time': (each) => [each.StartTime?.toISOString()],
  'target-iops': (each) => [each.TargetIops],
  'target-size': (each) => [each.TargetSize],
  'target-volume-type': (each) => [each.TargetVolumeType],
  targetMultiAttachEnabled: (each) => [each.TargetMultiAttachEnabled],
  'volume-id': (each) => [each.VolumeId],
};
