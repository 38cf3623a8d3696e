import { describe, expect, test } from 'vitest';
import { emptyAccount } from '../../lib/account/empty.ts';
import type { Account } from '../../lib/account/types.ts';
import { costSince, hourlyCharges, hourlyCost } from '../../lib/cost.ts';

const EMPTY = emptyAccount('111122223333', 'us-east-1');
const VPC = new Set(['vpc-1']);
const VpcId = 'vpc-1';
const cost = (account: Partial<Account>) => hourlyCost(hourlyCharges({ ...EMPTY, ...account }, VPC));

describe('hourly cost', () => {
  const CASES: [string, Partial<Account>, number][] = [
    ['nothing', {}, 0],
    ['a NAT gateway', { NatGateways: [{ VpcId, State: 'available' }] }, 0.045],
    ['a NAT gateway that is coming', { NatGateways: [{ VpcId, State: 'pending' }] }, 0.045],
    ['a NAT gateway that was deleted', { NatGateways: [{ VpcId, State: 'deleted' }] }, 0],
    ["another VPC's NAT gateway", { NatGateways: [{ VpcId: 'vpc-2', State: 'available' }] }, 0],
    ['a load balancer', { LoadBalancers: [{ VpcId }] }, 0.0225],
    ['a running instance', { Instances: [{ VpcId, InstanceType: 't4g.nano', State: { Name: 'running' } }] }, 0.0051],
    [
      'a stopped one keeps its volume',
      { Instances: [{ VpcId, InstanceType: 't4g.nano', State: { Name: 'stopped' } }] },
      0.0009,
    ],
    ['a terminated one', { Instances: [{ VpcId, InstanceType: 't4g.nano', State: { Name: 'terminated' } }] }, 0],
    ['a gateway endpoint', { VpcEndpoints: [{ VpcId, VpcEndpointType: 'Gateway' }] }, 0],
    [
      'an interface endpoint in two zones',
      { VpcEndpoints: [{ VpcId, VpcEndpointType: 'Interface', SubnetIds: ['a', 'b'] }] },
      0.02,
    ],
    [
      'a public address, named twice',
      {
        NetworkInterfaces: [
          {
            VpcId,
            Association: { PublicIp: '198.51.100.7' },
            PrivateIpAddresses: [{ Association: { PublicIp: '198.51.100.7' } }],
          },
        ],
      },
      0.005,
    ],
  ];
  test.each(CASES)('%s', (_, account, expected) => expect(cost(account)).toBeCloseTo(expected, 6));

  test('an instance type without a known price is named', () => {
    const Instances = [
      { VpcId, InstanceId: 'i-1', InstanceType: 'm7g.large' as const, State: { Name: 'running' as const } },
    ];
    const charges = hourlyCharges({ ...EMPTY, Instances }, VPC);
    expect(charges.filter((charge) => charge.usdPerHour === undefined)).toMatchObject([
      { what: 'instance m7g.large', id: 'i-1' },
    ]);
  });
});

test('a started hour of a NAT gateway costs as much as a whole one, a minute of an instance does not', () => {
  const [start, now] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-01T01:30:00Z')];
  const charge = { what: '', id: '', usdPerHour: 1 };
  expect(costSince(start, [{ ...charge, wholeHours: true }], now)).toBe(2);
  expect(costSince(start, [{ ...charge, wholeHours: false }], now)).toBe(1.5);
  expect(costSince(start, [{ ...charge, wholeHours: true }], start)).toBe(1);
});
