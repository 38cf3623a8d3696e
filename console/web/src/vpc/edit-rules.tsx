import { DescribeManagedPrefixListsCommand, DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import Autosuggest from '@cloudscape-design/components/autosuggest';
import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { Clients } from '../clients.ts';
import { EditPage } from '../edit-page.tsx';
import { type Keyed, useEditedRows } from '../edited-rows.ts';
import { useLoaded } from '../loaded.ts';
import { useClients } from '../region.tsx';
import { Gone, useResource } from '../resource-page.tsx';
import { type Direction, type EditedRule, editedRule, RULE_TYPES, typeOf } from './rule.ts';
import { saveRules } from './save-rules.ts';
import { type GroupWithRules, rulesOf, securityGroups } from './security-groups.tsx';

export const EditInboundRules = () => <EditRules direction="inbound" />;
export const EditOutboundRules = () => <EditRules direction="outbound" />;

function EditRules({ direction }: { direction: Direction }) {
  const { all, id, item } = useResource(securityGroups);
  if (!all) return null;
  return item ? <Editor key={id} group={item} direction={direction} /> : <Gone one="security group" id={id} />;
}

/** What a rule's other side may name beside a CIDR block. */
async function peers({ ec2 }: Clients) {
  const [{ SecurityGroups = [] }, { PrefixLists = [] }] = await Promise.all([
    ec2.send(new DescribeSecurityGroupsCommand({})),
    ec2.send(new DescribeManagedPrefixListsCommand({})),
  ]);
  return [
    { label: 'CIDR blocks', options: [{ value: '0.0.0.0/0' }, { value: '::/0' }] },
    {
      label: 'Security groups',
      options: SecurityGroups.map(({ GroupId = '', GroupName = '' }) => ({ value: GroupId, description: GroupName })),
    },
    {
      label: 'Prefix lists',
      options: PrefixLists.map(({ PrefixListId = '', PrefixListName = '' }) => ({
        value: PrefixListId,
        description: PrefixListName,
      })),
    },
  ];
}

type Row = EditedRule & Keyed;

const NEW = { id: undefined, protocol: 'tcp', ports: '', peer: '', description: '' };

function Editor({ group, direction }: { group: GroupWithRules; direction: Direction }) {
  const { ec2 } = useClients();
  const { value: choices = [] } = useLoaded(peers);
  const { GroupId = '', GroupName } = group;
  const [before] = useState<readonly Row[]>(() =>
    rulesOf(group, direction).map((rule) => ({ ...editedRule(rule), key: rule.SecurityGroupRuleId ?? '' })),
  );
  const { rows, change, remove, add, nth } = useEditedRows(before);
  const other = direction === 'inbound' ? 'Source' : 'Destination';
  return (
    <EditPage
      title={`Edit ${direction} rules`}
      description={`${GroupId} (${GroupName})`}
      back={`vpc/security-groups/${GroupId}`}
      done={`The ${direction} rules of ${GroupId} were saved.`}
      work={() => saveRules(ec2, GroupId, direction, before, rows)}
    >
      <Table
        items={rows}
        trackBy="key"
        empty={`This security group has no ${direction} rules.`}
        columnDefinitions={[
          { id: 'id', header: 'Security group rule ID', cell: ({ id }) => id ?? '–', isRowHeader: true },
          {
            id: 'type',
            header: 'Type',
            minWidth: 170,
            cell: (row) => (
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
          {
            id: 'ports',
            header: 'Port range',
            minWidth: 120,
            cell: ({ key, ports, protocol }) => (
              <Input
                ariaLabel={`Port range of rule ${nth(key)}`}
                value={ports}
                disabled={protocol === '-1'}
                onChange={({ detail }) => change(key, { ports: detail.value.trim() })}
              />
            ),
          },
          {
            id: 'peer',
            header: other,
            minWidth: 240,
            cell: ({ key, peer }) => (
              <Autosuggest
                ariaLabel={`${other} of rule ${nth(key)}`}
                value={peer}
                options={choices}
                enteredTextLabel={(text) => `Use "${text}"`}
                placeholder="CIDR block, security group or prefix list"
                onChange={({ detail }) => change(key, { peer: detail.value.trim() })}
                expandToViewport
              />
            ),
          },
          {
            id: 'description',
            header: 'Description - optional',
            cell: ({ key, description }) => (
              <Input
                ariaLabel={`Description of rule ${nth(key)}`}
                value={description}
                onChange={({ detail }) => change(key, { description: detail.value })}
              />
            ),
          },
          {
            id: 'delete',
            header: 'Delete',
            cell: ({ key }) => (
              <Button formAction="none" ariaLabel={`Delete rule ${nth(key)}`} onClick={() => remove(key)}>
                Delete
              </Button>
            ),
          },
        ]}
        ariaLabels={{ tableLabel: `${direction} rules` }}
      />
      <Button formAction="none" iconName="add-plus" onClick={() => add(NEW)}>
        Add rule
      </Button>
    </EditPage>
  );
}
