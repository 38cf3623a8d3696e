import type { Attribute } from './resource.ts';
import type { EditedTag } from './tag-fields.tsx';

interface Tagged {
  readonly Tags?: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined;
}

const tagOf = (item: Tagged, key: string): string => item.Tags?.find(({ Key }) => Key === key)?.Value ?? '';

/** The tag that the AWS console shows as a resource's name. */
export const nameOf = (item: Tagged): string => tagOf(item, 'Name');

export const NAME: Attribute<Tagged> = { id: 'name', label: 'Name', value: nameOf };

/** What a request to make a resource says of its name tag; nothing when it has none. */
export const named = <R extends string>(ResourceType: R, name: string) =>
  name === '' ? {} : { TagSpecifications: [{ ResourceType, Tags: [{ Key: 'Name', Value: name }] }] };

/** A resource's tags as they are edited; those that AWS sets itself are nobody else's to change. */
export const editedTags = ({ Tags = [] }: Tagged): EditedTag[] =>
  Tags.map(({ Key = '', Value = '' }) => ({ key: Key, value: Value })).filter(
    ({ key }) => !key.toLowerCase().startsWith('aws:'),
  );

/** Edited tags as requests name them. */
export const tagsOf = (edited: readonly EditedTag[]): { Key: string; Value: string }[] =>
  edited.map(({ key, value }) => ({ Key: key, Value: value }));

/** The field for the name tag of what is made. */
export const NAME_FIELD = { kind: 'text', label: 'Name tag', description: 'A tag with the key Name.' } as const;
