import { describe, expect, test } from 'vitest';
import { inVpc, localEc2, refusal, routesOf, subnetOf, tableOf } from './local-ec2.ts';
import { attach, attachmentIs, bareGatewayOf, searched, spokeOf, transitGatewayOf } from './transit-gateway-lab.ts';

const local = localEc2();

/** A gateway with a VPC `10.n.0.0/16`, not attached yet. */
async function apart(n: number) {
  const { ec2 } = local;
  return { ec2, gateway: await transitGatewayOf(ec2), ...(await spokeOf(ec2, n)) };
}

describe('an attachment to a VPC', () => {
  test('joins the default table, and has an interface in each subnet', async () => {
    const { ec2, gateway, vpcId, a, b } = await apart(50);
    const made = await ec2.createTransitGatewayVpcAttachment({
      TransitGatewayId: gateway.id,
      VpcId: vpcId,
      SubnetIds: [a, b],
      TagSpecifications: [{ ResourceType: 'transit-gateway-attachment', Tags: [{ Key: 'Name', Value: 'fifty' }] }],
    });
    expect(made.TransitGatewayVpcAttachment?.State).toBe('pending');
    const id = made.TransitGatewayVpcAttachment?.TransitGatewayAttachmentId ?? '';
    const { TransitGatewayVpcAttachments } = await ec2.describeTransitGatewayVpcAttachments(attachmentIs(id));
    expect(TransitGatewayVpcAttachments).toEqual([
      {
        TransitGatewayAttachmentId: id,
        TransitGatewayId: gateway.id,
        VpcId: vpcId,
        VpcOwnerId: gateway.OwnerId,
        State: 'available',
        SubnetIds: [a, b],
        CreationTime: expect.any(Date),
        Options: {
          ApplianceModeSupport: 'disable',
          DnsSupport: 'enable',
          Ipv6Support: 'disable',
          SecurityGroupReferencingSupport: 'enable',
        },
        Tags: [{ Key: 'Name', Value: 'fifty' }],
      },
    ]);
    const { TransitGatewayAttachments } = await ec2.describeTransitGatewayAttachments({
      Filters: [
        { Name: 'resource-id', Values: [vpcId] },
        { Name: 'association.transit-gateway-route-table-id', Values: [gateway.table] },
      ],
    });
    expect(TransitGatewayAttachments).toMatchObject([
      {
        TransitGatewayAttachmentId: id,
        TransitGatewayOwnerId: gateway.OwnerId,
        ResourceOwnerId: gateway.OwnerId,
        ResourceType: 'vpc',
        ResourceId: vpcId,
        Association: { TransitGatewayRouteTableId: gateway.table, State: 'associated' },
      },
    ]);
    const { NetworkInterfaces } = await ec2.describeNetworkInterfaces(inVpc(vpcId));
    expect(NetworkInterfaces?.map(({ SubnetId }) => SubnetId)).toEqual([a, b]);
    for (const each of NetworkInterfaces ?? []) {
      expect(each).toMatchObject({
        InterfaceType: 'transit_gateway',
        Description: `Network Interface for Transit Gateway Attachment ${id}`,
        RequesterManaged: true,
        Status: 'in-use',
        Groups: [],
      });
    }
    const { Subnets } = await ec2.describeSubnets({ SubnetIds: [a] });
    expect(Subnets?.[0]?.AvailableIpAddressCount).toBe(250);
    expect(await searched(ec2, gateway.table)).toEqual([`10.50.0.0/16 propagated active ${vpcId}`]);
  });

  test('joins no table of a gateway that gives none', async () => {
    const { ec2, vpcId, a } = await apart(51);
    const { id } = await bareGatewayOf(ec2);
    const attachment = await attach(ec2, id, vpcId, a);
    const { TransitGatewayAttachments } = await ec2.describeTransitGatewayAttachments(attachmentIs(attachment));
    expect(TransitGatewayAttachments?.[0]).not.toHaveProperty('Association');
  });

  test('is refused for what AWS refuses', async () => {
    const { ec2, gateway, vpcId, a, b } = await apart(52);
    const again = await subnetOf(ec2, vpcId, '10.52.2.0/24', 'us-east-1a');
    const { a: foreign } = await spokeOf(ec2, 53);
    const make = (SubnetIds: string[], rest = {}) =>
      ec2.createTransitGatewayVpcAttachment({ TransitGatewayId: gateway.id, VpcId: vpcId, SubnetIds, ...rest });
    await refusal(make([]), 'MissingParameter', /SubnetIds/);
    await refusal(make([a], { VpcId: 'vpc-0' }), 'InvalidVpcID.NotFound');
    await refusal(make([a], { TransitGatewayId: 'tgw-0' }), 'InvalidTransitGatewayID.NotFound');
    await refusal(make([a, again]), 'DuplicateSubnetsInSameZone', 'Duplicate Subnets for same AZ');
    await refusal(make([foreign]), 'InvalidSubnetID.NotFound', `Subnet ${foreign} was deleted or does not exist.`);
    await refusal(make([a], { Options: { DnsSupport: 'yes' } }), 'InvalidParameterValue');
    await make([a]);
    const words = `${gateway.id} has non-deleted Transit Gateway Attachments with same VPC ID.`;
    await refusal(make([b]), 'DuplicateTransitGatewayAttachment', words);
  });

  test('stands in the way of its subnets and its VPC', async () => {
    const { ec2, gateway, vpcId, a, b } = await apart(54);
    const id = await attach(ec2, gateway.id, vpcId, a);
    await refusal(ec2.deleteSubnet({ SubnetId: a }), 'DependencyViolation');
    await ec2.deleteSubnet({ SubnetId: b });
    await ec2.deleteTransitGatewayVpcAttachment({ TransitGatewayAttachmentId: id });
    await ec2.deleteSubnet({ SubnetId: a });
    await ec2.deleteVpc({ VpcId: vpcId });
  });

  test('needs a free address in each subnet', async () => {
    const { ec2, gateway, vpcId } = await apart(55);
    const small = await subnetOf(ec2, vpcId, '10.55.3.0/28', 'us-east-1c');
    for (let n = 0; n < 11; n++) await ec2.createNetworkInterface({ SubnetId: small });
    await refusal(attach(ec2, gateway.id, vpcId, small), 'InsufficientFreeAddressesInSubnet');
    const { TransitGatewayVpcAttachments } = await ec2.describeTransitGatewayVpcAttachments({
      Filters: [{ Name: 'vpc-id', Values: [vpcId] }],
    });
    expect(TransitGatewayVpcAttachments).toEqual([]);
  });

  test('of its own account never waits to be accepted', async () => {
    const { ec2, gateway, vpcId, a } = await apart(56);
    const TransitGatewayAttachmentId = await attach(ec2, gateway.id, vpcId, a);
    const words = `${TransitGatewayAttachmentId} is in invalid state`;
    await refusal(ec2.acceptTransitGatewayVpcAttachment({ TransitGatewayAttachmentId }), 'IncorrectState', words);
    await refusal(ec2.rejectTransitGatewayVpcAttachment({ TransitGatewayAttachmentId }), 'IncorrectState', words);
    const unknown = { TransitGatewayAttachmentId: 'tgw-attach-0' };
    const code = 'InvalidTransitGatewayAttachmentID.NotFound';
    await refusal(ec2.acceptTransitGatewayVpcAttachment(unknown), code, /was deleted or does not exist/);
    await refusal(ec2.describeTransitGatewayAttachments(attachmentIs('tgw-attach-0')), code);
    await refusal(ec2.describeTransitGatewayVpcAttachments(attachmentIs('tgw-attach-0')), code);
  });
});

