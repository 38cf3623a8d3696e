import * as ec2 from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountOf } from '../../emulator/account.ts';
import { snapshot } from '../../lib/account/snapshot.ts';
import { connect } from '../../lib/clients.ts';
import { interpret } from '../../lib/network/network.ts';
import { createListener, createLoadBalancer, createTargetGroup, forward, type Lab, startLab } from './elbv2/lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

const account = () => lab.aws.state.transaction('us-east-1', (region) => accountOf(region));

test('the account holds what the Describe operations answer', async () => {
  const { LoadBalancerArn } = await createLoadBalancer(lab, 'web', { Tags: [{ Key: 'lab:role', Value: 'entry' }] });
  const { TargetGroupArn } = await createTargetGroup(lab, 'web', { TargetType: 'ip' });
  const { ListenerArn } = await createListener(lab, LoadBalancerArn, forward(TargetGroupArn));
  const facts = account();
  expect(facts).toMatchObject({ Region: 'us-east-1', AccountId: lab.aws.state.accountId, gaps: [] });
  expect(facts.Vpcs.map(({ VpcId }) => VpcId)).toContain(lab.vpcId);
  const { Subnets } = await lab.ec2.send(new ec2.DescribeSubnetsCommand({ SubnetIds: [lab.subnets[0]] }));
  expect(facts.Subnets).toContainEqual(expect.objectContaining({ ...Subnets?.[0] }));
  expect(facts.LoadBalancers).toMatchObject([{ LoadBalancerArn, State: { Code: 'active' } }]);
  expect(facts.Rules).toMatchObject([{ ListenerArn, Priority: 'default' }]);
  expect(facts.TargetGroups).toMatchObject([{ TargetGroupArn, LoadBalancerArns: [LoadBalancerArn] }]);
  expect(facts.TargetHealth).toEqual({ [TargetGroupArn]: [] });
  expect(facts.Attributes[LoadBalancerArn]).toMatchObject({ 'load_balancing.cross_zone.enabled': 'true' });
  expect(facts.ElbTags[LoadBalancerArn]).toEqual([{ Key: 'lab:role', Value: 'entry' }]);
  expect(interpret(facts).loadBalancers.get(LoadBalancerArn)?.nodes).toHaveLength(2);
});

test('what joins VPCs and what says how they work is as a client reads it', async () => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const read = await snapshot(connect({ region: 'us-east-1', endpoint: lab.aws.url, credentials }));
  const facts = account();
  expect(facts.VpcAttributes[lab.vpcId]).toEqual({ enableDnsSupport: true, enableDnsHostnames: false });
  expect(read.gaps).toEqual([]);
  expect({ ...read.VpcAttributes }).toEqual(facts.VpcAttributes);
  expect(read.VpcBlockPublicAccessOptions).toEqual(facts.VpcBlockPublicAccessOptions);
  expect(read.VpcBlockPublicAccessOptions?.InternetGatewayBlockMode).toBe('off');
  for (const list of ['VpcPeeringConnections', 'VpnGateways', 'TransitGateways'] as const) {
    expect([read[list], facts[list]]).toEqual([[], []]);
  }
});

test("a customer's prefix list carries its entries", async () => {
  const { PrefixList } = await lab.ec2.send(
    new ec2.CreateManagedPrefixListCommand({
      PrefixListName: 'offices',
      AddressFamily: 'IPv4',
      MaxEntries: 2,
      Entries: [{ Cidr: '203.0.113.0/24' }],
    }),
  );
  expect(account().PrefixLists).toContainEqual({
    PrefixListId: PrefixList?.PrefixListId,
    PrefixListName: 'offices',
    Cidrs: ['203.0.113.0/24'],
  });
});
