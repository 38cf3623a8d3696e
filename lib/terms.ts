import { createHash } from 'node:crypto';
import type { Tag } from '@aws-sdk/client-cloudformation';
import { BreakfixError } from './error.ts';
import { SEED_TAG, tagValue, VARIANT_TAG } from './place.ts';

/** What a lab has beside what it needs: harmless, free of charge, and never the answer. */
export const DECOYS = ['security group', 'route table', 'target group'] as const;
type Decoy = (typeof DECOYS)[number];

/** What differs from one deployment of a scenario to the next. The same seed always gives the same. */
export interface Terms<Variant extends string = string, Port extends string = string> {
  readonly seed: string;
  readonly variant: Variant;
  /** The first two octets of the VPC's addresses: `10.20`. */
  readonly net: string;
  /** The first two octets of a second VPC's, where the scenario has one. */
  readonly farNet: string;
  /** Which of the Region's first two zones the subnets called "a" are in. */
  readonly zone: 0 | 1;
  /** TCP ports by the names that the scenario gives them. */
  readonly port: Readonly<Record<Port, number>>;
  readonly decoy: Decoy;
}

/** What terms are drawn from: a scenario's variants, and the ports that each of its services may listen on. */
export interface Choices {
  readonly id: string;
  readonly variants: readonly string[];
  readonly ports: Readonly<Record<string, readonly number[]>>;
}

/** The seed of a stack that was deployed without one, as by `cdk deploy`. */
export const DEFAULT_SEED = 'breakfix';

/** Second octets: out of the way of default VPCs, of networks that tickets speak of, and of each other. */
const NEAR = { first: 20, count: 60 };
const FAR = { first: 120, count: 60 };

/** Draws a scenario's terms. A BreakfixError refuses a seed of another form, and a variant that is not there. */
export function drawTerms(
  { id, variants, ports }: Choices,
  seed: string = DEFAULT_SEED,
  variant: string = pick(seed, `${id} variant`, variants),
): Terms {
  if (!/^[A-Za-z0-9-]{1,40}$/.test(seed)) {
    const what = `${JSON.stringify(seed.slice(0, 60))} is no seed.`;
    throw new BreakfixError('BAD_SEED', what, 'up to 40 letters, digits and hyphens', 64);
  }
  if (!variants.includes(variant)) {
    const known = variants.join(', ');
    throw new BreakfixError('UNKNOWN_VARIANT', `${id} has no variant ${variant}.`, `choose one of ${known}`, 64);
  }
  const draw = (what: string, count: number) => number(seed, `${id} ${what}`) % count;
  return {
    seed,
    variant,
    net: `10.${NEAR.first + draw('net', NEAR.count)}`,
    farNet: `10.${FAR.first + draw('far net', FAR.count)}`,
    zone: draw('zone', 2) === 0 ? 0 : 1,
    port: Object.fromEntries(
      Object.entries(ports).map(([name, choices]) => [name, pick(seed, `${id} port ${name}`, choices)]),
    ),
    decoy: pick(seed, `${id} decoy`, DECOYS),
  };
}

/** The terms on which a stack was deployed, from its tags. */
export function termsOf(choices: Choices, tags: readonly Tag[] = []): Terms {
  return drawTerms(choices, tagValue(tags, SEED_TAG), tagValue(tags, VARIANT_TAG));
}

/** Puts the terms for `{{net}}`, `{{farNet}}` and `{{port.name}}`; what else stands in such braces is left alone. */
export function fill(text: string, { net, farNet, port }: Terms): string {
  const values: Readonly<Record<string, string>> = {
    net,
    farNet,
    ...Object.fromEntries(Object.entries(port).map(([name, value]) => [`port.${name}`, `${value}`])),
  };
  return text.replaceAll(/\{\{([\w.]+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}

function pick<T>(seed: string, what: string, of: readonly T[]): T {
  return of[number(seed, what) % of.length]!;
}

function number(seed: string, what: string): number {
  return createHash('sha256').update(`${seed}\n${what}`).digest().readUInt32BE();
}
