import { type Intervals, same, union } from '../network/interval.ts';

/** Some fields, each with a set of values: every combination of them. */
export type Box<Field extends string> = { readonly [F in Field]: Intervals };

/** The same packets in fewer boxes: two that differ in one field only become one, until none do. */
export function merged<Field extends string, B extends Box<Field>>(boxes: readonly B[], fields: readonly Field[]): B[] {
  let rest = [...boxes];
  for (;;) {
    const joined: B[] = [];
    for (const box of rest) {
      const at = joined.findIndex((each) => differing(each, box, fields).length < 2);
      if (at < 0) joined.push(box);
      else joined[at] = join(joined[at]!, box, fields);
    }
    if (joined.length === rest.length) return joined;
    rest = joined;
  }
}

const differing = <Field extends string>(a: Box<Field>, b: Box<Field>, fields: readonly Field[]): Field[] =>
  fields.filter((field) => !same(a[field], b[field]));

function join<Field extends string, B extends Box<Field>>(a: B, b: B, fields: readonly Field[]): B {
  const [field] = differing<Field>(a, b, fields);
  return field === undefined ? a : { ...a, [field]: union([...a[field], ...b[field]]) };
}

/** `443,8000-8080` */
export const textOf = (set: Intervals): string =>
  set.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join();
