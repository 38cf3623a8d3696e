import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';

interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

export function TagsTable({ tags }: { tags: readonly Tag[] }) {
  return (
    <Table
      items={tags}
      header={<Header variant="h2">Tags</Header>}
      empty="No tags"
      columnDefinitions={[
        { id: 'key', header: 'Key', cell: ({ Key }) => Key, isRowHeader: true },
        { id: 'value', header: 'Value', cell: ({ Value }) => Value },
      ]}
      ariaLabels={{ tableLabel: 'Tags' }}
    />
  );
}
