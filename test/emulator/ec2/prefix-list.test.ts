import { describe, expect, test } from 'vitest';
import { gatewayOf, localEc2, refusal, tableOf, vpcOf } from './local-ec2.ts';

const local = localEc2();

async function create(cidrs: string[], MaxEntries = 5) {
  const { PrefixList } = await local.ec2.createManagedPrefixList({
    PrefixListName: 'partners',
    AddressFamily: 'IPv4',
    MaxEntries,
    Entries: cidrs.map((Cidr) => ({ Cidr })),
  });
  return PrefixList;
}

async function entriesOf(PrefixListId: string | undefined) {
  const { Entries } = await local.ec2.getManagedPrefixListEntries({ PrefixListId });
  return Entries?.map((each) => each.Cidr);
}

describe("AWS's own lists", () => {
  test('hold the addresses of the services with gateway endpoints', async () => {
    const { PrefixLists } = await local.ec2.describePrefixLists({});
    expect(PrefixLists?.map((each) => [each.PrefixListId, each.PrefixListName])).toEqual([
      ['pl-63a5400a', 'com.amazonaws.us-east-1.s3'],
      ['pl-02cd2c6b', 'com.amazonaws.us-east-1.dynamodb'],
    ]);
    expect(await entriesOf('pl-63a5400a')).toEqual(PrefixLists?.[0]?.Cidrs);
  });

  test('belong to AWS', async () => {
    const Filters = [{ Name: 'owner-id', Values: ['AWS'] }];
    const { PrefixLists } = await local.ec2.describeManagedPrefixLists({ Filters });
    expect(PrefixLists?.[0]).toMatchObject({ PrefixListId: 'pl-63a5400a', OwnerId: 'AWS', State: 'create-complete' });
    await refusal(local.ec2.deleteManagedPrefixList({ PrefixListId: 'pl-63a5400a' }), 'InvalidPrefixListID.NotFound');
  });
});

describe("a customer's list", () => {
  test('is created, changed version by version, and deleted', async () => {
    const { ec2 } = local;
    const list = await create(['203.0.113.9/24', '198.51.100.0/24']);
    const PrefixListId = list?.PrefixListId;
    expect(list).toMatchObject({ State: 'create-in-progress', Version: 1, MaxEntries: 5 });
    expect(await entriesOf(PrefixListId)).toEqual(['203.0.113.0/24', '198.51.100.0/24']);
    const change = {
      PrefixListId,
      AddEntries: [{ Cidr: '192.0.2.0/24' }],
      RemoveEntries: [{ Cidr: '203.0.113.0/24' }],
    };
    await refusal(ec2.modifyManagedPrefixList(change), 'PrefixListVersionMismatch');
    const { PrefixList } = await ec2.modifyManagedPrefixList({ ...change, CurrentVersion: 1 });
    expect(PrefixList).toMatchObject({ State: 'modify-in-progress', Version: 2 });
    expect(await entriesOf(PrefixListId)).toEqual(['198.51.100.0/24', '192.0.2.0/24']);
    await ec2.deleteManagedPrefixList({ PrefixListId });
    await refusal(ec2.getManagedPrefixListEntries({ PrefixListId }), 'InvalidPrefixListID.NotFound');
  });

  test('holds no more than it may, and nothing twice', async () => {
    await refusal(create(['10.0.0.0/8', '11.0.0.0/8'], 1), 'PrefixListMaxEntriesExceeded');
    await refusal(create(['10.0.0.0/8', '10.0.0.0/8']), 'InvalidParameterValue');
    await refusal(create(['2001:db8::/32']), 'InvalidParameterValue');
  });

  test('stays while a route leads to it', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const GatewayId = await gatewayOf(ec2, VpcId);
    const RouteTableId = await tableOf(ec2, VpcId);
    const PrefixListId = (await create(['203.0.113.0/24']))?.PrefixListId;
    const route = { RouteTableId, DestinationPrefixListId: PrefixListId };
    await ec2.createRoute({ ...route, GatewayId });
    const { PrefixListAssociations } = await ec2.getManagedPrefixListAssociations({ PrefixListId });
    expect(PrefixListAssociations?.map((each) => each.ResourceId)).toEqual([RouteTableId]);
    await refusal(ec2.deleteManagedPrefixList({ PrefixListId }), 'PrefixListInUse');
    await ec2.deleteRoute(route);
    await ec2.deleteManagedPrefixList({ PrefixListId });
  });
});
