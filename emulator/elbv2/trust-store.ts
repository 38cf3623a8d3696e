import type { CreateTrustStoreInput, ModifyTrustStoreInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';
import { newArnSuffix } from '../id.ts';
import type { TrustStoreRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { checkLimit } from './account-limit.ts';
import { checkName, validationError } from './constraint.ts';
import { arnOf, existing, pageOf } from './existing.ts';
import type { Elbv2Operations } from './operations.ts';
import { isBucketName, s3Location } from './s3-location.ts';
import { checkTags } from './tag-set.ts';

/** The CA certificates bundle that a request names. Nothing is read: a bundle counts as one certificate. */
function bundleOf(input: CreateTrustStoreInput | ModifyTrustStoreInput): TrustStoreRecord['bundle'] {
  const {
    CaCertificatesBundleS3Bucket: bucket,
    CaCertificatesBundleS3Key: key,
    CaCertificatesBundleS3ObjectVersion: version,
  } = input;
  if (!bucket) throw validationError('A CA certificates bundle S3 bucket must be specified');
  if (!key) throw validationError('A CA certificates bundle S3 key must be specified');
  if (isBucketName(bucket)) return { bucket, key, version };
  throw new AwsError('CaCertificatesBundleNotFound', `CA certificates bundle '${bucket}/${key}' not found`);
}

/** The listeners that verify clients' certificates with a trust store. */
function listenersUsing(region: Region, trustStoreArn: string | undefined): string[] {
  return region.listeners
    .filter(({ MutualAuthentication }) => MutualAuthentication?.TrustStoreArn === trustStoreArn)
    .flatMap(({ ListenerArn }) => ListenerArn ?? []);
}

function selected(region: Region, arns: string[] | undefined, names: string[] | undefined): TrustStoreRecord[] {
  if (arns?.length && names?.length) {
    throw validationError('Trust store names and trust store ARNs cannot be specified at the same time');
  }
  if (arns?.length) return arns.map((arn) => existing(region, 'trustStores', arn));
  if (!names?.length) return region.trustStores.values();
  const found = region.trustStores.filter(({ Name = '' }) => names.includes(Name));
  const missing = names.filter((name) => !found.some(({ Name }) => Name === name));
  if (missing.length === 0) return found;
  throw new AwsError('TrustStoreNotFound', `Trust stores '[${missing.join(', ')}]' not found`);
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/configuring-mtls-with-elb.html */
export const operations = {
  CreateTrustStore(region: Region, input) {
    checkName('The trust store name', input.Name);
    checkTags(input.Tags);
    const bundle = bundleOf(input);
    if (region.trustStores.find(({ Name }) => Name === input.Name)) {
      throw new AwsError('DuplicateTrustStoreName', `A trust store with the same name '${input.Name}' exists`);
    }
    checkLimit(region, 'trust-stores', region.trustStores.values().length + 1, (most) => {
      return new AwsError('TooManyTrustStores', `The maximum number of trust stores '${most}' has been reached`);
    });
    const TrustStoreArn = arnOf(region, 'trustStores', `${input.Name}/${newArnSuffix()}`);
    const record = region.trustStores.put(TrustStoreArn, {
      Name: input.Name,
      TrustStoreArn,
      Status: 'ACTIVE',
      NumberOfCaCertificates: 1,
      TotalRevokedEntries: 0,
      tags: input.Tags ?? [],
      bundle,
      revocations: [],
    });
    return { TrustStores: [{ ...record, Status: 'CREATING' }] };
  },

  DescribeTrustStores(region: Region, input) {
    const { page, NextMarker } = pageOf(selected(region, input.TrustStoreArns, input.Names), input);
    return { TrustStores: page, NextMarker };
  },

  /** Replaces the bundle; name, tags and revocations stay. */
  ModifyTrustStore(region: Region, input) {
    const before = existing(region, 'trustStores', input.TrustStoreArn);
    const record = region.trustStores.put(input.TrustStoreArn!, { ...before, bundle: bundleOf(input) });
    return { TrustStores: [record] };
  },

  DeleteTrustStore(region: Region, { TrustStoreArn }) {
    existing(region, 'trustStores', TrustStoreArn);
    if (listenersUsing(region, TrustStoreArn).length > 0) {
      throw new AwsError('TrustStoreInUse', `Trust store '${TrustStoreArn}' is currently in use by a listener`);
    }
    region.trustStores.delete(TrustStoreArn!);
    return {};
  },

  DescribeTrustStoreAssociations(region: Region, input) {
    existing(region, 'trustStores', input.TrustStoreArn);
    const { page, NextMarker } = pageOf(listenersUsing(region, input.TrustStoreArn), input);
    return { TrustStoreAssociations: page.map((ResourceArn) => ({ ResourceArn })), NextMarker };
  },

  GetTrustStoreCaCertificatesBundle(region: Region, { TrustStoreArn }) {
    return { Location: s3Location(region, existing(region, 'trustStores', TrustStoreArn).bundle) };
  },

  /** Takes the trust store away from another account's listener; every listener here is of the store's own account. */
  DeleteSharedTrustStoreAssociation(region: Region, { TrustStoreArn, ResourceArn = '' }) {
    existing(region, 'trustStores', TrustStoreArn);
    if (!listenersUsing(region, TrustStoreArn).includes(ResourceArn)) {
      const message = `The association of '${ResourceArn}' with trust store '${TrustStoreArn}' does not exist`;
      throw new AwsError('AssociationNotFound', message);
    }
    throw new AwsError(
      'DeleteAssociationSameAccount',
      `The association of '${ResourceArn}' is within the account of trust store '${TrustStoreArn}'`,
    );
  },

  /** The policy that AWS RAM puts on a shared trust store; one that is not shared has none. */
  GetResourcePolicy(region: Region, { ResourceArn = '' }) {
    if (region.trustStores.get(ResourceArn)) return { Policy: undefined };
    throw new AwsError('ResourceNotFound', `Resource '${ResourceArn}' not found`);
  },
} satisfies Elbv2Operations;
