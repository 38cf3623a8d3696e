import type { _InstanceType } from '@aws-sdk/client-ec2';

/** The figures of one instance type that differ between types. */
export interface InstanceTypeFigures {
  readonly name: _InstanceType;
  readonly architecture: 'x86_64' | 'arm64';
  readonly vCpus: number;
  readonly cores: number;
  readonly memoryMiB: number;
  readonly interfaces: number;
  readonly addressesPerInterface: number;
  readonly clockGhz: number;
  readonly network: string;
  readonly burstable: boolean;
  readonly nitro: boolean;
  readonly freeTier: boolean;
}

type Size = readonly [
  size: string,
  vCpus: number,
  memoryMiB: number,
  interfaces: number,
  addressesPerInterface: number,
];

const T3_SIZES: readonly Size[] = [
  ['nano', 2, 512, 2, 2],
  ['micro', 2, 1024, 2, 2],
  ['small', 2, 2048, 3, 4],
  ['medium', 2, 4096, 3, 6],
  ['large', 2, 8192, 3, 12],
  ['xlarge', 4, 16384, 4, 15],
  ['2xlarge', 8, 32768, 4, 15],
];

const T2_SIZES: readonly Size[] = [
  ['nano', 1, 512, 2, 2],
  ['micro', 1, 1024, 2, 2],
  ['small', 1, 2048, 3, 4],
  ['medium', 2, 4096, 3, 6],
  ['large', 2, 8192, 3, 12],
];

const GENERAL: readonly Size[] = [
  ['large', 2, 8192, 3, 10],
  ['xlarge', 4, 16384, 4, 15],
];

const COMPUTE: readonly Size[] = [
  ['large', 2, 4096, 3, 10],
  ['xlarge', 4, 8192, 4, 15],
];

type Family = readonly [name: string, clockGhz: number, network: string, sizes: readonly Size[]];

/** https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-type-specifications.html */
const FAMILIES: readonly Family[] = [
  ['t2', 2.5, 'Low to Moderate', T2_SIZES],
  ['t3', 2.5, 'Up to 5 Gigabit', T3_SIZES],
  ['t3a', 2.2, 'Up to 5 Gigabit', T3_SIZES.map((each) => (each[0] === 'small' ? ['small', 2, 2048, 2, 4] : each))],
  ['t4g', 2.5, 'Up to 5 Gigabit', T3_SIZES],
  ['m5', 3.1, 'Up to 10 Gigabit', GENERAL],
  ['m6g', 2.5, 'Up to 10 Gigabit', [['medium', 1, 4096, 2, 4], ...GENERAL]],
  ['m6i', 3.5, 'Up to 12.5 Gigabit', GENERAL],
  ['m7g', 2.6, 'Up to 12.5 Gigabit', [['medium', 1, 4096, 2, 4], ...GENERAL]],
  ['c5', 3.4, 'Up to 10 Gigabit', COMPUTE],
  ['c6g', 2.5, 'Up to 10 Gigabit', [['medium', 1, 2048, 2, 4], ...COMPUTE]],
  ['c7g', 2.6, 'Up to 12.5 Gigabit', [['medium', 1, 2048, 2, 4], ...COMPUTE]],
];

const FREE_TIER = ['t3.micro', 't3.small', 't4g.micro', 't4g.small'];

export const INSTANCE_TYPES: readonly InstanceTypeFigures[] = FAMILIES.flatMap(([family, clockGhz, network, sizes]) =>
  sizes.map(([size, vCpus, memoryMiB, interfaces, addressesPerInterface]) => {
    const name = `${family}.${size}` as _InstanceType;
    const arm = /\dg$/.test(family);
    const hyperthreaded = !arm && family !== 't2';
    return {
      name,
      architecture: arm ? ('arm64' as const) : ('x86_64' as const),
      vCpus,
      cores: hyperthreaded ? vCpus / 2 : vCpus,
      memoryMiB,
      interfaces,
      addressesPerInterface,
      clockGhz,
      network,
      burstable: family.startsWith('t'),
      nitro: family !== 't2',
      freeTier: FREE_TIER.includes(name),
    };
  }),
);

const BY_NAME = new Map<string | undefined, InstanceTypeFigures>(INSTANCE_TYPES.map((type) => [type.name, type]));

export function figuresOf(name: string | undefined): InstanceTypeFigures | undefined {
  return BY_NAME.get(name);
}
