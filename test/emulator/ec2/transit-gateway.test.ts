import { describe, expect, test } from 'vitest';
import { localEc2, refusal, vpcOf } from './local-ec2.ts';
import { attach, bareGatewayOf, spokeOf, transitGatewayOf, transitTableOf } from './transit-gateway-lab.ts';

const local = localEc2('us-east-1', { 'transit-gateways': 10 });

describe('a transit gateway', () => {
  test('is made with the options that AWS sets, and a default route table', async () => {
    const { ec2 } = local;
    const made = await ec2.createTransitGateway({
      Description: 'hub',
      TagSpecifications: [{ ResourceType: 'transit-gateway', Tags: [{ Key: 'Name', Value: 'hub' }] }],
    });
    expect(made.TransitGateway).toMatchObject({ State: 'pending', Description: 'hub' });
    const { TransitGateways } = await ec2.describeTransitGateways({ Filters: [{ Name: 'tag:Name', Values: ['hub'] }] });
    const [gateway] = TransitGateways ?? [];
    const { AssociationDefaultRouteTableId: table = '', ...options } = gateway?.Options ?? {};
    expect(gateway).toMatchObject({
      TransitGatewayId: expect.stringMatching(/^tgw-[0-9a-f]{17}$/),
      TransitGatewayArn: expect.stringMatching(/^arn:aws:ec2:us-east-1:\d{12}:transit-gateway\/tgw-/),
      State: 'available',
    });
    expect(options).toEqual({
      AmazonSideAsn: 64512,
      AutoAcceptSharedAttachments: 'disable',
      DefaultRouteTableAssociation: 'enable',
      DefaultRouteTablePropagation: 'enable',
      PropagationDefaultRouteTableId: table,
      VpnEcmpSupport: 'enable',
      DnsSupport: 'enable',
      SecurityGroupReferencingSupport: 'disable',
      MulticastSupport: 'disable',
    });
    const { TransitGatewayRouteTables } = await ec2.describeTransitGatewayRouteTables({
      TransitGatewayRouteTableIds: [table],
    });
    expect(TransitGatewayRouteTables).toMatchObject([
      {
        TransitGatewayId: gateway?.TransitGatewayId,
        State: 'available',
        DefaultAssociationRouteTable: true,
        DefaultPropagationRouteTable: true,
      },
    ]);
  });

  test('has no default table when it is to give none', async () => {
    const { ec2 } = local;
    const { id, Options } = await bareGatewayOf(ec2);
    expect(Options).not.toHaveProperty('AssociationDefaultRouteTableId');
    const { TransitGatewayRouteTables } = await ec2.describeTransitGatewayRouteTables({
      Filters: [{ Name: 'transit-gateway-id', Values: [id] }],
    });
    expect(TransitGatewayRouteTables).toEqual([]);
  });

  test('takes private ASNs, large blocks and switches only', async () => {
    const { ec2 } = local;
    const make = (Options: object) => ec2.createTransitGateway({ Options });
    await refusal(make({ AmazonSideAsn: 65_535 }), 'InvalidParameterValue', /AmazonSideAsn/);
    await refusal(make({ TransitGatewayCidrBlocks: ['10.99.0.0/25'] }), 'InvalidParameterValue');
    await refusal(make({ TransitGatewayCidrBlocks: ['169.254.6.0/24'] }), 'InvalidParameterValue');
    await refusal(make({ DnsSupport: 'on' }), 'InvalidParameterValue', /DnsSupport/);
    await refusal(make({ MulticastSupport: 'enable' }), 'UnsupportedOperation', /MulticastSupport/);
    const made = await make({ AmazonSideAsn: 4_200_000_000, TransitGatewayCidrBlocks: ['10.99.0.1/24'] });
    expect(made.TransitGateway?.Options).toMatchObject({
      AmazonSideAsn: 4_200_000_000,
      TransitGatewayCidrBlocks: ['10.99.0.0/24'],
    });
  });

  test('is not made by a dry run', async () => {
    const { ec2 } = local;
    const count = async () => (await ec2.describeTransitGateways({})).TransitGateways?.length;
    const before = await count();
    await refusal(ec2.createTransitGateway({ DryRun: true }), 'DryRunOperation');
    expect(await count()).toBe(before);
  });

  test('is found by id, by option and page by page', async () => {
    const { ec2 } = local;
    const { id } = await transitGatewayOf(ec2, { AmazonSideAsn: 64_777 });
    const found = await ec2.describeTransitGateways({
      Filters: [{ Name: 'options.amazon-side-asn', Values: ['64777'] }],
    });
    expect(found.TransitGateways?.map(({ TransitGatewayId }) => TransitGatewayId)).toEqual([id]);
    for (let more = 0; more < 5; more++) await bareGatewayOf(ec2);
    const first = await ec2.describeTransitGateways({ MaxResults: 5 });
    expect(first.TransitGateways).toHaveLength(5);
    const second = await ec2.describeTransitGateways({ MaxResults: 5, NextToken: first.NextToken });
    expect(second.TransitGateways?.[0]?.TransitGatewayId).not.toBe(first.TransitGateways?.[0]?.TransitGatewayId);
    await refusal(ec2.describeTransitGateways({ TransitGatewayIds: ['tgw-0'] }), 'InvalidTransitGatewayID.NotFound');
    const Filters = [{ Name: 'vpc', Values: ['vpc-1'] }];
    await refusal(ec2.describeTransitGateways({ Filters }), 'InvalidParameterValue', "The filter 'vpc' is invalid");
  });
});

