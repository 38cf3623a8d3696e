import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Input from '@cloudscape-design/components/input';

/** A tag as it is edited. */
export interface EditedTag {
  readonly key: string;
  readonly value: string;
}

/** The fields of tags, one row for each. */
export function TagFields({
  tags,
  onChange,
}: {
  tags: readonly EditedTag[];
  onChange(tags: readonly EditedTag[]): void;
}) {
  const change = (at: number, part: Partial<EditedTag>) =>
    onChange(tags.map((tag, index) => (index === at ? { ...tag, ...part } : tag)));
  return (
    <AttributeEditor
      items={tags}
      empty="No tags"
      addButtonText="Add new tag"
      removeButtonText="Remove"
      onAddButtonClick={() => onChange([...tags, { key: '', value: '' }])}
      onRemoveButtonClick={({ detail }) => onChange(tags.filter((_, index) => index !== detail.itemIndex))}
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
  );
}
