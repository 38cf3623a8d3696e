import type { Region } from '../state.ts';
import { attributeOf, type Environment, storedParameter } from './environment.ts';
import { exportedValue } from './exports.ts';
import type { Json } from './json.ts';
import type { StackRecord } from './records.ts';
import { KNOWN_AFTER_APPLY, pseudoParameters, type Scope } from './scope.ts';
import { scopeOf, unresolvedResource } from './stack-scope.ts';
import type { Template } from './template.ts';

/**
 * The scope before anything is made. Resources that exist and stay are known; those that are to be created or replaced
 * (`changing`, which may grow while the scope is used) are not yet.
 */
export function plannedScope(
  region: Region,
  environment: Environment,
  template: Template,
  parameters: Readonly<Record<string, Json>>,
  stack: StackRecord,
  changing: ReadonlySet<string>,
): Scope {
  const existing = (logicalId: string) => {
    const Condition = template.resources[logicalId]?.Condition;
    const active = logicalId in template.resources && (Condition === undefined || scope.condition(Condition) === true);
    if (!active) throw unresolvedResource(logicalId);
    const resource = stack.resources.find((each) => each.LogicalResourceId === logicalId);
    return changing.has(logicalId) || resource?.PhysicalResourceId === undefined ? undefined : resource;
  };
  const scope: Scope = scopeOf(template, region, parameters, pseudoParameters(region, stack), {
    ref: (logicalId) => existing(logicalId)?.PhysicalResourceId ?? KNOWN_AFTER_APPLY,
    attribute(logicalId, name) {
      const resource = existing(logicalId);
      return resource ? attributeOf(environment, region, resource, name) : KNOWN_AFTER_APPLY;
    },
    importValue: (name) => exportedValue(region, name),
    storedParameter: (name) => storedParameter(environment, region, name),
  });
  return scope;
}