describe('a change', () => {
  test('moves the attachment between subnets, and sets options one by one', async () => {
    const { ec2, gateway, vpcId, a, b } = await apart(57);
    const TransitGatewayAttachmentId = await attach(ec2, gateway.id, vpcId, a);
    const changed = await ec2.modifyTransitGatewayVpcAttachment({
      TransitGatewayAttachmentId,
      AddSubnetIds: [b],
      RemoveSubnetIds: [a],
      Options: { ApplianceModeSupport: 'enable' },
    });
    expect(changed.TransitGatewayVpcAttachment?.State).toBe('modifying');
    const described = await ec2.describeTransitGatewayVpcAttachments(attachmentIs(TransitGatewayAttachmentId));
    expect(described.TransitGatewayVpcAttachments).toMatchObject([
      { State: 'available', SubnetIds: [b], Options: { ApplianceModeSupport: 'enable', DnsSupport: 'enable' } },
    ]);
    const { NetworkInterfaces } = await ec2.describeNetworkInterfaces(inVpc(vpcId));
    expect(NetworkInterfaces?.map(({ SubnetId }) => SubnetId)).toEqual([b]);
  });

  test('leaves one subnet a zone, and at least one', async () => {
    const { ec2, gateway, vpcId, a, b } = await apart(58);
    const again = await subnetOf(ec2, vpcId, '10.58.2.0/24', 'us-east-1a');
    const TransitGatewayAttachmentId = await attach(ec2, gateway.id, vpcId, a);
    const modify = (change: object) => ec2.modifyTransitGatewayVpcAttachment({ TransitGatewayAttachmentId, ...change });
    await refusal(modify({ AddSubnetIds: [again] }), 'DuplicateSubnetsInSameZone');
    await refusal(modify({ RemoveSubnetIds: [b] }), 'InvalidSubnetID.NotFound');
    await refusal(modify({ RemoveSubnetIds: [a] }), 'InvalidParameterValue');
    await modify({ AddSubnetIds: [again], RemoveSubnetIds: [a] });
  });
});

