import { functionOf } from './intrinsics.ts';
import { isObject, type Json } from './json.ts';
import { pieces } from './substitution.ts';
import { splitAttribute } from './template-text.ts';

/** One mention of a parameter, pseudo parameter, resource or condition within an expression. */
export interface Reference {
  readonly kind: 'Ref' | 'Fn::GetAtt' | 'Fn::Sub' | 'Condition';
  readonly name: string;
  readonly attribute?: string;
}

/** Tells which branch of `Fn::If` counts; undefined when the condition is not known, so that both do. */
export type Choice = (condition: string) => boolean | undefined;

/** Everything that an expression mentions; of an `Fn::If` whose condition is known only the branch taken. */
export function referencesOf(expression: Json | undefined, choice: Choice = () => undefined): Reference[] {
  if (Array.isArray(expression)) return expression.flatMap((element) => referencesOf(element, choice));
  if (!isObject(expression)) return [];
  const name = functionOf(expression);
  const argument = name === undefined ? undefined : expression[name];
  if (name === 'Ref' && typeof argument === 'string') return [{ kind: 'Ref', name: argument }];
  if (name === 'Condition' && typeof argument === 'string') return [{ kind: 'Condition', name: argument }];
  if (name === 'Fn::GetAtt') return attributeReference(argument, choice);
  if (name === 'Fn::Sub') return substitutionReferences(argument, choice);
  if (name === 'Fn::If' && Array.isArray(argument)) return branchReferences(argument, choice);
  return Object.values(expression).flatMap((value) => referencesOf(value, choice));
}

function attributeReference(argument: Json | undefined, choice: Choice): Reference[] {
  const [name, attribute] = typeof argument === 'string' ? splitAttribute(argument) : [argument].flat();
  if (typeof name !== 'string') return [];
  if (typeof attribute !== 'string') return [{ kind: 'Fn::GetAtt', name }, ...referencesOf(attribute, choice)];
  return [{ kind: 'Fn::GetAtt', name, attribute }];
}

function substitutionReferences(argument: Json | undefined, choice: Choice): Reference[] {
  const [template, variables] = [argument].flat();
  if (typeof template !== 'string') return [];
  const local = isObject(variables) ? variables : {};
  const names = pieces(template).flatMap((piece) => ('name' in piece && !(piece.name in local) ? [piece.name] : []));
  const mentioned = names.map((text): Reference => {
    const [name = '', attribute] = splitAttribute(text);
    return { kind: 'Fn::Sub', name, ...(attribute !== undefined && { attribute }) };
  });
  return [...mentioned, ...Object.values(local).flatMap((value) => referencesOf(value, choice))];
}

function branchReferences([name, whenTrue, whenFalse]: Json[], choice: Choice): Reference[] {
  const taken = typeof name === 'string' ? choice(name) : undefined;
  const mentioned: Reference[] = typeof name === 'string' ? [{ kind: 'Condition', name }] : [];
  if (taken !== false) mentioned.push(...referencesOf(whenTrue, choice));
  if (taken !== true) mentioned.push(...referencesOf(whenFalse, choice));
  return mentioned;
}
