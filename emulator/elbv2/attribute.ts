import { AwsError } from '../error.ts';
import type { Records } from '../records.ts';
import type { Region } from '../state.ts';
import { validationError } from './constraint.ts';
import { existing } from './existing.ts';

/** What an attribute holds at first, and what it may be set to: one of some words, a whole number in a range, or any text. */
interface AttributeRule {
  readonly initial: string;
  readonly words?: readonly string[];
  readonly range?: readonly [number, number];
  /** Why it cannot be set, where AWS shows it but never changes it. */
  readonly fixed?: true;
}

export type AttributeRules = Readonly<Record<string, AttributeRule>>;

interface Attribute {
  Key?: string | undefined;
  Value?: string | undefined;
}

export const flag = (initial: boolean): AttributeRule => ({ initial: String(initial), words: ['true', 'false'] });
export const choice = (initial: string, ...others: string[]): AttributeRule => ({
  initial,
  words: [initial, ...others],
});
export const text = (initial = ''): AttributeRule => ({ initial });
export const range = (initial: number | string, smallest: number, largest: number): AttributeRule => ({
  initial: String(initial),
  range: [smallest, largest],
  words: typeof initial === 'string' ? [initial] : [],
});

/** The attributes of a new resource. */
export function initialAttributes(rules: AttributeRules): Record<string, string> {
  return Object.fromEntries(Object.entries(rules).map(([key, rule]) => [key, rule.initial]));
}

type Holder = 'loadBalancers' | 'listeners' | 'targetGroups';

/** Which attributes the resources of one kind have, and how errors speak of them. */
export interface AttributeSubject<Kind extends Holder> {
  readonly kind: Kind;
  readonly noun: string;
  rulesFor(record: Records[Kind]): AttributeRules;
  /** What does not support an attribute that others of its kind have: `load balancers with type 'network'`. */
  owner(record: Records[Kind]): string;
  readonly known: ReadonlySet<string>;
  /** What is wrong with the attributes as they would be after a change, where one of them depends on another or on its past. */
  conflict?(after: Values, before: Values): string | undefined;
}

export type Values = Readonly<Record<string, string>>;

/** The answer of a Describe…Attributes operation. */
export function describeAttributes(region: Region, kind: Holder, arn: string | undefined) {
  return { Attributes: listed(existing(region, kind, arn).attributes) };
}

/** Carries out a Modify…Attributes operation: all of the changes, or AWS's error. */
export function modifyAttributes<Kind extends Holder>(
  region: Region,
  subject: AttributeSubject<Kind>,
  arn: string | undefined,
  requested: readonly Attribute[] | undefined,
) {
  const record = existing(region, subject.kind, arn);
  if (!requested?.length) throw validationError('You must specify at least one attribute');
  const rules = subject.rulesFor(record);
  const changes = requested.map(({ Key = '', Value = '' }) => {
    if (!subject.known.has(Key)) throw validationError(`${subject.noun} attribute key '${Key}' is not recognized`);
    const rule = rules[Key];
    if (!rule) {
      const message = `${subject.noun} attribute key '${Key}' is not supported on ${subject.owner(record)}`;
      throw new AwsError('InvalidConfigurationRequest', message);
    }
    check(subject.noun, Key, Value, rule);
    return [Key, Value] as const;
  });
  const attributes = { ...record.attributes, ...Object.fromEntries(changes) };
  const conflict = subject.conflict?.(attributes, record.attributes);
  if (conflict !== undefined) throw new AwsError('InvalidConfigurationRequest', conflict);
  const holder: Holder = subject.kind;
  region[holder].update(arn ?? '', (draft) => {
    draft.attributes = attributes;
  });
  return { Attributes: listed(attributes) };
}

function check(
  noun: string,
  key: string,
  value: string,
  { initial, words, range: bounds, fixed }: AttributeRule,
): void {
  const subject = `${noun} attribute value '${value}' for key '${key}' is not valid`;
  if (fixed && value !== initial) throw validationError(`${subject}: it can't be changed from '${initial}'`);
  if (words?.includes(value)) return;
  if (bounds) {
    const [smallest, largest] = bounds;
    if (/^\d+$/.test(value) && Number(value) >= smallest && Number(value) <= largest) return;
    throw validationError(`${subject}: it must be between ${smallest} and ${largest} inclusive`);
  }
  if (words) throw validationError(`${subject}: it must be one of [${words.join(', ')}]`);
}

function listed(attributes: Record<string, string>): { Key: string; Value: string }[] {
  return Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
}
