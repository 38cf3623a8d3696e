import { AwsError } from '../error.ts';

/** What a signature says of its request: who, where, and of which service. */
export interface CredentialScope {
  readonly accessKeyId: string | undefined;
  readonly region: string;
  /** The signing name, such as `ec2`; undefined for a request that is not signed. */
  readonly service: string | undefined;
}

const CREDENTIAL = /\bCredential=([^/,\s]+)\/(\d{8})\/([^/,\s]*)\/([^/,\s]+)\/aws4_request\b/;
const REGION_NAME = /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/;

/** Reads the scope from an Authorization header. The signature itself is not verified. */
export function credentialScope(authorization: string | undefined): CredentialScope {
  const match = CREDENTIAL.exec(authorization ?? '');
  const [, accessKeyId, , region, service] = match ?? [];
  if (region === undefined) return { accessKeyId, region: 'us-east-1', service };
  if (region.length > 30 || !REGION_NAME.test(region)) {
    throw new AwsError('SignatureDoesNotMatch', 'Credential should be scoped to a valid region.', 403);
  }
  return { accessKeyId, region, service };
}
