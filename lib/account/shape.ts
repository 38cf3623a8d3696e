/**
 * What must hold of a field where it is given: a text, a whole number, a flag, a list whose elements have a shape, or a shape of its
 * own. A shape names the fields that matter; all others may be anything.
 */
export type Field<T> = [T] extends [string | Date]
  ? 'text'
  : [T] extends [number]
    ? 'number'
    : [T] extends [boolean]
      ? 'flag'
      : [T] extends [readonly (infer Element)[]]
        ? readonly [Field<Element>]
        : Shape<T>;

export type Shape<T> = { readonly [Name in keyof T]?: Field<NonNullable<T[Name]>> };

/** A shape that is known only at run time. */
export type AnyField = 'text' | 'number' | 'flag' | readonly [AnyField] | { readonly [name: string]: AnyField };

const NAMES = { text: 'text', number: 'a whole number', flag: 'true or false' } as const;

/** What is wrong with a value, as the end of a sentence that begins with the way to it; undefined when it has the shape. */
export function faultIn(value: unknown, field: AnyField): string | undefined {
  if (value === undefined) return undefined;
  if (typeof field === 'string')
    return isSimple(value, field) ? undefined : ` is ${kindOf(value)}, not ${NAMES[field]}`;
  if (isListField(field)) return faultInList(value, field[0]);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ` is ${kindOf(value)}, not an object`;
  for (const name in field) {
    const fault = faultIn((value as Record<string, unknown>)[name], field[name]!);
    if (fault !== undefined) return `.${name}${fault}`;
  }
  return undefined;
}

function faultInList(value: unknown, field: AnyField): string | undefined {
  if (!Array.isArray(value)) return ` is ${kindOf(value)}, not a list`;
  for (let i = 0; i < value.length; i++) {
    const fault = faultIn(value[i], field);
    if (fault !== undefined) return `[${i}]${fault}`;
  }
  return undefined;
}

function isSimple(value: unknown, field: keyof typeof NAMES): boolean {
  if (field === 'text') return typeof value === 'string';
  return field === 'number' ? Number.isInteger(value) : typeof value === 'boolean';
}

/** Of a value, only what a shape names. What is not of the shape is left as it is, for `faultIn` to find. */
export function withinShape(value: unknown, field: AnyField): unknown {
  if (typeof field === 'string' || typeof value !== 'object' || value === null) return value;
  if (isListField(field)) return Array.isArray(value) ? value.map((each) => withinShape(each, field[0])) : value;
  if (Array.isArray(value)) return value;
  const kept: Record<string, unknown> = {};
  for (const name in field) {
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined) kept[name] = withinShape(member, field[name]!);
  }
  return kept;
}

const isListField = (field: AnyField): field is readonly [AnyField] => Array.isArray(field);

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return { string: 'text', number: 'a number', object: 'an object' }[typeof value as string] ?? '';
}
