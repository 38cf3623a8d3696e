import type { Attribute } from './resource.ts';

interface Tagged {
  readonly Tags?: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined;
}

const tagOf = (item: Tagged, key: string): string => item.Tags?.find(({ Key }) => Key === key)?.Value ?? '';

/** The tag that the AWS console shows as a resource's name. */
export const nameOf = (item: Tagged): string => tagOf(item, 'Name');

export const NAME: Attribute<Tagged> = { id: 'name', label: 'Name', value: nameOf };
