import { describe, expect, test } from 'vitest';
import {
  aclOn,
  analysisOf,
  type Clients,
  interfaceOfInstance,
  launch,
  localClients,
  type Network,
  networkOn,
  outline,
} from './insights-lab.ts';
import { addressOf, gatewayOf, inVpc, subnetOf, vpcOf } from './local-ec2.ts';

const local = localClients();
const id = (Id: string) => ({ Id });

describe('a path that is there', () => {
  test('is told component by component, there and back', async () => {
    const { web, db, dbGroup, webGroup, vpcId } = await networkOn(local);
    const found = await analysisOf(local, { Source: web, Destination: db, DestinationPort: 3306 });
    expect(found).toMatchObject({ Status: 'succeeded', NetworkPathFound: true, Explanations: [] });
    const { ForwardPathComponents: forward = [], ReturnPathComponents: back = [] } = found;
    expect(outline(forward)).toBe('i eni sg acl rtb acl sg eni* i');
    expect(outline(back)).toBe('i eni sg acl rtb acl sg eni* i');
    expect(forward.map(({ SequenceNumber }) => SequenceNumber)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(forward[0]).toMatchObject({
      Component: { Id: web, Arn: `arn:aws:ec2:us-east-1:123456789012:instance/${web}` },
      OutboundHeader: {
        SourceAddresses: ['10.0.0.4/32'],
        SourcePortRanges: [{ From: 0, To: 65_535 }],
        DestinationAddresses: ['10.0.1.4/32'],
        DestinationPortRanges: [{ From: 3306, To: 3306 }],
        Protocol: '6',
      },
    });
    expect(forward[1]).toMatchObject({ AttachedTo: id(web), Vpc: id(vpcId) });
    expect(forward[2]?.SecurityGroupRule).toEqual({ Cidr: '0.0.0.0/0', Direction: 'egress', Protocol: 'all' });
    expect(forward[3]?.AclRule).toEqual({
      Cidr: '0.0.0.0/0',
      Egress: true,
      Protocol: 'all',
      RuleAction: 'allow',
      RuleNumber: 100,
    });
    expect(forward[4]?.RouteTableRoute).toEqual({
      DestinationCidr: '10.0.0.0/16',
      GatewayId: 'local',
      Origin: 'createroutetable',
      State: 'active',
    });
    expect(forward[6]).toMatchObject({
      Component: id(dbGroup),
      SecurityGroupRule: {
        SecurityGroupId: webGroup,
        Direction: 'ingress',
        PortRange: { From: 3306, To: 3306 },
        Protocol: 'tcp',
      },
    });
    expect(forward.at(-1)).toMatchObject({ Component: id(db), InboundHeader: { SourceAddresses: ['10.0.0.4/32'] } });
    expect(back[2]).not.toHaveProperty('SecurityGroupRule');
  });

  test('in from the internet by a gateway', async () => {
    const { ec2 } = local;
    const { igw, web, publicTable } = await networkOn(local);
    await ec2.createTags({ Resources: [web], Tags: [{ Key: 'Name', Value: 'shop' }] });
    const filter = { DestinationPortRange: { FromPort: 80, ToPort: 80 } };
    const found = await analysisOf(local, { Source: igw, Destination: web, FilterAtSource: filter });
    const { ForwardPathComponents: forward = [], ReturnPathComponents: back = [] } = found;
    expect(outline(forward)).toBe('igw acl sg eni i');
    expect(outline(back)).toBe('i eni sg acl rtb igw');
    const { Reservations } = await ec2.describeInstances({ InstanceIds: [web] });
    const address = `${Reservations?.[0]?.Instances?.[0]?.PublicIpAddress}/32`;
    expect(forward[0]?.InboundHeader).toMatchObject({ DestinationAddresses: [address], Protocol: '6' });
    expect(forward[0]?.InboundHeader?.SourceAddresses).toContain('0.0.0.0/5');
    expect(forward[0]?.OutboundHeader).toEqual({ DestinationAddresses: ['10.0.0.4/32'] });
    expect(forward.at(-1)?.Component).toMatchObject({ Id: web, Name: 'shop' });
    expect(back[4]).toMatchObject({ Component: id(publicTable), RouteTableRoute: { GatewayId: igw } });
    expect(back.at(-1)?.OutboundHeader).toMatchObject({
      SourceAddresses: [address],
      SourcePortRanges: [{ From: 80, To: 80 }],
    });
  });

  test('out through a NAT gateway', async () => {
    const { igw, db } = await withNatGateway();
    const found = await analysisOf(local, { Source: db, Destination: igw, DestinationPort: 443 });
    const { ForwardPathComponents: forward = [], ReturnPathComponents: back = [] } = found;
    expect(outline(forward)).toBe('i eni sg acl rtb acl eni* nat eni acl rtb igw');
    expect(outline(back)).toBe('igw acl eni nat eni acl rtb acl sg eni* i');
    expect(forward[7]?.OutboundHeader).toEqual({
      SourceAddresses: ['10.0.0.5/32'],
      SourcePortRanges: [{ From: 1024, To: 65_535 }],
    });
    expect(back[3]?.OutboundHeader?.DestinationAddresses).toEqual(['10.0.1.4/32']);
  });

  test('through a gateway endpoint', async () => {
    const { vpcId, db, privateTable } = await networkOn(local);
    const { VpcEndpoint } = await local.ec2.createVpcEndpoint({
      VpcId: vpcId,
      ServiceName: 'com.amazonaws.us-east-1.s3',
      RouteTableIds: [privateTable],
    });
    const Destination = VpcEndpoint?.VpcEndpointId ?? '';
    const found = await analysisOf(local, { Source: db, Destination, DestinationPort: 443 });
    expect(found.NetworkPathFound).toBe(true);
    expect(outline(found.ForwardPathComponents)).toBe('i eni sg acl rtb vpce');
    expect(found.ForwardPathComponents?.at(-1)?.ServiceName).toBe('com.amazonaws.us-east-1.s3');
    expect(outline(found.ReturnPathComponents)).toBe('vpce acl sg eni i');
  });

  test('to an interface endpoint', async () => {
    const { vpcId, db, public: subnet, dbGroup } = await networkOn(local);
    await local.ec2.authorizeSecurityGroupIngress({
      GroupId: dbGroup,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, UserIdGroupPairs: [{ GroupId: dbGroup }] }],
    });
    const { VpcEndpoint } = await local.ec2.createVpcEndpoint({
      VpcId: vpcId,
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.us-east-1.ssm',
      SubnetIds: [subnet],
      SecurityGroupIds: [dbGroup],
      PrivateDnsEnabled: false,
    });
    const Destination = VpcEndpoint?.VpcEndpointId ?? '';
    const found = await analysisOf(local, { Source: db, Destination, DestinationPort: 443 });
    expect(outline(found.ForwardPathComponents)).toBe('i eni sg acl rtb acl sg eni* vpce');
    const refused = await analysisOf(local, { Source: db, Destination, DestinationPort: 80 });
    expect(codesOf(refused)).toEqual(['ENI_SG_RULES_MISMATCH']);
    const backwards = await analysisOf(local, { Source: Destination, Destination: db });
    expect(codesOf(backwards)).toEqual(['VPCE_INTRA_VPC_TRAFFIC']);
  });

  test('between the interfaces that it names, without what is behind them', async () => {
    const { web, db } = await networkOn(local);
    const [Source, Destination] = [await interfaceOfInstance(local.ec2, web), await interfaceOfInstance(local.ec2, db)];
    const found = await analysisOf(local, { Source, Destination });
    expect(outline(found.ForwardPathComponents)).toBe('eni sg acl rtb acl sg eni*');
    // No port was asked for: those that get through are told.
    const [from] = found.ForwardPathComponents ?? [];
    expect(from?.OutboundHeader?.DestinationPortRanges).toEqual([{ From: 3306, To: 3306 }]);
  });

  test('for the packets that it is there for', async () => {
    const network = await networkOn(local);
    const { vpcId, igw, web } = network;
    await aclOn(local, vpcId, network.public, ['100 allow in all', '100 allow out 1024-5000']);
    const found = await analysisOf(local, { Source: igw, Destination: web, DestinationPort: 80 });
    expect(found.ForwardPathComponents?.[0]?.InboundHeader?.SourcePortRanges).toEqual([{ From: 1024, To: 5000 }]);
    const SourcePortRange = { FromPort: 6000, ToPort: 7000 };
    const none = await analysisOf(local, {
      Source: igw,
      Destination: web,
      FilterAtSource: { SourcePortRange, DestinationPortRange: { FromPort: 80, ToPort: 80 } },
    });
    expect(codesOf(none)).toEqual(['SUBNET_ACL_RESTRICTION']);
  });

  test('to an address alone', async () => {
    const { web, db } = await networkOn(local);
    const at = (DestinationAddress: string) => ({ FilterAtSource: { DestinationAddress } });
    const found = await analysisOf(local, { Source: web, ...at('198.51.100.7') });
    expect(outline(found.ForwardPathComponents)).toBe('i eni sg acl rtb igw');
    expect(codesOf(await analysisOf(local, { Source: db, ...at('198.51.100.7') }))).toEqual([
      'NO_ROUTE_TO_DESTINATION',
    ]);
  });
});

