import { AwsError } from '../error.ts';
import { isRegion, regionNames } from '../regions.ts';

/** What a signature says of its request: who, where, and of which service. */
export interface CredentialScope {
  readonly accessKeyId: string | undefined;
  readonly region: string;
  /** The signing name, such as `ec2`; undefined for a request that is not signed. */
  readonly service: string | undefined;
}

const CREDENTIAL = /\bCredential=([^/,\s]+)\/(\d{8})\/([^/,\s]*)\/([^/,\s]+)\/aws4_request\b/;

/**
 * Reads the scope from an Authorization header. The signature itself is not verified, but a Region that is none is refused as AWS
 * refuses it. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
export function credentialScope(authorization: string | undefined): CredentialScope {
  const match = CREDENTIAL.exec(authorization ?? '');
  const [, accessKeyId, , region, service] = match ?? [];
  if (region === undefined) return { accessKeyId, region: 'us-east-1', service };
  if (!isRegion(region)) {
    const has = `The local AWS has ${regionNames().join(', ')}.`;
    throw new AwsError('SignatureDoesNotMatch', `Credential should be scoped to a valid region. ${has}`, 403);
  }
  return { accessKeyId, region, service };
}
