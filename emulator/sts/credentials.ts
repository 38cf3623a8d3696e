import { randomBytes } from 'node:crypto';
import type { Credentials } from '@aws-sdk/client-sts';
import { AwsError } from '../error.ts';

/** Temporary credentials that look as STS makes them. Nothing checks them. */
export function temporaryCredentials(seconds: number): Credentials {
  return {
    AccessKeyId: uniqueId('ASIA'),
    SecretAccessKey: randomBytes(30).toString('base64'),
    SessionToken: randomBytes(240).toString('base64'),
    Expiration: new Date(Math.floor(Date.now() / 1000 + seconds) * 1000),
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes */
export function uniqueId(prefix: 'ASIA' | 'AROA'): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return prefix + Array.from(randomBytes(16), (byte) => letters[byte % 32]).join('');
}

/** The length of a session in seconds, within the limits that the operation documents. */
export function durationOf(asked: number | undefined, usual: number, longest: number): number {
  if (asked === undefined) return usual;
  if (asked < 900) throw outOfRange(asked, 'greater than or equal to 900');
  if (asked > longest) throw outOfRange(asked, `less than or equal to ${longest}`);
  return asked;
}

function outOfRange(value: number, limit: string): AwsError {
  return constraint(String(value), 'durationSeconds', `Member must have value ${limit}`);
}

export function constraint(value: string, member: string, rule: string): AwsError {
  return new AwsError(
    'ValidationError',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${rule}`,
  );
}