const codesOf = ({ Explanations = [] }: { Explanations?: { ExplanationCode?: string }[] }) =>
  Explanations.map(({ ExplanationCode }) => ExplanationCode);

async function withNatGateway(inPublic = true) {
  const network = await networkOn(local);
  const { NatGateway } = await local.ec2.createNatGateway({
    SubnetId: inPublic ? network.public : network.private,
    AllocationId: await addressOf(local.ec2),
  });
  const NatGatewayId = NatGateway?.NatGatewayId ?? '';
  const RouteTableId = network.privateTable;
  await local.ec2.createRoute({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId });
  return { ...network, NatGatewayId };
}

interface Blocked {
  readonly path: { Source: string; Destination?: string; DestinationPort?: number; Protocol?: 'tcp' | 'udp' };
  readonly forward: string;
  readonly back?: string;
  readonly explanations: object[];
}

const blocked: Record<string, (clients: Clients, network: Network) => Promise<Blocked>> = {
  'the security group of the destination': async ({ ec2 }, { web, db, dbGroup, private: subnet, vpcId }) => ({
    path: { Source: web, Destination: db, DestinationPort: 22 },
    forward: 'i eni sg acl rtb acl sg!ENI_SG_RULES_MISMATCH eni* i',
    explanations: [
      {
        ExplanationCode: 'ENI_SG_RULES_MISMATCH',
        Direction: 'ingress',
        NetworkInterface: id(await interfaceOfInstance(ec2, db)),
        SecurityGroups: [id(dbGroup)],
        Subnet: id(subnet),
        Vpc: id(vpcId),
      },
    ],
  }),

  'a security group without rules out': async ({ ec2 }, { web, db, webGroup }) => {
    const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
    await ec2.revokeSecurityGroupEgress({ GroupId: webGroup, IpPermissions });
    return {
      path: { Source: web, Destination: db, DestinationPort: 3306 },
      forward: 'i eni sg!SG_HAS_NO_RULES acl rtb acl sg eni* i',
      explanations: [{ ExplanationCode: 'SG_HAS_NO_RULES', Direction: 'egress', SecurityGroups: [id(webGroup)] }],
    };
  },

  'a network ACL on the way in, and the group behind it': async (clients, { web, db, vpcId, private: subnet }) => {
    const acl = await aclOn(clients, vpcId, subnet, ['50 deny in 22', '100 allow in all', '100 allow out all']);
    return {
      path: { Source: web, Destination: db, DestinationPort: 22 },
      forward: 'i eni sg acl rtb acl!SUBNET_ACL_RESTRICTION sg!ENI_SG_RULES_MISMATCH eni* i',
      explanations: [
        {
          ExplanationCode: 'SUBNET_ACL_RESTRICTION',
          Direction: 'ingress',
          Acl: id(acl),
          AclRule: {
            RuleNumber: 50,
            RuleAction: 'deny',
            Egress: false,
            PortRange: { From: 22, To: 22 },
            Protocol: 'tcp',
          },
          Subnet: id(subnet),
        },
        { ExplanationCode: 'ENI_SG_RULES_MISMATCH' },
      ],
    };
  },

  'a network ACL for the answer': async (clients, { igw, web, vpcId, public: subnet }) => {
    const acl = await aclOn(clients, vpcId, subnet, ['100 allow in all']);
    return {
      path: { Source: igw, Destination: web, DestinationPort: 80 },
      forward: 'igw acl sg eni i',
      back: 'i eni sg acl!SUBNET_ACL_RESTRICTION rtb igw',
      explanations: [
        {
          ExplanationCode: 'SUBNET_ACL_RESTRICTION',
          Direction: 'egress',
          Acl: id(acl),
          AclRule: { RuleNumber: 32_767, RuleAction: 'deny', Egress: true },
        },
      ],
    };
  },

  'a route that is not there': async (_, { db, igw, privateTable, private: subnet, vpcId }) => ({
    path: { Source: db, Destination: igw, DestinationPort: 443 },
    forward: 'i eni sg acl rtb!NO_ROUTE_TO_DESTINATION',
    explanations: [
      {
        ExplanationCode: 'NO_ROUTE_TO_DESTINATION',
        RouteTable: id(privateTable),
        Destination: id(igw),
        Subnet: id(subnet),
        Vpc: id(vpcId),
      },
    ],
  }),

  'a route for the answer that is not there': async ({ ec2 }, { igw, web, publicTable }) => {
    await ec2.deleteRoute({ RouteTableId: publicTable, DestinationCidrBlock: '0.0.0.0/0' });
    return {
      path: { Source: igw, Destination: web, DestinationPort: 80 },
      forward: 'igw acl sg eni i',
      back: 'i eni sg acl rtb!NO_ROUTE_TO_DESTINATION',
      explanations: [{ ExplanationCode: 'NO_ROUTE_TO_DESTINATION', RouteTable: id(publicTable) }],
    };
  },

  'a blackhole': async ({ ec2 }) => {
    const { db, igw, NatGatewayId } = await withNatGateway();
    await ec2.deleteNatGateway({ NatGatewayId });
    return {
      path: { Source: db, Destination: igw },
      forward: 'i eni sg acl rtb!BAD_STATE_ROUTE',
      explanations: [
        {
          ExplanationCode: 'BAD_STATE_ROUTE',
          State: 'blackhole',
          RouteTableRoute: { NatGatewayId, State: 'blackhole' },
        },
      ],
    };
  },

  'a NAT gateway in a private subnet': async () => {
    const { db, igw, NatGatewayId } = await withNatGateway(false);
    return {
      path: { Source: db, Destination: igw },
      forward: 'i eni sg acl rtb eni nat eni acl rtb eni nat!NO_POSSIBLE_DESTINATION',
      explanations: [{ ExplanationCode: 'NO_POSSIBLE_DESTINATION', NatGateway: id(NatGatewayId) }],
    };
  },

  'a network ACL that the question and the answer meet alike, which is told once': async (clients) => {
    const { db, igw, vpcId, public: subnet } = await withNatGateway();
    const acl = await aclOn(clients, vpcId, subnet, ['100 allow out all']);
    return {
      path: { Source: db, Destination: igw, DestinationPort: 443 },
      forward: 'i eni sg acl rtb acl!SUBNET_ACL_RESTRICTION eni* nat eni acl rtb igw',
      back: 'igw acl!SUBNET_ACL_RESTRICTION eni nat eni acl rtb acl sg eni* i',
      explanations: [{ ExplanationCode: 'SUBNET_ACL_RESTRICTION', Direction: 'ingress', Acl: id(acl) }],
    };
  },

  'the source/destination check of an appliance': async (
    { ec2 },
    { db, igw, webGroup, public: subnet, privateTable },
  ) => {
    await ec2.authorizeSecurityGroupIngress({
      GroupId: webGroup,
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/16' }] }],
    });
    const NetworkInterfaceId = await interfaceOfInstance(ec2, await launch(ec2, subnet, webGroup, true));
    await ec2.createRoute({ RouteTableId: privateTable, DestinationCidrBlock: '0.0.0.0/0', NetworkInterfaceId });
    return {
      path: { Source: db, Destination: igw, DestinationPort: 443 },
      forward: 'i eni sg acl rtb acl sg eni*!ENI_SOURCE_DEST_CHECK_RESTRICTION sg acl rtb igw',
      explanations: [
        { ExplanationCode: 'ENI_SOURCE_DEST_CHECK_RESTRICTION', NetworkInterface: id(NetworkInterfaceId) },
      ],
    };
  },

  'a source without a public address': async ({ ec2 }, { igw, webGroup, public: subnet }) => ({
    path: { Source: await launch(ec2, subnet, webGroup), Destination: igw, DestinationPort: 443 },
    forward: 'i eni sg acl rtb igw!IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    explanations: [
      {
        ExplanationCode: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
        InternetGateway: id(igw),
        PacketField: 'source-address',
        Cidrs: ['10.0.0.5/32'],
      },
    ],
  }),

  'a destination without a public address': async (_, { igw, db }) => ({
    path: { Source: igw, Destination: db },
    forward: 'igw!IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
    explanations: [{ ExplanationCode: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', InternetGateway: id(igw) }],
  }),

  'an instance that does not run': async ({ ec2 }, { web, db }) => {
    await ec2.stopInstances({ InstanceIds: [db] });
    return {
      path: { Source: web, Destination: db, DestinationPort: 3306 },
      forward: 'i eni sg acl rtb i!BAD_STATE',
      explanations: [{ ExplanationCode: 'BAD_STATE', Component: id(db), State: 'stopped' }],
    };
  },

  'a gateway that is not attached': async ({ ec2 }, { web }) => {
    const stray = await gatewayOf(ec2);
    return {
      path: { Source: stray, Destination: web },
      forward: '',
      explanations: [{ ExplanationCode: 'UNASSOCIATED_COMPONENT', Component: id(stray) }],
    };
  },

  'VPCs that nothing connects': async ({ ec2 }, { web, vpcId }) => {
    const other = await vpcOf(ec2, '10.9.0.0/16');
    const { SecurityGroups } = await ec2.describeSecurityGroups(inVpc(other));
    const subnet = await subnetOf(ec2, other, '10.9.0.0/24');
    return {
      path: { Source: web, Destination: await launch(ec2, subnet, SecurityGroups?.[0]?.GroupId ?? '') },
      forward: '',
      explanations: [{ ExplanationCode: 'DISCONNECTED_VPCS', SourceVpc: id(vpcId), DestinationVpc: id(other) }],
    };
  },
};

describe('a path that is not there is blocked by', () => {
  test.each(Object.entries(blocked))('%s', async (_, build) => {
    const { path, forward, back, explanations } = await build(local, await networkOn(local));
    const found = await analysisOf(local, path);
    expect(found).toMatchObject({ Status: 'succeeded', NetworkPathFound: false });
    expect(found.Explanations).toMatchObject(explanations);
    expect(found.Explanations).toHaveLength(explanations.length);
    expect(outline(found.ForwardPathComponents)).toBe(forward);
    const [first] = found.ForwardPathComponents ?? [];
    if (first) expect(first.InboundHeader ?? first.OutboundHeader).toMatchObject({ Protocol: '6' });
    if (back !== undefined) expect(outline(found.ReturnPathComponents)).toBe(back);
  });
});

test('of UDP only the way there is analysed', async () => {
  const { web, db, dbGroup, vpcId, private: subnet } = await networkOn(local);
  const IpPermissions = [{ IpProtocol: 'udp', FromPort: 53, ToPort: 53, IpRanges: [{ CidrIp: '10.0.0.0/16' }] }];
  await local.ec2.authorizeSecurityGroupIngress({ GroupId: dbGroup, IpPermissions });
  await aclOn(local, vpcId, subnet, ['100 allow in all']);
  const path = { Source: web, Destination: db, DestinationPort: 53 };
  const found = await analysisOf(local, { ...path, Protocol: 'udp' });
  expect(found).toMatchObject({ NetworkPathFound: true, ReturnPathComponents: [] });
  expect(found.ForwardPathComponents?.[0]?.OutboundHeader?.Protocol).toBe('17');
  expect((await analysisOf(local, path)).NetworkPathFound).toBe(false);
});

test('what was found stays, whatever becomes of the network', async () => {
  const { web, db, dbGroup } = await networkOn(local);
  const path = { Source: web, Destination: db, DestinationPort: 22 };
  const before = await analysisOf(local, path);
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '10.0.0.0/16' }] }];
  await local.ec2.authorizeSecurityGroupIngress({ GroupId: dbGroup, IpPermissions });
  const { NetworkInsightsAnalysis } = await local.ec2.startNetworkInsightsAnalysis({
    NetworkInsightsPathId: before.NetworkInsightsPathId,
  });
  expect(NetworkInsightsAnalysis?.Status).toBe('running');
  expect(NetworkInsightsAnalysis).not.toHaveProperty('NetworkPathFound');
  const { NetworkInsightsAnalyses } = await local.ec2.describeNetworkInsightsAnalyses({
    NetworkInsightsPathId: before.NetworkInsightsPathId,
  });
  expect(NetworkInsightsAnalyses?.map((each) => each.NetworkPathFound)).toEqual([false, true]);
  expect(NetworkInsightsAnalyses?.[0]).toEqual(before);
  await local.ec2.terminateInstances({ InstanceIds: [db] });
  const again = await analysisOf(local, path).catch((error: Error) => error.name);
  expect(again).toMatchObject({ Explanations: [{ ExplanationCode: 'UNASSOCIATED_COMPONENT', Component: id(db) }] });
});

