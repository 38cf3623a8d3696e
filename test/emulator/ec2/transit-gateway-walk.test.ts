import { EC2 } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { accountOf } from '../../../emulator/account.ts';
import { type LocalAws, startLocalAws } from '../../../emulator/local-aws.ts';
import { combine } from '../../../lib/account/combine.ts';
import { snapshot } from '../../../lib/account/snapshot.ts';
import type { Account } from '../../../lib/account/types.ts';
import { connect } from '../../../lib/clients.ts';
import { interpret } from '../../../lib/network/network.ts';
import { trace } from '../../../lib/reach/flow.ts';
import { newGroup, newInstance } from './lab.ts';
import { inVpc } from './local-ec2.ts';
import { attach, bareGatewayOf, spokeOf, transitGatewayOf, transitTableOf } from './transit-gateway-lab.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
let aws: LocalAws;
let virginia: EC2;
let ireland: EC2;
beforeAll(async () => {
  aws = await startLocalAws({ port: 0, quotas: { vpcs: 50, 'transit-gateways': 50 } });
  const client = (region: string) => new EC2({ region, endpoint: aws.url, credentials, maxAttempts: 1 });
  [virginia, ireland] = [client('us-east-1'), client('eu-west-1')];
});
afterAll(() => aws.close());

const read = (region: string): Promise<Account> => snapshot(connect({ region, endpoint: aws.url, credentials }));

/** A VPC `10.n.0.0/16` with a host that takes everything; all that is not in it goes to the gateway. */
async function site(ec2: EC2, n: number, gateway: string) {
  const { vpcId, a, b } = await spokeOf(ec2, n);
  const group = await newGroup(ec2, vpcId, 'open');
  await ec2.authorizeSecurityGroupIngress({
    GroupId: group,
    IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  });
  const host = await newInstance(ec2, a, { SecurityGroupIds: [group] });
  const attachment = await attach(ec2, gateway, vpcId, a, b);
  const { RouteTables } = await ec2.describeRouteTables(inVpc(vpcId));
  const routes = RouteTables?.[0]?.RouteTableId ?? '';
  const anywhere = { RouteTableId: routes, DestinationCidrBlock: '10.0.0.0/8' };
  await ec2.createRoute({ ...anywhere, TransitGatewayId: gateway });
  return { vpcId, host, attachment, routes, anywhere };
}

async function way(account: Account, from: string, to: string) {
  const found = trace(interpret(account), { from, to, protocol: 'tcp', port: 443 });
  const [blocker] = found.blockers;
  return {
    verdict: found.verdict,
    blocker: blocker && `${blocker.direction} ${blocker.component} ${blocker.code}`,
    through: found.forward.flatMap(({ component, kind }) => (kind.startsWith('transit-gateway') ? [component] : [])),
    back: found.return.flatMap(({ component, kind }) => (kind.startsWith('transit-gateway') ? [component] : [])),
  };
}

const between = async (from: string, to: string) => way(await read('us-east-1'), from, to);

type Site = Awaited<ReturnType<typeof site>>;

