import type { Region } from '../state.ts';
import { holds } from './intrinsics.ts';
import type { Json, JsonObject } from './json.ts';
import type { Scope } from './scope.ts';
import type { Template } from './template.ts';
import { validationError } from './validation-error.ts';

/** The scope in which a template is evaluated. How resources and exports are read is left to the caller. */
export function scopeOf(
  template: Template,
  region: Region,
  parameters: Readonly<Record<string, Json>>,
  pseudo: JsonObject,
  resources: Pick<Scope, 'ref' | 'attribute' | 'importValue' | 'storedParameter'>,
): Scope {
  const decided = new Map<string, boolean>();
  const scope: Scope = {
    template,
    region,
    parameters,
    pseudo,
    condition(name) {
      const expression = template.conditions[name];
      if (expression === undefined) return undefined;
      const known = decided.get(name) ?? holds(expression, scope);
      decided.set(name, known);
      return known;
    },
    ...resources,
  };
  return scope;
}

/** The resources whose condition holds, in the template's order. */
export function activeResources({ template, condition }: Scope): string[] {
  return Object.entries(template.resources)
    .filter(([, { Condition }]) => Condition === undefined || condition(Condition) === true)
    .map(([name]) => name);
}

/** The error for a reference to a resource that the stack does not make, for example because its condition is false. */
export function unresolvedResource(name: string) {
  return validationError(
    `Template format error: Unresolved resource dependencies [${name}] in the Resources block of the template`,
  );
}
