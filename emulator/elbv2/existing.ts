import { AwsError } from '../error.ts';
import type { Records } from '../records.ts';
import type { Region } from '../state.ts';
import { validationError } from './constraint.ts';

/** How AWS names each kind of resource in ARNs and in errors. */
const KINDS = {
  loadBalancers: { segment: 'loadbalancer', code: 'LoadBalancerNotFound', noun: 'load balancer' },
  listeners: { segment: 'listener', code: 'ListenerNotFound', noun: 'listener' },
  rules: { segment: 'listener-rule', code: 'RuleNotFound', noun: 'rule' },
  targetGroups: { segment: 'targetgroup', code: 'TargetGroupNotFound', noun: 'target group' },
  trustStores: { segment: 'truststore', code: 'TrustStoreNotFound', noun: 'trust store' },
} as const;

export type Kind = keyof typeof KINDS;

/** The kind of resource that an ARN names, or undefined when it is no ARN of Elastic Load Balancing. */
export function kindOf(arn: string): Kind | undefined {
  const segment = /^arn:aws[\w-]*:elasticloadbalancing:[\w-]+:\d{12}:([\w-]+)\/./.exec(arn)?.[1];
  return (Object.keys(KINDS) as Kind[]).find((kind) => KINDS[kind].segment === segment);
}

/** The ARN of a resource; `path` is what follows the kind's segment. */
export function arnOf(region: Region, kind: Kind, path: string): string {
  return `arn:aws:elasticloadbalancing:${region.name}:${region.accountId}:${KINDS[kind].segment}/${path}`;
}

/** What follows the kind's segment in an ARN: `app/name/id` of a load balancer. */
export const pathOf = (arn: string): string => arn.split(':').slice(5).join(':').split('/').slice(1).join('/');

/** The resource with this ARN; AWS's errors for an ARN of another kind and for one that names nothing. */
export function existing<K extends Kind>(region: Region, kind: K, arn: string | undefined): Records[K] {
  checkArn(kind, arn);
  const record = region[kind].get(arn);
  if (record) return record as Records[K];
  throw new AwsError(KINDS[kind].code, `One or more ${KINDS[kind].noun}s not found`);
}

/** Refuses an ARN that cannot name a resource of this kind. */
export function checkArn(kind: Kind, arn: string | undefined): asserts arn is string {
  if (arn === undefined || kindOf(arn) !== kind) {
    throw validationError(`'${arn ?? ''}' is not a valid ${KINDS[kind].noun} ARN`);
  }
}

/** One page as Elastic Load Balancing pages: PageSize from 1 to 400, and a Marker that is opaque to the client. */
export function pageOf<T>(
  records: readonly T[],
  { Marker, PageSize }: { Marker?: string | undefined; PageSize?: number | undefined },
): { page: T[]; NextMarker: string | undefined } {
  if (PageSize !== undefined && (PageSize < 1 || PageSize > 400)) {
    throw validationError('The page size must be between 1 and 400');
  }
  const start = Marker
    ? Number(/^after:(\d+)$/.exec(Buffer.from(Marker, 'base64url').toString())?.[1] ?? Number.NaN)
    : 0;
  if (Number.isNaN(start)) throw validationError('The marker is not valid');
  const end = start + (PageSize ?? 400);
  const NextMarker = end < records.length ? Buffer.from(`after:${end}`).toString('base64url') : undefined;
  return { page: records.slice(start, end), NextMarker };
}