describe('filters', () => {
  const arn = (type: string, of: string) => `arn:aws:ec2:us-east-1:123456789012:${type}/${of}`;

  test('ask for a component on the path, or for a path without it', async () => {
    const { igw, db, web, NatGatewayId } = await withNatGateway();
    const nat = arn('natgateway', NatGatewayId);
    const path = { Source: db, Destination: igw, DestinationPort: 443 };
    expect((await analysisOf(local, path, { FilterInArns: [nat] })).NetworkPathFound).toBe(true);
    const without = await analysisOf(local, path, { FilterOutArns: [nat] });
    expect(without).toMatchObject({
      NetworkPathFound: false,
      FilterOutArns: [nat],
      Explanations: [
        {
          ExplanationCode: 'COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT',
          Component: { Id: NatGatewayId, Arn: nat },
        },
      ],
    });
    const aside = await analysisOf(local, { ...path, Source: web }, { FilterInArns: [nat] });
    expect(aside.Explanations).toMatchObject([
      { ExplanationCode: 'COMPONENT_FILTER_RESTRICTION', Component: { Id: NatGatewayId } },
    ]);
  });

  test('look at the packets as they arrive', async () => {
    const { igw, web } = await networkOn(local);
    const path = { Source: igw, Destination: web, DestinationPort: 80 };
    const found = await analysisOf(local, {
      ...path,
      FilterAtDestination: { SourceAddress: '198.51.100.9', DestinationAddress: '10.0.0.4' },
    });
    expect(found.ForwardPathComponents?.at(-1)?.InboundHeader?.SourceAddresses).toEqual(['198.51.100.9/32']);
    expect(found.ForwardPathComponents?.[0]?.InboundHeader?.SourceAddresses).toEqual(['198.51.100.9/32']);
    const none = await analysisOf(local, {
      ...path,
      FilterAtDestination: { DestinationAddress: '10.0.0.99', DestinationPortRange: { FromPort: 81, ToPort: 90 } },
    });
    expect(codesOf(none)).toEqual([
      'FILTER_AT_DESTINATION_DESTINATION_ADDRESS',
      'FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE',
    ]);
  });

  test('name addresses that the ends have', async () => {
    const { web, db, public: subnet, webGroup } = await networkOn(local);
    const path = { Source: web, Destination: db };
    expect(codesOf(await analysisOf(local, { ...path, SourceIp: '10.0.0.99' }))).toEqual([
      'ENI_SOURCE_DEST_CHECK_RESTRICTION',
    ]);
    await launch(local.ec2, subnet, webGroup);
    const FilterAtSource = { DestinationAddress: '10.0.0.5' };
    const elsewhere = await analysisOf(local, { ...path, FilterAtSource });
    expect(codesOf(elsewhere)).toEqual(['FILTER_AT_SOURCE_DESTINATION_ADDRESS']);
  });

  test('a private address is none of the internet', async () => {
    const { igw, web } = await networkOn(local);
    const found = await analysisOf(local, { Source: igw, SourceIp: '10.1.2.3', Destination: web });
    expect(codesOf(found)).toEqual(['IGW_EXPECTS_PUBLIC_ADDRESS']);
  });
});
