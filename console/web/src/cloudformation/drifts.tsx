import {
  DescribeStackResourceDriftsCommand,
  type Stack,
  type StackResourceDrift,
} from '@aws-sdk/client-cloudformation';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useCallback } from 'react';
import type { Clients } from '../clients.ts';
import { FactsTable } from '../facts-table.tsx';
import { useLoaded } from '../loaded.ts';
import { ResourceLink } from '../resource-link.tsx';
import { driftMark } from './stack.ts';

/** What the last drift detection found: of which resources the properties are not those of the template. */
export function Drifts({ stack }: { stack: Stack }) {
  const { DriftInformation, StackId: StackName } = stack;
  const load = useCallback(
    async ({ cloudformation }: Clients) =>
      (await cloudformation.send(new DescribeStackResourceDriftsCommand({ StackName }))).StackResourceDrifts ?? [],
    [StackName],
  );
  const { value: drifts = [] } = useLoaded(load);
  const status = DriftInformation?.StackDriftStatus ?? 'NOT_CHECKED';
  return (
    <SpaceBetween size="m">
      <Header variant="h1" description={stack.StackName}>
        Drifts
      </Header>
      <Container header={<Header variant="h2">Stack drift status</Header>}>
        <KeyValuePairs
          columns={2}
          items={[
            { label: 'Drift status', value: <StatusIndicator type={driftMark(status)}>{status}</StatusIndicator> },
            { label: 'Last drift check time', value: DriftInformation?.LastCheckTimestamp?.toLocaleString() ?? '–' },
          ]}
        />
      </Container>
      <FactsTable
        title="Resource drift status"
        items={drifts}
        columns={{
          'Logical ID': ({ LogicalResourceId }) => LogicalResourceId,
          'Physical ID': ({ PhysicalResourceId }) => PhysicalResourceId && <ResourceLink id={PhysicalResourceId} />,
          Type: ({ ResourceType }) => ResourceType,
          'Drift status': ({ StackResourceDriftStatus }) => (
            <StatusIndicator type={driftMark(StackResourceDriftStatus ?? '')}>
              {StackResourceDriftStatus}
            </StatusIndicator>
          ),
        }}
      />
      {drifts
        .filter(({ PropertyDifferences }) => PropertyDifferences?.length)
        .map((drift) => (
          <DriftDetails key={drift.LogicalResourceId} drift={drift} />
        ))}
    </SpaceBetween>
  );
}

function DriftDetails({ drift }: { drift: StackResourceDrift }) {
  return (
    <ExpandableSection variant="container" defaultExpanded headerText={`Drift details: ${drift.LogicalResourceId}`}>
      <FactsTable
        title="Differences"
        items={drift.PropertyDifferences ?? []}
        columns={{
          Property: ({ PropertyPath }) => PropertyPath,
          Change: ({ DifferenceType }) => DifferenceType,
          'Expected value': ({ ExpectedValue }) => ExpectedValue,
          'Current value': ({ ActualValue }) => ActualValue,
        }}
      />
    </ExpandableSection>
  );
}
