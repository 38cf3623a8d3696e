import { BreakfixError } from '../lib/error.ts';
import { QUOTAS as CLOUDFORMATION } from './cloudformation/quota.ts';
import { QUOTAS as EC2 } from './ec2/quota.ts';
import { GRANTABLE } from './elbv2/account-limit.ts';
import type { Quota } from './quota.ts';
import type { Quotas } from './state.ts';

const NAMED: Readonly<Record<string, Quota>> = { ...EC2, ...CLOUDFORMATION };

/** The names of all quotas that can be granted. */
const NAMES: readonly string[] = [...Object.keys(NAMED), ...Object.keys(GRANTABLE)];

/** More than anything here can hold. */
const MOST = 1_000_000;

/** Quotas as a person writes them, such as `vpcs=20`. Throws BreakfixError QUOTA. */
export function quotasFrom(texts: readonly string[]): Quotas {
  const entries = texts.map((text) => {
    const [name = '', value = '', ...more] = text.split('=');
    if (more.length > 0 || !/^\d+$/.test(value)) throw unusable(`'${text}' names no quota with its value.`);
    return [name, Number(value)];
  });
  return checkedQuotas(Object.fromEntries(entries));
}

/** The same value, once every quota of it is known to be one. Throws BreakfixError QUOTA. */
export function checkedQuotas(quotas: unknown): Quotas {
  if (typeof quotas !== 'object' || quotas === null || Array.isArray(quotas)) {
    throw unusable('Quotas are numbers by name.');
  }
  for (const [name, value] of Object.entries(quotas)) {
    if (!NAMES.includes(name)) throw unusable(`There is no quota '${name}'.`);
    if (Number.isInteger(value) && value >= 1 && value <= MOST) continue;
    throw unusable(`The quota ${name} must be a whole number from 1 to ${MOST}, not ${value}.`);
  }
  return quotas as Quotas;
}

const unusable = (what: string) =>
  new BreakfixError('QUOTA', what, `--quota vpcs=20; the quotas are ${NAMES.join(', ')}`, 64);

/** The quota that a text, such as the reason of a failed resource, says has been reached. */
export function quotaReachedIn(text: string): { readonly name: string; readonly quota: Quota } | undefined {
  const found = Object.entries(NAMED).find(([, { message }]) => says(message, text));
  return found && { name: found[0], quota: found[1] };
}

/** Values and ids in a message may be any. */
function says(message: Quota['message'], text: string): boolean {
  if (typeof message === 'string') return text.includes(message);
  const [before = '', after = ''] = message(Number.NaN, 'NaN').split('NaN');
  return text.includes(before) && text.includes(after);
}
