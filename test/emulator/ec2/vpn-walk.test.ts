import { EC2 } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountOf } from '../../../emulator/account.ts';
import { type LocalAws, startLocalAws } from '../../../emulator/local-aws.ts';
import { snapshot } from '../../../lib/account/snapshot.ts';
import { connect } from '../../../lib/clients.ts';
import { interpret } from '../../../lib/network/network.ts';
import { trace } from '../../../lib/reach/flow.ts';
import { newInstance } from './lab.ts';
import { subnetOf, tableOf, vpcOf } from './local-ec2.ts';
import { connectionOf, vpnGatewayOf } from './vpn-lab.ts';

const connection = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
let aws: LocalAws;
let ec2: EC2;
let lab: { host: string; VpcId: string; GatewayId: string; RouteTableId: string };
beforeAll(async () => {
  aws = await startLocalAws({ port: 0 });
  ec2 = new EC2({ ...connection, endpoint: aws.url, maxAttempts: 1 });
  const VpcId = await vpcOf(ec2);
  const SubnetId = await subnetOf(ec2, VpcId, '10.0.0.0/24');
  const [GatewayId, RouteTableId] = [await vpnGatewayOf(ec2, VpcId), await tableOf(ec2, VpcId)];
  await ec2.associateRouteTable({ RouteTableId, SubnetId });
  const host = await newInstance(ec2, SubnetId);
  await connectionOf(ec2, GatewayId, ['192.168.0.0/16']);
  lab = { host, VpcId, GatewayId, RouteTableId };
});
afterAll(() => aws.close());

/** Where a packet from the host to the office ends, as a client reads the account, and as the local AWS sees itself. */
async function toTheOffice(to = '192.168.7.7'): Promise<string[]> {
  const read = await snapshot(connect({ ...connection, endpoint: aws.url }));
  const own = aws.state.transaction('us-east-1', accountOf);
  return [read, own].map((account) => {
    const { verdict, blockers } = trace(interpret(account), { from: lab.host, to, protocol: 'tcp', port: 443 });
    const [blocker] = blockers;
    return blocker ? `${verdict} at ${blocker.component}: ${blocker.code}` : verdict;
  });
}

const both = (what: string) => [what, what];

test('a host reaches the office by a propagated route, a static one, and not without', async () => {
  const { GatewayId, RouteTableId, VpcId } = lab;
  expect(await toTheOffice()).toEqual(both(`blocked at ${RouteTableId}: NO_ROUTE_TO_DESTINATION`));
  await ec2.enableVgwRoutePropagation({ RouteTableId, GatewayId });
  expect(await toTheOffice()).toEqual(both('reachable'));
  await ec2.disableVgwRoutePropagation({ RouteTableId, GatewayId });
  await ec2.createRoute({ RouteTableId, DestinationCidrBlock: '192.168.0.0/12', GatewayId });
  expect(await toTheOffice()).toEqual(both('reachable'));
  expect(await toTheOffice('192.169.0.1')).toEqual(both(`blocked at ${GatewayId}: NO_ROUTE_TO_DESTINATION`));
  await ec2.detachVpnGateway({ VpnGatewayId: GatewayId, VpcId });
  expect((await toTheOffice())[0]).toMatch(/^blocked at rtb-/);
  expect(new Set(await toTheOffice()).size).toBe(1);
});
