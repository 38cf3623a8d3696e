import type { ResourceType as Ec2ResourceType, Tag, TagSpecification } from '@aws-sdk/client-ec2';
import type { Collection } from '../collection.ts';

/** The tags that a create request asks for, for resources of one type. */
export function tagsFor(specifications: TagSpecification[] | undefined, type: Ec2ResourceType): Tag[] {
  return (specifications ?? []).filter((each) => each.ResourceType === type).flatMap((each) => each.Tags ?? []);
}

/** The tags of a template's properties as a TagSpecification, for create requests made by CloudFormation. */
export function specificationOf(type: Ec2ResourceType, tags: Tag[] | undefined): TagSpecification[] {
  return tags?.length ? [{ ResourceType: type, Tags: tags }] : [];
}

/** Brings a record's tags from what a template said to what it says now; tags that others put on it stay. */
export function retag<T extends { Tags?: Tag[] | undefined } | { TagSet?: Tag[] | undefined }>(
  collection: Collection<T>,
  id: string,
  wanted: Tag[] = [],
  previous: Tag[] = [],
): void {
  const named = new Set([...wanted, ...previous].map((tag) => tag.Key));
  collection.update(id, (draft: { Tags?: Tag[] | undefined; TagSet?: Tag[] | undefined }) => {
    const member = 'TagSet' in draft ? 'TagSet' : 'Tags';
    draft[member] = [...(draft[member] ?? []).filter((tag) => !named.has(tag.Key)), ...wanted];
  });
}
