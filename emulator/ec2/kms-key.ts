import { createHash } from 'node:crypto';
import type { Region } from '../state.ts';

/** The key of AWS's own that encrypts what no other key is named for. https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html */
export const AWS_MANAGED_KEY = 'alias/aws/ebs';

/** The ARN of a key that is named by id, alias or ARN. No key is looked for: an alias always names the same made-up one. */
export function kmsKeyArn({ name, accountId }: Region, key: string): string {
  if (/^arn:[^:]+:kms:[^:]+:\d+:key\//.test(key)) return key;
  const alias = key.replace(/^arn:[^:]+:kms:[^:]+:\d+:/, '');
  const id = alias.startsWith('alias/') ? uuidOf(`${name} ${accountId} ${alias}`) : alias;
  return `arn:aws:kms:${name}:${accountId}:key/${id}`;
}

/** Whether it is the key that AWS keeps for the account, which nothing encrypted with can be shared. */
export const isAwsManaged = (region: Region, arn: string | undefined): boolean =>
  arn === kmsKeyArn(region, AWS_MANAGED_KEY);

function uuidOf(text: string): string {
  const digits = createHash('sha256').update(text).digest('hex');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}
