import type { Certificate } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';

/** The ARN of a certificate, which must be one of AWS Certificate Manager's or of IAM's. */
export function checkCertificate({ CertificateArn = '' }: Certificate): string {
  if (/^arn:aws[\w-]*:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/.test(CertificateArn)) return CertificateArn;
  if (/^arn:aws[\w-]*:iam::\d{12}:server-certificate\/[\w+=,.@/-]+$/.test(CertificateArn)) return CertificateArn;
  throw new AwsError('CertificateNotFound', `Certificate ARN '${CertificateArn}' is not valid`);
}
