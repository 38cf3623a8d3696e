import type { Tag } from '@aws-sdk/client-elastic-load-balancing-v2';
import { nameSuffix } from '../generated-name.ts';
import type { ResourceRequest } from '../resource-type.ts';
import type { Region } from '../state.ts';
import type { Kind } from './existing.ts';
import { withTags } from './tag-set.ts';

/** The name that CloudFormation makes up within 32 characters: what it can of stack and logical id, then twelve of its own. */
export function generatedName({ stackName, logicalId }: ResourceRequest): string {
  return `${stackName.slice(0, 6)}-${logicalId.slice(0, 5)}-${nameSuffix()}`.replace(/[^A-Za-z0-9-]/g, '');
}

/** Brings a resource's tags from what a template said to what it says now; tags that others put on it stay. */
export function retag(region: Region, kind: Kind, arn: string, wanted: Tag[] = [], previous: Tag[] = []): void {
  const dropped = new Set(previous.map(({ Key }) => Key));
  region[kind].update(arn, (draft) => {
    draft.tags = withTags(
      draft.tags.filter(({ Key }) => !dropped.has(Key)),
      wanted,
    );
  });
}

/** Whether a property of a template has changed. */
export const differs = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);
