import { expect, it } from 'vitest';
import { localEc2, refusal } from './local-ec2.ts';

const local = localEc2();

it.each([
  ['t3.nano', 2, 512, 2, 2, 'x86_64'],
  ['t3.large', 2, 8192, 3, 12, 'x86_64'],
  ['t4g.nano', 2, 512, 2, 2, 'arm64'],
  ['t4g.medium', 2, 4096, 3, 6, 'arm64'],
  ['m7g.medium', 1, 4096, 2, 4, 'arm64'],
] as const)('%s has %i vCPUs, %i MiB, %i interfaces of %i addresses', async (...row) => {
  const [name, DefaultVCpus, SizeInMiB, MaximumNetworkInterfaces, Ipv4AddressesPerInterface, architecture] = row;
  const { InstanceTypes } = await local.ec2.describeInstanceTypes({ InstanceTypes: [name] });
  expect(InstanceTypes).toMatchObject([
    {
      InstanceType: name,
      VCpuInfo: { DefaultVCpus },
      MemoryInfo: { SizeInMiB },
      NetworkInfo: { MaximumNetworkInterfaces, Ipv4AddressesPerInterface },
      ProcessorInfo: { SupportedArchitectures: [architecture] },
    },
  ]);
});

it('refuses a type that does not exist', async () => {
  const InstanceTypes = ['t9.nano' as 't3.nano'];
  await refusal(local.ec2.describeInstanceTypes({ InstanceTypes }), 'InvalidInstanceType', '[t9.nano]');
});

it('offers every type in every zone', async () => {
  const { InstanceTypeOfferings } = await local.ec2.describeInstanceTypeOfferings({
    LocationType: 'availability-zone',
    Filters: [{ Name: 'instance-type', Values: ['t3.micro'] }],
  });
  expect(InstanceTypeOfferings?.map(({ Location }) => Location)).toContain('us-east-1a');
  expect(InstanceTypeOfferings).toHaveLength(6);
});
