import { AddTagsCommand, RemoveTagsCommand, type Tag } from '@aws-sdk/client-elastic-load-balancing-v2';
import { useState } from 'react';
import { FormDialog } from '../form-dialog.tsx';
import { useClients } from '../region.tsx';
import { type EditedTag, TagFields } from '../tag-fields.tsx';
import { editedTags, tagsOf } from '../tags.ts';

/** The dialog in which the tags of something of Elastic Load Balancing are edited as a whole. */
export function ManageTags({
  arn,
  name,
  tags,
  onClose,
}: {
  arn: string;
  name: string;
  tags: readonly Tag[];
  onClose(done?: string): void;
}) {
  const { elb } = useClients();
  const [before] = useState(() => editedTags({ Tags: tags }));
  const [edited, setEdited] = useState<readonly EditedTag[]>(before);
  const save = async () => {
    const TagKeys = before.map(({ key }) => key).filter((key) => !edited.some((tag) => tag.key === key));
    const set = edited.filter(({ key, value }) => !before.some((tag) => tag.key === key && tag.value === value));
    if (TagKeys.length > 0) await elb.send(new RemoveTagsCommand({ ResourceArns: [arn], TagKeys }));
    if (set.length > 0) await elb.send(new AddTagsCommand({ ResourceArns: [arn], Tags: tagsOf(set) }));
    onClose(`The tags of ${name} were saved.`);
  };
  return (
    <FormDialog title="Manage tags" confirm="Save changes" work={save} onCancel={() => onClose()}>
      <TagFields tags={edited} onChange={setEdited} />
    </FormDialog>
  );
}
