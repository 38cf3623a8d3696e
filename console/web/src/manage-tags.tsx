import { CreateTagsCommand, DeleteTagsCommand } from '@aws-sdk/client-ec2';
import { useState } from 'react';
import { FormDialog } from './form-dialog.tsx';
import { useClients } from './region.tsx';
import { type EditedTag, TagFields } from './tag-fields.tsx';
import { editedTags, tagsOf } from './tags.ts';

interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

/** The dialog in which the tags of a resource of EC2 are edited as a whole. */
export function ManageTags({ id, tags, onClose }: { id: string; tags: readonly Tag[]; onClose(done?: string): void }) {
  const { ec2 } = useClients();
  const [before] = useState<readonly EditedTag[]>(() => editedTags({ Tags: tags }));
  const [rows, setRows] = useState(before);
  const save = async () => {
    const gone = before.filter(({ key }) => !rows.some((row) => row.key === key));
    const set = rows.filter(({ key, value }) => !before.some((row) => row.key === key && row.value === value));
    if (gone.length > 0) {
      await ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: gone.map(({ key }) => ({ Key: key })) }));
    }
    if (set.length > 0) {
      await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: tagsOf(set) }));
    }
    onClose(`The tags of ${id} were saved.`);
  };
  return (
    <FormDialog title="Manage tags" confirm="Save" work={save} onCancel={() => onClose()}>
      <TagFields tags={rows} onChange={setRows} />
    </FormDialog>
  );
}
