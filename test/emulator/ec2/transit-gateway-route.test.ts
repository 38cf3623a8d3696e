import { describe, expect, test } from 'vitest';
import { localEc2, refusal } from './local-ec2.ts';
import { attach, bareGatewayOf, searched, spokeOf, transitTableOf } from './transit-gateway-lab.ts';

const local = localEc2();

/** A gateway without default tables, a VPC `10.n.0.0/16` attached to it, and a table of its own. */
async function joined(n: number) {
  const { ec2 } = local;
  const { id } = await bareGatewayOf(ec2);
  const spoke = await spokeOf(ec2, n);
  const attachment = await attach(ec2, id, spoke.vpcId, spoke.a);
  return { ec2, id, spoke, attachment, table: await transitTableOf(ec2, id) };
}

const route = (TransitGatewayRouteTableId: string, DestinationCidrBlock: string) => ({
  TransitGatewayRouteTableId,
  DestinationCidrBlock,
});

describe('a static route', () => {
  test('leads to an attachment, or nowhere', async () => {
    const { ec2, table, spoke, attachment } = await joined(70);
    const { Route } = await ec2.createTransitGatewayRoute({
      ...route(table, '10.70.0.1/16'),
      TransitGatewayAttachmentId: attachment,
    });
    expect(Route).toEqual({
      DestinationCidrBlock: '10.70.0.0/16',
      TransitGatewayAttachments: [
        { TransitGatewayAttachmentId: attachment, ResourceId: spoke.vpcId, ResourceType: 'vpc' },
      ],
      Type: 'static',
      State: 'active',
    });
    const hole = await ec2.createTransitGatewayRoute({ ...route(table, '192.168.0.0/16'), Blackhole: true });
    expect(hole.Route).toMatchObject({ State: 'blackhole', TransitGatewayAttachments: [] });
    expect(await searched(ec2, table)).toEqual([
      `10.70.0.0/16 static active ${spoke.vpcId}`,
      '192.168.0.0/16 static blackhole',
    ]);
    const replaced = await ec2.replaceTransitGatewayRoute({ ...route(table, '10.70.0.0/16'), Blackhole: true });
    expect(replaced.Route?.State).toBe('blackhole');
    const deleted = await ec2.deleteTransitGatewayRoute(route(table, '192.168.0.0/16'));
    expect(deleted.Route).toMatchObject({ DestinationCidrBlock: '192.168.0.0/16', State: 'deleted' });
    expect(await searched(ec2, table)).toEqual(['10.70.0.0/16 static blackhole']);
  });

  test('is refused for what AWS refuses', async () => {
    const { ec2, table, attachment } = await joined(71);
    const to = { ...route(table, '10.0.0.0/8'), TransitGatewayAttachmentId: attachment };
    await ec2.createTransitGatewayRoute(to);
    const words = `Route 10.0.0.0/8 already exists in Transit Gateway Route Table ${table}.`;
    await refusal(ec2.createTransitGatewayRoute(to), 'RouteAlreadyExists', words);
    await refusal(ec2.createTransitGatewayRoute({ ...to, Blackhole: true }), 'InvalidParameterCombination');
    await refusal(ec2.createTransitGatewayRoute(route(table, '10.1.0.0/16')), 'MissingParameter');
    await refusal(ec2.createTransitGatewayRoute({ ...to, ...route(table, '10.1') }), 'InvalidParameterValue');
    const nowhere = { ...route(table, '10.2.0.0/16'), TransitGatewayAttachmentId: 'tgw-attach-0' };
    await refusal(ec2.createTransitGatewayRoute(nowhere), 'InvalidTransitGatewayAttachmentID.NotFound');
    const foreign = await transitTableOf(ec2, (await bareGatewayOf(ec2)).id);
    const across = { ...route(foreign, '10.0.0.0/8'), TransitGatewayAttachmentId: attachment };
    await refusal(ec2.createTransitGatewayRoute(across), 'InvalidParameterValue');
    await refusal(ec2.deleteTransitGatewayRoute(route(table, '10.3.0.0/16')), 'InvalidRoute.NotFound');
    const unknown = { ...route(table, '10.3.0.0/16'), Blackhole: true };
    await refusal(ec2.replaceTransitGatewayRoute(unknown), 'InvalidRoute.NotFound');
    await refusal(ec2.createTransitGatewayRoute(route('tgw-rtb-0', '10.0.0.0/8')), 'InvalidRouteTableID.NotFound');
  });

  test('wins over a propagated one to the same block, which cannot be deleted', async () => {
    const { ec2, id, table, spoke, attachment } = await joined(72);
    const other = await spokeOf(ec2, 73);
    const second = await attach(ec2, id, other.vpcId, other.a);
    await ec2.enableTransitGatewayRouteTablePropagation({
      TransitGatewayRouteTableId: table,
      TransitGatewayAttachmentId: attachment,
    });
    await refusal(ec2.deleteTransitGatewayRoute(route(table, '10.72.0.0/16')), 'InvalidRoute.NotFound');
    await ec2.createTransitGatewayRoute({ ...route(table, '10.72.0.0/16'), TransitGatewayAttachmentId: second });
    expect(await searched(ec2, table)).toEqual([`10.72.0.0/16 static active ${other.vpcId}`]);
    await ec2.deleteTransitGatewayRoute(route(table, '10.72.0.0/16'));
    expect(await searched(ec2, table)).toEqual([`10.72.0.0/16 propagated active ${spoke.vpcId}`]);
  });

  test('is a blackhole once its attachment is gone', async () => {
    const { ec2, table, spoke, attachment } = await joined(74);
    await ec2.createTransitGatewayRoute({ ...route(table, '0.0.0.0/0'), TransitGatewayAttachmentId: attachment });
    await ec2.deleteTransitGatewayVpcAttachment({ TransitGatewayAttachmentId: attachment });
    expect(await searched(ec2, table)).toEqual([`0.0.0.0/0 static blackhole ${spoke.vpcId}`]);
  });
});

