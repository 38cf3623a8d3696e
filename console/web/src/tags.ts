import type { Attribute } from './resource.ts';

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

/** The field for the name tag of what is made. */
export const NAME_FIELD = { kind: 'text', label: 'Name tag', description: 'A tag with the key Name.' } as const;
