import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { Evidence } from '../../../api.ts';
import { useWords } from '../language.tsx';
import { NamedSelect } from './named-select.tsx';
import { ResourceId } from './resource-id.tsx';

/** The route table that is in effect for a subnet, in the order in which its routes win. */
export function RoutesInEffect({ subnets }: { subnets: Evidence['subnets'] }) {
  const { facts: words } = useWords();
  const [chosen, setChosen] = useState<string>();
  const subnet = subnets.find(({ id }) => id === chosen) ?? subnets[0];
  return (
    <Container header={<Header variant="h2">{words.routes}</Header>}>
      <SpaceBetween size="m">
        <NamedSelect label={words.subnet} among={subnets} chosen={subnet?.id} onChoose={setChosen} />
        {subnet ? (
          <KeyValuePairs items={[{ label: words.table, value: <ResourceId id={subnet.routeTable} /> }]} />
        ) : null}
        <Table
          variant="embedded"
          ariaLabels={{ tableLabel: words.routes }}
          items={subnet?.routes ?? []}
          empty={words.nothing}
          columnDefinitions={[
            { id: 'destination', header: words.destination, isRowHeader: true, cell: ({ destination }) => destination },
            { id: 'target', header: words.routeTarget, cell: ({ target }) => <ResourceId id={target} /> },
            {
              id: 'state',
              header: words.state,
              cell: ({ active }) => (
                <StatusIndicator type={active ? 'success' : 'error'}>
                  {active ? words.active : words.blackhole}
                </StatusIndicator>
              ),
            },
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}
