import type { Deployment } from './deployment.ts';
import { attributeOf, storedParameter } from './environment.ts';
import { exportedValue } from './exports.ts';
import type { Json } from './json.ts';
import { pseudoParameters, type Scope } from './scope.ts';
import { scopeOf, unresolvedResource } from './stack-scope.ts';
import type { Template } from './template.ts';

/** The scope while a stack's resources are made: references mean the resources as they now are. */
export function liveScope(
  deployment: Deployment,
  template: Template,
  parameters: Readonly<Record<string, Json>>,
): Scope {
  const { region, environment, stack } = deployment;
  const found = (logicalId: string) => {
    const resource = stack.resources.find((each) => each.LogicalResourceId === logicalId);
    if (resource?.PhysicalResourceId === undefined) throw unresolvedResource(logicalId);
    return resource;
  };
  return scopeOf(template, region, parameters, pseudoParameters(region, stack), {
    ref: (logicalId) => found(logicalId).PhysicalResourceId ?? '',
    attribute: (logicalId, name) => attributeOf(environment, region, found(logicalId), name),
    importValue(name) {
      if (!stack.imports.includes(name)) stack.imports.push(name);
      return exportedValue(region, name);
    },
    storedParameter: (name) => storedParameter(environment, region, name),
  });
}
