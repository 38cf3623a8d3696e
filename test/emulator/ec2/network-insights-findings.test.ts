import type { NetworkInsightsPath } from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../emulator/ec2/network-insights-findings.ts';
import type { Account } from '../../../lib/account/types.ts';
import { accountOf, type Sketch } from '../../lib/account.ts';

const ARN = 'arn:aws:ec2:us-east-1:123456789012';

/** Two VPCs with a host each; what connects them is the routes' and the account's. */
function twoVpcs(to: string, { zone = 'us-east-1a', back = true } = {}): Account {
  const sketch: Sketch = {
    vpcs: { 'vpc-a': '10.0.0.0/16', 'vpc-b': '10.1.0.0/16' },
    subnets: {
      'subnet-a': { cidr: '10.0.1.0/24', vpc: 'vpc-a', routes: [`10.1.0.0/16 -> ${to}`] },
      'subnet-b': { cidr: '10.1.1.0/24', vpc: 'vpc-b', zone, routes: back ? [`10.0.0.0/16 -> ${to}`] : [] },
    },
    groups: { 'sg-a': { in: ['all 0.0.0.0/0'], out: ['all 0.0.0.0/0'] } },
    hosts: {
      'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'] },
      'i-b': { subnet: 'subnet-b', ip: '10.1.1.10', groups: ['sg-a'] },
    },
  };
  return accountOf(sketch);
}

const ways = (path: NetworkInsightsPath, account: Account) => {
  const found = analyse(account, { Protocol: 'tcp', ...path }, {});
  const idsOf = (components: typeof found.ForwardPathComponents = []) =>
    components.map(({ Component }) => Component?.Id).join(' ');
  return { ...found, forward: idsOf(found.ForwardPathComponents), back: idsOf(found.ReturnPathComponents) };
};

const BETWEEN = { Source: 'i-a', Destination: 'i-b', DestinationPort: 443 } as const;

describe('a peering connection', () => {
  const peered = (options = {}): Account => {
    const account = twoVpcs('pcx-a', options);
    return {
      ...account,
      RouteTables: account.RouteTables.map((table) => ({
        ...table,
        Routes: table.Routes?.map(({ GatewayId, ...route }) =>
          GatewayId === 'pcx-a' ? { ...route, VpcPeeringConnectionId: 'pcx-a' } : { ...route, GatewayId },
        ),
      })),
      VpcPeeringConnections: [
        {
          VpcPeeringConnectionId: 'pcx-a',
          RequesterVpcInfo: { VpcId: 'vpc-a', CidrBlock: '10.0.0.0/16' },
          AccepterVpcInfo: { VpcId: 'vpc-b', CidrBlock: '10.1.0.0/16' },
          Status: { Code: 'active' },
        },
      ],
    };
  };

  test('is crossed there and back, and names both sides', () => {
    const found = ways(BETWEEN, peered());
    expect(found.NetworkPathFound).toBe(true);
    expect(found.forward).toBe('i-a eni-a sg-a acl-subnet-a rtb-subnet-a pcx-a acl-subnet-b sg-a eni-b i-b');
    expect(found.back).toBe('i-b eni-b sg-a acl-subnet-b rtb-subnet-b pcx-a acl-subnet-a sg-a eni-a i-a');
    expect(found.ForwardPathComponents?.[5]).toMatchObject({
      Component: { Arn: `${ARN}:vpc-peering-connection/pcx-a` },
      SourceVpc: { Id: 'vpc-a' },
      DestinationVpc: { Id: 'vpc-b' },
    });
  });

  test('without a route back, the answer is lost', () => {
    const found = ways(BETWEEN, peered({ back: false }));
    expect(found.Explanations).toMatchObject([
      { ExplanationCode: 'NO_ROUTE_TO_DESTINATION', RouteTable: { Id: 'rtb-subnet-b' } },
    ]);
  });

  test('can be the destination itself', () => {
    const found = ways({ Source: 'i-a', Destination: 'pcx-a' }, peered({ back: false }));
    expect(found).toMatchObject({ NetworkPathFound: true, ReturnPathComponents: [] });
    expect(found.forward).toBe('i-a eni-a sg-a acl-subnet-a rtb-subnet-a pcx-a');
  });

  test('cannot be the source', () => {
    const found = ways({ Source: 'pcx-a', Destination: 'i-b' }, peered());
    expect(found.Explanations).toMatchObject([
      { ExplanationCode: 'UNSUPPORTED_COMPONENT', Component: { Id: 'pcx-a' } },
    ]);
  });
});

