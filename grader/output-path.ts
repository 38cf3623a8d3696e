/** One step from an answer to a value in it: a member's name, or an element of a list. */
export type Step = string | { readonly index: number; readonly of: readonly unknown[] };

/** Every text in an answer, with the way to it. */
export function* leaves(
  value: unknown,
  path: readonly Step[] = [],
): Generator<{ value: string; path: readonly Step[] }> {
  if (typeof value === 'string') {
    yield { value, path };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* leaves(item, [...path, { index, of: value }]);
  } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const [name, item] of Object.entries(value)) yield* leaves(item, [...path, name]);
  }
}

/** Members that say which element of a list is meant, and say the same in another deployment of the same stack. */
const TELLING = [
  'Main',
  'IsDefault',
  'Priority',
  'Egress',
  'RuleNumber',
  'RuleAction',
  'IsEgress',
  'IpProtocol',
  'Protocol',
  'Port',
  'FromPort',
  'ToPort',
  'CidrBlock',
  'CidrIpv4',
  'DestinationCidrBlock',
];

/**
 * The JMESPath expression for a way into an answer. An element of a list with several is described by what it says
 * about itself (`Rules[?Priority=='10'] | [0].RuleArn`), because its position may be another in the learner's account;
 * `translate` gives what an id of this account is called there, or undefined where that is not known.
 */
export function query(path: readonly Step[], translate: (id: string) => string | undefined): string {
  return path
    .map((step, i) => {
      if (typeof step === 'string') return i === 0 || step === '' ? step : `.${step}`;
      if (step.of.length === 1) return '[0]';
      const condition = describe(step.index, step.of, translate);
      return condition === undefined ? `[${step.index}]` : `[?${condition}] | [0]`;
    })
    .join('');
}

/** The fewest conditions that hold for one element of the list only. */
function describe(index: number, list: readonly unknown[], translate: (id: string) => string | undefined) {
  const element = list[index];
  if (!isRecord(element)) return undefined;
  let others = list.filter((item, i): item is Record<string, unknown> => i !== index && isRecord(item));
  const conditions: string[] = [];
  for (const { name, literal } of tellingMembers(element, translate)) {
    const alike = others.filter((other) => other[name] === element[name]);
    if (alike.length === others.length) continue;
    others = alike;
    conditions.push(`${name}==${literal}`);
    if (others.length === 0) return conditions.join(' && ');
  }
  return undefined;
}

function tellingMembers(element: Record<string, unknown>, translate: (id: string) => string | undefined) {
  const members = Object.entries(element).flatMap(([name, value]) => {
    const id = typeof value === 'string' ? translate(value) : undefined;
    if (id !== undefined) return [{ name, literal: `'${id}'`, rank: -1 }];
    const rank = TELLING.indexOf(name);
    if (rank < 0) return [];
    if (typeof value === 'string') return [{ name, literal: `'${value}'`, rank }];
    return typeof value === 'number' || typeof value === 'boolean' ? [{ name, literal: `\`${value}\``, rank }] : [];
  });
  return members.sort((a, b) => a.rank - b.rank);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
