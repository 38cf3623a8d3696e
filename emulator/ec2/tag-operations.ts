import type { Tag, TagDescription } from '@aws-sdk/client-ec2';
import type { Collection } from '../collection.ts';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { describe } from './describe.ts';
import { find, invalid, KINDS, type KindName, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html */
const TAGS_PER_RESOURCE = 50;
const LONGEST_KEY = 127;
const LONGEST_VALUE = 255;

export const operations = {
  CreateTags(region, input) {
    const tags = required(input.Tags, 'Tags').map(({ Key, Value }) => ({
      Key: required(Key, 'Key'),
      Value: Value ?? '',
    }));
    checkTags(tags);
    for (const id of required(input.Resources, 'Resources')) {
      changeTags(region, id, (before) => {
        const kept = before.filter((each) => !tags.some(({ Key }) => Key === each.Key));
        return checkCount([...kept, ...tags]);
      });
    }
    return {};
  },

  /** Without tags all go, except AWS's own; a tag given with a value goes only where it has that value. */
  DeleteTags(region, input) {
    const tags = input.Tags ?? [];
    refuseReserved(tags);
    const doomed = (each: Tag) =>
      tags.length === 0
        ? !isReserved(each)
        : tags.some(({ Key, Value }) => Key === each.Key && (Value === undefined || Value === each.Value));
    for (const id of required(input.Resources, 'Resources')) {
      changeTags(region, id, (before) => before.filter((each) => !doomed(each)));
    }
    return {};
  },

  DescribeTags(region, input) {
    const { page, NextToken } = describe(allTags(region), input, {
      idOf: (tag) => tag.ResourceId ?? '',
      notFound: 'InvalidID',
      noun: 'ID',
      filters: {
        key: (tag) => [tag.Key],
        'resource-id': (tag) => [tag.ResourceId],
        'resource-type': (tag) => [tag.ResourceType],
        value: (tag) => [tag.Value],
      },
    });
    return { Tags: page, NextToken };
  },
} satisfies Ec2Operations;

const isReserved = ({ Key }: Tag) => Key?.toLowerCase().startsWith('aws:') === true;

function refuseReserved(tags: readonly Tag[]): void {
  if (tags.some(isReserved)) throw invalid(`Tag keys starting with 'aws:' are reserved for internal use`);
}

function checkTags(tags: readonly Required<Tag>[]): void {
  refuseReserved(tags);
  const keys = tags.map(({ Key }) => Key);
  const duplicate = keys.find((key, index) => keys.indexOf(key) < index);
  if (duplicate !== undefined) throw invalid(`Duplicate tag key '${duplicate}' specified.`);
  for (const { Key = '', Value = '' } of tags) {
    if (Key.length > LONGEST_KEY) {
      throw invalid(`Tag key exceeds the maximum length of ${LONGEST_KEY} characters`);
    }
    if (Value.length > LONGEST_VALUE) {
      throw invalid(`Tag value exceeds the maximum length of ${LONGEST_VALUE} characters`);
    }
  }
}

function checkCount(tags: Tag[]): Tag[] {
  if (tags.filter((each) => !isReserved(each)).length <= TAGS_PER_RESOURCE) return tags;
  throw new AwsError('TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.');
}

type Change = (before: Tag[]) => Tag[];

/** Network interfaces call their tags TagSet; all other resources call them Tags. */
type Tagged = { Tags?: Tag[]; TagSet?: Tag[] } & { [Id in (typeof KINDS)[KindName]['id']]?: string };

const NAMES = Object.keys(KINDS) as KindName[];

const collectionOf = (region: Region, name: KindName) => region[name] as unknown as Collection<Tagged>;

function changeTags(region: Region, id: string, change: Change): void {
  const prefix = id.slice(0, id.lastIndexOf('-'));
  const name = NAMES.find((each) => KINDS[each].prefix === prefix);
  if (!name) throw new AwsError('InvalidID', `The ID '${id}' is not valid`);
  find(region, name, id);
  collectionOf(region, name).update(id, (draft) => {
    const member = 'TagSet' in draft ? 'TagSet' : 'Tags';
    draft[member] = change(draft[member] ?? []);
  });
}

function allTags(region: Region): TagDescription[] {
  const described = (ResourceId: string, ResourceType: TagDescription['ResourceType'], tags: readonly Tag[]) =>
    tags.map(({ Key, Value }): TagDescription => ({ ResourceId, ResourceType, Key, Value }));
  return NAMES.flatMap((name) =>
    collectionOf(region, name)
      .values()
      .flatMap((record) =>
        described(record[KINDS[name].id] ?? '', KINDS[name].type, record.Tags ?? record.TagSet ?? []),
      ),
  );
}
