import type { JsonObject } from './json.ts';
import { sameJson } from './json.ts';
import { specOf } from './spec.ts';

/** Whether changing a property makes CloudFormation replace the resource. */
export type Recreation = 'Always' | 'Conditionally' | 'Never';

/** The names of the properties in which two states of a resource differ. */
export function changedProperties(before: JsonObject, after: JsonObject): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !sameJson(before[name], after[name]));
}

/** The documented update behaviour of a property: replacement, some or no interruption. */
export function recreation(type: string, property: string): Recreation {
  const spec = specOf(type);
  if (spec?.additionalReplacementProperties?.some(([first]) => first === property)) return 'Always';
  const replaces = spec?.properties[property]?.causesReplacement;
  return replaces === 'yes' ? 'Always' : replaces === 'maybe' ? 'Conditionally' : 'Never';
}
