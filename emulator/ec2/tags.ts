import type { ResourceType as Ec2ResourceType, Tag, TagSpecification } from '@aws-sdk/client-ec2';

/** The tags that a create request asks for, for resources of one type. */
export function tagsFor(specifications: TagSpecification[] | undefined, type: Ec2ResourceType): Tag[] {
  return (specifications ?? []).filter((each) => each.ResourceType === type).flatMap((each) => each.Tags ?? []);
}

/** The tags of a template's properties as a TagSpecification, for create requests made by CloudFormation. */
export function specificationOf(type: Ec2ResourceType, tags: Tag[] | undefined): TagSpecification[] {
  return tags?.length ? [{ ResourceType: type, Tags: tags }] : [];
}
