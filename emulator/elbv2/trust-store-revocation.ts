import type { RevocationContent } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';
import type { TrustStoreRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { checkLimit } from './account-limit.ts';
import { oneOf, validationError } from './constraint.ts';
import { existing, pageOf } from './existing.ts';
import type { Elbv2Operations } from './operations.ts';
import { isBucketName, s3Location } from './s3-location.ts';

type Revocation = TrustStoreRecord['revocations'][number];

function contentOf({ S3Bucket: bucket, S3Key: key, S3ObjectVersion: version }: RevocationContent) {
  if (!bucket) throw validationError('A revocation file S3 bucket must be specified');
  if (!key) throw validationError('A revocation file S3 key must be specified');
  if (isBucketName(bucket)) return { bucket, key, version };
  throw new AwsError('RevocationContentNotFound', `Revocation file '${bucket}/${key}' not found`);
}

/** A revocation file as the trust store has it. Nothing is read: a file counts as one entry. */
function revocationOf(content: RevocationContent, TrustStoreArn: string, first: number, index: number): Revocation {
  const { RevocationType = 'CRL' } = content;
  oneOf('revocationContents.1.member.revocationType', RevocationType, ['CRL']);
  const RevocationId = first + index;
  return { TrustStoreArn, RevocationId, RevocationType, NumberOfRevokedEntries: 1, content: contentOf(content), first };
}

/** The revocations with these ids; AWS's error for one that the trust store does not have. */
function withIds({ revocations, TrustStoreArn }: TrustStoreRecord, ids: readonly number[]): Revocation[] {
  return ids.map((id) => {
    const found = revocations.find(({ RevocationId }) => RevocationId === id);
    if (found) return found;
    throw new AwsError('RevocationIdNotFound', `Revocation ID '${id}' not found in trust store '${TrustStoreArn}'`);
  });
}

function store(region: Region, record: TrustStoreRecord, revocations: Revocation[]): void {
  const TotalRevokedEntries = revocations.reduce((sum, each) => sum + (each.NumberOfRevokedEntries ?? 0), 0);
  region.trustStores.put(record.TrustStoreArn!, { ...record, revocations, TotalRevokedEntries });
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/configuring-mtls-with-elb.html */
export const operations = {
  AddTrustStoreRevocations(region: Region, { TrustStoreArn, RevocationContents = [] }) {
    const record = existing(region, 'trustStores', TrustStoreArn);
    if (RevocationContents.length === 0) throw validationError('A revocation file must be specified');
    const first = Math.max(0, ...record.revocations.map(({ RevocationId = 0 }) => RevocationId)) + 1;
    const added = RevocationContents.map((each, index) => revocationOf(each, TrustStoreArn!, first, index));
    const revocations = [...record.revocations, ...added];
    checkLimit(region, 'revocation-lists-per-trust-store', revocations.length, (most) => {
      const message = `The maximum number of revocation files '${most}' has been reached for trust store '${TrustStoreArn}'`;
      return new AwsError('TooManyTrustStoreRevocationEntries', message);
    });
    store(region, record, revocations);
    return { TrustStoreRevocations: added };
  },

  DescribeTrustStoreRevocations(region: Region, input) {
    const record = existing(region, 'trustStores', input.TrustStoreArn);
    const named = input.RevocationIds?.length ? withIds(record, input.RevocationIds) : record.revocations;
    const { page, NextMarker } = pageOf(named, input);
    return { TrustStoreRevocations: page, NextMarker };
  },

  RemoveTrustStoreRevocations(region: Region, { TrustStoreArn, RevocationIds = [] }) {
    const record = existing(region, 'trustStores', TrustStoreArn);
    if (RevocationIds.length === 0) throw validationError('A revocation ID must be specified');
    const gone = withIds(record, RevocationIds);
    store(
      region,
      record,
      record.revocations.filter((each) => !gone.includes(each)),
    );
    return {};
  },

  GetTrustStoreRevocationContent(region: Region, { TrustStoreArn, RevocationId = 0 }) {
    const [revocation] = withIds(existing(region, 'trustStores', TrustStoreArn), [RevocationId]);
    return { Location: s3Location(region, revocation!.content) };
  },
} satisfies Elbv2Operations;