describe('a change', () => {
  test('of options keeps the others', async () => {
    const { ec2 } = local;
    const { id } = await transitGatewayOf(ec2, { TransitGatewayCidrBlocks: ['10.90.0.0/24', '10.91.0.0/24'] });
    const changed = await ec2.modifyTransitGateway({
      TransitGatewayId: id,
      Description: 'new',
      Options: {
        SecurityGroupReferencingSupport: 'enable',
        RemoveTransitGatewayCidrBlocks: ['10.90.0.0/24'],
        AddTransitGatewayCidrBlocks: ['10.92.0.0/16'],
      },
    });
    expect(changed.TransitGateway?.State).toBe('modifying');
    const { TransitGateways } = await ec2.describeTransitGateways({ TransitGatewayIds: [id] });
    expect(TransitGateways).toMatchObject([
      {
        State: 'available',
        Description: 'new',
        Options: {
          SecurityGroupReferencingSupport: 'enable',
          DnsSupport: 'enable',
          TransitGatewayCidrBlocks: ['10.91.0.0/24', '10.92.0.0/16'],
        },
      },
    ]);
  });

  test('of the default table names a table of this gateway, and marks it', async () => {
    const { ec2 } = local;
    const { id, table } = await transitGatewayOf(ec2);
    const other = await transitTableOf(ec2, id);
    const foreign = await transitTableOf(ec2, (await bareGatewayOf(ec2)).id);
    const modify = (Options: object) => ec2.modifyTransitGateway({ TransitGatewayId: id, Options });
    await refusal(modify({ AssociationDefaultRouteTableId: foreign }), 'InvalidRouteTableID.NotFound');
    await modify({ AssociationDefaultRouteTableId: other });
    const { TransitGatewayRouteTables } = await ec2.describeTransitGatewayRouteTables({
      Filters: [{ Name: 'transit-gateway-id', Values: [id] }],
    });
    expect(TransitGatewayRouteTables).toMatchObject([
      {
        TransitGatewayRouteTableId: table,
        DefaultAssociationRouteTable: false,
        DefaultPropagationRouteTable: true,
      },
      {
        TransitGatewayRouteTableId: other,
        DefaultAssociationRouteTable: true,
        DefaultPropagationRouteTable: false,
      },
    ]);
  });

  test('of the default switch goes together with its table', async () => {
    const { ec2 } = local;
    const { id } = await bareGatewayOf(ec2);
    const table = await transitTableOf(ec2, id);
    const modify = (Options: object) => ec2.modifyTransitGateway({ TransitGatewayId: id, Options });
    const conflict = 'enable DefaultRouteTableAssociation conflicts with AssociationDefaultRouteTableId null';
    await refusal(modify({ DefaultRouteTableAssociation: 'enable' }), 'InvalidParameterCombination', conflict);
    const both = { DefaultRouteTablePropagation: 'disable', PropagationDefaultRouteTableId: table };
    await refusal(modify(both), 'InvalidParameterCombination');
    await modify({ DefaultRouteTableAssociation: 'enable', AssociationDefaultRouteTableId: table });
    const { vpcId, a } = await spokeOf(ec2, 40);
    const attachment = await attach(ec2, id, vpcId, a);
    const { Associations } = await ec2.getTransitGatewayRouteTableAssociations({ TransitGatewayRouteTableId: table });
    expect(Associations).toMatchObject([{ TransitGatewayAttachmentId: attachment, State: 'associated' }]);
    const off = await modify({ DefaultRouteTableAssociation: 'disable' });
    expect(off.TransitGateway?.Options).not.toHaveProperty('AssociationDefaultRouteTableId');
  });
});

