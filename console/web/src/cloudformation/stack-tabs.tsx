import { GetTemplateCommand, type Stack, type StackEvent } from '@aws-sdk/client-cloudformation';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useCallback } from 'react';
import type { Clients } from '../clients.ts';
import { FactsTable } from '../facts-table.tsx';
import { useLoaded } from '../loaded.ts';
import { PageLink } from '../page-link.tsx';
import { ResourceLink } from '../resource-link.tsx';
import { driftMark, eventsOf, markOf, resourcesOf, stackPath } from './stack.ts';

export function StackInfo({ stack }: { stack: Stack }) {
  return (
    <Container header={<Header variant="h2">Overview</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Stack ID', value: stack.StackId },
          { label: 'Status reason', value: stack.StackStatusReason ?? '–' },
          { label: 'Updated time', value: stack.LastUpdatedTime?.toLocaleString() ?? '–' },
          {
            label: 'Last drift check time',
            value: stack.DriftInformation?.LastCheckTimestamp?.toLocaleString() ?? '–',
          },
          { label: 'Termination protection', value: stack.EnableTerminationProtection ? 'Activated' : 'Deactivated' },
          { label: 'Rollback on failure', value: stack.DisableRollback ? 'Deactivated' : 'Activated' },
          { label: 'Capabilities', value: stack.Capabilities?.join(', ') || '–' },
        ]}
      />
    </Container>
  );
}

export function Events({ id }: { id: string }) {
  const load = useCallback((clients: Clients) => eventsOf(clients, id), [id]);
  const { value: events } = useLoaded(load);
  return (
    <Table
      items={events ?? []}
      loading={!events}
      loadingText="Loading events"
      wrapLines
      header={
        <Header variant="h2" counter={events && `(${events.length})`}>
          Events
        </Header>
      }
      columnDefinitions={[
        { id: 'time', header: 'Timestamp', cell: ({ Timestamp }) => Timestamp?.toLocaleString() },
        { id: 'logical', header: 'Logical ID', isRowHeader: true, cell: ({ LogicalResourceId }) => LogicalResourceId },
        { id: 'status', header: 'Status', cell: (event) => <EventStatus event={event} /> },
        { id: 'reason', header: 'Status reason', cell: ({ ResourceStatusReason }) => ResourceStatusReason ?? '–' },
        { id: 'type', header: 'Type', cell: ({ ResourceType }) => ResourceType },
        { id: 'physical', header: 'Physical ID', cell: ({ PhysicalResourceId }) => PhysicalResourceId ?? '–' },
      ]}
      ariaLabels={{ tableLabel: 'Events' }}
    />
  );
}

const EventStatus = ({ event: { ResourceStatus } }: { event: StackEvent }) => (
  <StatusIndicator type={markOf(ResourceStatus ?? '')}>{ResourceStatus}</StatusIndicator>
);

export function Resources({ stack }: { stack: Stack }) {
  const { StackId: id = '' } = stack;
  const load = useCallback((clients: Clients) => resourcesOf(clients, id), [id]);
  const { value: resources = [] } = useLoaded(load);
  return (
    <FactsTable
      title="Resources"
      items={resources}
      actions={<PageLink to={`${stackPath(stack)}/drifts`}>View drift results</PageLink>}
      columns={{
        'Logical ID': ({ LogicalResourceId }) => LogicalResourceId,
        'Physical ID': ({ PhysicalResourceId }) => PhysicalResourceId && <ResourceLink id={PhysicalResourceId} />,
        Type: ({ ResourceType }) => ResourceType,
        Status: ({ ResourceStatus }) => (
          <StatusIndicator type={markOf(ResourceStatus ?? '')}>{ResourceStatus}</StatusIndicator>
        ),
        'Drift status': ({ DriftInformation }) => (
          <StatusIndicator type={driftMark(DriftInformation?.StackResourceDriftStatus ?? '')}>
            {DriftInformation?.StackResourceDriftStatus ?? 'NOT_CHECKED'}
          </StatusIndicator>
        ),
      }}
    />
  );
}

export function Outputs({ stack: { Outputs: outputs = [] } }: { stack: Stack }) {
  return (
    <FactsTable
      title="Outputs"
      items={outputs}
      columns={{
        Key: ({ OutputKey }) => OutputKey,
        Value: ({ OutputValue = '' }) => <ResourceLink id={OutputValue} />,
        Description: ({ Description }) => Description,
        'Export name': ({ ExportName }) => ExportName,
      }}
    />
  );
}

export function Parameters({ stack: { Parameters: parameters = [] } }: { stack: Stack }) {
  return (
    <FactsTable
      title="Parameters"
      items={parameters}
      columns={{
        Key: ({ ParameterKey }) => ParameterKey,
        Value: ({ ParameterValue }) => ParameterValue,
        'Resolved value': ({ ResolvedValue }) => ResolvedValue,
      }}
    />
  );
}

export function Template({ id }: { id: string }) {
  const load = useCallback(
    async ({ cloudformation }: Clients) => {
      const { TemplateBody = '' } = await cloudformation.send(new GetTemplateCommand({ StackName: id }));
      return TemplateBody;
    },
    [id],
  );
  const { value = '' } = useLoaded(load);
  return (
    <Container header={<Header variant="h2">Template</Header>}>
      <Box variant="pre">{readable(value)}</Box>
    </Container>
  );
}

/** JSON by lines; YAML as it was written. */
function readable(template: string): string {
  return template.trimStart().startsWith('{') ? JSON.stringify(JSON.parse(template), undefined, 2) : template;
}
