import type { EC2 } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Ec2Lab, newGroup, newInstance, startEc2Lab } from './lab.ts';
import { elsewhere, refusal, routesOf, subnetOf, tableOf, vpcOf } from './local-ec2.ts';

let lab: Ec2Lab;
let ec2: EC2;
beforeAll(async () => {
  lab = await startEc2Lab({ vpcs: 50 });
  ec2 = lab.ec2;
});
afterAll(() => lab.close());

const OWN = '123456789012';
const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

let block = 1;
const another = () => vpcOf(ec2, `10.${block++}.0.0/16`);

async function peer(VpcId: string, PeerVpcId: string, accept = true): Promise<string> {
  const { VpcPeeringConnection: made } = await ec2.createVpcPeeringConnection({ VpcId, PeerVpcId });
  const VpcPeeringConnectionId = made?.VpcPeeringConnectionId ?? '';
  if (accept) await ec2.acceptVpcPeeringConnection({ VpcPeeringConnectionId });
  return VpcPeeringConnectionId;
}

async function shown(id: string, client = ec2) {
  const { VpcPeeringConnections } = await client.describeVpcPeeringConnections({ VpcPeeringConnectionIds: [id] });
  return VpcPeeringConnections?.[0];
}

describe('a request', () => {
  test('waits for a week and is accepted', async () => {
    const [VpcId, PeerVpcId] = [await another(), await another()];
    const { VpcPeeringConnection: made } = await ec2.createVpcPeeringConnection({
      VpcId,
      PeerVpcId,
      TagSpecifications: [{ ResourceType: 'vpc-peering-connection', Tags: [{ Key: 'Name', Value: 'a-b' }] }],
    });
    const id = made?.VpcPeeringConnectionId ?? '';
    expect(id).toMatch(/^pcx-0[0-9a-f]{16}$/);
    expect(made?.Status).toEqual({ Code: 'initiating-request', Message: `Initiating Request to ${OWN}` });
    const waiting = await shown(id);
    expect(waiting?.Status).toEqual({ Code: 'pending-acceptance', Message: `Pending Acceptance by ${OWN}` });
    expect(waiting?.AccepterVpcInfo).toEqual({ OwnerId: OWN, VpcId: PeerVpcId, Region: 'us-east-1' });
    expect((waiting?.ExpirationTime?.getTime() ?? 0) - Date.now()).toBeGreaterThan(6.9 * 24 * 3_600_000);
    const { VpcPeeringConnection: taken } = await ec2.acceptVpcPeeringConnection({ VpcPeeringConnectionId: id });
    expect(taken?.Status?.Code).toBe('provisioning');
    const active = await shown(id);
    expect(active).toMatchObject({
      Status: { Code: 'active', Message: 'Active' },
      AccepterVpcInfo: { CidrBlockSet: [{ CidrBlock: expect.stringMatching(/^10\./) }] },
      Tags: [{ Key: 'Name', Value: 'a-b' }],
    });
    expect(active?.ExpirationTime).toBeUndefined();
    const Filters = [
      { Name: 'status-code', Values: ['active'] },
      { Name: 'accepter-vpc-info.vpc-id', Values: [PeerVpcId] },
      { Name: 'tag:Name', Values: ['a-*'] },
    ];
    expect((await ec2.describeVpcPeeringConnections({ Filters })).VpcPeeringConnections).toHaveLength(1);
    await refusal(ec2.acceptVpcPeeringConnection({ VpcPeeringConnectionId: id }), 'InvalidStateTransition');
    await refusal(
      ec2.createVpcPeeringConnection({ VpcId: PeerVpcId, PeerVpcId: VpcId }),
      'VpcPeeringConnectionAlreadyExists',
    );
  });

  test('fails afterwards when the blocks overlap or the VPC is unknown', async () => {
    const VpcId = await another();
    const { Vpcs } = await ec2.describeVpcs({ VpcIds: [VpcId] });
    const same = await vpcOf(ec2, Vpcs?.[0]?.CidrBlock);
    for (const PeerVpcId of [same, VpcId, 'vpc-0123456789abcdef0']) {
      const id = await peer(VpcId, PeerVpcId, false);
      expect((await shown(id))?.Status).toEqual({
        Code: 'failed',
        Message: 'Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range',
      });
      await refusal(ec2.acceptVpcPeeringConnection({ VpcPeeringConnectionId: id }), 'InvalidStateTransition');
    }
    await refusal(ec2.createVpcPeeringConnection({ VpcId: 'vpc-0', PeerVpcId: VpcId }), 'InvalidVpcID.NotFound');
    await refusal(ec2.createVpcPeeringConnection({ VpcId, PeerVpcId: undefined }), 'MissingParameter');
  });

  test('is rejected or deleted, and that is the end of it', async () => {
    const [a, b] = [await another(), await another()];
    const VpcPeeringConnectionId = await peer(a, b, false);
    expect((await ec2.rejectVpcPeeringConnection({ VpcPeeringConnectionId })).Return).toBe(true);
    expect((await shown(VpcPeeringConnectionId))?.Status?.Code).toBe('rejected');
    await refusal(
      ec2.deleteVpcPeeringConnection({ VpcPeeringConnectionId }),
      'InvalidStateTransition',
      `Invalid state transition for ${VpcPeeringConnectionId}, attempted to transition from rejected to deleting`,
    );
    const again = await peer(a, b, false);
    expect((await ec2.deleteVpcPeeringConnection({ VpcPeeringConnectionId: again })).Return).toBe(true);
    expect((await shown(again))?.Status).toEqual({ Code: 'deleted', Message: `Deleted by ${OWN}` });
    const unknown = { VpcPeeringConnectionId: 'pcx-0123456789abcdef0' };
    await refusal(ec2.deleteVpcPeeringConnection(unknown), 'InvalidVpcPeeringConnectionID.NotFound');
    await refusal(shown('pcx-0123456789abcdef0'), 'InvalidVpcPeeringConnectionID.NotFound');
  });

  test('to another account waits for that account', async () => {
    const { VpcPeeringConnection: made } = await ec2.createVpcPeeringConnection({
      VpcId: await another(),
      PeerVpcId: 'vpc-0123456789abcdef0',
      PeerOwnerId: '210987654321',
    });
    const VpcPeeringConnectionId = made?.VpcPeeringConnectionId ?? '';
    expect((await shown(VpcPeeringConnectionId))?.Status?.Message).toBe('Pending Acceptance by 210987654321');
    await refusal(ec2.acceptVpcPeeringConnection({ VpcPeeringConnectionId }), 'OperationNotPermitted');
  });

  test('to another Region is accepted there', async () => {
    const west = await elsewhere(ec2, 'us-west-2');
    const PeerVpcId = await vpcOf(west, '10.200.0.0/16');
    const VpcId = await another();
    const { VpcPeeringConnection: made } = await ec2.createVpcPeeringConnection({
      ...{ VpcId, PeerVpcId, PeerRegion: 'us-west-2' },
    });
    const VpcPeeringConnectionId = made?.VpcPeeringConnectionId ?? '';
    await refusal(ec2.acceptVpcPeeringConnection({ VpcPeeringConnectionId }), 'OperationNotPermitted');
    await west.acceptVpcPeeringConnection({ VpcPeeringConnectionId });
    for (const client of [ec2, west]) {
      expect(await shown(VpcPeeringConnectionId, client)).toMatchObject({
        Status: { Code: 'active' },
        AccepterVpcInfo: { CidrBlock: '10.200.0.0/16', Region: 'us-west-2' },
      });
    }
    await west.deleteVpcPeeringConnection({ VpcPeeringConnectionId });
    expect((await shown(VpcPeeringConnectionId))?.Status?.Code).toBe('deleted');
    west.destroy();
  });

  /** https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle */
  const ENDS: [
    code: string,
    Message: string,
    hours: number,
    end: (id: string, requester: EC2, accepter: EC2) => Promise<unknown>,
  ][] = [
    [
      'rejected',
      `Rejected by ${OWN}`,
      2,
      (id, _, there) => there.rejectVpcPeeringConnection({ VpcPeeringConnectionId: id }),
    ],
    ['deleted', `Deleted by ${OWN}`, 2, (id, here) => here.deleteVpcPeeringConnection({ VpcPeeringConnectionId: id })],
    ['expired', 'Expired', 48, async () => vi.spyOn(Date, 'now').mockReturnValue(Date.now() + WEEK_MS + 1000)],
  ];

  describe.each(['us-east-1', 'us-west-2'])('between VPCs of us-east-1 and %s', (PeerRegion) => {
    test.each(ENDS)('that is %s is shown on both sides for a while', async (Code, Message, hours, end) => {
      // An account's clock cannot be set.
      expect(lab.local).toBeDefined();
      const there = await elsewhere(ec2, PeerRegion);
      const PeerVpcId = await vpcOf(there, `10.${block++}.0.0/16`);
      const { VpcPeeringConnection } = await ec2.createVpcPeeringConnection({
        VpcId: await another(),
        PeerVpcId,
        PeerRegion,
      });
      const id = VpcPeeringConnection?.VpcPeeringConnectionId ?? '';
      try {
        await end(id, ec2, there);
        const now = Date.now();
        const clock = vi.spyOn(Date, 'now');
        for (const client of [ec2, there]) {
          clock.mockReturnValue(now + (hours * 60 - 1) * MINUTE_MS);
          expect((await shown(id, client))?.Status).toEqual({ Code, Message });
          const request = { VpcPeeringConnectionId: id };
          await refusal(
            client.deleteVpcPeeringConnection(request),
            'InvalidStateTransition',
            `from ${Code} to deleting`,
          );
          clock.mockReturnValue(now + (hours * 60 + 1) * MINUTE_MS);
          await refusal(shown(id, client), 'InvalidVpcPeeringConnectionID.NotFound');
          await refusal(client.deleteVpcPeeringConnection(request), 'InvalidVpcPeeringConnectionID.NotFound');
        }
      } finally {
        vi.restoreAllMocks();
        there.destroy();
      }
    });

    test('that fails is seen by the requester alone, for two hours', async () => {
      expect(lab.local).toBeDefined();
      const there = await elsewhere(ec2, PeerRegion);
      const PeerVpcId = 'vpc-0123456789abcdef0';
      const { VpcPeeringConnection } = await ec2.createVpcPeeringConnection({
        VpcId: await another(),
        PeerVpcId,
        PeerRegion,
      });
      const id = VpcPeeringConnection?.VpcPeeringConnectionId ?? '';
      try {
        expect((await shown(id))?.Status?.Code).toBe('failed');
        if (PeerRegion !== 'us-east-1') await refusal(shown(id, there), 'InvalidVpcPeeringConnectionID.NotFound');
        await refusal(ec2.deleteVpcPeeringConnection({ VpcPeeringConnectionId: id }), 'InvalidStateTransition');
        vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 121 * MINUTE_MS);
        await refusal(shown(id), 'InvalidVpcPeeringConnectionID.NotFound');
      } finally {
        vi.restoreAllMocks();
        there.destroy();
      }
    });
  });
});

