import type { _InstanceType, InstanceTypeInfo, InstanceTypeOffering, LocationType } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { describe, type FilterValues } from './describe.ts';
import { INSTANCE_TYPES, type InstanceTypeFigures } from './instance-type-table.ts';
import { invalid } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { zonesOf } from './zone.ts';

export const operations = {
  DescribeInstanceTypes(_region, input) {
    for (const name of input.InstanceTypes ?? []) {
      if (INSTANCE_TYPES.some((type) => type.name === name)) continue;
      throw new AwsError('InvalidInstanceType', `The following supplied instance types do not exist: [${name}]`);
    }
    const { page, NextToken } = describe(INSTANCE_TYPES.map(infoOf), input, {
      ids: input.InstanceTypes,
      idOf: (type) => type.InstanceType ?? '',
      notFound: 'InvalidInstanceType',
      noun: 'instance type',
      filters: typeFilters,
      pageSize: [5, 100],
    });
    return { InstanceTypes: page, NextToken };
  },

  DescribeInstanceTypeOfferings(region, input) {
    const LocationType = input.LocationType ?? 'region';
    const offerings = locations(region.name, LocationType).flatMap((Location) =>
      INSTANCE_TYPES.map(({ name }): InstanceTypeOffering => ({ InstanceType: name, LocationType, Location })),
    );
    const { page, NextToken } = describe(offerings, input, {
      idOf: (offering) => offering.InstanceType ?? '',
      notFound: 'InvalidInstanceType',
      noun: 'instance type',
      filters: {
        'instance-type': (offering) => [offering.InstanceType],
        location: (offering) => [offering.Location],
      },
    });
    return { InstanceTypeOfferings: page, NextToken };
  },
} satisfies Ec2Operations;

function locations(regionName: string, type: LocationType): string[] {
  if (type === 'region') return [regionName];
  if (type === 'availability-zone') return zonesOf(regionName).map(({ name }) => name);
  if (type === 'availability-zone-id') return zonesOf(regionName).map(({ id }) => id);
  throw invalid(`Value (${type}) for parameter locationType is invalid.`);
}

function infoOf(type: InstanceTypeFigures): InstanceTypeInfo {
  const { name, architecture, burstable, nitro } = type;
  return {
    InstanceType: name as _InstanceType,
    CurrentGeneration: true,
    FreeTierEligible: type.freeTier,
    SupportedUsageClasses: ['on-demand', 'spot'],
    SupportedRootDeviceTypes: ['ebs'],
    SupportedVirtualizationTypes: ['hvm'],
    BareMetal: false,
    Hypervisor: nitro ? 'nitro' : 'xen',
    ProcessorInfo: { SupportedArchitectures: [architecture], SustainedClockSpeedInGhz: type.clockGhz },
    VCpuInfo: {
      DefaultVCpus: type.vCpus,
      DefaultCores: type.cores,
      DefaultThreadsPerCore: type.vCpus / type.cores,
    },
    MemoryInfo: { SizeInMiB: type.memoryMiB },
    InstanceStorageSupported: false,
    EbsInfo: {
      EbsOptimizedSupport: nitro ? 'default' : 'unsupported',
      EncryptionSupport: 'supported',
      NvmeSupport: nitro ? 'required' : 'unsupported',
    },
    NetworkInfo: networkInfoOf(type),
    PlacementGroupInfo: {
      SupportedStrategies: burstable ? ['partition', 'spread'] : ['cluster', 'partition', 'spread'],
    },
    HibernationSupported: false,
    BurstablePerformanceSupported: burstable,
    DedicatedHostsSupported: name.startsWith('t3.') || !burstable,
    AutoRecoverySupported: true,
    SupportedBootModes: architecture === 'arm64' ? ['uefi'] : ['legacy-bios', 'uefi'],
  };
}

function networkInfoOf({ network, interfaces, addressesPerInterface, nitro }: InstanceTypeFigures) {
  return {
    NetworkPerformance: network,
    MaximumNetworkInterfaces: interfaces,
    MaximumNetworkCards: 1,
    DefaultNetworkCardIndex: 0,
    Ipv4AddressesPerInterface: addressesPerInterface,
    Ipv6AddressesPerInterface: addressesPerInterface,
    Ipv6Supported: true,
    EnaSupport: nitro ? ('required' as const) : ('unsupported' as const),
    EfaSupported: false,
    EncryptionInTransitSupported: false,
  };
}

const typeFilters: Record<string, FilterValues<InstanceTypeInfo>> = {
  'bare-metal': (type) => [type.BareMetal],
  'burstable-performance-supported': (type) => [type.BurstablePerformanceSupported],
  'current-generation': (type) => [type.CurrentGeneration],
  'free-tier-eligible': (type) => [type.FreeTierEligible],
  hypervisor: (type) => [type.Hypervisor],
  'instance-type': (type) => [type.InstanceType],
  'memory-info.size-in-mib': (type) => [type.MemoryInfo?.SizeInMiB],
  'network-info.maximum-network-interfaces': (type) => [type.NetworkInfo?.MaximumNetworkInterfaces],
  'processor-info.supported-architecture': (type) => type.ProcessorInfo?.SupportedArchitectures ?? [],
  'supported-root-device-type': (type) => type.SupportedRootDeviceTypes ?? [],
  'supported-usage-class': (type) => type.SupportedUsageClasses ?? [],
  'vcpu-info.default-cores': (type) => [type.VCpuInfo?.DefaultCores],
  'vcpu-info.default-vcpus': (type) => [type.VCpuInfo?.DefaultVCpus],
};