describe('a transit gateway', () => {
  const attachment = (name: string) => ({
    TransitGatewayAttachmentId: `tgw-attach-${name}`,
    TransitGatewayId: 'tgw-a',
    ResourceType: 'vpc' as const,
    ResourceId: `vpc-${name}`,
    State: 'available' as const,
    Association: { TransitGatewayRouteTableId: 'tgw-rtb-a', State: 'associated' as const },
  });
  const joined = (route: string, options = {}): Account => ({
    ...twoVpcs('tgw-a', options),
    TransitGateways: [{ TransitGatewayId: 'tgw-a' }],
    TransitGatewayAttachments: [attachment('a'), attachment('b')],
    TransitGatewayVpcAttachments: ['a', 'b'].map((name) => ({
      TransitGatewayAttachmentId: `tgw-attach-${name}`,
      TransitGatewayId: 'tgw-a',
      VpcId: `vpc-${name}`,
      SubnetIds: [`subnet-${name}`],
      State: 'available' as const,
    })),
    TransitGatewayRouteTables: [{ TransitGatewayRouteTableId: 'tgw-rtb-a', TransitGatewayId: 'tgw-a' }],
    TransitGatewayRoutes: {
      'tgw-rtb-a': [
        {
          DestinationCidrBlock: route,
          Type: 'propagated' as const,
          State: 'active' as const,
          TransitGatewayAttachments: [
            { TransitGatewayAttachmentId: 'tgw-attach-b', ResourceId: 'vpc-b', ResourceType: 'vpc' as const },
          ],
        },
      ],
    },
  });

  test('is crossed one way only: its route table need not know the way back', () => {
    const found = ways(BETWEEN, joined('10.1.0.0/16', { zone: 'us-east-1b', back: false }));
    expect(found).toMatchObject({ NetworkPathFound: true, ReturnPathComponents: [] });
    expect(found.forward).toContain('rtb-subnet-a acl-subnet-a tgw-attach-a tgw-rtb-a tgw-attach-b');
    const table = found.ForwardPathComponents?.find(({ Component }) => Component?.Id === 'tgw-rtb-a');
    expect(table).toMatchObject({
      TransitGateway: { Id: 'tgw-a' },
      TransitGatewayRouteTableRoute: {
        DestinationCidr: '10.1.0.0/16',
        RouteOrigin: 'propagated',
        AttachmentId: 'tgw-attach-b',
        ResourceId: 'vpc-b',
      },
      AdditionalDetails: [{ AdditionalDetailType: 'UNIDIRECTIONAL_PATH_ANALYSIS_ONLY' }],
    });
  });

  test('without a route in its table stops the packets', () => {
    const found = ways(BETWEEN, joined('10.2.0.0/16'));
    expect(found.Explanations).toMatchObject([
      {
        ExplanationCode: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
        TransitGateway: { Id: 'tgw-a' },
        TransitGatewayRouteTable: { Id: 'tgw-rtb-a' },
      },
    ]);
  });

  test.each(['tgw-a', 'tgw-attach-a'])('can be the destination itself: %s', (Destination) => {
    const found = ways({ Source: 'i-a', Destination }, joined('10.1.0.0/16'));
    expect(found.NetworkPathFound).toBe(true);
    expect(found.forward).toBe('i-a eni-a sg-a acl-subnet-a rtb-subnet-a acl-subnet-a tgw-attach-a');
  });
});

test('VPCs that are connected by nothing are told apart before any walk', () => {
  expect(ways(BETWEEN, twoVpcs('igw-a')).Explanations).toMatchObject([{ ExplanationCode: 'DISCONNECTED_VPCS' }]);
});

test('what cannot be told fails the analysis, and says why', () => {
  const account = accountOf({
    subnets: { 'subnet-a': { cidr: '10.0.1.0/24' }, 'subnet-b': { cidr: '10.0.2.0/24' } },
    hosts: { 'i-a': { subnet: 'subnet-a', ip: '10.0.1.10' }, 'i-b': { subnet: 'subnet-b', ip: '10.0.2.10' } },
  });
  const found = analyse({ ...account, NetworkAcls: [] }, { Protocol: 'tcp', ...BETWEEN }, {});
  expect(found).toEqual({
    Status: 'failed',
    StatusMessage: 'The analysis could not be completed: the network ACL of subnet-a could not be read.',
  });
});

test('a path to a public address of the account itself goes through the gateway, which is another analysis', () => {
  const account = accountOf({
    gateways: { 'igw-a': 'vpc-a' },
    subnets: { 'subnet-a': { cidr: '10.0.1.0/24', routes: ['0.0.0.0/0 -> igw-a'] } },
    groups: { 'sg-a': { in: ['all 0.0.0.0/0'], out: ['all 0.0.0.0/0'] } },
    hosts: {
      'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', public: '198.51.100.1', groups: ['sg-a'] },
      'i-b': { subnet: 'subnet-a', ip: '10.0.1.11', public: '198.51.100.2', groups: ['sg-a'] },
    },
  });
  const FilterAtSource = { DestinationAddress: '198.51.100.2' };
  expect(ways({ Source: 'i-a', Destination: 'i-b', FilterAtSource }, account).Explanations).toMatchObject([
    { ExplanationCode: 'IGW_NAT_REFLECTION', InternetGateway: { Id: 'igw-a' } },
  ]);
  expect(ways({ Source: 'i-a', Destination: 'i-b' }, account).NetworkPathFound).toBe(true);
});

test('what comes in by one gateway does not come in by another', () => {
  const account = accountOf({
    vpcs: { 'vpc-a': '10.0.0.0/16', 'vpc-b': '10.1.0.0/16' },
    gateways: { 'igw-a': 'vpc-a', 'igw-b': 'vpc-b' },
    subnets: { 'subnet-b': { cidr: '10.1.1.0/24', vpc: 'vpc-b', routes: ['0.0.0.0/0 -> igw-b'] } },
    groups: { 'sg-a': { in: ['all 0.0.0.0/0'] } },
    hosts: { 'i-b': { subnet: 'subnet-b', ip: '10.1.1.10', public: '198.51.100.1', groups: ['sg-a'] } },
  });
  const FilterAtSource = { DestinationAddress: '198.51.100.1' };
  expect(ways({ Source: 'igw-b', FilterAtSource }, account).forward).toBe('igw-b acl-subnet-b sg-a eni-b i-b');
  const other = ways({ Source: 'igw-a', FilterAtSource }, account);
  expect(other.Explanations).toMatchObject([{ ExplanationCode: 'FILTER_AT_SOURCE_DESTINATION_ADDRESS' }]);
});
