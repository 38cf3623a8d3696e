import { describe, expect, test } from 'vitest';
import { newInstance } from './lab.ts';
import { localEc2, refusal, subnetOf, vpcOf } from './local-ec2.ts';

const local = localEc2();

async function instance(): Promise<string> {
  const { ec2 } = local;
  return newInstance(ec2, await subnetOf(ec2, await vpcOf(ec2), '10.0.0.0/24'));
}

async function described(id: string) {
  const { Reservations } = await local.ec2.describeInstances({ InstanceIds: [id] });
  return Reservations?.[0]?.Instances?.[0];
}

describe('the metadata service of an instance', () => {
  test('is changed member by member, and is pending until it is applied', async () => {
    const { ec2 } = local;
    const InstanceId = await instance();
    const before = (await described(InstanceId))?.MetadataOptions;
    const change = { HttpTokens: 'optional', HttpPutResponseHopLimit: 3 } as const;
    const { InstanceMetadataOptions } = await ec2.modifyInstanceMetadataOptions({ InstanceId, ...change });
    expect(InstanceMetadataOptions).toMatchObject({ ...change, State: 'pending' });
    expect((await described(InstanceId))?.MetadataOptions).toEqual({ ...before, ...change, State: 'applied' });
  });

  test.each([
    ['no hop', { HttpPutResponseHopLimit: 0 }],
    ['too many hops', { HttpPutResponseHopLimit: 65 }],
    ['tokens by halves', { HttpTokens: 'half' as 'optional' }],
    ['an endpoint that is neither', { HttpEndpoint: 'on' as 'enabled' }],
  ])('refuses %s, at launch too', async (_, change) => {
    const { ec2 } = local;
    const SubnetId = await subnetOf(ec2, await vpcOf(ec2), '10.0.0.0/24');
    const InstanceId = await newInstance(ec2, SubnetId);
    await refusal(ec2.modifyInstanceMetadataOptions({ InstanceId, ...change }), 'InvalidParameterValue');
    await refusal(newInstance(ec2, SubnetId, { MetadataOptions: change }), 'InvalidParameterValue');
  });
});

test('detailed monitoring is turned on and off', async () => {
  const { ec2 } = local;
  const id = await instance();
  const on = await ec2.monitorInstances({ InstanceIds: [id] });
  expect(on.InstanceMonitorings).toEqual([{ InstanceId: id, Monitoring: { State: 'pending' } }]);
  expect((await described(id))?.Monitoring).toEqual({ State: 'enabled' });
  const off = await ec2.unmonitorInstances({ InstanceIds: [id] });
  expect(off.InstanceMonitorings).toEqual([{ InstanceId: id, Monitoring: { State: 'disabling' } }]);
  expect((await described(id))?.Monitoring).toEqual({ State: 'disabled' });
  await refusal(ec2.monitorInstances({ InstanceIds: ['i-0123456789abcdef0'] }), 'InvalidInstanceID.NotFound');
});

test('recovery and names follow what is asked for', async () => {
  const { ec2 } = local;
  const InstanceId = await instance();
  await ec2.modifyInstanceMaintenanceOptions({ InstanceId, AutoRecovery: 'disabled' });
  await ec2.modifyPrivateDnsNameOptions({ InstanceId, EnableResourceNameDnsARecord: true });
  expect(await described(InstanceId)).toMatchObject({
    MaintenanceOptions: { AutoRecovery: 'disabled', RebootMigration: 'default' },
    PrivateDnsNameOptions: { HostnameType: 'ip-name', EnableResourceNameDnsARecord: true },
  });
  const wrong = { InstanceId, PrivateDnsHostnameType: 'fqdn' as 'ip-name' };
  await refusal(ec2.modifyPrivateDnsNameOptions(wrong), 'InvalidParameterValue');
});
