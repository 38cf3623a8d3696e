import { randomBytes } from 'node:crypto';
import { AwsError } from '../error.ts';
import type { CloudFormationResource } from '../records.ts';
import { type ResourceRequest, type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';

/** A resource of a service of which only CloudFormation's part is here: it is a record that no other API reads or changes. */
export interface RecordKind<Properties> {
  /** The name that the template gives; what it leaves out is made up. */
  name(properties: Properties): string | undefined;
  /** The longest name, and what a name may consist of; a made-up name keeps to it. */
  readonly longest: number;
  readonly allowed: RegExp;
  readonly invalidName: string;
  /** Buckets alone are named in lower case. */
  readonly lowerCase?: true;
  /** Refuses what the service would refuse. `id` is that of the resource when it is being updated. */
  check?(region: Region, properties: Properties, id?: string): void;
  readonly duplicate: { readonly code: string; message(name: string, properties: Properties): string };
  /** The physical id, where it is not the name. */
  id?(record: CloudFormationResource, region: Region): string;
  /** What tells apart resources that share a physical id. */
  key?(properties: Properties): string;
  attributes?(record: CloudFormationResource, region: Region): Record<string, unknown>;
}

/** The resource of a type with this physical id. */
export function recordOf(region: Region, type: string, id: string | undefined): CloudFormationResource | undefined {
  return region.cloudFormationResources.get(`${type} ${id}`);
}

/** Every resource of a type. */
export const recordsOf = (region: Region, type: string): CloudFormationResource[] =>
  region.cloudFormationResources.filter((each) => each.type === type);

const plain = (properties: object) => ({ ...properties }) as Record<string, unknown>;

/** Makes resources of a type as records. */
export function recordType<Properties extends object>(type: string, kind: RecordKind<Properties>): ResourceType {
  const keyOf = (id: string, properties: Properties) => `${type} ${kind.key?.(properties) ?? id}`;
  const store = (region: Region, id: string, record: CloudFormationResource, properties: Properties) =>
    region.cloudFormationResources.put(keyOf(id, properties), { ...record, properties: plain(properties) });
  const { attributes } = kind;
  return resourceType<Properties>({
    create(region, properties, request) {
      const name = kind.name(properties) ?? generatedName(request, kind);
      checkName(name, kind);
      kind.check?.(region, properties);
      const record = { type, name, uniqueId: uniqueId(), created: new Date(), properties: plain(properties) };
      const id = kind.id?.(record, region) ?? name;
      if (region.cloudFormationResources.get(keyOf(id, properties))) {
        throw new AwsError(kind.duplicate.code, kind.duplicate.message(name, properties), 409);
      }
      store(region, id, record, properties);
      return id;
    },
    update(region, id, properties, previous) {
      kind.check?.(region, properties, id);
      const record = region.cloudFormationResources.get(keyOf(id, previous));
      if (!record)
        throw new AwsError('NotFound', `Resource of type '${type}' with identifier '${id}' was not found.`, 404);
      region.cloudFormationResources.delete(keyOf(id, previous));
      store(region, id, record, properties);
    },
    delete: (region, id, properties) => region.cloudFormationResources.delete(keyOf(id, properties)),
    ...(attributes && {
      attributes(region, id) {
        const record = recordOf(region, type, id);
        if (!record) throw new Error(`no ${type} ${id}`);
        return attributes(record, region);
      },
    }),
    read: (region, id, properties) => region.cloudFormationResources.get(keyOf(id, properties))?.properties,
  });
}

function checkName(
  name: string,
  { allowed, longest, invalidName }: { allowed: RegExp; longest: number; invalidName: string },
) {
  if (name.length > longest || !allowed.test(name))
    throw new AwsError(invalidName, `The specified name is not valid: ${name}`);
}

/**
 * Stack, logical id and twelve characters, the first two cut so that the whole is not too long.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html
 */
function generatedName(
  { stackName, logicalId }: ResourceRequest,
  { longest, lowerCase }: { longest: number; lowerCase?: true },
) {
  const room = longest - SUFFIX - 2;
  const short = Math.min(logicalId.length, Math.max(Math.floor(room / 2), room - stackName.length));
  const name = `${stackName.slice(0, room - short)}-${logicalId.slice(0, short)}-${uniqueId().slice(0, SUFFIX)}`;
  return lowerCase ? name.toLowerCase() : name;
}

const SUFFIX = 12;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Seventeen letters and digits, as in the ids of IAM and the suffixes of generated names. */
const uniqueId = () => [...randomBytes(17)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
