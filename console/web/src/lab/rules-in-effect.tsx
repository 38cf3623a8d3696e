import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { Evidence, Rule } from '../../../api.ts';
import { useWords } from '../language.tsx';
import { NamedSelect } from './named-select.tsx';
import { ResourceId } from './resource-id.tsx';

/** The rules of security groups and of the network ACL that look at what an interface sends and gets. */
export function RulesInEffect({ interfaces }: { interfaces: Evidence['interfaces'] }) {
  const { facts: words } = useWords();
  const [chosen, setChosen] = useState<string>();
  const nic = interfaces.find(({ id }) => id === chosen) ?? interfaces[0];
  return (
    <Container header={<Header variant="h2">{words.rules}</Header>}>
      <SpaceBetween size="m">
        <NamedSelect label={words.interface} among={interfaces} chosen={nic?.id} onChoose={setChosen} />
        <ColumnLayout columns={2}>
          <Rules label={words.inbound} rules={nic?.inbound ?? []} />
          <Rules label={words.outbound} rules={nic?.outbound ?? []} />
        </ColumnLayout>
      </SpaceBetween>
    </Container>
  );
}

function Rules({ label, rules }: { label: string; rules: readonly Rule[] }) {
  const { facts: words } = useWords();
  return (
    <Table
      variant="embedded"
      wrapLines
      header={<Header variant="h3">{label}</Header>}
      ariaLabels={{ tableLabel: label }}
      items={rules}
      empty={words.nothing}
      columnDefinitions={[
        { id: 'rule', header: words.rule, isRowHeader: true, cell: ({ text }) => text },
        { id: 'of', header: words.of, cell: ({ of }) => <ResourceId id={of} /> },
      ]}
    />
  );
}