test('its options are set while it is active', async () => {
  const [a, b] = [await another(), await another()];
  const VpcPeeringConnectionId = await peer(a, b, false);
  const change = {
    VpcPeeringConnectionId,
    AccepterPeeringConnectionOptions: { AllowDnsResolutionFromRemoteVpc: true },
  };
  await refusal(
    ec2.modifyVpcPeeringConnectionOptions(change),
    'OperationNotPermitted',
    `Peering ${VpcPeeringConnectionId} is not active. Peering options can be added only to active peerings.`,
  );
  await ec2.acceptVpcPeeringConnection({ VpcPeeringConnectionId });
  const changed = await ec2.modifyVpcPeeringConnectionOptions(change);
  expect(changed.AccepterPeeringConnectionOptions?.AllowDnsResolutionFromRemoteVpc).toBe(true);
  expect(changed.RequesterPeeringConnectionOptions).toBeUndefined();
  expect(await shown(VpcPeeringConnectionId)).toMatchObject({
    AccepterVpcInfo: { PeeringOptions: { AllowDnsResolutionFromRemoteVpc: true } },
    RequesterVpcInfo: { PeeringOptions: { AllowDnsResolutionFromRemoteVpc: false } },
  });
});

test('a route to it is a black hole unless it is active', async () => {
  const [a, b, c] = [await another(), await another(), await another()];
  const VpcPeeringConnectionId = await peer(a, b, false);
  const RouteTableId = await tableOf(ec2, a);
  const route = { RouteTableId, DestinationCidrBlock: '172.16.0.0/16', VpcPeeringConnectionId };
  await ec2.createRoute(route);
  const told = async () => (await routesOf(ec2, RouteTableId)).filter((each) => each.startsWith('172'));
  expect(await told()).toEqual([`172.16.0.0/16 -> ${VpcPeeringConnectionId} (blackhole)`]);
  await ec2.acceptVpcPeeringConnection({ VpcPeeringConnectionId });
  expect(await told()).toEqual([`172.16.0.0/16 -> ${VpcPeeringConnectionId} (active)`]);
  await ec2.replaceRoute(route);
  await refusal(ec2.createRoute({ ...route, RouteTableId: await tableOf(ec2, c) }), 'InvalidParameterValue');
  await refusal(ec2.deleteVpc({ VpcId: b }), 'DependencyViolation');
  await ec2.deleteVpcPeeringConnection({ VpcPeeringConnectionId });
  expect(await told()).toEqual([`172.16.0.0/16 -> ${VpcPeeringConnectionId} (blackhole)`]);
  await refusal(ec2.replaceRoute(route), 'InvalidVpcPeeringConnectionID.NotFound');
  await ec2.deleteVpc({ VpcId: b });
});

