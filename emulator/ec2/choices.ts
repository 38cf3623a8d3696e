import { invalid } from './kind.ts';

/** The members of a request that are given, each of them one of AWS's values. */
export function choicesIn<Names extends Readonly<Record<string, readonly string[]>>>(
  input: Readonly<Partial<Record<keyof Names, unknown>>>,
  names: Names,
): object {
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, allowed]) => {
      const value = input[name as keyof Names];
      if (value === undefined) return [];
      if (!allowed.includes(String(value))) throw invalid(`Value (${value}) for parameter ${name} is invalid.`);
      return [[name, value]];
    }),
  );
}
