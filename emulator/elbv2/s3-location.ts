import type { TrustStoreRecord } from '../records.ts';
import type { Region } from '../state.ts';

/** Whether S3 allows a bucket of this name. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const isBucketName = (name: string): boolean => /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name);

/** The URI that a file in S3 is read at. */
export function s3Location({ name }: Region, { bucket, key, version }: TrustStoreRecord['bundle']): string {
  const query = version === undefined ? '' : `?versionId=${encodeURIComponent(version)}`;
  return `https://${bucket}.s3.${name}.amazonaws.com/${key.split('/').map(encodeURIComponent).join('/')}${query}`;
}
