import type { Tag } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Region } from '../state.ts';
import { validationError } from './constraint.ts';
import { existing, kindOf } from './existing.ts';
import type { Elbv2Operations } from './operations.ts';
import { checkTags, withTags } from './tag-set.ts';

const MOST_ARNS = 20;

/** The tags of a resource of any kind, and a way to replace them. */
function tagged(region: Region, arn: string): { tags: Tag[]; store: (tags: Tag[]) => void } {
  const kind = kindOf(arn);
  if (!kind)
    throw validationError(`'${arn}' is not a valid load balancer, listener, rule, target group or trust store ARN`);
  const { tags } = existing(region, kind, arn);
  return {
    tags,
    store: (tags) => {
      region[kind].update(arn, (draft) => {
        draft.tags = tags;
      });
    },
  };
}

function arnsOf(arns: string[] | undefined): string[] {
  if (!arns?.length) throw validationError('You must specify at least one resource ARN');
  if (arns.length > MOST_ARNS) throw validationError(`You cannot specify more than ${MOST_ARNS} resource ARNs`);
  return arns;
}

function checkReserved(keys: readonly string[]): void {
  if (keys.some((key) => key.toLowerCase().startsWith('aws:'))) {
    throw validationError("Tag keys starting with 'aws:' are reserved for internal use");
  }
}

export const operations = {
  AddTags(region: Region, input) {
    const added = input.Tags ?? [];
    if (added.length === 0) throw validationError('You must specify at least one tag');
    checkReserved(added.map(({ Key = '' }) => Key));
    checkTags(added);
    for (const arn of arnsOf(input.ResourceArns)) {
      const { tags, store } = tagged(region, arn);
      const all = withTags(tags, added);
      checkTags(all);
      store(all);
    }
    return {};
  },

  RemoveTags(region: Region, input) {
    const keys = new Set(input.TagKeys ?? []);
    if (keys.size === 0) throw validationError('You must specify at least one tag key');
    checkReserved([...keys]);
    for (const arn of arnsOf(input.ResourceArns)) {
      const { tags, store } = tagged(region, arn);
      store(tags.filter(({ Key = '' }) => !keys.has(Key)));
    }
    return {};
  },

  DescribeTags(region: Region, input) {
    const TagDescriptions = arnsOf(input.ResourceArns).map((ResourceArn) => ({
      ResourceArn,
      Tags: tagged(region, ResourceArn).tags,
    }));
    return { TagDescriptions };
  },
} satisfies Elbv2Operations;
