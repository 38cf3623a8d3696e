import type { Volume, VolumeType } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { invalid } from './kind.ts';

interface Figures {
  /** Smallest and largest size in GiB. */
  readonly size: readonly [number, number];
  /** What can be provisioned, where IOPS can be: least, most, and most for each GiB. */
  readonly iops?: readonly [number, number, perGib: number];
  /** What it has where nothing is asked for. */
  readonly standardIops?: (size: number) => number;
  /** MiB/s: least and most. */
  readonly throughput?: readonly [number, number];
  readonly boots: boolean;
}

/** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html */
const TYPES: Readonly<Record<VolumeType, Figures>> = {
  gp2: { size: [1, 16_384], standardIops: (size) => Math.min(16_000, Math.max(100, size * 3)), boots: true },
  gp3: {
    size: [1, 65_536],
    iops: [3000, 80_000, 500],
    standardIops: () => 3000,
    throughput: [125, 2000],
    boots: true,
  },
  io1: { size: [4, 16_384], iops: [100, 64_000, 50], boots: true },
  io2: { size: [4, 65_536], iops: [100, 256_000, 1000], boots: true },
  st1: { size: [125, 16_384], boots: false },
  sc1: { size: [125, 16_384], boots: false },
  standard: { size: [1, 1024], boots: true },
};

/** MiB/s that each provisioned operation a second allows. */
const THROUGHPUT_PER_IOPS = 0.25;

/** What a volume is by its type. */
export type VolumeShape = Required<Pick<Volume, 'VolumeType' | 'Size'>> & Pick<Volume, 'Iops' | 'Throughput'>;

interface Wanted {
  VolumeType?: VolumeType | undefined;
  Size: number;
  Iops?: number | undefined;
  Throughput?: number | undefined;
}

const figuresOf = (type: string): Figures => {
  if (Object.hasOwn(TYPES, type)) return TYPES[type as VolumeType];
  throw new AwsError('UnknownVolumeType', `Unsupported volume type '${type}' for volume creation.`);
};

/** What a volume of a type is, with what its type gives where nothing is asked for; AWS's error for what the type cannot be. */
export function volumeShape({ VolumeType = 'gp2', Size, Iops, Throughput }: Wanted): VolumeShape {
  const figures = figuresOf(VolumeType);
  checkSize(Size, figures);
  checkIops(VolumeType, Size, Iops, figures);
  const iops = Iops ?? figures.standardIops?.(Size);
  checkThroughput(VolumeType, iops, Throughput, figures);
  const throughput = Throughput ?? figures.throughput?.[0];
  return {
    VolumeType,
    Size,
    ...(iops === undefined ? {} : { Iops: iops }),
    ...(throughput === undefined ? {} : { Throughput: throughput }),
  };
}

/** Of what was provisioned for a volume, what it keeps when it becomes another type and nothing else is asked for. */
export function keptByType(type: VolumeType, before: Volume): Pick<Volume, 'Iops' | 'Throughput'> {
  const { iops, throughput } = figuresOf(type);
  const { Iops } = isProvisioned(before.VolumeType) ? before : {};
  return {
    Iops: iops && Iops !== undefined && Iops >= iops[0] && Iops <= iops[1] ? Iops : undefined,
    Throughput: throughput ? before.Throughput : undefined,
  };
}

/** Whether the operations a second of this type are asked for. */
export const isProvisioned = (type: VolumeType | undefined): boolean => figuresOf(type ?? 'gp2').iops !== undefined;

/** Whether an instance can start from it. */
export const canBoot = (type: VolumeType): boolean => figuresOf(type).boots;

function checkSize(size: number, { size: [least, most] }: Figures): void {
  if (size < least) throw invalid(`Volume of ${size}GiB is too small; minimum is ${least}GiB.`);
  if (size > most) throw invalid(`Volume of ${size}GiB is too large; maximum is ${most}GiB.`);
}

const combination = (message: string) => new AwsError('InvalidParameterCombination', message);

function checkIops(type: VolumeType, size: number, asked: number | undefined, { iops, standardIops }: Figures): void {
  if (!iops) {
    if (asked !== undefined) throw combination(`The parameter iops is not supported for ${type} volumes.`);
    return;
  }
  if (asked === undefined) {
    if (standardIops) return;
    throw combination(`The parameter iops must be specified for ${type} volumes.`);
  }
  const [least, most, perGib] = iops;
  if (asked < least) throw invalid(`Volume iops of ${asked} is too low; minimum is ${least}.`);
  if (asked > most) throw invalid(`Volume iops of ${asked} is too high; maximum is ${most}.`);
  const ratio = asked / size;
  // What a type has of itself is not too much for its smallest volume.
  if (ratio > perGib && asked !== standardIops?.(size)) {
    throw invalid(`Iops to volume size ratio of ${ratio.toFixed(6)} is too high; maximum is ${perGib.toFixed(6)}.`);
  }
}

function checkThroughput(type: VolumeType, iops = 0, asked: number | undefined, { throughput }: Figures): void {
  if (asked === undefined) return;
  if (!throughput) throw combination(`The parameter throughput is not supported for ${type} volumes.`);
  const [least, most] = throughput;
  if (asked < least) throw invalid(`Volume throughput of ${asked} is too low; minimum is ${least}.`);
  if (asked > most) throw invalid(`Volume throughput of ${asked} is too high; maximum is ${most}.`);
  const ratio = asked / iops;
  if (ratio <= THROUGHPUT_PER_IOPS) return;
  throw invalid(
    `Throughput (MiBps) to iops ratio of ${ratio.toFixed(6)} is too high; maximum is ${THROUGHPUT_PER_IOPS.toFixed(6)} MiBps per iops.`,
  );
}