test('CloudFormation makes and accepts it', async () => {
  const type = lab.template('AWS::EC2::VPCPeeringConnection');
  const properties = { VpcId: await another(), PeerVpcId: await another() };
  const id = type.create({ ...properties, Tags: [{ Key: 'a', Value: '1' }] });
  expect(await shown(id)).toMatchObject({ Status: { Code: 'active' }, Tags: [{ Key: 'a', Value: '1' }] });
  expect(type.attributes(id)).toEqual({ Id: id });
  type.update(
    id,
    { ...properties, Tags: [{ Key: 'b', Value: '2' }] },
    { ...properties, Tags: [{ Key: 'a', Value: '1' }] },
  );
  expect((await shown(id))?.Tags).toEqual([{ Key: 'b', Value: '2' }]);
  type.delete(id, properties);
  expect((await shown(id))?.Status?.Code).toBe('deleted');
  type.delete(id, properties);
  expect(() => type.create({ VpcId: properties.VpcId, PeerVpcId: properties.VpcId })).toThrow('failed to stabilize');
});

test('Reachability Analyzer follows it while it is active', async () => {
  const [a, b] = [await vpcOf(ec2, '172.20.0.0/16'), await vpcOf(ec2, '172.21.0.0/16')];
  const [near, far] = [await subnetOf(ec2, a, '172.20.0.0/24'), await subnetOf(ec2, b, '172.21.0.0/24')];
  const GroupId = await newGroup(ec2, b, 'open');
  await ec2.authorizeSecurityGroupIngress({
    GroupId,
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '172.20.0.0/16' }] }],
  });
  const Source = await newInstance(ec2, near);
  const Destination = await newInstance(ec2, far, { SecurityGroupIds: [GroupId] });
  const VpcPeeringConnectionId = await peer(a, b, false);
  for (const [SubnetId, vpc, DestinationCidrBlock] of [
    [near, a, '172.21.0.0/16'],
    [far, b, '172.20.0.0/16'],
  ] as const) {
    const RouteTableId = await tableOf(ec2, vpc);
    await ec2.associateRouteTable({ RouteTableId, SubnetId });
    await ec2.createRoute({ RouteTableId, DestinationCidrBlock, VpcPeeringConnectionId });
  }
  const { NetworkInsightsPath } = await ec2.createNetworkInsightsPath({
    ...{ Source, Destination, Protocol: 'tcp', DestinationPort: 443 },
  });
  const found = async () => {
    const { NetworkInsightsPathId } = NetworkInsightsPath ?? {};
    const { NetworkInsightsAnalysis } = await ec2.startNetworkInsightsAnalysis({ NetworkInsightsPathId });
    const { NetworkInsightsAnalyses } = await ec2.describeNetworkInsightsAnalyses({
      NetworkInsightsAnalysisIds: [NetworkInsightsAnalysis?.NetworkInsightsAnalysisId ?? ''],
    });
    return NetworkInsightsAnalyses?.[0]?.NetworkPathFound;
  };
  expect(await found()).toBe(false);
  await ec2.acceptVpcPeeringConnection({ VpcPeeringConnectionId });
  expect(await found()).toBe(true);
  await ec2.deleteVpcPeeringConnection({ VpcPeeringConnectionId });
  expect(await found()).toBe(false);
});
