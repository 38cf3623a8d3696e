import type { PropertyDifference } from '@aws-sdk/client-cloudformation';
import { isObject, type Json, type JsonObject } from './json.ts';

/** The members that tell elements of a list apart: of a tag, a target, an action, a condition, a prefix list's entry. */
const IDENTITIES = ['Key', 'Id', 'Type', 'Field', 'DeviceName', 'DeviceIndex', 'Cidr'];

/**
 * How the actual properties of a resource differ from what the template says. Only what the template says is compared, and
 * the order of a list means nothing.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
 */
export function differencesOf(expected: JsonObject, actual: JsonObject): PropertyDifference[] {
  return Object.keys(expected)
    .filter((name) => name in actual)
    .flatMap((name) => between(expected[name], actual[name], `/${name}`));
}

function between(expected: Json | undefined, actual: Json | undefined, path: string): PropertyDifference[] {
  if (Array.isArray(expected) && Array.isArray(actual)) return betweenLists(expected, actual, path);
  if (isObject(expected) && isObject(actual)) {
    return Object.keys(expected).flatMap((name) => between(expected[name], actual[name], `${path}/${name}`));
  }
  if (isAbsent(actual)) return isAbsent(expected) ? [] : [difference('REMOVE', path, expected, undefined)];
  return sameScalar(expected, actual) ? [] : [difference('NOT_EQUAL', path, expected, actual)];
}

/** First what is there as it should be is taken away, then what is there but changed; the rest was removed or added. */
function betweenLists(expected: readonly Json[], actual: readonly Json[], path: string): PropertyDifference[] {
  const left = new Map(actual.entries());
  const missing = [...expected.entries()].filter(
    ([, element]) => take(left, (each) => between(element, each, '').length === 0) === undefined,
  );
  const changed = missing.flatMap(([index, element]) => {
    const now = take(left, (each) => isSameThing(element, each));
    if (now === undefined) return [difference('REMOVE', `${path}/${index}`, element, undefined)];
    return between(element, now, `${path}/${index}`);
  });
  const added = [...left].map(([index, element]) => difference('ADD', `${path}/${index}`, undefined, element));
  return [...changed, ...added];
}

function take(left: Map<number, Json>, test: (element: Json) => boolean): Json | undefined {
  for (const [index, element] of left) {
    if (!test(element)) continue;
    left.delete(index);
    return element;
  }
  return undefined;
}

function isSameThing(a: Json, b: Json): boolean {
  if (!isObject(a) || !isObject(b)) return false;
  const identity = IDENTITIES.find((name) => name in a);
  return identity !== undefined && sameScalar(a[identity], b[identity]);
}

const isAbsent = (value: Json | undefined) => value === undefined || value === null;
/** Numbers and booleans are equal to the texts that mean them, as everywhere in CloudFormation. */
const sameScalar = (a: Json | undefined, b: Json | undefined) =>
  typeof a !== 'object' && typeof b !== 'object' && String(a) === String(b);

function difference(
  DifferenceType: 'ADD' | 'REMOVE' | 'NOT_EQUAL',
  PropertyPath: string,
  expected: Json | undefined,
  actual: Json | undefined,
): PropertyDifference {
  return { PropertyPath, ExpectedValue: textOf(expected), ActualValue: textOf(actual), DifferenceType };
}

/** Scalars stand as they are, everything else as JSON; what is not there is `null`. */
function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
