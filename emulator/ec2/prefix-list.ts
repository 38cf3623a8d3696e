import type { AddPrefixListEntry, PrefixListEntry, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { awsPrefixLists, type PrefixListRecord } from './aws-prefix-list.ts';
import { canonical, cidrOf, formatCidr } from './cidr.ts';
import { refuseMembers } from './dependency.ts';
import { describe, paginate } from './describe.ts';
import { find, invalid, KINDS, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';

/** All prefix lists of a Region: AWS's own and the customer's. */
export const prefixLists = (region: Region): PrefixListRecord[] => [
  ...awsPrefixLists(region),
  ...region.managedPrefixLists.values(),
];

/** The list with this id; AWS's error when there is none. */
export const checkPrefixList = (region: Region, id: string | undefined): PrefixListRecord =>
  awsPrefixLists(region).find((list) => list.PrefixListId === id) ?? find(region, 'managedPrefixLists', id);

function entriesOf(added: PrefixListEntry[], family: 4 | 6): PrefixListEntry[] {
  const entries = added.map(({ Cidr, Description }) => ({
    Cidr: formatCidr(cidrOf(Cidr, 'cidr', family)),
    Description,
  }));
  const repeated = entries.find((each, index) => entries.findIndex((other) => other.Cidr === each.Cidr) < index);
  if (repeated) throw invalid(`Duplicate entries found: ${repeated.Cidr}`);
  return entries;
}

function checkSize(count: number, max: number | undefined): void {
  if (count <= (max ?? 0)) return;
  throw new AwsError(
    'PrefixListMaxEntriesExceeded',
    "You've reached the maximum number of entries for the prefix list.",
  );
}

const familyOf = (list: PrefixListRecord): 4 | 6 => (list.AddressFamily === 'IPv6' ? 6 : 4);

function referencesTo(region: Region, id: string): string[] {
  const tables = region.routeTables.filter(
    (table) => !!table.Routes?.some((each) => each.DestinationPrefixListId === id),
  );
  const rules = region.securityGroupRules.filter((rule) => rule.PrefixListId === id);
  const transit = region.transitGatewayRouteTables.filter((table) =>
    table.prefixLists.some(({ prefixListId }) => prefixListId === id),
  );
  return [
    ...new Set([
      ...tables.map((each) => each.RouteTableId!),
      ...rules.map((each) => each.GroupId!),
      ...transit.map((each) => each.TransitGatewayRouteTableId!),
    ]),
  ];
}

function changedEntries(list: PrefixListRecord, added: AddPrefixListEntry[], removed: { Cidr?: string }[]) {
  const gone = new Set(removed.map(({ Cidr }) => canonical(Cidr)));
  const kept = list.entries.filter((each) => !gone.has(each.Cidr));
  if (kept.length + gone.size !== list.entries.length) throw invalid('The entry to remove does not exist.');
  return entriesOf([...kept, ...added], familyOf(list));
}

export const operations = {
  DescribePrefixLists(region, input) {
    const lists = awsPrefixLists(region)
      .filter((list) => /\.(s3|dynamodb)$/.test(list.PrefixListName ?? ''))
      .map(({ PrefixListId, PrefixListName, entries }) => ({
        PrefixListId,
        PrefixListName,
        Cidrs: entries.map(({ Cidr }) => Cidr!),
      }));
    const { page, NextToken } = describe(lists, input, {
      ...KINDS.managedPrefixLists,
      ids: input.PrefixListIds,
      idOf: (list) => list.PrefixListId!,
      filters: { 'prefix-list-id': (list) => [list.PrefixListId], 'prefix-list-name': (list) => [list.PrefixListName] },
    });
    return { PrefixLists: page, NextToken };
  },

  DescribeManagedPrefixLists(region, input) {
    const { page, NextToken } = describe(prefixLists(region), input, {
      ...KINDS.managedPrefixLists,
      ids: input.PrefixListIds,
      idOf: (list) => list.PrefixListId!,
      filters: {
        'owner-id': (list) => [list.OwnerId],
        'prefix-list-id': (list) => [list.PrefixListId],
        'prefix-list-name': (list) => [list.PrefixListName],
      },
      pageSize: [1, 100],
    });
    return { PrefixLists: page, NextToken };
  },

  GetManagedPrefixListEntries(region, input) {
    const { entries, Version } = checkPrefixList(region, input.PrefixListId);
    if (input.TargetVersion !== Version) refuseMembers('GetManagedPrefixListEntries', input, ['TargetVersion']);
    const { page, NextToken } = paginate(entries, input, [1, 100]);
    return { Entries: page, NextToken };
  },

  GetManagedPrefixListAssociations(region, input) {
    const { PrefixListId = '' } = checkPrefixList(region, input.PrefixListId);
    const references = referencesTo(region, PrefixListId).map((ResourceId) => ({
      ResourceId,
      ResourceOwner: region.accountId,
    }));
    const { page, NextToken } = paginate(references, input, [5, 255]);
    return { PrefixListAssociations: page, NextToken };
  },

  CreateManagedPrefixList(region, input) {
    const AddressFamily = required(input.AddressFamily, 'addressFamily');
    const PrefixListName = required(input.PrefixListName, 'prefixListName');
    if (PrefixListName.startsWith('com.amazonaws')) throw invalid("The name can't start with com.amazonaws");
    const entries = entriesOf(input.Entries ?? [], AddressFamily === 'IPv6' ? 6 : 4);
    checkSize(entries.length, required(input.MaxEntries, 'maxEntries'));
    refuseBeyond(region, 'entries-per-prefix-list', input.MaxEntries ?? 0);
    refuseBeyond(region, 'prefix-lists', region.managedPrefixLists.size + 1);
    const id = newId('pl');
    const list = region.managedPrefixLists.put(id, {
      PrefixListId: id,
      PrefixListName,
      PrefixListArn: `arn:aws:ec2:${region.name}:${region.accountId}:prefix-list/${id}`,
      AddressFamily,
      MaxEntries: input.MaxEntries,
      State: 'create-complete',
      Version: 1,
      OwnerId: region.accountId,
      Tags: tagsFor(input.TagSpecifications, 'prefix-list'),
      entries,
    });
    return { PrefixList: { ...list, State: 'create-in-progress' } };
  },

  ModifyManagedPrefixList(region, input) {
    const list = find(region, 'managedPrefixLists', input.PrefixListId);
    const { AddEntries = [], RemoveEntries = [], CurrentVersion } = input;
    const touchesEntries = AddEntries.length + RemoveEntries.length > 0;
    if (touchesEntries && CurrentVersion !== list.Version) {
      throw new AwsError(
        'PrefixListVersionMismatch',
        `The prefix list has the incorrect version number. The current version is ${list.Version}.`,
      );
    }
    const entries = touchesEntries ? changedEntries(list, AddEntries, RemoveEntries) : list.entries;
    const MaxEntries = input.MaxEntries ?? list.MaxEntries;
    checkSize(entries.length, MaxEntries);
    refuseBeyond(region, 'entries-per-prefix-list', MaxEntries ?? 0);
    const modified = region.managedPrefixLists.update(list.PrefixListId!, (draft) => {
      draft.PrefixListName = input.PrefixListName ?? draft.PrefixListName;
      draft.MaxEntries = MaxEntries;
      draft.entries = entries;
      draft.Version = (draft.Version ?? 1) + (touchesEntries ? 1 : 0);
      draft.State = 'modify-complete';
    });
    return { PrefixList: { ...modified, State: 'modify-in-progress' } };
  },

  DeleteManagedPrefixList(region, input) {
    const list = find(region, 'managedPrefixLists', input.PrefixListId);
    if (referencesTo(region, list.PrefixListId!).length > 0) {
      throw new AwsError('PrefixListInUse', `The prefix list ${list.PrefixListId} is referenced by another resource.`);
    }
    region.managedPrefixLists.delete(list.PrefixListId!);
    return { PrefixList: { ...list, State: 'delete-in-progress' } };
  },
} satisfies Ec2Operations;

interface PrefixListProperties {
  PrefixListName: string;
  AddressFamily: string;
  MaxEntries?: number;
  Entries?: AddPrefixListEntry[];
  Tags?: Tag[];
}

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::PrefixList': resourceType<PrefixListProperties>({
    create(region, { Tags, ...properties }) {
      const { PrefixList } = operations.CreateManagedPrefixList(region, {
        ...properties,
        MaxEntries: properties.MaxEntries ?? Math.max(1, properties.Entries?.length ?? 0),
        TagSpecifications: specificationOf('prefix-list', Tags),
      });
      return PrefixList.PrefixListId!;
    },
    update(region, id, properties, previous) {
      if (properties.AddressFamily !== previous.AddressFamily) {
        throw invalid('The address family of a prefix list cannot be changed.');
      }
      const { entries = [], Version } = find(region, 'managedPrefixLists', id);
      operations.ModifyManagedPrefixList(region, {
        PrefixListId: id,
        PrefixListName: properties.PrefixListName,
        MaxEntries: properties.MaxEntries,
        CurrentVersion: Version,
        RemoveEntries: entries.map(({ Cidr }) => ({ Cidr })),
        AddEntries: properties.Entries ?? [],
      });
      retag(region.managedPrefixLists, id, properties.Tags, previous.Tags);
    },
    delete(region, id) {
      if (region.managedPrefixLists.get(id)) operations.DeleteManagedPrefixList(region, { PrefixListId: id });
    },
    attributes(region, id) {
      const { PrefixListArn, OwnerId, Version } = find(region, 'managedPrefixLists', id);
      return { PrefixListId: id, Arn: PrefixListArn, OwnerId, Version };
    },
    read: reading('managedPrefixLists', ['PrefixListName', 'AddressFamily', 'MaxEntries', 'Tags'], ({ entries }) => ({
      Entries: entries,
    })),
  }),
};
