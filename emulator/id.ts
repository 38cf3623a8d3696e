import { randomBytes } from 'node:crypto';

/** A resource id of AWS's longer form: the prefix, a hyphen and 17 hexadecimal digits. */
export function newId(prefix: string): string {
  return `${prefix}-0${randomBytes(8).toString('hex')}`;
}

/** The part of a load balancer's or target group's ARN that AWS makes up: 16 hexadecimal digits. */
export function newArnSuffix(): string {
  return randomBytes(8).toString('hex');
}
