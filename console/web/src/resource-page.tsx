import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Tabs from '@cloudscape-design/components/tabs';
import { useParams } from 'react-router';
import { AttributeValue } from './attribute-value.tsx';
import { ErrorAlert } from './error-alert.tsx';
import { KnownAsOf, useLoaded } from './loaded.ts';
import type { Resource } from './resource.ts';
import { ResourceActions } from './resource-table.tsx';
import { TagsTable } from './tags-table.tsx';

/** A resource of a kind by the id in the page's address, and how it came to be known. */
export function useResource<T>(resource: Resource<T>) {
  const { id = '' } = useParams();
  const { value, error, revision } = useLoaded(resource.list);
  return { id, error, revision, all: value, item: value?.find((each) => resource.idOf(each) === id) };
}

/** The page of one resource: what is known of it, what can be done to it, and its further parts in tabs. */
export function ResourcePage({ resource }: { resource: Resource<unknown> }) {
  const { all, error, id, item, revision } = useResource(resource);
  if (error && !all) return <ErrorAlert error={error} />;
  if (!all) return <Spinner />;
  if (item === undefined) return <Gone one={resource.one} id={id} />;
  const tags = (item as { Tags?: { Key?: string; Value?: string }[] }).Tags;
  return (
    <SpaceBetween size="m">
      <ErrorAlert error={error} />
      <Header variant="h1" actions={<ResourceActions resource={resource} item={item} />}>
        {id}
      </Header>
      <Container header={<Header variant="h2">Details</Header>}>
        <KeyValuePairs
          columns={4}
          items={resource.attributes.map((attribute) => ({
            label: attribute.label,
            value: <AttributeValue attribute={attribute} item={item} />,
          }))}
        />
      </Container>
      <KnownAsOf value={revision}>
        <Tabs
          tabs={[
            ...(resource.tabs ?? []).map((tab) => ({ id: tab.id, label: tab.label, content: tab.content(item) })),
            ...(tags ? [{ id: 'tags', label: 'Tags', content: <TagsTable id={id} tags={tags} /> }] : []),
          ]}
        />
      </KnownAsOf>
    </SpaceBetween>
  );
}

/** Said in place of a resource that is not there, or no longer. */
export function Gone({ one, id }: { one: string; id: string }) {
  return (
    <StatusIndicator type="warning">
      There is no {one} {id} in this Region.
    </StatusIndicator>
  );
}
