import * as ec2 from '@aws-sdk/client-ec2';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from 'vitest';
import { fixScript } from '../../grader/fix-script.ts';
import { type RecordedCall, record } from '../../grader/recorded-call.ts';

function call(operation: string, input: RecordedCall['input'], output: RecordedCall['output'] = {}): RecordedCall {
  return { service: 'ec2', operation, input, output };
}

const SUBNET = 'subnet-0aaaaaaaaaaaaaaaa';
const TABLE = 'rtb-0bbbbbbbbbbbbbbbb';
const NAT = 'nat-0cccccccccccccccc';
const KNOWN = new Map([
  [SUBNET, 'subnet-0111'],
  [TABLE, 'rtb-0222'],
]);

test('captures what later calls need, waits for it, and speaks of the learner’s resources', () => {
  const script = fixScript(
    [
      call(
        'AllocateAddress',
        { Domain: 'vpc' },
        { AllocationId: 'eipalloc-0dddddddddddddddd', PublicIp: '203.0.113.4' },
      ),
      call(
        'CreateNatGateway',
        { SubnetId: SUBNET, AllocationId: 'eipalloc-0dddddddddddddddd' },
        { NatGateway: { NatGatewayId: NAT, SubnetId: SUBNET } },
      ),
      call('DescribeNatGateways', { NatGatewayIds: [NAT] }, { NatGateways: [{ NatGatewayId: NAT }] }),
      call('CreateRoute', { RouteTableId: TABLE, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: NAT }),
    ],
    KNOWN,
  );
  expect(script.split('\n')).toEqual([
    `ALLOCATION_ID=$(aws ec2 allocate-address --domain vpc --query 'AllocationId' --output text)`,
    'NAT_GATEWAY_ID=$(aws ec2 create-nat-gateway \\',
    '  --subnet-id subnet-0111 \\',
    '  --allocation-id "$ALLOCATION_ID" \\',
    `  --query 'NatGateway.NatGatewayId' \\`,
    '  --output text)',
    'aws ec2 wait nat-gateway-available --nat-gateway-ids "$NAT_GATEWAY_ID"',
    'aws ec2 create-route \\',
    '  --route-table-id rtb-0222 \\',
    '  --destination-cidr-block 0.0.0.0/0 \\',
    '  --nat-gateway-id "$NAT_GATEWAY_ID"',
  ]);
});

test('finds an element of a list by what it says about itself, not by its position', () => {
  const table = (id: string, Main: boolean) => ({ RouteTableId: id, Main, OwnerId: '1' });
  const script = fixScript(
    [
      call('DescribeRouteTables', {}, { RouteTables: [table('rtb-0fff0000', false), table('rtb-0fff0001', true)] }),
      call('DeleteRoute', { RouteTableId: 'rtb-0fff0001' }),
    ],
    KNOWN,
  );
  expect(script).toBe(
    "ROUTE_TABLE_ID=$(aws ec2 describe-route-tables --query 'RouteTables[?Main==`true`] | [0].RouteTableId' --output text)\n" +
      'aws ec2 delete-route --route-table-id "$ROUTE_TABLE_ID"',
  );
});

test('takes two values from one call, and finds addresses inside ranges', () => {
  const script = fixScript(
    [
      call('CreateThing', {}, { Thing: { GroupId: 'sg-0eeeeeee', Address: '10.0.0.7', Other: '10.0.0.70' } }),
      call('UseThing', { Cidr: '10.0.0.7/32', GroupId: 'sg-0eeeeeee', Wide: '10.0.0.70/32' }),
    ],
    new Map(),
  );
  expect(script).toContain(
    `read -r GROUP_ID ADDRESS OTHER <<< "$(aws ec2 create-thing --query '[Thing.GroupId, Thing.Address, Thing.Other]' --output text)"`,
  );
  expect(script).toContain('--cidr "$ADDRESS"/32 --group-id "$GROUP_ID" --wide "$OTHER"/32');
});

test('refuses an id that is neither the lab’s nor answered by a call', () => {
  expect(() => fixScript([call('DeleteRoute', { RouteTableId: 'rtb-0123456789' })], KNOWN)).toThrow('rtb-0123456789');
});

test('records what the clients of a fix call and get', async () => {
  const config = { region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  const clients = {
    ec2: new EC2Client(config),
    elbv2: new ElasticLoadBalancingV2Client(config),
  };
  const calls = record(clients);
  clients.ec2.middlewareStack.add(
    () => async () => ({ response: {}, output: { $metadata: {}, AllocationId: 'eipalloc-0123' } }),
    { step: 'initialize', priority: 'low' },
  );
  await clients.ec2.send(new ec2.AllocateAddressCommand({ Domain: 'vpc' }));
  expect(calls).toEqual([
    {
      service: 'ec2',
      operation: 'AllocateAddress',
      input: { Domain: 'vpc' },
      output: { AllocationId: 'eipalloc-0123' },
    },
  ]);
});
