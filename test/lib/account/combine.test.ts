import { describe, expect, test } from 'vitest';
import { combine } from '../../../lib/account/combine.ts';
import { emptyAccount } from '../../../lib/account/empty.ts';
import type { Account } from '../../../lib/account/types.ts';

const account = (AccountId: string, facts: Partial<Account>, Region = 'eu-west-1'): Account => ({
  ...emptyAccount(AccountId, Region),
  ...facts,
});

describe('facts of several accounts', () => {
  test('are all there, and each resource once', () => {
    const { AccountId, Region, Vpcs } = combine([
      account('1', { Vpcs: [{ VpcId: 'vpc-1' }, { VpcId: 'vpc-2' }] }),
      account('2', { Vpcs: [{ VpcId: 'vpc-2' }, { VpcId: 'vpc-3' }] }),
      account('2', { Vpcs: [{ VpcId: 'vpc-4' }] }, 'us-east-1'),
    ]);
    expect(Vpcs.map(({ VpcId }) => VpcId)).toEqual(['vpc-1', 'vpc-2', 'vpc-3', 'vpc-4']);
    expect([AccountId, Region]).toEqual(['1, 2', 'eu-west-1, us-east-1']);
    expect(combine([])).toEqual(emptyAccount('', ''));
  });

  test('say of what both see all that either says', () => {
    const requester = { VpcPeeringConnectionId: 'pcx-1', RequesterVpcInfo: { VpcId: 'vpc-1' }, Tags: [] };
    const accepter = {
      VpcPeeringConnectionId: 'pcx-1',
      AccepterVpcInfo: { VpcId: 'vpc-2' },
      Status: { Code: 'active' as const },
      Tags: [{ Key: 'Name', Value: 'ours' }],
    };
    const lists = [{ VpcPeeringConnections: [requester] }, { VpcPeeringConnections: [accepter] }] as const;
    for (const [first, second] of [lists, [...lists].reverse()]) {
      const { VpcPeeringConnections } = combine([account('1', first!), account('2', second!)]);
      expect(VpcPeeringConnections).toEqual([{ ...requester, ...accepter }]);
    }
  });

  test('have both sides of a transit gateway peering, which share an id', () => {
    const TransitGatewayAttachmentId = 'tgw-attach-1';
    const side = (TransitGatewayId: string) => ({ TransitGatewayAttachmentId, TransitGatewayId });
    const { TransitGatewayAttachments } = combine([
      account('1', { TransitGatewayAttachments: [side('tgw-1')] }),
      account('1', { TransitGatewayAttachments: [side('tgw-2')] }, 'us-east-1'),
      account('2', { TransitGatewayAttachments: [side('tgw-1')] }),
    ]);
    expect(TransitGatewayAttachments).toEqual([side('tgw-1'), side('tgw-2')]);
  });

  test('keep what has no id', () => {
    const Addresses = [{ PublicIp: '203.0.113.1' }, { PublicIp: '203.0.113.2' }];
    expect(combine([account('1', { Addresses })]).Addresses).toEqual(Addresses);
  });

  test('join what is kept by id', () => {
    const route = (DestinationCidrBlock: string) => ({ DestinationCidrBlock });
    const joined = combine([
      account('1', {
        TransitGatewayRoutes: { 'tgw-rtb-1': [route('10.0.0.0/16')], 'tgw-rtb-2': [] },
        VpcAttributes: { 'vpc-1': { enableDnsSupport: true } },
      }),
      account('2', {
        TransitGatewayRoutes: { 'tgw-rtb-1': [route('10.0.0.0/16'), route('10.1.0.0/16')], constructor: [] },
        VpcAttributes: { 'vpc-1': { enableDnsHostnames: false } },
      }),
    ]);
    expect({ ...joined.TransitGatewayRoutes }).toEqual({
      'tgw-rtb-1': [route('10.0.0.0/16'), route('10.1.0.0/16')],
      'tgw-rtb-2': [],
      constructor: [],
    });
    expect({ ...joined.VpcAttributes }).toEqual({ 'vpc-1': { enableDnsSupport: true, enableDnsHostnames: false } });
  });
});

describe('gaps', () => {
  const gap = { command: 'ec2 describe-vpcs', reason: 'AccessDenied' };

  test('of one account are as they were', () => {
    expect(combine([account('1', { gaps: [gap] })]).gaps).toEqual([gap]);
  });

  test('say whose they are, and stay where another account has the list', () => {
    const { gaps } = combine([account('1', { gaps: [gap] }), account('2', { Vpcs: [{ VpcId: 'vpc-2' }] })]);
    expect(gaps).toEqual([{ command: 'ec2 describe-vpcs', reason: 'AccessDenied (1 eu-west-1)' }]);
  });
});

describe('Block Public Access', () => {
  const blocking = (id: string, InternetGatewayBlockMode: 'off' | 'block-ingress' | 'block-bidirectional') =>
    account(id, {
      VpcBlockPublicAccessOptions: { InternetGatewayBlockMode, AwsAccountId: id },
      Vpcs: [{ VpcId: `vpc-${id}`, OwnerId: id }],
    });
  const excluded = ({ VpcBlockPublicAccessExclusions }: Account) =>
    VpcBlockPublicAccessExclusions.map((each) => [each.ResourceArn, each.InternetGatewayExclusionMode]);

  test('that is the same everywhere excludes nothing', () => {
    for (const mode of ['off', 'block-ingress'] as const) {
      const joined = combine([blocking('1', mode), blocking('2', mode)]);
      expect(joined.VpcBlockPublicAccessOptions?.InternetGatewayBlockMode).toBe(mode);
      expect(excluded(joined)).toEqual([]);
    }
    expect(combine([account('1', {}), account('2', {})]).VpcBlockPublicAccessOptions).toBeUndefined();
  });

  test('of one account leaves the VPCs of the others as their own setting has them', () => {
    const unread = account('3', { Vpcs: [{ VpcId: 'vpc-3' }, { VpcId: 'vpc-1', OwnerId: '1' }] });
    const joined = combine([blocking('2', 'block-ingress'), unread, blocking('1', 'block-bidirectional')]);
    expect(joined.VpcBlockPublicAccessOptions).toMatchObject({
      InternetGatewayBlockMode: 'block-bidirectional',
      AwsAccountId: '1',
    });
    expect(excluded(joined)).toEqual([
      ['arn:aws:ec2:eu-west-1:2:vpc/vpc-2', 'allow-egress'],
      ['arn:aws:ec2:eu-west-1:3:vpc/vpc-3', 'allow-bidirectional'],
    ]);
  });

  test('keeps the exclusions that were made', () => {
    const one = {
      ...blocking('1', 'block-ingress'),
      VpcBlockPublicAccessExclusions: [{ ExclusionId: 'x', ResourceArn: 'subnet' }],
    };
    expect(excluded(combine([one, blocking('2', 'off')]))).toEqual([
      ['subnet', undefined],
      ['arn:aws:ec2:eu-west-1:2:vpc/vpc-2', 'allow-bidirectional'],
    ]);
  });
});
