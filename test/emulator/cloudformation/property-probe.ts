import { type PropertySpec, type PropertyType, propertiesOf } from '../../../emulator/cloudformation/spec.ts';

/** A text that means nothing: whoever reads the property it is put in either refuses it or keeps it. */
const PROBE = 'zz-probe';

type Values = Record<string, unknown>;

/** A property, or one inside it, and what to set it to. */
export interface Probe {
  /** From the outermost property to this one; in a list it is the first element's. */
  readonly path: readonly Step[];
  readonly values: readonly unknown[];
}

interface Step {
  readonly name: string;
  readonly list: boolean;
  /** What an object that is made on the way has to have. */
  readonly required: Values;
}

/** Every property that a type documents, down to the innermost. */
export function probesOf(properties: Record<string, PropertySpec>): Probe[] {
  return Object.entries(properties).flatMap(([name, { type }]) => probesAt([], name, type, []));
}

export const nameOf = ({ path }: Probe) => path.map(({ name }) => name).join('.');

function probesAt(outer: readonly Step[], name: string, type: PropertyType, within: readonly string[]): Probe[] {
  if (type.type === 'union') return type.types.flatMap((one) => probesAt(outer, name, one, within));
  const element = type.type === 'array' ? type.element : type;
  const isObject = element.type === 'ref' && !within.includes(element.reference.$ref);
  const required = isObject ? requiredOf(propertiesOf(element.reference)) : {};
  const path = [...outer, { name, list: type.type === 'array', required }];
  if (!isObject) return [{ path, values: valuesOf(type) }];
  return Object.entries(propertiesOf(element.reference)).flatMap(([inner, spec]) =>
    probesAt(path, inner, spec.type, [...within, element.reference.$ref]),
  );
}

/** The same properties with another value at a probe's place; objects that lead there are made where there are none. */
export function withValue(from: Values, [step, ...inner]: Probe['path'], value: unknown): Values {
  if (!step) return from;
  if (inner.length === 0) {
    const { [step.name]: _, ...others } = from;
    return value === undefined ? others : { ...others, [step.name]: value };
  }
  const there = step.list ? (from[step.name] as Values[] | undefined)?.[0] : (from[step.name] as Values | undefined);
  const made = withValue(there ?? step.required, inner, value);
  if (!step.list) return { ...from, [step.name]: made };
  return { ...from, [step.name]: [made, ...((from[step.name] as Values[] | undefined) ?? []).slice(1)] };
}

/** The same properties with all that leads to a probe's place, but without a new value there. */
export function withoutValue(from: Values, path: Probe['path']): Values {
  const now = path.reduce<unknown>((value, { name }, i) => {
    const object = i > 0 && path[i - 1]?.list ? (value as Values[] | undefined)?.[0] : value;
    return (object as Values | undefined)?.[name];
  }, from);
  const required = path.at(-2)?.required[path.at(-1)?.name ?? ''];
  return withValue(from, path, now ?? required);
}

function valuesOf(type: PropertyType): unknown[] {
  switch (type.type) {
    case 'number':
    case 'integer':
      return [7, 1];
    case 'boolean':
      return [true, false];
    case 'array':
      return valuesOf(type.element).map((value) => [value]);
    case 'tag':
      return [{ Key: PROBE, Value: PROBE }];
    case 'union':
      return type.types.flatMap(valuesOf);
    case 'ref':
      return [requiredOf(propertiesOf(type.reference))];
    case 'string':
    case 'date-time':
      return [PROBE, 'enable', 'disable'];
    default:
      return [{ [PROBE]: PROBE }, PROBE];
  }
}

function requiredOf(properties: Record<string, PropertySpec>): Values {
  const required = Object.entries(properties).filter(([, { required }]) => required);
  return Object.fromEntries(required.map(([name, { type }]) => [name, valuesOf(type)[0]]));
}