describe('a hub whose tables say who reaches whom', () => {
  let hub: string;
  let spokes: string;
  let shared: string;
  let app: Site;
  let data: Site;
  const use = (TransitGatewayRouteTableId: string, TransitGatewayAttachmentId: string) => ({
    TransitGatewayRouteTableId,
    TransitGatewayAttachmentId,
  });
  let n = 100;
  beforeEach(async () => {
    hub = (await bareGatewayOf(virginia)).id;
    [app, data] = [await site(virginia, n, hub), await site(virginia, n + 1, hub)];
    n += 2;
    [spokes, shared] = [await transitTableOf(virginia, hub), await transitTableOf(virginia, hub)];
    await virginia.associateTransitGatewayRouteTable(use(spokes, app.attachment));
    await virginia.associateTransitGatewayRouteTable(use(shared, data.attachment));
    await virginia.enableTransitGatewayRouteTablePropagation(use(spokes, data.attachment));
    await virginia.enableTransitGatewayRouteTablePropagation(use(shared, app.attachment));
  });

  test('is crossed there and back', async () => {
    expect(await between(app.host, data.host)).toEqual({
      verdict: 'reachable',
      blocker: undefined,
      through: [hub, spokes, data.attachment],
      back: [hub, shared, app.attachment],
    });
  });

  test('stops what comes in by an attachment without an association', async () => {
    await virginia.disassociateTransitGatewayRouteTable(use(spokes, app.attachment));
    expect(await between(app.host, data.host)).toMatchObject({
      verdict: 'blocked',
      blocker: `forward ${app.attachment} TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION`,
    });
  });

  test('stops what no propagation brings a route for, on either way', async () => {
    await virginia.disableTransitGatewayRouteTablePropagation(use(shared, app.attachment));
    const lost = await between(app.host, data.host);
    expect(lost).toMatchObject({ verdict: 'blocked', through: [hub, spokes, data.attachment] });
    expect(lost.blocker).toBe(`return ${shared} TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT`);
    await virginia.disableTransitGatewayRouteTablePropagation(use(spokes, data.attachment));
    const stopped = await between(app.host, data.host);
    expect(stopped.blocker).toBe(`forward ${spokes} TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT`);
  });

  test('loses the answer without a route in the VPC of the answering side', async () => {
    await virginia.deleteRoute(data.anywhere);
    const { verdict, blocker } = await between(app.host, data.host);
    expect([verdict, blocker]).toEqual(['blocked', `return ${data.routes} NO_ROUTE_TO_DESTINATION`]);
  });

  test('drops what a blackhole route is for', async () => {
    await virginia.createTransitGatewayRoute({
      TransitGatewayRouteTableId: spokes,
      DestinationCidrBlock: '10.0.0.0/8',
      Blackhole: true,
    });
    expect((await between(app.host, data.host)).verdict).toBe('reachable');
    await virginia.disableTransitGatewayRouteTablePropagation(use(spokes, data.attachment));
    expect((await between(app.host, data.host)).blocker).toBe(`forward ${spokes} TGW_RTB_BAD_STATE_ROUTE`);
  });

  test('follows the attachment that stands, not one that was deleted', async () => {
    const TransitGatewayAttachmentId = app.attachment;
    const { TransitGatewayVpcAttachments } = await virginia.describeTransitGatewayVpcAttachments({
      TransitGatewayAttachmentIds: [TransitGatewayAttachmentId],
    });
    await virginia.deleteTransitGatewayVpcAttachment({ TransitGatewayAttachmentId });
    expect((await between(app.host, data.host)).verdict).toBe('blocked');
    const subnets = TransitGatewayVpcAttachments?.[0]?.SubnetIds ?? [];
    const anew = await attach(virginia, hub, app.vpcId, ...subnets);
    await virginia.associateTransitGatewayRouteTable(use(spokes, anew));
    await virginia.enableTransitGatewayRouteTablePropagation(use(shared, anew));
    expect(await between(app.host, data.host)).toMatchObject({
      verdict: 'reachable',
      back: [hub, shared, anew],
    });
  });

  test('is analysed as the walk goes', async () => {
    const analysed = async () => {
      const { NetworkInsightsPath } = await virginia.createNetworkInsightsPath({
        Source: app.host,
        Destination: data.host,
        Protocol: 'tcp',
        DestinationPort: 443,
      });
      const { NetworkInsightsAnalysis } = await virginia.startNetworkInsightsAnalysis({
        NetworkInsightsPathId: NetworkInsightsPath?.NetworkInsightsPathId,
      });
      const NetworkInsightsAnalysisIds = [NetworkInsightsAnalysis?.NetworkInsightsAnalysisId ?? ''];
      const { NetworkInsightsAnalyses } = await virginia.describeNetworkInsightsAnalyses({
        NetworkInsightsAnalysisIds,
      });
      return NetworkInsightsAnalyses?.[0];
    };
    const found = await analysed();
    expect(found?.NetworkPathFound).toBe(true);
    const ids = found?.ForwardPathComponents?.map(({ Component }) => Component?.Id);
    expect(ids).toEqual(expect.arrayContaining([app.attachment, spokes, data.attachment]));
    await virginia.disableTransitGatewayRouteTablePropagation(use(spokes, data.attachment));
    const lost = await analysed();
    expect(lost?.NetworkPathFound).toBe(false);
    expect(lost?.Explanations).toMatchObject([
      { ExplanationCode: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', TransitGatewayRouteTable: { Id: spokes } },
    ]);
  });
});

test('the local AWS itself sees what a client reads', async () => {
  const gateway = await transitGatewayOf(virginia);
  await site(virginia, 90, gateway.id);
  const facts = aws.state.transaction('us-east-1', (region) => accountOf(region));
  const account = await read('us-east-1');
  expect(account.gaps).toEqual([]);
  for (const list of ['TransitGateways', 'TransitGatewayAttachments', 'TransitGatewayRouteTables'] as const) {
    expect(facts[list].length).toBeGreaterThan(0);
    expect(facts[list]).toMatchObject(account[list]);
  }
  expect(facts.TransitGatewayVpcAttachments).toMatchObject(account.TransitGatewayVpcAttachments);
  expect(facts.TransitGatewayRoutes).toMatchObject({ ...account.TransitGatewayRoutes });
  expect(facts.TransitGatewayRoutes[gateway.table]).toHaveLength(1);
  expect(facts.TransitGatewayRouteTablePropagations).toMatchObject({ ...account.TransitGatewayRouteTablePropagations });
});

describe('two gateways that are peered', () => {
  /** Static routes to the other side over the peering, from both sides. */
  async function joined(far: EC2, PeerRegion: string, [m, k]: readonly [number, number]) {
    const [near, other] = [await transitGatewayOf(virginia), await transitGatewayOf(far)];
    const [here, there] = [await site(virginia, m, near.id), await site(far, k, other.id)];
    const made = await virginia.createTransitGatewayPeeringAttachment({
      TransitGatewayId: near.id,
      PeerTransitGatewayId: other.id,
      PeerAccountId: aws.state.accountId,
      PeerRegion,
    });
    const peering = made.TransitGatewayPeeringAttachment ?? {};
    const { TransitGatewayAttachmentId: id = '', AccepterTransitGatewayAttachmentId: otherId = '' } = peering;
    await far.acceptTransitGatewayPeeringAttachment({ TransitGatewayAttachmentId: otherId });
    await virginia.createTransitGatewayRoute({
      TransitGatewayRouteTableId: near.table,
      DestinationCidrBlock: `10.${k}.0.0/16`,
      TransitGatewayAttachmentId: id,
    });
    const back = { TransitGatewayRouteTableId: other.table, DestinationCidrBlock: `10.${m}.0.0/16` };
    await far.createTransitGatewayRoute({ ...back, TransitGatewayAttachmentId: otherId });
    return { near, other, here, there, id, otherId, back };
  }

  test('in two Regions are crossed there and back', async () => {
    const { near, other, here, there, id, back } = await joined(ireland, 'eu-west-1', [200, 201]);
    const both = async () => combine([await read('us-east-1'), await read('eu-west-1')]);
    expect(await way(await both(), here.host, there.host)).toEqual({
      verdict: 'reachable',
      blocker: undefined,
      through: [near.id, near.table, id, other.table, there.attachment],
      back: [other.id, other.table, id, near.table, here.attachment],
    });
    await ireland.deleteTransitGatewayRoute(back);
    const lost = await way(await both(), here.host, there.host);
    expect(lost.blocker).toBe(`return ${other.table} TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT`);
  });

  test('in one Region are crossed there and back', async () => {
    const { near, other, here, there, id, otherId } = await joined(virginia, 'us-east-1', [202, 203]);
    expect(await between(here.host, there.host)).toEqual({
      verdict: 'reachable',
      blocker: undefined,
      through: [near.id, near.table, id, other.table, there.attachment],
      back: [other.id, other.table, otherId, near.table, here.attachment],
    });
  });
});
