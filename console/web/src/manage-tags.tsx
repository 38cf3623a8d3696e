import { CreateTagsCommand, DeleteTagsCommand } from '@aws-sdk/client-ec2';
import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { FormDialog } from './form-dialog.tsx';
import { useClients } from './region.tsx';

interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

interface Row {
  readonly key: string;
  readonly value: string;
}

/** The dialog in which the tags of a resource of EC2 are edited as a whole. */
export function ManageTags({ id, tags, onClose }: { id: string; tags: readonly Tag[]; onClose(done?: string): void }) {
  const { ec2 } = useClients();
  // Tags that AWS sets itself are nobody else's to change.
  const [before] = useState<readonly Row[]>(() =>
    tags
      .map(({ Key = '', Value = '' }) => ({ key: Key, value: Value }))
      .filter(({ key }) => !key.toLowerCase().startsWith('aws:')),
  );
  const [rows, setRows] = useState(before);
  const change = (at: number, part: Partial<Row>) =>
    setRows((all) => all.map((row, index) => (index === at ? { ...row, ...part } : row)));
  const save = async () => {
    const gone = before.filter(({ key }) => !rows.some((row) => row.key === key));
    const set = rows.filter(({ key, value }) => !before.some((row) => row.key === key && row.value === value));
    if (gone.length > 0) {
      await ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: gone.map(({ key }) => ({ Key: key })) }));
    }
    if (set.length > 0) {
      const Tags = set.map(({ key, value }) => ({ Key: key, Value: value }));
      await ec2.send(new CreateTagsCommand({ Resources: [id], Tags }));
    }
    onClose(`The tags of ${id} were saved.`);
  };
  return (
    <FormDialog title="Manage tags" confirm="Save" work={save} onCancel={() => onClose()}>
      <AttributeEditor
        items={rows}
        empty="No tags"
        addButtonText="Add new tag"
        removeButtonText="Remove"
        onAddButtonClick={() => setRows((all) => [...all, { key: '', value: '' }])}
        onRemoveButtonClick={({ detail }) => setRows((all) => all.filter((_, index) => index !== detail.itemIndex))}
        definition={[
          {
            label: 'Key',
            control: ({ key }, index) => (
              <Input value={key} onChange={({ detail }) => change(index, { key: detail.value })} />
            ),
          },
          {
            label: 'Value - optional',
            control: ({ value }, index) => (
              <Input value={value} onChange={({ detail }) => change(index, { value: detail.value })} />
            ),
          },
        ]}
      />
    </FormDialog>
  );
}
