import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, expect, test } from 'vitest';
import { connect } from '../../lib/clients.ts';
import { findSurvivors } from '../../lib/survivors.ts';

const mocks = {
  ec2: mockClient(ec2.EC2Client),
  elbv2: mockClient(elbv2.ElasticLoadBalancingV2Client),
  sts: mockClient(STSClient),
};
afterAll(() => {
  for (const mock of Object.values(mocks)) mock.restore();
});

test('what could not be read counts, unless nothing of a lab is looked for there', async () => {
  const denied = Object.assign(new Error('no'), { name: 'UnauthorizedOperation', $metadata: { httpStatusCode: 403 } });
  mocks.sts.onAnyCommand().resolves({});
  mocks.elbv2.onAnyCommand().resolves({});
  mocks.ec2.onAnyCommand().resolves({});
  mocks.ec2.on(ec2.DescribeSubnetsCommand).rejects(denied);
  mocks.ec2.on(ec2.DescribeTransitGatewaysCommand).rejects(denied);
  mocks.ec2.on(ec2.DescribeVpcBlockPublicAccessOptionsCommand).rejects(denied);
  const clients = connect({ region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  const survivors = await findSurvivors(clients, 'sg-syn-dropped', new Set(['vpc-1']));
  expect(survivors).toEqual([
    { type: 'not checked:', id: 'ec2 describe-subnets', reason: 'UnauthorizedOperation: no' },
  ]);
});
