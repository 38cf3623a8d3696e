import type { NetworkAcl } from '@aws-sdk/client-ec2';
import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { EditPage } from '../edit-page.tsx';
import { type Keyed, useEditedRows } from '../edited-rows.ts';
import { useClients } from '../region.tsx';
import { Gone, useResource } from '../resource-page.tsx';
import { type EditedEntry, editedEntry, entriesOf, saveEntries } from './network-acl-entry.ts';
import { networkAcls } from './network-acls.tsx';
import { type Direction, RULE_TYPES, typeOf } from './rule.ts';

export const EditInboundEntries = () => <EditEntries direction="inbound" />;
export const EditOutboundEntries = () => <EditEntries direction="outbound" />;

function EditEntries({ direction }: { direction: Direction }) {
  const { all, id, item } = useResource(networkAcls);
  if (!all) return null;
  return item ? <Editor key={id} acl={item} direction={direction} /> : <Gone one="network ACL" id={id} />;
}

type Row = EditedEntry & Keyed;

const ACTIONS = [
  { value: 'allow', label: 'Allow' },
  { value: 'deny', label: 'Deny' },
];

/** The number that the console proposes for a rule after the others. */
const nextNumber = (rows: readonly Row[]) =>
  String(Math.max(0, ...rows.map(({ number }) => Math.floor(Number(number) / 100) * 100 || 0)) + 100);

function Editor({ acl, direction }: { acl: NetworkAcl; direction: Direction }) {
  const { ec2 } = useClients();
  const { NetworkAclId = '' } = acl;
  const [all] = useState<readonly Row[]>(() =>
    entriesOf(acl, direction).map((entry, index) => ({ ...editedEntry(entry), key: String(index) })),
  );
  const before = all.filter(({ number }) => number !== '*');
  const last = all.filter(({ number }) => number === '*');
  const { rows, change, remove, add, nth } = useEditedRows<Row>(before);
  const other = direction === 'inbound' ? 'Source' : 'Destination';
  const fixed = ({ key }: Row) => last.some((row) => row.key === key);
  const text = (member: 'number' | 'ports' | 'peer', label: string) => (row: Row) =>
    fixed(row) ? (
      row[member]
    ) : (
      <Input
        ariaLabel={`${label} of rule ${nth(row.key)}`}
        value={row[member]}
        disabled={member === 'ports' && row.protocol === '-1'}
        onChange={({ detail }) => change(row.key, { [member]: detail.value.trim() })}
      />
    );
  return (
    <EditPage
      title={`Edit ${direction} rules`}
      description={NetworkAclId}
      back={`vpc/network-acls/${NetworkAclId}`}
      done={`The ${direction} rules of ${NetworkAclId} were saved.`}
      work={() => saveEntries(ec2, NetworkAclId, direction, before, rows)}
    >
      <Table
        items={[...rows, ...last]}
        trackBy="key"
        columnDefinitions={[
          {
            id: 'number',
            header: 'Rule number',
            isRowHeader: true,
            width: 120,
            cell: text('number', 'Rule number'),
          },
          {
            id: 'type',
            header: 'Type',
            minWidth: 190,
            cell: (row) =>
              fixed(row) ? (
                typeOf(row)
              ) : (
                <Select
                  ariaLabel={`Type of rule ${nth(row.key)}`}
                  options={RULE_TYPES.map(({ label }) => ({ value: label, label }))}
                  selectedOption={{ value: typeOf(row), label: typeOf(row) }}
                  onChange={({ detail }) => {
                    const type = RULE_TYPES.find(({ label }) => label === detail.selectedOption.value);
                    if (type) change(row.key, { protocol: type.protocol, ports: type.ports });
                  }}
                  expandToViewport
                />
              ),
          },
          { id: 'ports', header: 'Port range', minWidth: 140, cell: text('ports', 'Port range') },
          { id: 'peer', header: other, minWidth: 220, cell: text('peer', other) },
          {
            id: 'action',
            header: 'Allow/Deny',
            minWidth: 130,
            cell: (row) =>
              fixed(row) ? (
                'Deny'
              ) : (
                <Select
                  ariaLabel={`Allow/Deny of rule ${nth(row.key)}`}
                  options={ACTIONS}
                  selectedOption={ACTIONS.find(({ value }) => value === row.action) ?? null}
                  onChange={({ detail }) => change(row.key, { action: detail.selectedOption.value ?? '' })}
                  expandToViewport
                />
              ),
          },
          {
            id: 'remove',
            header: 'Remove',
            cell: (row) => (
              <Button
                formAction="none"
                disabled={fixed(row)}
                ariaLabel={fixed(row) ? 'Remove rule *' : `Remove rule ${nth(row.key)}`}
                onClick={() => remove(row.key)}
              >
                Remove
              </Button>
            ),
          },
        ]}
        ariaLabels={{ tableLabel: `${direction} rules` }}
      />
      <Button
        formAction="none"
        iconName="add-plus"
        onClick={() =>
          add({ number: nextNumber(rows), protocol: 'tcp', ports: '', peer: '0.0.0.0/0', action: 'allow' })
        }
      >
        Add new rule
      </Button>
    </EditPage>
  );
}
