import type { Output } from '@aws-sdk/client-cloudformation';
import { evaluate } from './intrinsics.ts';
import type { Json } from './json.ts';
import type { Scope } from './scope.ts';
import { validationError } from './validation-error.ts';

/** The outputs of a template whose condition holds, evaluated. */
export function outputsOf(scope: Scope): Output[] {
  return Object.entries(scope.template.outputs)
    .filter(([, { Condition }]) => Condition === undefined || scope.condition(Condition) === true)
    .map(([name, { Value, Description, Export }]) => ({
      OutputKey: name,
      OutputValue: textOf(Value, scope),
      ...(Description !== undefined && { Description }),
      ...(Export && { ExportName: textOf(Export.Name, scope) }),
    }));
}

function textOf(expression: Json, scope: Scope): string {
  const value = evaluate(expression, scope);
  if (value === undefined || typeof value === 'object') {
    throw validationError('Template format error: The Value field of every Outputs member must evaluate to a String.');
  }
  return String(value);
}
