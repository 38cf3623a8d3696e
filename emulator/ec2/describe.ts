import type { Filter, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';

/** The values of a record that a filter compares with; several when the field is a list. */
export type FilterValues<T> = (record: T) => readonly (string | number | boolean | undefined)[];

interface DescribeRequest {
  Filters?: Filter[] | undefined;
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
}

interface DescribeOptions<T> {
  /** The ids that the caller named; each must exist. */
  ids?: readonly string[] | undefined;
  idOf: (record: T) => string;
  /** AWS's error code for an unknown id, such as `InvalidVpcID.NotFound`. */
  notFound: string;
  /** What the message of that error calls the resource, such as `vpc ID`, or the message for one id. */
  noun: string | ((id: string) => string);
  filters: Record<string, FilterValues<T>>;
  /** The smallest and largest MaxResults that the operation documents. */
  pageSize?: readonly [number, number];
}

/**
 * Selects records as EC2's Describe operations do: by id, by filters with `*` and `?`, page by page.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html
 */
export function describe<T>(
  records: readonly T[],
  input: DescribeRequest,
  options: DescribeOptions<T>,
): { page: T[]; NextToken: string | undefined } {
  const selected = byId(records, options).filter(matcher(input.Filters, options.filters));
  return paginate(selected, input, options.pageSize);
}

function byId<T>(records: readonly T[], { ids, idOf, notFound, noun }: DescribeOptions<T>): readonly T[] {
  if (!ids?.length) return records;
  const wanted = new Set(ids);
  const known = new Map<string, T>();
  for (const record of records) if (wanted.has(idOf(record))) known.set(idOf(record), record);
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length > 0) {
    const what = typeof noun === 'function' ? noun(missing[0]!) : doNotExist(noun, missing);
    throw new AwsError(notFound, what);
  }
  return [...wanted].map((id) => known.get(id)!);
}

function doNotExist(noun: string, ids: string[]): string {
  if (ids.length === 1) return `The ${noun} '${ids[0]}' does not exist`;
  return `The ${noun}s '${ids.join(', ')}' do not exist`;
}

/** A record passes when for each filter one of its values matches one of the filter's. Tag filters work on `Tags` or `TagSet`. */
export function matcher<T>(
  filters: Filter[] | undefined,
  known: Record<string, FilterValues<T>>,
): (record: T) => boolean {
  const tests = (filters ?? []).map((filter) => {
    const name = filter.Name ?? '';
    const valuesOf = known[name] ?? tagFilter<T>(name);
    if (!valuesOf) throw new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`);
    if (!filter.Values?.length) throw new AwsError('InvalidParameterValue', `The filter '${name}' requires a value`);
    const patterns = filter.Values.map(wildcard);
    return (record: T) =>
      valuesOf(record).some((value) => value !== undefined && patterns.some((pattern) => pattern.test(String(value))));
  });
  return (record) => tests.every((test) => test(record));
}

function tagFilter<T>(name: string): FilterValues<T> | undefined {
  const tagsOf = (record: T) => {
    const { Tags, TagSet } = record as { Tags?: Tag[]; TagSet?: Tag[] };
    return Tags ?? TagSet ?? [];
  };
  if (name === 'tag-key') return (record) => tagsOf(record).map((tag) => tag.Key);
  if (name === 'tag-value') return (record) => tagsOf(record).map((tag) => tag.Value);
  if (!name.startsWith('tag:')) return undefined;
  const key = name.slice('tag:'.length);
  return (record) => tagsOf(record).flatMap((tag) => (tag.Key === key ? [tag.Value ?? ''] : []));
}

function wildcard(value: string): RegExp {
  const source = value.replace(/\\?[\s\S]/g, (token) => {
    if (token === '*') return '.*';
    if (token === '?') return '.';
    const literal = token.length === 2 ? token[1]! : token;
    return literal.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 's');
}

/** One page; the token is opaque to the client and is refused when it is not one of ours. */
export function paginate<T>(
  records: readonly T[],
  input: { MaxResults?: number | undefined; NextToken?: string | undefined },
  [smallest, largest]: readonly [number, number] = [5, 1000],
): { page: T[]; NextToken: string | undefined } {
  const size = input.MaxResults;
  if (size !== undefined && (size < smallest || size > largest)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value between ${smallest} and ${largest}.`,
    );
  }
  const start = input.NextToken ? offsetOf(input.NextToken) : 0;
  const end = size === undefined ? records.length : start + size;
  return { page: records.slice(start, end), NextToken: end < records.length ? tokenOf(end) : undefined };
}

const tokenOf = (offset: number) => Buffer.from(`offset:${offset}`).toString('base64url');

function offsetOf(token: string): number {
  const match = /^offset:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (!match) throw new AwsError('InvalidParameterValue', `Unable to parse NextToken '${token}'`);
  return Number(match[1]);
}
