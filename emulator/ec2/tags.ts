import type { ResourceType as Ec2ResourceType, Tag, TagSpecification } from '@aws-sdk/client-ec2';
import type { Collection } from '../collection.ts';
import { invalid } from './kind.ts';

/**
 * The tags that a create request asks for, for resources of one type; `others` are the types that it may tag beside it.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TagSpecification.html
 */
export function tagsFor(
  specifications: TagSpecification[] | undefined,
  type: Ec2ResourceType,
  others: readonly Ec2ResourceType[] = [],
): Tag[] {
  const known: readonly (string | undefined)[] = [type, ...others];
  const strange = specifications?.find(({ ResourceType }) => !known.includes(ResourceType));
  if (strange) throw invalid(`'${strange.ResourceType}' is not a valid taggable resource type for this operation.`);
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