describe('a search', () => {
  const table = async () => {
    const { ec2, table, spoke, attachment } = await joined(75);
    const blocks = ['0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '10.1.2.0/24', '2001:db8::/32'];
    for (const block of blocks) {
      await ec2.createTransitGatewayRoute({ ...route(table, block), TransitGatewayAttachmentId: attachment });
    }
    await ec2.createTransitGatewayRoute({ ...route(table, '10.1.3.0/24'), Blackhole: true });
    await ec2.enableTransitGatewayRouteTablePropagation({
      TransitGatewayRouteTableId: table,
      TransitGatewayAttachmentId: attachment,
    });
    const found = async (filters: Record<string, string>) =>
      (await searched(ec2, table, filters)).map((each) => each.split(' ')[0]);
    return { ec2, table, spoke, attachment, found };
  };

  test('compares blocks', async () => {
    const { found } = await table();
    expect(await found({ 'route-search.exact-match': '10.1.0.0/16' })).toEqual(['10.1.0.0/16']);
    expect(await found({ 'route-search.exact-match': '10.1.0.0/17' })).toEqual([]);
    expect(await found({ 'route-search.longest-prefix-match': '10.1.2.7' })).toEqual(['10.1.2.0/24']);
    expect(await found({ 'route-search.longest-prefix-match': '10.9.0.0/16' })).toEqual(['10.0.0.0/8']);
    expect(await found({ 'route-search.longest-prefix-match': '2001:db8::1' })).toEqual(['2001:db8::/32']);
    expect(await found({ 'route-search.subnet-of-match': '10.1.0.0/16' })).toEqual([
      '10.1.0.0/16',
      '10.1.2.0/24',
      '10.1.3.0/24',
    ]);
    expect(await found({ 'route-search.supernet-of-match': '10.1.2.0/25' })).toEqual([
      '0.0.0.0/0',
      '10.0.0.0/8',
      '10.1.0.0/16',
      '10.1.2.0/24',
    ]);
  });

  test('tells types, states and attachments apart', async () => {
    const { spoke, attachment, found } = await table();
    expect(await found({ type: 'propagated' })).toEqual(['10.75.0.0/16']);
    expect(await found({ type: 'static', 'attachment.resource-id': spoke.vpcId })).toHaveLength(5);
    expect(await found({ 'attachment.transit-gateway-attachment-id': attachment })).toHaveLength(6);
    expect(await found({ 'attachment.resource-type': 'peering' })).toEqual([]);
    expect(await found({ state: 'blackhole' })).toEqual(['10.1.3.0/24']);
    expect(await found({ state: 'active', 'route-search.longest-prefix-match': '10.1.3.9' })).toEqual(['10.1.0.0/16']);
  });

  test('needs filters, and pages', async () => {
    const { ec2, table: id } = await table();
    const TransitGatewayRouteTableId = id;
    await refusal(ec2.searchTransitGatewayRoutes({ TransitGatewayRouteTableId, Filters: [] }), 'MissingParameter');
    const Filters = [{ Name: 'route-search.exact', Values: ['10.0.0.0/8'] }];
    await refusal(ec2.searchTransitGatewayRoutes({ TransitGatewayRouteTableId, Filters }), 'InvalidParameterValue');
    const broken = [{ Name: 'route-search.exact-match', Values: ['ten'] }];
    await refusal(
      ec2.searchTransitGatewayRoutes({ TransitGatewayRouteTableId, Filters: broken }),
      'InvalidParameterValue',
    );
    const all = { TransitGatewayRouteTableId, Filters: [{ Name: 'state', Values: ['*'] }] };
    const first = await ec2.searchTransitGatewayRoutes({ ...all, MaxResults: 5 });
    expect(first).toMatchObject({ AdditionalRoutesAvailable: true, NextToken: expect.any(String) });
    expect(first.Routes).toHaveLength(5);
    const rest = await ec2.searchTransitGatewayRoutes({ ...all, MaxResults: 5, NextToken: first.NextToken });
    expect(rest).toMatchObject({ AdditionalRoutesAvailable: false });
    expect(rest.Routes).toHaveLength(2);
  });
});

describe('a reference to a prefix list', () => {
  test('is a route to each entry, after static routes and before propagated ones', async () => {
    const { ec2, table, spoke, attachment } = await joined(76);
    const { PrefixList } = await ec2.createManagedPrefixList({
      PrefixListName: 'sites',
      AddressFamily: 'IPv4',
      MaxEntries: 3,
      Entries: [{ Cidr: '10.76.0.0/16' }, { Cidr: '172.16.0.0/12' }],
    });
    const PrefixListId = PrefixList?.PrefixListId ?? '';
    const reference = { TransitGatewayRouteTableId: table, PrefixListId };
    const target = { TransitGatewayAttachmentId: attachment };
    await ec2.enableTransitGatewayRouteTablePropagation({ TransitGatewayRouteTableId: table, ...target });
    await ec2.createTransitGatewayRoute({ ...route(table, '172.16.0.0/12'), Blackhole: true });
    const made = await ec2.createTransitGatewayPrefixListReference({ ...reference, ...target });
    expect(made.TransitGatewayPrefixListReference).toMatchObject({ ...reference, State: 'pending', Blackhole: false });
    expect(await searched(ec2, table)).toEqual([
      '172.16.0.0/12 static blackhole',
      `10.76.0.0/16 static active ${spoke.vpcId}`,
    ]);
    expect(await searched(ec2, table, { 'prefix-list-id': PrefixListId })).toHaveLength(1);
    await refusal(ec2.createTransitGatewayPrefixListReference({ ...reference, Blackhole: true }), 'RouteAlreadyExists');
    const listed = await ec2.getTransitGatewayPrefixListReferences({
      TransitGatewayRouteTableId: table,
      Filters: [{ Name: 'attachment.resource-id', Values: [spoke.vpcId] }],
    });
    expect(listed.TransitGatewayPrefixListReferences).toEqual([
      {
        ...reference,
        PrefixListOwnerId: PrefixList?.OwnerId,
        State: 'available',
        Blackhole: false,
        TransitGatewayAttachment: { ...target, ResourceId: spoke.vpcId, ResourceType: 'vpc' },
      },
    ]);
    await refusal(ec2.deleteManagedPrefixList({ PrefixListId }), 'PrefixListInUse');
    const changed = await ec2.modifyTransitGatewayPrefixListReference({ ...reference, Blackhole: true });
    expect(changed.TransitGatewayPrefixListReference).toMatchObject({ State: 'modifying', Blackhole: true });
    expect(await searched(ec2, table)).toContain('10.76.0.0/16 static blackhole');
    const gone = await ec2.deleteTransitGatewayPrefixListReference(reference);
    expect(gone.TransitGatewayPrefixListReference?.State).toBe('deleting');
    expect(await searched(ec2, table)).toContain(`10.76.0.0/16 propagated active ${spoke.vpcId}`);
    await refusal(ec2.deleteTransitGatewayPrefixListReference(reference), 'InvalidPrefixListID.NotFound');
    await ec2.deleteManagedPrefixList({ PrefixListId });
  });
});