describe('deletion', () => {
  test('waits for the attachments, takes the tables, and leaves a trace', async () => {
    const { ec2 } = local;
    const { id, table } = await transitGatewayOf(ec2);
    const { vpcId, a } = await spokeOf(ec2, 41);
    const attachment = await attach(ec2, id, vpcId, a);
    const words = `${id} has non-deleted VPC Attachments: ${attachment}.`;
    await refusal(ec2.deleteTransitGateway({ TransitGatewayId: id }), 'IncorrectState', words);
    await ec2.deleteTransitGatewayVpcAttachment({ TransitGatewayAttachmentId: attachment });
    const deleted = await ec2.deleteTransitGateway({ TransitGatewayId: id });
    expect(deleted.TransitGateway?.State).toBe('deleting');
    const { TransitGateways } = await ec2.describeTransitGateways({ TransitGatewayIds: [id] });
    expect(TransitGateways).toMatchObject([{ State: 'deleted' }]);
    const TransitGatewayRouteTableIds = [table];
    await refusal(
      ec2.describeTransitGatewayRouteTables({ TransitGatewayRouteTableIds }),
      'InvalidRouteTableID.NotFound',
    );
    await refusal(ec2.deleteTransitGateway({ TransitGatewayId: id }), 'InvalidTransitGatewayID.NotFound');
    await refusal(ec2.createTransitGatewayRouteTable({ TransitGatewayId: id }), 'InvalidTransitGatewayID.NotFound');
    const VpcId = await vpcOf(ec2);
    const SubnetIds = [a];
    const attaching = ec2.createTransitGatewayVpcAttachment({ TransitGatewayId: id, VpcId, SubnetIds });
    await refusal(attaching, 'InvalidTransitGatewayID.NotFound', /was deleted or does not exist/);
  });
});

test('tags are put on and taken off gateways, attachments and tables', async () => {
  const { ec2 } = local;
  const { id, table } = await transitGatewayOf(ec2);
  const { vpcId, a } = await spokeOf(ec2, 42);
  const attachment = await attach(ec2, id, vpcId, a);
  const Resources = [id, table, attachment];
  await ec2.createTags({ Resources, Tags: [{ Key: 'team', Value: 'net' }] });
  const tagged = async () =>
    (await ec2.describeTags({ Filters: [{ Name: 'key', Values: ['team'] }] })).Tags?.map(
      ({ ResourceId, ResourceType }) => `${ResourceType} ${ResourceId}`,
    );
  expect((await tagged())?.sort()).toEqual([
    `transit-gateway ${id}`,
    `transit-gateway-attachment ${attachment}`,
    `transit-gateway-route-table ${table}`,
  ]);
  const { TransitGatewayAttachments } = await ec2.describeTransitGatewayAttachments({
    Filters: [{ Name: 'tag:team', Values: ['net'] }],
  });
  expect(TransitGatewayAttachments).toMatchObject([{ TransitGatewayAttachmentId: attachment }]);
  await ec2.deleteTags({ Resources });
  expect(await tagged()).toEqual([]);
});
