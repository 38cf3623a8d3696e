import { AwsError } from '../error.ts';
import { validationError } from './constraint.ts';

/** What an attribute holds at first, and what it may be set to: one of some words, a whole number in a range, or any text. */
export interface AttributeRule {
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

/** The attributes after a Modify request; `noun` and `owner` word the errors: `Load balancer`, `load balancers with type 'network'`. */
export function changedAttributes(
  current: Record<string, string>,
  requested: readonly Attribute[] | undefined,
  rules: AttributeRules,
  { noun, owner, known }: { noun: string; owner: string; known: ReadonlySet<string> },
): Record<string, string> {
  if (!requested?.length) throw validationError('You must specify at least one attribute');
  const changes = requested.map(({ Key = '', Value = '' }) => {
    if (!known.has(Key)) throw validationError(`${noun} attribute key '${Key}' is not recognized`);
    const rule = rules[Key];
    if (!rule) {
      const message = `${noun} attribute key '${Key}' is not supported on ${owner}`;
      throw new AwsError('InvalidConfigurationRequest', message);
    }
    check(noun, Key, Value, rule);
    return [Key, Value] as const;
  });
  return { ...current, ...Object.fromEntries(changes) };
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

/** Attributes as the Describe operations list them. */
export function listed(attributes: Record<string, string>): { Key: string; Value: string }[] {
  return Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
}
