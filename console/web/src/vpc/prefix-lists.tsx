import {
  CreateManagedPrefixListCommand,
  DeleteManagedPrefixListCommand,
  DescribeManagedPrefixListsCommand,
  GetManagedPrefixListEntriesCommand,
  type ManagedPrefixList,
  ModifyManagedPrefixListCommand,
  type PrefixListEntry,
} from '@aws-sdk/client-ec2';
import { asking, creating, deleting } from '../asking.tsx';
import { FactsTable } from '../facts-table.tsx';
import type { Resource } from '../resource.ts';
import { stateAttribute } from '../states.ts';
import { NAME } from '../tags.ts';

/** A prefix list with its entries, which AWS answers one list at a time. */
interface ListWithEntries extends ManagedPrefixList {
  readonly entries: readonly PrefixListEntry[];
}

const ENTRIES = {
  kind: 'area',
  label: 'Prefix list entries',
  description: 'One to a line: a CIDR block and, after a space, its description.',
} as const;

/** The entries as they are written, one to a line. */
const written = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [Cidr = '', ...rest] = line.split(' ');
      return { Cidr, Description: rest.join(' ') };
    });

const isAws = ({ OwnerId }: ManagedPrefixList) => OwnerId === 'AWS';
const refusedOfAws = (item: ManagedPrefixList) => (isAws(item) ? 'AWS manages it.' : undefined);

const Create = creating({
  title: 'Create prefix list',
  confirm: 'Create prefix list',
  fields: {
    name: { kind: 'text', label: 'Prefix list name' },
    max: { kind: 'text', label: 'Max entries' },
    family: {
      kind: 'choice',
      label: 'Address family',
      options: [
        { value: 'IPv4', label: 'IPv4' },
        { value: 'IPv6', label: 'IPv6' },
      ],
    },
    entries: ENTRIES,
  },
  initial: () => ({ family: 'IPv4', max: '10' }),
  async work({ ec2 }, { name, max, family, entries }) {
    const { PrefixList: made } = await ec2.send(
      new CreateManagedPrefixListCommand({
        PrefixListName: name,
        MaxEntries: Number(max),
        AddressFamily: family,
        Entries: written(entries),
      }),
    );
    return `${made?.PrefixListId} was created.`;
  },
});

const ModifyEntries = asking({
  title: 'Modify prefix list',
  confirm: 'Save prefix list',
  fields: { entries: ENTRIES },
  initial: ({ entries }: ListWithEntries) => ({
    entries: entries.map(({ Cidr, Description = '' }) => `${Cidr} ${Description}`.trim()).join('\n'),
  }),
  async work({ ec2 }, { entries: text }, { PrefixListId, Version, entries }) {
    const wanted = written(text);
    const added = wanted.filter(
      (entry) => !entries.some((now) => now.Cidr === entry.Cidr && (now.Description ?? '') === entry.Description),
    );
    const gone = entries.flatMap(({ Cidr }) => (Cidr && !wanted.some((entry) => entry.Cidr === Cidr) ? { Cidr } : []));
    await ec2.send(
      new ModifyManagedPrefixListCommand({
        PrefixListId,
        CurrentVersion: Version,
        ...(added.length > 0 && { AddEntries: added }),
        ...(gone.length > 0 && { RemoveEntries: gone }),
      }),
    );
    return `The entries of ${PrefixListId} were saved.`;
  },
});

export const prefixLists: Resource<ListWithEntries> = {
  path: 'vpc/managed-prefix-lists',
  section: 'Virtual private cloud',
  one: 'managed prefix list',
  many: 'Managed prefix lists',
  idOf: ({ PrefixListId = '' }) => PrefixListId,
  async list({ ec2 }) {
    const { PrefixLists = [] } = await ec2.send(new DescribeManagedPrefixListsCommand({}));
    return Promise.all(
      PrefixLists.map(async (list) => {
        const { PrefixListId } = list;
        const { Entries = [] } = await ec2.send(new GetManagedPrefixListEntriesCommand({ PrefixListId }));
        return { ...list, entries: Entries };
      }),
    );
  },
  attributes: [
    NAME,
    { id: 'id', label: 'Prefix list ID', value: ({ PrefixListId = '' }) => PrefixListId },
    { id: 'list-name', label: 'Prefix list name', value: ({ PrefixListName = '' }) => PrefixListName },
    { id: 'max', label: 'Max entries', value: ({ MaxEntries }) => String(MaxEntries ?? '') },
    { id: 'family', label: 'Address family', value: ({ AddressFamily = '' }) => AddressFamily },
    stateAttribute('State', ({ State = '' }) => State),
    { id: 'version', label: 'Version', value: ({ Version }) => String(Version ?? '') },
    { id: 'owner', label: 'Owner ID', value: ({ OwnerId = '' }) => OwnerId },
  ],
  tabs: [
    {
      id: 'entries',
      label: 'Entries',
      content: ({ entries }) => (
        <FactsTable
          title="Entries"
          items={entries}
          columns={{ CIDR: ({ Cidr }) => Cidr, Description: ({ Description }) => Description }}
        />
      ),
    },
  ],
  create: { label: 'Create prefix list', dialog: Create },
  actions: [
    { id: 'modify', label: 'Modify prefix list', refused: refusedOfAws, dialog: ModifyEntries },
    {
      id: 'delete',
      label: 'Delete prefix list',
      refused: refusedOfAws,
      dialog: deleting(
        ({ PrefixListId = '' }) => PrefixListId,
        ({ ec2 }, { PrefixListId }) => ec2.send(new DeleteManagedPrefixListCommand({ PrefixListId })),
      ),
    },
  ],
};
