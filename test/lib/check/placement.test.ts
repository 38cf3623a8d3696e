import { describe, expect, it } from 'vitest';
import { aclAssociated, costsAtMost, noPublicAddress, privateSubnet } from '../../../lib/check/index.ts';
import type { Sketch } from '../account.ts';
import { denied, outcome, viewOf } from './view.ts';

const PLACES = { privateA: ['subnet-a'], batch: ['i-batch'], baseline: ['acl-subnet-a'], nobody: [] };

function lab({
  routes = [],
  subnet = 'subnet-a',
  address,
}: {
  routes?: string[];
  subnet?: string;
  address?: string;
} = {}): Sketch {
  return {
    gateways: { 'igw-a': 'vpc-a' },
    subnets: {
      'subnet-a': { cidr: '10.0.1.0/24', routes },
      'subnet-b': { cidr: '10.0.2.0/24', routes: ['0.0.0.0/0 -> igw-a'] },
    },
    hosts: { 'i-batch': { subnet, ip: '10.0.1.10', ...(address && { public: address }) } },
  };
}
const see = (sketch: Sketch) => viewOf(sketch, PLACES);

describe('privateSubnet', () => {
  const check = privateSubnet('privateA', 'batch');

  it.each<[string, string[], string]>([
    ['no route out', [], 'pass'],
    ['a NAT gateway', ['0.0.0.0/0 -> nat-a'], 'pass'],
    ['an internet gateway', ['0.0.0.0/0 -> igw-a'], 'INTERNET_GATEWAY_ROUTE'],
    ['an internet gateway for some', ['0.0.0.0/0 -> nat-a', '203.0.113.0/24 -> igw-a'], 'INTERNET_GATEWAY_ROUTE'],
    ['an internet gateway for IPv6', ['::/0 -> igw-a'], 'INTERNET_GATEWAY_ROUTE'],
    ['a route that leads nowhere any more', ['0.0.0.0/0 -> igw-a blackhole'], 'pass'],
  ])('%s', (_, routes, expected) => expect(outcome(check, see(lab({ routes })))).toBe(expected));

  it('follows the host', () => {
    expect(outcome(check, see(lab({ subnet: 'subnet-b' })))).toBe('INTERNET_GATEWAY_ROUTE');
  });

  it('is called what the console calls it', () =>
    expect(check.run(see(lab())).expected).toBe('private-a stays private'));

  it('goes by the main table where no other is associated', () => {
    const main = { RouteTableId: 'rtb-main', VpcId: 'vpc-a', Associations: [{ Main: true }] };
    const out = { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-a' };
    const tables = (Routes: object[]) => ({ RouteTables: [{ ...main, Routes }] });
    expect(outcome(check, viewOf(lab(), PLACES, tables([])))).toBe('pass');
    expect(outcome(check, viewOf(lab(), PLACES, tables([out])))).toBe('INTERNET_GATEWAY_ROUTE');
  });

  it('cannot tell without the route table', () => {
    expect(outcome(check, viewOf(lab(), PLACES, { RouteTables: [] }))).toBe('unknown');
  });

  it('fails without the subnet', () => expect(outcome(privateSubnet('nobody'), see(lab()))).toBe('MISSING'));
});

describe('noPublicAddress', () => {
  const check = noPublicAddress('batch');

  it('passes without one', () => expect(outcome(check, see(lab()))).toBe('pass'));

  it('fails with one, and names it', () => {
    expect(check.run(see(lab({ address: '52.1.1.1' })))).toMatchObject({
      code: 'PUBLIC_ADDRESS',
      actual: 'it has 52.1.1.1',
      where: ['eni-batch'],
    });
  });

  it('fails without the host; cannot tell where interfaces were not readable', () => {
    expect(outcome(noPublicAddress('nobody'), see(lab()))).toBe('MISSING');
    const blind = viewOf(lab(), PLACES, { NetworkInterfaces: [], ...denied('ec2 describe-network-interfaces') });
    expect(outcome(check, blind)).toBe('unknown');
  });
});

describe('aclAssociated', () => {
  const check = aclAssociated('baseline', 'privateA', 'batch');

  it('passes when it is', () => expect(outcome(check, see(lab()))).toBe('pass'));

  it('accepts another that plays the role', () => {
    expect(outcome(check, viewOf(lab(), { ...PLACES, baseline: ['acl-old', 'acl-subnet-a'] }))).toBe('pass');
  });

  it('fails with another one on the subnet, and with the host elsewhere', () => {
    expect(check.run(viewOf(lab(), { ...PLACES, baseline: ['acl-old'] }))).toMatchObject({
      code: 'ACL_NOT_ASSOCIATED',
      actual: 'another one does: acl-subnet-a',
    });
    expect(outcome(check, see(lab({ subnet: 'subnet-b' })))).toBe('ACL_NOT_ASSOCIATED');
  });

  it('cannot tell without network ACLs', () => {
    expect(outcome(check, viewOf(lab(), PLACES, { NetworkAcls: [] }))).toBe('unknown');
  });

  it('fails without the subnet', () =>
    expect(outcome(aclAssociated('baseline', 'nobody'), see(lab()))).toBe('MISSING'));
});

describe('costsAtMost', () => {
  const instances = (InstanceType: 't4g.nano' | 'm7g.large') => ({
    Instances: [{ InstanceId: 'i-batch', VpcId: 'vpc-a', InstanceType, State: { Name: 'running' as const } }],
  });

  it.each<[string, number, 't4g.nano' | 'm7g.large', string[], string]>([
    ['exactly enough', 0.0051, 't4g.nano', [], 'pass'],
    ['too little', 0.005, 't4g.nano', [], 'OVER_BUDGET'],
    ['something without a price', 0.0051, 'm7g.large', [], 'unknown'],
    ['something that could not be read', 0.0051, 't4g.nano', ['ec2 describe-nat-gateways'], 'unknown'],
    ['too much already, whatever could not be read', 0.005, 't4g.nano', ['ec2 describe-nat-gateways'], 'OVER_BUDGET'],
  ])('%s', (_, budget, type, gaps, expected) => {
    expect(outcome(costsAtMost(budget), viewOf(lab(), PLACES, { ...instances(type), ...denied(...gaps) }))).toBe(
      expected,
    );
  });
});
