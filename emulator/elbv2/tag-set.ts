import type { Tag } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';
import { atMost } from './constraint.ts';

const MOST_TAGS = 50;

/** Refuses tags that break AWS's rules for one resource; tags of AWS's own (`aws:`) do not count. */
export function checkTags(tags: readonly Tag[] | undefined): void {
  const keys = (tags ?? []).map(({ Key = '' }) => Key);
  for (const { Key, Value } of tags ?? []) {
    atMost('tagKey', Key, 128);
    atMost('tagValue', Value, 256);
  }
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw new AwsError('DuplicateTagKeys', `Tag key '${twice}' was specified more than once`);
  if (keys.filter((key) => !key.startsWith('aws:')).length > MOST_TAGS) {
    throw new AwsError(
      'TooManyTags',
      `The maximum number of tags that can be assigned to a resource is '${MOST_TAGS}'`,
    );
  }
}

/** The tags after adding some: a key that is there already gets the new value. */
export function withTags(tags: readonly Tag[], added: readonly Tag[]): Tag[] {
  const byKey = new Map(tags.map((tag) => [tag.Key, tag]));
  for (const { Key, Value } of added) byKey.set(Key, { Key, Value: Value ?? '' });
  return [...byKey.values()];
}
