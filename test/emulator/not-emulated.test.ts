import { afterAll, beforeAll, expect, it } from 'vitest';
import { amazonLinux, type Ec2Lab, newInstance, refusal, startEc2Lab } from './ec2/lab.ts';
import { interfaceOf, tableOf } from './ec2/local-ec2.ts';

let lab: Ec2Lab;

beforeAll(async () => {
  lab = await startEc2Lab();
});

afterAll(() => lab.close());

type Request = (lab: Ec2Lab) => Promise<unknown>;

const launch =
  (rest: object): Request =>
  async ({ ec2, subnets }) =>
    ec2.runInstances({
      ...{ ImageId: await amazonLinux(ec2), InstanceType: 't3.nano', MinCount: 1, MaxCount: 1, SubnetId: subnets[0] },
      ...rest,
    });

/** What a request asks for that nothing would come of here, although it is AWS's own. */
const REQUESTS: readonly [member: string, Request][] = [
  ['HibernationOptions', launch({ HibernationOptions: { Configured: true } })],
  ['EnclaveOptions', launch({ EnclaveOptions: { Enabled: true } })],
  ['EnablePrimaryIpv6', launch({ EnablePrimaryIpv6: true })],
  ['NetworkPerformanceOptions', launch({ NetworkPerformanceOptions: { BandwidthWeighting: 'vpc-1' } })],
  [
    'Hibernate',
    async ({ ec2, subnets }) =>
      ec2.stopInstances({ InstanceIds: [await newInstance(ec2, subnets[0])], Hibernate: true }),
  ],
  [
    'AllowReassignment',
    async ({ ec2, subnets }) =>
      ec2.assignPrivateIpAddresses({
        NetworkInterfaceId: await interfaceOf(ec2, subnets[0]),
        PrivateIpAddresses: ['10.0.0.99'],
        AllowReassignment: true,
      }),
  ],
  [
    'PublicIpv4Pool',
    async ({ ec2, vpcId }) =>
      ec2.associateRouteTable({ RouteTableId: await tableOf(ec2, vpcId), PublicIpv4Pool: 'ipv4pool-ec2-0123' }),
  ],
  [
    'Ipv6NetmaskLength',
    ({ ec2, subnets }) => ec2.associateSubnetCidrBlock({ SubnetId: subnets[0], Ipv6NetmaskLength: 64 }),
  ],
  [
    'EnableLniAtDeviceIndex',
    ({ ec2, subnets }) => ec2.modifySubnetAttribute({ SubnetId: subnets[0], EnableLniAtDeviceIndex: 1 }),
  ],
  [
    'PrivateDnsPreference',
    ({ ec2, vpcId }) =>
      ec2.createVpcEndpoint({ VpcId: vpcId, ServiceName: 's', DnsOptions: { PrivateDnsPreference: 'ALL_DOMAINS' } }),
  ],
  ['ServiceRegions', ({ ec2 }) => ec2.describeVpcEndpointServices({ ServiceRegions: ['eu-west-1'] })],
];

it.each(REQUESTS)('%s is refused by name', async (member, request) => {
  expect(await refusal(request(lab))).toMatch(
    new RegExp(`^UnsupportedOperation: The local AWS does not emulate ${member} of \\w+\\.$`),
  );
});

it('what is off by default may be set to off', async () => {
  const off = launch({ HibernationOptions: { Configured: false }, EnclaveOptions: { Enabled: false } });
  expect(await off(lab)).toMatchObject({ Instances: [{}] });
});
