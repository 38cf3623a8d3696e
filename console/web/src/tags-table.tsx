import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { ManageTags } from './manage-tags.tsx';
import { useNotifications } from './notifications.tsx';

interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

/** Whether EC2 is the service whose CreateTags takes the id, such as `vpc-0123456789abcdef0`; other services' are ARNs or names. */
const isEc2 = (id: string) => /-[0-9a-f]{17}$/.test(id) && !id.includes(':');

export function TagsTable({ id, tags }: { id: string; tags: readonly Tag[] }) {
  const [managing, setManaging] = useState(false);
  const { tell } = useNotifications();
  return (
    <>
      <Table
        items={tags}
        header={
          <Header variant="h2" actions={isEc2(id) && <Button onClick={() => setManaging(true)}>Manage tags</Button>}>
            Tags
          </Header>
        }
        empty="No tags"
        columnDefinitions={[
          { id: 'key', header: 'Key', cell: ({ Key }) => Key, isRowHeader: true },
          { id: 'value', header: 'Value', cell: ({ Value }) => Value },
        ]}
        ariaLabels={{ tableLabel: 'Tags' }}
      />
      {managing && (
        <ManageTags
          id={id}
          tags={tags}
          onClose={(done) => {
            setManaging(false);
            if (done) tell(done);
          }}
        />
      )}
    </>
  );
}
