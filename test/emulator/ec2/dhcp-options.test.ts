import { expect, test } from 'vitest';
import { localEc2, refusal, vpcOf } from './local-ec2.ts';

const local = localEc2('ap-northeast-2');

async function optionsOf(vpcId: string) {
  const { Vpcs } = await local.ec2.describeVpcs({ VpcIds: [vpcId] });
  return Vpcs?.[0]?.DhcpOptionsId;
}

async function create(Values: string[]) {
  const { DhcpOptions } = await local.ec2.createDhcpOptions({
    DhcpConfigurations: [{ Key: 'domain-name-servers', Values }],
  });
  return DhcpOptions?.DhcpOptionsId ?? '';
}

test("a new VPC has the Region's own options", async () => {
  const { ec2 } = local;
  const DhcpOptionsIds = [(await optionsOf(await vpcOf(ec2))) ?? ''];
  expect(await optionsOf(await vpcOf(ec2))).toBe(DhcpOptionsIds[0]);
  const { DhcpOptions } = await ec2.describeDhcpOptions({ DhcpOptionsIds });
  expect(DhcpOptions?.[0]?.DhcpConfigurations).toEqual([
    { Key: 'domain-name', Values: [{ Value: 'ap-northeast-2.compute.internal' }] },
    { Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] },
  ]);
});

test('other options can be associated, and taken away by default', async () => {
  const { ec2 } = local;
  const VpcId = await vpcOf(ec2);
  const DhcpOptionsId = await create(['10.20.99.53']);
  await ec2.associateDhcpOptions({ VpcId, DhcpOptionsId });
  expect(await optionsOf(VpcId)).toBe(DhcpOptionsId);
  await refusal(
    ec2.deleteDhcpOptions({ DhcpOptionsId }),
    'DependencyViolation',
    `The dhcpOptions '${DhcpOptionsId}' has dependencies and cannot be deleted.`,
  );
  await ec2.associateDhcpOptions({ VpcId, DhcpOptionsId: 'default' });
  expect(await optionsOf(VpcId)).toBe('default');
  await ec2.deleteDhcpOptions({ DhcpOptionsId });
  await refusal(ec2.associateDhcpOptions({ VpcId, DhcpOptionsId }), 'InvalidDhcpOptionID.NotFound');
});

test('filters by what is in them', async () => {
  const id = await create(['10.1.1.1', '10.1.1.2']);
  const Filters = [
    { Name: 'key', Values: ['domain-name-servers'] },
    { Name: 'value', Values: ['10.1.1.2'] },
  ];
  const { DhcpOptions } = await local.ec2.describeDhcpOptions({ Filters });
  expect(DhcpOptions?.map((each) => each.DhcpOptionsId)).toEqual([id]);
});

test.each([
  [[], 'MissingParameter'],
  [[{ Key: 'router', Values: ['10.0.0.1'] }], 'InvalidParameterValue'],
  [[{ Key: 'domain-name', Values: [] }], 'InvalidParameterValue'],
  [
    [{ Key: 'domain-name-servers', Values: ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4', '1.1.1.5'] }],
    'InvalidParameterValue',
  ],
])('refuses %j', (DhcpConfigurations, code) => refusal(local.ec2.createDhcpOptions({ DhcpConfigurations }), code));