describe("a VPC's route to a transit gateway", () => {
  test('needs the attachment, and is a blackhole without it', async () => {
    const { ec2, gateway, vpcId, a } = await apart(59);
    const RouteTableId = await tableOf(ec2, vpcId);
    const route = { RouteTableId, DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId: gateway.id };
    const words = `The transitGateway ID '${gateway.id}' does not exist.`;
    await refusal(ec2.createRoute(route), 'InvalidTransitGatewayID.NotFound', words);
    const TransitGatewayAttachmentId = await attach(ec2, gateway.id, vpcId, a);
    await ec2.createRoute(route);
    expect(await routesOf(ec2, RouteTableId)).toContain(`10.0.0.0/8 -> ${gateway.id} (active)`);
    await refusal(
      ec2.createRoute({ ...route, DestinationCidrBlock: '10.59.9.0/24' }),
      'InvalidParameterValue',
      /can target only an interface or an instance/,
    );
    await ec2.deleteTransitGatewayVpcAttachment({ TransitGatewayAttachmentId });
    expect(await routesOf(ec2, RouteTableId)).toContain(`10.0.0.0/8 -> ${gateway.id} (blackhole)`);
    await refusal(ec2.replaceRoute(route), 'InvalidTransitGatewayID.NotFound');
    await attach(ec2, gateway.id, vpcId, a);
    expect(await routesOf(ec2, RouteTableId)).toContain(`10.0.0.0/8 -> ${gateway.id} (active)`);
    await ec2.replaceRoute(route);
    await ec2.deleteRoute({ RouteTableId, DestinationCidrBlock: '10.0.0.0/8' });
  });
});

test('a deleted attachment leaves its tables, stays visible for a while, and can be made anew', async () => {
  const { ec2, gateway, vpcId, a } = await apart(60);
  const first = await attach(ec2, gateway.id, vpcId, a);
  const deleted = await ec2.deleteTransitGatewayVpcAttachment({ TransitGatewayAttachmentId: first });
  expect(deleted.TransitGatewayVpcAttachment?.State).toBe('deleting');
  const { TransitGatewayAttachments } = await ec2.describeTransitGatewayAttachments(attachmentIs(first));
  expect(TransitGatewayAttachments).toMatchObject([{ State: 'deleted' }]);
  expect(TransitGatewayAttachments?.[0]).not.toHaveProperty('Association');
  expect(await searched(ec2, gateway.table)).toEqual([]);
  expect((await ec2.describeNetworkInterfaces(inVpc(vpcId))).NetworkInterfaces).toEqual([]);
  await refusal(
    ec2.deleteTransitGatewayVpcAttachment({ TransitGatewayAttachmentId: first }),
    'InvalidTransitGatewayAttachmentID.NotFound',
  );
  const second = await attach(ec2, gateway.id, vpcId, a);
  const { TransitGatewayVpcAttachments } = await ec2.describeTransitGatewayVpcAttachments({
    Filters: [
      { Name: 'vpc-id', Values: [vpcId] },
      { Name: 'state', Values: ['available'] },
    ],
  });
  expect(TransitGatewayVpcAttachments).toMatchObject([{ TransitGatewayAttachmentId: second }]);
});
